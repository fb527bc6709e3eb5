"""Trying a rule on what is stored: where a new condition would fire, and where a rule fires now."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from vozvrat import policy, storage
from vozvrat.desk import packs
from vozvrat.desk.cases import files
from vozvrat.desk.model import Scope
from vozvrat.domain.case import Case
from vozvrat.domain.findings import Clock, Severity
from vozvrat.policy import Pack, Rule
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
"""For a rule's page: how many open returns are looked at, for how many seconds, and how many are named."""


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
    """An open return on which a rule fires now."""

    stored: StoredReturn
    severity: Severity
    deadline_at: datetime | None
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Firing:
    """Where a rule fires now: `count` of the `tried` open returns, the nearest deadlines named."""

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
    """The open returns on which a rule fires now, as each account has it; none for rules that no return can stir."""
    shelf = packs.shelf()
    judges: dict[str, Pack] = {}
    for account_id in scope.account_ids:
        rule = shelf.pack(account_id).rules.get(rule_id)
        if rule is not None and _stirs(rule):
            judges[account_id] = Pack.of([rule], version="")
    if not judges:
        return Firing()
    tried = 0
    items: list[Fired] = []
    begun = time.monotonic()
    for batch in _open(judges, scope):
        for stored, case in _cases(batch, scope):
            tried += 1
            found, clock = policy.glance(policy.facts.of_case(case, now=now), pack=judges[stored.account_id])
            if found:
                items.append(Fired(stored, found[0].severity, found[0].deadline_at, clock))
        if time.monotonic() - begun > OPEN_PATIENCE:
            break
    nearest = sorted(items, key=lambda one: (one.deadline_at or _NEVER, one.stored.id))
    return Firing(len(items), tried, nearest[:OPEN_TOLD])


_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def _stirs(rule: Rule) -> bool:
    """Whether a rule can fire on a return as it lies there: not one of drafts, of texts, or one that never fires."""
    asks = rule.when.reads if rule.when is not None else ()
    return rule.judges_facts and "draft" not in rule.needs and not any(path.startswith("draft.") for path in asks)


def _latest(scope: Scope, *, limit: int) -> Iterator[Sequence[StoredReturn]]:
    """The latest returns, batch by batch."""
    last: StoredReturn | None = None
    while limit > 0:
        batch = storage.returns.newest(scope.account_ids, behind=last, limit=min(limit, AT_ONCE))
        if not batch:
            return
        yield batch
        last, limit = batch[-1], limit - len(batch)


def _open(judges: Mapping[str, Pack], scope: Scope) -> Iterator[Sequence[StoredReturn]]:
    """The open returns that a rule can be about, the nearest deadline first, batch by batch."""
    rules = [rule for pack in judges.values() for rule in pack.rules.values()]
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
        yield page.items
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
