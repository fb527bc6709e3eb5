"""What we saw happen ourselves, and nothing that we did not."""

from datetime import timedelta

import pytest

from tests.storage.builders import NOW, a_return, an_order, days_ago
from vozvrat import storage, sync
from vozvrat.domain.case import Seen
from vozvrat.domain.errors import InvalidInput, NotFound
from vozvrat.domain.orders import Scheme

pytestmark = pytest.mark.usefixtures("account")

MINE = "shop-rfbs-8000123456"
POSTING = "58544282-0057-1"


def read(state: str, *, hours: float = 0, **fields: object) -> None:
    claim = a_return(state=state, **fields)
    sync.apply_observation("shop", sync.ReturnsRead([claim]), now=NOW + timedelta(hours=hours))


def seen() -> Seen:
    return storage.returns.get(MINE).seen


def deadline() -> storage.returns.NextDeadline:
    found = storage.returns.get(MINE).next_deadline
    assert found is not None
    return found


def order_read(status: str, *, hours: float = 0) -> None:
    order = an_order(status=status, delivered_from=None, delivered_at=None)
    sync.apply_observation("shop", sync.OrdersRead([order]), now=NOW + timedelta(hours=hours))


def page(due_in: float | None, *, hours: float = 0, return_id: str = MINE) -> None:
    due = None if due_in is None else NOW + timedelta(hours=due_in)
    at = NOW + timedelta(hours=hours)
    sync.apply_observation("shop", sync.PageSeen(return_id, due, at, "return"), now=at)


def test_a_fresh_request_had_no_offers() -> None:
    read("OnSellerApproval")
    assert seen().offers_made == 0


def test_how_many_offers_there_were_before_our_first_reading_is_unknown() -> None:
    read("OnSellerClarificationAfterPartialCompensation")
    assert seen().offers_made is None


def test_an_offer_that_we_saw_is_counted_and_its_refusal_dated_by_the_last_reading_before() -> None:
    read("OnSellerApproval")
    read("OfferedPartialCompensation", hours=1)
    read("OnSellerClarificationAfterPartialCompensation", hours=2)
    assert (seen().offers_made, seen().offer_declined_at) == (1, NOW + timedelta(hours=1))


def test_an_offer_made_and_declined_between_two_readings_is_counted_too() -> None:
    read("OnSellerApproval")
    read("OnSellerClarificationAfterPartialCompensation", hours=2)
    assert seen().offers_made == 1


@pytest.mark.parametrize("state", ["PartialCompensationInProcess", "PartialCompensationReturned"])
def test_an_offer_made_and_accepted_between_two_readings_is_counted_too(state: str) -> None:
    read("OnSellerApproval")
    read(state, hours=2)
    assert seen().offers_made == 1


def test_an_offer_that_we_saw_is_counted_once_when_it_is_accepted_and_paid() -> None:
    read("OnSellerApproval")
    read("OfferedPartialCompensation", hours=1)
    read("PartialCompensationInProcess", hours=2)
    read("PartialCompensationReturned", hours=3)
    assert seen().offers_made == 1


def test_after_days_of_silence_a_term_is_not_declared_over_before_it_was_seen() -> None:
    read("OnSellerApproval")
    read("Rejected", hours=100)
    assert seen().rejected_at == NOW + timedelta(hours=100)


def test_ozons_own_date_of_a_change_is_taken_first() -> None:
    read("OnSellerApproval")
    read("Rejected", hours=5, state_changed_at=NOW + timedelta(hours=3))
    assert seen().rejected_at == NOW + timedelta(hours=3)


def test_an_offer_is_not_counted_again_each_time_it_is_read() -> None:
    read("OnSellerApproval")
    read("OfferedPartialCompensation", hours=1)
    read("OfferedPartialCompensation", hours=2)
    assert seen().offers_made == 1


def test_the_deadline_moves_with_the_state() -> None:
    read("OnSellerApproval", created_at=NOW)
    assert deadline().at == NOW + timedelta(hours=72)
    read("MoneyReturned", hours=1)
    assert storage.returns.get(MINE).next_deadline is None


def test_a_timer_on_the_page_ends_the_clock() -> None:
    read("OnSellerApproval", created_at=NOW)
    page(40)
    assert (deadline().at, deadline().source) == (NOW + timedelta(hours=40), "page")


def test_the_timer_of_a_page_is_forgotten_when_the_state_moves_on() -> None:
    read("OnSellerApproval", created_at=NOW)
    page(40)
    read("OnSellerClarificationAfterPartialCompensation", hours=1)
    assert seen().answer_due_at is None


def test_a_page_that_was_seen_earlier_does_not_overrule_a_later_one() -> None:
    read("OnSellerApproval", created_at=NOW)
    page(40, hours=1)
    page(30, hours=0)
    assert seen().answer_due_at == NOW + timedelta(hours=40)


def test_a_timer_that_no_rule_could_explain_is_refused() -> None:
    read("OnSellerApproval", created_at=NOW)
    with pytest.raises(InvalidInput):
        page(24 * 365)


def test_a_page_about_a_return_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound):
        page(5, return_id="shop-rfbs-1")


def test_a_page_of_another_shop_is_refused() -> None:
    read("OnSellerApproval", created_at=NOW)
    with pytest.raises(NotFound):
        sync.apply_observation("other", sync.PageSeen(MINE, NOW, NOW, "return"), now=NOW)


def test_a_timer_seen_at_the_second_view_of_a_request_is_the_requests_own() -> None:
    read("OnSellerApproval", created_at=NOW)
    row = a_return("1000015552", origin="common", scheme=Scheme.FBS)
    sync.apply_observation("shop", sync.ReturnsRead([row]), now=NOW)
    page(40, return_id="shop-common-1000015552")
    assert deadline().at == NOW + timedelta(hours=40)


def test_a_page_leaves_a_line_in_the_timeline() -> None:
    read("OnSellerApproval", created_at=NOW)
    page(40)
    told = storage.events.timeline("shop", POSTING)
    assert [event.kind for event in told][-1] == "observation"


def test_a_delivery_that_happened_between_two_readings_lies_between_them() -> None:
    order_read("delivering")
    order_read("delivered", hours=2)
    order = storage.orders.by_number([POSTING])[POSTING].order
    assert order.delivered_at == NOW + timedelta(hours=2)
    assert order.delivered_from is not None
    assert NOW - timedelta(minutes=5) < order.delivered_from < NOW  # reading and storing take their time


def test_a_posting_first_seen_delivered_has_no_date_of_delivery() -> None:
    order_read("delivered")
    assert storage.orders.by_number([POSTING])[POSTING].order.delivered_at is None


def test_two_intervals_of_one_delivery_are_narrowed_to_what_lies_in_both() -> None:
    order_read("delivered")
    for between in ((days_ago(10), days_ago(8)), (days_ago(9), days_ago(7))):
        sync.apply_observation("shop", sync.DeliverySeen({POSTING: between}), now=NOW)
    order = storage.orders.by_number([POSTING])[POSTING].order
    assert (order.delivered_from, order.delivered_at) == (days_ago(9), days_ago(8))


def test_deadlines_that_have_passed_are_worked_out_anew() -> None:
    read("OnSellerApproval", created_at=days_ago(1))
    assert storage.returns.overdue(now=NOW + timedelta(days=4))
    sync.tick(NOW + timedelta(days=4))
    assert storage.returns.get(MINE).next_deadline is None
