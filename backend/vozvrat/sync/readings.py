"""The readings that ticks are made of. Each pays for its calls and may be cut short at any of them."""

from datetime import datetime, timedelta

from vozvrat import storage
from vozvrat.domain.returns import OPEN_FOR_SELLER
from vozvrat.ozon.reads import cancellations as cancellation_reads
from vozvrat.ozon.reads import fees as fee_reads
from vozvrat.ozon.reads import orders as order_reads
from vozvrat.ozon.reads import products as product_reads
from vozvrat.ozon.reads import returns as return_reads
from vozvrat.storage.returns import StoredReturn
from vozvrat.sync import chat_reading, connecting, deliveries, details, steps
from vozvrat.sync.observing import CancellationsRead, OrdersRead, ReturnsRead
from vozvrat.sync.round import BudgetSpent, Round

ORDERS_BACK = timedelta(days=180)
FBO_BACK = timedelta(days=45)
REQUESTS_BACK = timedelta(days=90)
AGAIN = timedelta(days=3)
MOVING = ("Delivering", "Checkout", "Arbitration")
NEAR = timedelta(hours=24)
FRESH_WHEN_NEAR = timedelta(minutes=2)
FRESH_OTHERWISE = timedelta(minutes=15)
DETAILS_A_ROUND = 20
CHATS_A_ROUND = 10
CHAT_PAGES = 2
POSTINGS_A_ROUND = 6
HOPELESS_FOR = timedelta(hours=6)
NUMBERS_AT_ONCE = 100


def pending(reading: Round) -> None:
    """Requests that wait for the seller, read singly: often near their deadline."""
    waiting = storage.returns.waiting(reading.account_id, "rfbs", states=sorted(OPEN_FOR_SELLER), limit=200)
    stale = [one for one in waiting if _is_stale(one, reading.now)][:DETAILS_A_ROUND]
    _read_details(reading, stale)


def details_missing(reading: Round) -> None:
    """Other open requests whose details are unknown or belong to a state that is over."""
    missing = storage.returns.undetailed(reading.account_id, limit=200)
    worth = [one for one in missing if details.worth_reading(one, now=reading.now)]
    _read_details(reading, worth[:DETAILS_A_ROUND])


def requests_new(reading: Round) -> None:
    """The rFBS requests that Ozon calls new."""
    reading.claims(return_reads.rfbs_pages(reading.seller, group_states=["New"]))


def requests_moving(reading: Round) -> None:
    """The rFBS requests that are on their way, being checked or disputed, and how those ended that no longer are."""
    reading.claims(return_reads.rfbs_pages(reading.seller, group_states=list(MOVING)))
    known = storage.returns.open_ones(reading.account_id, "rfbs")
    left = [one for one in known if one.claim.group_state in MOVING and one.saved_at < reading.now]
    _read_details(reading, left[:DETAILS_A_ROUND])


def requests_all(reading: Round) -> None:
    """All rFBS requests of the last months: what ended shows its end here."""
    reading.window(
        "requests_all",
        lambda created, at: return_reads.rfbs_pages(reading.seller, last_id=at or "0", created=created),
        ReturnsRead,
        back=REQUESTS_BACK,
    )


def common_changed(reading: Round) -> None:
    """Rows of the common list whose status changed."""
    _common(reading, "common")


def common_again(reading: Round) -> None:
    """The changes of the last days once more: a change that Ozon's list showed late, or while our clock was wrong."""
    _common(reading, "common_again", back=AGAIN)


def _common(reading: Round, name: str, *, back: timedelta | None = None) -> None:
    reading.window(
        name,
        lambda changed, at: return_reads.common_pages(reading.seller, last_id=at or "0", changed=changed),
        ReturnsRead,
        back=back,
    )


def orders_changed(reading: Round) -> None:
    """FBS and rFBS postings whose status changed, new ones among them."""
    _orders(reading, "orders")


def orders_again(reading: Round) -> None:
    """As `common_again`, for FBS and rFBS postings."""
    _orders(reading, "orders_again", back=AGAIN)


def _orders(reading: Round, name: str, *, back: timedelta | None = None) -> None:
    reading.window(
        name,
        lambda changed, at: order_reads.fbs_pages(
            reading.seller, since=changed[1] - ORDERS_BACK, to=changed[1], cursor=at, changed=changed
        ),
        OrdersRead,
        back=back,
    )


def orders_fbo_new(reading: Round) -> None:
    """FBO postings of the last days; their list knows no filter by change."""
    pages = order_reads.fbo_pages(reading.seller, since=reading.now - timedelta(days=3), to=reading.now)
    reading.paged(pages, OrdersRead)


def orders_fbo_all(reading: Round) -> None:
    """FBO postings that may still be on their way or be returned."""
    reading.window(
        "orders_fbo",
        lambda created, at: order_reads.fbo_pages(reading.seller, since=created[0], to=created[1], cursor=at),
        OrdersRead,
        back=FBO_BACK,
    )


