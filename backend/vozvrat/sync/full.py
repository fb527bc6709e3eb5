"""A full sync: every list of Ozon's once, page by page, each page stored with the place where the next begins."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.ozon import accounts as ozon_accounts
from vozvrat.storage.events import NewEvent
from vozvrat.sync import connecting, happenings, progress, running
from vozvrat.sync.connecting import Connect
from vozvrat.sync.progress import Progress, Report, SyncReport
from vozvrat.sync.round import SEEN_TO
from vozvrat.sync.steps import STEPS, Reading, Step

PREFIX = "full/"
RUN = "full/run"
LAST = "last_full"
OZON_ITSELF = 3
"""So many lists in a row that do not come are no fault of theirs."""
FURTHEST = timedelta(days=364)
"""How far back postings are read unless told otherwise."""


@dataclass(slots=True)
class _Tally:
    """What the run has done so far; counts go on where a stopped run left them."""

    rows: dict[str, int] = field(default_factory=dict)
    details: int = 0
    skipped: dict[str, str] = field(default_factory=dict)
    postponed: list[str] = field(default_factory=list)

    def report(self, account_id: str) -> SyncReport:
        return SyncReport(
            account_id=account_id,
            rows=dict(self.rows),
            details=self.details,
            skipped=tuple(sorted(self.skipped.items())),
            postponed=tuple(self.postponed),
        )


def full(
    account_id: str,
    *,
    since: datetime | None = None,
    report: Report = progress.silent,
    connect: Connect = ozon_accounts.seller,
) -> SyncReport:
    """Reads everything of an account from Ozon.

    A run that was stopped goes on where it was; one that is running elsewhere is waited for, and its report is
    given; one that is cut short by the end of this process (`stop`) names what is left as postponed. A method that
    the key may not call is named and left out. Raises what stops the account (wrong key, blocked company …) after
    noting it there. What passes by itself (Ozon down) is raised once all other lists are read, or at once where several
    in a row fail; what was read stays.
    """
    storage.accounts.get(account_id)
    run = running.Running(PREFIX + account_id)
    while not run.take():
        running.wait_for(run.name, lambda details: report(_relayed(account_id, details)))
        last = storage.cursors.get(account_id, LAST)
        if last is not None and storage.cursors.get(account_id, RUN) is None:
            return progress.of_json(account_id, json.loads(last))
    with run.held(), connect(account_id) as seller:
        return _Run(account_id, seller, run, report, since).go()


class _Run:
    """One run through the steps."""

    def __init__(
        self, account_id: str, seller: ozon.Seller, lease: running.Running, report: Report, since: datetime | None
    ) -> None:
        self.account_id = account_id
        self.seller = seller
        self.lease = lease
        self.tell = report
        now = datetime.now(UTC)
        begun = storage.cursors.get(account_id, RUN)
        plan = json.loads(begun) if begun else None
        wanted = since.astimezone(UTC).isoformat() if since else None
        if plan is None or (wanted is not None and plan["since"] not in (None, wanted)):
            storage.cursors.remove(account_id, PREFIX)
            plan = {"since": wanted, "started_at": now.isoformat()}
            storage.cursors.put(account_id, RUN, json.dumps(plan))
        self.since = datetime.fromisoformat(plan["since"]) if plan["since"] else None
        self.started_at = datetime.fromisoformat(plan["started_at"])
        self.first_reading = storage.accounts.get(account_id).synced_at is None
        self.tally = _Tally()
        self.failure: errors.OzonError | None = None
        self.failed_in_a_row = 0

    def go(self) -> SyncReport:
        """All steps in their order."""
        try:
            for number, step in enumerate(STEPS):
                self._step(number, step)
        except errors.STOPS_THE_ACCOUNT as failure:
            connecting.stop(self.account_id, failure, now=datetime.now(UTC))
            raise
        except running.Stopped:
            self.tally.postponed = [step.name for step in STEPS if not self._place(step).done]
            return self.tally.report(self.account_id)
        return self._end()

    def _step(self, number: int, step: Step) -> None:
        place = self._place(step)
        self.tally.rows[step.name] = place.rows
        self.tally.details += place.details
        if place.done:
            return
        self._told(step, number)
        try:
            try:
                self._read(number, step, place)
            except errors.BadRequest:
                if place.cursor is None:
                    raise
                # A cursor of a run that was stopped long ago may have grown too old for Ozon.
                self.tally.rows[step.name] = 0
                self._read(number, step, _Place(None, 0, 0, done=False))
        except connecting.SKIPPED as failure:
            method = connecting.method_of(failure, step.name)
            self.tally.skipped[method] = failure.code
            connecting.skip(self.account_id, method, failure)
            self._put(step, _Place(place.cursor, place.rows, place.details, done=True))
        except errors.CircleOpen:
            self.tally.postponed.append(step.name)
        except connecting.NOT_NOW as failure:
            self._failed(step, failure)
        else:
            self.failed_in_a_row = 0

    def _failed(self, step: Step, failure: errors.OzonError) -> None:
        """One list that does not come keeps no other from being read; several in a row are Ozon itself."""
        self.tally.postponed.append(step.name)
        self.failure = self.failure or failure
        self.failed_in_a_row += 1
        if self.failed_in_a_row >= OZON_ITSELF:
            raise failure

    def _read(self, number: int, step: Step, place: "_Place") -> None:
        reading = Reading(
            account_id=self.account_id,
            seller=self.seller,
            cursor=place.cursor,
            since=self.since or self.started_at - FURTHEST,
            bounded=self.since is not None,
            to=self.started_at,
            first_reading=self.first_reading,
        )
        for page in step.read(reading):
            with storage.transaction():
                self.lease.check()
                page.store(datetime.now(UTC))
                place = _Place(page.cursor, place.rows + page.rows, place.details + page.details, done=False)
                self._put(step, place)
            self.tally.rows[step.name] += page.rows
            self.tally.details += page.details
            for method, failure in page.skipped.items():
                self.tally.skipped[method] = failure.code
                connecting.skip(self.account_id, method, failure)
            self._told(step, number)
        self._put(step, _Place(place.cursor, place.rows, place.details, done=True))

    def _end(self) -> SyncReport:
        report = self.tally.report(self.account_id)
        now = datetime.now(UTC)
        with storage.transaction():
            self.lease.check()
            # From here on ticks read what changes, also where a list is still to come.
            storage.cursors.put(self.account_id, SEEN_TO, self.started_at.isoformat())
            if self.failure is None:
                storage.cursors.put(self.account_id, LAST, json.dumps(progress.as_json(report)))
            if not report.postponed:
                self._done(report, now)
        if self.failure is not None:
            raise self.failure
        return report

    def _done(self, report: SyncReport, now: datetime) -> None:
        storage.cursors.remove(self.account_id, PREFIX)
        storage.accounts.update(self.account_id, synced_at=now, problem=None, problem_at=None)
        details: dict[str, object] = {"rows": sum(report.rows.values()), "details": report.details}
        storage.events.add([NewEvent(at=now, account_id=self.account_id, kind=happenings.SYNC_DONE, details=details)])

    def _told(self, step: Step, number: int) -> None:
        told = Progress(self.account_id, step.name, number, len(STEPS), dict(self.tally.rows), self.tally.details)
        self.lease.tell({"step": told.step, "steps_done": number, "rows": dict(told.rows), "details": told.details})
        self.tell(told)

    def _place(self, step: Step) -> "_Place":
        raw = storage.cursors.get(self.account_id, PREFIX + step.name)
        return _Place(**json.loads(raw)) if raw else _Place(None, 0, 0, done=False)

    def _put(self, step: Step, place: "_Place") -> None:
        value = {"cursor": place.cursor, "rows": place.rows, "details": place.details, "done": place.done}
        storage.cursors.put(self.account_id, PREFIX + step.name, json.dumps(value))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a step stands."""

    cursor: str | None
    rows: int
    details: int
    done: bool


def _relayed(account_id: str, told: Mapping[str, Any]) -> Progress:
    return Progress(
        account_id, str(told["step"]), int(told["steps_done"]), len(STEPS), dict(told["rows"]), int(told["details"])
    )
