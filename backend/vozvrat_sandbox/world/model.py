"""What the simulated Ozon is made of: accounts, products, postings, returns, cancellations, chats.

Moments are whole unix seconds (``int``), because a hundred thousand returns must stay light;
``when`` turns one into an aware UTC datetime. Money is ``Decimal`` in the currency of the account.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

HOUR = 3600
DAY = 24 * HOUR


def when(moment: float) -> datetime:
    """A moment of the simulated world as an aware UTC datetime."""
    return datetime.fromtimestamp(moment, UTC)


class Scheme(StrEnum):
    """How goods reach the buyer."""

    FBS = "fbs"
    RFBS = "rfbs"
    FBO = "fbo"


class Trouble(StrEnum):
    """Why a credential that looks right is refused."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NO_RETURNS_ROLE = "no_returns_role"
    NO_SUBSCRIPTION = "no_subscription"
    OFFER_NOT_SIGNED = "offer_not_signed"
    OTHER_ADDRESS = "other_address"
    FBO_ONLY = "fbo_only"


@dataclass(frozen=True, slots=True)
class Account:
    """One seller. ``client_id`` is also its company id."""

    client_id: str
    api_key: str
    name: str
    legal_name: str
    currency: str
    country: str
    cross_border: bool
    subscription: str
    error_index: float
    key_lives_days: int
    roubles_per_unit: Decimal
    reviews_service: bool


@dataclass(frozen=True, slots=True)
class Credential:
    """A Client-Id with a key, the account whose data it sees, and what is wrong with it (None: nothing)."""

    client_id: str
    api_key: str
    account: Account
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Product:
    """Goods of one account. ``price`` is per piece in the currency of the account."""

    product_id: int
    sku: int
    offer_id: str
    name: str
    brand: str
    category: str
    description_category_id: int
    type_id: int
    price: Decimal
    customer_price_rub: Decimal
    currency: str
    commission_percent: int
    warranty: str | None
    made_to_order: bool
    color: str
    weight_grams: int


@dataclass(slots=True, eq=False)
class Posting:
    """One parcel. ``delivered_at`` is known to the world only: no answer of the Seller API says it."""

    serial: int
    number: str
    order_id: int
    account: Account
    scheme: Scheme
    integration: str
    items: tuple[tuple[Product, int], ...]
    status: str
    substatus: str
    created_at: int
    handed_over_at: int | None
    delivered_at: int | None
    changed_at: int
    cancel_reason_id: int = 0
    cancelled_after_ship: bool = False

    @property
    def order_number(self) -> str:
        return self.number.rsplit("-", 1)[0]

    @property
    def product(self) -> Product:
        return self.items[0][0]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a buyer gives goods back, as Ozon shows it."""

    id: int
    name: str
    kind: str
    is_defect: bool


@dataclass(slots=True, eq=False)
class Return:
    """One return or request for it.

    ``id`` names it for actions and buyers: the ``return_id`` of an rFBS request, else the number in the
    common list. ``common_id`` is its number in ``/v1/returns/list``, None where that list does not have it.
    ``answer_due_at`` is the countdown that only the seller center's page shows.
    """

    id: int
    common_id: int | None
    number: str
    posting: Posting
    type: str
    product: Product
    quantity: int
    reason: Reason
    comment: str
    photos: int
    created_at: int
    state: str
    state_changed_at: int
    answer_due_at: int | None = None
    offers: int = 0
    offered: Decimal | None = None
    postage: Decimal | None = None
    refunded: Decimal | None = None
    rejection_reason_id: int | None = None
    rejection_comment: str = ""
    tracking_number: str = ""
    arrived_at: int | None = None
    source_id: int = 0

    @property
    def account(self) -> Account:
        return self.posting.account

    @property
    def scheme(self) -> Scheme:
        return self.posting.scheme

    @property
    def is_claim(self) -> bool:
        """An rFBS request: in ``/v2/returns/rfbs/list`` and decided by the seller through the API."""
        return self.scheme is Scheme.RFBS and self.type == "ClientReturn"

    @property
    def price(self) -> Decimal:
        """Of all returned pieces, in the currency of the account."""
        return self.product.price * self.quantity


@dataclass(slots=True, eq=False)
class Cancellation:
    """An rFBS buyer's request to cancel; approves itself at ``auto_approve_at``."""

    id: int
    posting: Posting
    initiator: str
    reason_id: int
    reason_name: str
    message: str
    created_at: int
    auto_approve_at: int
    state: str = "ON_APPROVAL"
    decided_at: int | None = None
    comment: str = ""
    source_id: int = 0

    @property
    def account(self) -> Account:
        return self.posting.account


@dataclass(slots=True, eq=False)
class Message:
    """One line of a chat. ``id`` exceeds 2**53 on purpose."""

    id: int
    author: str
    author_id: str
    created_at: int
    text: str
    is_image: bool = False
    is_read: bool = True


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation with a buyer (or with Ozon, where ``posting`` is None)."""

    id: str
    account: Account
    posting: Posting | None
    kind: str
    status: str
    created_at: int
    messages: list[Message] = field(default_factory=list)

    @property
    def unread(self) -> int:
        return sum(1 for message in self.messages if not message.is_read)


@dataclass(slots=True, eq=False)
class Review:
    """What a buyer wrote below a product."""

    id: str
    product: Product
    rating: int
    text: str
    published_at: int
    status: str
    comments: int
    photos: int
    order_status: str


@dataclass(slots=True, eq=False)
class Notification:
    """An address that a seller has connected for pushes."""

    id: int
    url: str
    types: list[str]
    created_at: int
    enabled: bool = True
    availability: str = "GREEN"
