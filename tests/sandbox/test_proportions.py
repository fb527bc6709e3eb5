"""The simulated world is made like the observed one."""

from __future__ import annotations

import math
import time
from collections import Counter
from itertools import product

import pytest

from vozvrat_sandbox.world import DAY, HOUR, Return, Scheme, World

COUNT = 3000


@pytest.fixture(scope="module")
def world() -> World:
    return World(seed=4, returns=COUNT)


@pytest.fixture(scope="module")
def returns(world: World) -> list[Return]:
    return [row for account in world.accounts for row in world.returns(account)]


def share(returns: list[Return], *types: str) -> float:
    return sum(row.type in types for row in returns) / len(returns)


@pytest.mark.parametrize("count", [1, 7, 24, 100, 400, 3001])
def test_there_are_as_many_returns_as_were_asked_for(count: int) -> None:
    world = World(seed=2, returns=count)
    assert sum(len(world.returns(account)) for account in world.accounts) == count


def test_half_are_cancellations_a_third_client_returns_the_rest_refusals(returns: list[Return]) -> None:
    assert share(returns, "Cancellation") == pytest.approx(0.5, abs=0.02)
    assert share(returns, "ClientReturn") == pytest.approx(1 / 3, abs=0.02)
    assert share(returns, "FullReturn", "PartialReturn") == pytest.approx(1 / 6, abs=0.02)


def test_schemes_are_shared_out_as_promised(returns: list[Return]) -> None:
    counts = Counter(row.scheme for row in returns)
    shares = {scheme: counts[scheme] / COUNT for scheme in Scheme}
    assert shares == pytest.approx({Scheme.FBS: 0.45, Scheme.RFBS: 0.30, Scheme.FBO: 0.25}, abs=0.01)


@pytest.mark.parametrize("seed", [1, 9, 42])
@pytest.mark.parametrize("count", [100, 200, 400, 1000, COUNT])
def test_in_each_account_and_scheme_two_in_a_hundred_wait_for_the_seller(count: int, seed: int) -> None:
    world = World(seed=seed, returns=count)
    waiting = Counter(
        (account.client_id, row.scheme)
        for account in world.accounts
        for row in world.returns(account)
        if row.state == "OnSellerApproval" and row.type == "ClientReturn"
    )
    cells = product((account.client_id for account in world.accounts), Scheme)
    assert all(waiting[cell] >= math.ceil(0.02 * count) for cell in cells)


def test_most_of_the_rest_have_come_back(returns: list[Return]) -> None:
    rest = [row for row in returns if row.state != "OnSellerApproval"]
    assert sum(row.state in {"ReceivedBySeller", "ReturnedToOzon"} for row in rest) > len(rest) / 2
    assert len({row.state for row in rest}) >= 30


def test_some_deadlines_end_within_hours_and_none_has_passed(world: World) -> None:
    now = world.clock.seconds()
    for account in world.accounts:
        left = [row.answer_due_at - now for row in world.returns(account) if row.answer_due_at]
        assert min(left) > 0
        assert sum(seconds < 3 * HOUR for seconds in left) >= 3
        assert max(left) < 3 * DAY


def test_there_are_many_more_orders_than_returns(world: World) -> None:
    orders = sum(len(world.postings(account)) for account in world.accounts)
    assert orders == pytest.approx(COUNT * 3, rel=0.02)


def test_the_same_seed_draws_the_same_world() -> None:
    first, second = World(seed=6, returns=100), World(seed=6, returns=100)
    for account in first.accounts:
        rows, others = first.returns(account), second.returns(account)
        assert [(a.id, a.posting.number, a.state, a.comment) for a in rows] == [
            (b.id, b.posting.number, b.state, b.comment) for b in others
        ]
    assert World(seed=7, returns=100).returns(first.accounts[0])[0].posting.number is not None


def test_posting_numbers_look_like_ozons_and_never_repeat(world: World) -> None:
    numbers = [row.number for account in world.accounts for row in world.postings(account)]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        customer, order, parcel = number.split("-")
        assert 8 <= len(customer) <= 10
        assert len(order) == 4
        assert parcel in {"1", "2", "3"}


def test_buyers_write_like_people_and_some_like_attackers(returns: list[Return]) -> None:
    comments = [row.comment for row in returns if row.type == "ClientReturn"]
    assert any("onerror" in comment for comment in comments)
    assert any("{{7*7}}" in comment for comment in comments)
    assert sum("<" in comment for comment in comments) < len(comments) / 10


def test_requests_stand_partly_in_the_common_list_and_some_share_their_parcel(world: World) -> None:
    for account in world.accounts:
        claims = world.claims(account)
        assert 0.4 < sum(row.common_id is not None for row in claims) / len(claims) < 0.8
        assert max(Counter(row.posting.number for row in claims).values()) > 1
        assert all(row.common_id != row.id for row in claims)


def test_a_hundred_thousand_returns_are_drawn_in_half_a_minute() -> None:
    began = time.process_time()
    World(seed=1, returns=20_000)
    assert time.process_time() - began < 30 / 5
