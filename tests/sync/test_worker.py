"""Ticks inside the serving process."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.conftest import Shop
from vozvrat import jobs, keys, settings, storage, sync


@pytest.fixture
def ticking(tmp_path: Path) -> Iterator[Callable[[], None]]:
    yield lambda: jobs.start_worker(queue=tmp_path / "ticks.sqlite", every=0.2)
    jobs.stop_worker()
    sync.resume()


def wait_for(done: Callable[[], object]) -> None:
    ends = time.monotonic() + 30
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.fixture
def reachable(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shop:
    """A shop whose key is where the worker looks for it."""
    monkeypatch.setenv("VOZVRAT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOZVRAT_OZON_URL", shop.sandbox.url)
    monkeypatch.setenv("VOZVRAT_REQUESTS_PER_SECOND", "0")
    keys.open_store(settings.read()).put(shop.id, shop.simulated.api_key)
    return shop


def test_an_account_that_was_added_is_read_in_full_by_itself(reachable: Shop, ticking: Callable[[], None]) -> None:
    ticking()
    wait_for(lambda: storage.accounts.get("shop").synced_at)


def test_a_damaged_queue_is_begun_anew(reachable: Shop, ticking: Callable[[], None], tmp_path: Path) -> None:
    (tmp_path / "ticks.sqlite").write_bytes(b"not a database" * 500)
    ticking()
    wait_for(lambda: storage.accounts.get("shop").synced_at)


def test_emptying_the_queue_loses_nothing(reachable: Shop, ticking: Callable[[], None], tmp_path: Path) -> None:
    ticking()
    jobs.stop_worker()
    for part in tmp_path.glob("ticks.sqlite*"):
        part.unlink()
    ticking()
    wait_for(lambda: storage.accounts.get("shop").synced_at)


def test_stopping_takes_moments_and_starting_again_works(reachable: Shop, ticking: Callable[[], None]) -> None:
    ticking()
    begun = time.monotonic()
    jobs.stop_worker()
    assert time.monotonic() - begun < 6
    ticking()
    wait_for(lambda: storage.accounts.get("shop").synced_at)
