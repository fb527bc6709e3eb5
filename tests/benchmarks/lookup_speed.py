"""Look-ups over HTTP: 50 numbers, a third of them with a return, on 100,000 orders and on 1,000."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from tests.benchmarks.figures import Figure, end_tidily, show
from vozvrat import accounts, storage
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Order, OrderLine, Scheme
from vozvrat.domain.returns import Reason, ReasonKind, Return, ReturnProduct
from vozvrat.storage.accounts import Account

MANY, FEW = 100_000, 1_000
NUMBERS = 50
CALLS = 300
WARM_UP = 30
BATCH = 2_000
PRICE = Money(Decimal("1790.00"), "RUB")


def measure() -> list[Figure]:
    """p95 of one browser asking again and again, the two sizes in turns, so that both meet the same machine."""
    with (
        tempfile.TemporaryDirectory() as folder,
        shop(Path(folder) / "many", MANY) as many,
        shop(Path(folder) / "few", FEW) as few,
    ):
        taken: dict[int, list[float]] = {MANY: [], FEW: []}
        for call in range(-WARM_UP, CALLS):
            for size, ask in ((MANY, many), (FEW, few)):
                seconds = ask()
                if call >= 0:
                    taken[size].append(seconds * 1000)
    p95 = {size: quantiles(figures, n=20)[-1] for size, figures in taken.items()}
    return [
        Figure(f"p95 of a look-up of {NUMBERS} on {MANY:,} orders", p95[MANY], "ms", 10),
        Figure(f"median of the same on {MANY:,} orders", median(taken[MANY]), "ms"),
        Figure(f"p95 of a look-up of {NUMBERS} on {FEW:,} orders", p95[FEW], "ms"),
        Figure(f"p95 on {MANY:,} orders to p95 on {FEW:,}", p95[MANY] / p95[FEW], "×", 1.2),
    ]


@contextmanager
def shop(home: Path, orders: int) -> Iterator["Asking"]:
    """A served shop of some orders, and one paired browser that asks it."""
    url = f"sqlite:///{home / 'vozvrat.sqlite'}"
    storage.open(url)
    try:
        numbers = fill(orders)
        token, _ = accounts.redeem(accounts.pair().code, name="benchmark", origin=None)
    finally:
        storage.close()
    environment = {**os.environ, "VOZVRAT_HOME": str(home), "VOZVRAT_PORT": "0"}
    command = [sys.executable, "-m", "vozvrat", "serve", "--json", "--no-worker"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        ready = json.loads(server.stdout.readline() if server.stdout else "")
        yield Asking(ready["url"], token, numbers)
    finally:
        server.terminate()
        server.wait()


class Asking:
    """Each call asks other numbers: every third with a return, the rest without."""

    def __init__(self, url: str, token: str, numbers: list[str]) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._returned, self._quiet = numbers[::3], [number for place, number in enumerate(numbers) if place % 3]
        self._chance = random.Random(7)

    def __call__(self) -> float:
        """Seconds of one look-up, its answer read."""
        third = NUMBERS // 3 + 1
        asked = self._chance.sample(self._returned, third) + self._chance.sample(self._quiet, NUMBERS - third)
        body = json.dumps({"posting_numbers": asked})
        begun = time.perf_counter()
        self._connection.request("POST", "/api/v1/orders/lookups", body=body, headers=self._headers)
        answer = self._connection.getresponse()
        read = answer.read()
        seconds = time.perf_counter() - begun
        items = json.loads(read)["items"]
        if sum(item["status"] == "found" for item in items) != NUMBERS:
            raise RuntimeError("a look-up did not find what is stored")
        if sum(item["next_deadline"] is not None for item in items) < third:
            raise RuntimeError("a look-up did not see the returns")
        return seconds


def fill(orders: int) -> list[str]:
    """Stores orders, a third of them with a request that waits for its answer; gives their numbers."""
    now = datetime.now(UTC)
    storage.accounts.add(
        Account(
            id="shop", client_id="1001", name="Shop", added_at=now, currency="RUB", key_state="valid", synced_at=now
        )
    )
    numbers = [f"{58_000_000 + place}-{place % 10_000:04}-1" for place in range(orders)]
    for start in range(0, orders, BATCH):
        batch = range(start, min(start + BATCH, orders))
        with storage.transaction():
            storage.orders.save("shop", [an_order(numbers[place], place, now) for place in batch])
            storage.returns.save("shop", [a_return(numbers[place], place, now) for place in batch if place % 3 == 0])
    return numbers


def an_order(number: str, place: int, now: datetime) -> Order:
    delivered = now - timedelta(days=3 + place % 20)
    return Order(
        posting_number=number,
        order_number=number.rsplit("-", 1)[0],
        order_id=str(place),
        scheme=_scheme(place),
        status="delivered",
        created_at=delivered - timedelta(days=9),
        delivered_from=delivered,
        delivered_at=delivered,
        lines=(OrderLine(_sku(place), f"OFFER-{place % 500}", "Чайник электрический", 1, PRICE, PRICE),),
    )


def a_return(number: str, place: int, now: datetime) -> Return:
    asked = now - timedelta(hours=1 + place % 20)
    return Return(
        ozon_id=str(8_000_000_000 + place),
        origin="rfbs",
        posting_number=number,
        order_number=number.rsplit("-", 1)[0],
        scheme=_scheme(place),
        state="OnSellerApproval",
        state_name="На согласовании",
        type="ClientReturn",
        created_at=asked,
        state_changed_at=asked,
        reason=Reason("12", "Товар с браком", ReasonKind.DEFECT, True),
        product=ReturnProduct(_sku(place), f"OFFER-{place % 500}", "Чайник электрический", PRICE, 1),
        detailed=True,
    )


def _scheme(place: int) -> Scheme:
    return (Scheme.FBS, Scheme.RFBS, Scheme.FBO)[place // 3 % 3]


def _sku(place: int) -> str:
    return str(1_400_000_000 + place % 500)


if __name__ == "__main__":
    end_tidily()
    show("Look-ups over HTTP", measure())
