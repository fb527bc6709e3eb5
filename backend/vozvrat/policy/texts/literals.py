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
    return frozenset(_Reader(expression).alternatives() or ())


class _Reader:
    """Reads an expression once, from left to right; knows the syntax that the lists of words use."""

    def __init__(self, expression: str) -> None:
        self._tokens = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(expression)]
        self._at = 0

    def alternatives(self) -> set[str] | None:
        """What one of the alternatives up to the closing bracket needs; None where one of them needs nothing."""
        needed: set[str] | None = set()
        while True:
            part = self._sequence()
            needed = None if needed is None or part is None else needed | part
            if self._kind() != "bar":
                return needed
            self._at += 1

    def _sequence(self) -> set[str] | None:
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
                if not self._skippable() and kind == "group" and inner is not None:
                    found.append(inner)
            else:
                self._skippable()
        found.append({run})
        best = max(found, key=lambda pieces: min((len(piece.encode()) for piece in pieces), default=0))
        return best if best and all(best) else None

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
