"""The one database of this process: opening it, transactions, and what its failures mean.

Reads outside a transaction see the latest committed rows, each statement for itself. Writes happen inside
`transaction()`, which takes SQLite's write lock at once: two writers queue, none fails half-way.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from vozvrat.domain import errors
from vozvrat.storage import schema

BUSY_TIMEOUT_MS = 15_000
CHECKED_WHOLE_UP_TO = 64 * 1024 * 1024
"""Bytes up to which a file is read through for damage before it is opened; beyond, start-up would take seconds."""


@dataclass(frozen=True, slots=True)
class _Database:
    engine: Engine
    url: str


_lock = threading.Lock()
_current: _Database | None = None
_ambient: ContextVar[Connection | None] = ContextVar("vozvrat_transaction", default=None)
_shared: ContextVar[Connection | None] = ContextVar("vozvrat_reading", default=None)


def open(url: str) -> None:
    """Opens the database for this process and brings it to the newest schema.

    `url` is `sqlite:///path` or `postgresql+psycopg://…`. Raises DatabaseDamaged, DatabaseFromTheFuture or
    DatabaseUnavailable; a file that cannot be read as a database stays as it is.
    """
    global _current  # noqa: PLW0603 - the ambient database is the one piece of process-wide state here
    with _lock:
        if _current is not None:
            if _current.url == url:
                return
            raise RuntimeError("another database is open in this process")
        engine = _engine(make_url(url))
        try:
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                schema.migrate(connection, path=place(engine.url))
        except SQLAlchemyError as failure:
            engine.dispose()
            raise errors.DatabaseUnavailable(path=place(engine.url), why=type(failure).__name__) from failure
        except BaseException:
            engine.dispose()
            raise
        _current = _Database(engine=engine, url=url)


def close() -> None:
    """Closes the database of this process; opening again is possible."""
    global _current  # noqa: PLW0603 - see open
    with _lock:
        if _current is not None:
            _current.engine.dispose()
            _current = None


def is_open() -> bool:
    """Whether this process has a database open: some commands work without one."""
    return _current is not None


def engine() -> Engine:
    """The engine of the open database."""
    if _current is None:
        raise RuntimeError("storage.open was not called")
    return _current.engine


@contextlib.contextmanager
def transaction() -> Iterator[Connection]:
    """Everything inside is written together or not at all. A transaction inside another joins it."""
    outer = _ambient.get()
    if outer is not None:
        yield outer
        return
    with engine().connect().execution_options(writes=True) as connection, connection.begin():
        token = _ambient.set(connection)
        try:
            yield connection
        finally:
            _ambient.reset(token)


@contextlib.contextmanager
def reading() -> Iterator[Connection]:
    """A connection to read with: that of the transaction or the reading around it, else one of its own.

    Several reads under one `with storage.reading()` save taking a connection for each; they still see the latest
    committed rows, each statement for itself.
    """
    outer = _ambient.get() or _shared.get()
    if outer is not None:
        yield outer
        return
    with engine().connect() as connection:
        token = _shared.set(connection)
        try:
            yield connection
        finally:
            _shared.reset(token)


def in_transaction() -> bool:
    """Whether the caller is inside a transaction. Nobody may wait for a network there."""
    return _ambient.get() is not None


def place(url: URL) -> str:
    """Where a database is, as a person may see it: the file's path, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        made = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        event.listen(made, "handle_error", _translate)
        return made
    if not url.database or url.database == ":memory:":
        raise errors.DatabaseUnavailable(path=":memory:", why="a file is needed")
    _examine(Path(url.database))
    made = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        pool_size=8,
        max_overflow=32,
        hide_parameters=True,  # an error in a log must not quote what a buyer wrote
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    event.listen(made, "handle_error", _translate)
    return made


def _examine(path: Path) -> None:
    """Looks at a database file without writing to it; raises where opening it could only make things worse."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        size = path.stat().st_size if path.exists() else 0
        if size == 0:
            return
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_MS / 1000)
    except (OSError, sqlite3.Error) as failure:
        raise errors.DatabaseUnavailable(path=str(path), why=str(failure)) from failure
    try:
        with contextlib.closing(connection):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if size <= CHECKED_WHOLE_UP_TO:
                (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise errors.DatabaseDamaged(path=str(path))
    except sqlite3.DatabaseError as failure:
        raise _meaning(failure, str(path)) or failure from failure


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin decides, through _begin; sqlite3 never begins by itself
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA cache_size = -8000")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later may fail with "locked" whatever the timeout.
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _translate(context: ExceptionContext) -> None:
    found = _meaning(context.original_exception, place(context.engine.url) if context.engine else "")
    if found is not None:
        context.chained_exception = found


_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}


def _meaning(failure: BaseException, path: str) -> errors.VozvratError | None:
    """The domain's word for a failure of the database itself; None for anything else (a bug of ours)."""
    if isinstance(failure, sqlite3.Error):
        code = getattr(failure, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            return errors.DatabaseDamaged(path=path)
        if code in _UNAVAILABLE:
            return errors.DatabaseUnavailable(path=path, why=str(failure))
        return None
    if type(failure).__name__ == "OperationalError":  # psycopg's, without importing an optional driver
        return errors.DatabaseUnavailable(path=path, why=type(failure).__name__)
    return None
