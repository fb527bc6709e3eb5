"""Two lists, one truth: what joins, what stays apart, and who owns which field."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.storage.builders import NOW, a_detailed_return, a_line, a_return, an_order, days_ago
from vozvrat import storage, sync
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import Return, ReturnProduct, Storage

pytestmark = pytest.mark.usefixtures("account")

POSTING = "58544282-0057-1"


def a_request(number: str = "8000123456", **fields: object) -> Return:
    return a_return(number, **fields)


def a_row(number: str = "1000015552", **fields: object) -> Return:
    """A row of the common list about the same product."""
    shape: dict[str, object] = {"origin": "common", "scheme": Scheme.FBS, "group_state": None, "return_number": None}
    return a_return(number, **{**shape, **fields})


def read(*claims: Return, minutes: float = 0) -> None:
    sync.apply_observation("shop", sync.ReturnsRead(claims), now=NOW + timedelta(minutes=minutes))


def shown() -> list[storage.returns.StoredReturn]:
    return storage.returns.by_posting([POSTING]).get(POSTING, [])


def request(number: str = "8000123456") -> storage.returns.StoredReturn:
    return storage.returns.get(f"shop-rfbs-{number}")


def row(number: str = "1000015552") -> storage.returns.StoredReturn:
    return storage.returns.get(f"shop-common-{number}")


def events() -> list[str]:
    return [event.kind for event in storage.events.after(0)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_open_request_and_its_row_are_one_return_whichever_comes_first(order: tuple[int, int]) -> None:
    both = (a_request(), a_row())
    for which in order:
        read(both[which])
    assert [one.id for one in shown()] == ["shop-rfbs-8000123456"]
    assert row().joined_to == "shop-rfbs-8000123456"


def test_a_joined_row_is_in_no_list_and_in_no_count() -> None:
    read(a_request(), a_row())
    found = storage.returns.search(storage.returns.ReturnFilters()).items
    assert [one.id for one in found] == ["shop-rfbs-8000123456"]


def test_two_open_requests_for_the_same_product_join_nothing_and_are_linked() -> None:
    read(a_request("8000123456"), a_request("8000123457"), a_row())
    assert {one.id for one in shown()} == {
        "shop-rfbs-8000123456",
        "shop-rfbs-8000123457",
        "shop-common-1000015552",
    }
    assert row().joined_to is None
    assert row().perhaps_same_as is not None


def test_two_rows_and_one_request_join_nothing_and_are_linked() -> None:
    read(a_request(), a_row("1000015552"), a_row("1000015553"))
    assert len(shown()) == 3
    assert request().perhaps_same_as is not None


def test_another_product_of_the_same_posting_is_another_return() -> None:
    other = ReturnProduct("999", "CUP-1", "Чашка", None)
    read(a_request(), a_row(product=other))
    assert len(shown()) == 2
    assert row().perhaps_same_as is None


def test_a_request_that_is_over_is_not_joined_but_linked() -> None:
    read(a_request(state="MoneyReturned"), a_row(state="MoneyReturned"))
    assert row().joined_to is None
    assert (row().perhaps_same_as, request().perhaps_same_as) == (request().id, row().id)


def test_what_is_joined_stays_joined_when_the_request_ends() -> None:
    read(a_request(), a_row())
    read(a_request(state="MoneyReturned"), minutes=5)
    read(a_row(state="MoneyReturned"), minutes=6)
    assert row().joined_to == request().id
    assert len(shown()) == 1


def test_a_parcel_refused_at_handover_never_joins_a_request() -> None:
    read(a_request(), a_row(type="FullReturn"))
    assert row().joined_to is None
    assert len(shown()) == 2


def test_a_return_to_ozons_own_warehouse_never_joins_a_request() -> None:
    read(a_request(), a_row(scheme=Scheme.FBO))
    assert row().joined_to is None


def test_joining_is_told_once_and_the_second_view_tells_nothing() -> None:
    read(a_request(), a_row())
    read(a_row(state="DisputeOpened", state_name="Спор"), minutes=1)
    assert events() == ["return_new", "return_joined"]


def test_the_request_keeps_its_own_state_and_takes_what_only_the_other_list_knows() -> None:
    waits = Storage(arrived_at=days_ago(2), paid_from=days_ago(-3))
    read(a_request())
    read(a_row(state="DisputeOpened", storage=waits, place="Пункт 7", company_id="777"), minutes=1)
    claim = request().claim
    assert (claim.state, claim.storage, claim.place) == ("OnSellerApproval", waits, "Пункт 7")


def test_the_company_that_rows_carry_finds_the_account() -> None:
    read(a_row(company_id="777"))
    found = storage.accounts.by_company("777")
    assert found is not None
    assert found.id == "shop"


def test_a_row_about_an_rfbs_order_is_rfbs_whatever_the_list_says() -> None:
    sync.apply_observation("shop", sync.OrdersRead([an_order(scheme=Scheme.RFBS)]), now=NOW)
    read(a_row())
    assert row().claim.scheme is Scheme.RFBS


def test_a_row_of_the_list_erases_no_details() -> None:
    detailed = a_detailed_return()
    read(detailed)
    read(a_request(), minutes=1)
    claim = request().claim
    assert (claim.reason, claim.photos, claim.available_actions, claim.detailed) == (
        detailed.reason,
        detailed.photos,
        detailed.available_actions,
        True,
    )


def test_actions_of_a_state_that_is_over_are_forgotten_until_they_are_read_again() -> None:
    detailed = a_detailed_return()
    read(detailed)
    read(a_request(state="Approved", state_name="Одобрена"), minutes=1)
    claim = request().claim
    assert (claim.available_actions, claim.detailed, claim.reason) == ((), False, detailed.reason)


def test_a_full_reading_without_actions_takes_them_away() -> None:
    read(a_detailed_return())
    read(replace(a_detailed_return(), available_actions=()), minutes=1)
    assert request().claim.available_actions == ()


def test_when_a_request_was_asked_for_is_kept_after_its_state_moved_on() -> None:
    asked = days_ago(1)
    read(a_row(created_at=asked, state_changed_at=asked))
    read(a_row(state="Approved", created_at=None, state_changed_at=NOW), minutes=1)
    assert row().claim.created_at == asked


def test_a_changed_state_is_an_event_with_both_ends() -> None:
    read(a_request())
    read(a_request(state="Approved"), minutes=1)
    event = storage.events.after(0)[-1]
    assert (event.kind, event.details) == (
        "return_state",
        {"to": "Approved", "state_name": "На согласовании", "from": "OnSellerApproval"},
    )


def test_reading_the_same_again_is_no_event() -> None:
    read(a_request())
    read(a_request(), minutes=1)
    assert events() == ["return_new"]


def test_a_change_and_its_event_are_written_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    read(a_request())

    def fail(_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(storage.events, "add", fail)
    with pytest.raises(OSError, match="full"):
        read(a_request(state="Approved"), minutes=1)
    assert request().claim.state == "OnSellerApproval"


def test_an_observation_never_changes_an_amount() -> None:
    read(a_request())
    page = sync.PageSeen(request().id, NOW + timedelta(hours=5), NOW, "return")
    sync.apply_observation("shop", page, now=NOW)
    product = request().claim.product
    assert product is not None
    assert product.price == Money(amount=product.price.amount, currency="RUB")
    assert request().claim == a_request()


def test_what_the_buyer_paid_is_not_forgotten_by_an_answer_that_does_not_say_it() -> None:
    sync.apply_observation("shop", sync.OrdersRead([an_order(lines=(a_line("1"),))]), now=NOW)
    sync.apply_observation("shop", sync.OrdersRead([an_order(lines=(a_line("1", customer_price=None),))]), now=NOW)
    order = storage.orders.by_number([POSTING])[POSTING].order
    assert order.lines[0].customer_price is not None


def test_what_the_buyer_paid_for_one_product_is_never_taken_for_the_price_of_another() -> None:
    sync.apply_observation("shop", sync.OrdersRead([an_order(lines=(a_line("1"), a_line("2")))]), now=NOW)
    sync.apply_observation("shop", sync.OrdersRead([an_order(lines=(a_line("2", customer_price=None),))]), now=NOW)
    assert storage.orders.by_number([POSTING])[POSTING].order.lines[0].customer_price is None
