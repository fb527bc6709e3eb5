"""The card: everything known about one posting, and its story."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from vozvrat import policy, storage, sync
from vozvrat.desk import packs
from vozvrat.desk.cases import File, files
from vozvrat.desk.clocks import of_findings, own_first
from vozvrat.desk.model import CancellationView, Card, Moment, NoAccount, ReturnView, Scope
from vozvrat.domain import errors
from vozvrat.domain.findings import Clock, Finding
from vozvrat.domain.orders import Order, Scheme
from vozvrat.policy import Pack, engine
from vozvrat.storage.events import Event
from vozvrat.storage.returns import StoredReturn

STALE_AFTER = timedelta(minutes=15)
_CANCELLABLE = Scheme.RFBS
"""Only rFBS postings have cancellation requests that somebody answers."""


def card(number: str, *, scope: Scope, now: datetime) -> Card:
    """The card of a posting; asks Ozon once where it is not stored yet. Raises NotFound, or what Ozon answered."""
    file = find(number, scope)
    pack = packs.pack_for(file.account_id)
    returns = [return_view(file, stored, now=now, pack=pack) for stored in file.returns]
    cancellations = [cancellation_view(file, one.id, now=now, pack=pack) for one in file.cancellations]
    own = policy.facts.document(file.case(), now=now)
    findings = _merged([*(view.findings for view in returns), policy.check(own, pack=pack)])
    clocks = _soonest([*(view.clocks for view in returns), policy.deadlines.clocks(own)])
    return Card(
        account_id=file.account_id,
        order=_order(file),
        products=storage.products.by_sku([line.sku for line in _order(file).lines], [file.account_id]),
        returns=returns,
        cancellations=cancellations,
        chat=file.chat.chat if file.chat else None,
        fees=storage.fees.by_posting([number], [file.account_id]).get(number, []),
        findings=findings,
        clocks=clocks,
        timeline=_timeline(file),
        stale_since=_stale(file, now),
    )


def find(number: str, scope: Scope) -> File:
    """The file of a posting, read from Ozon now where it is not stored yet.

    Raises NoAccount, or NotFound where no account knows it; what hindered asking (a key that does not work, Ozon
    down) comes first.
    """
    if not scope.accounts:
        raise NoAccount(what="posting", id=number)
    known = files([number], scope)
    if number not in known:
        hindered: errors.VozvratError | None = None
        for account_id in scope.account_ids:
            try:
                sync.fetch(account_id, number)
            except errors.NotFoundAtOzon:
                continue
            except (errors.OzonError, errors.KeyStoreUnavailable) as failure:
                hindered = failure
                continue
            break
        known = files([number], scope)
        if number not in known and hindered is not None:
            raise hindered
    if number not in known:
        raise errors.NotFound(what="posting", id=number)
    return known[number]


def return_view(file: File, stored: StoredReturn, *, now: datetime, pack: Pack) -> ReturnView:
    """A return with what the rules of its account say of it."""
    facts = policy.facts.document(file.case(about=stored), now=now)
    findings = policy.check(facts, pack=pack)
    return ReturnView(
        id=stored.id,
        account_id=stored.account_id,
        claim=stored.claim,
        seen=stored.seen,
        findings=findings,
        clocks=own_first([*policy.deadlines.clocks(facts), *of_findings(findings)]),
        perhaps_same_as=stored.perhaps_same_as,
    )


def cancellation_view(file: File, cancellation_id: str, *, now: datetime, pack: Pack) -> CancellationView:
    """A cancellation request with what the rules of its account say of it."""
    stored = next(one for one in file.cancellations if one.id == cancellation_id)
    facts = policy.facts.document(file.about_cancellation(stored.request), now=now)
    findings = policy.check(facts, pack=pack)
    return CancellationView(
        id=stored.id,
        account_id=stored.account_id,
        request=stored.request,
        findings=findings,
        clocks=own_first([*policy.deadlines.clocks(facts), *of_findings(findings)]),
    )


def _merged(lists: Iterable[Sequence[Finding]]) -> list[Finding]:
    """Each finding once, in the order in which findings are shown."""
    seen: dict[tuple[str, datetime | None], Finding] = {}
    for finding in (finding for found in lists for finding in found):
        seen.setdefault((finding.rule_id, finding.deadline_at), finding)
    return sorted(seen.values(), key=engine.order_of)


def _soonest(lists: Iterable[Sequence[Clock]]) -> list[Clock]:
    seen = {(clock.rule_id, clock.deadline_at): clock for found in lists for clock in found}
    return sorted(seen.values(), key=lambda clock: clock.deadline_at)


def _order(file: File) -> Order:
    """The order; where only a return tells of it, as much as that tells."""
    if file.order is not None:
        return file.order.order
    if file.returns:
        claim = file.returns[0].claim
        return Order(file.posting_number, claim.order_number, None, claim.scheme, status="unknown")
    return Order(file.posting_number, None, None, scheme=_CANCELLABLE, status="unknown")


def _stale(file: File, now: datetime) -> datetime | None:
    """Since when nothing was read of this posting, where that is longer than people expect of a live page."""
    synced = storage.accounts.get(file.account_id).synced_at
    read = [one.saved_at for one in (file.order, *file.returns) if one is not None]
    last = max([*read, *([synced] if synced else [])], default=None)
    return last if last is not None and now - last > STALE_AFTER else None


def _timeline(file: File) -> list[Moment]:
    """What happened, oldest first: what Ozon's fields tell, then what we saw ourselves."""
    moments = [*_of_order(_order(file))]
    for stored in file.returns:
        claim = stored.claim
        if claim.created_at:
            reason = claim.reason.name if claim.reason else ""
            moments.append(Moment(claim.created_at, "return_asked", "ozon", {"reason": reason}))
        if claim.state_changed_at:
            said = {"state": claim.state_name, "to": claim.state}
            moments.append(Moment(claim.state_changed_at, "return_state", "ozon", said))
    for one in file.cancellations:
        request = one.request
        if request.created_at:
            moments.append(Moment(request.created_at, "cancellation_asked", "ozon", {"reason": request.reason or ""}))
        if request.approved_at:
            moments.append(
                Moment(request.approved_at, "cancellation_state", "ozon", {"state": request.state_name or ""})
            )
    if file.chat and file.chat.chat.last_buyer_message_at:
        moments.append(Moment(file.chat.chat.last_buyer_message_at, "buyer_wrote", "ozon"))
    told = storage.events.timeline(file.account_id, file.posting_number, return_ids=[one.id for one in file.returns])
    moments.extend(_of_event(event) for event in told)
    return sorted(moments, key=lambda moment: moment.at)


def _of_order(order: Order) -> Iterable[Moment]:
    exact = order.delivered_from is None or order.delivered_from == order.delivered_at
    for at, kind in (
        (order.created_at, "order_created"),
        (order.paid_at, "order_paid"),
        (order.handed_over_at, "order_handed_over"),
        (order.delivered_at, "order_delivered" if exact else "order_delivered_by"),
    ):
        if at is not None:
            yield Moment(at, kind, "ozon")


def _of_event(event: Event) -> Moment:
    source = "page" if event.kind.startswith("observ") else "vozvrat"
    return Moment(event.at, event.kind, "page" if source == "page" else "vozvrat", event.details or {})
