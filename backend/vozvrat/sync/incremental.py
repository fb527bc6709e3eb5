"""What changed at Ozon, by ticks: what is near its deadline or waits for the seller often, the rest rarely."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from vozvrat import storage
from vozvrat.domain import errors
from vozvrat.ozon import accounts as ozon_accounts
from vozvrat.storage.accounts import Account
from vozvrat.sync import connecting, due, readings, running
from vozvrat.sync.connecting import SKIPPED_FOR, Connect
from vozvrat.sync.full import PREFIX
from vozvrat.sync.round import SEEN_TO, BudgetSpent, Round

log = structlog.get_logger(__name__)

CALLS_A_TICK = 60
PUT_OFF = timedelta(minutes=2)
"""How long a reading rests that Ozon did not answer, so that it does not keep those behind it waiting."""

OZON_ITSELF = 2
"""So many readings that fail in one round are no fault of theirs: the rest waits for the next round."""

STOPPED_RETRY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to read again every so often; the order of `JOBS` is who comes first when calls are few."""

    name: str
    every: timedelta
    run: Callable[[Round], None]


def _minutes(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


JOBS: tuple[Job, ...] = (
    Job("pending", _minutes(1), readings.pending),
    Job("requests_new", _minutes(1), readings.requests_new),
    Job("common_changed", _minutes(1), readings.common_changed),
    Job("orders_changed", _minutes(2), readings.orders_changed),
    Job("cancellations_waiting", _minutes(2), readings.cancellations_waiting),
    Job("chats", _minutes(2), readings.chats),
    Job("details", _minutes(3), readings.details_missing),
    Job("deliveries", _minutes(1), readings.deliveries_narrowed),
    Job("requests_moving", _minutes(15), readings.requests_moving),
    Job("orders_fbo_new", _minutes(20), readings.orders_fbo_new),
    Job("products", _minutes(10), readings.products_missing),
    Job("fees", _minutes(60), readings.fees_moved),
    Job("account", _minutes(360), readings.account),
    Job("common_again", _minutes(1440), readings.common_again),
    Job("orders_again", _minutes(1440), readings.orders_again),
    Job("requests_all", _minutes(1440), readings.requests_all),
    Job("cancellations_all", _minutes(1440), readings.cancellations_all),
    Job("orders_fbo_all", _minutes(1440), readings.orders_fbo_all),
)


def tick(now: datetime, *, connect: Connect = ozon_accounts.seller, calls: int = CALLS_A_TICK) -> int:
    """One round over all accounts that were read in full once; how many calls to Ozon it took.

    Several processes may tick: each account is read by one of them at a time.
    """
    due.turn_over(now=now)
    made = 0
    for account in storage.accounts.list_all():
        try:
            made += _account(account, now, connect, calls)
        except errors.VozvratError as failure:  # one account's lost key keeps no other from being read
            log.warning("tick_failed", account=account.id, error_code=failure.code)
    return made


def unfinished() -> list[str]:
    """Accounts to be read in full: never read, or stopped half-way; none that Ozon refuses or somebody reads now."""
    now = datetime.now(UTC)
    return [
        account.id
        for account in storage.accounts.list_all()
        if account.problem is None
        and storage.leases.holder(PREFIX + account.id, now=now) is None
        and (account.synced_at is None or storage.cursors.get(account.id, PREFIX + "run") is not None)
    ]


def _account(account: Account, now: datetime, connect: Connect, calls: int) -> int:
    last_runs = storage.cursors.get_all(account.id)
    if SEEN_TO not in last_runs:
        return 0
    if account.problem is not None:
        return _try_again(account, now, connect)
    refused = {job.name for job in JOBS if not _has_passed(SKIPPED_FOR, last_runs.get(f"refused/{job.name}"), now)}
    resting = refused if account.skipped_methods else set()  # none: the key or what it may do has been looked at anew
    waiting = [job for job in JOBS if job.name not in resting and _is_due(job, last_runs, now)]
    if not waiting or storage.leases.holder(PREFIX + account.id, now=now) is not None:
        return 0
    lease = running.Running(f"tick/{account.id}")
    if not lease.take():
        return 0
    with lease.held(), connect(account.id) as seller:
        reading = Round(account.id, seller, now, calls)
        for job in waiting:
            if not _run(job, reading):
                break
        return calls - reading.budget


def _run(job: Job, reading: Round) -> bool:
    """Whether the next job may go on; what one method refuses is no reason to leave the others out."""
    finished = True
    try:
        job.run(reading)
    except BudgetSpent:
        finished = False
    except errors.STOPS_THE_ACCOUNT as failure:
        connecting.stop(reading.account_id, failure, now=reading.now)
        return False
    except connecting.SKIPPED as failure:
        connecting.skip(reading.account_id, connecting.method_of(failure, job.name), failure)
        storage.cursors.put(reading.account_id, f"refused/{job.name}", reading.now.isoformat())
    except connecting.NOT_NOW as failure:
        log.info("tick_put_off", account=reading.account_id, job=job.name, why=failure.code)
        storage.cursors.put(reading.account_id, f"put_off/{job.name}", reading.now.isoformat())
        reading.failures += 1
        return not isinstance(failure, errors.RateLimited) and reading.failures < OZON_ITSELF
    if finished:
        storage.cursors.put(reading.account_id, f"tick/{job.name}", reading.now.isoformat())
    return finished


def _is_due(job: Job, cursors: Mapping[str, str], now: datetime) -> bool:
    return _has_passed(job.every, cursors.get(f"tick/{job.name}"), now) and _has_passed(
        PUT_OFF, cursors.get(f"put_off/{job.name}"), now
    )


def _has_passed(time: timedelta, since: str | None, now: datetime) -> bool:
    """A moment that is still to come was written before the clock was set back; nothing waits for it."""
    return since is None or not timedelta(0) <= now - datetime.fromisoformat(since) < time


def _try_again(account: Account, now: datetime, connect: Connect) -> int:
    """Asks rarely whether the seller has mended what stopped the account."""
    last = storage.cursors.get(account.id, "tick/retry") or (account.problem_at and account.problem_at.isoformat())
    if not _has_passed(STOPPED_RETRY, last or None, now):
        return 0
    storage.cursors.put(account.id, "tick/retry", now.isoformat())
    try:
        with connect(account.id) as seller:
            readings.account(Round(account.id, seller, now, CALLS_A_TICK))
    except errors.VozvratError as failure:
        log.info("still_stopped", account=account.id, why=failure.code)
    else:
        storage.accounts.update(account.id, problem=None, problem_at=None)
    return 1
