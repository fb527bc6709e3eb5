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
from vozvrat.domain.locale import Words
from vozvrat.policy.schema import FactsDocument
from vozvrat.policy.view import View, view_of

HALF_A_DAY: Final = timedelta(hours=12)
A_DAY: Final = timedelta(days=1)
CHAT_AFTER_DELIVERY: Final = timedelta(hours=72)
CHAT_AFTER_MESSAGE: Final = timedelta(hours=48)
CHAT_CLOCKS: Final = frozenset({"CHT-01", "CHT-02"})
"""Windows in which one may write; nothing of a return is lost with them, so they are nobody's next deadline."""


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
        return Clock(self.rule_id, min(*warnings, ends), ends, source, "seller", THEN[self.rule_id])


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
    return Clock("SCH-18", ends - A_DAY, ends, "ozon", "seller", THEN["SCH-18"])


def storage(view: View) -> Clock | None:
    """AMT-17: a parcel at the pick-up point, first until storage is paid, then until it is disposed of."""
    claim, now = view["return"], view["now"]
    if view["order"].get("scheme") not in ("fbs", "fbo") or claim["closed"] or claim.get("state") == "Utilizing":
        return None
    paid, disposal = claim.get("storage_paid_from"), claim.get("disposal_at")
    if paid is not None and now < paid and (disposal is None or paid <= disposal):
        return Clock("AMT-17", paid - 2 * A_DAY, paid, "ozon", "seller", THEN["AMT-17 paid"])
    if disposal is None:
        return None
    presses = disposal - 3 * A_DAY
    return Clock("AMT-17", min(presses, paid or presses), disposal, "ozon", "seller", THEN["AMT-17 disposal"])


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
    return Clock("CHT-01", ends - HALF_A_DAY, ends, "rule", "seller", THEN["CHT"])


def chat_after_message(view: View) -> Clock | None:
    """CHT-02: 48 hours from the buyer's last message (FBO, where only the buyer can begin)."""
    answered = view["chat"].get("last_buyer_message_at")
    if view["order"].get("scheme") != "fbo" or answered is None:
        return None
    ends = answered + CHAT_AFTER_MESSAGE
    return Clock("CHT-02", ends - HALF_A_DAY, ends, "rule", "seller", THEN["CHT"])


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


Reader = Callable[[View], Clock | None]
NAMED: Final[Mapping[str, Reader]] = {
    "fbs_answer": FBS_ANSWER.clock,
    "fbo_answer": FBO_ANSWER.clock,
    "rfbs_answer": RFBS_ANSWER.clock,
    "declined_offer": declined_offer,
    "buyers_dispute": buyers_dispute,
    "cancellation_answer": cancellation_answer,
    "storage": storage,
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
    """The nearest clock of the return itself: the seller's before the buyer's, a chat's never."""
    return next_of(clocks(facts))


def next_of(clocks: Iterable[Clock]) -> Clock | None:
    """The nearest of some clocks, as above."""
    own = [clock for clock in clocks if clock.rule_id not in CHAT_CLOCKS]
    return min(own, key=lambda clock: (clock.turn != "seller", *_nearest(clock)), default=None)


def runs(clock: Clock, now: datetime) -> bool:
    """Whether the clock has not ended; at its end it has."""
    return now < clock.deadline_at


def _nearest(clock: Clock) -> tuple[datetime, str]:
    return clock.deadline_at, clock.rule_id


def _after(rule_id: str, start: datetime, term: timedelta, *, lead: timedelta, turn: Any = "seller") -> Clock:
    return Clock(rule_id, start + term - lead, start + term, "rule", turn, THEN[rule_id])


THEN: Final[Mapping[str, Words]] = {
    "SCH-01": {
        "zh-CN": "逾期未处理，申请会自动通过，商品寄回给您。",
        "ru": "Без ответа заявка одобряется автоматически, и товар едет обратно к вам.",
        "en": "Without an answer the request is approved automatically and the goods travel back to you.",
    },
    "SCH-02": {
        "zh-CN": "逾期未处理，申请会自动通过。",
        "ru": "Без ответа заявка одобряется автоматически.",
        "en": "Without an answer the request is approved automatically.",
    },
    "SCH-05": {
        "zh-CN": "按 Ozon 较早的说明，逾期未处理的申请会自动通过。",
        "ru": "По более старым текстам Ozon заявка без ответа одобряется автоматически.",
        "en": "By older Ozon texts a request without an answer is approved automatically.",
    },
    "AMT-04": {
        "zh-CN": "逾期未决定：低于 1,800 卢布的订单自动退款，高于此的商品寄给您检查。",
        "ru": "Без решения за заказ дешевле 1 800 ₽ деньги вернутся автоматически, а более дорогой отправят вам "
        "на проверку.",
        "en": "Without a decision an order under RUB 1,800 is refunded; a dearer one is sent to you for inspection.",
    },
    "DSP-01": {
        "zh-CN": "买家未在期限内发起争议，您的拒绝决定即维持有效。",
        "ru": "Если покупатель не откроет спор, ваш отказ остаётся в силе.",
        "en": "If the buyer opens no dispute, your rejection stands.",
    },
    "SCH-18": {
        "zh-CN": "逾期未处理，取消申请会自动通过，订单随之取消。",
        "ru": "Без ответа отмена подтверждается автоматически, и заказ отменяется.",
        "en": "Without an answer the cancellation is confirmed automatically and the order is cancelled.",
    },
    "AMT-17 paid": {
        "zh-CN": "此后开始收取保管费。",
        "ru": "С этого момента хранение становится платным.",
        "en": "From then on storage is paid.",
    },
    "AMT-17 disposal": {
        "zh-CN": "此后商品将按计划销毁。",
        "ru": "После этого товар планируют утилизировать.",
        "en": "After that the goods are due to be disposed of.",
    },
    "CHT": {
        "zh-CN": "此后可能无法再给买家发消息。",
        "ru": "После этого написать покупателю, скорее всего, не получится.",
        "en": "After that you can probably no longer write to the buyer.",
    },
}
"""What silence means when a clock ends, as the sources of its rule say."""
