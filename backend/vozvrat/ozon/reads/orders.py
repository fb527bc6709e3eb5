"""Postings: FBS and rFBS from one method, FBO from another, in one shape."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from vozvrat.domain.errors import NotFoundAtOzon
from vozvrat.domain.money import Money, money
from vozvrat.domain.orders import Order, OrderCancellation, OrderLine, Scheme
from vozvrat.ozon.paging import EMPTY_PAGES_IN_A_ROW, Page
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json, flag, key, latin, moment, number, obj, reference, rows, stamp, text, words

FBS_LIST = "/v4/posting/fbs/list"
FBS_GET = "/v3/posting/fbs/get"
FBO_LIST = "/v3/posting/fbo/list"
FBO_GET = "/v2/posting/fbo/get"
PAGE = 100

Period = tuple[datetime, datetime]


def fbs_pages(
    seller: Seller,
    *,
    since: datetime,
    to: datetime,
    cursor: str | None = None,
    changed: Period | None = None,
) -> Iterator[Page[Order]]:
    """Pages of FBS and rFBS postings of a period of at most one year.

    `changed` keeps those whose status changed in a period; a delivered posting among them was delivered then.
    """
    filter_: dict[str, object] = {"since": stamp(since), "to": stamp(to)}
    if changed is not None:
        filter_["last_changed_status_date"] = {"from": stamp(changed[0]), "to": stamp(changed[1])}
    body = {"filter": filter_, "limit": PAGE, "sort_dir": "ASC", "with": {"financial_data": True}}
    return _pages(seller, FBS_LIST, body, cursor, scheme=None)


def fbo_pages(seller: Seller, *, since: datetime, to: datetime, cursor: str | None = None) -> Iterator[Page[Order]]:
    """Pages of FBO postings of a period of at most one year."""
    filter_ = {"since": stamp(since), "to": stamp(to)}
    body = {"filter": filter_, "limit": PAGE, "sort_dir": "ASC", "with": {"financial_data": True}}
    return _pages(seller, FBO_LIST, body, cursor, scheme=Scheme.FBO)


def fbs(seller: Seller, number: str) -> Order:
    """One FBS or rFBS posting; raises NotFoundAtOzon."""
    return _one(seller, FBS_GET, number, scheme=None)


def fbo(seller: Seller, number: str) -> Order:
    """One FBO posting; raises NotFoundAtOzon."""
    return _one(seller, FBO_GET, number, scheme=Scheme.FBO)


def posting(row: Json, *, scheme: Scheme | None) -> Order | None:
    """A posting of any of the four methods; None where it has no number. `scheme` None: read it from the row.

    The delivery stays unknown on purpose: no field of Ozon's tells it. `in_process_at` is the only date of an FBS
    posting from its beginning; when the buyer paid is not said.
    """
    posting_number = text(row.get("posting_number"))
    if posting_number is None:
        return None
    actions = words(row.get("available_actions"))
    return Order(
        posting_number=posting_number,
        order_number=text(row.get("order_number")),
        order_id=reference(row.get("order_id")),
        scheme=scheme or scheme_of(row),
        status=text(row.get("status")) or "unknown",
        substatus=text(row.get("substatus")),
        created_at=moment(row.get("created_at")) or moment(row.get("in_process_at")),
        handed_over_at=moment(row.get("delivering_date")) or moment(row.get("fact_delivery_date")),
        tracking_number=_tracking(row.get("tracking_number")),
        can_create_chat="can_create_chat" in actions if isinstance(row.get("available_actions"), list) else None,
        lines=tuple(_lines(row)),
        cancellation=_cancellation(row),
        available_actions=actions,
    )


def scheme_of(row: Json) -> Scheme:
    """rFBS is whatever is not integrated with Ozon's own delivery; FBP only where Ozon says that very word."""
    if latin(row.get("delivery_schema")) == "fbp":
        return Scheme.FBP
    integration = latin(row.get("tpl_integration_type")) or latin(row.get("integration_type_flow"))
    if integration:
        return Scheme.FBS if integration == "ozon" else Scheme.RFBS
    return Scheme.RFBS if latin(row.get("delivery_schema")) in ("rfbs", "erfbs") else Scheme.FBS


def _pages(
    seller: Seller, method: str, body: Mapping[str, object], cursor: str | None, *, scheme: Scheme | None
) -> Iterator[Page[Order]]:
    """Follows the cursor until Ozon says that nothing follows, or repeats itself."""
    cursor = cursor or ""
    empty = 0
    while True:
        answer = read(seller, method, {**body, "cursor": cursor})
        orders = tuple(found for row in rows(answer.get("postings")) if (found := posting(row, scheme=scheme)))
        following = text(answer.get("cursor")) or ""
        empty = 0 if orders else empty + 1
        goes_on = bool(flag(answer.get("has_next"))) and following not in ("", cursor) and empty < EMPTY_PAGES_IN_A_ROW
        cursor = following or cursor
        yield Page(orders, cursor, goes_on)
        if not goes_on:
            return


def _one(seller: Seller, method: str, number: str, *, scheme: Scheme | None) -> Order:
    answer = read(seller, method, {"posting_number": number, "with": {"financial_data": True}})
    found = posting(obj(answer.get("result")), scheme=scheme)
    if found is None:
        raise NotFoundAtOzon(method=method, status=200)
    return found


def _tracking(value: object) -> str | None:
    """A dash stands for no number."""
    found = text(value)
    return found if found and found.strip("-–—") else None


def _lines(row: Json) -> Iterator[OrderLine]:
    """The products with what the buyer paid for each, which only the financial data tell."""
    paid = _customer_prices(obj(row.get("financial_data")))
    for product in rows(row.get("products")):
        sku = key(product.get("sku")) or ""
        yield OrderLine(
            sku=sku,
            offer_id=text(product.get("offer_id")) or "",
            name=text(product.get("name")) or "",
            quantity=number(product.get("quantity")) or 1,
            price=_price(product, "price", "currency_code"),
            customer_price=paid.get(sku),
        )


def _customer_prices(financial: Json) -> dict[str, Money]:
    """By SKU: the field called product_id holds the SKU."""
    found: dict[str, Money] = {}
    for product in rows(financial.get("products")):
        sku = key(product.get("product_id"))
        paid = _price(product, "customer_price", "customer_currency_code")
        if sku is not None and paid is not None:
            found[sku] = paid
    return found


def _price(product: Json, name: str, currency_name: str) -> Money | None:
    """New methods send `{amount, currency}`, old ones an amount with the currency beside it."""
    value = product.get(name)
    if isinstance(value, dict):
        return money(value.get("amount"), value.get("currency"))
    return money(value, product.get(currency_name))


def _cancellation(row: Json) -> OrderCancellation | None:
    """None for a posting that was not cancelled: Ozon sends empty objects and zero ids for those."""
    told = obj(row.get("cancellation"))
    found = OrderCancellation(
        reason_id=reference(told.get("cancel_reason_id")) or reference(row.get("cancel_reason_id")),
        reason=text(told.get("cancel_reason")),
        initiator=text(told.get("cancellation_type")) or text(told.get("cancellation_initiator")),
        after_ship=flag(told.get("cancelled_after_ship")),
    )
    return found if found.reason_id or found.reason or found.initiator else None
