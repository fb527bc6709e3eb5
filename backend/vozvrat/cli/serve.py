"""Serving: the backend with its ticks, or the ticks alone."""

import gc
import json
import signal
import threading
from types import FrameType

import click

from vozvrat import logs, settings
from vozvrat.cli.common import as_json, note, say


@click.command()
@as_json
@click.option("--port", type=click.IntRange(0, 65535), help="Instead of VOZVRAT_PORT; 0 takes a free one.")
@click.option("--no-worker", is_flag=True, help="Serve only; ticks run elsewhere (vozvrat worker).")
def serve(as_json: bool, port: int | None, no_worker: bool) -> None:
    """Serve the backend on this machine until stopped."""
    gc.disable()  # until everything is loaded: none of it is garbage
    chosen = settings.read()
    logs.configure(chosen.log_level)
    from vozvrat.web import server

    listening = server.listen(chosen.host, chosen.port if port is None else port)
    from vozvrat import policy, storage
    from vozvrat.web import create_app

    settings.prepare(chosen)
    storage.open(chosen.database_url)
    own_port = int(listening.getsockname()[1])
    made = server.server(create_app(port=own_port), listening)
    policy.engine.default_pack()  # now, or the first seller of the day waits for it
    _calm_the_collector()
    stop = threading.Event()
    worker = None if no_worker else _ticking(stop)
    signal.signal(signal.SIGTERM, _stop)
    url = server.url_of(listening)
    say(json.dumps({"url": url}) if as_json else url)
    try:
        made.run()
    finally:
        stop.set()
        made.close()
        if worker is not None:
            worker.join(timeout=5)
        storage.close()


@click.command()
@as_json
def worker(as_json: bool) -> None:
    """Run the ticks alone; any number of these may run."""
    from vozvrat import storage

    chosen = settings.read()
    logs.configure(chosen.log_level)
    settings.prepare(chosen)
    storage.open(chosen.database_url)
    signal.signal(signal.SIGTERM, _stop)
    if as_json:
        say(json.dumps({"worker": "ready"}))
    else:
        note("vozvrat worker: ready")
    stop = threading.Event()
    thread = _ticking(stop)
    try:
        while thread.is_alive():
            thread.join(timeout=1)
    except (KeyboardInterrupt, SystemExit):
        stop.set()
        thread.join(timeout=5)
    finally:
        storage.close()


def _calm_the_collector() -> None:
    """Keeps the search for garbage out of answers: what was loaded stays for good, and a look-up makes little.

    Measured on look-ups of 50 numbers: a quarter of their time went into looking for cycles that are not there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def _ticking(stop: threading.Event) -> threading.Thread:
    from vozvrat import jobs

    thread = threading.Thread(target=jobs.run, args=(stop,), name="ticks", daemon=True)
    thread.start()
    return thread


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
