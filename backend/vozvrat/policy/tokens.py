"""A condition cut into tokens: the part of CEL that rules are written in, and nothing beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NoReturn

TokenKind = Literal["name", "whole", "double", "text", "sign", "end"]


class BadExpression(Exception):
    """A condition that does not hold: why, in short English, and the code point at which it goes wrong."""

    def __init__(self, why: str, place: int) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


@dataclass(frozen=True, slots=True)
class Token:
    """One token as it is written and the code points from which and up to which it stands."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_TOKENS: Final = re.compile(
    r"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>//)
    | (?P<prefixed>[A-Za-z]{1,2}["'])
    | (?P<text>"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')
    | (?P<double>[0-9]+\.[0-9]+)
    | (?P<whole>[0-9]+)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>&&|\|\||==|!=|<=|>=|[<>+\-*/%!?:()\[\],.])
    """,
    re.VERBOSE,
)
_DIGITS: Final = 15
"""Digits of a number: beyond, neither kopecks nor whole numbers are told apart."""
_NUMBERS: Final = frozenset({"whole", "double"})


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a condition and an end; raises BadExpression at the first code point that begins none."""
    place, before = 0, ""
    while place < len(source):
        found = _TOKENS.match(source, place)
        kind = found.lastgroup if found is not None else None
        if found is None or kind is None:
            _refuse_character(source, place)
        text = found.group()
        if kind == "comment":
            raise BadExpression("holds a comment: a condition has no place for one", place)
        if kind == "prefixed":
            raise BadExpression("holds a text with a prefix: texts are written “…” between plain quotes", place)
        if kind in _NUMBERS and len(text) > _DIGITS + 1:
            raise BadExpression(f"holds a number of more than {_DIGITS} digits", place)
        if (kind == "name" and before in _NUMBERS) or (kind in _NUMBERS and before == "name"):
            raise BadExpression("holds a number that is not written like 12 or 12.5", place)
        if kind != "space":
            yield Token(_kind(kind), text, place)
        place, before = found.end(), kind
    yield Token("end", "", len(source))


def _kind(name: str) -> TokenKind:
    kinds: dict[str, TokenKind] = {"name": "name", "whole": "whole", "double": "double", "text": "text"}
    return kinds.get(name, "sign")


def _refuse_character(source: str, place: int) -> NoReturn:
    if source[place] in "\"'":
        raise BadExpression("holds a text that is not closed", place)
    raise BadExpression(f"holds {source[place]!r}, which has no meaning in a condition", place)


_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


def spoken(token: Token) -> str:
    """The text that a text token stands for; raises BadExpression at an escape beside those of quotes, \\ and lines."""
    written, said, place = token.text[1:-1], list[str](), 0
    while place < len(written):
        character = written[place]
        if character == "\\":
            place += 1
            character = written[place]
            if character not in "ntr\\\"'":
                raise BadExpression(
                    f"holds \\{character}, which means nothing in a text; write \\\\ for \\", token.start + place
                )
            character = _ESCAPES.get(character, character)
        said.append(character)
        place += 1
    return "".join(said)
