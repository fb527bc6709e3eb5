"""Postings that somebody looks at and that are not stored yet: read in the background, each of them once."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Final

import structlog

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.posting_number import posting_number
from vozvrat.ozon import accounts as ozon_accounts
from vozvrat.sync.connecting import Connect
from vozvrat.sync.single import fetch_with

log = structlog.get_logger(__name__)

MOST_WAITING = 1000
IDLE_SECONDS = 20.0
READERS = 2
HELD_OFF_SECONDS = 30.0
"""How long what could not be read is not asked for again: long enough to say so, short enough to recover by itself."""

CONCERNS_THE_ACCOUNT = (errors.OzonDown, errors.RateLimited, errors.CircleOpen, errors.KeyStoreUnavailable)
"""What hinders every other posting of the account as well."""

REMEMBERED_ELSEWHERE: Final[tuple[type[errors.VozvratError], ...]] = (
    errors.NotFoundAtOzon,
    errors.NotFound,
    *errors.STOPS_THE_ACCOUNT,
)
"""Misses are kept for ten minutes, what stops an account is noted at the account."""


class Wanted:
    """A bounded queue with readers that come when there is something to read and leave when there is not.

    What does not fit into the queue is forgotten: whoever still looks at it asks again.
    """

    def __init__(
        self,
        *,
        connect: Connect = ozon_accounts.seller,
        most: int = MOST_WAITING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self._queue: queue.Queue[tuple[str, str]] = queue.Queue(maxsize=most)
        self._flying: set[tuple[str, str]] = set()
        self._held_off: dict[tuple[str, str | None], tuple[str, float]] = {}
        self._clock = clock
        self._readers = 0
        self._lock = threading.Lock()

    def want(self, numbers: Sequence[str], account_id: str) -> int:
        """Asks for postings soon; how many of them were not being asked for already."""
        added = 0
        with self._lock:
            for number in numbers:
                key = (account_id, number)
                if key in self._flying:
                    continue
                try:
                    self._queue.put_nowait(key)
                except queue.Full:
                    break
                self._flying.add(key)
                added += 1
            while self._readers < min(READERS, len(self._flying)):
                self._readers += 1
                threading.Thread(target=self._read, name="vozvrat-wanted", daemon=True).start()
        return added

    def hindered(self, numbers: Sequence[str], account_id: str) -> dict[str, str]:
        """Which of these postings could not be read a moment ago: number → code of the error."""
        found = {}
        with self._lock:
            for number in numbers:
                code = self._hindered(account_id, number)
                if code is not None:
                    found[number] = code
        return found

    def _hindered(self, account_id: str, number: str) -> str | None:
        for key in ((account_id, None), (account_id, number)):
            code, until = self._held_off.get(key, ("", 0.0))
            if code and self._clock() < until:
                return code
        return None

    def _hold_off(self, account_id: str, number: str, failure: errors.VozvratError) -> None:
        until = self._clock() + HELD_OFF_SECONDS
        whose = None if isinstance(failure, CONCERNS_THE_ACCOUNT) else number
        with self._lock:
            self._held_off = {key: kept for key, kept in self._held_off.items() if kept[1] > self._clock()}
            self._held_off[account_id, whose] = (failure.code, until)

    def idle(self) -> bool:
        """Whether nothing is waiting or being read."""
        with self._lock:
            return not self._flying

    def _read(self) -> None:
        with ExitStack() as open_ones:
            sellers: dict[str, ozon.Seller] = {}
            while (key := self._next()) is not None:
                try:
                    self._one(*key, sellers, open_ones)
                except Exception as failure:
                    code = failure.code if isinstance(failure, errors.VozvratError) else type(failure).__name__
                    log.info("posting_not_read", account=key[0], posting=key[1], why=code)
                    if isinstance(failure, errors.VozvratError) and not isinstance(failure, REMEMBERED_ELSEWHERE):
                        self._hold_off(*key, failure)
                finally:
                    with self._lock:
                        self._flying.discard(key)

    def _next(self) -> tuple[str, str] | None:
        try:
            return self._queue.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            pass
        with self._lock:  # under the lock nobody can count on a reader that is about to leave
            try:
                return self._queue.get_nowait()
            except queue.Empty:
                self._readers -= 1
                return None

    def _one(self, account_id: str, number: str, sellers: dict[str, ozon.Seller], open_ones: ExitStack) -> None:
        if storage.accounts.get(account_id).problem is not None:
            return
        if storage.misses.among([number], [account_id], now=datetime.now(UTC)):
            return
        if self.hindered([number], account_id):
            return
        posting_number(number)
        if account_id not in sellers:
            sellers[account_id] = open_ones.enter_context(self._connect(account_id))
        fetch_with(sellers[account_id], account_id, number)


_wanted = Wanted()


def want(numbers: Sequence[str], account_id: str) -> int:
    """Asks for postings of an account soon, in the background of this process."""
    return _wanted.want(numbers, account_id)


def hindered(numbers: Sequence[str], account_id: str) -> dict[str, str]:
    """Which postings this process could not read a moment ago, and by which error: they are not asked for again yet."""
    return _wanted.hindered(numbers, account_id)
