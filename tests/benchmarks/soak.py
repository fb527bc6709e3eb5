"""`make soak`: the backend under a seller's day of questions while the simulated Ozon has bad moments.

`make soak ARGS=60` soaks for 60 minutes (unless told, 10). It ends by itself and says what grew and what failed.
"""

import io
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import psutil
from rich.console import Console

from tests.benchmarks.figures import Figure, end_tidily, show
from vozvrat.cli import demo, programs

FAULTS = ("delay", "status_500_before", "status_429", "circle_open", "cut_before", "truncated", "garbage")
READ = ("/v2/returns/rfbs/list", "/v1/returns/list", "/v4/posting/fbs/list", "/v3/chat/list")
QUESTIONS_A_SECOND = 10
SETTLED_AFTER = 60.0
"""Seconds after which caches are warm and growth counts."""


def soak(minutes: float) -> list[Figure]:
    """Asks what the extension asks, at its pace, and breaks one of Ozon's methods every ten seconds."""
    with ExitStack() as running:
        home = Path(running.enter_context(tempfile.TemporaryDirectory()))
        stage = demo.start(running, home=home, port=0, seed=1, returns=300, console=Console(file=io.StringIO()))
        process = backend_at(stage.url)
        headers = {"Authorization": f"Bearer {stage.token}"}
        listed = programs.ask(stage.url, "/orders?limit=200", headers=headers)["items"]
        numbers = [item["posting_number"] for item in listed]
        begun, settled, asked, failed, turn = time.monotonic(), 0.0, 0, 0, 0
        while time.monotonic() - begun < minutes * 60:
            path, body = question(numbers, turn)
            try:
                programs.ask(stage.url, path, body=body, headers=headers)
            except (click.ClickException, OSError):
                failed += 1
            asked += 1
            turn += 1
            if turn % (10 * QUESTIONS_A_SECOND) == 0:
                fault = {"path": random.choice(READ), "fault": random.choice(FAULTS), "times": 1, "seconds": 2}
                programs.ask(stage.ozon, "/faults", body=fault, below="/_sandbox")
            if not settled and time.monotonic() - begun > min(SETTLED_AFTER, minutes * 20):
                settled = process.memory_info().rss / 2**20
            time.sleep(1 / QUESTIONS_A_SECOND)
        grown = process.memory_info().rss / 2**20 - settled
        handles = process.num_fds()
    return [
        Figure("questions asked", asked, ""),
        Figure("questions that failed", failed, "", 0),
        Figure("memory grown since caches were warm", grown, "MB", 20),
        Figure("open files of the backend at the end", handles, "", 100),
    ]


def question(numbers: list[str], turn: int) -> tuple[str, Any]:
    """What a browser asks next: mostly badges, sometimes a card, suggestions, a text or a list."""
    number = random.choice(numbers)
    kind = turn % 10
    if kind == 0:
        return f"/orders/{number}", None
    if kind == 1:
        return "/templates/suggestions", {"posting_number": number, "locale": "ru"}
    if kind == 2:
        return "/policy/texts", {"text": "Здравствуйте! Пришлите, пожалуйста, фото дефекта.", "purpose": "message"}
    if kind == 3:
        return "/returns?limit=50", None
    return "/orders/lookups", {"posting_numbers": random.sample(numbers, min(50, len(numbers)))}


def backend_at(url: str) -> psutil.Process:
    """The process that listens at an address of ours."""
    port = int(url.rsplit(":", 1)[1])
    for child in psutil.Process().children(recursive=True):
        if any(each.laddr.port == port and each.status == "LISTEN" for each in child.net_connections()):
            return child
    raise LookupError(url)


if __name__ == "__main__":
    end_tidily()
    show("Soak", soak(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
