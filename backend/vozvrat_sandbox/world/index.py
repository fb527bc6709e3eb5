"""Postings by the moment their status changed last, while a few of them go on changing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from .model import Posting


class ByMoment:
    """Finds the postings whose status changed within a window without walking over all of them."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self._sorted = sorted(postings, key=attrgetter("changed_at"))
        self._moments = [posting.changed_at for posting in self._sorted]
        self._moved: dict[int, Posting] = {}

    def moved(self, posting: Posting) -> None:
        """Says that this posting's ``changed_at`` is another one now."""
        self._moved[posting.serial] = posting

    def between(self, first: float, last: float) -> list[Posting]:
        """Those changed within the window, both ends included, in no order."""
        slice_ = self._sorted[bisect_left(self._moments, first) : bisect_right(self._moments, last)]
        still = [posting for posting in slice_ if posting.serial not in self._moved]
        return still + [posting for posting in self._moved.values() if first <= posting.changed_at <= last]
