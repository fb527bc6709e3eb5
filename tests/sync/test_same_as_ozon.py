"""Whatever goes wrong on the way, in the end the database says what Ozon says, and says it once."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from time_machine import TimeMachineFixture

from tests.sync.comparison import differences, rows
from tests.sync.conftest import Shop
from vozvrat import storage, sync
from vozvrat.domain import errors
from vozvrat_sandbox.world.model import Trouble

PATHS = (
    "/v1/roles",
    "/v1/seller/info",
    "/v1/rating/index/fbs/info",
    "/v4/posting/fbs/list",
    "/v3/posting/fbo/list",
    "/v2/returns/rfbs/list",
    "/v2/returns/rfbs/get",
    "/v1/returns/list",
    "/v2/conditional-cancellation/list",
    "/v3/chat/list",
    "/v3/chat/history",
    "/v3/product/info/list",
    "/v1/finance/accrual/postings",
)
READ_BY_TICKS = {
    "/v4/posting/fbs/list",
    "/v3/posting/fbo/list",
    "/v2/returns/rfbs/list",
    "/v2/returns/rfbs/get",
    "/v1/returns/list",
    "/v2/conditional-cancellation/list",
    "/v3/chat/list",
}
FAULTS = (
    "status_500_before",
    "status_500_after",
    "status_429",
    "circle_open",
    "cut_before",
    "cut_after",
    "truncated",
    "garbage",
    "empty_200",
)


def read_until_done(shop: Shop, times: int = 6) -> None:
    """Full syncs one after the other, as the worker makes them, until one is complete."""
    for _ in range(times):
        try:
            if not shop.read().postponed:
                return
        except errors.OzonError:
            continue
    raise AssertionError("no full sync ended")


def served(shop: Shop) -> set[str]:
    """Paths that answered."""
    return {str(call["path"]) for call in shop.sandbox.office.calls.of(None) if call["status"] == 200}


def found_through(path: str) -> set[str]:
    """What can only be asked for with numbers that this path gives."""
    needed = {
        "/v2/returns/rfbs/list": {"/v2/returns/rfbs/get"},
        "/v3/chat/list": {"/v3/chat/history"},
    }
    return needed.get(path, set())


def in_minutes(minutes: float) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_once_on_every_path_leaves_nothing_out(open_shop: Callable[..., Shop], fault: str) -> None:
    shop = open_shop(returns=150)
    for path in PATHS:
        shop.fault(path, fault)
    read_until_done(shop, times=20)
    assert differences(shop) == []


@pytest.mark.parametrize("path", PATHS)
def test_one_path_that_never_works_keeps_no_other_from_being_read(open_shop: Callable[..., Shop], path: str) -> None:
    shop = open_shop(returns=60)
    shop.fault(path, "status_500_before", times=10_000)
    with pytest.raises(errors.OzonDown):
        shop.read()
    assert served(shop) >= set(PATHS) - {path} - found_through(path)
    assert sync.unfinished() == ["shop"]
    shop.sandbox.office.calls.clear()
    for minutes in range(30, 34):
        shop.tick(in_minutes(minutes))
    assert served(shop) >= READ_BY_TICKS - {path} - found_through(path)


@pytest.mark.parametrize("path", sorted(READ_BY_TICKS))
def test_one_path_that_stops_working_keeps_ticks_reading_the_others(open_shop: Callable[..., Shop], path: str) -> None:
    shop = open_shop(returns=60)
    shop.read()
    shop.sandbox.office.calls.clear()
    shop.fault(path, "status_500_before", times=10_000)
    for minutes in range(30, 34):
        shop.tick(in_minutes(minutes))
    assert served(shop) >= READ_BY_TICKS - {path}


def test_one_request_that_ozon_cannot_show_hides_no_other(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=60)
    shop.fault("/v2/returns/rfbs/get", "status_500_before")
    with pytest.raises(errors.OzonDown):
        shop.read()
    waiting = [
        one for one in rows(shop).values() if one.claim.origin == "rfbs" and one.claim.state == "OnSellerApproval"
    ]
    assert sum(not one.claim.detailed for one in waiting) <= 1
    assert sum(one.claim.detailed for one in waiting) >= 1


def a_month_of_acts(shop: Shop) -> int:
    """Buyers do whatever their requests allow; how many did something."""
    doing = {
        "OfferedPartialCompensation": ("accept_offer", "decline_offer"),
        "Rejected": ("open_dispute",),
        "OnSellerApproval": ("cancel",),
        "Approved": ("send_goods",),
        "WaitingShipment": ("send_goods",),
    }
    acts = 0
    for number, claim in enumerate(list(shop.sandbox.world.claims(shop.simulated))):
        if claim.state in doing:
            shop.sandbox.life.buyer(claim.id, doing[claim.state][number % len(doing[claim.state])])
            acts += 1
    world = shop.sandbox.world
    unasked = [
        one for one in world.postings(shop.simulated) if one.status == "delivered" and not world.returns_of(one.number)
    ]
    for posting in unasked[:6]:
        shop.sandbox.life.ask_return(posting.number)
    return acts + len(unasked[:6])


def test_what_buyers_do_arrives_within_a_quarter_of_an_hour_and_is_told_once(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=200)
    shop.read()
    begun = datetime.now(UTC)
    for minutes in (1, 2):
        shop.tick(begun + timedelta(minutes=minutes))
    before, states = storage.events.last_id(), {key: one.claim.state for key, one in rows(shop).items()}
    assert a_month_of_acts(shop) >= 10
    calls = [shop.tick(begun + timedelta(minutes=minutes)) for minutes in range(3, 21)]
    assert differences(shop) == []
    assert max(calls) <= 60
    told = [one for one in storage.events.after(before, limit=5000) if one.kind in ("return_state", "return_new")]
    moved = {
        key: one for key, one in rows(shop).items() if one.joined_to is None and states.get(key) != one.claim.state
    }
    assert Counter(one.return_id for one in told) == dict.fromkeys(moved, 1)


def test_a_month_of_silence_arrives_after_it(open_shop: Callable[..., Shop], time_machine: TimeMachineFixture) -> None:
    shop = open_shop(returns=200)
    shop.read()
    later = datetime.now(UTC) + timedelta(days=30)
    time_machine.move_to(later)
    for minutes in range(1, 31):
        shop.tick(later + timedelta(minutes=minutes))
    assert differences(shop) == []


def test_times_of_delivery_are_true_whatever_happened_meanwhile(
    open_shop: Callable[..., Shop], time_machine: TimeMachineFixture
) -> None:
    shop = open_shop(returns=150)
    shop.read()
    for _ in range(16):
        moment = datetime.now(UTC) + timedelta(hours=6)
        time_machine.move_to(moment)  # the simulated world lives in this process, and its time with ours
        shop.tick(moment)
    world = {one.number: one for one in shop.sandbox.world.postings(shop.simulated)}
    dated = 0
    for number, stored in storage.orders.by_number(sorted(world)).items():
        order = stored.order
        if order.delivered_at is not None:
            dated += 1
            delivered = datetime.fromtimestamp(world[number].delivered_at or 0, UTC)
            assert (order.delivered_from or order.delivered_at) <= delivered <= order.delivered_at
    assert dated >= 10


def test_a_parcel_delivered_during_a_round_is_not_dated_before_it(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=60)
    shop.read()
    posting = next(one for one in shop.sandbox.world.fbo_postings(shop.simulated) if one.status == "delivering")
    round_began = datetime.now(UTC)
    time.sleep(1.1)  # the simulated world counts whole seconds
    posting.delivered_at = int(shop.sandbox.world.clock.seconds())
    shop.sandbox.life._posting_becomes(posting, "delivered", "posting_received", posting.delivered_at)
    shop.tick(round_began)
    order = storage.orders.by_number([posting.number])[posting.number].order
    assert order.delivered_at is not None
    assert order.delivered_at >= datetime.fromtimestamp(posting.delivered_at, UTC)


def test_two_syncs_at_once_and_buyers_meanwhile_count_nothing_twice(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=200)
    acted = threading.Event()

    def act_in_the_middle(told: sync.Progress) -> None:
        if told.step == "returns_common" and not acted.is_set():
            acted.set()
            a_month_of_acts(shop)

    both = [threading.Thread(target=lambda: shop.read(report=act_in_the_middle)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    begun = datetime.now(UTC)
    for minutes in range(1, 18):
        shop.tick(begun + timedelta(minutes=minutes))
    assert acted.is_set()
    assert differences(shop) == []


@pytest.mark.parametrize("trouble", [Trouble.BLOCKED, Trouble.DEACTIVATED, Trouble.NO_RETURNS_ROLE])
def test_a_key_in_trouble_in_the_middle_loses_nothing_once_it_is_well(
    open_shop: Callable[..., Shop], trouble: Trouble
) -> None:
    shop = open_shop(returns=150)

    well = shop.sandbox.world.credentials

    def spoil(told: sync.Progress) -> None:
        if told.step == "returns_rfbs":
            shop.sandbox.world.credentials = tuple(
                replace(one, trouble=trouble) if one.api_key == shop.simulated.api_key else one for one in well
            )

    if trouble is Trouble.NO_RETURNS_ROLE:
        assert ("/v1/returns/list", "ozon_role_missing") in shop.read(report=spoil).skipped
    else:
        with pytest.raises(errors.OzonError):
            shop.read(report=spoil)
    shop.sandbox.world.credentials = well
    shop.read()
    assert storage.accounts.get("shop").problem is None
    assert differences(shop) == []


def test_a_clock_set_back_freezes_no_reading(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=60)
    shop.read()
    ahead = datetime.now(UTC) + timedelta(days=40)
    shop.tick(ahead)
    shop.tick(ahead + timedelta(minutes=5))
    a_month_of_acts(shop)
    for minutes in range(1, 18):
        shop.tick(in_minutes(minutes))
    assert differences(shop) == []
