"""What a look at the facts tells of a condition, without running it.

Most conditions are plain: facts compared with words and numbers, joined by && and ||. A look decides those to the
end; of any other it tells whether the condition can hold at all, so that only what may fire is run.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from vozvrat.policy.view import View

Look = Callable[[View], bool]
Get = Callable[[View], Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """`holds`: whether the condition may be true; `fails`: whether it may be false; None: it always may.

    Where the screen is `exact` they tell it for certain, and neither is so where an absent fact leaves it open.
    """

    holds: Look | None = None
    fails: Look | None = None
    exact: bool = False


UNSEEN: Final = Screen()
"""Nothing can be told by looking."""

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
}


def of_flag(path: str) -> Screen:
    """A fact that is true or false itself."""
    get = _reader(path)
    return Screen(lambda view: get(view) is True, lambda view: get(view) is False, exact=True)


def of_presence(path: str) -> Screen:
    """Whether a fact is known."""
    get = _reader(path)
    return Screen(lambda view: get(view) is not None, lambda view: get(view) is None, exact=True)


def of_fact(path: str, sign: str, value: Any) -> Screen:
    """A fact beside a value."""
    get, compare = _reader(path), _COMPARE[sign]

    def holds(view: View) -> bool:
        known = get(view)
        return known is not None and compare(known, value)

    def fails(view: View) -> bool:
        known = get(view)
        return known is not None and not compare(known, value)

    return Screen(holds, fails, exact=True)


def of_value(value: Any, sign: str, path: str) -> Screen:
    """A value beside a fact: 3 < f.return.photos, "photos" in f.draft.evidence."""
    get, compare = _reader(path), _COMPARE[sign]

    def holds(view: View) -> bool:
        known = get(view)
        return known is not None and compare(value, known)

    def fails(view: View) -> bool:
        known = get(view)
        return known is not None and not compare(value, known)

    return Screen(holds, fails, exact=True)


def of_facts(left: str, sign: str, right: str) -> Screen:
    """Two facts beside each other."""
    one, other, compare = _reader(left), _reader(right), _COMPARE[sign]

    def holds(view: View) -> bool:
        known, beside = one(view), other(view)
        return known is not None and beside is not None and compare(known, beside)

    def fails(view: View) -> bool:
        known, beside = one(view), other(view)
        return known is not None and beside is not None and not compare(known, beside)

    return Screen(holds, fails, exact=True)


def opposite(screen: Screen) -> Screen:
    """What ! makes of it."""
    return Screen(screen.fails, screen.holds, screen.exact)


def both(one: Screen, other: Screen) -> Screen:
    """What && makes of two: one that is false decides, whatever is unknown of the other."""
    return Screen(_all(one.holds, other.holds), _any(one.fails, other.fails), one.exact and other.exact)


def either(one: Screen, other: Screen) -> Screen:
    """What || makes of two: one that is true decides, whatever is unknown of the other."""
    return Screen(_any(one.holds, other.holds), _all(one.fails, other.fails), one.exact and other.exact)


def _all(one: Look | None, other: Look | None) -> Look | None:
    if one is None or other is None:
        return one or other
    return lambda view: one(view) and other(view)


def _any(one: Look | None, other: Look | None) -> Look | None:
    if one is None or other is None:
        return None
    return lambda view: one(view) or other(view)


def _reader(path: str) -> Get:
    """How to reach a fact in prepared facts, whose blocks are all there."""
    block, *names = path.split(".")
    if not names:
        return lambda view: view.get(block)
    if len(names) == 1:
        name = names[0]
        return lambda view: view[block].get(name)

    def deep(view: View) -> Any:
        value: Any = view[block]
        for step in names:
            value = value.get(step) if value is not None else None
        return value

    return deep
