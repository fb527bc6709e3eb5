"""What a seller can learn (learn.yaml): the steps of a return, each with its rules, pages and places.

The themes say nothing of their own that a rule does not say; they put the rules in the order in which they help.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from vozvrat.domain import reasons
from vozvrat.domain.errors import BrokenPack
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.domain.returns import ReasonKind
from vozvrat.policy import loading

LEARN: Final = Path(__file__).parent / "learn.yaml"


@dataclass(frozen=True, slots=True)
class LearnPage:
    """A page of Ozon's, and when it was seen ("undated" where it bears no date)."""

    address: str
    title: Words
    seen: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is found: a tab, a filter, a channel, a program; `address` where it has one."""

    title: Words
    detail: Words
    address: str | None
    seen: str


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A buyer's reason as Ozon shows it in Russian and Chinese, with our English, and what we take it to mean."""

    names: Words
    kind: ReasonKind


@dataclass(frozen=True, slots=True)
class Theme:
    """One step of a seller's work; `rules` by id, the most useful first."""

    id: str
    title: Words
    about: Words
    rules: tuple[str, ...]
    pages: tuple[LearnPage, ...] = ()
    places: tuple[Place, ...] = ()
    reasons: tuple[ShownReason, ...] = ()


@cache
def themes() -> tuple[Theme, ...]:
    """The themes that come with this version, in the order of the work. Raises BrokenPack."""
    return read_themes(LEARN, known=loading.shipped().rules)


def read_themes(path: Path, *, known: Collection[str]) -> tuple[Theme, ...]:
    """The themes of a file, refused as a whole with BrokenPack(file, why) where anything in it does not hold.

    `known` are the ids of the rules that there are: a theme that names another is refused.
    """
    content = _content(path)
    _ThemeReader(path.name, "", known).fields(content, {"themes"})
    listed = content.get("themes")
    if not isinstance(listed, list) or not listed:
        _broken(path.name, "must hold a list under `themes`")
    found = tuple(_ThemeReader(path.name, f"theme {place + 1}", known).theme(raw) for place, raw in enumerate(listed))
    if len({theme.id for theme in found}) < len(found):
        _broken(path.name, "has a theme twice")
    return found


def _content(path: Path) -> Mapping[str, Any]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        _broken(path.name, f"cannot be read: {error.strerror}")
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        _broken(path.name, f"is no YAML: {' '.join(str(error).split())}")
    if not isinstance(content, Mapping):
        _broken(path.name, "must hold `themes`")
    return content


def _broken(file: str, why: str) -> NoReturn:
    raise BrokenPack(file=file, rule=None, example=None, why=why)


class _ThemeReader:
    """Reads one theme; every complaint names the file and the theme."""

    def __init__(self, file: str, name: str, known: Collection[str]) -> None:
        self._file = file
        self._name = name
        self._known = known

    def theme(self, raw: object) -> Theme:
        raw = self.fields(raw, {"id", "title", "about", "rules", "pages", "places", "reasons"})
        self._name = self._text(raw, "id")
        return Theme(
            id=self._name,
            title=self._words(raw, "title"),
            about=self._words(raw, "about"),
            rules=self._rules(raw),
            pages=tuple(self._page(item) for item in self._list(raw, "pages")),
            places=tuple(self._place(item) for item in self._list(raw, "places")),
            reasons=tuple(self._reason(item) for item in self._list(raw, "reasons")),
        )

    def fields(self, raw: object, known: set[str]) -> Mapping[str, Any]:
        """A mapping that has no other fields than these."""
        if not isinstance(raw, Mapping):
            self._refuse("must be a mapping")
        unknown = sorted(str(name) for name in raw if name not in known)
        if unknown:
            self._refuse(f"unknown field {unknown[0]}")
        return raw

    def _rules(self, raw: Mapping[str, Any]) -> tuple[str, ...]:
        named = self._list(raw, "rules")
        if not named:
            self._refuse("names no rules")
        if not all(isinstance(rule_id, str) for rule_id in named):
            self._refuse("rules: must be a list of ids")
        for rule_id in named:
            if rule_id not in self._known:
                self._refuse(f"names {rule_id}, which is no rule")
        if len(set(named)) < len(named):
            self._refuse("names a rule twice")
        return tuple(named)

    def _page(self, raw: object) -> LearnPage:
        raw = self.fields(raw, {"address", "title", "seen"})
        return LearnPage(self._text(raw, "address"), self._words(raw, "title"), self._text(raw, "seen"))

    def _place(self, raw: object) -> Place:
        raw = self.fields(raw, {"title", "detail", "address", "seen"})
        return Place(
            title=self._words(raw, "title"),
            detail=self._words(raw, "detail"),
            address=self._text(raw, "address") if "address" in raw else None,
            seen=self._text(raw, "seen"),
        )

    def _reason(self, raw: object) -> ShownReason:
        names = self._words({"reasons": raw}, "reasons")
        kinds = {reasons.kind_of(name) for name in names.values()}
        if len(kinds) > 1:
            self._refuse(f"reasons: {names['en']} means {' and '.join(sorted(kinds))}")
        return ShownReason(names, kinds.pop())

    def _words(self, raw: Mapping[str, Any], name: str) -> Words:
        said = raw.get(name)
        if not isinstance(said, Mapping):
            self._refuse(f"{name}: must be said in {', '.join(LOCALES)}")
        self.fields(said, set(LOCALES))
        for locale in LOCALES:
            if not isinstance(said.get(locale), str) or not said[locale].strip():
                self._refuse(f"{name}: is missing in {locale}")
        return {locale: " ".join(said[locale].split()) for locale in LOCALES}

    def _text(self, raw: Mapping[str, Any], name: str) -> str:
        said = raw.get(name)
        if not isinstance(said, str) or not said.strip():
            self._refuse(f"{name}: must be a text")
        return said

    def _list(self, raw: Mapping[str, Any], name: str) -> list[Any]:
        items = raw.get(name, [])
        if not isinstance(items, list):
            self._refuse(f"{name}: must be a list")
        return items

    def _refuse(self, why: str) -> NoReturn:
        _broken(self._file, f"is wrong in {self._name or 'its head'}: {why}")
