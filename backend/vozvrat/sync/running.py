"""One full sync of an account at a time, over all processes: a lease with a heartbeat."""

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from vozvrat import storage
from vozvrat.domain.errors import VozvratError

LIVES = 20.0
BEATS_EVERY = 5.0
LOOKS_EVERY = 0.5


class Stopped(Exception):
    """This run must write nothing more: the process is to end, or somebody else holds the lease now."""


_stopping = threading.Event()


def stop() -> None:
    """Lets every full sync of this process end after the page that it is at; they go on later where they were."""
    _stopping.set()


def resume() -> None:
    """Lets full syncs run (again)."""
    _stopping.clear()


def stopping() -> bool:
    """Whether this process is to end."""
    return _stopping.is_set()


class Running:
    """A run that holds its lease. `check` raises Stopped when it does not any more."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
        self._details: Mapping[str, object] = {}
        self._over = threading.Event()
        self._lost = threading.Event()

    def take(self) -> bool:
        """Takes the lease if nobody holds it."""
        return storage.leases.take(self.name, self.owner, now=_now(), seconds=LIVES)

    def tell(self, details: Mapping[str, object]) -> None:
        """What those who wait are told with the next heartbeat."""
        self._details = details

    def check(self) -> None:
        """Called before each write."""
        if self._lost.is_set() or _stopping.is_set():
            raise Stopped

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps the lease alive from a thread of its own, however long Ozon takes to answer."""
        beating = threading.Thread(target=self._beat, name="vozvrat-sync-heartbeat", daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._over.set()
            beating.join()
            storage.leases.give_back(self.name, self.owner)

    def _beat(self) -> None:
        while not self._over.wait(BEATS_EVERY):
            if not self._renewed():
                self._lost.set()
                return

    def _renewed(self) -> bool:
        try:
            return storage.leases.renew(self.name, self.owner, now=_now(), seconds=LIVES, details=self._details)
        except (VozvratError, RuntimeError):  # the database is away, or closed because the process ends
            return False


def wait_for(name: str, relay: Callable[[Mapping[str, object]], None]) -> None:
    """Until nobody holds the lease, passing on what its holder tells."""
    while (held := storage.leases.holder(name, now=_now())) is not None:
        if held.details:
            relay(held.details)
        time.sleep(LOOKS_EVERY)


def _now() -> datetime:
    return datetime.now(UTC)
