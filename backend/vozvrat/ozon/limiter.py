"""How fast Ozon is asked: one budget per Client-Id for all processes that share the limiter's storage.

Ozon takes 50 requests a second per Client-Id, from all of a seller's programs together. We take 20 by default,
fewer when Ozon says that little is left, and let a method rest that Ozon has paused.
"""

import math
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Protocol

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter

from vozvrat.domain.errors import CircleOpen, RateLimited

DEFAULT_PER_SECOND = 20
OZONS_LIMIT = 50
LONGEST_WAIT = 60.0
"""Seconds after which somebody who waits for a slot is told so instead."""

LITTLE_LEFT, HARDLY_ANY_LEFT = 25, 10
"""Below these figures of `Ratelimit-Remaining` a call costs two or four slots for the next seconds."""

SLOW_FOR = 3
LONGEST_PAUSE = 900
"""Seconds that a method rests at most. A sign that lasts longer was set before the clock was set back."""

SHORTEST_NAP, LONGEST_NAP = 0.005, 0.25


class Limiter(Protocol):
    """What both transports ask before each call and tell after it."""

    def acquire(self, client_id: str, method: str, *, within: float = LONGEST_WAIT) -> None:
        """Blocks until a call may leave; raises CircleOpen for a paused method, RateLimited after `within` seconds."""
        ...

    def learned(self, client_id: str, remaining: int) -> None:
        """Ozon says how many requests it still takes in this second."""
        ...

    def paused(self, client_id: str, method: str, until: datetime) -> None:
        """Nobody calls this method for this account before `until`."""
        ...


class Unlimited:
    """No limit and no pauses: for measuring against a simulated Ozon, never for the real one."""

    def acquire(self, client_id: str, method: str, *, within: float = LONGEST_WAIT) -> None:
        """Lets every call go at once."""

    def learned(self, client_id: str, remaining: int) -> None:
        """Takes no notice."""

    def paused(self, client_id: str, method: str, until: datetime) -> None:
        """Takes no notice."""


class SharedLimiter:
    """A moving window of one second in a `limits` storage; whoever shares the storage shares the budget.

    Slowing down is done by price: a call costs more slots of the same window, so that all processes, also those
    that have not heard of it yet, keep to one count.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        per_second: int = DEFAULT_PER_SECOND,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if per_second < 1:
            raise ValueError("per_second counts requests; use Unlimited for none")
        if not isinstance(storage, MovingWindowSupport):
            raise TypeError("the storage keeps no moving windows")
        self._storage = storage
        self._window = MovingWindowRateLimiter(storage)
        self._per_second = min(per_second, OZONS_LIMIT)
        self._item = RateLimitItemPerSecond(self._per_second, namespace="ozon")
        self._sleep = sleep

    def acquire(self, client_id: str, method: str, *, within: float = LONGEST_WAIT) -> None:
        """See Limiter."""
        if (until := self._until(_pause_key(client_id, method), LONGEST_PAUSE)) is not None:
            raise CircleOpen(method=method, until=datetime.fromtimestamp(until, UTC))
        ends = time.monotonic() + within
        while not self._window.hit(self._item, client_id, cost=self._price(client_id)):
            left = ends - time.monotonic()
            if left <= 0:
                raise RateLimited(method=method, retry_after=1.0)
            self._sleep(min(left, self._nap(client_id)))

    def learned(self, client_id: str, remaining: int) -> None:
        """See Limiter."""
        if remaining < HARDLY_ANY_LEFT:
            self._mark(_slow_key(client_id, 4), SLOW_FOR)
        elif remaining < LITTLE_LEFT:
            self._mark(_slow_key(client_id, 2), SLOW_FOR)

    def paused(self, client_id: str, method: str, until: datetime) -> None:
        """See Limiter."""
        seconds = math.ceil((until - datetime.now(UTC)).total_seconds())
        if seconds > 0:
            self._mark(_pause_key(client_id, method), min(seconds, LONGEST_PAUSE))

    def _price(self, client_id: str) -> int:
        """Slots that one call costs now; never more than the window has."""
        for price in (4, 2):
            if self._until(_slow_key(client_id, price), SLOW_FOR) is not None:
                return min(price, self._per_second)
        return 1

    def _nap(self, client_id: str) -> float:
        """Until the oldest call leaves the window, scattered so that waiting processes do not wake together."""
        reset = self._window.get_window_stats(self._item, client_id).reset_time - time.time()
        return min(LONGEST_NAP, max(SHORTEST_NAP, reset)) * random.uniform(1.0, 1.3)  # noqa: S311 - no secret

    def _mark(self, key: str, seconds: int) -> None:
        """A sign that vanishes after some seconds: a counter of `limits`, of which only the expiry matters."""
        self._storage.clear(key)
        self._storage.incr(key, seconds)

    def _until(self, key: str, longest: float) -> float | None:
        """When a sign vanishes; None where it is not set, or was set for longer than its kind ever lasts."""
        if self._storage.get(key) <= 0:
            return None
        until = self._storage.get_expiry(key)
        return until if until - time.time() <= longest else None


def _pause_key(client_id: str, method: str) -> str:
    return f"ozon/paused/{client_id}{method}"


def _slow_key(client_id: str, price: int) -> str:
    return f"ozon/slow/{client_id}/{price}"


def limiter_for(storage: Storage, *, requests_per_second: int) -> Limiter:
    """The limiter that a setting asks for; 0 switches it off, which only a measurement against the sandbox may."""
    return SharedLimiter(storage, per_second=requests_per_second) if requests_per_second else Unlimited()


@cache
def default_limiter() -> Limiter:
    """The limiter of this process, its state in memory: for single commands and tests."""
    return SharedLimiter(MemoryStorage())
