"""Which letters a text must hold for an expression to match it: a cheap question that spares most expressions."""

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"(?P<look>\(\?<?[!=])|(?P<group>\(\?:|\()|(?P<close>\))|(?P<bar>\|)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<times>[*+?]|\{\d*,?\d*\})|(?P<literal>\\[.\-@/+*\[\](){}?|]|[^\\\[\](){}|*+?.^$])|(?P<other>\\.|[.^$])",
    re.DOTALL,
)


def literals(expression: str) -> frozenset[str]:
    """Pieces of text of which one at least stands in whatever the expression matches; empty where there is none."""
    return frozenset(_best(_Reader(expression).alternatives()))


def all_literals(expression: str) -> list[frozenset[str]]:
    """Sets of pieces: one of each set stands in whatever the expression matches; the most telling set first."""
    needed = sorted(_Reader(expression).alternatives(), key=_telling, reverse=True)
    return [
        frozenset(pieces) for pieces in needed[:1] + [pieces for pieces in needed[1:] if _telling(pieces) >= _TELLS]
    ]


_TELLS: Final = 4
"""Bytes that the shortest piece of a set has if asking for the set too is worth while."""


def _telling(pieces: set[str]) -> int:
    return min((len(piece.encode()) for piece in pieces), default=0)


def _best(needed: list[set[str]]) -> set[str]:
    return max(needed, key=_telling, default=set())


class _Reader:
    """Reads an expression once, from left to right; knows the syntax that the lists of words use."""

    def __init__(self, expression: str) -> None:
        self._tokens = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(expression)]
        self._at = 0

    def alternatives(self) -> list[set[str]]:
        """What the alternatives up to the closing bracket need: all that a single one does, or one piece of any."""
        branches = [self._sequence()]
        while self._kind() == "bar":
            self._at += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        best = [_best(branch) for branch in branches]
        return [set().union(*best)] if all(best) else []

    def _sequence(self) -> list[set[str]]:
        found: list[set[str]] = []
        run = ""
        while self._kind() not in ("bar", "close", ""):
            kind, written = self._tokens[self._at]
            self._at += 1
            if kind == "literal":
                letter = written[-1]
                if self._kind() != "times":
                    run += letter
                    continue
                found.append({run + letter} if not self._skippable() else {run})
                run = ""
                continue
            found.append({run})
            run = ""
            if kind in ("group", "look"):
                inner = self.alternatives()
                self._at += 1
                if not self._skippable() and kind == "group":
                    found += inner
            else:
                self._skippable()
        found.append({run})
        return [pieces for pieces in found if pieces and all(pieces)]

    def _skippable(self) -> bool:
        """Passes over how often a piece may stand; whether that may be never."""
        never = False
        first = True
        while self._kind() == "times":
            written = self._tokens[self._at][1]
            never = never or (first and (written in ("*", "?") or written.startswith(("{0", "{,"))))
            first = False
            self._at += 1
        return never

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""
