"""Fifty calls a second per seller, and what Ozon says about it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from vozvrat_sandbox.serve import Sandbox

from .conftest import Caller


@pytest.fixture
def strict() -> Iterator[Sandbox]:
    with Sandbox(seed=3, returns=30) as sandbox:
        yield sandbox


def burst(caller: Caller, count: int) -> Counter[int]:
    return Counter(caller.ask("/v1/seller/info").status_code for _ in range(count))


def test_the_fifty_first_call_in_a_second_is_refused_with_a_time_to_come_back(strict: Sandbox) -> None:
    seller = Caller(strict, strict.accounts[0])
    started = time.monotonic()
    answers = [seller.ask("/v1/seller/info") for _ in range(60)]
    if time.monotonic() - started > 0.95:
        pytest.skip("this machine is too busy to make sixty calls in a second")
    assert Counter(answer.status_code for answer in answers) == {200: 50, 429: 10}
    assert answers[0].headers["Ratelimit-Remaining"] == "49"
    refusal = answers[-1]
    assert (refusal.headers["Ratelimit-Remaining"], refusal.headers["Retry-After"]) == ("0", "1")
    assert refusal.json() == {"code": 8, "message": "You have reached request rate limit per second"}


def test_a_second_later_it_goes_on(strict: Sandbox) -> None:
    seller = Caller(strict, strict.accounts[0])
    seller.control("limits", requests_per_second=3)
    assert burst(seller, 4)[429] == 1
    time.sleep(1.05)
    assert burst(seller, 1) == {200: 1}


def test_each_seller_has_a_limit_of_its_own_and_an_address_may_have_one(strict: Sandbox) -> None:
    one, other = (Caller(strict, account) for account in strict.accounts)
    one.control("limits", requests_per_second=5)
    assert burst(one, 6)[429] == 1
    assert burst(other, 5) == {200: 5}
    time.sleep(1.05)
    one.control("limits", requests_per_second=0, per_address=4)
    assert (burst(one, 2) + burst(other, 3))[429] == 1


def test_without_a_limit_nothing_is_counted(strict: Sandbox) -> None:
    seller = Caller(strict, strict.accounts[0])
    seller.control("limits", requests_per_second=0)
    assert burst(seller, 80) == {200: 80}
    assert "Ratelimit-Remaining" not in seller.ask("/v1/roles").headers


def test_the_dictionary_of_accruals_has_a_limit_that_stops_nothing_else(strict: Sandbox) -> None:
    seller = Caller(strict, strict.accounts[0])
    codes = [seller.ask("/v1/finance/accrual/types").status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]
    assert seller.ask("/v1/roles").status_code == 200


def test_twenty_connections_are_held_at_once(ozon: Sandbox) -> None:
    callers = [Caller(ozon, ozon.accounts[number % 2]) for number in range(20)]
    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(lambda caller: caller.ask("/v1/returns/list", filter={}, limit=100), callers))
    assert {answer.status_code for answer in answers} == {200}


def test_it_serves_at_least_eight_full_pages_a_second(ozon: Sandbox) -> None:
    seller = Caller(ozon, ozon.accounts[0])
    rows = 0
    clock = time.process_time()
    for _ in range(10):
        rows += len(seller.answer("/v1/returns/list", filter={}, limit=500)["returns"])
    spent = time.process_time() - clock  # of one core, whatever else this machine does
    assert rows / spent >= 8 * 500
