"""One budget per Client-Id, whoever asks."""

import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from limits.storage import MemoryStorage

from vozvrat.domain import errors
from vozvrat.ozon.limiter import SharedLimiter, Unlimited, limiter_for


def most_in_a_second(moments: list[float]) -> int:
    """Most calls within a second, less the tenths by which a busy machine may be late to look at its watch."""
    ordered = sorted(moments)
    return max(sum(1 for other in ordered if start <= other < start + 0.8) for start in ordered)


def calls(limiter: SharedLimiter, client_id: str, count: int) -> list[float]:
    moments = []
    for _ in range(count):
        limiter.acquire(client_id, "/v1/x")
        moments.append(time.time())
    return moments


def test_no_second_holds_more_calls_than_the_budget() -> None:
    storage = MemoryStorage()
    limiters = [SharedLimiter(storage, per_second=10) for _ in range(3)]
    moments: list[float] = []
    threads = [
        threading.Thread(target=lambda shared=shared: moments.extend(calls(shared, "7", 9))) for shared in limiters
    ]
    began = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(moments) == 27
    assert most_in_a_second(moments) <= 10
    assert max(moments) - began >= 2.0  # ten at once, ten a second later, the rest after two


def test_another_seller_has_a_budget_of_its_own() -> None:
    limiter = SharedLimiter(MemoryStorage(), per_second=5)
    calls(limiter, "1", 5)
    began = time.monotonic()
    calls(limiter, "2", 5)
    assert time.monotonic() - began < 0.5


def test_we_never_ask_faster_than_ozon_allows() -> None:
    limiter = SharedLimiter(MemoryStorage(), per_second=1000)
    assert most_in_a_second(calls(limiter, "1", 60)) <= 50


@pytest.mark.parametrize(("remaining", "allowed"), [(40, 20), (20, 10), (3, 5)])
def test_we_slow_down_when_little_is_left(remaining: int, allowed: int) -> None:
    limiter = SharedLimiter(MemoryStorage(), per_second=20)
    limiter.learned("1", remaining)
    for _ in range(allowed):
        limiter.acquire("1", "/v1/x", within=0.0)
    with pytest.raises(errors.RateLimited):
        limiter.acquire("1", "/v1/x", within=0.0)


def test_what_one_learns_slows_everybody_on_the_same_storage() -> None:
    storage = MemoryStorage()
    SharedLimiter(storage, per_second=8).learned("1", 0)
    other = SharedLimiter(storage, per_second=8)
    calls(other, "1", 2)
    with pytest.raises(errors.RateLimited):
        other.acquire("1", "/v1/x", within=0.0)


def test_a_pause_concerns_one_method_of_one_seller_and_ends() -> None:
    storage = MemoryStorage()
    SharedLimiter(storage).paused("1", "/v1/x", datetime.now(UTC) + timedelta(seconds=0.8))
    other = SharedLimiter(storage)
    with pytest.raises(errors.CircleOpen):
        other.acquire("1", "/v1/x")
    other.acquire("1", "/v1/y")
    other.acquire("2", "/v1/x")
    time.sleep(1.2)
    other.acquire("1", "/v1/x")


def test_waiting_ends_with_an_error_and_not_never() -> None:
    limiter = SharedLimiter(MemoryStorage(), per_second=1)
    limiter.acquire("1", "/v1/x")
    began = time.monotonic()
    with pytest.raises(errors.RateLimited):
        limiter.acquire("1", "/v1/x", within=0.2)
    assert time.monotonic() - began < 0.8


def test_only_zero_switches_the_limit_off() -> None:
    assert isinstance(limiter_for(MemoryStorage(), requests_per_second=0), Unlimited)
    assert isinstance(limiter_for(MemoryStorage(), requests_per_second=1), SharedLimiter)
    with pytest.raises(ValueError, match="per_second"):
        limiter_for(MemoryStorage(), requests_per_second=-1)


def test_a_full_budget_lets_calls_through_at_its_pace() -> None:
    moments = calls(SharedLimiter(MemoryStorage(), per_second=20), "1", 45)
    assert moments[-1] - moments[0] < 3.5
    assert all(later >= earlier for earlier, later in pairwise(moments))
