"""Request limits in the database: all processes that share the file share the budget."""

import time
from typing import Any

from limits.storage import MovingWindowSupport, Storage
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from vozvrat.domain.errors import VozvratError
from vozvrat.storage import tables
from vozvrat.storage.database import engine, in_transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_LIMITS = table(tables.RateLimit)


class SqlLimitsStorage(Storage, MovingWindowSupport):
    """The storage of the `limits` library on our own database; counting and deciding is one transaction.

    It always uses a connection of its own: whoever asks Ozon inside a transaction would hold the write lock
    while the network is slow, so that is refused as the mistake it is.
    """

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return (SQLAlchemyError, VozvratError)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Counts and tells the new figure; a counter that ran out begins anew."""
        now = time.time()
        with _writing() as connection:
            row = _locked(connection, key)
            running = row.expires_at > now
            count = amount + (row.count if running else 0)
            expires_at = row.expires_at if running else now + expiry
            _write(connection, key, count=count, expires_at=expires_at)
        return count

    def get(self, key: str) -> int:
        """The figure of a counter, 0 where it ran out."""
        row = _row(key)
        return row.count if row is not None and row.expires_at > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When a counter runs out, in seconds of the epoch; now, where there is none."""
        row = _row(key)
        return time.time() if row is None else float(row.expires_at)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Takes `amount` places in the window if they are free; takes none otherwise."""
        if amount > limit:
            return False
        with _writing() as connection:
            now = time.time()
            fresh = _fresh(_locked(connection, key).entries, now=now, within=expiry)
            if len(fresh) + amount > limit:
                return False
            _write(connection, key, entries=[now] * amount + fresh, expires_at=now + expiry)
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """The oldest moment in the window and how many there are."""
        now = time.time()
        row = _row(key)
        fresh = [] if row is None else _fresh(row.entries, now=now, within=expiry)
        return (fresh[-1], len(fresh)) if fresh else (now, 0)

    def check(self) -> bool:
        """Whether the database answers."""
        try:
            _row("")
        except self.base_exceptions:
            return False
        return True

    def reset(self) -> int | None:
        """Forgets every limit."""
        with _writing() as connection:
            return connection.execute(delete(_LIMITS)).rowcount

    def clear(self, key: str) -> None:
        """Forgets one limit."""
        with _writing() as connection:
            connection.execute(delete(_LIMITS).where(_LIMITS.c.key == key))


class _writing:  # noqa: N801 - reads as the statement that it is
    def __enter__(self) -> Connection:
        if in_transaction():
            raise RuntimeError("Ozon must not be asked inside a transaction")
        self._connection = engine().connect().execution_options(writes=True)
        self._begun = self._connection.begin()
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._begun.commit()
        finally:
            self._connection.close()


def _fresh(entries: list[float] | None, *, now: float, within: float) -> list[float]:
    """Entries far ahead of now were made before the clock was set back; they would fill the window until then."""
    return [moment for moment in entries or () if abs(now - moment) < within]


def _row(key: str) -> Any:  # a Row of the table, or None
    with engine().connect() as connection:
        return connection.execute(select(_LIMITS).where(_LIMITS.c.key == key)).first()


def _locked(connection: Connection, key: str) -> Any:  # a Row of the table
    upsert(connection, _LIMITS, [{"key": key, "count": 0, "entries": None, "expires_at": 0.0}], keep=_OTHERS)
    return connection.execute(select(_LIMITS).where(_LIMITS.c.key == key).with_for_update()).one()


_OTHERS = ("count", "entries", "expires_at")


def _write(connection: Connection, key: str, **values: object) -> None:
    connection.execute(update(_LIMITS).where(_LIMITS.c.key == key).values(**values))
