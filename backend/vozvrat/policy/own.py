"""A seller's own rules: read from JSON or YAML, written back, and refused with every field that does not hold."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, Final, TypeVar

from vozvrat.domain.errors import BrokenPack, InvalidFacts, InvalidRule
from vozvrat.domain.findings import Confidence, Severity, Source
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.purposes import PURPOSES
from vozvrat.policy import documents, facts
from vozvrat.policy.conditions import TIMES, BadExpression, Condition, compiled
from vozvrat.policy.engine import tried
from vozvrat.policy.loading import LONGEST, NOW_OF_EXAMPLES, OF_EXAMPLES, merged, plain
from vozvrat.policy.rules import Deadline, Example, Rule
from vozvrat.policy.schema import read_time

OWN_ID: Final = re.compile(r"OWN-[A-Z0-9][A-Z0-9-]{0,30}")
THEME: Final = "own"
TITLE: Final = 200
TEXT: Final = 2_000
WORD: Final = 100
"""Code points of a title, of a detail or remedy, and of a state or another single word."""
ITEMS: Final = 50
"""Entries of any list of a rule: states, sources, examples."""
RULES: Final = 500
"""Rules of one file."""

_FIELDS: Final = (
    *("id", "title", "detail", "remedy", "when", "severity", "deadline", "schemes", "states", "template_purposes"),
    *("examples", "theme", "confidence", "reviewed_on", "sources", "effective_from", "effective_to"),
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_HIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of others: a title must read as what it is."""
_Read = TypeVar("_Read")


def read_own_rule(raw: Mapping[str, Any]) -> Rule:
    """One own rule from JSON or YAML; its examples have run.

    `id` begins with OWN-; `title` and `when` or a `deadline` ({fact, hours, warn_hours}) are needed. Words may be one
    text, which serves all three languages, or given by language, where one left out reads as another that is there.
    Raises InvalidRule naming every field that does not hold and, for a condition, the place in it.
    """
    if not isinstance(raw, Mapping):
        raise InvalidRule(errors={"rule": ["must be an object"]})
    reading = _Reading(raw)
    rule = reading.rule()
    if reading.errors:
        raise InvalidRule(errors=reading.errors, place=reading.place)
    for example in rule.examples:
        complaint = tried(rule, example)
        if complaint is not None:
            raise InvalidRule(errors={"examples": [f"“{example.name}” {complaint}"]})
    return rule


def read_pack_text(text: str, *, name: str) -> list[Rule]:
    """The own rules of a YAML text as `written` gives them under `rules`; raises BrokenPack for the whole text.

    `name` is what the text is called in the complaint, such as the name of its file.
    """
    content = documents.read(text, name=name)
    listed = content.get("rules")
    if not isinstance(listed, list) or not listed:
        raise BrokenPack(file=name, rule=None, example=None, why="must hold a list under `rules`")
    if len(listed) > RULES:
        raise BrokenPack(file=name, rule=None, example=None, why=f"holds more than {RULES} rules")
    read: dict[str, Rule] = {}
    for place, raw in enumerate(listed):
        if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
            raise BrokenPack(file=name, rule=f"#{place + 1}", example=None, why="must be a mapping with an `id`")
        try:
            rule = read_own_rule(raw)
        except InvalidRule as error:
            field, messages = next(iter(error.errors.items()))
            raise BrokenPack(file=name, rule=raw["id"][:WORD], example=None, why=f"{field}: {messages[0]}") from None
        if rule.id in read:
            raise BrokenPack(file=name, rule=rule.id, example=None, why="stands twice")
        read[rule.id] = rule
    return list(read.values())


def hidden_in(text: str) -> str | None:
    """What is wrong with words that hold a character which hides or turns others; None where none does."""
    found = _HIDDEN.search(text)
    return f"holds a character that hides or turns others (U+{ord(found[0]):04X})" if found is not None else None


