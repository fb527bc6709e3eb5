"""Our client reads the simulated Ozon over real HTTP, on good days and bad ones."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from limits.storage import MemoryStorage

from tests.contract.conftest import ACTION, LIST, control, no_sleep, open_claim, seen
from vozvrat import ozon
from vozvrat.domain import errors
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ActionKind, Return
from vozvrat.ozon import writes
from vozvrat.ozon.reads import account, cancellations, chats, fees, orders, products, returns
from vozvrat.ozon.states import VOCABULARY
from vozvrat_sandbox.serve import Sandbox


def all_common(seller: ozon.Seller) -> list[Return]:
    return [found for page in returns.common_pages(seller) for found in page.items]


# --- good days ---------------------------------------------------------------------------


def test_every_return_is_read_once_and_understood(seller: ozon.Seller) -> None:
    found = all_common(seller)
    assert len(found) == len({row.ozon_id for row in found}) > 100
    assert {row.scheme for row in found} >= {Scheme.FBO, Scheme.FBS}
    assert all(row.state in VOCABULARY or row.state_name for row in found)
    assert all(row.posting_number and row.product for row in found)


def test_only_what_changed_is_read_on_request(seller: ozon.Seller) -> None:
    newest = max(row.state_changed_at for row in all_common(seller) if row.state_changed_at)
    pages = returns.common_pages(seller, changed=(newest - timedelta(days=2), newest))
    recent = [row for page in pages for row in page.items]
    assert 0 < len(recent) < len(all_common(seller))
    assert all(row.state_changed_at and row.state_changed_at >= newest - timedelta(days=2) for row in recent)


def test_a_stopped_reading_goes_on_behind_its_cursor(seller: ozon.Seller) -> None:
    everything = [row.ozon_id for row in all_common(seller)]
    half = everything[len(everything) // 2]
    rest = [row.ozon_id for page in returns.common_pages(seller, last_id=half) for row in page.items]
    assert rest == everything[len(everything) // 2 + 1 :]


@pytest.mark.parametrize("shape", ["flat", "nested"])
def test_a_request_says_what_the_seller_may_do(simulated: Sandbox, seller: ozon.Seller, shape: str) -> None:
    control(simulated, "shapes", available_actions=shape)
    try:
        claim = open_claim(seller)
    finally:
        control(simulated, "shapes", available_actions="flat")
    kinds = {action.kind for action in claim.available_actions}
    assert {ActionKind.REJECT, ActionKind.REFUND, ActionKind.APPROVE} <= kinds
    assert ActionKind.OTHER not in kinds
    assert claim.rejection_reasons
    assert claim.reason is not None


def test_requests_to_cancel_are_read(seller: ozon.Seller) -> None:
    found = [item for page in cancellations.pages(seller) for item in page.items]
    assert found
    assert all(item.auto_approve_at for item in found if item.state == "ON_APPROVAL")


def test_the_account_says_who_it_is_and_until_when(simulated: Sandbox, seller: ozon.Seller) -> None:
    key, info = account.roles(seller), account.seller_info(seller)
    assert {LIST, ACTION} <= key.methods
    assert key.expires_at is not None
    assert (info.name, info.currency) == (simulated.accounts[0].name, simulated.accounts[0].currency)
    assert account.error_index(seller) is not None


def a_year(simulated: Sandbox) -> dict[str, datetime]:
    now = simulated.world.clock.now()
    return {"since": now - timedelta(days=364), "to": now}


def test_orders_of_both_schemes_are_read_and_read_alike_one_by_one(simulated: Sandbox, seller: ozon.Seller) -> None:
    found = [order for page in orders.fbs_pages(seller, **a_year(simulated)) for order in page.items]
    assert len(found) == len({order.posting_number for order in found}) > 100
    assert {order.scheme for order in found} == {Scheme.FBS, Scheme.RFBS}
    assert all(order.lines and order.lines[0].price and order.lines[0].customer_price for order in found)
    assert all(order.delivered_at is None for order in found)
    assert orders.fbs(seller, found[0].posting_number) == found[0]


def test_a_narrow_window_dates_deliveries(simulated: Sandbox, seller: ozon.Seller) -> None:
    now = simulated.world.clock.now()
    window = (now - timedelta(days=10), now)
    changed = [order for page in orders.fbs_pages(seller, **a_year(simulated), changed=window) for order in page.items]
    everything = [order for page in orders.fbs_pages(seller, **a_year(simulated)) for order in page.items]
    assert 0 < len(changed) < len(everything)


def test_fbo_orders_are_read(simulated: Sandbox, seller: ozon.Seller) -> None:
    found = [order for page in orders.fbo_pages(seller, **a_year(simulated)) for order in page.items]
    assert len(found) > 20
    assert {order.scheme for order in found} == {Scheme.FBO}
    assert orders.fbo(seller, found[0].posting_number).status == found[0].status


def test_an_unknown_posting_is_said_to_be_unknown(seller: ozon.Seller) -> None:
    for one in (orders.fbs, orders.fbo):
        with pytest.raises(errors.NotFoundAtOzon):
            one(seller, "99999999-0001-1")


def test_chats_are_read_to_their_first_message(seller: ozon.Seller) -> None:
    found = [chat for page in chats.pages(seller) for chat in page.items]
    with_buyers = [chat for chat in found if chat.type == "BUYER_SELLER"]
    assert with_buyers
    messages = [message for page in chats.history(seller, with_buyers[0].ozon_id) for message in page.items]
    assert len(messages) == len({message.ozon_id for message in messages}) > 0
    assert "buyer" in {message.author for message in messages}
    assert any(message.order_number for message in messages)


def test_fees_have_names_and_products_prices(seller: ozon.Seller) -> None:
    some = all_common(seller)[:60]
    charged = fees.accruals(seller, [row.posting_number for row in some])
    assert charged
    assert all(fee.name for fee in charged)
    known = products.info(seller, sorted({row.product.sku for row in some if row.product}))
    assert known
    assert all(product.price and product.category_id for product in known)


def test_a_message_reaches_the_buyer(simulated: Sandbox, seller: ozon.Seller) -> None:
    chat = next(
        chat
        for page in chats.pages(seller)
        for chat in page.items
        if (chat.type, chat.status) == ("BUYER_SELLER", "OPENED")
    )
    writes.send_message(seller, chat_id=chat.ozon_id, text="Здравствуйте! Пришлите, пожалуйста, фото.")
    newest = next(chats.history(seller, chat.ozon_id)).items[0]
    assert (newest.author, newest.text) == ("seller", "Здравствуйте! Пришлите, пожалуйста, фото.")


# --- bad days: reads ---------------------------------------------------------------------

PASSING = [
    "status_500_before",
    "status_500_after",
    "status_429",
    "cut_before",
    "cut_after",
    "empty_200",
    "truncated",
    "garbage",
]


@pytest.mark.parametrize("kind", PASSING)
def test_a_read_gets_through_a_passing_fault(simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str) -> None:
    fault(LIST, kind, times=2)
    page = next(returns.common_pages(seller))
    assert page.items
    assert len(seen(simulated, LIST)) == 3


def test_a_paused_method_is_asked_once(simulated: Sandbox, fault: Any) -> None:
    fault(LIST, "circle_open", times=5)
    first = simulated.accounts[0]
    limiter = ozon.SharedLimiter(MemoryStorage())
    with ozon.connect(first.client_id, first.api_key, base_url=simulated.url, limiter=limiter) as seller:
        for _ in range(3):
            with pytest.raises(errors.CircleOpen):
                next(returns.common_pages(seller))
        assert next(returns.rfbs_pages(seller)).items
    assert len(seen(simulated, LIST)) == 1


def test_we_stay_below_ozons_limit_and_are_never_refused(simulated: Sandbox, fault: Any) -> None:
    control(simulated, "limits", requests_per_second=50)
    first = simulated.accounts[0]
    try:
        limiter = ozon.SharedLimiter(MemoryStorage())
        with ozon.connect(first.client_id, first.api_key, base_url=simulated.url, limiter=limiter) as seller:
            for _ in range(45):
                next(returns.rfbs_pages(seller))
    finally:
        control(simulated, "limits", requests_per_second=0)
    calls = seen(simulated, "/v2/returns/rfbs/list")
    assert [call["status"] for call in calls] == [200] * 45


def test_another_program_of_the_seller_makes_us_slower_not_louder(simulated: Sandbox, fault: Any) -> None:
    """Where others leave us 12 requests a second we learn it from the answers, hardly ever by a refusal."""
    control(simulated, "limits", requests_per_second=12)
    first = simulated.accounts[0]
    try:
        limiter = ozon.SharedLimiter(MemoryStorage())
        with ozon.connect(first.client_id, first.api_key, base_url=simulated.url, limiter=limiter) as seller:
            for _ in range(30):
                next(returns.rfbs_pages(seller))
    finally:
        control(simulated, "limits", requests_per_second=0)
    refused = [call for call in seen(simulated, "/v2/returns/rfbs/list") if call["status"] == 429]
    assert len(refused) <= 2


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ("deactivated", errors.KeyDeactivated),
        ("other_address", errors.KeyRestrictedToAddresses),
        ("blocked", errors.CompanyBlocked),
        ("offer_not_signed", errors.OfferNotSigned),
        ("no_returns_role", errors.RoleMissing),
    ],
)
def test_a_bad_key_is_called_by_its_trouble(simulated: Sandbox, trouble: str, error: type[errors.OzonError]) -> None:
    (bad,) = [entry for entry in simulated.ready_line()["refused"] if entry["trouble"] == trouble]
    with (
        ozon.connect(bad["client_id"], bad["api_key"], base_url=simulated.url, limiter=ozon.Unlimited()) as seller,
        pytest.raises(error),
    ):
        next(returns.common_pages(seller))


def test_an_unknown_key_is_not_an_unknown_return(simulated: Sandbox) -> None:
    with (
        ozon.connect(
            simulated.accounts[0].client_id, "no-such-key", base_url=simulated.url, limiter=ozon.Unlimited()
        ) as seller,
        pytest.raises(errors.InvalidKey),
    ):
        returns.rfbs(seller, "1")


def test_no_key_goes_to_a_server_that_cannot_prove_its_name(simulated: Sandbox) -> None:
    """The pages of the simulated seller center come with a certificate that nobody vouches for."""
    patience = ozon.Patience(attempts=2, sleep=no_sleep)
    with ozon.connect(
        "1", "key", base_url=simulated.seller_center_url, limiter=ozon.Unlimited(), patience=patience
    ) as seller:
        with pytest.raises(errors.OzonDown):
            account.roles(seller)
        with pytest.raises(ozon.NotSent):
            writes.approve_cancellation(seller, cancellation_id="1")


def test_an_unknown_return_is_not_an_unknown_key(seller: ozon.Seller) -> None:
    with pytest.raises(errors.NotFoundAtOzon):
        returns.rfbs(seller, "1")
