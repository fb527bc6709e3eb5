"""The plain form of a template, as a file has it, read strictly: every field that does not hold is named."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from vozvrat.domain.locale import LOCALES
from vozvrat.domain.orders import Scheme
from vozvrat.domain.purposes import PURPOSES
from vozvrat.domain.returns import ReasonKind

_IDENTITY = re.compile(r"[A-Z]{3}-[A-Z]+-\d{2}")
_RULE = re.compile(r"[A-Z]{3}-\d{2}")

Problems = Iterator[str]


class Unsound(Exception):
    """An entry that is no template; the message names every field and what is wrong there."""


def read(raw: object) -> dict[str, object]:
    """The entry with its optional fields filled in; raises Unsound."""
    if not isinstance(raw, Mapping):
        raise Unsound("a template is a mapping of fields")
    problems = [f"{name}: {what}" for name, what in _problems(raw)]
    if problems:
        raise Unsound("; ".join(problems))
    return {name: raw.get(name, default) for name, (_, default) in _FIELDS.items()}


def _problems(raw: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    for name in raw:
        if name not in _FIELDS:
            yield str(name), "is no field of a template"
    for field, (judge, default) in _FIELDS.items():
        if field in raw:
            for what in judge(raw[field]):
                yield field, what
        elif default is _REQUIRED:
            yield field, "is missing"


def _identity(given: object) -> Problems:
    if not (isinstance(given, str) and _IDENTITY.fullmatch(given)):
        yield "must look like REJ-USED-01"


def _words(given: object) -> Problems:
    if not isinstance(given, Mapping):
        yield "must say it in ru, zh-CN and en"
        return
    for locale in LOCALES:
        said = given.get(locale)
        if not (isinstance(said, str) and said.strip()):
            yield f"{locale} is missing"
    for key in given.keys() - set(LOCALES):
        yield f"{key} is no language of ours"


def _purpose(given: object) -> Problems:
    if given not in PURPOSES:
        yield f"must be one of {', '.join(PURPOSES)}"


def _some_of(allowed: tuple[str, ...]) -> Callable[[object], Problems]:
    def judge(given: object) -> Problems:
        if not isinstance(given, list):
            yield "must be a list"
            return
        for one in given:
            if one not in allowed:
                yield f"{one!r} is none of {', '.join(sorted(allowed))}"

    return judge


def _names(given: object) -> Problems:
    if not (isinstance(given, list) and all(isinstance(one, str) for one in given)):
        yield "must be a list of names"


def _rules(given: object) -> Problems:
    yield from _names(given)
    for one in given if isinstance(given, list) else ():
        if isinstance(one, str) and not _RULE.fullmatch(one):
            yield f"{one!r} is no rule id"


def _fits(given: object) -> Problems:
    if not (isinstance(given, Mapping) and all(isinstance(values, list) for values in given.values())):
        yield "must name facts, each with a list of values"


def _line(given: object) -> Problems:
    if not (isinstance(given, str) and given.strip()):
        yield "must be a word"


def _version(given: object) -> Problems:
    if not (type(given) is int and given >= 1):
        yield "must be a whole number from 1"


def _day(given: object) -> Problems:
    if type(given) is not date:
        yield "must be a day such as 2026-11-24"


_REQUIRED = object()

_FIELDS: Mapping[str, tuple[Callable[[object], Problems], object]] = {
    "id": (_identity, _REQUIRED),
    "name": (_words, _REQUIRED),
    "purpose": (_purpose, _REQUIRED),
    "reason_kinds": (_some_of(tuple(map(str, ReasonKind))), ()),
    "schemes": (_some_of(tuple(map(str, Scheme))), ()),
    "states": (_names, ()),
    "fits": (_fits, {}),
    "texts": (_words, _REQUIRED),
    "variables": (_names, _REQUIRED),
    "optional": (_names, ()),
    "use_when": (_words, _REQUIRED),
    "avoid_when": (_words, _REQUIRED),
    "rules": (_rules, _REQUIRED),
    "owner": (_line, _REQUIRED),
    "version": (_version, _REQUIRED),
    "reviewed_on": (_day, _REQUIRED),
}
"""Each field with what judges it and what stands in its place where it may be left out."""
