"""Every clock of a return, a cancellation request or a chat, in one place.

The catalogue speaks of calendar days; they count here as periods of 24 hours from the moment the clock started,
which errs early. A timer that the page showed ends an answer clock; its warning keeps the earlier of the page's and
the computed one, so that a wrong page can make us early but never late. A clock runs until its end, not at it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from vozvrat.domain.findings import Clock, ClockSource
from vozvrat.policy.clock_words import CONFIDENCE, THEN
from vozvrat.policy.rules import is_own
from vozvrat.policy.schema import FactsDocument
from vozvrat.policy.view import View, view_of

HALF_A_DAY: Final = timedelta(hours=12)
A_DAY: Final = timedelta(days=1)
CHAT_AFTER_DELIVERY: Final = timedelta(hours=72)
CHAT_AFTER_MESSAGE: Final = timedelta(hours=48)
CHAT_CLOCKS: Final = frozenset({"CHT-01", "CHT-02"})
"""Windows in which one may write; nothing of a return is lost with them, so they are nobody's next deadline."""
LAW_CLOCKS: Final = frozenset({"LAW-04", "LAW-07"})
"""Terms of the law. They stand beside the others and are no next deadline: for most of them the goods are on their way
or the buyer decides, nothing can be pressed to meet them, and a list of what waits for the seller would fill with them
while a term of Ozon's behind them is lost."""
_BESIDE_THE_ANSWER: Final = LAW_CLOCKS | {"SCH-11", "SCH-19"}
"""The seller's, but no answer to the request: they never come before one."""
_WAITING: Final = frozenset({"SCH-16", "DSP-03"})
"""Others' terms in which the seller only waits for goods; a dispute about to be opened (DSP-01) comes before them."""


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """How long the seller may take to answer a request, and when we begin to press."""

    rule_id: str
    scheme: str
    term: timedelta
    warn_after: timedelta

    def clock(self, view: View) -> Clock | None:
        """The clock of a request that waits for the seller; None where it does not or nothing says since when."""
        claim = view["return"]
        if claim.get("state") != "OnSellerApproval" or view["order"].get("scheme") != self.scheme:
            return None
        asked, shown = claim.get("created_at"), claim.get("answer_due_at")
        warnings = []
        if asked is not None:
            warnings.append(asked + self.warn_after)
        if shown is not None:
            warnings.append(shown - HALF_A_DAY)
        if not warnings:
            return None
        source: ClockSource = "page" if shown is not None else "rule"
        ends = shown if shown is not None else asked + self.term
        return _clock(self.rule_id, min(*warnings, ends), ends, source=source)


FBS_ANSWER: Final = AnswerRule("SCH-01", "fbs", timedelta(hours=24), HALF_A_DAY)
FBO_ANSWER: Final = AnswerRule("SCH-02", "fbo", timedelta(hours=24), HALF_A_DAY)
RFBS_ANSWER: Final = AnswerRule("SCH-05", "rfbs", timedelta(hours=72), timedelta(hours=24))
"""72 hours stand in older texts of Ozon; the warning at 24 hours is our own target and never called Ozon's."""


def declined_offer(view: View) -> Clock | None:
    """AMT-04: three days to decide again after the buyer declined an offer or let it lapse."""
    claim = view["return"]
    waits = claim.get("state") == "OnSellerClarificationAfterPartialCompensation"
    start = claim.get("offer_declined_at") or claim.get("state_changed_at")
    if not waits or start is None or view["order"].get("scheme") != "rfbs":
        return None
    return _after("AMT-04", start, timedelta(days=3), lead=A_DAY)


def buyers_dispute(view: View) -> Clock | None:
    """DSP-01: the buyer's five days to open a dispute after the seller's rejection."""
    claim = view["return"]
    start = claim.get("rejected_at")
    if claim.get("state") != "Rejected" or start is None or view["order"].get("scheme") != "rfbs":
        return None
    return _after("DSP-01", start, timedelta(days=5), lead=A_DAY, turn="buyer")


def cancellation_answer(view: View) -> Clock | None:
    """SCH-18: a cancellation request that silence approves, at the moment that Ozon names itself."""
    request = view["cancellation"]
    ends = request.get("auto_approve_at")
    if request.get("state") != "ON_APPROVAL" or ends is None or view["order"].get("scheme", "rfbs") != "rfbs":
        return None
    return _clock("SCH-18", ends - A_DAY, ends, source="ozon")


