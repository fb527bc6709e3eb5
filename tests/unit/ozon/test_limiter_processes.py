"""Two programs of ours on one computer keep to one budget, because they share the database."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vozvrat import storage
from vozvrat.domain import errors
from vozvrat.ozon import SharedLimiter
from vozvrat.storage.rate_limits import SqlLimitsStorage

PER_SECOND = 10
CALLS = 15

PROGRAM = f"""
import json, sys, time
from vozvrat import storage
from vozvrat.ozon import SharedLimiter
from vozvrat.storage.rate_limits import SqlLimitsStorage

storage.open(sys.argv[1])
limiter = SharedLimiter(SqlLimitsStorage(), per_second={PER_SECOND})
print("ready", flush=True)
sys.stdin.readline()
began, moments = time.time(), []
for _ in range({CALLS}):
    limiter.acquire("1234567", "/v1/returns/list")
    moments.append(time.time())
print(json.dumps([began, *moments]), flush=True)
storage.close()
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path / 'vozvrat.sqlite'}"
    storage.open(found)  # migrated before two programs open it at once
    storage.close()
    return found


def test_two_processes_never_exceed_one_budget(url: str) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    told = [json.loads(program.communicate(timeout=60)[0]) for program in programs]
    began = min(moments[0] for moments in told)
    calls = sorted(moment for moments in told for moment in moments[1:])
    assert len(calls) == 2 * CALLS
    # ten at once, ten a second later, ten after two; each program alone would be done after one
    assert calls[-1] - began >= 2.0
    assert max(sum(1 for other in calls if start <= other < start + 0.8) for start in calls) <= PER_SECOND


def test_a_pause_and_a_slowdown_are_known_to_the_other_process_too(url: str) -> None:
    told_here = """
import sys
from datetime import UTC, datetime, timedelta
from vozvrat import storage
from vozvrat.ozon import SharedLimiter
from vozvrat.storage.rate_limits import SqlLimitsStorage
storage.open(sys.argv[1])
limiter = SharedLimiter(SqlLimitsStorage())
limiter.paused("1", "/v1/x", datetime.now(UTC) + timedelta(minutes=5))
limiter.learned("2", 0)
"""
    subprocess.run([sys.executable, "-c", told_here, url], check=True, timeout=60)
    storage.open(url)
    try:
        limiter = SharedLimiter(SqlLimitsStorage(), per_second=8)
        with pytest.raises(errors.CircleOpen) as caught:
            limiter.acquire("1", "/v1/x")
        until = caught.value.parameters["until"]
        assert isinstance(until, datetime)
        assert abs(until - datetime.now(UTC) - timedelta(minutes=5)) < timedelta(seconds=30)
        limiter.acquire("1", "/v1/y")
    finally:
        storage.close()


def test_asking_the_limiter_costs_milliseconds(url: str) -> None:
    storage.open(url)
    try:
        limiter = SharedLimiter(SqlLimitsStorage(), per_second=50)
        limiter.acquire("1", "/v1/x")
        began = time.perf_counter()
        for _ in range(20):
            limiter.acquire("1", "/v1/x")
        assert (time.perf_counter() - began) / 20 < 0.05
    finally:
        storage.close()
