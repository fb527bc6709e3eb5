"""Orders, as the trade calls them: one posting with its products, in one of four schemes."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from vozvrat.domain.money import Money


class Scheme(StrEnum):
    """Who stores and who delivers: Ozon both (FBO), Ozon delivers (FBS), the seller both (rFBS), a partner (FBP)."""

    FBO = "fbo"
    FBS = "fbs"
    RFBS = "rfbs"
    FBP = "fbp"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of a posting. `price` is in the account's currency; `customer_price` is what the buyer paid."""

    sku: str
    offer_id: str
    name: str
    quantity: int
    price: Money | None
    customer_price: Money | None = None


@dataclass(frozen=True, slots=True)
class OrderCancellation:
    """Why and by whom a posting was cancelled, in Ozon's words."""

    reason_id: str | None
    reason: str | None
    initiator: str | None
    after_ship: bool | None


@dataclass(frozen=True, slots=True)
class Order:
    """One posting as Ozon shows it. Times are aware UTC; None is unknown.

    `delivered_from` and `delivered_at` are the earlier and the later end of the interval in which the posting
    was delivered; they never come from `fact_delivery_date` or `delivering_date`, which are the handover.
    """

    posting_number: str
    order_number: str | None
    order_id: str | None
    scheme: Scheme
    status: str
    substatus: str | None = None
    created_at: datetime | None = None
    paid_at: datetime | None = None
    handed_over_at: datetime | None = None
    status_changed_at: datetime | None = None
    delivered_from: datetime | None = None
    delivered_at: datetime | None = None
    tracking_number: str | None = None
    can_create_chat: bool | None = None
    lines: tuple[OrderLine, ...] = ()
    cancellation: OrderCancellation | None = None
    available_actions: tuple[str, ...] = field(default=())
