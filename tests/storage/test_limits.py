"""One budget of requests for all threads and processes that share the database."""

import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from limits import RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter
from time_machine import TimeMachineFixture

from vozvrat import storage
from vozvrat.domain.errors import CircleOpen
from vozvrat.ozon.limiter import SharedLimiter
from vozvrat.storage.rate_limits import SqlLimitsStorage

ROOT = Path(__file__).parents[2]


def test_no_more_calls_pass_than_the_window_holds(database: str) -> None:
    limiter = MovingWindowRateLimiter(SqlLimitsStorage())
    item = RateLimitItemPerSecond(20, 60)
    assert [limiter.hit(item, "1001") for _ in range(25)] == [True] * 20 + [False] * 5
    assert limiter.hit(item, "1002")


def test_threads_share_the_window(database: str) -> None:
    limiter = MovingWindowRateLimiter(SqlLimitsStorage())
    item = RateLimitItemPerSecond(20, 60)
    with ThreadPoolExecutor(8) as threads:
        passed = sum(threads.map(lambda _: limiter.hit(item, "1001"), range(60)))
    assert passed == 20


def test_processes_share_the_window(url: str) -> None:
    storage.open(url)
    storage.close()
    program = textwrap.dedent(
        """
        import sys
        from limits import RateLimitItemPerSecond
        from limits.strategies import MovingWindowRateLimiter
        from vozvrat import storage
        storage.open(sys.argv[1])
        limiter = MovingWindowRateLimiter(storage.rate_limits.SqlLimitsStorage())
        print(sum(limiter.hit(RateLimitItemPerSecond(20, 60), "1001") for _ in range(30)))
        storage.close()
        """
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert sum(int(one.communicate(timeout=60)[0]) for one in running) == 20


def test_places_in_the_window_come_free_again(database: str) -> None:
    limiter = MovingWindowRateLimiter(SqlLimitsStorage())
    item = RateLimitItemPerSecond(2)
    assert [limiter.hit(item, "x") for _ in range(3)] == [True, True, False]
    time.sleep(1.05)
    assert limiter.hit(item, "x")


def test_a_call_may_cost_several_places_or_take_none(database: str) -> None:
    limiter = MovingWindowRateLimiter(SqlLimitsStorage())
    item = RateLimitItemPerSecond(5, 60)
    assert [limiter.hit(item, "x", cost=cost) for cost in (4, 2, 1)] == [True, False, True]
    assert limiter.get_window_stats(item, "x").remaining == 0


def test_a_counter_runs_out_and_begins_anew(database: str) -> None:
    kept = SqlLimitsStorage()
    assert (kept.incr("pause", 1), kept.incr("pause", 1)) == (1, 2)
    assert kept.get("pause") == 2
    assert time.time() < kept.get_expiry("pause") <= time.time() + 1
    time.sleep(1.05)
    assert kept.get("pause") == 0
    assert kept.incr("pause", 1) == 1


def test_clearing_forgets(database: str) -> None:
    kept = SqlLimitsStorage()
    kept.incr("pause", 60)
    kept.clear("pause")
    assert kept.get("pause") == 0


def test_asking_ozon_inside_a_transaction_is_refused(database: str) -> None:
    kept = SqlLimitsStorage()
    with storage.transaction(), pytest.raises(RuntimeError, match="inside a transaction"):
        kept.incr("pause", 60)


def test_a_clock_set_back_does_not_freeze_the_window(database: str, time_machine: TimeMachineFixture) -> None:
    limiter = MovingWindowRateLimiter(SqlLimitsStorage())
    item = RateLimitItemPerSecond(2)
    time_machine.move_to("2027-01-01T10:00:00Z")
    assert [limiter.hit(item, "x") for _ in range(3)] == [True, True, False]
    time_machine.move_to("2026-12-01T10:00:00Z")
    assert [limiter.hit(item, "x") for _ in range(3)] == [True, True, False]


def test_a_clock_set_back_does_not_lengthen_a_pause(database: str, time_machine: TimeMachineFixture) -> None:
    limiter = SharedLimiter(SqlLimitsStorage(), per_second=20)
    time_machine.move_to("2027-01-01T10:00:00Z")
    limiter.paused("1", "/v1/x", datetime(2027, 1, 1, 10, 5, tzinfo=UTC))
    limiter.learned("1", 0)
    with pytest.raises(CircleOpen):
        limiter.acquire("1", "/v1/x")
    time_machine.move_to("2026-12-01T10:00:00Z")
    for _ in range(20):
        limiter.acquire("1", "/v1/x", within=0.0)
