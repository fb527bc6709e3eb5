"""Look-ups: what a badge needs to know of each posting number on a page."""

from collections.abc import Sequence
from datetime import datetime

from vozvrat import policy, storage, sync
from vozvrat.desk import packs
from vozvrat.desk.cases import File, busy_and_quiet
from vozvrat.desk.model import Badge, Scope
from vozvrat.desk.quiet import Quiet
from vozvrat.domain.findings import Clock, Finding
from vozvrat.policy import Pack
from vozvrat.storage.orders import Head


def look_up(numbers: Sequence[str], *, scope: Scope, now: datetime) -> list[Badge]:
    """A badge per number, in the order asked, from what is stored.

    Numbers that are not stored are asked of Ozon in the background (one flight per posting) and answered as
    pending; a number that Ozon does not know stays not_found for ten minutes. Without an account nothing can be
    asked, and the badge says so.
    """
    if not scope.accounts:
        return [Badge(number, "unavailable", reason="no_account") for number in numbers]
    asked = list(dict.fromkeys(numbers))
    shelf = packs.shelf()
    quiet = Quiet(scope, shelf, now=now)
    busy, others = busy_and_quiet(asked, scope, restless=quiet.is_restless)
    badges = {number: badge(file, now=now, pack=shelf.pack(file.account_id)) for number, file in busy.items()}
    badges |= {number: _quiet_badge(head, quiet.findings(head)) for number, head in others.items()}
    unknown = [number for number in asked if number not in badges]
    if unknown:
        badges |= _ask_for(unknown, scope, now=now)
    return [badges[number] for number in numbers]


def _ask_for(numbers: Sequence[str], scope: Scope, *, now: datetime) -> dict[str, Badge]:
    """Asks Ozon for what is not stored, as far as that makes sense now, and says meanwhile how it stands."""
    working = [account.id for account in scope.accounts if account.problem is None]
    if not working:
        reason = next((account.problem for account in scope.accounts if account.problem), "no_account")
        return {number: Badge(number, "unavailable", reason=reason) for number in numbers}
    missed = storage.misses.among(numbers, working, now=now)
    open_ones: set[str] = set()
    hindered: dict[str, str] = {}
    for account_id in working:
        unknown = [number for number in numbers if account_id not in missed.get(number, ())]
        failed = sync.hindered(unknown, account_id)
        soon = [number for number in unknown if number not in failed]
        sync.want(soon, account_id)
        open_ones.update(soon)
        hindered |= failed
    return {number: _not_stored(number, is_open=number in open_ones, why=hindered.get(number)) for number in numbers}


def _not_stored(number: str, *, is_open: bool, why: str | None) -> Badge:
    """A posting that an account may still know is on its way; else what hindered asking, else nobody knows it."""
    if is_open:
        return Badge(number, "pending")
    return Badge(number, "not_found") if why is None else Badge(number, "unavailable", reason=why)


def badge(file: File, *, now: datetime, pack: Pack) -> Badge:
    """What one posting asks of the seller: worst finding, nearest clock, how many findings."""
    order = file.order.order if file.order is not None else None
    first = file.returns[0] if file.returns else None
    scheme = order.scheme.value if order is not None else first.claim.scheme.value if first is not None else None
    findings: dict[tuple[str, str | None], Finding] = {}
    clocks: list[Clock] = []
    for stored, case in file.cases():
        found, clock = policy.glance(policy.facts.of_case(case, now=now), pack=pack)
        for finding in found:
            findings.setdefault((finding.rule_id, stored.id if stored else None), finding)
        if clock is not None:
            clocks.append(clock)
    worst = min(findings.values(), key=lambda finding: finding.severity.rank, default=None)
    return Badge(
        file.posting_number,
        "found",
        scheme=scheme,
        order_status=order.status if order is not None else None,
        severity=worst.severity if worst else None,
        findings_count=len(findings),
        clock=min(clocks, key=_urgency, default=None),
        return_state=first.claim.state if first else None,
        return_id=first.id if first else None,
        title=worst.title if worst else None,
    )


def _quiet_badge(head: Head, findings: Sequence[Finding]) -> Badge:
    """The badge of a posting of which nothing is asked."""
    worst = min(findings, key=lambda finding: finding.severity.rank, default=None)
    return Badge(
        head.posting_number,
        "found",
        scheme=head.scheme.value,
        order_status=head.status,
        severity=worst.severity if worst else None,
        findings_count=len(findings),
        title=worst.title if worst else None,
    )


def _urgency(clock: Clock) -> tuple[bool, datetime]:
    return clock.turn != "seller", clock.deadline_at
