"""One round of incremental reading of one account: its connection, its budget of calls, its windows of time."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.returns import Return
from vozvrat.sync import running
from vozvrat.sync.observing import ReturnsRead, What, apply_observation

Item = TypeVar("Item")
Period = tuple[datetime, datetime]

SEEN_TO = "seen_to"
"""The cursor that tells since when ticks look after an account: the beginning of its full sync."""

OVERLAP = timedelta(minutes=10)
"""Windows overlap: a change may reach Ozon's list some minutes after the moment that it bears."""


class BudgetSpent(Exception):
    """No more calls in this round; the job goes on in the next one."""


@dataclass(slots=True)
class Round:
    """`budget` counts the calls that may still be made; a job asks before each. `failures` counts failed jobs."""

    account_id: str
    seller: ozon.Seller
    now: datetime
    budget: int
    failures: int = 0

    def spend(self, calls: int = 1) -> None:
        """Takes calls from the budget; raises BudgetSpent where it is used up or this process is to end."""
        if self.budget < calls or running.stopping():
            raise BudgetSpent
        self.budget -= calls

    def apply(self, what: What) -> None:
        """Stores what was read, dated by the moment after the reading: the round may have begun a while ago."""
        apply_observation(self.account_id, what, now=max(self.now, datetime.now(UTC)))

    def paged(self, pages: Iterator[ozon.Page[Item]], what: Callable[[Sequence[Item]], What]) -> None:
        """Stores page after page, each paid for before it is asked for."""
        while True:
            self.spend()
            page = next(pages, None)
            if page is None:
                return
            self.apply(what(page.items))
            if not page.has_next:
                return

    def claims(self, pages: Iterator[ozon.Page[Return]]) -> None:
        """Stores pages of returns."""
        self.paged(pages, ReturnsRead)

    def window(
        self,
        name: str,
        read: Callable[[Period, str | None], Iterator[ozon.Page[Item]]],
        what: Callable[[Sequence[Item]], What],
        *,
        back: timedelta | None = None,
    ) -> None:
        """Reads what changed since the last finished window, or in the time `back` from now.

        A window that is cut short goes on where it was, with the same ends: a cursor belongs to its question.
        """
        place = self._place(name)
        since = place.since if back is None or place.to is not None else self.now - back
        period = (since, place.to or self.now)
        pages = read(period, place.at)
        while True:
            self.spend()
            try:
                page = next(pages, None)
            except errors.BadRequest:
                self._begin_anew(name, place)
                raise
            done = page is None or not page.has_next
            with storage.transaction():
                if page is not None:
                    self.apply(what(page.items))
                if page is None or done:
                    after = _Place(since=period[1] - OVERLAP, to=None, at=None)
                else:
                    after = _Place(since=period[0], to=period[1], at=page.cursor)
                storage.cursors.put(self.account_id, f"window/{name}", after.text())
            if done:
                return

    def _begin_anew(self, name: str, place: "_Place") -> None:
        """A cursor that has grown too old for Ozon must not be asked for again and again."""
        if place.at is not None:
            anew = _Place(since=place.since, to=None, at=None)
            storage.cursors.put(self.account_id, f"window/{name}", anew.text())

    def _place(self, name: str) -> "_Place":
        known = storage.cursors.get(self.account_id, f"window/{name}")
        if known is not None and (place := _Place.of(known)).since <= self.now:  # else a clock was set back
            return place
        seen_to = storage.cursors.get(self.account_id, SEEN_TO)
        start = min(datetime.fromisoformat(seen_to), self.now) if seen_to and known is None else self.now
        return _Place(since=start - OVERLAP, to=None, at=None)


@dataclass(frozen=True, slots=True)
class _Place:
    """The window that is being read: `to` None is one that has not begun, `at` the page within it."""

    since: datetime
    to: datetime | None
    at: str | None

    @classmethod
    def of(cls, text: str) -> "_Place":
        raw = json.loads(text)
        to = datetime.fromisoformat(raw["to"]) if raw["to"] else None
        return cls(datetime.fromisoformat(raw["from"]), to, raw["at"])

    def text(self) -> str:
        to = self.to.isoformat() if self.to else None
        return json.dumps({"from": self.since.isoformat(), "to": to, "at": self.at})
