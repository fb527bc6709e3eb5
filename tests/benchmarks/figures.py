"""Figures: what a benchmark measured, beside the promise it was measured against."""

import os
import platform
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `limit` is the promise; `at_most` tells whether smaller or larger is better."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_most: bool = True

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.value <= self.limit if self.at_most else self.value >= self.limit


def end_tidily() -> None:
    """Makes an end from outside unwind this program, so that what it started ends with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def machine() -> str:
    """The machine that the figures belong to, in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def table(title: str, figures: list[Figure]) -> Table:
    drawn = Table(title=title)
    for heading in ("What", "Figure", "Promise", ""):
        drawn.add_column(heading, justify="left" if heading == "What" else "right")
    for figure in figures:
        promise = "" if figure.limit is None else f"{'≤' if figure.at_most else '≥'} {figure.limit:g} {figure.unit}"
        verdict = "" if figure.limit is None else ("holds" if figure.holds else "falls short")
        drawn.add_row(figure.name, f"{figure.value:,.4g} {figure.unit}", promise, verdict)
    return drawn


def show(title: str, figures: list[Figure]) -> None:
    Console(width=120).print(table(title, figures))
