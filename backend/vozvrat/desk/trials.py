"""Trying a rule on what is stored: where a new condition would fire, and where a rule fires now."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from vozvrat import policy, storage
from vozvrat.desk import packs
from vozvrat.desk.cases import OPEN_CANCELLATION, files
from vozvrat.desk.model import Scope
from vozvrat.domain.case import Case
from vozvrat.domain.findings import Clock, Finding, Severity
from vozvrat.policy import Pack, Rule
from vozvrat.storage.cancellations import StoredCancellation
from vozvrat.storage.returns import ReturnFilters, StoredReturn

MOST: Final = 5_000
"""Returns of one trial."""
PATIENCE: Final = 10.0
"""Seconds of one trial; what was tried by then is told."""
AT_ONCE: Final = 250
"""Returns whose facts are put together at once."""
TOLD: Final = 50
OPEN_MOST: Final = 2_000
OPEN_PATIENCE: Final = 2.0
OPEN_TOLD: Final = 20
"""For a rule's page: how many open returns or requests are looked at, for how many seconds, how many are named."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a condition did with stored returns: of `tried` it fired on `fires` and could not tell of `unknown`.

    `missing` are the facts for want of which it could not tell, the most wanted first; `items` the latest returns on
    which it fires; `seconds` how long it took.
    """

    tried: int
    fires: int
    unknown: int
    missing: Sequence[tuple[str, int]]
    items: Sequence[StoredReturn]
    seconds: float


@dataclass(frozen=True, slots=True)
class Fired:
    """An open return, or an open cancellation request, on which a rule fires now; the id of the other is None."""

    posting_number: str
    account_id: str
    return_id: str | None
    cancellation_id: str | None
    state: str
    state_name: str | None
    severity: Severity
    deadline_at: datetime | None
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Firing:
    """Where a rule fires now: `count` of the `tried` open returns or requests, the nearest deadlines named."""

    count: int = 0
    tried: int = 0
    items: Sequence[Fired] = ()


def run(
    when: str,
    *,
    schemes: Sequence[str] = (),
    states: Sequence[str] = (),
    scope: Scope,
    limit: int = 1_000,
    now: datetime,
    patience: float = PATIENCE,
) -> Trial:
    """Runs a condition over the latest returns, as a rule would. Raises InvalidRule where it does not hold."""
    rule = policy.read_own_rule(
        {"id": "OWN-TRIAL", "title": "–", "when": when, "schemes": list(schemes), "states": list(states)}
    )
    pack = Pack.of([rule], version="")
    begun = time.monotonic()
    tried = fires = unknown = 0
    missing: Counter[str] = Counter()
    items: list[StoredReturn] = []
    for batch in _latest(scope, limit=min(limit, MOST)):
        for stored, case in _cases(batch, scope):
            (told,) = policy.explain(policy.facts.of_case(case, now=now), pack=pack)
            tried += 1
            if told.outcome == "fired":
                fires += 1
                items += [stored] if len(items) < TOLD else []
            elif told.outcome == "unknown":
                unknown += 1
                missing.update(told.missing)
        if time.monotonic() - begun > patience:
            break
    return Trial(tried, fires, unknown, missing.most_common(), items, time.monotonic() - begun)


def firing(rule_id: str, *, scope: Scope, now: datetime) -> Firing:
    """The open returns on which a rule fires now, as each account has it; for a rule of cancellations the requests
    that wait. None for rules that nothing stored can stir."""
    shelf = packs.shelf()
    judges: dict[str, Pack] = {}
    for account_id in scope.account_ids:
        rule = shelf.pack(account_id).rules.get(rule_id)
        if rule is not None and _stirs(rule):
            judges[account_id] = Pack.of([rule], version="")
    if not judges:
        return Firing()
    rules = [rule for pack in judges.values() for rule in pack.rules.values()]
    opened = (
        _open_requests(judges, scope) if any(map(_of_cancellations, rules)) else _open_returns(judges, rules, scope)
    )
    tried = 0
    fired: list[Fired] = []
    begun = time.monotonic()
    for thing, case in opened:
        tried += 1
        found, clock = policy.glance(policy.facts.of_case(case, now=now), pack=judges[thing.account_id])
        if found:
            fired.append(_fired(thing, found[0], clock))
        if time.monotonic() - begun > OPEN_PATIENCE:
            break
    nearest = sorted(fired, key=lambda one: (one.deadline_at or _NEVER, one.posting_number))
    return Firing(len(fired), tried, nearest[:OPEN_TOLD])


_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def _fired(thing: StoredReturn | StoredCancellation, found: Finding, clock: Clock | None) -> Fired:
    about = thing.claim if isinstance(thing, StoredReturn) else thing.request
    return Fired(
        posting_number=about.posting_number,
        account_id=thing.account_id,
        return_id=thing.id if isinstance(thing, StoredReturn) else None,
        cancellation_id=thing.id if isinstance(thing, StoredCancellation) else None,
        state=about.state,
        state_name=about.state_name,
        severity=found.severity,
        deadline_at=found.deadline_at,
        clock=clock,
    )


def _stirs(rule: Rule) -> bool:
    """Whether a rule can fire on what is stored as it lies there: not one of drafts, of texts, or that never fires."""
    needs = rule.when.needs if rule.when is not None else ()
    return rule.judges_facts and "draft" not in rule.needs and not any(path.startswith("draft.") for path in needs)


def _of_cancellations(rule: Rule) -> bool:
    """Whether a rule is about cancellation requests and not about returns."""
    asks = rule.when.reads if rule.when is not None else ()
    if any(path.startswith("return.") for path in asks):
        return False
    return "cancellation" in rule.needs or any(path.startswith("cancellation.") for path in asks)


def _latest(scope: Scope, *, limit: int) -> Iterator[Sequence[StoredReturn]]:
    """The latest returns, batch by batch."""
    last: StoredReturn | None = None
    while limit > 0:
        batch = storage.returns.newest(scope.account_ids, behind=last, limit=min(limit, AT_ONCE))
        if not batch:
            return
        yield batch
        last, limit = batch[-1], limit - len(batch)


def _open_returns(
    judges: Mapping[str, Pack], rules: Sequence[Rule], scope: Scope
) -> Iterator[tuple[StoredReturn, Case]]:
    """The open returns that a rule can be about, the nearest deadline first."""
    schemes = {scheme for rule in rules for scheme in rule.schemes} if all(rule.schemes for rule in rules) else set()
    states = {state for rule in rules for state in rule.states} if all(rule.states for rule in rules) else set()
    filters = ReturnFilters(
        account_ids=tuple(judges),
        states=tuple(sorted(states)) or None,
        scheme=next(iter(schemes)) if len(schemes) == 1 else None,
        is_open=True,
    )
    cursor: str | None = None
    for _ in range(OPEN_MOST // AT_ONCE):
        page = storage.returns.search(filters, cursor=cursor, limit=AT_ONCE)
        yield from _cases(page.items, scope)
        cursor = page.next_cursor
        if cursor is None:
            return


def _open_requests(judges: Mapping[str, Pack], scope: Scope) -> Iterator[tuple[StoredCancellation, Case]]:
    """The cancellation requests that wait for an answer, the next to approve itself first."""
    cursor: str | None = None
    for _ in range(OPEN_MOST // AT_ONCE):
        page = storage.cancellations.search(
            state=OPEN_CANCELLATION, account_ids=list(judges), cursor=cursor, limit=AT_ONCE
        )
        drawer = files(list(dict.fromkeys(one.request.posting_number for one in page.items)), scope)
        for stored in page.items:
            file = drawer.get(stored.request.posting_number)
            if file is not None:
                yield stored, file.about_cancellation(stored.request)
        cursor = page.next_cursor
        if cursor is None:
            return


def _cases(batch: Sequence[StoredReturn], scope: Scope) -> Iterator[tuple[StoredReturn, Case]]:
    """The case of each return; one whose account was removed meanwhile has none."""
    drawer = files(list(dict.fromkeys(one.claim.posting_number for one in batch)), scope)
    for stored in batch:
        file = drawer.get(stored.claim.posting_number)
        if file is not None:
            yield stored, file.case(about=stored)
