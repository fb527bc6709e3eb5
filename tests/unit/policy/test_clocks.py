"""Clocks: when each begins, warns and ends, what follows, how sure it is, and which one is told first."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from vozvrat import policy
from vozvrat.domain.findings import Clock
from vozvrat.domain.locale import LOCALES
from vozvrat.policy import deadlines
from vozvrat.policy.clock_words import CONFIDENCE, THEN

START = datetime.fromisoformat("2026-11-01T09:30:00+00:00")
MINUTE = timedelta(minutes=1)
BEGAN = START.isoformat()
ABROAD = {"cross_border": True, "currency": "CNY"}
AT_HOME = {"cross_border": False, "currency": "RUB"}
RFBS = {"scheme": "rfbs"}


def facts(at: datetime, **blocks: Any) -> dict[str, Any]:
    raw = {("return" if name == "claim" else name): block for name, block in blocks.items()}
    return policy.facts.parse({"now": at.isoformat(), **raw})


def told(at: datetime, rule_id: str, **blocks: Any) -> Clock | None:
    return next((one for one in deadlines.clocks(facts(at, **blocks)) if one.rule_id == rule_id), None)


CASES: dict[str, tuple[str, float, dict[str, Any]]] = {
    "the buyer sends the parcel": (
        "SCH-16",
        4,
        {"seller": ABROAD, "order": RFBS, "claim": {"state": "ApprovedByOzon", "state_changed_at": BEGAN}},
    ),
    "Ozon opens a dispute about a return on its way": (
        "DSP-03",
        31,
        {"order": RFBS, "claim": {"state": "MovingToSeller", "sent_at": BEGAN}},
    ),
    "the law on goods of good quality": (
        "LAW-04",
        10,
        {
            "seller": AT_HOME,
            "order": RFBS,
            "claim": {"state": "Approved", "created_at": BEGAN, "reason": {"is_defect": False}},
        },
    ),
    "the law on defective goods": (
        "LAW-07",
        10,
        {
            "seller": AT_HOME,
            "order": RFBS,
            "claim": {"state": "Approved", "created_at": BEGAN, "reason": {"is_defect": True}},
        },
    ),
    "goods at the logistics partner": (
        "SCH-11",
        28,
        {"seller": ABROAD, "order": RFBS, "claim": {"state": "PassedToPartner", "state_changed_at": BEGAN}},
    ),
    "an order to hand over": (
        "SCH-19",
        10,
        {"seller": ABROAD, "order": {**RFBS, "status": "awaiting_deliver", "paid_at": BEGAN}},
    ),
}
CLOCKS = pytest.mark.parametrize(("rule_id", "days", "blocks"), CASES.values(), ids=CASES)


@CLOCKS
def test_a_clock_runs_until_the_minute_of_its_end_and_not_at_it(
    rule_id: str, days: float, blocks: dict[str, Any]
) -> None:
    ends = START + timedelta(days=days)
    before = told(ends - MINUTE, rule_id, **blocks)
    assert before is not None
    assert before.deadline_at == ends
    assert told(ends, rule_id, **blocks) is None
    assert told(ends + MINUTE, rule_id, **blocks) is None


@pytest.mark.parametrize(
    ("rule_id", "lead"),
    [("SCH-16", 1), ("DSP-03", 3), ("LAW-04", 2), ("LAW-07", 2), ("SCH-11", 7), ("SCH-19", 5)],
)
def test_a_clock_warns_so_many_days_before_its_end(rule_id: str, lead: int) -> None:
    days, blocks = next((days, blocks) for known, days, blocks in CASES.values() if known == rule_id)
    ends = START + timedelta(days=days)
    clock = told(ends - MINUTE, rule_id, **blocks)
    assert clock is not None
    assert clock.deadline_at - clock.warn_at == timedelta(days=lead)


def test_a_return_on_its_way_is_the_buyers_matter_for_two_weeks_and_ozons_after_that() -> None:
    claim = {"state": "MovingToSeller", "sent_at": BEGAN}
    two_weeks = START + timedelta(days=14)
    early = told(two_weeks - MINUTE, "DSP-03", order=RFBS, claim=claim)
    late = told(two_weeks, "DSP-03", order=RFBS, claim=claim)
    assert early is not None
    assert late is not None
    assert (early.turn, early.deadline_at) == ("buyer", two_weeks)
    assert (late.turn, late.deadline_at) == ("ozon", START + timedelta(days=31))


@pytest.mark.parametrize(
    ("claim", "runs"),
    [
        ({"state": "OnWay", "state_changed_at": BEGAN}, True),
        ({"group_state": "Delivering", "state_changed_at": BEGAN}, True),
        ({"state": "Approved", "group_state": "Delivering", "sent_at": BEGAN}, True),
        ({"state": "Approved", "group_state": "Delivering", "state_changed_at": BEGAN}, False),
        ({"state": "WaitingShipment", "group_state": "Delivering", "state_changed_at": BEGAN}, False),
        ({"state": "ArrivedAtReturnPlace", "group_state": "Delivering", "state_changed_at": BEGAN}, False),
        ({"state": "MoneyReturned", "sent_at": BEGAN}, False),
        ({"state": "MovingToSeller"}, False),
    ],
)
def test_on_its_way_is_what_left_and_has_not_come(claim: dict[str, Any], runs: bool) -> None:
    assert (told(START + MINUTE, "DSP-03", order=RFBS, claim=claim) is not None) == runs


def test_a_parcel_that_was_sent_is_waited_for_no_longer() -> None:
    claim = {"state": "Approved", "state_changed_at": BEGAN, "sent_at": BEGAN}
    assert told(START + MINUTE, "SCH-16", seller=ABROAD, order=RFBS, claim=claim) is None


@pytest.mark.parametrize("seller", [AT_HOME, {}])
@pytest.mark.parametrize("rule_id", ["SCH-16", "SCH-11", "SCH-19"])
def test_what_is_said_of_cross_border_sellers_starts_no_clock_for_others(rule_id: str, seller: dict[str, Any]) -> None:
    blocks = next(blocks for known, _, blocks in CASES.values() if known == rule_id)
    assert told(START + MINUTE, rule_id, **{**blocks, "seller": seller}) is None


@pytest.mark.parametrize("seller", [ABROAD, {}])
@pytest.mark.parametrize("rule_id", ["LAW-04", "LAW-07"])
def test_russian_law_is_counted_for_sellers_who_are_known_to_be_domestic(rule_id: str, seller: dict[str, Any]) -> None:
    blocks = next(blocks for known, _, blocks in CASES.values() if known == rule_id)
    assert told(START + MINUTE, rule_id, **{**blocks, "seller": seller}) is None


@pytest.mark.parametrize(
    "state",
    [
        "MoneyReturned",
        "MoneyReturnedBySystem",
        "ReturnMoneyApproved",
        "Rejected",
        "CrmRejected",
        "Cancelled",
        "Utilized",
    ],
)
def test_the_law_no_longer_counts_once_the_request_is_refused_closed_or_paid(state: str) -> None:
    claim = {"state": state, "created_at": BEGAN, "reason": {"is_defect": True}}
    assert told(START + MINUTE, "LAW-07", seller=AT_HOME, order=RFBS, claim=claim) is None


def test_goods_that_came_for_a_check_are_still_to_be_paid_for() -> None:
    claim = {"state": "ReceivedBySeller", "group_state": "checkout", "created_at": BEGAN, "reason": {"is_defect": True}}
    assert told(START + MINUTE, "LAW-07", seller=AT_HOME, order=RFBS, claim=claim) is not None
    assert (
        told(START + MINUTE, "LAW-07", seller=AT_HOME, order=RFBS, claim={**claim, "group_state": "approved"}) is None
    )


@pytest.mark.parametrize("kind", ["damaged", "wrong_item", "incomplete"])
def test_a_fault_of_delivery_whose_quality_nobody_flagged_starts_neither_clock_of_the_law(kind: str) -> None:
    claim = {"state": "Approved", "created_at": BEGAN, "reason": {"kind": kind}}
    clocks = deadlines.clocks(facts(START + MINUTE, seller=AT_HOME, order=RFBS, claim=claim))
    assert not {clock.rule_id for clock in clocks} & deadlines.LAW_CLOCKS


def test_a_month_at_the_partner_counts_from_the_earliest_arrival_known() -> None:
    arrived = (START - timedelta(days=3)).isoformat()
    claim = {"state": "PassedToPartner", "state_changed_at": BEGAN, "arrived_at_pickup": arrived}
    clock = told(START, "SCH-11", seller=ABROAD, order=RFBS, claim=claim)
    assert clock is not None
    assert clock.deadline_at == START + timedelta(days=25)


@pytest.mark.parametrize("state", ["ArrivedAtWarehouse", "AwaitingProcessing"])
def test_a_warehouse_that_may_be_ozons_own_starts_no_month_at_the_partner(state: str) -> None:
    claim = {"state": state, "state_changed_at": BEGAN}
    assert told(START, "SCH-11", seller=ABROAD, order=RFBS, claim=claim) is None


def test_where_disposal_is_the_default_already_no_month_is_counted() -> None:
    claim = {"state": "PassedToPartner", "state_changed_at": BEGAN}
    assert told(START, "SCH-11", seller={**ABROAD, "disposal_default_set": True}, order=RFBS, claim=claim) is None
    assert told(START, "SCH-11", seller={**ABROAD, "disposal_default_set": False}, order=RFBS, claim=claim) is not None


def test_a_month_is_never_counted_longer_than_the_calendar_has_it() -> None:
    for month in range(1, 13):
        began = datetime.fromisoformat(f"2026-{month:02}-15T00:00:00+00:00")
        next_month = began.replace(year=began.year + month // 12, month=month % 12 + 1)
        claim = {"state": "PassedToPartner", "state_changed_at": began.isoformat()}
        clock = told(began, "SCH-11", seller=ABROAD, order=RFBS, claim=claim)
        assert clock is not None
        assert clock.deadline_at <= next_month


@pytest.mark.parametrize("status", ["delivering", "delivered", "cancelled", "sent_by_seller", "driver_pickup"])
def test_an_order_that_left_or_ended_is_not_to_be_handed_over(status: str) -> None:
    order = {**RFBS, "status": status, "paid_at": BEGAN}
    assert told(START + MINUTE, "SCH-19", seller=ABROAD, order=order) is None


def test_a_handover_counts_from_payment_and_from_the_order_where_payment_is_unknown() -> None:
    paid = (START + timedelta(hours=5)).isoformat()
    order = {**RFBS, "status": "awaiting_packaging", "created_at": BEGAN}
    unpaid = told(START + timedelta(days=1), "SCH-19", seller=ABROAD, order=order)
    known = told(START + timedelta(days=1), "SCH-19", seller=ABROAD, order={**order, "paid_at": paid})
    assert unpaid is not None
    assert known is not None
    assert known.deadline_at - unpaid.deadline_at == timedelta(hours=5)
    assert told(START, "SCH-19", seller=ABROAD, order={**order, "handed_over_at": BEGAN}) is None


def test_an_answer_is_what_is_next_however_near_the_others_are() -> None:
    at = START + timedelta(days=9, hours=23)
    request = {"state": "ON_APPROVAL", "auto_approve_at": (at + timedelta(days=9)).isoformat()}
    order = {**RFBS, "status": "awaiting_deliver", "paid_at": BEGAN}
    both = facts(at, seller=ABROAD, order=order, cancellation=request)
    assert [clock.rule_id for clock in deadlines.clocks(both)] == ["SCH-19", "SCH-18"]
    following = deadlines.next_clock(both)
    assert following is not None
    assert following.rule_id == "SCH-18"


def test_a_term_of_the_law_is_told_but_is_never_the_next_deadline() -> None:
    at = START + timedelta(days=1)
    claim = {"state": "Approved", "created_at": BEGAN, "reason": {"is_defect": True}}
    known = facts(at, seller=AT_HOME, order=RFBS, claim=claim)
    assert [clock.rule_id for clock in deadlines.clocks(known)] == ["LAW-07"]
    assert deadlines.next_clock(known) is None
    waiting = facts(at, seller=AT_HOME, order=RFBS, claim={**claim, "state": "OnSellerApproval"})
    following = deadlines.next_clock(waiting)
    assert following is not None
    assert following.rule_id == "SCH-05"


def test_the_sellers_turn_comes_before_the_buyers_and_ozons() -> None:
    at = START + timedelta(hours=1)
    claim = {"state": "PassedToPartner", "state_changed_at": BEGAN}
    following = deadlines.next_clock(facts(at, seller=ABROAD, order=RFBS, claim=claim))
    assert following is not None
    assert following.turn == "seller"
    sending = deadlines.next_clock(facts(at, seller=ABROAD, order=RFBS, claim={**claim, "state": "Approved"}))
    assert sending is not None
    assert (sending.rule_id, sending.turn) == ("SCH-16", "buyer")


@pytest.mark.parametrize("rule_id", CONFIDENCE)
def test_a_clock_is_as_sure_as_the_rule_behind_it(rule_id: str) -> None:
    rule = next((one for one in policy.rules() if one.id == rule_id), None)
    assert rule is None or rule.confidence == CONFIDENCE[rule_id]


def test_a_clock_names_where_its_end_comes_from_and_how_sure_it_is() -> None:
    claim = {"state": "OnSellerApproval", "created_at": BEGAN}
    counted = told(START + MINUTE, "SCH-05", order=RFBS, claim=claim)
    shown = {**claim, "answer_due_at": (START + timedelta(days=2)).isoformat()}
    page = told(START + MINUTE, "SCH-05", order=RFBS, claim=shown)
    request = {"state": "ON_APPROVAL", "auto_approve_at": (START + timedelta(days=2)).isoformat()}
    ozon = told(START + MINUTE, "SCH-18", order=RFBS, cancellation=request)
    found = [(one.source, one.confidence) for one in (counted, page, ozon) if one is not None]
    assert found == [("rule", "medium"), ("page", "medium"), ("ozon", "high")]


@pytest.mark.parametrize("then", THEN)
def test_what_follows_is_said_in_every_language(then: str) -> None:
    assert set(THEN[then]) == set(LOCALES)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in THEN[then]["zh-CN"])
    assert any("а" <= letter <= "я" for letter in THEN[then]["ru"])


def test_a_rule_may_name_every_clock_and_each_says_what_it_needs() -> None:
    assert set(deadlines.NEEDS) == set(deadlines.NAMED)


@pytest.mark.parametrize("rule_id", ["SCH-16", "SCH-11", "SCH-19", "LAW-04", "LAW-07"])
def test_why_a_clock_stands_still_is_told_by_the_fact_that_is_missing_or_by_nothing_missing(rule_id: str) -> None:
    blocks = next(blocks for known, _, blocks in CASES.values() if known == rule_id)
    other = AT_HOME if blocks["seller"] == ABROAD else ABROAD
    created = {"order": {**blocks["order"], "created_at": BEGAN}}
    explained = {
        name: next(
            one
            for one in policy.explain(facts(START, **{**blocks, **created, "seller": seller}))
            if one.rule_id == rule_id
        )
        for name, seller in (("unknown", {"currency": "CNY"}), ("other", other))
    }
    assert "seller.cross_border" in explained["unknown"].missing
    assert explained["other"].outcome == "silent"
