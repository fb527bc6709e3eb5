"""How soon `vozvrat serve` answers after its start, and what it holds of this machine while nobody asks anything."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from tests.benchmarks.figures import Figure, show

STARTS = 5
IDLE_SECONDS = 20


def measure() -> list[Figure]:
    """Five starts on an existing database, one on a fresh one, and the last of them left idle."""
    with tempfile.TemporaryDirectory() as home:
        first, server = started(Path(home))
        stopped(server)
        later = []
        for _ in range(STARTS):
            seconds, server = started(Path(home))
            later.append(seconds)
            stopped(server)
        _, server = started(Path(home))
        process = psutil.Process(server.pid)
        before = process.cpu_times()
        time.sleep(IDLE_SECONDS)
        after = process.cpu_times()
        memory = sum(each.memory_info().rss for each in [process, *process.children(recursive=True)])
        stopped(server)
    busy = (after.user + after.system - before.user - before.system) / IDLE_SECONDS
    return [
        Figure("serve answers after its first start (fresh database)", first, "s", 3),
        Figure(f"serve answers after its start, slowest of {STARTS}", max(later), "s", 3),
        Figure("idle memory of serve", memory / 2**20, "MB", 150),
        Figure("idle work of serve", busy * 100, "% of a core"),
    ]


def started(home: Path) -> tuple[float, subprocess.Popen[str]]:
    """Seconds from the start of the program to the first answer of /health, and the program."""
    environment = {**os.environ, "VOZVRAT_HOME": str(home), "VOZVRAT_PORT": "0"}
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "vozvrat", "serve", "--json"], env=environment, stdout=subprocess.PIPE, text=True
    )
    line = server.stdout.readline() if server.stdout else ""
    url = line.split('"url": "')[1].split('"')[0]
    with urllib.request.urlopen(f"{url}/api/v1/health", timeout=10) as answer:  # noqa: S310 -- our own address
        answer.read()
    return time.perf_counter() - begun, server


def stopped(server: "subprocess.Popen[str]") -> None:
    server.terminate()
    server.wait(10)


if __name__ == "__main__":
    show("Start and idling", measure())
