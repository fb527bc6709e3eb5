"""The words by which texts are judged, read from words/*.yaml."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from operator import add
from typing import Any, Final

import yaml

from vozvrat.policy.texts.hits import shape_of
from vozvrat.policy.texts.literals import all_literals

_INSERT: Final = re.compile(r"<([a-z_]+)>")


class Words:
    """Alternatives that are searched one by one, and only in a text that holds the letters which each of them needs.

    A text holds few of them, so most cost one look for a few letters instead of an expression at every place.
    """

    def __init__(self, expressions: list[str]) -> None:
        self._parts = [
            ([_with_beginnings(pieces) for pieces in all_literals(expression)], re.compile(_whole_words(expression)))
            for expression in expressions
        ]
        self._always = [place for place, (needed, _) in enumerate(self._parts) if not needed]
        self._by_beginning: dict[str, list[int]] = {}
        for place, (needed, _) in enumerate(self._parts):
            for beginning in {beginning for beginning, _ in (needed[0] if needed else ())}:
                self._by_beginning.setdefault(beginning, []).append(place)
        self._beginnings = frozenset(self._by_beginning)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of every alternative; those of different ones may overlap."""
        likely = set(self._always)
        held = _grams(text)
        for beginning in self._beginnings & held:
            likely.update(self._by_beginning[beginning])
        for place in sorted(likely):
            needed, expression = self._parts[place]
            if all(_holds(text, held, pieces) for pieces in needed):
                yield from expression.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Any match of any alternative."""
        return next(self.finditer(text), None)


_GRAM: Final = 3


_Pieces = tuple[tuple[str, str], ...]


def _with_beginnings(pieces: frozenset[str]) -> _Pieces:
    return tuple((piece[:_GRAM], piece) for piece in pieces)


def _holds(text: str, held: frozenset[str], pieces: _Pieces) -> bool:
    """Whether one of the pieces stands in the text; their beginnings are asked first, because that costs least."""
    for beginning, piece in pieces:  # noqa: SIM110 - half the time of any(), and asked a thousand times a text
        if beginning in held and piece in text:
            return True
    return False


@lru_cache(maxsize=16)
def _grams(text: str) -> frozenset[str]:
    """Every one, two and three letters that stand together in a text."""
    two = list(map(add, text, text[1:]))
    return frozenset(chain(text, two, map(add, two, text[2:])))


def _whole_words(expression: str) -> str:
    """The expression with words taken whole: a word once read is not given back letter by letter."""
    return re.sub(r"(\\w[*+])(?![+?*])", r"\1+", expression)


def pattern(name: str, *, shaped: bool = False) -> re.Pattern[str]:
    """The expression of that name; `shaped` where it is matched against a text's shape."""
    expression = _expression(name)
    return re.compile(_shaped(expression) if shaped else expression)


def words(name: str, *, shaped: bool = False) -> Words:
    """The alternatives of that name, for long lists over a whole text."""
    return Words([_shaped(expression) if shaped else expression for expression in expressions(name)])


def _shaped(expression: str) -> str:
    """The expression for a text's shape; ranges of letters stay what they are, or `«` would be one of `a-я`."""
    return _RANGE.join(shape_of(part) for part in expression.split(_RANGE))


_RANGE: Final = "а-я"


def expressions(name: str) -> list[str]:
    """The alternatives of that name, each complete."""
    entry = _entries()[name]
    return [_inserted(f"{entry.get('before', '')}(?:{part}){entry.get('after', '')}") for part in entry["any"]]


def listed(name: str) -> frozenset[str]:
    """The plain words of that name."""
    return frozenset(str(_entries()[name]["words"]).split())


def _expression(name: str) -> str:
    entry = _entries()[name]
    return _inserted(f"{entry.get('before', '')}(?:{'|'.join(entry['any'])}){entry.get('after', '')}")


def _inserted(expression: str) -> str:
    return _INSERT.sub(lambda match: _expression(match.group(1)), expression)


@cache
def _entries() -> Mapping[str, Any]:
    entries: dict[str, Any] = {}
    for file in resources.files("vozvrat.policy.texts").joinpath("words").iterdir():
        entries |= yaml.safe_load(file.read_text("utf-8"))
    return entries
