"""What changes at Ozon arrives by itself, and nothing is asked for that nobody needs."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.sync.conftest import Shop
from vozvrat import ozon, storage, sync
from vozvrat.domain import errors
from vozvrat.domain.orders import Order
from vozvrat.sync.round import BudgetSpent, Round
from vozvrat_sandbox.world.model import Return, Trouble
from vozvrat_sandbox.world.states import CONFIRM_RECEIPT

NEW = "OnSellerApproval"


@pytest.fixture
def read_shop(open_shop: Callable[..., Shop]) -> Shop:
    """A shop after its first full sync."""
    shop = open_shop(returns=90)
    shop.read()
    shop.tick()
    shop.sandbox.office.calls.clear()
    return shop


def in_minutes(minutes: float) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


def a_claim(shop: Shop, state: str = NEW) -> Return:
    return next(one for one in shop.sandbox.world.claims(shop.simulated) if one.state == state)


def stored(claim: Return) -> storage.returns.StoredReturn:
    return storage.returns.get(f"shop-rfbs-{claim.id}")


def test_a_request_that_the_buyer_withdraws_is_over_here_with_an_event(read_shop: Shop) -> None:
    claim = a_claim(read_shop)
    before = storage.events.last_id()
    read_shop.sandbox.life.buyer(claim.id, "cancel")
    read_shop.tick(in_minutes(16))
    assert stored(claim).claim.state == "Cancelled"
    assert ("return_state", f"shop-rfbs-{claim.id}") in [
        (event.kind, event.return_id) for event in storage.events.after(before)
    ]


def test_a_new_request_turns_up_with_its_details_and_its_deadline(read_shop: Shop) -> None:
    world = read_shop.sandbox.world
    posting = next(
        one
        for one in world.fbs_postings(read_shop.simulated)
        if one.status == "delivered" and str(one.scheme).lower() == "rfbs" and not world.returns_of(one.number)
    )
    claim = read_shop.sandbox.life.ask_return(posting.number)
    for minutes in (2, 4):
        read_shop.tick(in_minutes(minutes))
    found = stored(claim)
    assert found.claim.detailed
    assert found.next_deadline is not None
    kinds = [event.kind for event in storage.events.timeline("shop", posting.number)]
    assert "return_new" in kinds


def test_a_tick_with_nothing_due_asks_ozon_nothing(read_shop: Shop) -> None:
    assert read_shop.tick() == 0
    assert read_shop.calls("/v1/returns/list") == []


def test_a_tick_keeps_to_its_budget_and_the_next_one_goes_on(read_shop: Shop) -> None:
    made = [sync.tick(in_minutes(30), connect=read_shop.connect, calls=5) for _ in range(3)]
    assert all(0 < calls <= 5 for calls in made)
    assert len(read_shop.calls("/v2/returns/rfbs/list")) >= 1


def test_the_common_list_is_asked_only_for_what_changed(read_shop: Shop) -> None:
    read_shop.tick(in_minutes(2))
    (call,) = read_shop.calls("/v1/returns/list")
    assert set(call["body"]["filter"]["visual_status_change_moment"]) == {"time_from", "time_to"}


def test_a_cancellation_that_was_answered_elsewhere_shows_its_end(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=150)
    shop.read()
    waiting = next(one for one in shop.sandbox.world.cancellations(shop.simulated) if one.state == "ON_APPROVAL")
    shop.sandbox.life.decide_cancellation(shop.simulated, waiting.id, approve=False, comment="already sent")
    shop.tick(in_minutes(3))
    assert storage.cancellations.get(f"shop-cancel-{waiting.id}").request.state == "REJECTED"


def test_an_account_that_ozon_refuses_is_left_alone_and_comes_back_by_itself(read_shop: Shop) -> None:
    read_shop.in_trouble(Trouble.DEACTIVATED)
    read_shop.tick(in_minutes(2))
    assert storage.accounts.get("shop").problem == "ozon_key_deactivated"
    assert read_shop.tick(in_minutes(4)) == 0
    read_shop.well_again()
    read_shop.tick(in_minutes(14))
    assert storage.accounts.get("shop").problem is None


def test_a_method_that_the_key_may_call_again_is_no_longer_named(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop()
    shop.in_trouble(Trouble.NO_RETURNS_ROLE)
    shop.read()
    assert storage.accounts.get("shop").skipped_methods
    shop.well_again()
    shop.read()
    assert storage.accounts.get("shop").skipped_methods == ()


def test_one_method_that_fails_keeps_no_other_from_being_read(read_shop: Shop) -> None:
    read_shop.in_trouble(Trouble.NO_RETURNS_ROLE)
    read_shop.tick(in_minutes(3))
    assert read_shop.calls("/v4/posting/fbs/list")
    assert storage.accounts.get("shop").problem is None


def test_ozon_being_down_costs_one_call_a_tick_and_nothing_stored(read_shop: Shop) -> None:
    before = {one.id: one.claim for one in storage.returns.search(storage.returns.ReturnFilters(), limit=200).items}
    for path in ("/v2/returns/rfbs/get", "/v2/returns/rfbs/list", "/v1/returns/list", "/v4/posting/fbs/list"):
        read_shop.fault(path, "status_500_before", times=50)
    read_shop.tick(in_minutes(20))
    after = {one.id: one.claim for one in storage.returns.search(storage.returns.ReturnFilters(), limit=200).items}
    assert after == before
    assert storage.accounts.get("shop").problem is None


def test_an_account_that_was_never_read_in_full_waits_for_that(shop: Shop) -> None:
    assert shop.tick() == 0
    assert shop.calls("/v1/returns/list") == []


def test_two_workers_do_not_read_the_same_account_at_once(read_shop: Shop) -> None:
    now = in_minutes(3)
    assert storage.leases.take("tick/shop", "another worker", now=datetime.now(UTC), seconds=600)
    assert read_shop.tick(now) == 0


def test_times_of_delivery_are_narrowed_to_the_hour(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=150)
    shop.read()
    vague = {one.order.posting_number for one in storage.orders.undated("shop", wider_than=timedelta(hours=1), limit=9)}
    for minutes in range(2, 14):
        shop.tick(in_minutes(minutes))
    world = {one.number: one for one in shop.sandbox.world.postings(shop.simulated)}
    narrow = []
    for number, found in storage.orders.by_number(sorted(vague)).items():
        order = found.order
        if order.delivered_at is None or order.delivered_from is None:
            continue
        delivered = datetime.fromtimestamp(world[number].delivered_at or 0, UTC)
        assert order.delivered_from <= delivered <= order.delivered_at
        if order.delivered_at - order.delivered_from <= timedelta(hours=1):
            narrow.append(number)
    assert narrow


def test_a_request_that_leaves_the_moving_ones_shows_its_end_within_a_quarter_of_an_hour(read_shop: Shop) -> None:
    claim = a_claim(read_shop, "MovingToSeller")
    read_shop.tick(in_minutes(1))  # what is read once a day is read now
    read_shop.sandbox.life.act(read_shop.simulated, claim.id, action=CONFIRM_RECEIPT)
    time.sleep(0.4)
    read_shop.tick(in_minutes(17))
    assert stored(claim).claim.state == "ReceivedBySeller"


def test_a_window_that_is_cut_short_goes_on_with_the_same_question(shop: Shop) -> None:
    asked: list[tuple[tuple[datetime, datetime], str | None]] = []

    def read(period: tuple[datetime, datetime], at: str | None) -> Iterator[ozon.Page[Order]]:
        asked.append((period, at))
        yield ozon.Page((), "page 2", has_next=True)
        yield ozon.Page((), "page 3", has_next=True)

    with shop.connect("shop") as seller:
        for hours in (0, 1):
            reading = Round("shop", seller, in_minutes(hours * 60), budget=1)
            with pytest.raises(BudgetSpent):
                reading.window("orders_fbo", read, sync.OrdersRead, back=timedelta(days=45))
    (first, begun), (second, went_on) = asked
    assert first == second
    assert (begun, went_on) == (None, "page 2")


def test_a_method_that_ozon_refuses_is_not_asked_again_every_minute(read_shop: Shop) -> None:
    read_shop.in_trouble(Trouble.NO_RETURNS_ROLE)
    for minutes in range(20, 60, 2):
        read_shop.tick(in_minutes(minutes))
    refused = [call for call in read_shop.sandbox.office.calls.of(None) if call["status"] == 403]
    assert 0 < len(refused) <= 12
    assert len(read_shop.calls("/v4/posting/fbs/list")) >= 10
    read_shop.well_again()
    storage.accounts.update("shop", skipped_methods=())  # as after a look at the key
    before = len(read_shop.calls("/v1/returns/list"))
    read_shop.tick(in_minutes(62))
    assert [call["status"] for call in read_shop.calls("/v1/returns/list")[before:]] == [200]


def test_a_cursor_that_has_grown_too_old_begins_its_window_anew(shop: Shop) -> None:
    asked: list[str | None] = []

    def read(_: tuple[datetime, datetime], at: str | None) -> Iterator[ozon.Page[Order]]:
        asked.append(at)
        if at is not None:
            raise errors.BadRequest(method="/v3/posting/fbo/list", status=400)
        yield ozon.Page((), "page 2", has_next=True)

    with shop.connect("shop") as seller:
        for why in (BudgetSpent, errors.BadRequest, BudgetSpent):
            reading = Round("shop", seller, in_minutes(1), budget=1)
            with pytest.raises(why):
                reading.window("orders_fbo", read, sync.OrdersRead)
    assert asked == [None, "page 2", None]
