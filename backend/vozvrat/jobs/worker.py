"""The worker: a queue of ticks, threads that take them, and a pulse that puts them in.

What is due and how far everything has come stands in the database, and leases there keep several workers out of
each other's way. The queue is only a place where ticks wait, so a damaged one is thrown away and begun anew.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from huey import SqliteHuey
from huey.consumer import Consumer

from vozvrat import accounts, settings, sync
from vozvrat.domain.errors import VozvratError
from vozvrat.watch import pages, versions, webhook

log = structlog.get_logger(__name__)

TICK_EVERY = 15.0
FULL_EVERY = 60.0
THREADS = 4
"""One for ticks, and one for each of the others that may take long: a first reading, a receiver that does not answer,
pages that are slow. None of them may hold up what is read from Ozon."""
MOST_WAITING = 2
"""Ticks in the queue: more of them would only do the same again."""
LONGEST_SLEEP = 2.0
"""Seconds between two looks of an idle thread into the queue."""
STALE_AFTER = 60
"""Seconds after which a tick that nobody took is worthless: a younger one is behind it."""
QUEUE = "ticks.sqlite"


class _Threads(Consumer):  # type: ignore[misc]  # huey ships no types
    """Huey's threads without its signal handlers: the process belongs to whoever serves."""

    def _set_signal_handlers(self) -> None:
        pass


@dataclass(slots=True)
class _Worker:
    threads: Any  # a Consumer
    pulse: threading.Thread
    over: threading.Event


_lock = threading.Lock()
_worker: _Worker | None = None


def start_worker(*, queue: Path | None = None, every: float = TICK_EVERY) -> None:
    """Starts ticking inside this process, in threads of its own; the database must be open."""
    global _worker  # noqa: PLW0603 - there is one worker in a process
    with _lock:
        if _worker is not None:
            return
        logging.getLogger("huey").setLevel(logging.WARNING)
        waiting = _queue(queue or settings.read().home / QUEUE)
        tick, others = _tasks(waiting)
        threads = _Threads(
            waiting,
            workers=THREADS,
            periodic=False,
            initial_delay=0.1,
            max_delay=LONGEST_SLEEP,
            scheduler_interval=60,
            check_worker_health=False,
            shutdown_timeout=5,
        )
        sync.resume()
        over = threading.Event()
        arguments = (waiting, tick, others, over, every)
        pulse = threading.Thread(target=_pulse, args=arguments, name="vozvrat-pulse", daemon=True)
        threads.start()
        pulse.start()
        _worker = _Worker(threads, pulse, over)


def stop_worker() -> None:
    """Stops ticking; what is being read is finished, for at most five seconds."""
    global _worker  # noqa: PLW0603 - see start_worker
    with _lock:
        if _worker is None:
            return
        _worker.over.set()
        sync.stop()
        _worker.threads.stop(graceful=True)
        _worker.pulse.join(timeout=5)
        _worker = None


def run(stop: threading.Event) -> None:
    """Ticks until `stop` is set."""
    start_worker()
    try:
        stop.wait()
    finally:
        stop_worker()


def _queue(path: Path) -> SqliteHuey:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _opened(path)
    except Exception as failure:  # whatever is wrong with the file, nothing in it is worth keeping
        log.warning("tick_queue_begun_anew", path=str(path), why=type(failure).__name__)
        for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            part.unlink(missing_ok=True)
        return _opened(path)


def _opened(path: Path) -> SqliteHuey:
    waiting = SqliteHuey("vozvrat", filename=str(path), results=False, fsync=False, utc=True)
    waiting.flush()  # ticks of a worker that is gone
    return waiting


def _tasks(waiting: SqliteHuey) -> tuple[Callable[[], object], Sequence[Callable[[], object]]]:
    """The tick that comes with every beat, and the others, which come once a minute."""

    @waiting.task(name="tick", expires=STALE_AFTER)  # type: ignore[untyped-decorator]  # huey ships no types
    def tick() -> None:
        now = datetime.now(UTC)
        _notice(now)  # before reading from Ozon: what passed while nothing ran is told from what was known then
        sync.tick(now)

    @waiting.task(name="tell", expires=STALE_AFTER)  # type: ignore[untyped-decorator]  # huey ships no types
    def tell() -> None:
        prefers = accounts.preferences()
        webhook.send(now=datetime.now(UTC), zone=prefers.zone, locale=prefers.locale)

    @waiting.task(name="read_in_full", expires=STALE_AFTER)  # type: ignore[untyped-decorator]  # huey ships no types
    def read_in_full() -> None:
        if not _reading_in_full.acquire(blocking=False):
            return  # one thread is at it; the other one is for ticks
        try:
            for account_id in sync.unfinished():
                _read_in_full(account_id)
        finally:
            _reading_in_full.release()

    @waiting.task(name="watch", expires=STALE_AFTER)  # type: ignore[untyped-decorator]  # huey ships no types
    def watch() -> None:
        _keep_pack()
        if accounts.preferences().policy_watch:
            pages.look(now=datetime.now(UTC))

    return tick, (read_in_full, tell, watch)


def _notice(now: datetime) -> None:
    """What falls due must never hold up what is read from Ozon."""
    try:
        prefers = accounts.preferences()
        webhook.notice(now=now, zone=prefers.zone, locale=prefers.locale)
    except Exception as failure:
        log.warning("due_not_noticed", why=type(failure).__name__)


def _keep_pack() -> None:
    """Which rules ran here is worth knowing, and no reason to watch no pages."""
    try:
        versions.keep_running(now=datetime.now(UTC))
    except VozvratError as failure:
        log.warning("pack_not_kept", error_code=failure.code)


_reading_in_full = threading.Lock()


def _read_in_full(account_id: str) -> None:
    try:
        sync.full(account_id)
    except VozvratError as failure:
        log.warning("full_sync_ended_early", account=account_id, error_code=failure.code)


def _pulse(
    waiting: SqliteHuey,
    tick: Callable[[], object],
    others: Sequence[Callable[[], object]],
    over: threading.Event,
    every: float,
) -> None:
    """Puts ticks into the queue unless it is behind already."""
    beats = 0
    full_each = max(1, round(FULL_EVERY / every))
    while True:
        try:
            if waiting.pending_count() < MOST_WAITING:
                tick()
                if beats % full_each == 0:
                    for other in others:
                        other()
        except Exception as failure:  # a full disk for a moment must not end the pulse
            log.warning("tick_not_queued", why=type(failure).__name__)
        beats += 1
        if over.wait(every):
            return
