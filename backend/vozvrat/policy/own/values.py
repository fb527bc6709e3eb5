"""The values of a rule's fields, as JSON and YAML have them: each is read here, or refused with what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, Final, TypeVar

from vozvrat.domain.errors import InvalidFacts
from vozvrat.domain.findings import Confidence, Severity, Source
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.purposes import PURPOSES
from vozvrat.policy import facts
from vozvrat.policy.conditions import TIMES, BadExpression, Condition, compiled
from vozvrat.policy.loading import LONGEST, NOW_OF_EXAMPLES, OF_EXAMPLES, merged, plain
from vozvrat.policy.rules import OWN, Deadline, Example
from vozvrat.policy.schema import read_time

OWN_ID: Final = re.compile(OWN + r"[A-Z0-9][A-Z0-9-]{0,30}")
TITLE: Final = 200
TEXT: Final = 2_000
WORD: Final = 100
"""Code points of a title, of a detail or remedy, and of a state or another single word."""
ITEMS: Final = 50
"""Entries of any list of a rule: states, sources, examples."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_HIDDEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of others: a title must read as what it is."""
_Read = TypeVar("_Read")


class Wrong(Exception):
    """What is wrong with one field."""

    def __init__(self, why: str, place: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


def hidden_in(text: str) -> str | None:
    """What is wrong with words that hold a character which hides or turns others; None where none does."""
    found = _HIDDEN.search(text)
    return f"holds a character that hides or turns others (U+{ord(found[0]):04X})" if found is not None else None


def identifier(raw: Any) -> str:
    """An own id: OWN- and what the seller calls the rule."""
    if not isinstance(raw, str) or not OWN_ID.fullmatch(raw):
        raise Wrong("must look like OWN-PHOTOS-2: OWN-, then capital letters, digits and dashes")
    return raw


def kind(raw: Any) -> str:
    """An own rule is a check."""
    if raw != "check":
        raise Wrong("must be one of: check")
    return "check"


def flag(raw: Any) -> bool:
    """Yes or no."""
    if not isinstance(raw, bool):
        raise Wrong("must be true or false")
    return raw


def word(raw: Any) -> str:
    """One short text on one line, such as a state."""
    text = " ".join(_said(raw, WORD).split())
    if not text:
        raise Wrong("must not be empty")
    return text


def _text(raw: Any, limit: int) -> str:
    if not isinstance(raw, str):
        raise Wrong("must be a text")
    if _SURROGATES.search(raw):
        raise Wrong("holds half a character (a lone surrogate)")
    if len(raw) > limit:
        raise Wrong(f"is longer than {limit} characters")
    return raw


def _said(raw: Any, limit: int) -> str:
    """A text that people read."""
    text = _text(raw, limit)
    hidden = hidden_in(text)
    if hidden is not None:
        raise Wrong(hidden)
    return text


def words(raw: Any, limit: int) -> Words:
    """One text for all, or texts by language of which the absent read as the first that is there (zh-CN, ru, en)."""
    if isinstance(raw, Mapping):
        for name in raw:
            if name not in LOCALES:
                raise Wrong(f"languages must be one of: {', '.join(LOCALES)}")
        said = {locale: " ".join(_said(raw[locale], limit).split()) for locale in LOCALES if raw.get(locale)}
    else:
        said = dict.fromkeys(LOCALES, " ".join(_said("" if raw is None else raw, limit).split()))
    spoken = [text for text in said.values() if text]
    if not spoken:
        raise Wrong("must be said in at least one language")
    return {locale: said.get(locale) or spoken[0] for locale in LOCALES}


def listed(raw: Any, read: Callable[[Any], _Read]) -> list[_Read]:
    """A list of few enough entries, each read."""
    if not isinstance(raw, list | tuple):
        raise Wrong("must be a list")
    if len(raw) > ITEMS:
        raise Wrong(f"holds more than {ITEMS} entries")
    return [read(item) for item in raw]


def _among(raw: Any, among: tuple[str, ...]) -> str:
    if not isinstance(raw, str) or raw not in among:
        raise Wrong(f"must be one of: {', '.join(among)}")
    return str(raw)


def confidence(raw: Any) -> Confidence:
    """How sure a seller is of a rule; low is not offered, it would never fire."""
    _among(raw, ("high", "medium"))
    return "medium" if raw == "medium" else "high"


def severity(raw: Any) -> Severity:
    """A severity by its name."""
    return Severity(_among(raw, tuple(Severity)))


def schemes(raw: Any) -> frozenset[str]:
    """Schemes by their names."""
    return frozenset(listed(raw, lambda item: _among(item, tuple(str(scheme) for scheme in Scheme))))


def purposes(raw: Any) -> tuple[str, ...]:
    """Purposes of templates."""
    return tuple(listed(raw, lambda item: _among(item, PURPOSES)))


def day(raw: Any) -> date:
    """A date, from YAML or as a text."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise Wrong("is a date that does not exist") from None
    raise Wrong("must be a date such as 2026-11-24")


def condition(raw: Any) -> Condition:
    """A compiled condition; what is wrong names the place in it."""
    try:
        return compiled(_text(raw, 10**6))
    except BadExpression as error:
        raise Wrong(error.why, error.place) from None


def deadline(raw: Any) -> Deadline:
    """A clock that counts hours from a fact that is a time."""
    if not isinstance(raw, Mapping) or not raw.keys() <= {"fact", "hours", "warn_hours", "clock"}:
        raise Wrong("must hold fact, hours and warn_hours")
    if raw.get("clock", "from_fact") != "from_fact" or raw.get("fact") not in TIMES:
        raise Wrong(f"fact must be one of: {', '.join(TIMES)}")
    hours = _hours(raw.get("hours"))
    warn = _hours(raw.get("warn_hours"))
    if warn > hours:
        raise Wrong("warn_hours must not be more than hours")
    return Deadline("from_fact", str(raw["fact"]), hours, warn)


def _hours(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw) or not 0 <= raw <= LONGEST:
        raise Wrong(f"hours and warn_hours must be numbers from 0 to {LONGEST}")
    return float(raw)


_OTHER_SCHEME: Final = re.compile(r"\s*(?!https?://)[a-z][a-z0-9+.-]*:(?!\s|\d)", re.IGNORECASE)
"""What another program than a browser would open, or a browser would run; "Order: …" and "host:443" are no such."""
_WITH_A_NAME: Final = re.compile(r"\s*https?://[^/?#]*@", re.IGNORECASE)
"""A name and password before the host, which make a stranger's host look like another."""


def sources(raw: Any) -> tuple[Source, ...]:
    """Pages that a rule rests on: addresses of the web, or names to look up."""
    return tuple(listed(raw, _source))


def _source(raw: Any) -> Source:
    if not isinstance(raw, Mapping) or not raw.keys() <= {"address", "seen"}:
        raise Wrong("each needs an address")
    seen = raw.get("seen", "undated")
    address = _said(raw.get("address"), 5 * WORD)
    if not address.strip():
        raise Wrong("each needs an address")
    if _OTHER_SCHEME.match(address) or _WITH_A_NAME.match(address):
        raise Wrong("each address is a page of the web (https://…) or a name to look up")
    return Source(address, _said(plain(seen), WORD))


def examples(raw: Any) -> tuple[Example, ...]:
    """Examples whose names differ; their facts are valid, they have not run."""
    read = tuple(listed(raw, _example))
    names = [example.name for example in read]
    twin = next((name for name in names if names.count(name) > 1), None)
    if twin is not None:
        raise Wrong(f"“{twin}” stands twice")
    return read


def _example(raw: Any) -> Example:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        raise Wrong("each needs a name")
    name = word(raw["name"])
    for field in raw:
        if field not in OF_EXAMPLES:
            raise Wrong(f"“{name}”: {str(field)[:WORD]} is no field of an example")
    fires = raw.get("fires", not raw["silent"] if isinstance(raw.get("silent"), bool) else None)
    if not isinstance(fires, bool):
        raise Wrong(f"“{name}” must say `fires` or `silent`")
    stated = plain(raw.get("facts") or {})
    if not isinstance(stated, dict):
        raise Wrong(f"“{name}”: facts must be an object")
    try:
        known = facts.parse(merged({"now": NOW_OF_EXAMPLES}, stated))
    except InvalidFacts as error:
        where, messages = next(iter(error.errors.items()))
        raise Wrong(f"“{name}”: facts{where} {messages[0]}") from None
    return Example(
        name=name,
        facts=known,
        fires=fires,
        severity=severity(raw["severity"]) if raw.get("severity") is not None else None,
        deadline_at=_moment(raw.get("deadline_at"), name),
        warn_at=_moment(raw.get("warn_at"), name),
    )


def _moment(raw: Any, name: str) -> str | None:
    if raw is None:
        return None
    text = plain(raw)
    if not isinstance(text, str) or read_time(text) is None:
        raise Wrong(f"“{name}”: deadline_at and warn_at must be times such as {NOW_OF_EXAMPLES}")
    return text
