"""`make bench`: every figure beside its promise, the machine named; `make bench ARGS=policy_speed` measures a part."""

import importlib
import sys

from rich.console import Console

from tests.benchmarks.figures import Figure, end_tidily, machine, show

PARTS = {
    "policy_speed": "The policy pack on one return",
    "policy_bulk": "The policy pack on 100,000 returns",
    "text_speed": "The text check",
    "text_agreement": "The text check on texts that nobody tuned it on",
    "lookup_speed": "Look-ups over HTTP",
    "sync_speed": "Reading from the simulated Ozon",
    "start_up": "Start and idling",
    "page_cost": "The extension in the page",
}


def main() -> None:
    end_tidily()
    named = [name for name in sys.argv[1:] if name in PARTS]
    Console(width=120).print(f"Machine: {machine()}")
    figures: list[Figure] = []
    for part in named or PARTS:
        measured = importlib.import_module(f"tests.benchmarks.{part}").measure()
        show(PARTS[part], measured)
        figures += measured
    short = [figure.name for figure in figures if not figure.holds]
    Console(width=120).print(
        f"{len(figures) - len(short)} hold, {len(short)} fall short" + "".join(f"\n  {n}" for n in short)
    )


if __name__ == "__main__":
    main()
