"""``python -m vozvrat_sandbox``: the simulated Ozon alone."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from .serve import run_forever
from .world import DEFAULT_ORDERS_PER_RETURN, DEFAULT_RETURNS


def main() -> int:
    """Reads the wishes and serves."""
    parser = argparse.ArgumentParser(prog="vozvrat_sandbox", description="A simulated Ozon, for trying and testing.")
    parser.add_argument("--port", type=int, default=0, help="of the Seller API; 0 takes a free one")
    parser.add_argument("--seller-center-port", type=int, default=0, help="of the pages; 0 takes a free one")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same world")
    parser.add_argument("--returns", type=int, default=DEFAULT_RETURNS, help="how many returns")
    parser.add_argument("--orders-per-return", type=float, default=DEFAULT_ORDERS_PER_RETURN)
    parser.add_argument("--now", type=datetime.fromisoformat, default=None, help="the world's time at the start")
    parser.add_argument("--requests-per-second", type=int, default=50, help="per Client-Id; 0 for no limit")
    parser.add_argument("--new-requests-per-hour", type=float, default=0, help="that buyers ask for while it runs")
    parser.add_argument("--available-actions", choices=("flat", "nested"), default="flat")
    return run_forever(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
