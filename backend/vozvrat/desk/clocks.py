"""Clocks of what is stored: the one place that front doors, calendars and reminders take them from.

How long a clock runs, whence its end comes, how sure it is and what then happens is worked out by
`policy.deadlines` alone; here it is said which return or cancellation request it belongs to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from vozvrat import policy, storage
from vozvrat.desk.cases import OPEN_CANCELLATION, files
from vozvrat.desk.model import Scope
from vozvrat.domain.case import Case
from vozvrat.domain.findings import Clock
from vozvrat.storage.cancellations import StoredCancellation
from vozvrat.storage.returns import StoredReturn

AN_HOUR: Final = timedelta(hours=1)
MOST: Final = 2_000
"""Returns looked through at once, nearest first: more than that no calendar shows and no seller answers."""

_OF_THE_ORDER: Final = frozenset({"SCH-18", "SCH-19"})
"""Clocks of the cancellation request and of the order under it; a return of the same posting does not repeat them."""
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Reminder:
    """A clock and what it is about; `id` is our id of the return or cancellation request."""

    kind: Literal["return", "cancellation"]
    id: str
    account_id: str
    posting_number: str
    clock: Clock

    @property
    def uid(self) -> str:
        """The same for as long as the thing has a clock by that rule, wherever its end moves."""
        return f"{self.id}.{self.clock.rule_id}"


def own_first(clocks: Iterable[Clock]) -> list[Clock]:
    """The clocks of the thing itself, in the order in which they ask for attention; a chat's window is none of them."""
    own = [clock for clock in clocks if clock.rule_id not in policy.deadlines.CHAT_CLOCKS]
    return sorted(own, key=policy.deadlines.urgency)


def coming(*, scope: Scope, now: datetime, ahead: timedelta, back: timedelta = timedelta(0)) -> list[Reminder]:
    """Every clock of open returns and cancellation requests that ends within a time, or ended a time ago; by its end.

    Of a rule with two ends, one after the other, only the one that runs is told.
    """
    stored = storage.coming.until(now + ahead, account_ids=scope.account_ids, limit=MOST)
    found = {
        (one.id, one.clock.rule_id): one
        for one in _of_all(stored, scope, since=now - back, now=now)
        if one.clock.deadline_at <= now + ahead
    }
    return sorted(found.values(), key=lambda one: (one.clock.deadline_at, one.uid))


def pressing(*, scope: Scope, since: datetime, now: datetime) -> list[Reminder]:
    """The seller's clocks that press at `now`, and those that ended unanswered after `since`; by their end."""
    stored = storage.coming.pressing(
        since=since, now=now, ends_before=now + AN_HOUR, account_ids=scope.account_ids, limit=MOST
    )
    found = [
        one
        for one in _of_all(stored, scope, since=since, now=now)
        if one.clock.turn == "seller" and one.clock.warn_at <= now
    ]
    return sorted(found, key=lambda one: (one.clock.deadline_at, one.uid))


def of_one(kind: str, id: str, *, scope: Scope, now: datetime) -> list[Reminder]:
    """The clocks that run for one return or cancellation request; none where it is gone or at its end."""
    if kind == "return":
        found = [one for one in storage.returns.by_id([id]).values() if one.is_open]
        return list(_of_returns(found, scope, since=now, now=now))
    requests = [one for one in storage.cancellations.by_id([id]).values() if one.request.state == OPEN_CANCELLATION]
    return list(_of_cancellations(requests, scope, since=now, now=now))


def _of_all(stored: Sequence[StoredReturn], scope: Scope, *, since: datetime, now: datetime) -> Iterator[Reminder]:
    yield from _of_returns(stored, scope, since=since, now=now)
    cursor: str | None = None
    while True:
        page = storage.cancellations.search(
            state=OPEN_CANCELLATION, account_ids=scope.account_ids, cursor=cursor, limit=_AT_ONCE
        )
        yield from _of_cancellations(page.items, scope, since=since, now=now)
        cursor = page.next_cursor
        if cursor is None:
            return


def _of_returns(stored: Sequence[StoredReturn], scope: Scope, *, since: datetime, now: datetime) -> Iterator[Reminder]:
    for start in range(0, len(stored), _AT_ONCE):
        some = stored[start : start + _AT_ONCE]
        drawer = files(list(dict.fromkeys(one.claim.posting_number for one in some)), scope)
        for one in some:
            number = one.claim.posting_number
            if number in drawer:
                for clock in _clocks(drawer[number].case(about=one), since=since, now=now):
                    if clock.rule_id not in _OF_THE_ORDER:
                        yield Reminder("return", one.id, one.account_id, number, clock)


def _of_cancellations(
    stored: Sequence[StoredCancellation], scope: Scope, *, since: datetime, now: datetime
) -> Iterator[Reminder]:
    drawer = files(list(dict.fromkeys(one.request.posting_number for one in stored)), scope)
    for one in stored:
        number = one.request.posting_number
        if number in drawer:
            for clock in _clocks(drawer[number].about_cancellation(one.request), since=since, now=now):
                if clock.rule_id in _OF_THE_ORDER:
                    yield Reminder("cancellation", one.id, one.account_id, number, clock)


def _clocks(case: Case, *, since: datetime, now: datetime) -> list[Clock]:
    """The clocks that run, behind those that ended after `since` with nothing changed in between."""
    running = policy.deadlines.clocks(policy.facts.of_case(case, now=now))
    ended = []
    if since < now:
        before = policy.deadlines.clocks(policy.facts.of_case(case, now=since))
        ended = [clock for clock in before if clock.deadline_at <= now]
    return [clock for clock in (*ended, *running) if clock.rule_id not in policy.deadlines.CHAT_CLOCKS]
