"""Taking a variable's value from the facts document, or from what the seller typed.

Both give a `Value` in the reader's form, or None: what is not known, or not understood, stays a gap.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TypeAlias

from vozvrat.domain.locale import Locale, Words
from vozvrat.domain.money import Money, money
from vozvrat.reason_templates import formatting, taming
from vozvrat.reason_templates.model import FactPath, Variable

Facts: TypeAlias = Mapping[str, object]

NUMBER_LIMIT = 40
"""Order, return and tracking numbers are shorter than this; anything longer is no number."""


LARGEST = 10**9
"""Sums and counts from here on are mistakes, not something to write to a buyer."""

YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Lengths:
    """How much of what others wrote a text may repeat, in code points."""

    product: int = 90
    quoted: int = 160


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it will stand in the text; `count` where plural forms depend on it."""

    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words that values need and the facts only name: kinds of reasons, kinds of evidence."""

    reason_kinds: Mapping[str, Words]
    evidence: Mapping[str, Words]


def from_facts(
    variable: Variable, facts: Facts, *, locale: Locale, lengths: Lengths, words: Dictionary
) -> Value | None:
    """The value from the first declared place of the facts document that holds one."""
    for place in variable.facts:
        found = _meant(at(facts, place.path), place)
        if found is not None and _agrees(found, place, facts):
            value = _fact_value(variable, found, place, facts, locale=locale, lengths=lengths, words=words)
            if value is not None and value.text:
                return value
    return None


def at(facts: Facts, path: str) -> object:
    """What stands at a dotted path; None where any step is absent."""
    here: object = facts
    for step in path.split("."):
        if not isinstance(here, Mapping):
            return None
        here = here.get(step)
    return here


def _fact_value(
    variable: Variable,
    found: object,
    place: FactPath,
    facts: Facts,
    *,
    locale: Locale,
    lengths: Lengths,
    words: Dictionary,
) -> Value | None:
    value: Value | None
    match variable.type:
        case "money":
            value = _sum(money(found, _currency(place, facts)), locale)
        case "days" | "count":
            value = _counted(_whole(found), locale)
        case "date" | "deadline":
            when = _moment(found)
            value = None if when is None else Value(_when(variable, when, locale, this_year(facts)))
        case "reason":
            value = _reason(found, locale=locale, lengths=lengths, words=words)
        case "evidence":
            value = _evidence(found, locale=locale, words=words)
        case "number":
            value = _number(found)
        case "product":
            value = _words(found, limit=lengths.product)
        case _:
            value = _words(found, limit=lengths.quoted)
    return value


def from_seller(variable: Variable, typed: str, facts: Facts, *, locale: Locale, lengths: Lengths) -> Value | None:
    """What the seller typed, read as the variable's type; None where it cannot be read so."""
    tamed = taming.tame(typed)
    value: Value | None
    match variable.type:
        case "money":
            value = _sum(_typed_money(tamed, facts), locale)
        case "days" | "count":
            value = _counted(int(tamed) if re.fullmatch(r"[0-9]{1,6}", tamed) else None, locale)
        case "date" | "deadline":
            value = _typed_date(variable, tamed, locale, this_year(facts))
        case "number":
            value = _number(tamed)
        case "product":
            value = _words(tamed, limit=lengths.product)
        case _:
            value = _words(tamed, limit=None)
    return value


def this_year(facts: Facts) -> int | None:
    """The year in Moscow at the facts' `now`."""
    now = _moment(at(facts, "now"))
    return None if now is None else now.astimezone(formatting.MOSCOW).year


def _agrees(found: object, place: FactPath, facts: Facts) -> bool:
    """Whether the value may be said as it stands, by what the place declares."""
    if place.unless_more is not None and (_whole(at(facts, place.unless_more)) or 1) > 1:
        return False
    if place.agrees_with is None:
        return True
    other, this = _moment(at(facts, place.agrees_with)), _moment(found)
    if other is None or this is None:
        return True
    return other.astimezone(formatting.MOSCOW).date() == this.astimezone(formatting.MOSCOW).date()