def written(rule: Rule) -> dict[str, Any]:
    """An own rule as JSON and YAML have it: `read_own_rule(written(rule)) == rule`. What it leaves unsaid is absent."""
    said: dict[str, Any] = {
        "id": rule.id,
        "title": _spoken(rule.title),
        "detail": _spoken(rule.detail),
        "remedy": _spoken(rule.remedy),
        "when": rule.when.source if rule.when is not None else None,
        "severity": rule.severity.value,
        "deadline": _clock(rule.deadline),
        "schemes": sorted(rule.schemes),
        "states": sorted(rule.states),
        "template_purposes": list(rule.template_purposes),
        "theme": None if rule.theme == THEME else rule.theme,
        "confidence": None if rule.confidence == "high" else rule.confidence,
        "reviewed_on": _day(rule.reviewed_on),
        "sources": [{"address": source.address, "seen": source.seen} for source in rule.sources],
        "effective_from": _day(rule.effective_from),
        "effective_to": _day(rule.effective_to),
        "examples": [_example(example) for example in rule.examples],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _spoken(words: Words) -> str | dict[str, str]:
    """One text where all languages say the same."""
    if len({words[locale] for locale in LOCALES}) == 1:
        return words[LOCALES[0]]
    return {str(locale): words[locale] for locale in LOCALES}


def _clock(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {"fact": deadline.fact, "hours": deadline.hours, "warn_hours": deadline.warn_hours}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _example(example: Example) -> dict[str, Any]:
    told = {
        "name": example.name,
        "facts": example.facts,
        "fires": example.fires,
        "severity": example.severity.value if example.severity is not None else None,
        "deadline_at": example.deadline_at,
        "warn_at": example.warn_at,
    }
    return {name: value for name, value in told.items() if value is not None}


class _Wrong(Exception):
    """What is wrong with one field."""

    def __init__(self, why: str, place: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


class _Reading:
    """One reading of a rule: every field is read, and each that does not hold is told under its name."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.errors: dict[str, list[str]] = {}
        self.place: int | None = None
        self._raw = raw

    def rule(self) -> Rule:
        """The rule; it is good for nothing where `errors` holds something."""
        for name in self._raw:
            if name not in _FIELDS:
                self._tell(str(name)[:WORD], "is no field of a rule")
        rule = Rule(
            id=self._field("id", _id, ""),
            kind="check",
            theme=self._optional("theme", _word, THEME),
            title=self._field("title", lambda raw: _words(raw, TITLE), {}),
            detail=self._optional("detail", lambda raw: _words(raw, TEXT), _NO_WORDS),
            remedy=self._optional("remedy", lambda raw: _words(raw, TEXT), _NO_WORDS),
            confidence=self._optional("confidence", _confidence, "high"),
            reviewed_on=self._optional("reviewed_on", _date, None),
            sources=self._optional("sources", _sources, ()),
            file=THEME,
            severity=self._optional("severity", _severity, Severity.INFO),
            schemes=self._optional("schemes", _schemes, frozenset()),
            states=self._optional("states", lambda raw: frozenset(_list(raw, _word)), frozenset()),
            when=self._optional("when", _condition, None),
            deadline=self._optional("deadline", _deadline, None),
            template_purposes=self._optional("template_purposes", _purposes, ()),
            effective_from=self._optional("effective_from", _date, None),
            effective_to=self._optional("effective_to", _date, None),
            examples=self._optional("examples", _examples, ()),
            owner="seller",
        )
        self._hold(rule)
        return rule

    def _hold(self, rule: Rule) -> None:
        if rule.when is None and rule.deadline is None and not self.errors.keys() & {"when", "deadline"}:
            self._tell("when", "a check needs `when` or a `deadline`")
        if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
            self._tell("effective_to", "lies before effective_from")

    def _field(self, name: str, read: Callable[[Any], _Read], otherwise: _Read) -> _Read:
        try:
            return read(self._raw.get(name))
        except _Wrong as wrong:
            self._tell(name, wrong.why)
            if name == "when":
                self.place = wrong.place
        return otherwise

    def _optional(self, name: str, read: Callable[[Any], _Read], otherwise: _Read) -> _Read:
        return otherwise if self._raw.get(name) is None else self._field(name, read, otherwise)

    def _tell(self, name: str, why: str) -> None:
        self.errors.setdefault(name, []).append(why)


_NO_WORDS: Final[Words] = dict.fromkeys(LOCALES, "")


def _id(raw: Any) -> str:
    if not isinstance(raw, str) or not OWN_ID.fullmatch(raw):
        raise _Wrong("must look like OWN-PHOTOS-2: OWN-, then capital letters, digits and dashes")
    return raw


def _word(raw: Any) -> str:
    text = " ".join(_said(raw, WORD).split())
    if not text:
        raise _Wrong("must not be empty")
    return text


def _text(raw: Any, limit: int) -> str:
    if not isinstance(raw, str):
        raise _Wrong("must be a text")
    if _SURROGATES.search(raw):
        raise _Wrong("holds half a character (a lone surrogate)")
    if len(raw) > limit:
        raise _Wrong(f"is longer than {limit} characters")
    return raw


def _said(raw: Any, limit: int) -> str:
    """A text that people read."""
    text = _text(raw, limit)
    hidden = hidden_in(text)
    if hidden is not None:
        raise _Wrong(hidden)
    return text


def _words(raw: Any, limit: int) -> Words:
    """One text for all, or texts by language of which the absent read as the first that is there (zh-CN, ru, en)."""
    if isinstance(raw, Mapping):
        for name in raw:
            if name not in LOCALES:
                raise _Wrong(f"languages must be one of: {', '.join(LOCALES)}")
        said = {locale: " ".join(_said(raw[locale], limit).split()) for locale in LOCALES if raw.get(locale)}
    else:
        said = dict.fromkeys(LOCALES, " ".join(_said("" if raw is None else raw, limit).split()))
    spoken = [text for text in said.values() if text]
    if not spoken:
        raise _Wrong("must be said in at least one language")
    return {locale: said.get(locale) or spoken[0] for locale in LOCALES}


def _list(raw: Any, read: Callable[[Any], _Read]) -> list[_Read]:
    if not isinstance(raw, list | tuple):
        raise _Wrong("must be a list")
    if len(raw) > ITEMS:
        raise _Wrong(f"holds more than {ITEMS} entries")
    return [read(item) for item in raw]


def _among(raw: Any, among: tuple[str, ...]) -> str:
    if not isinstance(raw, str) or raw not in among:
        raise _Wrong(f"must be one of: {', '.join(among)}")
    return str(raw)


def _confidence(raw: Any) -> Confidence:
    _among(raw, ("high", "medium"))
    return "medium" if raw == "medium" else "high"


def _severity(raw: Any) -> Severity:
    return Severity(_among(raw, tuple(Severity)))


def _schemes(raw: Any) -> frozenset[str]:
    return frozenset(_list(raw, lambda item: _among(item, tuple(str(scheme) for scheme in Scheme))))


def _purposes(raw: Any) -> tuple[str, ...]:
    return tuple(_list(raw, lambda item: _among(item, PURPOSES)))


def _date(raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise _Wrong("is a date that does not exist") from None
    raise _Wrong("must be a date such as 2026-11-24")


def _condition(raw: Any) -> Condition:
    try:
        return compiled(_text(raw, 10**6))
    except BadExpression as error:
        raise _Wrong(error.why, error.place) from None


def _deadline(raw: Any) -> Deadline:
    if not isinstance(raw, Mapping) or not raw.keys() <= {"fact", "hours", "warn_hours", "clock"}:
        raise _Wrong("must hold fact, hours and warn_hours")
    if raw.get("clock", "from_fact") != "from_fact" or raw.get("fact") not in TIMES:
        raise _Wrong(f"fact must be one of: {', '.join(TIMES)}")
    hours = _hours(raw.get("hours"))
    warn = _hours(raw.get("warn_hours"))
    if warn > hours:
        raise _Wrong("warn_hours must not be more than hours")
    return Deadline("from_fact", str(raw["fact"]), hours, warn)


def _hours(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw) or not 0 <= raw <= LONGEST:
        raise _Wrong(f"hours and warn_hours must be numbers from 0 to {LONGEST}")
    return float(raw)


_OTHER_SCHEME: Final = re.compile(r"\s*(?!https?://)[a-z][a-z0-9+.-]*:(?!\s|\d)", re.IGNORECASE)
"""What another program than a browser would open, or a browser would run; "Order: …" and "host:443" are no such."""
_WITH_A_NAME: Final = re.compile(r"\s*https?://[^/?#]*@", re.IGNORECASE)
"""A name and password before the host, which make a stranger's host look like another."""


def _sources(raw: Any) -> tuple[Source, ...]:
    return tuple(_list(raw, _source))


def _source(raw: Any) -> Source:
    if not isinstance(raw, Mapping) or not raw.keys() <= {"address", "seen"}:
        raise _Wrong("each needs an address")
    seen = raw.get("seen", "undated")
    address = _said(raw.get("address"), 5 * WORD)
    if not address.strip():
        raise _Wrong("each needs an address")
    if _OTHER_SCHEME.match(address) or _WITH_A_NAME.match(address):
        raise _Wrong("each address is a page of the web (https://…) or a name to look up")
    return Source(address, _said(plain(seen), WORD))


def _examples(raw: Any) -> tuple[Example, ...]:
    examples = tuple(_list(raw, _read_example))
    twins = [name for name, times in _counted(example.name for example in examples) if times > 1]
    if twins:
        raise _Wrong(f"“{twins[0]}” stands twice")
    return examples


def _counted(names: Iterator[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return list(counts.items())


def _read_example(raw: Any) -> Example:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        raise _Wrong("each needs a name")
    name = _word(raw["name"])
    for field in raw:
        if field not in OF_EXAMPLES:
            raise _Wrong(f"“{name}”: {str(field)[:WORD]} is no field of an example")
    fires = raw.get("fires", not raw["silent"] if isinstance(raw.get("silent"), bool) else None)
    if not isinstance(fires, bool):
        raise _Wrong(f"“{name}” must say `fires` or `silent`")
    stated = plain(raw.get("facts") or {})
    if not isinstance(stated, dict):
        raise _Wrong(f"“{name}”: facts must be an object")
    try:
        known = facts.parse(merged({"now": NOW_OF_EXAMPLES}, stated))
    except InvalidFacts as error:
        where, messages = next(iter(error.errors.items()))
        raise _Wrong(f"“{name}”: facts{where} {messages[0]}") from None
    return Example(
        name=name,
        facts=known,
        fires=fires,
        severity=_severity(raw["severity"]) if raw.get("severity") is not None else None,
        deadline_at=_moment(raw.get("deadline_at"), name),
        warn_at=_moment(raw.get("warn_at"), name),
    )


def _moment(raw: Any, name: str) -> str | None:
    if raw is None:
        return None
    text = plain(raw)
    if not isinstance(text, str) or read_time(text) is None:
        raise _Wrong(f"“{name}”: deadline_at and warn_at must be times such as {NOW_OF_EXAMPLES}")
    return text
