"""What moves the world: sellers act, buyers answer, silence decides, parcels travel.

Everything is an event at a moment of the world's clock; ``settle`` carries out what is due, in order,
so that moving the clock by a week leaves the world as a week would have.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from decimal import Decimal
from random import Random

from .refusals import Refusal, bad_request, impossible, invalid, not_found
from .world import Account, Cancellation, Chat, Message, Posting, Return, Scheme, World
from .world.catalogue import CHAT_QUESTIONS
from .world.model import DAY, HOUR
from .world.states import (
    APPROVE,
    CONFIRM_RECEIPT,
    OFFER,
    REFUND,
    REFUND_AFTER_CHECK,
    REJECT,
    REJECT_AFTER_CHECK,
    actions,
    rejection_reasons,
)

EFFECT_DELAY = 0.25
"""Seconds from an accepted action to its effect: Ozon only says that it has been passed on."""
PAYING_TIME = 600
DISPUTE_TIME = 5 * DAY
ASKED_WITHIN = 40 * DAY
"""Buyers ask so long after delivery: some of them too late."""
OZON_DECIDES = 3 * DAY
AFTER_DECLINE = 3 * DAY
REFUNDED_BELOW_RUB = Decimal(1800)
"""After a declined offer silence refunds cheaper orders and sends the dearer ones for inspection."""

BUYER_DOES = ("accept_offer", "decline_offer", "open_dispute", "cancel", "send_goods")


class Life:
    """The events of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._due: list[tuple[float, int, Callable[[int], None]]] = []
        self._serial = 0
        self._passed_on: set[int] = set()
        self._per_hour = 0.0
        self._expecting = False
        for account in world.accounts:
            for item in world.returns(account):
                self._arm(item)
            for cancellation in world.cancellations(account):
                self._arm_cancellation(cancellation)
            for posting in world.postings(account):
                if posting.status in {"awaiting_packaging", "awaiting_deliver", "delivering"}:
                    self._arm_posting(posting)

    def settle(self) -> None:
        """Carries out everything that is due by now."""
        with self.world.lock:
            now = self.world.clock.seconds()
            while self._due and self._due[0][0] <= now:
                moment, _, happen = heapq.heappop(self._due)
                happen(int(moment))

    def _at(self, moment: float, happen: Callable[[int], None]) -> None:
        self._serial += 1
        heapq.heappush(self._due, (moment, self._serial, happen))

    # What the seller does

    def act(
        self,
        account: Account,
        return_id: int,
        *,
        action: int,
        comment: str = "",
        rejection_reason_id: int | None = None,
        amount: Decimal | None = None,
        postage: Decimal | None = None,
    ) -> bool:
        """Accepts a decision on an rFBS request; its effect shows a moment later.

        Answers whether it will have an effect: one that comes while another is on its way has none.
        """
        with self.world.lock:
            claim = self.world.return_(return_id)
            if claim is None or claim.account is not account or not claim.is_claim:
                raise not_found("return")
            if action in {REJECT, REJECT_AFTER_CHECK}:
                self._check_rejection(claim, comment, rejection_reason_id)
            if action == OFFER:
                self._check_offer(claim, amount)
            if action not in actions(claim):
                raise impossible("action is not available for this return")
            if claim.id in self._passed_on:
                return False
            self._passed_on.add(claim.id)

        def happen(moment: int) -> None:
            self._passed_on.discard(claim.id)
            if action not in actions(claim):
                return
            if action in {REJECT, REJECT_AFTER_CHECK}:
                claim.rejection_reason_id, claim.rejection_comment = rejection_reason_id, comment
            if action == OFFER:
                claim.offered, claim.offers = amount, claim.offers + 1
            if action in {REFUND, REFUND_AFTER_CHECK}:
                claim.postage = max(Decimal(0), postage or Decimal(0))
                claim.refunded = claim.price + claim.postage
            self._move(claim, AFTER_ACTION[action], moment)

        with self.world.lock:
            self._at(self.world.clock.seconds() + EFFECT_DELAY, happen)
        return True

    def _check_rejection(self, claim: Return, comment: str, reason_id: int | None) -> None:
        if reason_id is None:
            raise invalid("ReturnsRfbsActionSetRequest.RejectionReasonId", "value is required")
        if not comment.strip():
            raise invalid("ReturnsRfbsActionSetRequest.Comment", "value is required")
        known = {reason["id"] for reason in rejection_reasons(claim)}
        if known and reason_id not in known:
            raise bad_request("rejection reason is not available for this return")

    def _check_offer(self, claim: Return, amount: Decimal | None) -> None:
        if amount is None:
            raise invalid("ReturnsRfbsActionSetRequest.CompensationAmount", "value is required")
        if not 1 <= amount <= claim.price - 1:
            raise bad_request("compensation amount must be at least 1 and less than the price by at least 1")

    def approve_common(self, row: Return) -> None:
        """Approves a request of FBS or FBO, which only the seller center's page can do."""
        with self.world.lock:
            self._check_waits(row)
            self._move(row, "Approved", int(self.world.clock.seconds()))

    def reject_common(self, row: Return, *, reason_id: int, comment: str) -> None:
        """Rejects a request of FBS or FBO, which only the seller center's page can do."""
        with self.world.lock:
            self._check_waits(row)
            row.rejection_reason_id, row.rejection_comment = reason_id, comment
            self._move(row, "Rejected", int(self.world.clock.seconds()))

    def _check_waits(self, row: Return) -> None:
        if row.is_claim or row.answer_due_at is None:
            raise impossible("the return does not wait for its seller")

    def decide_cancellation(self, account: Account, number: int, *, approve: bool, comment: str) -> None:
        """Approves or rejects a request to cancel."""
        with self.world.lock:
            item = self.world.cancellation(number)
            if item is None or item.account is not account:
                raise not_found("cancellation")
            if item.state != "ON_APPROVAL":
                raise impossible("cancellation has been processed already")
            item.comment = comment
            self._end_cancellation(item, int(self.world.clock.seconds()), approve=approve)

    def cancel_posting(self, posting: Posting, reason_id: int) -> None:
        """The seller cancels a parcel."""
        posting.cancel_reason_id = reason_id
        self._posting_becomes(posting, "cancelled", "posting_canceled", int(self.world.clock.seconds()))

    def seller_writes(self, chat: Chat, text: str, *, is_image: bool) -> None:
        """Adds the seller's line; half of the buyers answer within hours."""
        world = self.world
        now = world.clock.seconds()
        account = chat.account
        line = Message(world.numbers.message(), "Seller", account.client_id, int(now), text, is_image=is_image)
        chat.messages.append(line)
        chance = Random(line.id)

        def answer(moment: int) -> None:
            buyer = str(100_000 + chat.posting.serial) if chat.posting else "1"
            text = chance.choice(CHAT_QUESTIONS)
            chat.messages.append(Message(world.numbers.message(), "Customer", buyer, moment, text, is_read=False))

        if chance.random() < 0.5:
            self._at(now + chance.uniform(0.2, 8) * HOUR, answer)

    # What buyers do

    def buyer(self, return_id: int, does: str) -> None:
        """Has the buyer of a return do one thing now; a Refusal where it makes no sense in its state."""
        self.settle()
        with self.world.lock:
            claim = self.world.return_(return_id)
            if claim is None:
                raise not_found("return")
            possible, after = BUYER_MOVES[does]
            if claim.state not in possible:
                raise Refusal(409, 9, f"a buyer cannot {does} while the return is {claim.state}")
            if does == "send_goods":
                claim.tracking_number = f"8008{claim.posting.serial:010d}"
            self._move(claim, after, int(self.world.clock.seconds()))

    def ask_return(self, posting_number: str) -> Return:
        """Has the buyer of a delivered rFBS, FBS or FBO parcel ask to give it back, now."""
        with self.world.lock:
            posting = self.world.posting(posting_number)
            if posting is None:
                raise not_found("posting")
            if posting.status != "delivered":
                raise Refusal(409, 9, f"a buyer cannot ask to return what is {posting.status}")
            claim = self.world.add_return(posting, int(self.world.clock.seconds()))
            self._arm(claim)
            return claim

    def expect_requests(self, per_hour: float) -> None:
        """From now on buyers of recent parcels ask to return them, so many an hour on average (0: none do)."""
        self._per_hour = per_hour
        if per_hour > 0 and not self._expecting:
            self._expecting = True
            self._at(self.world.clock.seconds() + self._until_next_request(), self._somebody_asks)

    def _until_next_request(self) -> float:
        return self.world.rng.expovariate(self._per_hour) * HOUR

    def _somebody_asks(self, moment: int) -> None:
        self._expecting = self._per_hour > 0
        if not self._expecting:
            return
        rng = self.world.rng
        account = rng.choice(self.world.accounts)
        lately = self.world.changes[account.client_id].between(moment - ASKED_WITHIN, moment)
        bought = [row for row in lately if row.status == "delivered" and not self.world.returns_of(row.number)]
        if bought:
            self._arm(self.world.add_return(rng.choice(bought), moment))
        self._at(moment + self._until_next_request(), self._somebody_asks)

    # What happens by itself

    def _chance(self, item: Return) -> Random:
        return Random((self.world.seed * 1_000_003 + item.id) * 31 + item.offers)

    def _move(self, claim: Return, state: str, moment: int) -> None:
        claim.state, claim.state_changed_at, claim.answer_due_at = state, moment, None
        if state == "OnSellerClarificationAfterPartialCompensation":
            claim.answer_due_at = moment + AFTER_DECLINE
        elif state == "ArrivedAtReturnPlace":
            claim.arrived_at = moment
        elif state == "PartialCompensationReturned":
            claim.refunded = claim.offered
        elif state == "MoneyReturned" and claim.refunded is None:
            claim.refunded = claim.price
        self._arm(claim)

    def _arm(self, claim: Return) -> None:
        """Plans what comes next if nobody does anything."""
        plan = self._next(claim)
        if plan is None:
            return
        due, state = plan
        known = (claim.state, claim.state_changed_at)

        def happen(moment: int) -> None:
            if (claim.state, claim.state_changed_at) == known:
                self._move(claim, state, moment)

        self._at(max(due, claim.state_changed_at), happen)

    def _next(self, claim: Return) -> tuple[float, str] | None:  # noqa: PLR0911 - one line for each state
        if claim.state not in PASSING:
            return None
        chance = self._chance(claim)
        since = claim.state_changed_at
        match claim.state:
            case "OnSellerApproval" | "OnSellerClarification":
                return (claim.answer_due_at or since + DAY), "Approved"
            case "OnSellerClarificationAfterPartialCompensation":
                roubles = claim.price * claim.account.roubles_per_unit
                state = "ReturnMoneyApproved" if roubles < REFUNDED_BELOW_RUB else "Approved"
                return (claim.answer_due_at or since + AFTER_DECLINE), state
            case "OfferedPartialCompensation":
                accepts = chance.random() < 0.6
                after = "PartialCompensationInProcess" if accepts else "OnSellerClarificationAfterPartialCompensation"
                return since + chance.uniform(2, 70) * HOUR, after
            case "PartialCompensationInProcess":
                return since + PAYING_TIME, "PartialCompensationReturned"
            case "ReturnMoneyApproved":
                return since + PAYING_TIME, "MoneyReturned"
            case "Rejected":
                if chance.random() < 0.2:
                    return since + chance.uniform(5, 110) * HOUR, "DisputeOpened"
                return since + DISPUTE_TIME, "CancelledDisputeNotOpen"
            case "DisputeOpened":
                return since + OZON_DECIDES, "MoneyReturned" if chance.random() < 0.6 else "CrmRejected"
            case _:
                return self._journey(claim, chance)

    def _journey(self, claim: Return, chance: Random) -> tuple[float, str] | None:  # noqa: PLR0911 - likewise
        since, own = claim.state_changed_at, claim.scheme is Scheme.RFBS
        to_ozon = claim.scheme is Scheme.FBO
        match claim.state:
            case "Approved" | "WaitingShipment":
                return since + chance.uniform(30, 110) * HOUR, "MovingToOzon" if to_ozon else "MovingToSeller"
            case "MovingToOzon":
                return since + chance.uniform(3, 9) * DAY, "ReturnedToOzon"
            case "MovingToSeller" if not own:
                return since + chance.uniform(3, 11) * DAY, "ArrivedAtReturnPlace"
            case "ReturningToSellerByCourier" if not own:
                return since + DAY, "ReceivedBySeller"
            case "ArrivedAtReturnPlace" if not own:
                return since + 30 * DAY, "Utilizing"
            case "Utilizing":
                return since + 3 * DAY, "Utilized"
            case _:
                return None

    def _arm_cancellation(self, item: Cancellation) -> None:
        def happen(moment: int) -> None:
            if item.state == "ON_APPROVAL":
                self._end_cancellation(item, moment, approve=True)

        if item.state == "ON_APPROVAL":
            self._at(item.auto_approve_at, happen)

    def _end_cancellation(self, item: Cancellation, moment: int, *, approve: bool) -> None:
        item.state, item.decided_at = ("APPROVED" if approve else "REJECTED"), moment
        if approve and item.posting.status not in {"cancelled", "delivered"}:
            item.posting.cancel_reason_id = item.reason_id
            item.posting.cancelled_after_ship = item.posting.handed_over_at is not None
            self._posting_becomes(item.posting, "cancelled", "posting_canceled", moment)

    def _arm_posting(self, posting: Posting) -> None:
        chance = Random(self.world.seed * 7 + posting.serial)
        handed = posting.handed_over_at or posting.created_at + int(chance.uniform(20, 44) * HOUR)
        now = self.world.clock.seconds()

        def hand_over(moment: int) -> None:
            if posting.status in {"awaiting_packaging", "awaiting_deliver"}:
                posting.handed_over_at = moment
                self._posting_becomes(posting, "delivering", "posting_on_way_to_city", moment)

        def deliver(moment: int) -> None:
            if posting.status == "delivering":
                posting.delivered_at = moment
                self._posting_becomes(posting, "delivered", "posting_received", moment)

        if posting.handed_over_at is None:
            self._at(max(handed, now + chance.uniform(0.2, 3) * HOUR), hand_over)
        self._at(max(handed + chance.uniform(1, 9) * DAY, now + chance.uniform(3, 30) * HOUR), deliver)

    def _posting_becomes(self, posting: Posting, status: str, substatus: str, moment: int) -> None:
        posting.status, posting.substatus, posting.changed_at = status, substatus, moment
        self.world.changes[posting.account.client_id].moved(posting)