def _meant(found: object, place: FactPath) -> object:
    if place.means is None:
        return found
    return place.means.get(found) if isinstance(found, str) else None


def _currency(place: FactPath, facts: Facts) -> object:
    if place.currency is None or place.currency.isupper():
        return place.currency
    return at(facts, place.currency)


def _sum(value: Money | None, locale: Locale) -> Value | None:
    sound = value is not None and 0 < value.amount < LARGEST
    return Value(formatting.amount(value, locale)) if value is not None and sound else None


def _counted(whole: int | None, locale: Locale) -> Value | None:
    return None if whole is None else Value(formatting.number(whole, locale), whole)


def _whole(found: object) -> int | None:
    """A whole positive number; nought says nothing worth writing to a buyer."""
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        return None
    return int(found) if 0 < found < LARGEST and found == int(found) else None


def _moment(found: object, zone: tzinfo = UTC) -> datetime | None:
    if isinstance(found, str):
        try:
            found = datetime.fromisoformat(found)
        except ValueError:
            return None
    if not isinstance(found, datetime) or found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _when(variable: Variable, when: datetime, locale: Locale, year: int | None) -> str:
    if variable.type == "deadline":
        return formatting.moment(when, locale, this_year=year)
    return formatting.day(when.astimezone(formatting.MOSCOW).date(), locale, this_year=year)


def _words(found: object, *, limit: int | None) -> Value | None:
    if not isinstance(found, str):
        return None
    tamed = taming.without_closing(taming.inside_quotes(taming.tame(found)))
    return Value(tamed if limit is None else taming.shorten(tamed, limit)) if tamed else None


def _number(found: object) -> Value | None:
    tamed = taming.tame(str(found)) if isinstance(found, str | int) and not isinstance(found, bool) else ""
    return Value(tamed) if 0 < len(tamed) <= NUMBER_LIMIT else None


def _reason(found: object, *, locale: Locale, lengths: Lengths, words: Dictionary) -> Value | None:
    """The buyer's reason in Ozon's words where they are in the reader's script, else what kind of reason it is."""
    if not isinstance(found, Mapping):
        return None
    name, kind = found.get("name"), found.get("kind")
    if isinstance(name, str) and _in_script_of(locale, name):
        return _words(name, limit=lengths.quoted)
    if isinstance(kind, str) and kind in words.reason_kinds:
        return Value(words.reason_kinds[kind][locale])
    return _words(name, limit=lengths.quoted)


_SCRIPTS: dict[Locale, re.Pattern[str]] = {
    "ru": re.compile(r"[А-Яа-яЁё]"),
    "zh-CN": re.compile(r"[\u4e00-\u9fff]"),
    "en": re.compile(r"[A-Za-z]"),
}


def _in_script_of(locale: Locale, words: str) -> bool:
    """Whether most letters are the reader's; a model or a plug named in Latin letters changes nothing."""
    letters = sum(letter.isalpha() for letter in words)
    return letters > 0 and len(_SCRIPTS[locale].findall(words)) * 2 > letters


def _evidence(found: object, *, locale: Locale, words: Dictionary) -> Value | None:
    if isinstance(found, str) or not isinstance(found, list | tuple):
        return None
    known = [words.evidence[kind][locale] for kind in found if isinstance(kind, str) and kind in words.evidence]
    return Value(formatting.listed(known, locale)) if known else None


_MONEY = re.compile(r"(?P<before>[^\d\s.,]{0,6})\s*(?P<sum>\d[\d\s.,']*)\s*(?P<after>\D{0,12})")
_CURRENCIES = {
    "₽": "RUB", "р": "RUB", "руб": "RUB", "рублей": "RUB", "rub": "RUB", "rur": "RUB", "卢布": "RUB",
    "¥": "CNY", "元": "CNY", "人民币": "CNY", "юаней": "CNY", "cny": "CNY", "rmb": "CNY",
    "$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "₸": "KZT", "kzt": "KZT", "тенге": "KZT", "byn": "BYN",
}  # fmt: skip


