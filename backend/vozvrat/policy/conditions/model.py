"""A condition as rules carry it."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from vozvrat.policy.conditions.screens import UNSEEN, Screen


class Program(Protocol):
    """A compiled condition."""

    def execute(self, context: Any) -> Any:
        """What it gives on a context of facts; raises what CEL raises where a fact is absent."""
        ...


@dataclass(frozen=True, slots=True)
class Condition:
    """A CEL expression over `f`, compiled once, with the facts that it reads and those without which it cannot hold."""

    source: str
    program: Program = field(compare=False, repr=False)
    reads: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    screen: Screen = field(default=UNSEEN, compare=False, repr=False)
