"""Requests go through the documented life: decisions, offers, buyers, silence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest

from vozvrat_sandbox.api.chats import may_write
from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import DAY, HOUR, Return, Scheme

from .conftest import Caller, of_scheme, open_claims

APPROVE, REFUND, OFFER, RECEIVED, REFUND_AFTER, REJECT, REJECT_AFTER = 1001, 1010, 1020, 1030, 1040, -1, -10
WHY = {"comment": "Следы носки видны на фото", "rejection_reason_id": 102}


@pytest.fixture
def ozon() -> Iterator[Sandbox]:
    """A fresh one: these tests move its clock."""
    with Sandbox(seed=21, returns=150, requests_per_second=0) as sandbox:
        yield sandbox


@pytest.fixture
def claim(ozon: Sandbox, seller: Caller) -> Return:
    return open_claims(ozon, seller.account)[0]


def action_ids(seller: Caller, claim: Return) -> set[int]:
    return {row["id"] for row in seller.claim(claim.id)["available_actions"]}


def buyer(seller: Caller, claim: Return, does: str) -> str:
    return str(seller.control("buyers", return_id=str(claim.id), does=does)["state"])


def pass_time(seller: Caller, seconds: float) -> None:
    seller.control("clock", advance_seconds=seconds)


def decide(seller: Caller, claim: Return, action: int, after: str, **more: object) -> None:
    answer = seller.act(claim.id, action, **more)
    assert (answer.status_code, answer.content) == (200, b"")
    assert seller.waits_for(claim.id, after)


def test_a_new_request_offers_approval_refund_compensation_and_rejection(seller: Caller, claim: Return) -> None:
    assert action_ids(seller, claim) == {APPROVE, REFUND, OFFER, REJECT}
    detail = seller.claim(claim.id)
    assert detail["rejection_reason"]
    assert all(row["name"] for row in detail["available_actions"])


def test_approved_goods_travel_are_received_checked_and_refunded(seller: Caller, claim: Return) -> None:
    decide(seller, claim, APPROVE, "Approved")
    assert buyer(seller, claim, "send_goods") == "MovingToSeller"
    assert seller.claim(claim.id)["ru_post_tracking_number"]
    assert action_ids(seller, claim) == {RECEIVED}
    decide(seller, claim, RECEIVED, "ReceivedBySeller")
    assert action_ids(seller, claim) == {REFUND_AFTER, OFFER, REJECT_AFTER}
    decide(seller, claim, REFUND_AFTER, "ReturnMoneyApproved")
    pass_time(seller, HOUR)
    assert seller.state(claim.id) == "MoneyReturned"


def test_the_first_offer_takes_the_right_to_reject(seller: Caller, claim: Return) -> None:
    decide(seller, claim, OFFER, "OfferedPartialCompensation", compensation_amount=100)
    assert action_ids(seller, claim) == set()
    assert buyer(seller, claim, "decline_offer") == "OnSellerClarificationAfterPartialCompensation"
    assert action_ids(seller, claim) == {APPROVE, REFUND, OFFER}


def test_there_are_two_offers_and_no_third(seller: Caller, claim: Return) -> None:
    for amount in (100, 150):
        decide(seller, claim, OFFER, "OfferedPartialCompensation", compensation_amount=amount)
        buyer(seller, claim, "decline_offer")
    assert OFFER not in action_ids(seller, claim)
    assert seller.act(claim.id, OFFER, compensation_amount=160).status_code == 400


def test_an_accepted_offer_is_paid(seller: Caller, claim: Return) -> None:
    decide(seller, claim, OFFER, "OfferedPartialCompensation", compensation_amount=100)
    buyer(seller, claim, "accept_offer")
    pass_time(seller, HOUR)
    assert seller.state(claim.id) == "PartialCompensationReturned"
    assert claim.refunded == 100


@pytest.mark.parametrize("amount", [None, 0, 0.5, -3])
def test_an_offer_needs_a_sum_of_at_least_one(seller: Caller, claim: Return, amount: float | None) -> None:
    assert seller.act(claim.id, OFFER, compensation_amount=amount).status_code == 400


def test_an_offer_stays_below_the_price_by_one(seller: Caller, claim: Return) -> None:
    price = float(claim.price)
    assert seller.act(claim.id, OFFER, compensation_amount=price - 0.5).status_code == 400
    assert seller.act(claim.id, OFFER, compensation_amount=price - 1).status_code == 200


@pytest.mark.parametrize("missing", ["comment", "rejection_reason_id"])
def test_a_rejection_needs_a_reason_and_a_comment(seller: Caller, claim: Return, missing: str) -> None:
    assert seller.act(claim.id, REJECT, **{**WHY, missing: None}).status_code == 400
    assert seller.act(claim.id, REJECT, **WHY, rejection_reason=1).status_code == 200


def test_a_rejection_is_over_after_five_days_without_a_dispute(seller: Caller, ozon: Sandbox) -> None:
    ends = set()
    for claim in open_claims(ozon, seller.account):
        decide(seller, claim, REJECT, "Rejected", **WHY)
    pass_time(seller, 5 * DAY + HOUR)
    for row in ozon.world.claims(seller.account):
        if row.rejection_comment == WHY["comment"]:
            ends.add(seller.state(row.id))
    assert "CancelledDisputeNotOpen" in ends
    assert ends <= {"CancelledDisputeNotOpen", "DisputeOpened", "MoneyReturned", "CrmRejected"}


def test_a_dispute_is_decided_by_ozon_within_three_days(seller: Caller, claim: Return) -> None:
    decide(seller, claim, REJECT, "Rejected", **WHY)
    assert buyer(seller, claim, "open_dispute") == "DisputeOpened"
    row = seller.answer("/v2/returns/rfbs/list", filter={"group_state": ["Arbitration"]}, limit=1000)["returns"]
    assert claim.id in {item["return_id"] for item in row}
    pass_time(seller, 3 * DAY + HOUR)
    assert seller.state(claim.id) in {"MoneyReturned", "CrmRejected"}


def test_negative_postage_counts_as_none(seller: Caller, claim: Return) -> None:
    decide(seller, claim, REFUND, "ReturnMoneyApproved", return_for_back_way=-500)
    assert claim.postage == 0
    assert claim.refunded == claim.price


def test_postage_is_paid_beside_the_price(seller: Caller, claim: Return) -> None:
    decide(seller, claim, REFUND, "ReturnMoneyApproved", return_for_back_way=350.5)
    assert claim.refunded == claim.price + Decimal("350.5")


def test_a_second_decision_on_the_heels_of_the_first_has_no_effect(seller: Caller, claim: Return) -> None:
    assert seller.act(claim.id, REFUND).status_code == 200
    assert seller.act(claim.id, REFUND).status_code == 200
    effects = [call["effect"] for call in seller.calls("/v1/returns/rfbs/action/set")]
    assert effects == [True, False]


def test_what_is_not_offered_is_refused(seller: Caller, claim: Return) -> None:
    assert seller.act(claim.id, RECEIVED).status_code == 400
    assert seller.act(claim.id, 999).status_code == 400


def test_silence_approves_at_the_deadline_and_not_before(seller: Caller, ozon: Sandbox) -> None:
    def due(row: Return) -> int:
        assert row.answer_due_at is not None
        return row.answer_due_at

    waiting = [row for row in ozon.world.returns(seller.account) if row.state == "OnSellerApproval"]
    first_ones = [min(of_scheme(waiting, scheme), key=due) for scheme in Scheme]
    for claim in sorted(first_ones, key=due):
        pass_time(seller, due(claim) - ozon.world.clock.seconds() - 30)
        assert claim.state == "OnSellerApproval"
        pass_time(seller, 60)
        assert claim.state == "Approved"
        assert claim.answer_due_at is None


def test_no_answer_of_the_api_tells_the_countdown(seller: Caller, ozon: Sandbox) -> None:
    claim = open_claims(ozon, seller.account)[0]
    due = ozon.world.answer_due_at(claim)
    assert due is not None
    texts = seller.ask("/v2/returns/rfbs/get", return_id=claim.id).text
    texts += seller.ask("/v1/returns/list", filter={}, limit=500).text
    assert due.strftime("%Y-%m-%dT%H:%M:%S") not in texts


def test_after_a_declined_offer_silence_refunds_cheap_orders_and_fetches_dear_ones(
    ozon: Sandbox, seller: Caller
) -> None:
    cheap = next(row for row in reversed(open_claims(ozon, seller.account)) if 10 < row.price < 1800)
    dear = next(row for row in open_claims(ozon, seller.account) if row.price > 1800)
    for claim in (cheap, dear):
        decide(seller, claim, OFFER, "OfferedPartialCompensation", compensation_amount=5)
        buyer(seller, claim, "decline_offer")
    pass_time(seller, 3 * DAY + 60)
    assert seller.state(cheap.id) in {"ReturnMoneyApproved", "MoneyReturned"}
    assert seller.state(dear.id) == "Approved"


def test_buyers_answer_offers_by_themselves(seller: Caller, claim: Return) -> None:
    decide(seller, claim, OFFER, "OfferedPartialCompensation", compensation_amount=100)
    pass_time(seller, 71 * HOUR)
    assert seller.state(claim.id) != "OfferedPartialCompensation"


def test_a_buyer_can_withdraw_and_cannot_do_what_makes_no_sense(seller: Caller, claim: Return) -> None:
    wrong = seller.client.post("/_sandbox/buyers", json={"return_id": claim.id, "does": "accept_offer"})
    assert wrong.status_code == 409
    assert buyer(seller, claim, "cancel") == "Cancelled"
    assert action_ids(seller, claim) == set()


def test_a_buyer_can_ask_to_return_another_parcel(seller: Caller, ozon: Sandbox) -> None:
    parcel = next(
        row
        for row in ozon.world.postings(seller.account, Scheme.RFBS)
        if row.status == "delivered" and not ozon.world.returns_of(row.number)
    )
    made = seller.control("buyers", posting_number=parcel.number, does="ask_return")
    assert seller.claim(int(made["return_id"]))["posting_number"] == parcel.number
    rows = seller.answer("/v2/returns/rfbs/list", filter={"posting_number": parcel.number}, limit=10)["returns"]
    assert [str(row["return_id"]) for row in rows] == [made["return_id"]]


def test_new_requests_come_by_themselves_where_that_was_asked_for(seller: Caller, ozon: Sandbox) -> None:
    def requests() -> int:
        return sum(len(ozon.world.returns(account)) for account in ozon.accounts)

    before = requests()
    pass_time(seller, 5 * HOUR)
    assert requests() == before
    seller.control("buyers", new_requests_per_hour=3)
    pass_time(seller, 8 * HOUR)
    assert 10 <= requests() - before <= 45
    newest = ozon.world.returns(seller.account)[-1]
    assert newest.state == "OnSellerApproval"
    page = seller.answer("/v1/returns/list", filter={"posting_numbers": [newest.posting.number]}, limit=10)
    assert [row["id"] for row in page["returns"]] == [newest.common_id]


def test_a_request_to_cancel_approves_itself_and_cancels_its_order(seller: Caller, ozon: Sandbox) -> None:
    item = next(row for row in ozon.world.cancellations(seller.account) if row.state == "ON_APPROVAL")
    pass_time(seller, item.auto_approve_at - ozon.world.clock.seconds() + 5)
    rows = seller.answer("/v2/conditional-cancellation/list", limit=500)["result"]
    assert {row["cancellation_id"]: row["state"]["state"] for row in rows}[item.id] == "APPROVED"
    assert item.posting.status in {"cancelled", "delivered"}


def test_a_request_to_cancel_is_decided_once(seller: Caller, ozon: Sandbox) -> None:
    item = next(row for row in ozon.world.cancellations(seller.account) if row.state == "ON_APPROVAL")
    asked = {"cancellation_id": item.id, "comment": "Посылка уже в пути"}
    assert seller.ask("/v2/conditional-cancellation/reject", **asked).content == b""
    assert seller.ask("/v2/conditional-cancellation/approve", **asked).status_code == 400
    assert (item.state, item.comment) == ("REJECTED", "Посылка уже в пути")


def test_parcels_arrive_as_time_passes(seller: Caller, ozon: Sandbox) -> None:
    under_way = [row for row in ozon.world.fbs_postings(seller.account) if row.status == "delivering"]
    assert under_way
    pass_time(seller, 12 * DAY)
    assert {row.status for row in under_way} <= {"delivered", "cancelled"}


def test_a_reply_to_a_buyer_stands_in_the_chat_and_closed_chats_take_none(seller: Caller, ozon: Sandbox) -> None:
    chats = {row["chat"]["chat_id"]: row for row in seller.answer("/v3/chat/list", limit=100)["chats"]}
    claim = next(
        row
        for row in ozon.world.returns(seller.account)
        if row.state == "OnSellerApproval"
        and any(chat.posting is row.posting for chat in ozon.world.chats(seller.account))
        and row.scheme is Scheme.FBS
    )
    chat = next(chat for chat in ozon.world.chats(seller.account) if chat.posting is claim.posting)
    assert chat.id in chats
    answer = seller.answer("/v1/chat/send/message", chat_id=chat.id, text="Здравствуйте! Смотрим.")
    assert answer == {"result": "success"}
    newest = seller.answer("/v3/chat/history", chat_id=chat.id, limit=1)["messages"][0]
    assert (newest["data"], newest["user"]["type"]) == (["Здравствуйте! Смотрим."], "Seller")
    pass_time(seller, 30 * DAY)
    assert seller.ask("/v1/chat/send/message", chat_id=chat.id, text="Ещё").status_code == 403
    closed = seller.answer("/v3/chat/list", limit=100, filter={"chat_status": "Closed"})["chats"]
    assert chat.id in {row["chat"]["chat_id"] for row in closed}


@pytest.mark.parametrize(("length", "status"), [(0, 400), (1000, 200), (1001, 400)])
def test_a_message_has_up_to_a_thousand_characters(seller: Caller, ozon: Sandbox, length: int, status: int) -> None:
    now = ozon.world.clock.seconds()
    chat = next(row for row in ozon.world.chats(seller.account) if may_write(row, now))
    assert seller.ask("/v1/chat/send/message", chat_id=chat.id, text="я" * length).status_code == status


def test_the_nested_shape_of_actions_is_a_switch(seller: Caller, claim: Return) -> None:
    flat = seller.claim(claim.id)["available_actions"]
    seller.control("shapes", available_actions="nested")
    assert seller.claim(claim.id)["available_actions"] == [{"action": row} for row in flat]


def test_the_clock_can_be_set(seller: Caller, ozon: Sandbox) -> None:
    told = seller.control("clock", now="2027-03-01T12:00:00Z")["now"]
    assert told.startswith("2027-03-01T12:00:0")
    answer = httpx.post(f"{ozon.url}/_sandbox/clock", json={"now": "2027-03-01T12:00:00"}, trust_env=False)
    assert answer.status_code == 400
