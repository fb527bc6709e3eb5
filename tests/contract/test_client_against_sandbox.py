"""Our client and the simulated Ozon over real HTTP, on good days and bad ones."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from limits.storage import MemoryStorage

from vozvrat import ozon
from vozvrat.domain import errors
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ActionKind, Return
from vozvrat.ozon import writes
from vozvrat.ozon.reads import account, cancellations, chats, fees, orders, products, returns
from vozvrat.ozon.states import VOCABULARY
from vozvrat_sandbox.serve import Sandbox

ACTION = "/v1/returns/rfbs/action/set"
LIST = "/v1/returns/list"


@pytest.fixture(scope="module")
def simulated() -> Iterator[Sandbox]:
    with Sandbox(seed=7, returns=400, requests_per_second=0) as found:
        yield found


def no_sleep(_: float) -> None:
    """The simulated Ozon needs no rest."""


@pytest.fixture
def seller(simulated: Sandbox) -> Iterator[ozon.Seller]:
    fees.forget_dictionaries()
    first = simulated.accounts[0]
    with ozon.connect(
        first.client_id,
        first.api_key,
        base_url=simulated.url,
        limiter=ozon.Unlimited(),
        patience=ozon.Patience(sleep=no_sleep),
    ) as found:
        yield found


def control(simulated: Sandbox, what: str, **body: object) -> dict[str, Any]:
    answer = httpx.post(f"{simulated.url}/_sandbox/{what}", json=body, trust_env=False)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def seen(simulated: Sandbox, path: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{simulated.url}/_sandbox/calls", params={"path": path}, trust_env=False)
    found: list[dict[str, Any]] = answer.json()["calls"]
    return found


@pytest.fixture
def fault(simulated: Sandbox) -> Iterator[Any]:
    """Has the next calls of a path go wrong; nothing is left for the next test."""
    touched: set[str] = set()

    def ask(path: str, kind: str, *, times: int = 1, seconds: float | None = None) -> None:
        touched.add(path)
        more = {} if seconds is None else {"seconds": seconds}
        control(simulated, "faults", path=path, fault=kind, times=times, **more)

    httpx.delete(f"{simulated.url}/_sandbox/calls", trust_env=False)
    yield ask
    for path in touched:
        control(simulated, "faults", path=path, fault="garbage", times=0)


def all_common(seller: ozon.Seller) -> list[Return]:
    return [found for page in returns.common_pages(seller) for found in page.items]


def open_claim(seller: ozon.Seller) -> Return:
    """An rFBS request that waits for the seller, in full."""
    for page in returns.rfbs_pages(seller, group_states=["New"]):
        for row in page.items:
            if row.state == "OnSellerApproval":
                return returns.rfbs(seller, row.ozon_id)
    raise AssertionError("no request waits")


def effect(seller: ozon.Seller, claim: Return, *, within: float = 3.0) -> str:
    """The state that an action brought about."""
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        state = returns.rfbs(seller, claim.ozon_id).state
        if state != claim.state:
            return state
        time.sleep(0.1)
    return claim.state


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


# --- bad days: writes --------------------------------------------------------------------


def approve(seller: ozon.Seller, claim: Return) -> None:
    (action,) = [action for action in claim.available_actions if action.kind is ActionKind.APPROVE]
    writes.set_return_action(seller, return_id=claim.ozon_id, action_id=action.id)


def test_an_approval_takes_effect(simulated: Sandbox, seller: ozon.Seller, fault: Any) -> None:
    claim = open_claim(seller)
    approve(seller, claim)
    assert effect(seller, claim) != claim.state
    assert [call["effect"] for call in seen(simulated, ACTION)] == [True]


def test_an_empty_200_is_a_yes(simulated: Sandbox, seller: ozon.Seller, fault: Any) -> None:
    claim = open_claim(seller)
    fault(ACTION, "empty_200")
    approve(seller, claim)
    assert effect(seller, claim) != claim.state


@pytest.mark.parametrize("kind", ["status_500_after", "cut_after", "truncated", "garbage"])
def test_money_may_have_moved_and_is_never_moved_twice(
    simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str
) -> None:
    claim = open_claim(seller)
    fault(ACTION, kind)
    with pytest.raises(ozon.Unsure):
        approve(seller, claim)
    assert [call["effect"] for call in seen(simulated, ACTION)] == [True]
    assert effect(seller, claim) != claim.state


@pytest.mark.parametrize("kind", ["status_500_before", "cut_before"])
def test_what_did_not_happen_is_unsure_too_where_nobody_can_tell(
    simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str
) -> None:
    claim = open_claim(seller)
    fault(ACTION, kind)
    with pytest.raises(ozon.Unsure):
        approve(seller, claim)
    assert [call["effect"] for call in seen(simulated, ACTION)] == [False]


@pytest.mark.parametrize("kind", ["status_429", "circle_open"])
def test_a_refusal_is_certain(simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str) -> None:
    claim = open_claim(seller)
    fault(ACTION, kind)
    with pytest.raises(ozon.Refused):
        approve(seller, claim)
    assert [call["effect"] for call in seen(simulated, ACTION)] == [False]


def test_a_slow_answer_is_unsure_and_sent_once(
    simulated: Sandbox, seller: ozon.Seller, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vozvrat.ozon.writes.transport.SECONDS", 0.5)
    claim = open_claim(seller)
    fault(ACTION, "delay", seconds=2.0)
    with pytest.raises(ozon.Unsure):
        approve(seller, claim)
    time.sleep(2.0)
    assert len(seen(simulated, ACTION)) == 1


def test_ozon_refuses_an_impossible_sum(seller: ozon.Seller) -> None:
    claim = open_claim(seller)
    assert claim.product is not None
    assert claim.product.price is not None
    with pytest.raises(ozon.Refused) as caught:
        writes.set_return_action(
            seller, return_id=claim.ozon_id, action_id="1020", amount=claim.product.price.amount + Decimal(1)
        )
    assert isinstance(caught.value.why, errors.BadRequest)


def test_a_request_to_cancel_is_refused_once(seller: ozon.Seller) -> None:
    waiting = next(
        item for page in cancellations.pages(seller, state="ON_APPROVAL") for item in page.items if item.auto_approve_at
    )
    writes.reject_cancellation(seller, cancellation_id=waiting.ozon_id, comment="Посылка уже в пути")
    with pytest.raises(ozon.Refused):
        writes.reject_cancellation(seller, cancellation_id=waiting.ozon_id, comment="Посылка уже в пути")
