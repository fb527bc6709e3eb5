"""One account's connection to Ozon."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from vozvrat.domain.errors import InvalidKey
from vozvrat.ozon import address, wire
from vozvrat.ozon.limiter import Limiter, default_limiter

DEFAULT_URL = "https://api-seller.ozon.ru"
KEPT_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a read goes on trying: never more than `attempts` calls, never much longer than `seconds`."""

    attempts: int = 5
    seconds: float = 60.0
    first_pause: float = 0.5
    longest_pause: float = 8.0
    sleep: Callable[[float], None] = time.sleep

    def pause(self, attempt: int) -> float:
        """Seconds before the attempt after `attempt` (from 1): doubled each time, with jitter of half of it."""
        full = min(self.longest_pause, self.first_pause * 2.0 ** (attempt - 1))
        return full * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret


class Seller:
    """An account's connection: Client-Id, address, limiter. The key is held by its credentials and never shown.

    Safe to use from several threads. Close it, or use it in a `with`.
    """

    def __init__(
        self, credentials: wire.Credentials, *, client_id: str, base_url: str, limiter: Limiter, patience: Patience
    ) -> None:
        self.client_id = client_id
        self.base_url = base_url
        self.limiter = limiter
        self.patience = patience
        self.credentials = credentials
        self._lock = threading.Lock()
        self._reading: httpx.Client | None = None

    @property
    def reading(self) -> httpx.Client:
        """The client for reads: connections are kept, because the first call on a cold one takes up to a second."""
        with self._lock:
            if self._reading is None:
                self._reading = wire.client(self.base_url, self.credentials, keep_alive=KEPT_CONNECTIONS)
            return self._reading

    def close(self) -> None:
        """Closes kept connections; a later read opens new ones."""
        with self._lock:
            if self._reading is not None:
                self._reading.close()
                self._reading = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Seller(client_id={self.client_id!r}, key=***, base_url={self.base_url!r})"


def connect(
    client_id: str,
    key: str,
    *,
    base_url: str = DEFAULT_URL,
    limiter: Limiter | None = None,
    patience: Patience | None = None,
) -> Seller:
    """A seller's connection; opens nothing yet.

    Raises UnsafeAddress for an address that would show the key, InvalidKey for a Client-Id or key that cannot
    even be put into a header. Without a `limiter` the process-wide one is used (its state in memory).
    """
    client_id, key = client_id.strip(), key.strip()
    if not (client_id.isascii() and client_id.isdigit() and int(client_id) > 0):
        raise InvalidKey(method="", message="The Client-Id is no positive whole number.")
    if not key or not key.isascii() or not key.isprintable():
        raise InvalidKey(method="", message="The key is empty or holds characters that no key has.")
    return Seller(
        wire.Credentials(client_id, key),
        client_id=client_id,
        base_url=address.checked(base_url),
        limiter=limiter or default_limiter(),
        patience=patience or Patience(),
    )
