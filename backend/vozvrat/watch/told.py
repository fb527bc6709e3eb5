"""What a webhook was told of already. Ends of clocks move: a page's timer is read to the second each time that it is
seen, and the end of the same clock shifts with it. That is nothing new to tell."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from vozvrat.desk.clocks import AN_HOUR, Reminder

SHIFTS: Final = {"warn": timedelta(hours=6), "last_hour": AN_HOUR, "missed": AN_HOUR}
"""By how much an end may move and what was told at a stage still holds: the last hour of an end an hour later is
another hour."""


def fact(one: Reminder, stage: str) -> str:
    """The name of what is told: which clock, by which end, at which stage."""
    return f"{one.uid}|{one.clock.deadline_at.isoformat()}|{stage}"


def clock_of(fact: str) -> str:
    """Which clock a fact is about: a reminder's `uid`."""
    return fact.rsplit("|", 2)[0]


def same_end(one: datetime, other: datetime, stage: str) -> bool:
    """Whether two ends are one for what is told at a stage."""
    return abs(one - other) < SHIFTS[stage]


class Told:
    """The facts that were written down of some clocks."""

    def __init__(self, facts: Iterable[str]) -> None:
        self._ends: dict[tuple[str, str], list[datetime]] = defaultdict(list)
        for written in facts:
            uid, end, stage = written.rsplit("|", 2)
            self._ends[uid, stage].append(datetime.fromisoformat(end))

    def has(self, uid: str, end: datetime, stage: str) -> bool:
        """Whether a clock was told of at a stage, by this end or by one that is the same."""
        return any(same_end(end, told, stage) for told in self._ends.get((uid, stage), ()))
