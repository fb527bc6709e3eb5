"""Lists: orders, returns and cancellation requests, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vozvrat import storage
from vozvrat.desk import packs
from vozvrat.desk.cards import cancellation_view, return_view
from vozvrat.desk.cases import files
from vozvrat.desk.model import CancellationView, OrderView, ReturnView, Scope
from vozvrat.domain import errors
from vozvrat.domain.findings import Clock, Severity
from vozvrat.domain.locale import Words
from vozvrat.storage import Page
from vozvrat.storage.orders import OrderFilters
from vozvrat.storage.returns import ReturnFilters, StoredReturn


def orders(
    *,
    scope: Scope,
    cursor: str | None = None,
    limit: int = 50,
    q: str | None = None,
    scheme: str | None = None,
    status: str | None = None,
    has_return: bool | None = None,
    created_from: datetime | None = None,
    created_to: datetime | None = None,
) -> Page[OrderView]:
    """Stored orders, newest first."""
    filters = OrderFilters(
        q=q,
        account_ids=tuple(scope.account_ids),
        scheme=scheme,
        status=status,
        has_return=has_return,
        created_from=created_from,
        created_to=created_to,
    )
    page = storage.orders.search(filters, cursor=cursor, limit=limit)
    numbers = [one.order.posting_number for one in page.items]
    returned = storage.returns.by_posting(numbers, scope.account_ids)
    items = tuple(OrderView(one.account_id, one.order, one.order.posting_number in returned) for one in page.items)
    return Page(items, page.next_cursor)


def returns(
    *,
    scope: Scope,
    now: datetime,
    cursor: str | None = None,
    limit: int = 50,
    state: str | None = None,
    scheme: str | None = None,
    due_before: datetime | None = None,
    sku: str | None = None,
    reason_kind: str | None = None,
    is_open: bool | None = None,
) -> Page[ReturnView]:
    """Returns with what the rules say of them, nearest deadline first."""
    filters = ReturnFilters(
        states=(state,) if state else None,
        scheme=scheme,
        due_before=due_before,
        account_ids=tuple(scope.account_ids),
        sku=sku,
        reason_kind=reason_kind,
        is_open=is_open,
    )
    page = storage.returns.search(filters, cursor=cursor, limit=limit)
    return Page(_views(page.items, scope, now=now), page.next_cursor)


def one_return(return_id: str, *, scope: Scope, now: datetime) -> ReturnView:
    """One return; raises NotFound, also where it belongs to an account that the asker may not see."""
    stored = storage.returns.get(return_id)
    if stored.account_id not in scope.account_ids:
        raise errors.NotFound(what="return", id=return_id)
    return _views([stored], scope, now=now)[0]


def cancellations(
    *,
    scope: Scope,
    now: datetime,
    cursor: str | None = None,
    limit: int = 50,
    state: str | None = None,
) -> Page[CancellationView]:
    """Cancellation requests, the next to approve itself first."""
    page = storage.cancellations.search(state=state, account_ids=scope.account_ids, cursor=cursor, limit=limit)
    drawer = files([one.request.posting_number for one in page.items], scope)
    shelf = packs.shelf()
    items = tuple(
        cancellation_view(drawer[one.request.posting_number], one.id, now=now, pack=shelf.pack(one.account_id))
        for one in page.items
    )
    return Page(items, page.next_cursor)


def one_cancellation(cancellation_id: str, *, scope: Scope, now: datetime) -> CancellationView:
    """One cancellation request; raises NotFound."""
    stored = storage.cancellations.get(cancellation_id)
    if stored.account_id not in scope.account_ids:
        raise errors.NotFound(what="cancellation", id=cancellation_id)
    number = stored.request.posting_number
    pack = packs.pack_for(stored.account_id)
    return cancellation_view(files([number], scope)[number], cancellation_id, now=now, pack=pack)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for the seller."""

    posting_number: str
    account_id: str
    kind: str
    id: str
    state: str
    product: str | None
    clock: Clock
    severity: Severity | None
    title: Words | None


def due(*, scope: Scope, now: datetime, within: timedelta) -> list[Due]:
    """What the seller has to answer within a time, nearest first, whole."""
    found: list[Due] = []
    cursor: str | None = None
    while True:
        page = returns(scope=scope, now=now, due_before=now + within, cursor=cursor, limit=200)
        for view in page.items:
            if (clock := view.next_clock) is not None and _is_due(clock, now, within):
                found.append(_due_return(view, clock))
        cursor = page.next_cursor
        if cursor is None:
            break
    while True:
        requests = cancellations(scope=scope, now=now, state="ON_APPROVAL", cursor=cursor, limit=200)
        for request in requests.items:
            if (clock := request.next_clock) is not None and _is_due(clock, now, within):
                found.append(_due_cancellation(request, clock))
        cursor = requests.next_cursor
        if cursor is None:
            break
    return sorted(found, key=lambda one: (one.clock.deadline_at, one.posting_number))


def _is_due(clock: Clock, now: datetime, within: timedelta) -> bool:
    return clock.turn == "seller" and now < clock.deadline_at <= now + within


def _due_return(view: ReturnView, clock: Clock) -> Due:
    product = view.claim.product
    worst = view.findings[0] if view.findings else None
    return Due(
        posting_number=view.claim.posting_number,
        account_id=view.account_id,
        kind="return",
        id=view.id,
        state=view.claim.state,
        product=product.name if product else None,
        clock=clock,
        severity=worst.severity if worst else None,
        title=worst.title if worst else None,
    )


def _due_cancellation(view: CancellationView, clock: Clock) -> Due:
    worst = view.findings[0] if view.findings else None
    return Due(
        posting_number=view.request.posting_number,
        account_id=view.account_id,
        kind="cancellation",
        id=view.id,
        state=view.request.state,
        product=None,
        clock=clock,
        severity=worst.severity if worst else None,
        title=worst.title if worst else None,
    )


def _views(found: Sequence[StoredReturn], scope: Scope, *, now: datetime) -> tuple[ReturnView, ...]:
    drawer = files(list(dict.fromkeys(one.claim.posting_number for one in found)), scope)
    shelf = packs.shelf()
    return tuple(
        return_view(drawer[one.claim.posting_number], one, now=now, pack=shelf.pack(one.account_id)) for one in found
    )