PASSING = frozenset(
    {
        "OnSellerApproval",
        "OnSellerClarification",
        "OnSellerClarificationAfterPartialCompensation",
        "OfferedPartialCompensation",
        "PartialCompensationInProcess",
        "ReturnMoneyApproved",
        "Rejected",
        "DisputeOpened",
        "Approved",
        "WaitingShipment",
        "MovingToOzon",
        "MovingToSeller",
        "ReturningToSellerByCourier",
        "ArrivedAtReturnPlace",
        "Utilizing",
    }
)
"""States that end by themselves."""
AFTER_ACTION = {
    APPROVE: "Approved",
    REFUND: "ReturnMoneyApproved",
    OFFER: "OfferedPartialCompensation",
    CONFIRM_RECEIPT: "ReceivedBySeller",
    REFUND_AFTER_CHECK: "ReturnMoneyApproved",
    REJECT: "Rejected",
    REJECT_AFTER_CHECK: "Rejected",
}
_OPEN = frozenset({"OnSellerApproval", "OnSellerClarification", "OfferedPartialCompensation", "Approved"})
BUYER_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "accept_offer": (frozenset({"OfferedPartialCompensation"}), "PartialCompensationInProcess"),
    "decline_offer": (frozenset({"OfferedPartialCompensation"}), "OnSellerClarificationAfterPartialCompensation"),
    "open_dispute": (frozenset({"Rejected", "CancelledDisputeNotOpen"}), "DisputeOpened"),
    "cancel": (_OPEN | {"WaitingShipment", "OnSellerClarificationAfterPartialCompensation"}, "Cancelled"),
    "send_goods": (frozenset({"Approved", "WaitingShipment"}), "MovingToSeller"),
}
