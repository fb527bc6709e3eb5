"""Clocks of what is stored: the one place that front doors, calendars and reminders take them from.

How long a clock runs, whence its end comes, how sure it is and what then happens is worked out by
`policy.deadlines` alone; here it is said which return or cancellation request it belongs to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from vozvrat import policy, storage
from vozvrat.desk import packs
from vozvrat.desk.cases import OPEN_CANCELLATION, files
from vozvrat.desk.model import Scope
from vozvrat.domain.case import Case
from vozvrat.domain.findings import Clock, Finding
from vozvrat.domain.locale import Words
from vozvrat.policy import Pack
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
    """A clock and what it is about; `id` is our id of the return or cancellation request.

    `title` is there for a rule of the seller's own: nobody else has words for it.
    """

    kind: Literal["return", "cancellation"]
    id: str
    account_id: str
    posting_number: str
    clock: Clock
    title: Words | None = None

    @property
    def uid(self) -> str:
        """The same for as long as the thing has a clock by that rule, wherever its end moves."""
        return f"{self.id}.{self.clock.rule_id}"


def own_first(clocks: Iterable[Clock]) -> list[Clock]:
    """The clocks of the thing itself, in the order in which they ask for attention; a chat's window is none of them."""
    own = [clock for clock in clocks if clock.rule_id not in policy.deadlines.CHAT_CLOCKS]
    return sorted(own, key=policy.deadlines.urgency)


def of_findings(findings: Iterable[Finding]) -> list[Clock]:
    """Clocks of the seller's own rules: no other place knows them than what the rules found."""
    return [clock for finding in findings if (clock := _own(finding)) is not None]


def coming(*, scope: Scope, now: datetime, ahead: timedelta, back: timedelta = timedelta(0)) -> list[Reminder]:
    """Every clock of open returns and cancellation requests that ends within a time, or ended a time ago; by its end.

    Of a rule with two ends, one after the other, only the one that runs is told; of a rule that is switched off, none.
    """
    stored = storage.coming.until(
        now + ahead, account_ids=scope.account_ids, limit=MOST, all_of=_with_clocks_of_their_own(scope)
    )
    found = {
        (one.id, one.clock.rule_id): one
        for one in _of_all(stored, scope, since=now - back, now=now)
        if one.clock.deadline_at <= now + ahead
    }
    return sorted(found.values(), key=lambda one: (one.clock.deadline_at, one.uid))


def pressing(*, scope: Scope, since: datetime, now: datetime) -> list[Reminder]:
    """The seller's clocks that press at `now`, and those that ended unanswered after `since`; by their end."""
    stored = storage.coming.pressing(
        since=since,
        now=now,
        ends_before=now + AN_HOUR,
        account_ids=scope.account_ids,
        limit=MOST,
        all_of=_with_clocks_of_their_own(scope),
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


def _with_clocks_of_their_own(scope: Scope) -> list[str]:
    """The accounts whose sellers set clocks themselves."""
    judges = _Judges()
    return [account_id for account_id in scope.account_ids if judges.of(account_id).has_own]


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
    judges = _Judges()
    for start in range(0, len(stored), _AT_ONCE):
        some = stored[start : start + _AT_ONCE]
        drawer = files(list(dict.fromkeys(one.claim.posting_number for one in some)), scope)
        for one in some:
            number = one.claim.posting_number
            if number in drawer:
                case = drawer[number].case(about=one)
                for clock, title in judges.of(one.account_id).clocks(case, since=since, now=now):
                    if clock.rule_id not in _OF_THE_ORDER:
                        yield Reminder("return", one.id, one.account_id, number, clock, title)


def _of_cancellations(
    stored: Sequence[StoredCancellation], scope: Scope, *, since: datetime, now: datetime
) -> Iterator[Reminder]:
    judges = _Judges()
    drawer = files(list(dict.fromkeys(one.request.posting_number for one in stored)), scope)
    for one in stored:
        number = one.request.posting_number
        if number in drawer:
            case = drawer[number].about_cancellation(one.request)
            for clock, title in judges.of(one.account_id).clocks(case, since=since, now=now):
                if clock.rule_id in _OF_THE_ORDER or policy.is_own(clock.rule_id):
                    yield Reminder("cancellation", one.id, one.account_id, number, clock, title)


class _Judges:
    """What each account's pack has to say of clocks, put together when it is first asked for."""

    def __init__(self) -> None:
        self._shelf = packs.shelf()
        self._known: dict[str, _Judge] = {}

    def of(self, account_id: str) -> "_Judge":
        found = self._known.get(account_id)
        if found is None:
            found = self._known[account_id] = _Judge.of(self._shelf.pack(account_id))
        return found


@dataclass(frozen=True, slots=True)
class _Judge:
    """An account's pack: which rules it has switched off, and whether rules of the seller's own have clocks."""

    pack: Pack
    silenced: frozenset[str]
    has_own: bool

    @classmethod
    def of(cls, pack: Pack) -> "_Judge":
        rules = pack.rules.values()
        silenced = frozenset(rule.id for rule in rules if not rule.enabled)
        return cls(pack, silenced, any(policy.is_own(rule.id) and rule.deadline is not None for rule in rules))

    def clocks(self, case: Case, *, since: datetime, now: datetime) -> list[tuple[Clock, Words | None]]:
        """The clocks that run, behind those that ended after `since` with nothing changed in between."""
        ended = [one for one in self._at(case, since) if one[0].deadline_at <= now] if since < now else []
        return [*ended, *self._at(case, now)]

    def _at(self, case: Case, moment: datetime) -> list[tuple[Clock, Words | None]]:
        facts = policy.facts.of_case(case, now=moment)
        left_out = policy.deadlines.CHAT_CLOCKS | self.silenced
        found: list[tuple[Clock, Words | None]] = [
            (clock, None) for clock in policy.deadlines.clocks(facts) if clock.rule_id not in left_out
        ]
        if self.has_own:
            judged = policy.check(facts, pack=self.pack)
            found += [(clock, one.title) for one in judged if (clock := _own(one)) is not None]
        return found


def _own(finding: Finding) -> Clock | None:
    ends = finding.deadline_at
    if ends is None or not policy.is_own(finding.rule_id):
        return None
    return Clock(finding.rule_id, finding.warn_at or ends, ends, "rule", "seller", None, finding.confidence)
