"""A simulated Ozon and a seller who talks to it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from vozvrat import ozon
from vozvrat.domain.returns import Return
from vozvrat.ozon.reads import fees, returns
from vozvrat_sandbox.serve import Sandbox

ACTION = "/v1/returns/rfbs/action/set"
LIST = "/v1/returns/list"


@pytest.fixture(scope="module")
def simulated() -> Iterator[Sandbox]:
    with Sandbox(seed=7, returns=400, requests_per_second=0) as found:
        yield found


def no_sleep(_: float) -> None:
    """The simulated Ozon needs no rest."""


@pytest.fixture
def seller(simulated: Sandbox) -> Iterator[ozon.Seller]:
    fees.forget_dictionaries()
    first = simulated.accounts[0]
    with ozon.connect(
        first.client_id,
        first.api_key,
        base_url=simulated.url,
        limiter=ozon.Unlimited(),
        patience=ozon.Patience(sleep=no_sleep),
    ) as found:
        yield found


def control(simulated: Sandbox, what: str, **body: object) -> dict[str, Any]:
    answer = httpx.post(f"{simulated.url}/_sandbox/{what}", json=body, trust_env=False)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def seen(simulated: Sandbox, path: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{simulated.url}/_sandbox/calls", params={"path": path}, trust_env=False)
    found: list[dict[str, Any]] = answer.json()["calls"]
    return found


@pytest.fixture
def fault(simulated: Sandbox) -> Iterator[Any]:
    """Has the next calls of a path go wrong; nothing is left for the next test."""
    touched: set[str] = set()

    def ask(path: str, kind: str, *, times: int = 1, seconds: float | None = None) -> None:
        touched.add(path)
        more = {} if seconds is None else {"seconds": seconds}
        control(simulated, "faults", path=path, fault=kind, times=times, **more)

    httpx.delete(f"{simulated.url}/_sandbox/calls", trust_env=False)
    yield ask
    for path in touched:
        control(simulated, "faults", path=path, fault="garbage", times=0)


def open_claim(seller: ozon.Seller) -> Return:
    """An rFBS request that waits for the seller, in full."""
    for page in returns.rfbs_pages(seller, group_states=["New"]):
        for row in page.items:
            if row.state == "OnSellerApproval":
                return returns.rfbs(seller, row.ozon_id)
    raise AssertionError("no request waits")
