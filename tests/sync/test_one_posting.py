"""One posting, asked for by whoever looks at it."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.sync.conftest import Shop
from vozvrat import storage, sync
from vozvrat.domain import errors
from vozvrat.sync.wanted import Wanted
from vozvrat_sandbox.world.model import Trouble

NOBODYS = "99999999-0001-1"
GET = "/v3/posting/fbs/get"


def wait_until_idle(wanted: Wanted) -> None:
    ends = time.monotonic() + 20
    while not wanted.idle():
        assert time.monotonic() < ends
        time.sleep(0.02)


def a_posting_with_a_claim(shop: Shop) -> str:
    claims = shop.sandbox.world.claims(shop.simulated)
    return next(one.posting.number for one in claims if one.state == "OnSellerApproval")


def test_a_posting_comes_with_its_request_in_full(shop: Shop) -> None:
    number = a_posting_with_a_claim(shop)
    sync.fetch("shop", number, connect=shop.connect)
    (claim,) = [one for one in storage.returns.by_posting([number])[number] if one.claim.origin == "rfbs"]
    assert claim.claim.detailed
    assert storage.orders.by_number([number])[number].order.scheme == "rfbs"


def test_an_fbo_posting_is_found_too(shop: Shop) -> None:
    number = shop.sandbox.world.fbo_postings(shop.simulated)[0].number
    sync.fetch("shop", number, connect=shop.connect)
    assert storage.orders.by_number([number])[number].order.scheme == "fbo"


def test_a_posting_that_ozon_does_not_know_is_remembered_for_ten_minutes(shop: Shop) -> None:
    with pytest.raises(errors.NotFoundAtOzon):
        sync.fetch("shop", NOBODYS, connect=shop.connect)
    now = datetime.now(UTC)
    assert storage.misses.among([NOBODYS], ["shop"], now=now) == {NOBODYS: {"shop"}}
    assert storage.misses.among([NOBODYS], ["shop"], now=now + timedelta(minutes=11)) == {}


def test_something_that_is_no_posting_number_is_not_asked_for(shop: Shop) -> None:
    with pytest.raises(errors.MalformedPostingNumber):
        sync.fetch("shop", "24.11.2026", connect=shop.connect)
    assert shop.calls(GET) == []


def test_a_refused_key_is_noted_at_the_account(shop: Shop) -> None:
    shop.in_trouble(Trouble.DEACTIVATED)
    with pytest.raises(errors.KeyDeactivated):
        sync.fetch("shop", a_posting_with_a_claim(shop), connect=shop.connect)
    assert storage.accounts.get("shop").problem == "ozon_key_deactivated"


def test_a_key_without_a_role_for_returns_still_shows_the_order(shop: Shop) -> None:
    shop.in_trouble(Trouble.NO_RETURNS_ROLE)
    number = a_posting_with_a_claim(shop)
    sync.fetch("shop", number, connect=shop.connect)
    assert number in storage.orders.by_number([number])


def test_whatever_fifty_badges_want_is_read_once(shop: Shop) -> None:
    numbers = sorted({one.posting.number for one in shop.sandbox.world.returns(shop.simulated)})[:15]
    wanted = Wanted(connect=shop.connect)
    added = [wanted.want(numbers, "shop") for _ in range(5)]
    wait_until_idle(wanted)
    assert storage.orders.by_number(numbers).keys() == set(numbers)
    assert added[0] == len(numbers)
    asked = [call["body"]["posting_number"] for call in shop.calls(GET)]
    assert len(asked) == len(set(asked))


def test_a_missed_number_is_not_asked_for_again_at_once(shop: Shop) -> None:
    wanted = Wanted(connect=shop.connect)
    for _ in range(3):
        wanted.want([NOBODYS], "shop")
        wait_until_idle(wanted)
    assert len(shop.calls(GET)) == 1


def test_a_page_full_of_numbers_fills_no_memory(shop: Shop) -> None:
    wanted = Wanted(connect=shop.connect, most=10)
    shop.fault(GET, "delay")
    assert wanted.want([f"{number}-0001-1" for number in range(10_000_000, 10_001_000)], "shop") <= 12
    storage.accounts.update("shop", problem="ozon_key_deactivated")
    wait_until_idle(wanted)


def test_an_account_that_ozon_refuses_is_asked_nothing(shop: Shop) -> None:
    storage.accounts.update("shop", problem="ozon_key_deactivated")
    wanted = Wanted(connect=shop.connect)
    wanted.want([NOBODYS], "shop")
    wait_until_idle(wanted)
    assert shop.calls(GET) == []


def test_what_could_not_be_read_is_left_alone_for_half_a_minute_and_then_asked_again(shop: Shop) -> None:
    clock = [0.0]
    wanted = Wanted(connect=shop.connect, clock=lambda: clock[0])
    number = a_posting_with_a_claim(shop)
    shop.fault(GET, "status_500_before")
    for _ in range(3):
        wanted.want([number], "shop")
        wait_until_idle(wanted)
    assert len(shop.calls(GET)) == 1
    assert wanted.hindered([number, NOBODYS], "shop") == {number: "ozon_down", NOBODYS: "ozon_down"}
    clock[0] += 31
    assert wanted.hindered([number], "shop") == {}
    wanted.want([number], "shop")
    wait_until_idle(wanted)
    assert number in storage.orders.by_number([number])
