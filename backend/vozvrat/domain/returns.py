"""Returns: a buyer's request or a parcel on its way back, from both of Ozon's lists in one vocabulary."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from vozvrat.domain.money import Money
from vozvrat.domain.orders import Scheme


class ReasonKind(StrEnum):
    """What a buyer's reason means, whatever its wording."""

    UNSUITED = "unsuited"
    CHANGED_MIND = "changed_mind"
    DEFECT = "defect"
    DAMAGED = "damaged"
    USED = "used"
    WRONG_ITEM = "wrong_item"
    INCOMPLETE = "incomplete"
    COUNTERFEIT = "counterfeit"
    REFUSED_AT_HANDOVER = "refused_at_handover"
    OTHER = "other"


class ActionKind(StrEnum):
    """What an action of Ozon's does to a return, as far as we can tell; the id and Ozon's own name stay beside it."""

    APPROVE = "approve"
    REJECT = "reject"
    COMPENSATE = "compensate"
    REFUND = "refund"
    CONFIRM_RECEIPT = "confirm_receipt"
    OTHER = "other"


Need = Literal["rejection_reason", "comment", "amount", "postage"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something Ozon lets the seller do with this very return. Rejections have negative ids."""

    id: str
    name: str
    kind: ActionKind
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectionReason:
    id: str
    name: str
    hint: str | None
    is_comment_required: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """The buyer's reason; `is_defect` is Ozon's own flag where it gives one."""

    id: str | None
    name: str
    kind: ReasonKind
    is_defect: bool | None


@dataclass(frozen=True, slots=True)
class Storage:
    """Waiting at the pick-up point: since when, paid from when, disposed of when (AMT-17)."""

    arrived_at: datetime | None = None
    paid_from: datetime | None = None
    disposal_at: datetime | None = None
    days: int | None = None
    sum: Money | None = None
    disposal_sum: Money | None = None


@dataclass(frozen=True, slots=True)
class ReturnProduct:
    sku: str
    offer_id: str
    name: str
    price: Money | None
    quantity: int = 1


Origin = Literal["rfbs", "common"]
"""Which of Ozon's lists a return was read from: /v2/returns/rfbs or /v1/returns/list."""


@dataclass(frozen=True, slots=True)
class Return:
    """A return as Ozon shows it. `ozon_id` is Ozon's number in the list named by `origin`.

    `state` is one vocabulary for both lists (CATALOGUE 3.2), an unknown code is kept as it is and shown by
    `state_name`. `detailed` tells whether the rFBS details (reason, actions, photos) were read; a row from the
    list alone leaves them unknown. `created_at` is when the buyer asked: rFBS `created_at`; for FBO and FBS
    the moment of the change to OnSellerApproval while in that state; never the date the goods were handed back.
    """

    ozon_id: str
    origin: Origin
    posting_number: str
    scheme: Scheme
    state: str
    state_name: str
    return_number: str | None = None
    order_number: str | None = None
    group_state: str | None = None
    type: str | None = None
    created_at: datetime | None = None
    state_changed_at: datetime | None = None
    returned_at: datetime | None = None
    reason: Reason | None = None
    comment: str | None = None
    photos: tuple[str, ...] = ()
    product: ReturnProduct | None = None
    available_actions: tuple[Action, ...] = ()
    rejection_reasons: tuple[RejectionReason, ...] = ()
    rejection_comment: str | None = None
    return_method: str | None = None
    tracking_number: str | None = None
    money_state_name: str | None = None
    storage: Storage | None = None
    compensation_state: str | None = None
    place: str | None = None
    company_id: str | None = None
    source_id: str | None = None
    detailed: bool = False


OPEN_FOR_SELLER = frozenset(
    {
        "OnSellerApproval",
        "OnSellerClarification",
        "OnSellerClarificationAfterPartialCompensation",
        "CompensationOffered",
    }
)
"""States in which it is the seller's turn (CATALOGUE 3.2)."""

FINAL = frozenset(
    {
        "MoneyReturned",
        "MoneyReturnedBySystem",
        "PartialCompensationReturned",
        "Cancelled",
        "CrmRejected",
        "CancelledDisputeNotOpen",
        "Utilized",
        "ReturnedToOzon",
        "ReceivedBySeller",
        "CompensationRejected",
        "CompensationRejectedBySla",
        "CompensationRejectedBySeller",
    }
)
"""States after which nothing more is expected of anybody; read again rarely."""
