"""What was saved comes back as it was."""

import pytest

from tests.storage.builders import (
    NOW,
    a_cancelled_order,
    a_detailed_return,
    a_line,
    a_return,
    an_account,
    an_order,
    days_ago,
)
from vozvrat import storage
from vozvrat.domain import errors

pytestmark = pytest.mark.usefixtures("database")


def test_an_order_comes_back_as_it_was_saved() -> None:
    storage.accounts.add(an_account())
    order = an_order(lines=(a_line("1"), a_line("2", quantity=1)))
    storage.orders.save("shop", [order, a_cancelled_order("58544282-0058-1")])
    assert storage.orders.by_number([order.posting_number])[order.posting_number].order == order


def test_why_an_order_was_cancelled_comes_back() -> None:
    storage.accounts.add(an_account())
    order = a_cancelled_order("58544282-0058-1")
    storage.orders.save("shop", [order])
    assert storage.orders.by_number([order.posting_number])[order.posting_number].order == order


def test_a_return_with_all_its_details_comes_back_as_it_was_saved() -> None:
    storage.accounts.add(an_account())
    claim = a_detailed_return()
    storage.returns.save("shop", [claim])
    assert storage.returns.by_posting([claim.posting_number])[claim.posting_number][0].claim == claim


def test_a_return_is_known_by_the_same_id_after_it_was_read_again() -> None:
    storage.accounts.add(an_account())
    storage.returns.save("shop", [a_return()])
    storage.returns.save("shop", [a_return(state="Rejected")])
    assert storage.returns.get("shop-rfbs-8000123456").claim.state == "Rejected"


def test_two_accounts_with_the_same_number_of_ozons_keep_their_returns_apart() -> None:
    storage.accounts.add(an_account())
    storage.accounts.add(an_account("other", "1002"))
    storage.returns.save("shop", [a_return()])
    storage.returns.save("other", [a_return(state="Rejected")])
    assert storage.returns.get("shop-rfbs-8000123456").claim.state == "OnSellerApproval"


def test_what_ozon_leaves_out_next_time_is_not_forgotten() -> None:
    storage.accounts.add(an_account())
    storage.orders.save("shop", [an_order(tracking_number="RB12")])
    storage.orders.save("shop", [an_order(delivered_from=None, delivered_at=None)])
    again = storage.orders.by_number(["58544282-0057-1"])["58544282-0057-1"].order
    assert (again.tracking_number, again.delivered_from, again.delivered_at) == ("RB12", days_ago(11), days_ago(10))


def test_a_product_taken_out_of_a_posting_is_gone() -> None:
    storage.accounts.add(an_account())
    storage.orders.save("shop", [an_order(lines=(a_line("1"), a_line("2"), a_line("3")))])
    storage.orders.save("shop", [an_order(lines=(a_line("1"),))])
    order = storage.orders.by_number(["58544282-0057-1"])["58544282-0057-1"].order
    assert [line.sku for line in order.lines] == ["1"]


def test_an_account_comes_back_as_it_was_added() -> None:
    account = an_account(roles=("Admin",), methods=("/v1/roles",), skipped_methods=(("/v3/chat/list", "x"),))
    storage.accounts.add(account)
    assert storage.accounts.get("shop") == account


def test_the_same_client_id_cannot_be_added_twice() -> None:
    storage.accounts.add(an_account())
    with pytest.raises(errors.Conflict):
        storage.accounts.add(an_account("again"))


def test_a_company_is_found_by_its_client_id_and_by_what_its_returns_carried() -> None:
    storage.accounts.add(an_account())
    storage.accounts.remember_companies("shop", ["777"])
    found = [storage.accounts.by_company(company) for company in ("1001", "777", "778")]
    assert [account and account.id for account in found] == ["shop", "shop", None]


def test_an_account_takes_everything_with_it_when_it_is_removed() -> None:
    storage.accounts.add(an_account())
    storage.orders.save("shop", [an_order()])
    storage.returns.save("shop", [a_return()])
    storage.accounts.remove("shop")
    assert storage.orders.by_number(["58544282-0057-1"]) == {}
    assert storage.returns.by_posting(["58544282-0057-1"]) == {}


def test_what_is_not_there_is_said_to_be_not_there() -> None:
    for ask in (storage.accounts.get, storage.accounts.remove, storage.returns.get):
        with pytest.raises(errors.NotFound):
            ask("nobody")


def save_and_fail() -> None:
    with storage.transaction():
        storage.orders.save("shop", [an_order()], now=NOW)
        raise RuntimeError("the power is gone")


def test_a_transaction_that_fails_leaves_nothing_behind() -> None:
    storage.accounts.add(an_account())
    with pytest.raises(RuntimeError, match="the power is gone"):
        save_and_fail()
    assert storage.orders.by_number(["58544282-0057-1"]) == {}
