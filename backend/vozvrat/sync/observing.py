"""The one way by which what Ozon said, or a page showed, becomes rows and timeline entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from vozvrat import storage
from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.chats import Chat
from vozvrat.domain.errors import InvalidInput, NotFound
from vozvrat.domain.orders import Order
from vozvrat.domain.returns import Return
from vozvrat.storage.events import NewEvent
from vozvrat.storage.returns import StoredReturn
from vozvrat.sync import happenings, return_rows
from vozvrat.sync.due import next_deadline

FURTHEST_TIMER = timedelta(days=60)
CLOCK_SKEW = timedelta(minutes=10)
READING_TAKES = timedelta(minutes=2)
"""A row is dated when it is written; what it says is older by the time that asking and storing may take."""
DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class ReturnsRead:
    """Returns as one of Ozon's lists or a single reading gave them."""

    claims: Sequence[Return]


@dataclass(frozen=True, slots=True)
class OrdersRead:
    orders: Sequence[Order]


@dataclass(frozen=True, slots=True)
class CancellationsRead:
    requests: Sequence[Cancellation]


@dataclass(frozen=True, slots=True)
class ChatsRead:
    """`read_to` is the last message that was looked at for what only messages tell."""

    chats: Sequence[Chat]
    read_to: str | None = None