def storage(view: View) -> Clock | None:
    """AMT-17: a parcel at the pick-up point, first until storage is paid, then until it is disposed of."""
    claim, now = view["return"], view["now"]
    if view["order"].get("scheme") not in ("fbs", "fbo") or claim["closed"] or claim.get("state") == "Utilizing":
        return None
    paid, disposal = claim.get("storage_paid_from"), claim.get("disposal_at")
    if paid is not None and now < paid and (disposal is None or paid <= disposal):
        return _clock("AMT-17", paid - 2 * A_DAY, paid, source="ozon", then="AMT-17 paid")
    if disposal is None:
        return None
    presses = disposal - 3 * A_DAY
    return _clock("AMT-17", min(presses, paid or presses), disposal, source="ozon", then="AMT-17 disposal")


_APPROVED: Final = frozenset({"Approved", "ApprovedByOzon", "ApprovedOnPreModerationByOzon"})
_ON_THE_WAY: Final = frozenset({"MovingToSeller", "ReturningToSellerByCourier", "OnWay"})
_AT_PARTNER: Final = "PassedToPartner"
"""The one state that says that the partner holds the goods; a warehouse may as well be Ozon's own, for resale."""
_NOT_YET_PAID_BACK: Final = (
    _APPROVED
    | _ON_THE_WAY
    | {
        _AT_PARTNER,
        "ArrivedAtWarehouse",
        "AwaitingProcessing",
        "OnSellerApproval",
        "OnSellerClarification",
        "OnSellerClarificationAfterPartialCompensation",
        "OfferedPartialCompensation",
        "WaitingShipment",
        "ArrivedAtReturnPlace",
        "CheckingStatus",
    }
)
"""States of a request that is neither refused nor closed and whose money nobody has approved or sent yet."""
_NOT_HANDED_OVER: Final = frozenset(
    {
        "awaiting_registration",
        "acceptance_in_progress",
        "awaiting_approve",
        "awaiting_packaging",
        "awaiting_deliver",
        "awaiting_verification",
        "not_accepted",
    }
)


def buyer_sends(view: View) -> Clock | None:
    """SCH-16: the buyer's four days to send the parcel after the request was approved (cross-border rFBS)."""
    claim = view["return"]
    start = claim.get("state_changed_at")
    waits = claim.get("state") in _APPROVED and "sent_at" not in claim
    if not waits or start is None or not _cross_border(view, "rfbs"):
        return None
    return _after("SCH-16", start, timedelta(days=4), lead=A_DAY, turn="buyer")


def transit(view: View) -> Clock | None:
    """DSP-03: a return on its way; the buyer may open a dispute after 14 days, Ozon opens one after 31."""
    claim = view["return"]
    start = claim.get("sent_at") or claim.get("state_changed_at")
    if start is None or view["order"].get("scheme") != "rfbs" or not _on_the_way(claim):
        return None
    if view["now"] < start + timedelta(days=14):
        return _after("DSP-03", start, timedelta(days=14), lead=2 * A_DAY, turn="buyer", then="DSP-03 buyer")
    return _after("DSP-03", start, timedelta(days=31), lead=3 * A_DAY, turn="ozon", then="DSP-03 ozon")


def law_refund(view: View) -> Clock | None:
    """LAW-04: ten days from the demand to return the money for goods of good quality (domestic rFBS)."""
    return _law("LAW-04", view) if view["return"].get("at_fault") is False else None


def law_claim(view: View) -> Clock | None:
    """LAW-07: ten days from the demand to meet a claim about defective goods (domestic rFBS)."""
    return _law("LAW-07", view) if view["return"].get("defective") is True else None


def partner_decision(view: View) -> Clock | None:
    """SCH-11: a month to decide on goods that the logistics partner holds; Ozon's own notice comes 7 days before.

    A month counts as 28 days, the shortest there is, from the earliest arrival that the facts know: early by up to
    three days, never late by the calendar. Where only the last change of state is known, an earlier arrival is not.
    Where disposal is the default already, nothing is left for the month to change.
    """
    claim = view["return"]
    if view["seller"].get("disposal_default_set") is True:
        return None
    known = [claim[name] for name in ("arrived_at_pickup", "state_changed_at") if name in claim]
    if claim.get("state") != _AT_PARTNER or not known or not _cross_border(view, "rfbs", "fbp"):
        return None
    return _after("SCH-11", min(known), timedelta(days=28), lead=7 * A_DAY)


