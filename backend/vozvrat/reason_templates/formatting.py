"""Values as their reader expects them: 1 299,00 ₽, 24 ноября, 5 дней; 11月24日; 24 November."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import babel
from babel.dates import format_datetime, format_skeleton
from babel.numbers import format_currency, format_decimal, get_currency_symbol

from vozvrat.domain.locale import Locale
from vozvrat.domain.money import Money

MOSCOW: Final = ZoneInfo("Europe/Moscow")
"""Ozon's own time, in which buyers and sellers are told dates."""

NBSP: Final = "\u00a0"

_BABEL: Final[dict[Locale, babel.Locale]] = {
    "ru": babel.Locale("ru"),
    "zh-CN": babel.Locale("zh", "CN", script="Hans"),
    "en": babel.Locale("en", "GB"),
}
_DAY: Final[dict[Locale, str]] = {"ru": "d MMMM", "zh-CN": "M月d日", "en": "d MMMM"}
_DAY_OF_YEAR: Final[dict[Locale, str]] = {"ru": "d MMMM y 'года'", "zh-CN": "y年M月d日", "en": "d MMMM y"}
_AT: Final[dict[Locale, str]] = {
    "ru": "{day}, {time} (Мск)",
    "zh-CN": "{day} {time}（莫斯科时间）",
    "en": "{day}, {time} Moscow time",
}


_SHORT_NAMES: Final[dict[tuple[Locale, str], str]] = {("zh-CN", "RUB"): "卢布"}
"""What people call a currency among themselves where the full name says too much."""


def amount(value: Money, locale: Locale) -> str:
    """Money with its sign where the reader's language has one of its own (₽, ¥, €), else with the currency's name."""
    language = _BABEL[locale]
    symbol = get_currency_symbol(value.currency, language)
    if (locale, value.currency) in _SHORT_NAMES:
        pattern = f"#,##0.00{_SHORT_NAMES[locale, value.currency]}"
        return format_currency(value.amount, value.currency, pattern, locale=language)
    if any(letter.isalpha() for letter in symbol):
        return format_currency(value.amount, value.currency, locale=language, format_type="name")
    return format_currency(value.amount, value.currency, locale=language)


def day(value: date, locale: Locale, *, this_year: int | None) -> str:
    """A day and its month; with the year where it is not `this_year`, or where nobody knows which year it is."""
    patterns = _DAY if value.year == this_year else _DAY_OF_YEAR
    return format_datetime(
        datetime(value.year, value.month, value.day, tzinfo=MOSCOW), patterns[locale], locale=_BABEL[locale]
    )


def day_without_year(month: int, day_of_month: int, locale: Locale) -> str:
    """A day of which nobody said the year."""
    return day(date(2024, month, day_of_month), locale, this_year=2024)


def moment(value: datetime, locale: Locale, *, this_year: int | None) -> str:
    """A day and an hour in Moscow's time, which it names."""
    there = value.astimezone(MOSCOW)
    clock = format_skeleton("Hm", there, locale=_BABEL[locale])
    return at_hour(day(there.date(), locale, this_year=this_year), clock, locale)


def at_hour(day_said: str, clock: str, locale: Locale) -> str:
    """A day already said, with an hour of Moscow's."""
    return _AT[locale].format(day=day_said, time=clock)


def number(value: int | Decimal, locale: Locale) -> str:
    return format_decimal(value, locale=_BABEL[locale])


def plural_forms(locale: Locale) -> frozenset[str]:
    """The forms that whole numbers need in a language: one, few, many for Russian."""
    return frozenset(_BABEL[locale].plural_form(value) for value in range(200))


def counted(value: int, forms: dict[str, str], locale: Locale) -> str:
    """A whole number with its noun in the form the language asks for; they stay on one line."""
    noun = forms[_BABEL[locale].plural_form(value)]
    glue = "" if locale == "zh-CN" else NBSP
    return f"{number(value, locale)}{glue}{noun}"


def listed(items: list[str], locale: Locale) -> str:
    """Words one after another, for use after a colon."""
    return ("、" if locale == "zh-CN" else ", ").join(items)


def month_names() -> dict[str, int]:
    """Names of months as people write them after a day, in lower case, Russian and English."""
    names: dict[str, int] = {}
    for locale in (_BABEL["ru"], _BABEL["en"]):
        for width in ("wide", "abbreviated"):
            names |= {name.lower().rstrip("."): month for month, name in locale.months["format"][width].items()}
    return names
