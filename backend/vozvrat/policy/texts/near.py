"""Two kinds of words that stand near one another in one sentence: a verb and what it is about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from vozvrat.policy.texts.hits import Text


def near(
    text: Text, first: Iterable[re.Match[str]], second: Iterable[re.Match[str]], *, gap: int
) -> Iterator[tuple[int, int, int, int]]:
    """For each of `second` the last of `first` that ends before it in the same sentence, at most `gap` away.

    Gives where the first begins and ends and where the second does, in the order of the text, the longest first where
    several begin at one place. Costs as much as there are words, however they are mixed.
    """
    firsts = sorted({match.span() for match in first}, key=lambda span: (span[1], -span[0]))
    ends = [end for _, end in firsts]
    taken = -1
    for begin, end in sorted({match.span() for match in second}, key=lambda span: (span[0], -span[1])):
        place = bisect_right(ends, begin) - 1
        if place < 0 or begin - ends[place] > gap or end <= taken:
            continue
        start, stop = firsts[place]
        if text.sentence(begin)[0] <= start:
            taken = end
            yield start, stop, begin, end


def within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether a match lies within one of the spans."""
    start, stop = match.span()
    return any(begin <= start and stop <= end for begin, end in spans)


class Places:
    """Where words of one kind begin in a text, to be asked many times whether one of them stands between two places."""

    def __init__(self, matches: Iterable[re.Match[str]]) -> None:
        self._starts = sorted(match.start() for match in matches)

    def between(self, begin: int, end: int) -> bool:
        """Whether one begins at `begin` or later and before `end`."""
        place = bisect_left(self._starts, begin)
        return place < len(self._starts) and self._starts[place] < end