def handover(view: View) -> Clock | None:
    """SCH-19: ten days to hand an order over, after which Ozon cancels it; presses from day 5 of the older pages."""
    order = view["order"]
    start = order.get("paid_at") or order.get("created_at")
    waits = order.get("status") in _NOT_HANDED_OVER and "handed_over_at" not in order
    if not waits or start is None or not _cross_border(view, "rfbs"):
        return None
    return _after("SCH-19", start, timedelta(days=10), lead=timedelta(days=5))


def _cross_border(view: View, *schemes: str) -> bool:
    return view["seller"].get("cross_border") is True and view["order"].get("scheme") in schemes


def _on_the_way(claim: View) -> bool:
    """By its state; by its group where the state is no better known. An approved request whose parcel nobody saw
    leave is not on its way."""
    state = claim.get("state")
    if state in _ON_THE_WAY:
        return True
    sent = state is None or (state in _APPROVED and "sent_at" in claim)
    return sent and str(claim.get("group_state", "")).lower() == "delivering"


def _law(rule_id: str, view: View) -> Clock | None:
    claim = view["return"]
    asked = claim.get("created_at")
    state, checked = claim.get("state"), str(claim.get("group_state", "")).lower() == "checkout"
    waits = state in _NOT_YET_PAID_BACK or (state == "ReceivedBySeller" and checked)
    domestic = view["seller"].get("cross_border") is False and view["order"].get("scheme") == "rfbs"
    if asked is None or not waits or not domestic or not claim["asked_after_handover"]:
        return None
    return _after(rule_id, asked, timedelta(days=10), lead=2 * A_DAY)


def chat_after_delivery(view: View) -> Clock | None:
    """CHT-01: 72 hours from delivery, later 48 hours from the buyer's last message (FBS, rFBS)."""
    delivered, answered = view["order"].get("delivered_at"), view["chat"].get("last_buyer_message_at")
    if view["order"].get("scheme") not in ("fbs", "rfbs") or delivered is None:
        return None
    ends = delivered + CHAT_AFTER_DELIVERY
    if answered is not None:
        ends = max(ends, answered + CHAT_AFTER_MESSAGE)
    elif view["now"] > ends:
        return None  # whether the buyer wrote since is not known
    return _clock("CHT-01", ends - HALF_A_DAY, ends, then="CHT")


def chat_after_message(view: View) -> Clock | None:
    """CHT-02: 48 hours from the buyer's last message (FBO, where only the buyer can begin)."""
    answered = view["chat"].get("last_buyer_message_at")
    if view["order"].get("scheme") != "fbo" or answered is None:
        return None
    ends = answered + CHAT_AFTER_MESSAGE
    return _clock("CHT-02", ends - HALF_A_DAY, ends, then="CHT")


def chat_closed(view: View) -> Literal["by_ozon", "not_paid", "ended"] | None:
    """Why one may not write to the buyer; None where one may, or where the facts do not tell.

    Closed is what Ozon says is closed, what is not paid yet, and a window that has ended by the later end of the
    delivery interval. At the very end one may still write.
    """
    if view["chat"].get("status", "").upper() == "CLOSED":
        return "by_ozon"
    now, paid = view["now"], view["order"].get("paid_at")
    if view["order"].get("scheme") in ("fbs", "rfbs") and paid is not None and now < paid:
        return "not_paid"
    clock = chat_after_delivery(view) or chat_after_message(view)
    return "ended" if clock is not None and now > clock.deadline_at else None


def from_fact(view: View, rule_id: str, *, fact: str, hours: float, warn_hours: float) -> Clock | None:
    """A clock of a seller's own rule: `hours` from a fact such as `return.created_at`, warning after `warn_hours`."""
    start: Any = view
    for step in fact.split("."):
        start = start.get(step) if isinstance(start, Mapping) else None
    if not isinstance(start, datetime):
        return None
    ends = start + timedelta(hours=hours)
    return Clock(rule_id, start + timedelta(hours=warn_hours), ends, "rule", "seller", None)


