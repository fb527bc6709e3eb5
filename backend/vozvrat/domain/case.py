"""A case: everything known about one posting that a rule or a template may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.chats import Chat
from vozvrat.domain.orders import Order
from vozvrat.domain.products import Product
from vozvrat.domain.returns import Return
from vozvrat.domain.sellers import Seller


@dataclass(frozen=True, slots=True)
class Seen:
    """What happened to a return as far as we watched it ourselves; None or absent is unknown, not zero.

    `answer_due_at` is the page's own timer (an observation) and never a computed clock.
    """

    answer_due_at: datetime | None = None
    offers_made: int | None = None
    offer_declined_at: datetime | None = None
    rejected_at: datetime | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One posting with the return, cancellation request and chat under consideration, its product and its seller.

    `draft` is the seller's own statement as interfaces.md shapes it, already validated; absent means no draft.
    """

    order: Order | None = None
    claim: Return | None = None
    seen: Seen = Seen()
    cancellation: Cancellation | None = None
    chat: Chat | None = None
    product: Product | None = None
    seller: Seller | None = None
    draft: Mapping[str, object] | None = None
