"""When postings were delivered. No field of Ozon's says it: the list by time of the last change of status does.

A posting that stands in the list for a narrow period with the status `delivered` was delivered in that period. For
postings with an open return the period is narrowed, by days first, then by halves down to an hour.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from vozvrat import ozon, storage
from vozvrat.domain.orders import Order
from vozvrat.ozon.reads import orders as order_reads
from vozvrat.storage.orders import StoredOrder
from vozvrat.sync.observing import DELIVERED, DeliverySeen

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LOOKED_BACK = timedelta(days=60)
OF_ORDERS = timedelta(days=180)
MOST = 5000


def by_days(
    account_id: str, seller: ozon.Seller, *, to: datetime, cursor: str | None
) -> Iterator[tuple[DeliverySeen, str]]:
    """One day after the other, for as long as there are postings that might have been delivered in them."""
    waiting = storage.orders.undated(account_id, wider_than=DAY, limit=MOST)
    if not waiting:
        return
    first = max(to - LOOKED_BACK, min(_earliest(one.order, to) for one in waiting))
    numbers = {one.order.posting_number for one in waiting}
    start = datetime.fromisoformat(cursor) if cursor else first
    while start < to:
        end = min(start + DAY, to)
        found = _delivered(seller, (start - OF_ORDERS, to), (start, end))
        yield DeliverySeen({number: (start, end) for number in found if number in numbers}), end.isoformat()
        start = end


def narrower(seller: ozon.Seller, stored: StoredOrder, *, now: datetime) -> DeliverySeen:
    """Halves the period of one posting once, by the half in which Ozon shows it.

    A posting that is not shown in one half is not taken to belong to the other one: a list may leave it out, or its
    status may have changed again.
    """
    order = stored.order
    latest = order.delivered_at or now
    earliest = order.delivered_from or max(_earliest(order, now), now - LOOKED_BACK)
    middle = earliest + (latest - earliest) / 2
    created = order.created_at or now - OF_ORDERS
    about = (created - DAY, min(created + DAY, now))
    if order.posting_number in _delivered(seller, about, (earliest, middle)):
        return DeliverySeen({order.posting_number: (earliest, middle)})
    if order.posting_number in _delivered(seller, about, (middle, latest)):
        return DeliverySeen({order.posting_number: (middle, latest)})
    return DeliverySeen()


def _delivered(
    seller: ozon.Seller, created: tuple[datetime, datetime], changed: tuple[datetime, datetime]
) -> Sequence[str]:
    pages = order_reads.fbs_pages(seller, since=created[0], to=created[1], changed=changed)
    return [order.posting_number for page in pages for order in page.items if order.status == DELIVERED]


def _earliest(order: Order, now: datetime) -> datetime:
    """Nothing is delivered before it was handed over or, where that is unknown, ordered."""
    return order.handed_over_at or order.created_at or now - LOOKED_BACK
