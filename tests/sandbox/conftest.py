"""A simulated Ozon to talk to, and a caller who knows the keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import Account, Return, Scheme

NOW = datetime.now(UTC)
PERIOD = {"since": (NOW - timedelta(days=360)).isoformat(), "to": (NOW + timedelta(days=1)).isoformat()}


class Caller:
    """Somebody with the keys of one account, and the controls at hand."""

    def __init__(self, ozon: Sandbox, account: Account) -> None:
        self.ozon = ozon
        self.account = account
        headers = {"Client-Id": account.client_id, "Api-Key": account.api_key}
        self.client = httpx.Client(base_url=ozon.url, headers=headers, timeout=20, trust_env=False)

    def ask(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(path, json=body)

    def answer(self, path: str, **body: Any) -> Any:
        answer = self.ask(path, **body)
        assert answer.status_code == 200, answer.text
        return answer.json() if answer.content else None

    def control(self, name: str, **body: Any) -> Any:
        answer = self.client.post(f"/_sandbox/{name}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def calls(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get("/_sandbox/calls", params={"path": path}).json()["calls"]
        return found

    def claim(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.answer("/v2/returns/rfbs/get", return_id=number)["returns"]
        return found

    def state(self, number: int) -> str:
        return str(self.claim(number)["state"]["state"])

    def act(self, number: int, action: int, **more: Any) -> httpx.Response:
        return self.ask("/v1/returns/rfbs/action/set", return_id=number, id=action, **more)

    def waits_for(self, number: int, state: str) -> bool:
        """Whether the state shows within the two seconds that are promised."""
        return within(2, lambda: self.state(number) == state)


def within(seconds: float, true: Callable[[], bool]) -> bool:
    """Whether it becomes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return true()


def open_claims(ozon: Sandbox, account: Account) -> list[Return]:
    """rFBS requests that wait for the seller, dearer ones first."""
    rows = [row for row in ozon.world.claims(account) if row.state == "OnSellerApproval"]
    return sorted(rows, key=lambda row: row.price, reverse=True)


def of_scheme(rows: list[Return], scheme: Scheme) -> list[Return]:
    """Those of one scheme."""
    return [row for row in rows if row.scheme is scheme]


@pytest.fixture(scope="module")
def ozon() -> Iterator[Sandbox]:
    """One that nobody is hurried by: without a limit of requests."""
    with Sandbox(seed=11, returns=600, requests_per_second=0) as sandbox:
        yield sandbox


@pytest.fixture
def seller(ozon: Sandbox) -> Caller:
    """The seller who is paid in roubles."""
    return Caller(ozon, ozon.accounts[0])


@pytest.fixture
def foreign(ozon: Sandbox) -> Caller:
    """The seller from abroad, who is paid in yuan."""
    return Caller(ozon, ozon.accounts[1])
