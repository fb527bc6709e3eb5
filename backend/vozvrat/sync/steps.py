"""The readings that a full sync is made of, in the order in which each finds what it builds on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.fees import Fee
from vozvrat.domain.orders import Order
from vozvrat.domain.products import Product
from vozvrat.ozon.reads import account as account_reads
from vozvrat.ozon.reads import cancellations as cancellation_reads
from vozvrat.ozon.reads import fees as fee_reads
from vozvrat.ozon.reads import orders as order_reads
from vozvrat.ozon.reads import products as product_reads
from vozvrat.ozon.reads import returns as return_reads
from vozvrat.sync import chat_reading, connecting, deliveries, details
from vozvrat.sync.ahead import ahead
from vozvrat.sync.observing import CancellationsRead, OrdersRead, ReturnsRead, What, apply_observation

POSTINGS_OF_FEES = 200
A_YEAR = timedelta(days=364)
SKUS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """What a step is given. `cursor` is where a stopped run had come to; `bounded` says that `since` was asked for."""

    account_id: str
    seller: ozon.Seller
    cursor: str | None
    since: datetime
    to: datetime
    bounded: bool
    first_reading: bool


@dataclass(frozen=True, slots=True)
class StepPage:
    """Something read, not yet stored. `store` is called inside the transaction that also keeps `cursor`."""

    store: Callable[[datetime], None]
    cursor: str | None = None
    rows: int = 0
    details: int = 0
    skipped: Mapping[str, errors.OzonError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    read: Callable[[Reading], Iterator[StepPage]]


def _account(reading: Reading) -> Iterator[StepPage]:
    facts = account_facts(reading.seller)
    yield StepPage(partial(store_account, reading.account_id, facts), skipped=facts.skipped)
    if facts.failure is not None:
        raise facts.failure


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What Ozon says of the key and of the seller, what the key may not ask, and the first answer that did not come."""

    changes: Mapping[str, object]
    skipped: Mapping[str, errors.OzonError]
    failure: errors.OzonError | None


def account_facts(seller: ozon.Seller) -> AccountFacts:
    """Asks three methods; one that fails keeps the others from nothing."""
    changes: dict[str, object] = {}
    skipped: dict[str, errors.OzonError] = {}
    failures: list[errors.OzonError] = []
    for method, ask in (
        (account_reads.ROLES, _of_the_key),
        (account_reads.SELLER_INFO, _of_the_seller),
        (account_reads.ERROR_INDEX, _of_mistakes),
    ):
        try:
            changes |= ask(seller)
        except errors.SKIPS_THE_METHOD as failure:
            skipped[method] = failure
        except connecting.NOT_NOW as failure:
            failures.append(failure)
    return AccountFacts(changes, skipped, next(iter(failures), None))


def store_account(account_id: str, facts: AccountFacts, now: datetime) -> None:
    """Keeps what was told of an account; the methods that the key may not call are noted anew by whoever meets them."""
    if facts.changes:
        storage.accounts.update(account_id, key_state="valid", verified_at=now, skipped_methods=(), **facts.changes)


def _of_the_key(seller: ozon.Seller) -> dict[str, object]:
    key = account_reads.roles(seller)
    return {"roles": key.roles, "methods": tuple(sorted(key.methods)), "key_expires_at": key.expires_at}


def _of_the_seller(seller: ozon.Seller) -> dict[str, object]:
    info = account_reads.seller_info(seller)
    told = {
        "company_name": info.name,
        "currency": info.currency,
        "country": info.country,
        "subscription": info.subscription,
    }
    return {name: value for name, value in told.items() if value is not None}


def _of_mistakes(seller: ozon.Seller) -> dict[str, object]:
    return {"error_index_percent": account_reads.error_index(seller)}


def _applied(reading: Reading, what: What) -> Callable[[datetime], None]:
    return lambda now: apply_observation(reading.account_id, what, now=now, first_reading=reading.first_reading)


def _fbs(reading: Reading) -> Iterator[StepPage]:
    return _orders(reading, order_reads.fbs_pages)


def _fbo(reading: Reading) -> Iterator[StepPage]:
    return _orders(reading, order_reads.fbo_pages)


