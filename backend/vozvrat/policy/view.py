"""The facts as rules see them: `f`, with times as times, amounts as doubles, and what an expression cannot compute.

"Too late" is judged by the later end of the interval in which a posting was delivered, "still allowed" by the
earlier end; where both ends must agree and do not, the fact is left out and the rules that need it stay silent.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

from vozvrat.domain.returns import FINAL
from vozvrat.policy.schema import SCHEMA, FactsDocument, Field, Many, Word, read_time, within_reach

View: TypeAlias = dict[str, Any]
"""The prepared facts: blocks that are absent are empty, single facts that are absent stay absent."""

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
RUB: Final = "RUB"

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
    "return.in_warranty": _WARRANTY,
    "return.surely_in_warranty": _WARRANTY,
    "return.covered_by_warranty": ("return.reason.is_defect", "return.reason.kind"),
    "product.group": ("product.category",),
    "product.window_days": ("product.category",),
    "draft.given": (),
    "draft.rejects": (),
    "draft.offers": (),
    "draft.lacks_ground": (),
    "draft.action_offered": ("return.available_actions",),
    "draft.has_packing_video": (),
    "draft.carries_sum": (),
    "draft.pays_postage": (),
    "draft.postage_short": (),
    "draft.offer_too_small": (),
    "draft.offer_too_large": ("product.price_rub",),
    "draft.above_price": ("product.price_rub",),
    "draft.unit_unknown": ("seller.currency",),
    "draft.incomparable": (),
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
    _look_at_draft(view, given=facts.get("draft") is not None)
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
    claim["asked_after_handover"] = (
        claim.get("type", "ClientReturn") == "ClientReturn" and reason.get("kind") != "refused_at_handover"
    )
    _judge_quality(claim)
    created = claim.get("created_at")
    if created is not None:
        claim["hours_open"] = (view["now"] - created) / HOUR
        _count_from_delivery(view, created)
    _judge_cover(claim)


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


def _look_at_draft(view: View, *, given: bool) -> None:
    """A draft that is given is complete: what it does not say is not given, and no sum is no sum."""
    draft, claim = view["draft"], view["return"]
    draft["given"] = given
    draft["rejects"] = draft.get("kind") == "reject" or draft.get("action_id") in ("-1", "-10")
    draft["offers"] = draft.get("kind") == "compensate" or draft.get("action_id") == "1020"
    draft.setdefault("evidence", [])
    draft["has_packing_video"] = "packing_video" in draft["evidence"]
    draft["lacks_ground"] = _lacks_ground(draft, claim.get("rejection_reasons"))
    _look_for_action(draft, claim.get("available_actions"))
    unit = _unit(view["seller"])
    for sum_ in ("amount", "postage"):
        if sum_ in draft and draft.get(f"{sum_}_currency", unit) == RUB:
            draft.setdefault(f"{sum_}_rub", draft[sum_])
    draft["pays_postage"] = draft.get("postage", 0.0) > 0 or draft.get("postage_rub", 0.0) > 0
    draft["postage_short"] = _postage_short(draft, claim)
    _judge_amount(draft, view["product"])
    sum_given = "amount" in draft or "amount_rub" in draft
    draft["carries_sum"] = sum_given or draft["pays_postage"]
    _judge_unit(view)
    compared = draft["offers"] or (draft.get("kind") == "refund" and claim.get("at_fault") is False)
    refused = draft.get("offer_too_small", False) or (draft["offers"] and claim.get("offers_made", 0) >= 2)
    draft["incomparable"] = sum_given and compared and "above_price" not in draft and not refused


def _lacks_ground(draft: View, reasons: list[Mapping[str, Any]] | None) -> bool:
    """Whether a rejection lacks its comment or a reason of the request's own list; an unknown list holds any."""
    reason = draft.get("rejection_reason_id")
    if reason is None or "comment" not in draft:
        return True
    return reasons is not None and all(ground.get("id") != reason for ground in reasons)


def _look_for_action(draft: View, actions: list[Mapping[str, Any]] | None) -> None:
    """Whether Ozon offers the chosen action; nothing where its list is unknown. No action chosen is none refused."""
    if "action_id" not in draft:
        draft["action_offered"] = True
    elif actions is not None:
        draft["action_offered"] = any(action.get("id") == draft["action_id"] for action in actions)


def _postage_short(draft: View, claim: View) -> bool:
    """Whether less return postage is paid than the receipt says, or none where no receipt is known."""
    receipt = claim.get("return_shipping_rub")
    if receipt is None or (draft["pays_postage"] and "postage_rub" not in draft):
        return not draft["pays_postage"]
    return _exact(draft.get("postage_rub", 0.0)) < _exact(receipt)


def _judge_amount(draft: View, product: View) -> None:
    """AMT-03 to the kopeck: an offer is at least one rouble and at least one rouble below the price of all pieces."""
    if "amount_rub" not in draft:
        if draft.get("amount", 1.0) <= 0:
            draft["offer_too_small"] = True  # in whatever currency
        return
    amount = _exact(draft["amount_rub"])
    draft["offer_too_small"] = amount < 1
    if "price_rub" in product:
        price = _exact(product["price_rub"]) * max(product.get("quantity", 1), 1)
        draft["offer_too_large"] = amount > price - 1
        draft["above_price"] = amount > price


def _unit(seller: View) -> str | None:
    """What amounts without a currency are counted in: what the seller stated, and roubles in a rouble account."""
    stated: str | None = seller.get("compensation_unit")
    return stated if stated is not None else RUB if seller.get("currency") == RUB else None


def _judge_unit(view: View) -> None:
    """Whether a sum stands in an account that is not in roubles and whose seller has not said what it is counted in.

    A return's price is in the account's currency; where neither tells it, the fact is left out.
    """
    seller, draft = view["seller"], view["draft"]
    currency = seller.get("currency", view["product"].get("price_currency"))
    if not draft["carries_sum"] or "compensation_unit" in seller:
        draft["unit_unknown"] = False
    elif currency is not None:
        draft["unit_unknown"] = currency != RUB


def _exact(amount: float) -> Decimal:
    """The decimal that was written: 0.1 is one tenth."""
    return Decimal(repr(amount))
