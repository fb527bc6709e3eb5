"""How soon `vozvrat serve` answers after its start, and what it holds of this machine while nobody asks anything."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

from tests.benchmarks.figures import Figure, end_tidily, show

STARTS = 5
IDLE_SECONDS = 20


def measure() -> list[Figure]:
    """Five starts on an existing database, one on a fresh one, and one more left idle."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first, later = start(home), [start(home) for _ in range(STARTS)]
        with serving(home) as (_, process):
            before = process.cpu_times()
            time.sleep(IDLE_SECONDS)
            after = process.cpu_times()
            memory = sum(each.memory_info().rss for each in [process, *process.children(recursive=True)])
    busy = (after.user + after.system - before.user - before.system) / IDLE_SECONDS
    return [
        Figure("serve answers after its first start (fresh database)", first[0], "s", 3),
        Figure(f"serve answers after its start, slowest of {STARTS}", max(seconds for seconds, _ in later), "s", 3),
        Figure("processor time of a start, median", median(work for _, work in later), "s"),
        Figure("idle memory of serve", memory / 2**20, "MB", 150),
        Figure("idle work of serve", busy * 100, "% of a core"),
    ]


def start(home: Path) -> tuple[float, float]:
    """Seconds of a start until it answers, and its processor time, which a busy machine hardly changes."""
    with serving(home) as (seconds, process):
        spent = process.cpu_times()
        return seconds, spent.user + spent.system


@contextmanager
def serving(home: Path) -> Iterator[tuple[float, psutil.Process]]:
    """A started program: the seconds from its start to the first answer of /health, and its process."""
    environment = {**os.environ, "VOZVRAT_HOME": str(home), "VOZVRAT_PORT": "0"}
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "vozvrat", "serve", "--json"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        url = json.loads(server.stdout.readline() if server.stdout else "")["url"]
        with urllib.request.urlopen(f"{url}/api/v1/health", timeout=10) as answer:  # noqa: S310 -- our own address
            answer.read()
        yield time.perf_counter() - begun, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    end_tidily()
    show("Start and idling", measure())
