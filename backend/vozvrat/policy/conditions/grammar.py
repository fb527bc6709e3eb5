"""Reading a condition: which facts it asks for, what it compares, and that it can neither hang nor reach further.

The grammar is a part of CEL, so that what holds here means the same there. It has no maps, no indices and no loops
inside loops; the only things that repeat are `exists`, `all`, `exists_one` and `filter` over a list of facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from vozvrat.policy.conditions.kinds import KNOWN_FACTS, Kind, family, kind_of
from vozvrat.policy.conditions.parts import (
    Part,
    beside,
    check_moment,
    common,
    compare,
    look_in,
    must_be_flag,
    named,
    reckon,
    refuse,
    strict,
)
from vozvrat.policy.conditions.screens import UNSEEN, Screen, both, either, of_flag, of_presence, opposite
from vozvrat.policy.conditions.tokens import BadExpression, Token, Tokens, spoken
from vozvrat.policy.conditions.unknown import instead, unknown_step
from vozvrat.policy.schema import Many, Word

ENTRIES: Final = 50
"""Entries of a list that is written out."""
LOOPS: Final = 4
MATCHES: Final = 2

_LOOPS: Final = frozenset({"exists", "all", "exists_one", "filter"})
_TEXT_CALLS: Final = frozenset({"contains", "startsWith", "endsWith", "matches"})
_TIME_CALLS: Final = frozenset(
    {
        *("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"),
        *("getHours", "getMinutes", "getSeconds"),
    }
)
_FUNCTIONS: Final = frozenset({"has", "size", "duration", "timestamp", "double"})
_RESERVED: Final = frozenset(
    {
        *("f", "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if"),
        *("import", "let", "loop", "package", "namespace", "return", "var", "void", "while", *_FUNCTIONS),
    }
)


@dataclass(frozen=True, slots=True)
class Read:
    """A condition as it was read: the facts it asks for, in order; those that it needs to hold; where a whole number
    stands among doubles and has to be written as one; the patterns that it matches, each with its place; and what a
    look at the facts tells of it.
    """

    facts: tuple[str, ...]
    needs: frozenset[str]
    doubles: tuple[int, ...]
    patterns: tuple[tuple[str, int], ...]
    screen: Screen


def read(source: str) -> Read:
    """Reads a condition; raises BadExpression at the first place that does not hold."""
    return _Reader(Tokens(source)).condition()


class _Reader:
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._facts: dict[str, None] = {}
        self._doubles: list[int] = []
        self._patterns: list[tuple[str, int]] = []
        self._loops = 0
        self._variable: tuple[str, Kind] | None = None

    def condition(self) -> Read:
        whole = self._choice()
        rest = self._tokens.next
        if rest.kind != "end":
            refuse(f"does not go on with {rest.text} here", rest)
        must_be_flag(whole)
        return Read(tuple(self._facts), whole.holding, tuple(self._doubles), tuple(self._patterns), whole.screen)

    # --- from the loosest to the tightest -------------------------------------------------

    def _choice(self) -> Part:
        self._tokens.deeper(self._tokens.next)
        asked = self._either()
        if self._tokens.takes("?"):
            must_be_flag(asked)
            left = self._either()
            self._tokens.expect(":")
            right = self._choice()
            kind = common(left, right)
            unsure = asked.holding & asked.failing
            asked = Part(
                kind, asked.at, unsure | (left.holding & right.holding), unsure | (left.failing & right.failing)
            )
        self._tokens.back()
        return asked

    def _either(self) -> Part:
        part = self._both()
        while self._tokens.takes("||"):
            other = self._both()
            must_be_flag(part)
            must_be_flag(other)
            part = Part(
                "flag",
                part.at,
                part.holding & other.holding,
                part.failing | other.failing,
                screen=either(part.screen, other.screen),
            )
        return part

    def _both(self) -> Part:
        part = self._relation()
        while self._tokens.takes("&&"):
            other = self._relation()
            must_be_flag(part)
            must_be_flag(other)
            part = Part(
                "flag",
                part.at,
                part.holding | other.holding,
                part.failing & other.failing,
                screen=both(part.screen, other.screen),
            )
        return part

    def _relation(self) -> Part:
        left = self._sum()
        sign = self._tokens.next
        if sign.text in ("==", "!=", "<", "<=", ">", ">=") and sign.kind == "sign":
            self._tokens.take()
            right = self._sum()
            compare(left, right, sign)
        elif sign.text == "in" and sign.kind == "name":
            self._tokens.take()
            right = self._sum()
            look_in(left, right, sign)
        else:
            return left
        more = self._tokens.next
        if more.text in ("==", "!=", "<", "<=", ">", ">=", "in"):
            refuse("compares twice in a row; join the two with &&", more)
        return beside(left, right, sign)

    def _sum(self) -> Part:
        part = self._product()
        while self._tokens.next.kind == "sign" and self._tokens.next.text in ("+", "-"):
            sign = self._tokens.take()
            part = self._reckoned(part, self._product(), sign)
        return part

    def _product(self) -> Part:
        part = self._signed()
        while self._tokens.next.kind == "sign" and self._tokens.next.text in ("*", "/", "%"):
            sign = self._tokens.take()
            part = self._reckoned(part, self._signed(), sign)
        return part

    def _reckoned(self, left: Part, right: Part, sign: Token) -> Part:
        part, double_at = reckon(left, right, sign)
        if double_at is not None:
            self._doubles.append(double_at)
        return part

    def _signed(self) -> Part:
        sign = self._tokens.next
        if self._tokens.takes("!"):
            part = self._called()
            must_be_flag(part)
            return Part("flag", sign, part.failing, part.holding, screen=opposite(part.screen))
        if self._tokens.takes("-"):
            part = self._called()
            if family(part.kind) not in ("number", "any"):
                refuse(f"puts a minus before {named(part)}", sign)
            return replace(part, literal=None, path=None, value=None if part.value is None else -part.value)
        return self._called()

    def _called(self) -> Part:
        part = self._simple()
        while self._tokens.takes("."):
            name = self._tokens.take_name()
            if self._tokens.next.text != "(" or self._tokens.next.kind != "sign":
                refuse(f"asks {named(part)} for .{name.text}, which it has not", name)
            part = self._loop(part, name) if name.text in _LOOPS else self._call(part, name)
        return part

    def _simple(self) -> Part:
        token = self._tokens.take()
        if token.kind == "text":
            return Part("text", token, literal=spoken(token), value=spoken(token))
        if token.kind == "double":
            return Part("number", token, value=float(token.text))
        if token.kind == "whole":
            return Part("count", token, literal=token.text, value=int(token.text))
        if token.kind == "sign" and token.text == "(":
            part = self._choice()
            self._tokens.expect(")")
            return replace(part, literal=None, path=None)
        if token.kind == "sign" and token.text == "[":
            return self._list(token)
        if token.kind == "name":
            return self._name(token)
        raise BadExpression("misses something here: a fact, a number or a text", token.start)

    def _name(self, token: Token) -> Part:
        if token.text in ("true", "false"):
            return Part("flag", token, value=token.text == "true")
        if token.text == "f":
            return self._fact(token)
        if self._variable is not None and token.text == self._variable[0]:
            return self._of_variable(token, self._variable[1])
        if self._tokens.next.text == "(" and self._tokens.next.kind == "sign":
            return self._function(token)
        raise BadExpression(f"asks for {token.text}; facts are reached through f, such as f.return.state", token.start)

    # --- facts ------------------------------------------------------------------------------

    def _path(self) -> list[Token]:
        """The steps behind a name, up to one that is called."""
        steps: list[Token] = []
        while self._tokens.next.text == "." and self._tokens.next.kind == "sign" and not self._tokens.opens_bracket(2):
            self._tokens.take()
            steps.append(self._tokens.take_name())
        return steps

    def _fact(self, token: Token) -> Part:
        steps = self._path()
        if not steps:
            refuse("reads facts as f.block.name, such as f.return.state", token)
        path = ".".join(step.text for step in steps)
        if path not in KNOWN_FACTS:
            names = [step.text for step in steps]
            refuse(f"asks for f.{path}, which is no fact; {instead(names)}", steps[unknown_step(names)])
        self._facts[path] = None
        kind, needed = kind_of(path), frozenset({path})
        screen = of_flag(path) if kind == "flag" else UNSEEN
        return Part(kind, token, needed, needed, path=path, screen=screen)

    def _of_variable(self, token: Token, kind: Kind) -> Part:
        for step in self._path():
            below = kind.get(step.text) if isinstance(kind, Mapping) else None
            if below is None:
                refuse(f"asks for {step.text}, which the entries of this list have not", step)
            kind = below
        return Part(kind, token)

    # --- calls ------------------------------------------------------------------------------

    def _function(self, name: Token) -> Part:
        if name.text not in _FUNCTIONS:
            refuse(f"calls {name.text}, which does not exist", name)
        self._tokens.deeper(self._tokens.take())
        inner = self._tokens.next
        part = self._sum()
        self._tokens.expect(")")
        self._tokens.back()
        if name.text == "has":
            return self._has(part, name)
        if name.text == "size":
            return self._size(part, name)
        if name.text == "double":
            if family(part.kind) not in ("number", "any"):
                refuse(f"makes a number of {named(part)}", inner)
            return strict("number", part)
        if part.literal is None or family(part.kind) != "text":
            refuse(f"gives {name.text} something else than a text that is written out", inner)
        check_moment(name.text, part.literal, inner)
        return Part("span" if name.text == "duration" else "time", name)

    def _has(self, part: Part, name: Token) -> Part:
        if part.path is None and not (self._variable is not None and part.at.text == self._variable[0]):
            refuse("asks has(…) of something that is no fact", name)
        if part.path is not None and "." not in part.path:
            refuse("asks has(…) of a whole block; ask it of a fact, such as has(f.return.state)", name)
        screen = of_presence(part.path) if part.path is not None else UNSEEN
        return Part("flag", name, part.holding, screen=screen)

    def _size(self, part: Part, at: Token) -> Part:
        if family(part.kind) not in ("list", "text", "any"):
            refuse(f"asks for the size of {named(part)}", at)
        return strict("count", part)

    def _call(self, part: Part, name: Token) -> Part:
        self._tokens.deeper(self._tokens.take())
        given: Part | None = None
        if not self._tokens.is_sign(")"):
            given = self._sum()
        self._tokens.expect(")")
        self._tokens.back()
        if name.text == "size" and given is None:
            return self._size(part, name)
        if name.text in _TIME_CALLS and given is None:
            if family(part.kind) not in ("time", "any"):
                refuse(f"asks {named(part)} for {name.text}", name)
            return strict("count", part)
        if name.text in _TEXT_CALLS:
            return self._text_call(part, given, name)
        raise BadExpression(f"calls {name.text}, which does not exist", name.start)

    def _text_call(self, part: Part, given: Part | None, name: Token) -> Part:
        if family(part.kind) not in ("text", "any"):
            refuse(f"asks {named(part)} for {name.text}", name)
        if given is None or given.literal is None or family(given.kind) != "text":
            refuse(f"gives {name.text} something else than a text that is written out", name)
        if self._variable is not None and (part.path is not None or name.text == "matches"):
            refuse(f"calls {name.text} once for every entry of a list", name)
        if name.text == "matches":
            self._patterns.append((given.literal, given.at.start))
            if len(self._patterns) > MATCHES:
                refuse(f"calls matches more than {MATCHES} times", name)
        return strict("flag", part)

    def _loop(self, part: Part, name: Token) -> Part:
        if self._variable is not None:
            refuse("goes through a list inside another; one after the other is possible", name)
        if part.path is None or not isinstance(part.kind, Many):
            refuse(f"goes through {named(part)}; only a list of facts can be gone through", name)
        self._loops += 1
        if self._loops > LOOPS:
            refuse(f"goes through lists more than {LOOPS} times", name)
        self._tokens.deeper(self._tokens.take())
        variable = self._tokens.take_name()
        if variable.text in _RESERVED or variable.text.startswith("_"):
            refuse(f"cannot call an entry {variable.text}", variable)
        self._tokens.expect(",")
        self._variable = variable.text, part.kind.of
        body = self._choice()
        self._variable = None
        self._tokens.expect(")")
        self._tokens.back()
        must_be_flag(body)
        return Part(part.kind if name.text == "filter" else "flag", name, part.holding, part.holding)

    def _list(self, opening: Token) -> Part:
        self._tokens.deeper(opening)
        entries: list[Part] = []
        while not self._tokens.is_sign("]"):
            entry = self._signed()
            if family(entry.kind) not in ("text", "number") or entry.holding:
                refuse("lists something else than numbers or texts that are written out", entry.at)
            if entries and family(entries[0].kind) != family(entry.kind):
                refuse("lists numbers beside texts", entry.at)
            entries.append(entry)
            if len(entries) > ENTRIES:
                refuse(f"lists more than {ENTRIES} entries", entry.at)
            if not self._tokens.takes(","):
                break
        self._tokens.expect("]")
        self._tokens.back()
        if not entries:
            refuse("lists nothing", opening)
        values = tuple(entry.value for entry in entries)
        kind: Kind = Many(Word(values) if family(entries[0].kind) == "text" else "number")
        return Part(kind, opening, value=frozenset(values))
