"""One posting, read from Ozon now with all that belongs to it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.orders import Order, Scheme
from vozvrat.domain.posting_number import posting_number as shaped
from vozvrat.domain.products import Product
from vozvrat.domain.returns import Return
from vozvrat.ozon import accounts as ozon_accounts
from vozvrat.ozon.reads import cancellations as cancellation_reads
from vozvrat.ozon.reads import orders as order_reads
from vozvrat.ozon.reads import products as product_reads
from vozvrat.ozon.reads import returns as return_reads
from vozvrat.sync import connecting, details
from vozvrat.sync.connecting import Connect
from vozvrat.sync.observing import CancellationsRead, OrdersRead, ReturnsRead, apply_observation

ReadT = TypeVar("ReadT")

MISS_LIVES = timedelta(minutes=10)


def fetch(account_id: str, posting_number: str, *, connect: Connect = ozon_accounts.seller_in_a_hurry) -> None:
    """Reads a posting, its returns, their details and its cancellation requests, and stores them.

    Somebody waits for it, so it is in a hurry: two tries, eight seconds.

    Raises MalformedPostingNumber, NotFoundAtOzon where this account has no such posting (remembered for ten
    minutes), and whatever else Ozon answers with; what stops the account is noted there first.
    """
    number = shaped(posting_number)
    with connect(account_id) as seller:
        fetch_with(seller, account_id, number)


def fetch_with(seller: ozon.Seller, account_id: str, number: str) -> None:
    """As `fetch`, over a connection that is there already."""
    try:
        order = _order(seller, number)
        claims = list(_returns(seller, number, order))
        if order is None and not claims:
            now = datetime.now(UTC)
            storage.misses.add(account_id, number, until=now + MISS_LIVES, now=now)
            raise errors.NotFoundAtOzon(method=order_reads.FBS_GET, status=404)
        requests = _cancellations(seller, number) if order is None or order.scheme is Scheme.RFBS else []
        products = _products(seller, account_id, order)
    except errors.STOPS_THE_ACCOUNT as failure:
        connecting.stop(account_id, failure, now=datetime.now(UTC))
        raise
    now = datetime.now(UTC)
    with storage.transaction():
        if order is not None:
            apply_observation(account_id, OrdersRead([order]), now=now)
        apply_observation(account_id, ReturnsRead(claims), now=now)
        apply_observation(account_id, CancellationsRead(requests), now=now)
        storage.products.save(account_id, products, now=now)
        storage.misses.forget(account_id, number)


def _order(seller: ozon.Seller, number: str) -> Order | None:
    """FBS and rFBS first, then FBO; None where neither knows it."""
    refused: errors.OzonError | None = None
    for read in (order_reads.fbs, order_reads.fbo):
        try:
            return read(seller, number)
        except errors.NotFoundAtOzon:
            continue
        except connecting.SKIPPED as failure:
            refused = failure
    if refused is not None and not isinstance(refused, errors.BadRequest):
        raise refused  # a key that may not look cannot say that there is nothing
    return None


def _returns(seller: ozon.Seller, number: str, order: Order | None) -> Iterator[Return]:
    yield from _allowed(lambda: _common(seller, number))
    if order is None or order.scheme in (Scheme.RFBS, Scheme.FBS):
        yield from _allowed(lambda: _requests(seller, number))


def _common(seller: ozon.Seller, number: str) -> list[Return]:
    return [one for page in return_reads.common_pages(seller, posting_numbers=[number]) for one in page.items]


def _requests(seller: ozon.Seller, number: str) -> list[Return]:
    """Requests in full; the row of the list serves where the single reading is not allowed."""
    listed = [one for page in return_reads.rfbs_pages(seller, posting_number=number) for one in page.items]
    full = _allowed(lambda: _in_full(seller, listed)) if listed else []
    read = {one.ozon_id for one in full}
    return [one for one in listed if one.ozon_id not in read] + full


def _in_full(seller: ozon.Seller, listed: Sequence[Return]) -> list[Return]:
    found = details.read(seller, [one.ozon_id for one in listed])
    if found.failure is not None:
        raise found.failure
    return found.claims


def _cancellations(seller: ozon.Seller, number: str) -> list[Cancellation]:
    return _allowed(
        lambda: [one for page in cancellation_reads.pages(seller, posting_numbers=[number]) for one in page.items]
    )


def _products(seller: ozon.Seller, account_id: str, order: Order | None) -> list[Product]:
    skus = [line.sku for line in order.lines if line.sku] if order else []
    unknown = [sku for sku in skus if sku not in storage.products.by_sku(skus, [account_id])] if skus else []
    return _allowed(lambda: product_reads.info(seller, unknown)) if unknown else []


def _allowed(read: Callable[[], list[ReadT]]) -> list[ReadT]:
    """Nothing, where this method is closed to the key: the rest of the posting is still worth having."""
    try:
        return read()
    except connecting.SKIPPED:
        return []