def _orders(reading: Reading, pages: Callable[..., Iterator[ozon.Page[Order]]]) -> Iterator[StepPage]:
    """Postings year by year, the oldest first: Ozon takes no longer periods. The cursor names the year too."""
    begun, _, at = (reading.cursor or "").partition("|")
    since = datetime.fromisoformat(begun) if begun else reading.since
    while since < reading.to:
        to = min(since + A_YEAR, reading.to)
        for page in ahead(pages(reading.seller, since=since, to=to, cursor=at or None)):
            place = f"{since.isoformat()}|{page.cursor}" if page.has_next else f"{to.isoformat()}|"
            yield StepPage(_applied(reading, OrdersRead(page.items)), place, len(page.items))
        since, at = to, ""


def _rfbs(reading: Reading) -> Iterator[StepPage]:
    created = (reading.since, reading.to) if reading.bounded else None
    for page in ahead(return_reads.rfbs_pages(reading.seller, last_id=reading.cursor or "0", created=created)):
        yield StepPage(_applied(reading, ReturnsRead(page.items)), page.cursor, len(page.items))


def _common(reading: Reading) -> Iterator[StepPage]:
    changed = (reading.since, reading.to) if reading.bounded else None
    for page in ahead(return_reads.common_pages(reading.seller, last_id=reading.cursor or "0", changed=changed)):
        yield StepPage(_applied(reading, ReturnsRead(page.items)), page.cursor, len(page.items))


def _details(reading: Reading) -> Iterator[StepPage]:
    for found in details.unread(reading.account_id, reading.seller, before=reading.to):
        yield StepPage(_applied(reading, ReturnsRead(found)), details=len(found))


def _cancellations(reading: Reading) -> Iterator[StepPage]:
    for page in cancellation_reads.pages(reading.seller, last_id=reading.cursor or "0"):
        yield StepPage(_applied(reading, CancellationsRead(page.items)), page.cursor, len(page.items))


def _chats(reading: Reading) -> Iterator[StepPage]:
    for what, cursor, rows in chat_reading.listed(reading.seller, cursor=reading.cursor):
        yield StepPage(_applied(reading, what), cursor, rows)
    for chat in chat_reading.with_messages(reading.account_id, reading.seller, limit=chat_reading.IN_A_FULL_SYNC):
        yield StepPage(_applied(reading, chat), reading.cursor, details=1)


def _deliveries(reading: Reading) -> Iterator[StepPage]:
    for what, cursor in deliveries.by_days(reading.account_id, reading.seller, to=reading.to, cursor=reading.cursor):
        yield StepPage(_applied(reading, what), cursor, len(what.between))


def _products(reading: Reading) -> Iterator[StepPage]:
    skus = storage.returns.skus_without_product(reading.account_id)
    for start in range(0, len(skus), SKUS_AT_ONCE):
        found = product_reads.info(reading.seller, skus[start : start + SKUS_AT_ONCE])
        yield StepPage(partial(_store_products, reading.account_id, found), rows=len(found))


def _store_products(account_id: str, found: list[Product], now: datetime) -> None:
    storage.products.save(account_id, found, now=now)


def _fees(reading: Reading) -> Iterator[StepPage]:
    last = reading.cursor or ""
    moved_since = reading.since if reading.bounded else reading.to - timedelta(days=90)
    while True:
        numbers = storage.returns.postings(
            reading.account_id, after=last, moved_since=moved_since, limit=POSTINGS_OF_FEES
        )
        if not numbers:
            return
        found = fee_reads.accruals(reading.seller, numbers)
        last = numbers[-1]
        yield StepPage(partial(_store_fees, reading.account_id, numbers, found), last, len(found))


def _store_fees(account_id: str, numbers: list[str], found: list[Fee], now: datetime) -> None:
    storage.fees.replace(account_id, numbers, found, now=now)


STEPS: tuple[Step, ...] = (
    Step("account", _account),
    Step("orders_fbs", _fbs),
    Step("orders_fbo", _fbo),
    Step("returns_rfbs", _rfbs),
    Step("returns_common", _common),
    Step("return_details", _details),
    Step("cancellations", _cancellations),
    Step("chats", _chats),
    Step("deliveries", _deliveries),
    Step("products", _products),
    Step("fees", _fees),
)
"""Orders before returns (they tell rFBS from FBS), requests before the common list (its rows join them)."""
