"""A sync whose process is killed loses nothing that was stored, and the next one goes on."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.comparison import differences
from tests.sync.conftest import Shop
from vozvrat import storage
from vozvrat.sync import running

PROGRAM = textwrap.dedent(
    """
    import os, signal, sys
    from vozvrat import ozon, storage, sync
    from vozvrat.sync import running
    database, url, client_id, key = sys.argv[1:]
    storage.open(database)
    running.LIVES = 1.0

    def die_in_the_common_list(told):
        if told.rows.get("returns_common"):
            os.kill(os.getpid(), signal.SIGKILL)

    sync.full(
        "shop",
        connect=lambda _: ozon.connect(client_id, key, base_url=url, limiter=ozon.Unlimited()),
        report=die_in_the_common_list,
    )
    """
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill without notice")
def test_a_killed_process_loses_nothing(
    open_shop: Callable[..., Shop], database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = open_shop(returns=100)
    arguments = [database, shop.sandbox.url, shop.simulated.client_id, shop.simulated.api_key]
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], cwd=root, check=False, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    before = storage.orders.count("shop")
    assert before > 0
    shop.sandbox.office.calls.clear()
    monkeypatch.setattr(running, "LOOKS_EVERY", 0.05)
    report = shop.read()
    assert not report.joined
    assert storage.orders.count("shop") >= before
    assert shop.calls("/v3/posting/fbo/list") == []
    assert report.rows["returns_common"] == len(shop.sandbox.world.common_list(shop.simulated))
    assert differences(shop) == []
