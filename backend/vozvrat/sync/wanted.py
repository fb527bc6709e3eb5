"""Postings that somebody looks at and that are not stored yet: read in the background, each of them once."""

import queue
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

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


class Wanted:
    """A bounded queue with readers that come when there is something to read and leave when there is not.

    What does not fit into the queue is forgotten: whoever still looks at it asks again.
    """

    def __init__(self, *, connect: Connect = ozon_accounts.seller, most: int = MOST_WAITING) -> None:
        self._connect = connect
        self._queue: queue.Queue[tuple[str, str]] = queue.Queue(maxsize=most)
        self._flying: set[tuple[str, str]] = set()
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
        posting_number(number)
        if account_id not in sellers:
            sellers[account_id] = open_ones.enter_context(self._connect(account_id))
        fetch_with(sellers[account_id], account_id, number)


_wanted = Wanted()


def want(numbers: Sequence[str], account_id: str) -> int:
    """Asks for postings of an account soon, in the background of this process."""
    return _wanted.want(numbers, account_id)