@dataclass(frozen=True, slots=True)
class DeliverySeen:
    """Postings of which it became known when they were delivered: number → (earliest, latest)."""

    between: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What a page of the seller center showed of a return; `return_id` is ours, `page` a name of the page map."""

    return_id: str
    answer_due_at: datetime | None
    seen_at: datetime
    page: str


What = ReturnsRead | OrdersRead | CancellationsRead | ChatsRead | DeliverySeen | PageSeen


def apply_observation(account_id: str, what: What, *, now: datetime, first_reading: bool = False) -> None:
    """Stores what was seen and the events that it means, in one transaction.

    In a first reading of an account what turns up is no news and makes no event; changes always do.
    """
    with storage.transaction():
        if isinstance(what, ReturnsRead):
            happened = return_rows.apply(account_id, what.claims, now=now, first_reading=first_reading)
        elif isinstance(what, OrdersRead):
            happened = _orders(account_id, what.orders, now)
        elif isinstance(what, CancellationsRead):
            happened = _cancellations(account_id, what.requests, now, first_reading=first_reading)
        elif isinstance(what, ChatsRead):
            happened = _chats(account_id, what, now, first_reading=first_reading)
        elif isinstance(what, DeliverySeen):
            happened = _deliveries(account_id, what, now, first_reading=first_reading)
        else:
            happened = _page(account_id, what, now)
        storage.events.add(happened)


def _orders(account_id: str, orders: Sequence[Order], now: datetime) -> list[NewEvent]:
    known = storage.orders.by_number([order.posting_number for order in orders], [account_id])
    happened: list[NewEvent] = []
    rows: list[Order] = []
    for order in orders:
        before = known.get(order.posting_number)
        row = order
        if before is not None and before.order.status != order.status:
            happened.append(
                NewEvent(
                    at=now,
                    account_id=account_id,
                    kind=happenings.ORDER_STATUS,
                    posting_number=order.posting_number,
                    details={"from": before.order.status, "to": order.status},
                )
            )
            if order.status == DELIVERED and before.order.delivered_at is None:
                row = replace(order, delivered_from=before.saved_at - READING_TAKES, delivered_at=now)
        rows.append(row)
    storage.orders.save(account_id, rows, now=now)
    return happened


def _deliveries(account_id: str, what: DeliverySeen, now: datetime, *, first_reading: bool) -> list[NewEvent]:
    happened = []
    for number, stored in storage.orders.by_number(list(what.between), [account_id]).items():
        earliest, latest = what.between[number]
        order = stored.order
        if order.delivered_at is not None:  # two intervals around one moment: it lies in both
            earliest = max(earliest, order.delivered_from or order.delivered_at)
            latest = min(latest, order.delivered_at)
            if earliest > latest or (earliest, latest) == (order.delivered_from, order.delivered_at):
                continue
        storage.orders.set_delivery(account_id, number, earliest, latest)
        if first_reading:
            continue
        details = {"from": earliest.isoformat(), "to": latest.isoformat()}
        happened.append(
            NewEvent(
                at=now, account_id=account_id, kind=happenings.ORDER_DELIVERED, posting_number=number, details=details
            )
        )
    return happened


def _cancellations(
    account_id: str, requests: Sequence[Cancellation], now: datetime, *, first_reading: bool
) -> list[NewEvent]:
    ids = {one.ozon_id: storage.cancellations.own_id(account_id, one.ozon_id) for one in requests}
    known = storage.cancellations.by_id(list(ids.values()))
    storage.cancellations.save(account_id, requests, now=now)
    happened = []
    for one in requests:
        own = ids[one.ozon_id]
        before = known.get(own)
        details: dict[str, object]
        if before is None:
            if first_reading:
                continue
            kind, details = happenings.CANCELLATION_NEW, {"to": one.state}
        elif before.request.state != one.state:
            kind, details = happenings.CANCELLATION_STATE, {"from": before.request.state, "to": one.state}
        else:
            continue
        happened.append(
            NewEvent(
                at=now,
                account_id=account_id,
                kind=kind,
                posting_number=one.posting_number,
                cancellation_id=own,
                details=details,
            )
        )
    return happened


def _chats(account_id: str, what: ChatsRead, now: datetime, *, first_reading: bool) -> list[NewEvent]:
    known = storage.chats.by_id(account_id, [chat.ozon_id for chat in what.chats])
    storage.chats.save(account_id, what.chats, read_to=what.read_to, now=now)
    if first_reading:
        return []
    happened = []
    for chat in what.chats:
        before = known.get(chat.ozon_id)
        wrote = chat.last_buyer_message_at
        if wrote is not None and (before is None or before.chat.last_buyer_message_at != wrote):
            details = {"unread": chat.unread}
            happened.append(
                NewEvent(
                    at=wrote, account_id=account_id, kind=happenings.BUYER_WROTE, chat_id=chat.ozon_id, details=details
                )
            )
    return happened


def _page(account_id: str, what: PageSeen, now: datetime) -> list[NewEvent]:
    """The page's own timer: it feeds deadlines and never an amount. The latest sight of a page counts."""
    stored = _of_account(account_id, what.return_id)
    _believable(what, now)
    latest = storage.observations.latest(stored.id)
    storage.observations.add(
        account_id, storage.observations.Observation(stored.id, what.answer_due_at, what.seen_at, what.page)
    )
    overtaken = latest is not None and latest.seen_at > what.seen_at
    if overtaken or what.answer_due_at == stored.seen.answer_due_at:
        return []
    seen = replace(stored.seen, answer_due_at=what.answer_due_at)
    seller = storage.accounts.get(stored.account_id).seller
    nearest = next_deadline(stored.claim, seen, seller=seller, now=now)
    storage.returns.put([replace(stored, seen=seen, next_deadline=nearest)])
    due = what.answer_due_at.isoformat() if what.answer_due_at else None
    return [
        NewEvent(
            at=what.seen_at,
            account_id=account_id,
            kind=happenings.OBSERVED,
            posting_number=stored.claim.posting_number,
            return_id=stored.id,
            details={"answer_due_at": due, "page": what.page},
        )
    ]


def _of_account(account_id: str, return_id: str) -> StoredReturn:
    """The return that a page showed; of a second view the request itself. Raises NotFound."""
    stored = storage.returns.get(return_id)
    if stored.account_id != account_id:
        raise NotFound(what="return", id=return_id)
    return stored if stored.joined_to is None else storage.returns.get(stored.joined_to)


def _believable(what: PageSeen, now: datetime) -> None:
    """A page misread must not end a clock that still runs: a timer is shown while there is time left."""
    errors: dict[str, list[str]] = {}
    if what.seen_at > now + CLOCK_SKEW:
        errors["seen_at"] = ["lies in the future"]
    if what.seen_at < now - FURTHEST_TIMER:
        errors["seen_at"] = ["lies too long ago"]
    if what.answer_due_at is not None and what.answer_due_at <= what.seen_at:
        errors["answer_due_at"] = ["had passed before the page was seen"]
    if what.answer_due_at is not None and what.answer_due_at > now + FURTHEST_TIMER:
        errors["answer_due_at"] = ["lies further away than any term of Ozon's"]
    if errors:
        raise InvalidInput(errors=errors)
