"""What rules know of a draft: the decision or message that the seller is about to make, and what is wrong with it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from vozvrat.policy import draft_words

Block: TypeAlias = dict[str, Any]
"""Prepared facts: all of them, or one block."""

RUB: Final = "RUB"

DRAFT_COMPUTED: Final[Mapping[str, tuple[str, ...]]] = {
    "draft.given": (),
    "draft.rejects": (),
    "draft.offers": (),
    "draft.lacks_ground": (),
    "draft.action_offered": ("return.available_actions",),
    "draft.has_packing_video": (),
    "draft.lacks_evidence": (
        "return.reason.kind",
        "return.reason.name",
        "return.state",
        "return.received_at",
        "product.technically_complex",
    ),
    "draft.lacks_weight_record": (),
    "draft.lacks_photos": (),
    "draft.lacks_expert_report": (),
    "draft.answers_cancellation": (),
    "draft.promises_to_cancel": (),
    "draft.rests_on_a_receipt": (),
    "draft.has_gap": (),
    "draft.in_chinese": (),
    "draft.carries_sum": (),
    "draft.pays_postage": (),
    "draft.postage_short": (),
    "draft.offer_too_small": (),
    "draft.offer_too_large": ("product.price_rub",),
    "draft.above_price": ("product.price_rub",),
    "draft.unit_unknown": ("seller.currency",),
    "draft.not_below_price": (),
    "draft.incomparable": ("order.scheme",),
}
"""Facts of the draft that no document carries, and what they rest on."""


def look_at_draft(view: Block, *, given: bool) -> None:
    """A draft that is given is complete: what it does not say is not given, and no sum is no sum."""
    draft, claim = view["draft"], view["return"]
    draft["given"] = given
    draft["rejects"] = draft.get("kind") == "reject" or draft.get("action_id") in ("-1", "-10")
    draft["offers"] = draft.get("kind") == "compensate" or draft.get("action_id") == "1020"
    draft.setdefault("evidence", [])
    draft["has_packing_video"] = "packing_video" in draft["evidence"]
    _look_for_evidence(draft, claim, view["product"])
    _read_words(draft)
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
    open_ = sum_given and compared and "above_price" not in draft and not refused
    if not open_ or "scheme" in view["order"]:
        draft["incomparable"] = open_ and view["order"]["scheme"] == "rfbs"  # only realFBS has rouble limits
    draft["not_below_price"] = _reaches_price(draft, view["product"], unit)


_EVIDENCE: Final[Mapping[str, tuple[str, ...]]] = {
    "wrong_item": ("weight_record",),
    "incomplete": ("weight_record",),
    "damaged": (),
    "used": ("photos", "listing_photo"),
    "counterfeit": (),
}
"""What bears out a rejection, by the buyer's reason, beside the packing video, of which DSP-05 speaks."""
_OF_GOOD_QUALITY: Final = frozenset({"unsuited", "changed_mind"})


def _look_for_evidence(draft: Block, claim: Block, product: Block) -> None:
    """What a dispute about this rejection will ask for and the draft does not name.

    `lacks_evidence` is left out where the reason, or what decides about it, is not known.
    """
    asked = _evidence_asked(claim, product) if draft["rejects"] else ()
    lacking = [name for name in asked or () if name not in draft["evidence"]]
    if asked is not None:
        draft["lacks_evidence"] = bool(lacking)
    draft["lacks_weight_record"] = "weight_record" in lacking
    draft["lacks_photos"] = "photos" in lacking or "listing_photo" in lacking
    draft["lacks_expert_report"] = "expert_report" in lacking


def _evidence_asked(claim: Block, product: Block) -> tuple[str, ...] | None:
    kind, received = claim["reason"].get("kind"), claim.get("goods_received")
    in_chat = ("chat_record",) if received else ()
    if kind in _EVIDENCE:
        return _EVIDENCE[kind] + in_chat
    if kind in _OF_GOOD_QUALITY and received is not None:
        return ("photos", "listing_photo", *in_chat) if received else ()
    if kind == "defect":
        proven = _asks_for_an_expert(claim, product)
        if proven is not None or in_chat:
            return ("expert_report", *in_chat) if proven else in_chat
    return None


def _asks_for_an_expert(claim: Block, product: Block) -> bool | None:
    """Whether an expert has the say: goods that broke in use or are technically complex; None where unknown."""
    if draft_words.says_broke_in_use(claim["reason"].get("name", "")):
        return True
    complex_: bool | None = product.get("technically_complex")
    return complex_


def _read_words(draft: Block) -> None:
    """What the texts of a draft say, as far as a rule rests on it; without words it says none of it."""
    text, comment = draft.get("text", ""), draft.get("comment", "")
    draft["answers_cancellation"] = draft.get("kind") in ("approve_cancellation", "reject_cancellation")
    draft["promises_to_cancel"] = text != "" and draft_words.promises_to_cancel(text)
    draft["rests_on_a_receipt"] = comment != "" and draft_words.rests_on_a_receipt(comment)
    draft["has_gap"] = draft_words.has_gap(text) or draft_words.has_gap(comment)
    draft["in_chinese"] = text != "" and draft_words.in_chinese(text)


def _lacks_ground(draft: Block, reasons: list[Mapping[str, Any]] | None) -> bool:
    """Whether a rejection lacks its comment or a reason of the request's own list; an unknown list holds any."""
    reason = draft.get("rejection_reason_id")
    if reason is None or "comment" not in draft:
        return True
    return reasons is not None and all(ground.get("id") != reason for ground in reasons)


def _look_for_action(draft: Block, actions: list[Mapping[str, Any]] | None) -> None:
    """Whether Ozon offers the chosen action; nothing where its list is unknown. No action chosen is none refused."""
    if "action_id" not in draft:
        draft["action_offered"] = True
    elif actions is not None:
        draft["action_offered"] = any(action.get("id") == draft["action_id"] for action in actions)


def _postage_short(draft: Block, claim: Block) -> bool:
    """Whether less return postage is paid than the receipt says, or none where no receipt is known."""
    receipt = claim.get("return_shipping_rub")
    if receipt is None or (draft["pays_postage"] and "postage_rub" not in draft):
        return not draft["pays_postage"]
    return _exact(draft.get("postage_rub", 0.0)) < _exact(receipt)


def _judge_amount(draft: Block, product: Block) -> None:
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


def _reaches_price(draft: Block, product: Block, unit: str | None) -> bool:
    """Whether a sum reaches the price of all pieces in one currency that both are told in, whatever that is."""
    currency = draft.get("amount_currency", unit)
    if currency is None or currency != product.get("price_currency") or "amount" not in draft or "price" not in product:
        return False
    price: Decimal = _exact(product["price"]) * max(product.get("quantity", 1), 1)
    return _exact(draft["amount"]) >= price


def _unit(seller: Block) -> str | None:
    """What amounts without a currency are counted in: what the seller stated, and roubles in a rouble account."""
    stated: str | None = seller.get("compensation_unit")
    return stated if stated is not None else RUB if seller.get("currency") == RUB else None


def _judge_unit(view: Block) -> None:
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
