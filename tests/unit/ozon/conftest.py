"""A server on this machine that behaves as badly as a test wants, counting every connection and every call."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from vozvrat import ozon

KEY = "5f0c3a1e-secret-key-of-a-seller"


def answer(
    status: int = 200, body: object = None, *, headers: dict[str, str] | None = None, raw: bytes | None = None
) -> bytes:
    """The bytes of a whole HTTP answer; `raw` is a body that is no JSON."""
    content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


CUT = b""
"""Hangs up after reading the request, without a word."""


@dataclass(frozen=True)
class Drip:
    """An answer that comes a few bytes at a time and never ends."""

    pause: float = 0.05


@dataclass
class Server:
    """Serves `script` one entry a call, the last one for ever: bytes as they are, or seconds of silence."""

    script: list[bytes | float | Drip] = field(default_factory=lambda: [answer(200, {})])
    connections: int = 0
    requests: list[tuple[str, dict[str, str], dict[str, object]]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        with peer, peer.makefile("rb") as incoming:
            while line := incoming.readline():
                path = line.decode().split()[1]
                headers: dict[str, str] = {}
                while (header := incoming.readline().strip()) != b"":
                    name, _, value = header.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = incoming.read(int(headers.get("content-length", "0")))
                self.requests.append((path, headers, json.loads(body)))
                reply = self.script.pop(0) if len(self.script) > 1 else self.script[0]
                if isinstance(reply, Drip):
                    peer.sendall(b"HTTP/1.1 200 X\r\nContent-Length: 1000000\r\n\r\n")
                    with contextlib.suppress(OSError):  # the client has had enough
                        while True:
                            peer.sendall(b'{"a')
                            time.sleep(reply.pause)
                    return
                if isinstance(reply, float):
                    time.sleep(reply)
                    return
                if reply == CUT:
                    return
                peer.sendall(reply)
                declared = reply.partition(b"\r\n\r\n")[0].lower()
                if f"content-length: {len(reply.partition(bytes.fromhex('0d0a0d0a'))[2])}".encode() not in declared:
                    return  # promised more than it gave


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        found.port = listener.getsockname()[1]
        thread = threading.Thread(target=found.serve, args=(listener,), daemon=True)
        thread.start()
        yield found
        listener.shutdown(socket.SHUT_RDWR)


class Pauses:
    """The pauses that a read makes, noted instead of slept."""

    def __init__(self) -> None:
        self.made: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.made.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def seller(server: Server, pauses: Pauses) -> Iterator[ozon.Seller]:
    with ozon.connect(
        "1234567", KEY, base_url=server.url, limiter=ozon.Unlimited(), patience=ozon.Patience(sleep=pauses)
    ) as found:
        yield found
