"""How fast a full sync reads a big account from the simulated Ozon, and that its memory stays flat.

The simulated Ozon runs in a process of its own, without its request limit; ours has none either. Details of open
rFBS requests, one call each, are counted apart.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks.figures import Figure
from vozvrat import ozon, storage, sync

ROWS_A_SECOND = 3000
GROWTH_MB = 30
"""Promised: what memory may grow by between a quarter and the end of the list."""

COMMON = "returns_common"


def measure(*, returns: int = 100_000) -> list[Figure]:
    """Reads one account of a simulated Ozon with `returns` returns in both accounts together."""
    with simulated_ozon(returns) as ready, tempfile.TemporaryDirectory() as folder:
        seller = ready["accounts"][0]
        storage.open(f"sqlite:///{Path(folder) / 'vozvrat.sqlite'}")
        try:
            storage.accounts.add(
                storage.accounts.Account(
                    id="bench", client_id=seller["client_id"], name="Bench", added_at=datetime.now(UTC)
                )
            )
            return _read(ready["url"], seller)
        finally:
            storage.close()


@contextmanager
def simulated_ozon(returns: int) -> Iterator[dict[str, Any]]:
    """A simulated Ozon in another process, few orders to each return, no limit of requests."""
    arguments = ["--returns", str(returns), "--orders-per-return", "1", "--requests-per-second", "0", "--json"]
    command = [sys.executable, "-m", "vozvrat", "sandbox", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


class _Watch:
    """When each step began, how many rows it brought, and the memory on the way."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.ended: dict[str, float] = {}
        self.rows: dict[str, int] = {}
        self.work: dict[str, tuple[float, float]] = {}
        self.memory: list[tuple[str, int, float]] = []
        self.details = 0

    def report(self, told: sync.Progress) -> None:
        now = time.perf_counter()
        self.began.setdefault(told.step, now)
        self.ended[told.step] = now
        spent = time.process_time()
        self.work[told.step] = (self.work.get(told.step, (spent, spent))[0], spent)
        self.rows = dict(told.rows)
        self.details = told.details
        used = psutil.Process().memory_info().rss / 1e6
        self.memory.append((told.step, told.rows.get(told.step, 0), used))

    def speed(self, step: str) -> float:
        took = self.ended[step] - self.began[step]
        return self.rows.get(step, 0) / took if took else 0.0

    def own_work(self, step: str) -> float:
        """Microseconds of our own processor time for one row: the figure that a busy machine does not change."""
        begun, ended = self.work[step]
        return (ended - begun) / self.rows[step] * 1e6

    def growth(self, step: str) -> float:
        """Megabytes from the first quarter of a step to its end."""
        own = [(rows, used) for name, rows, used in self.memory if name == step]
        whole = own[-1][0]
        begin = next(used for rows, used in own if rows >= whole / 4)
        return max(used for rows, used in own if rows >= whole / 4) - begin


def _read(url: str, seller: dict[str, str]) -> list[Figure]:
    watch = _Watch()
    began = time.perf_counter()
    report = sync.full(
        "bench",
        connect=lambda _: ozon.connect(seller["client_id"], seller["api_key"], base_url=url, limiter=ozon.Unlimited()),
        report=watch.report,
    )
    took = time.perf_counter() - began
    details = watch.ended["return_details"] - watch.began["return_details"]
    return [
        Figure(
            f"rows of the returns list a second ({report.rows[COMMON]:,} rows)",
            watch.speed(COMMON),
            "rows/s",
            ROWS_A_SECOND,
            at_most=False,
        ),
        Figure("own work for one row of it", watch.own_work(COMMON), "µs"),
        Figure("memory gained while reading it", watch.growth(COMMON), "MB", GROWTH_MB),
        Figure("FBS and rFBS postings a second", watch.speed("orders_fbs"), "rows/s"),
        Figure("rFBS requests of the list a second", watch.speed("returns_rfbs"), "rows/s"),
        Figure(f"details of open rFBS requests a second ({report.details:,})", report.details / details, "calls/s"),
        Figure("a whole full sync", took, "s"),
        Figure("threads left behind", float(threading.active_count() - 1), "", 0),
    ]


if __name__ == "__main__":
    from tests.benchmarks.figures import end_tidily, machine, show

    end_tidily()
    show(f"Reading from the simulated Ozon — {machine()}", measure(returns=int((sys.argv[1:] or ["100000"])[0])))
