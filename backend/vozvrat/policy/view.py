"""The facts as rules see them: `f`, with times as times, amounts as doubles, and what an expression cannot compute.

"Too late" is judged by the later end of the interval in which a posting was delivered, "still allowed" by the
earlier end; where both ends must agree and do not, the fact is left out and the rules that need it stay silent.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

from vozvrat.domain.returns import FINAL
from vozvrat.policy import draft_words
from vozvrat.policy.schema import SCHEMA, FactsDocument, Field, Many, Word, read_time, within_reach
from vozvrat.policy.view_draft import DRAFT_COMPUTED, RUB, look_at_draft

View: TypeAlias = dict[str, Any]
"""The prepared facts: blocks that are absent are empty, single facts that are absent stay absent."""

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)

_WARRANTY: Final = (
    "product.warranty_days",
    "product.technically_complex",
    "seller.cross_border",
    "return.created_at",
    "order.delivered_at",
)

COMPUTED: Final[Mapping[str, tuple[str, ...]]] = {
    "return.hours_open": ("return.created_at",),
    "return.days_after_delivery": ("return.created_at", "order.delivered_at"),
    "return.days_after_delivery_at_most": ("return.created_at", "order.delivered_at"),
    "return.defective": ("return.reason.is_defect", "return.reason.kind"),
    "return.at_fault": ("return.reason.is_defect", "return.reason.kind"),
    "return.closed": ("return.state",),
    "return.decided": ("return.state",),
    "return.disputed": ("return.state",),
    "return.asked_after_handover": ("return.type",),
    "return.goods_received": ("return.state", "return.received_at"),
    "cancellation.lost": ("cancellation.reason",),
    "return.in_warranty": _WARRANTY,
    "return.surely_in_warranty": _WARRANTY,
    "return.covered_by_warranty": ("return.reason.is_defect", "return.reason.kind"),
    "return.past_window": ("return.created_at", "order.delivered_at", "product.category"),
    "return.in_check": ("return.group_state",),
    "product.group": ("product.category",),
    "product.individual": ("product.made_to_order", "product.category"),
    "product.window_days": ("product.category",),
    **DRAFT_COMPUTED,
}
"""Facts that no document carries: they are worked out here, from these."""

_NOT_OF_GOOD_QUALITY: Final = frozenset({"defect", "used", "counterfeit"})
_NOT_AS_ORDERED: Final = frozenset({"damaged", "wrong_item", "incomplete"})
_DISPUTED: Final = frozenset({"DisputeOpened", "DisputeYouOpened", "DisputeOpening"})
_DECIDED: Final = FINAL | {
    "Approved",
    "ApprovedByOzon",
    "ApprovedOnPreModerationByOzon",
    "ReturnMoneyApproved",
    "ReturnCompensated",
    "OfferedPartialCompensation",
    "PartialCompensationInProcess",
    "PartialCompensationReturnedByOzon",
    "Rejected",
    "RejectedByOzon",
    "CancelledDisputeNotOpenOnPostModeration",
    "MovingToSeller",
    "ReturningToSellerByCourier",
    "WaitingShipment",
    "ArrivedAtReturnPlace",
    "ArrivedAtWarehouse",
    "MovingToOzon",
    "OnWay",
    "OnWayToOzon",
    "PassedToPartner",
    "ReleasedByProvider",
    "Utilizing",
    "UtilizingByOzon",
    "UtilizedByOzon",
    "UtilizedByProvider",
    "WaitingCompensation",
    "Solved",
    "WriteOff",
}
"""States in which the seller no longer judges the request itself, or not now. A dispute is not among them: there
lateness is an argument; nor is a code that we do not know."""
_DECIDED_GROUPS: Final = frozenset({"approved", "rejected", "delivering", "utilization"})
_SEVEN_DAYS: Final = frozenset({"books", "hygiene", "seasonal", "underwear", "medical"})
_WINDOW_DAYS: Final = {"food": 1, "individual": 7, "listed": 7, "other": 15}
_LEAST_WARRANTY: Final = 14
_WARRANTY_OF_COMPLEX_GOODS: Final = 365
_BLOCKS: Final = tuple((name, fields) for name, fields in SCHEMA.items() if isinstance(fields, Mapping))


def view_of(facts: FactsDocument) -> View:
    """The prepared facts of a valid document."""
    view: View = {name: _prepared(facts.get(name) or {}, fields) for name, fields in _BLOCKS}
    if "now" in facts:
        view["now"] = _time(facts["now"])
    _look_at_product(view["product"])
    _look_at_return(view)
    look_at_draft(view, given=facts.get("draft") is not None)
    return view


def _prepared(block: Mapping[str, Any], fields: Mapping[str, Field]) -> View:
    ready: View = {}
    for name, value in block.items():
        field = fields.get(name)
        if value is None or field is None:
            continue
        if field == "time":
            moment = _time(value)
            if within_reach(moment):
                ready[name] = moment
        elif field == "number":
            ready[name] = float(value)
        elif isinstance(field, str):
            ready[name] = value
        elif isinstance(field, Word):
            ready[name] = str(value)
        elif isinstance(field, Many):
            ready[name] = list(value)
        else:
            ready[name] = _prepared(value, field)
    return ready


def _time(value: Any) -> datetime:
    moment = value.astimezone(UTC) if isinstance(value, datetime) else read_time(value)
    if moment is None:
        raise ValueError(f"{value!r} is no time with an offset: facts must be parsed before they are judged")
    return moment


def _look_at_product(product: View) -> None:
    category = product.get("category")
    if category in ("food", "pet_food"):
        product["group"] = "food"
    elif category in ("digital", "made_to_order") or product.get("digital") or product.get("made_to_order"):
        product["group"] = "individual"
    elif category is not None:
        product["group"] = "listed" if category in _SEVEN_DAYS else "other"
    if "group" in product:
        product["window_days"] = _WINDOW_DAYS[product["group"]]
    if category is not None or "made_to_order" in product:
        product["individual"] = category == "made_to_order" or product.get("made_to_order", False)
    if product.get("price_currency") == RUB and "price" in product:
        product.setdefault("price_rub", product["price"])


def _look_at_return(view: View) -> None:
    claim = view["return"]
    reason = claim.setdefault("reason", {})
    group = claim.get("group_state", "").lower()
    if group == "new":
        claim.setdefault("state", "OnSellerApproval")
    state = claim.get("state")
    claim["closed"] = state in FINAL
    if state is not None or group:
        claim["disputed"] = state in _DISPUTED or group == "arbitration"
    claim["decided"] = _decided(state, group)
    if group:
        claim["in_check"] = group == "checkout" and not claim["decided"]
    claim["asked_after_handover"] = (
        claim.get("type", "ClientReturn") == "ClientReturn" and reason.get("kind") != "refused_at_handover"
    )
    _look_for_goods(claim, group)
    _look_for_loss(view["cancellation"])
    _judge_quality(claim)
    created = claim.get("created_at")
    if created is not None:
        claim["hours_open"] = (view["now"] - created) / HOUR
        _count_from_delivery(view, created)
    _judge_cover(claim)
    claim["past_window"] = _past_window(claim, view["product"])


def _past_window(claim: View, product: View) -> bool:
    """Whether the request surely came after the newest published window for such goods, no warranty helping it."""
    days, window = claim.get("days_after_delivery"), product.get("window_days")
    return days is not None and window is not None and days > window and not claim.get("covered_by_warranty", False)


def _look_for_goods(claim: View, group: str) -> None:
    """Whether the goods reached the seller; nothing where the facts do not tell, as in a dispute seen from afar."""
    if "received_at" in claim or claim.get("state") == "ReceivedBySeller" or group == "checkout":
        claim["goods_received"] = True
    elif claim.get("state") == "OnSellerApproval":
        claim["goods_received"] = False


def _look_for_loss(request: View) -> None:
    """Whether the reason of a cancellation says that the carrier lost the parcel."""
    if "reason" in request:
        request["lost"] = draft_words.says_lost(request["reason"])


def _decided(state: str | None, group: str) -> bool:
    """Whether the request itself is judged already; goods that came to an rFBS seller for a check are not."""
    if state is None:
        return group in _DECIDED_GROUPS
    return state in _DECIDED and not (state == "ReceivedBySeller" and group == "checkout")


def _count_from_delivery(view: View, created: datetime) -> None:
    claim, delivered = view["return"], view["order"].get("delivered_at")
    if delivered is None:
        return
    earlier = min(view["order"].get("delivered_from", delivered), delivered)
    claim["days_after_delivery"] = (created - delivered) / DAY
    claim["days_after_delivery_at_most"] = (created - earlier) / DAY
    _judge_warranty(claim, view["product"], cross_border=view["seller"].get("cross_border") is True)


def _judge_quality(claim: View) -> None:
    """Ozon's own flag tells a defect; where it is absent, the kind of the reason does."""
    kind, flag = claim["reason"].get("kind"), claim["reason"].get("is_defect")
    if flag is not None:
        claim["defective"] = flag
    elif kind is not None and kind != "other":
        claim["defective"] = kind in _NOT_OF_GOOD_QUALITY
    if kind in _NOT_AS_ORDERED:
        claim["at_fault"] = True
    elif "defective" in claim:
        claim["at_fault"] = claim["defective"]


def _judge_warranty(claim: View, product: View, *, cross_border: bool) -> None:
    """Whether a warranty runs when the buyer asks; nothing where neither a warranty nor the kind of goods is known.

    Under Ozon Global a stated warranty counts at least 14 days from delivery, and 365 where none is stated for
    technically complex goods (WIN-07).
    """
    stated = product.get("warranty_days")
    if stated:
        days = max(stated, _LEAST_WARRANTY) if cross_border else stated
    elif cross_border and product.get("technically_complex"):
        days = _WARRANTY_OF_COMPLEX_GOODS
    elif stated == 0:
        days = 0
    else:
        return
    claim["in_warranty"] = days > 0 and claim["days_after_delivery"] <= days
    claim["surely_in_warranty"] = days > 0 and claim["days_after_delivery_at_most"] <= days


def _judge_cover(claim: View) -> None:
    """Whether a warranty keeps a late request alive: only a defect is covered; an unknown warranty covers nothing."""
    runs = claim.get("in_warranty", False)
    if not runs or "defective" in claim:
        claim["covered_by_warranty"] = runs and claim["defective"]
