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
DEPTH: Final = 12
"""Brackets, calls and choices inside one another."""
_NUMBERS: Final = frozenset({"whole", "double"})


def _cut(source: str) -> Iterator[Token]:
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


class Tokens:
    """The tokens of a condition, walked through once from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self._tokens = list(_cut(source))
        self._place = 0
        self._depth = 0

    @property
    def next(self) -> Token:
        """The token that comes next; it is not taken yet."""
        return self._tokens[self._place]

    def is_sign(self, text: str) -> bool:
        """Whether this sign comes next."""
        return self.next.kind == "sign" and self.next.text == text

    def opens_bracket(self, ahead: int) -> bool:
        """Whether the token so far behind the next one opens a bracket."""
        token = self._tokens[min(self._place + ahead, len(self._tokens) - 1)]
        return token.kind == "sign" and token.text == "("

    def take(self) -> Token:
        """The next token, which is behind us then; the end stays where it is."""
        token = self.next
        if token.kind != "end":
            self._place += 1
        return token

    def takes(self, text: str) -> bool:
        """Takes this sign where it comes next, and says whether it did."""
        if self.is_sign(text):
            self._place += 1
            return True
        return False

    def take_name(self) -> Token:
        """The name that must come next; raises BadExpression where none does."""
        token = self.take()
        if token.kind != "name":
            raise BadExpression("misses a name here", token.start)
        return token

    def expect(self, text: str) -> None:
        """Takes the sign that must come next; raises BadExpression where another token does."""
        if not self.takes(text):
            raise BadExpression(f"misses {text} here", self.next.start)

    def deeper(self, token: Token) -> None:
        """One bracket, call or choice further in; raises BadExpression where that is too deep."""
        self._depth += 1
        if self._depth > DEPTH:
            raise BadExpression(f"holds more than {DEPTH} brackets inside one another", token.start)

    def back(self) -> None:
        """Out of the bracket, call or choice again."""
        self._depth -= 1
