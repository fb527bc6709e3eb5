"""The way in: a simulated Ozon as an object of a test, or as a program of its own."""

from __future__ import annotations

import json
import signal
import sys
from datetime import datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any, Literal, Self

from .controls import PREFIX, Controls
from .http.office import Answer, Arrival, Office
from .http.ports import PortBusy
from .http.wire import Server
from .life import Life
from .pages import PageServer
from .seller_center import application
from .tls import server_context
from .world import DEFAULT_ORDERS_PER_RETURN, DEFAULT_RETURNS, Account, World

__all__ = ["PortBusy", "Sandbox", "run_forever"]

HOST = "127.0.0.1"
Shape = Literal["flat", "nested"]


class Sandbox:
    """A simulated Ozon on this machine, serving from threads of this process::

        with Sandbox(seed=7, returns=200) as ozon:
            ozon.url, ozon.seller_center_url, ozon.accounts, ozon.world

    Port 0 takes a free one. ``now`` sets the world's time at the start; ``requests_per_second`` is
    Ozon's limit per Client-Id (0: none); ``available_actions`` the shape of that field;
    ``new_requests_per_hour`` has buyers ask for new returns while it runs.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        returns: int = DEFAULT_RETURNS,
        port: int = 0,
        seller_center_port: int = 0,
        now: datetime | None = None,
        orders_per_return: float = DEFAULT_ORDERS_PER_RETURN,
        requests_per_second: int = 50,
        available_actions: Shape = "flat",
        new_requests_per_hour: float = 0,
    ) -> None:
        self.world = World(seed=seed, returns=returns, now=now, orders_per_return=orders_per_return)
        self.life = Life(self.world)
        self.life.expect_requests(new_requests_per_hour)
        self.office = Office(self.world, self.life)
        self.office.limits.per_second = requests_per_second
        self.office.nested_actions = available_actions == "nested"
        self._controls = Controls(self.office)
        self._ports = (port, seller_center_port)
        self._servers: list[Server | PageServer] = []
        self.url = ""
        self.seller_center_url = ""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The two sellers whose keys are good."""
        return self.world.accounts

    def start(self) -> Self:
        """Listens and serves; PortBusy where a port is taken."""
        api = Server(HOST, self._ports[0], self._serve)
        self._servers.append(api)
        try:
            context, pages = server_context(), application(self.world, self.life)
            center = PageServer(HOST, self._ports[1], pages, context)
        except BaseException:
            self.stop()
            raise
        self._servers.append(center)
        for server in self._servers:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.url = f"http://{HOST}:{api.server_address[1]}"
        self.seller_center_url = f"https://{HOST}:{center.server_address[1]}"
        return self

    def stop(self) -> None:
        """Stops serving and closes every connection."""
        serving = bool(self.url)
        for server in self._servers:
            if serving:
                server.shutdown()
            server.server_close()
        self._servers.clear()
        self.url = self.seller_center_url = ""

    def __enter__(self) -> Self:
        return self if self.url else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ready_line(self) -> dict[str, Any]:
        """What a starter needs to know: addresses, the sellers, and the credentials that are refused."""
        return {
            "url": self.url,
            "seller_center": self.seller_center_url,
            "accounts": [
                {"client_id": a.client_id, "api_key": a.api_key, "name": a.name, "currency": a.currency}
                for a in self.accounts
            ],
            "refused": [
                {"client_id": c.client_id, "api_key": c.api_key, "trouble": c.trouble.value}
                for c in self.world.credentials
                if c.trouble is not None
            ],
        }

    def _serve(self, arrival: Arrival) -> Answer:
        if arrival.path.startswith(PREFIX):
            return self._controls.answer(arrival)
        return self.office.answer(arrival)


def run_forever(
    *,
    port: int = 0,
    seller_center_port: int = 0,
    seed: int = 1,
    returns: int = DEFAULT_RETURNS,
    **more: Any,
) -> int:
    """Serves until SIGTERM or Ctrl+C; prints one line of JSON when ready. The exit status."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        sandbox = Sandbox(seed=seed, returns=returns, port=port, seller_center_port=seller_center_port, **more).start()
    except PortBusy as busy:
        sys.stderr.write(f"{busy}\n")
        return 1
    with sandbox:
        sys.stdout.write(json.dumps(sandbox.ready_line(), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        stop.wait()
    return 0
