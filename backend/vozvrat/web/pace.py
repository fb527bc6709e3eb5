"""How fast one device may ask: a bucket of requests that fills up again, emptied one by one."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

MOST_KEPT = 1_000
"""Buckets kept in memory; the one that was asked for longest ago is forgotten first, which means full."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` requests at once, `per_second` in the long run."""

    per_second: float
    burst: float


GENEROUS = Pace(per_second=300, burst=600)
"""Several times what a busy page asks; a runaway loop still meets it."""


class Buckets:
    """The buckets of one process, by asker."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, who: str) -> float:
        """Takes one request out of a bucket; 0 where there was one, else the seconds until there is one."""
        now = time.monotonic()
        with self._lock:
            left, at = self._left.pop(who, (self._pace.burst, now))
            left = min(self._pace.burst, left + (now - at) * self._pace.per_second)
            allowed = left >= 1
            self._left[who] = (left - 1 if allowed else left, now)
            if len(self._left) > MOST_KEPT:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._pace.per_second
