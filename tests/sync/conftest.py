"""A shop on a small simulated Ozon, and an empty database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vozvrat import ozon, storage, sync
from vozvrat_sandbox.http.faults import Fault
from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import Account as SimulatedAccount
from vozvrat_sandbox.world.model import Trouble

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@dataclass
class Shop:
    """One simulated seller whose account is added here."""

    sandbox: Sandbox
    simulated: SimulatedAccount
    id: str = "shop"
    key: str = ""
    client_id: str = ""
    patience: ozon.Patience = field(default_factory=lambda: ozon.Patience(attempts=1, seconds=10))

    def connect(self, _account_id: str) -> ozon.Seller:
        """As `ozon.accounts.seller`, without waiting and without a key store."""
        return ozon.connect(
            self.client_id or self.simulated.client_id,
            self.key or self.simulated.api_key,
            base_url=self.sandbox.url,
            limiter=ozon.Unlimited(),
            patience=self.patience,
        )

    def read(self, **how: object) -> sync.SyncReport:
        return sync.full(self.id, connect=self.connect, **how)

    def tick(self, now: datetime | None = None) -> int:
        return sync.tick(now or datetime.now(UTC), connect=self.connect)

    def calls(self, path: str) -> list[dict[str, object]]:
        return self.sandbox.office.calls.of(path)

    def fault(self, path: str, kind: str, times: int = 1) -> None:
        self.sandbox.office.faults.add(Fault(path=path, kind=kind, times=times))

    def in_trouble(self, trouble: Trouble) -> None:
        """From now on Ozon refuses this shop's key as it would in that trouble."""
        found = next(one for one in self.sandbox.world.credentials if one.trouble is trouble)
        self.client_id, self.key = found.client_id, found.api_key

    def well_again(self) -> None:
        self.client_id = self.key = ""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path / 'vozvrat.db'}"
    storage.open(url)
    yield url
    storage.close()


@pytest.fixture
def open_shop(database: str) -> Iterator[Callable[..., Shop]]:
    """Opens the domestic shop of a simulated Ozon with so many returns."""
    opened: list[Sandbox] = []

    def open_one(returns: int = 60, **how: object) -> Shop:
        sandbox = Sandbox(seed=7, returns=returns, requests_per_second=0, **how).start()
        opened.append(sandbox)
        shop = Shop(sandbox, sandbox.accounts[0])
        storage.accounts.add(
            storage.accounts.Account(
                id=shop.id, client_id=shop.simulated.client_id, name="Shop", added_at=datetime.now(UTC)
            )
        )
        return shop

    yield open_one
    for sandbox in opened:
        sandbox.stop()


@pytest.fixture
def shop(open_shop: Callable[..., Shop]) -> Shop:
    return open_shop()


@pytest.fixture
def account(database: str) -> str:
    """An account without any Ozon behind it."""
    storage.accounts.add(storage.accounts.Account(id="shop", client_id="1001", name="Shop", added_at=NOW))
    return "shop"
