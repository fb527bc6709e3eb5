"""The parts of a condition: of which kind each is, what goes with what, and which facts each cannot do without."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NoReturn

from vozvrat.policy.conditions.kinds import Kind, family
from vozvrat.policy.conditions.screens import UNSEEN, Screen, of_fact, of_facts, of_value
from vozvrat.policy.conditions.tokens import BadExpression, Token
from vozvrat.policy.schema import Many, Word, read_time, within_reach

_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition.

    `holding` are the facts without which it is not true (and, where it is no yes or no, has no value), `failing`
    those without which it is not false; `screen` is what a look tells of it. `literal`: a text, or a whole number, as
    it is written out, and `value` what that is; `path`: the fact that it is.
    """

    kind: Kind
    at: Token
    holding: frozenset[str] = _NONE
    failing: frozenset[str] = _NONE
    literal: str | None = None
    value: Any = None
    path: str | None = None
    screen: Screen = UNSEEN


NAMES: Final[Mapping[str, str]] = {
    "text": "a text",
    "time": "a time",
    "number": "a number",
    "flag": "true or false",
    "span": "a span of time",
    "list": "a list",
    "object": "a group of facts",
    "any": "a fact",
}


def named(part: Part) -> str:
    """What a part is, as a complaint calls it."""
    return NAMES[family(part.kind)]


def refuse(why: str, token: Token) -> NoReturn:
    """Ends the reading at a token."""
    raise BadExpression(why, token.start)


def strict(kind: Kind, *parts: Part) -> Part:
    """A part that has no value where any of its own has none."""
    needed = frozenset().union(*(part.holding & part.failing for part in parts))
    return Part(kind, parts[0].at, needed, needed)


def beside(left: Part, right: Part, sign: Token) -> Part:
    """Two parts compared, and what a look tells of it; kinds that are worked out elsewhere are left to CEL."""
    part = strict("flag", left, right)
    if "any" in (left.kind, right.kind):
        return part
    if left.path is not None and right.path is not None:
        return replace(part, screen=of_facts(left.path, sign.text, right.path))
    if left.path is not None and right.value is not None:
        return replace(part, screen=of_fact(left.path, sign.text, right.value))
    if left.value is not None and right.path is not None:
        return replace(part, screen=of_value(left.value, sign.text, right.path))
    return part


def must_be_flag(part: Part) -> None:
    """Refuses what is neither true nor false."""
    if family(part.kind) not in ("flag", "any"):
        refuse(f"needs true or false here and has {named(part)}; compare it with something", part.at)


def common(left: Part, right: Part) -> Kind:
    """The kind that both ends of a choice have."""
    if "any" in (left.kind, right.kind):
        return "any"
    if left.kind != right.kind:
        refuse(f"chooses between {named(left)} and {named(right)}", right.at)
    return left.kind


def compare(left: Part, right: Part, sign: Token) -> None:
    """Refuses a comparison of what cannot be compared."""
    families = {family(left.kind), family(right.kind)} - {"any"}
    ordered = sign.text not in ("==", "!=")
    if families & {"list", "object"}:
        refuse("compares a list or a group of facts; ask for one fact, for size() or with in", sign)
    if len(families) > 1:
        refuse(f"compares {named(left)} with {named(right)}", sign)
    if ordered and families & {"text", "flag"}:
        refuse(f"asks which is more of {named(left)} and {named(right)}", sign)
    _known_word(left, right)
    _known_word(right, left)


def _known_word(fact: Part, said: Part) -> None:
    """A word outside the vocabulary of a fact is a slip of the pen: it would never be found there."""
    if isinstance(fact.kind, Word) and said.literal is not None and said.literal not in fact.kind.among:
        refuse(f"compares with “{said.literal}”; it can be one of: {', '.join(fact.kind.among)}", said.at)


def look_in(left: Part, right: Part, sign: Token) -> None:
    """Refuses a search in what is no list, or for what cannot be in it."""
    if not isinstance(right.kind, Many):
        refuse(f"looks for something in {named(right)}; only a list can be looked into", sign)
    families = {family(left.kind), family(right.kind.of)} - {"any"}
    if len(families) > 1:
        refuse(f"looks for {named(left)} in a list of something else", sign)
    if isinstance(left.kind, Word) and isinstance(right.kind.of, Word):
        for word in right.kind.of.among:
            if word not in left.kind.among:
                among = ", ".join(left.kind.among)
                refuse(f"compares with “{word}”; it can be one of: {among}", right.at)
    if right.path is not None:
        _known_word(Part(right.kind.of, right.at), left)


_TIMES: Final[Mapping[tuple[str, str, str], Kind]] = {
    ("time", "+", "span"): "time",
    ("span", "+", "time"): "time",
    ("time", "-", "span"): "time",
    ("time", "-", "time"): "span",
    ("span", "+", "span"): "span",
    ("span", "-", "span"): "span",
}


def reckon(left: Part, right: Part, sign: Token) -> tuple[Part, int | None]:
    """What two parts come to, and where a whole number has to be written as a double for it."""
    families = family(left.kind), family(right.kind)
    if "any" in families:
        return strict("any", left, right), None
    kind = _TIMES.get((families[0], sign.text, families[1]))
    if kind is not None:
        return strict(kind, left, right), None
    if families != ("number", "number"):
        refuse(f"cannot work out {named(left)} {sign.text} {named(right)}", sign)
    whole = next((part for part in (left, right) if part.kind == "count"), None)
    if sign.text == "%" and (left.kind != "count" or right.kind != "count"):
        refuse("takes % of a number that is not whole", sign)
    if whole is None or left.kind == right.kind:
        return strict(left.kind, left, right), None
    if whole.literal is None:
        refuse("mixes whole numbers and others; put double(…) around the whole one", sign)
    return strict("number", left, right), whole.at.end


def check_moment(function: str, text: str, token: Token) -> None:
    """Refuses a duration or a timestamp that is not written as one."""
    checks: Mapping[str, Callable[[str], bool]] = {"duration": _is_span, "timestamp": _is_time}
    if not checks[function](text):
        example = "72h" if function == "duration" else "2026-11-24T10:00:00Z"
        raise BadExpression(f"gives {function} a text that is not written like {example}", token.start)


_SPAN: Final = re.compile(r"-?(?:[0-9]{1,6}(?:\.[0-9]{1,3})?[hms])+")


def _is_span(text: str) -> bool:
    return len(text) <= 20 and _SPAN.fullmatch(text) is not None


def _is_time(text: str) -> bool:
    moment = read_time(text) if "T" in text.upper() else None
    return moment is not None and within_reach(moment)
