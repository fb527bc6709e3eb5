"""The nearest clock of a return, worked out whenever its row is written and kept beside it."""

from datetime import datetime

from vozvrat import storage
from vozvrat.domain.case import Case, Seen
from vozvrat.domain.returns import FINAL, Return
from vozvrat.domain.sellers import Seller
from vozvrat.policy import deadlines, facts
from vozvrat.storage.returns import NextDeadline, StoredReturn


def next_deadline(claim: Return, seen: Seen, *, seller: Seller | None, now: datetime) -> NextDeadline | None:
    """None where no clock runs."""
    if claim.state in FINAL:
        return None
    clock = deadlines.next_clock(facts.of_case(Case(claim=claim, seen=seen, seller=seller), now=now))
    if clock is None:
        return None
    return NextDeadline(at=clock.deadline_at, warn_at=clock.warn_at, rule_id=clock.rule_id, source=clock.source)


def turn_over(*, now: datetime) -> int:
    """Works out anew the deadlines that have passed since they were written; how many there were."""
    passed = storage.returns.overdue(now=now)
    sellers = {account.id: account.seller for account in storage.accounts.list_all()} if passed else {}
    storage.returns.set_next({one.id: _anew(one, sellers.get(one.account_id), now) for one in passed})
    return len(passed)


def _anew(one: StoredReturn, seller: Seller | None, now: datetime) -> NextDeadline | None:
    return next_deadline(one.claim, one.seen, seller=seller, now=now)
