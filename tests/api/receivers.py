"""A webhook's receiver on this machine: a real HTTP server that behaves, or misbehaves, as told."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.api.house import Api
from vozvrat.domain.locale import Locale
from vozvrat.watch import webhook

MOSCOW = ZoneInfo("Europe/Moscow")
HOUR = timedelta(hours=1)
Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Receiver:
    """What has arrived so far, in order; `behave` is how the next request is answered."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.behave: Behaviour = answers(204)
        self.requests: list[tuple[str, Mapping[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook/TOKEN-IN-THE-PATH?key=TOKEN-IN-THE-QUERY"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, _, body in self.requests]

    @property
    def stages(self) -> list[str]:
        return [body["stage"] for body in self.bodies]


def answers(status: int, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Behaviour:
    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return behave


def hangs(seconds: float) -> Behaviour:
    def behave(request: BaseHTTPRequestHandler) -> None:
        del request
        time.sleep(seconds)

    return behave


def drips(request: BaseHTTPRequestHandler) -> None:
    """One byte of its answer at a time, for longer than anybody waits."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
        try:
            request.wfile.write(bytes([letter]))
            request.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def babbles(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"\x00\xff this is no HTTP \r\n\r\n")


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    receiver: Receiver

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.requests.append((self.path, dict(self.headers), body))
            with suppress(OSError):  # whoever asked has heard enough
                receiver.behave(self)

        def do_GET(self) -> None:
            receiver.requests.append((self.path, dict(self.headers), b"{}"))
            receiver.behave(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver = Receiver(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as found:
        yield found


@pytest.fixture
def hooked(api: Api, receiver: Receiver) -> Api:
    """A front door whose webhook is set, to a receiver that behaves."""
    assert api.ask("PUT", "/settings", json={"webhook_url": receiver.url}).status_code == 200
    return api


def beat(at: datetime, *, locale: Locale = "en") -> None:
    """What the worker does: look, then send."""
    webhook.notice(now=at, zone=MOSCOW, locale=locale)
    webhook.send(now=at, zone=MOSCOW, locale=locale)
