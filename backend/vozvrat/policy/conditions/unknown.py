"""A fact that is none: at which step it goes wrong, and what the seller may have meant."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from vozvrat.policy.conditions.kinds import KNOWN_FACTS

CLOSE: Final = 0.7
"""How alike two names are where one is a slip of the other: state and status are, photos and phone are not."""
FEW: Final = 16
"""Names that a complaint can list."""


def unknown_step(steps: Sequence[str]) -> int:
    """Which step of a path that is no fact leads to none; `state` is the last that does in `return.state.name`."""
    return next(rank for rank in range(len(steps)) if ".".join(steps[: rank + 1]) not in KNOWN_FACTS)


def instead(steps: Sequence[str]) -> str:
    """What there is instead of a path that is no fact: one that is written almost so, or what stands beside it."""
    rank = unknown_step(steps)
    around, wrong, rest = ".".join(steps[:rank]), steps[rank], steps[rank + 1 :]
    beside = _below(around)
    if not beside:
        return f"f.{around} is one"
    near = get_close_matches(wrong, beside, n=1, cutoff=CLOSE)
    meant = ".".join([*steps[:rank], *near, *rest]) if near else _elsewhere(steps[-1])
    if meant in KNOWN_FACTS and not _below(meant):
        return f"f.{meant} is one"
    if len(beside) > FEW:
        return "the rule editor lists all facts below the condition"
    return f"f{'.' if around else ''}{around} has {', '.join(beside)}"


def _below(path: str) -> list[str]:
    """The names below a path, in their order; none below a single fact."""
    lead = f"{path}." if path else ""
    return sorted({fact.removeprefix(lead).split(".")[0] for fact in KNOWN_FACTS if fact.startswith(lead)})


def _elsewhere(name: str) -> str:
    """The one fact that has this very name in another place; nothing where there is none or more than one."""
    found = [fact for fact in KNOWN_FACTS if fact.rsplit(".", 1)[-1] == name]
    return found[0] if len(found) == 1 else ""
