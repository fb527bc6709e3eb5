"""Conditions: read, bounded and compiled, so that none can hang a check, end the program or reach beyond the facts."""

import re
from functools import cache
from typing import Any, Final

import cel

from vozvrat.policy.conditions import grammar
from vozvrat.policy.conditions.kinds import specimens
from vozvrat.policy.conditions.model import Condition
from vozvrat.policy.conditions.tokens import BadExpression
from vozvrat.policy.view import view_of

LENGTH: Final = 1_000
"""Code points of a condition."""
PATTERN: Final = 100
"""Code points of a pattern: it is compiled anew each time that it is asked."""
CLASSES: Final = 4
"""Classes such as \\w in a pattern; each holds thousands of characters."""
_CLASS: Final = re.compile(r"\\[pPwWdDsSbB]")
_PLACE: Final = re.compile(r"<input>:([0-9]+):([0-9]+)")


def compiled(source: str) -> Condition:
    """A condition ready to run; raises BadExpression with what is wrong and the code point at which it is."""
    if len(source) > LENGTH:
        raise BadExpression(f"is longer than {LENGTH} characters", LENGTH)
    read = grammar.read(source)
    for pattern, place in read.patterns:
        _check_pattern(pattern, place)
    condition = Condition(source, _program(source, read.doubles), read.facts, read.needs, read.screen)
    _try(condition, _contexts()[:1] if read.patterns else _contexts())
    return condition


def _program(source: str, doubles: tuple[int, ...]) -> Any:
    """The compiled expression. A whole number that is reckoned with doubles is handed on as one."""
    written = source
    for place in sorted(doubles, reverse=True):
        written = f"{written[:place]}.0{written[place:]}"
    try:
        return cel.compile(written)
    except ValueError as error:
        raise BadExpression("does not compile", _place(str(error), written, doubles)) from None


def _place(message: str, written: str, doubles: tuple[int, ...]) -> int:
    """The code point that the compiler names by line and column, counted without what was put in."""
    named = _PLACE.search(message)
    if named is None:
        return 0
    line, column = int(named[1]), int(named[2])
    lines = written.split("\n")
    place = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    shifted = sum(2 for rank, end in enumerate(sorted(doubles)) if end + 2 * rank < place)
    return max(0, place - shifted)


def _check_pattern(pattern: str, place: int) -> None:
    if len(pattern) > PATTERN:
        raise BadExpression(f"holds a pattern of more than {PATTERN} characters", place)
    if "{" in pattern.replace(r"\{", ""):
        raise BadExpression("holds a pattern with {…}; repeat with *, + or ?", place)
    if len(_CLASS.findall(pattern)) > CLASSES:
        raise BadExpression(f"holds a pattern with more than {CLASSES} classes such as \\d", place)
    try:
        cel.compile("t.matches(p)").execute(cel.Context(variables={"t": "", "p": pattern}))
    except (RuntimeError, ValueError):
        raise BadExpression("holds a pattern that is no regular expression", place) from None


def _try(condition: Condition, contexts: tuple[cel.Context, ...]) -> None:
    """Runs the condition on complete facts: what it gives there must be true or false.

    Patterns are dear and told apart by their kinds already: one run is enough for them.
    """
    for context in contexts:
        try:
            told = condition.program.execute(context)
        except (LookupError, ArithmeticError):
            continue
        except (TypeError, ValueError, RuntimeError):
            raise BadExpression("compares what cannot be compared", 0) from None
        if not isinstance(told, bool):
            raise BadExpression("does not give true or false", 0)


@cache
def _contexts() -> tuple[cel.Context, ...]:
    return tuple(cel.Context(variables={"f": view_of(specimen)}) for specimen in specimens())