def cancellations_waiting(reading: Round) -> None:
    """Requests to cancel that wait for an answer, and those that waited when we last looked."""
    waited = storage.cancellations.postings_in_state(reading.account_id, "ON_APPROVAL")
    reading.paged(cancellation_reads.pages(reading.seller, state="ON_APPROVAL"), CancellationsRead)
    still = set(storage.cancellations.postings_in_state(reading.account_id, "ON_APPROVAL", saved_before=reading.now))
    gone = [number for number in waited if number in still]
    for start in range(0, len(gone), NUMBERS_AT_ONCE):
        numbers = gone[start : start + NUMBERS_AT_ONCE]
        reading.paged(cancellation_reads.pages(reading.seller, posting_numbers=numbers), CancellationsRead)


def cancellations_all(reading: Round) -> None:
    """Every request to cancel."""
    reading.window(
        "cancellations_all",
        lambda _, at: cancellation_reads.pages(reading.seller, last_id=at or "0"),
        CancellationsRead,
    )


def chats(reading: Round) -> None:
    """The first pages of chats, and the messages of those that moved."""
    reading.spend(CHAT_PAGES)
    for what, _, _ in chat_reading.listed(reading.seller, cursor=None, pages=CHAT_PAGES):
        reading.apply(what)
    found = chat_reading.with_messages(reading.account_id, reading.seller, limit=CHATS_A_ROUND)
    while True:
        reading.spend()
        moved = next(found, None)
        if moved is None:
            return
        reading.apply(moved)


def deliveries_narrowed(reading: Round) -> None:
    """Some postings with an open return: their time of delivery, halved once in each round."""
    vague = storage.orders.undated(reading.account_id, wider_than=deliveries.HOUR, limit=200)
    hopeless = _hopeless(reading)
    chosen = [one for one in vague if one.order.posting_number not in hopeless][:POSTINGS_A_ROUND]
    for one in chosen:
        reading.spend(2)
        found = deliveries.narrower(reading.seller, one, now=reading.now)
        if found.between:
            reading.apply(found)
        else:
            until = reading.now + HOPELESS_FOR
            name = f"undated/{one.order.posting_number}"
            storage.cursors.put(reading.account_id, name, until.isoformat())


def products_missing(reading: Round) -> None:
    """Products of new returns."""
    skus = storage.returns.skus_without_product(reading.account_id)[: steps.SKUS_AT_ONCE]
    if skus:
        reading.spend()
        storage.products.save(reading.account_id, product_reads.info(reading.seller, skus), now=reading.now)


def fees_moved(reading: Round) -> None:
    """Accruals of postings whose returns moved in the last days; accruals come late."""
    last = ""
    moved_since = reading.now - timedelta(days=3)
    while numbers := storage.returns.postings(
        reading.account_id, after=last, moved_since=moved_since, limit=steps.POSTINGS_OF_FEES
    ):
        reading.spend(2)
        found = fee_reads.accruals(reading.seller, numbers)
        storage.fees.replace(reading.account_id, numbers, found, now=reading.now)
        last = numbers[-1]


def account(reading: Round) -> None:
    """What the key may do and until when, and how the seller stands."""
    reading.spend(3)
    facts = steps.account_facts(reading.seller)
    with storage.transaction():
        steps.store_account(reading.account_id, facts, reading.now)
        for method, failure in facts.skipped.items():
            connecting.skip(reading.account_id, method, failure)
    if facts.failure is not None:
        raise facts.failure


def _read_details(reading: Round, chosen: list[StoredReturn]) -> None:
    affordable = chosen[: reading.budget]
    if affordable:
        reading.spend(len(affordable))
        found = details.read(reading.seller, [one.claim.ozon_id for one in affordable])
        reading.apply(ReturnsRead(found.claims))
        if found.failure is not None:
            raise found.failure
    if len(affordable) < len(chosen):
        raise BudgetSpent


def _is_stale(one: StoredReturn, now: datetime) -> bool:
    if one.detailed_at is None or not one.claim.detailed:
        return True
    near = one.next_deadline is not None and one.next_deadline.at - now <= NEAR
    fresh = FRESH_WHEN_NEAR if near else FRESH_OTHERWISE
    return abs(now - one.detailed_at) >= fresh  # "read in the future": the clock was set back since


def _hopeless(reading: Round) -> set[str]:
    """Postings that stood in no window lately: their status changed again, or Ozon's list does not show them."""
    prefix = "undated/"
    given_up = {
        name: reading.now < datetime.fromisoformat(text) <= reading.now + HOPELESS_FOR
        for name, text in storage.cursors.get_all(reading.account_id).items()
        if name.startswith(prefix)
    }
    for name in (name for name, lasts in given_up.items() if not lasts):
        storage.cursors.remove(reading.account_id, name)
    return {name.removeprefix(prefix) for name, lasts in given_up.items() if lasts}