def _typed_money(typed: str, facts: Facts) -> Money | None:
    """`1 299,50 ₽`, `1,299.50 RUB`, `500`: a bare sum takes the account's currency, and means nothing without one."""
    read = _MONEY.fullmatch(typed)
    if read is None:
        return None
    named = (read["before"] or read["after"]).strip().rstrip(".").lower()
    currency = _CURRENCIES.get(named) if named else _account_currency(facts)
    exact = _typed_sum(read["sum"])
    return None if currency is None or exact is None else Money(exact, currency)


def _typed_sum(typed: str) -> Decimal | None:
    """Reads both ways of writing: a last group of one or two digits is the fraction, groups of three are thousands."""
    digits = re.sub(r"[\s']", "", typed).rstrip(".,")
    groups = re.split(r"[.,]", digits)
    fraction = groups.pop() if len(groups) > 1 and len(groups[-1]) <= 2 else ""
    if any(len(group) != 3 for group in groups[1:]) or len(digits) > 15:
        return None
    try:
        return Decimal("".join(groups) + (f".{fraction}" if fraction else ""))
    except InvalidOperation:
        return None


def _account_currency(facts: Facts) -> str | None:
    for path in ("draft.amount_currency", "seller.compensation_unit", "seller.currency"):
        code = at(facts, path)
        if isinstance(code, str) and code:
            return code
    return None


_HOUR = re.compile(
    r"(?P<day>.+?)[ ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?: ?[(（]?(?:МСК|MSK|Moscow time|莫斯科时间)[)）]?)?", re.I
)


def _typed_date(variable: Variable, typed: str, locale: Locale, year: int | None) -> Value | None:
    """A day, and for a time limit an hour in Moscow: `24.11.2026`, `24 ноября, 12:00`, `11月24日 12:00`."""
    if "T" in typed or "+" in typed:
        exact = _moment(typed, zone=formatting.MOSCOW)
        return None if exact is None else Value(_when(variable, exact, locale, year))
    hour = _HOUR.fullmatch(typed)
    day = _typed_day(hour["day"] if hour else typed, locale, year)
    if day is None or hour is None or variable.type == "date":
        return None if day is None else Value(day)
    if int(hour["hour"]) > 23 or int(hour["minute"]) > 59:
        return None
    return Value(formatting.at_hour(day, f"{int(hour['hour']):02}:{hour['minute']}", locale))


def _typed_day(typed: str, locale: Locale, year: int | None) -> str | None:
    """`2026-11-24`, `24.11.2026`, `24.11`, `24 ноября`, `24 November 2026`, `11月24日`."""
    parts = _day_month_year(typed)
    if parts is None:
        return None
    day, month, given_year = parts
    if given_year is not None and given_year not in YEARS:
        return None
    try:
        if given_year is None:
            return formatting.day_without_year(month, day, locale)
        return formatting.day(date(given_year, month, day), locale, this_year=year)
    except ValueError:
        return None


def _day_month_year(typed: str) -> tuple[int, int, int | None] | None:
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed):
        return int(iso[3]), int(iso[2]), int(iso[1])
    if dotted := re.fullmatch(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?", typed):
        return int(dotted[1]), int(dotted[2]), int(dotted[3]) if dotted[3] else None
    if chinese := re.fullmatch(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]", typed):
        return int(chinese[3]), int(chinese[2]), int(chinese[1]) if chinese[1] else None
    if worded := re.fullmatch(r"(\d{1,2}) ([^\W\d]+)\.?(?: (\d{4})(?: ?(?:г\.?|года))?)?", typed):
        month = _months().get(worded[2].lower())
        return None if month is None else (int(worded[1]), month, int(worded[3]) if worded[3] else None)
    return None


@cache
def _months() -> dict[str, int]:
    return formatting.month_names()