Turn = Literal["seller", "buyer", "ozon"]
Reader = Callable[[View], Clock | None]
NAMED: Final[Mapping[str, Reader]] = {
    "fbs_answer": FBS_ANSWER.clock,
    "fbo_answer": FBO_ANSWER.clock,
    "rfbs_answer": RFBS_ANSWER.clock,
    "declined_offer": declined_offer,
    "buyers_dispute": buyers_dispute,
    "cancellation_answer": cancellation_answer,
    "storage": storage,
    "buyer_sends": buyer_sends,
    "transit": transit,
    "law_refund": law_refund,
    "law_claim": law_claim,
    "partner_decision": partner_decision,
    "handover": handover,
    "chat_after_delivery": chat_after_delivery,
    "chat_after_message": chat_after_message,
}
"""The clocks that a rule may name as its `deadline`."""

NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "fbs_answer": ("return.state", "return.created_at"),
    "fbo_answer": ("return.state", "return.created_at"),
    "rfbs_answer": ("return.state", "return.created_at"),
    "declined_offer": ("return.state", "return.offer_declined_at", "return.state_changed_at"),
    "buyers_dispute": ("return.state", "return.rejected_at"),
    "cancellation_answer": ("cancellation.state", "cancellation.auto_approve_at"),
    "storage": ("return.storage_paid_from", "return.disposal_at"),
    "buyer_sends": ("return.state", "return.state_changed_at", "seller.cross_border"),
    "transit": ("return.state", "return.sent_at", "return.state_changed_at"),
    "law_refund": ("return.state", "return.created_at", "return.reason.is_defect", "seller.cross_border"),
    "law_claim": ("return.state", "return.created_at", "return.reason.is_defect", "seller.cross_border"),
    "partner_decision": ("return.state", "return.state_changed_at", "seller.cross_border"),
    "handover": ("order.status", "order.created_at", "seller.cross_border"),
    "chat_after_delivery": ("order.delivered_at", "chat.last_buyer_message_at"),
    "chat_after_message": ("chat.last_buyer_message_at",),
}
"""What a clock cannot start without, for explaining why it stands still."""


def clocks(facts: FactsDocument) -> list[Clock]:
    """Every clock that the facts start and that still runs, nearest end first."""
    return running(view_of(facts))


def running(view: View) -> list[Clock]:
    """The same of facts that are prepared already."""
    found = (read(view) for read in NAMED.values())
    return sorted((clock for clock in found if clock and runs(clock, view["now"])), key=_nearest)


def next_clock(facts: FactsDocument) -> Clock | None:
    """What is next for the return itself."""
    return next_of(clocks(facts))


def next_of(clocks: Iterable[Clock]) -> Clock | None:
    """The clock that a badge, a list and the due list speak of; a chat's never, nor a term of the law, nor one that the
    seller set in a rule of their own: that is no limit of Ozon's.

    What the seller answers on the request comes first, then what else the seller has to do, then what the buyer and
    Ozon decide, each the nearest first: a far answer must not hide behind a near decision of somebody else.
    """
    waiting = [clock for clock in clocks if clock.rule_id not in CHAT_CLOCKS | LAW_CLOCKS and not is_own(clock.rule_id)]
    return min(waiting, key=urgency, default=None)


def urgency(clock: Clock) -> tuple[int, datetime, str]:
    """The order in which clocks ask for attention, as `next_of` says."""
    if clock.turn == "seller":
        beside = clock.rule_id in _BESIDE_THE_ANSWER or is_own(clock.rule_id)
        rank = 1 if beside else 0
    else:
        rank = 3 if clock.rule_id in _WAITING else 2
    return rank, *_nearest(clock)


def runs(clock: Clock, now: datetime) -> bool:
    """Whether the clock has not ended; at its end it has."""
    return now < clock.deadline_at


def _nearest(clock: Clock) -> tuple[datetime, str]:
    return clock.deadline_at, clock.rule_id


def _clock(
    rule_id: str,
    warn_at: datetime,
    ends: datetime,
    *,
    source: ClockSource = "rule",
    turn: Turn = "seller",
    then: str = "",
) -> Clock:
    return Clock(rule_id, warn_at, ends, source, turn, THEN[then or rule_id], CONFIDENCE[rule_id])


def _after(
    rule_id: str, start: datetime, term: timedelta, *, lead: timedelta, turn: Turn = "seller", then: str = ""
) -> Clock:
    return _clock(rule_id, start + term - lead, start + term, turn=turn, then=then)
