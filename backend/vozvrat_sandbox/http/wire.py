"""HTTP/1.1 on threads, with the means to cut a connection in the middle of an answer."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any, cast
from urllib.parse import urlsplit

from .office import Answer, Arrival
from .ports import Bound

Serve = Callable[[Arrival], Answer]
IDLE_SECONDS = 75
REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many"}


class Server(Bound):
    """Serves the Seller API until stopped."""

    def __init__(self, host: str, port: int, serve: Serve) -> None:
        self.serve = serve
        super().__init__((host, port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is no error of ours, and nobody reads a traceback here."""


class Handler(BaseHTTPRequestHandler):
    """Reads a request, hands it over, writes the answer in one piece."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True

    def _handle(self) -> None:
        body = self._body()
        parts = urlsplit(self.path)
        server = cast(Server, self.server)
        answer = server.serve(
            Arrival(
                verb=self.command,
                path=parts.path,
                query=parts.query,
                headers=self.headers,
                body=body,
                address=str(self.client_address[0]),
            )
        )
        if answer.cut:
            self._cut()
            return
        shown = answer.body if answer.shown is None else answer.body[: answer.shown]
        head = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Answer')}"]
        head += [f"{name}: {value}" for name, value in answer.headers.items()]
        head.append(f"Content-Length: {len(answer.body)}")
        self.wfile.write("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + shown)
        if answer.shown is not None:
            self._cut()

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):  # every verb comes here; which are allowed is for the answerer to say
            return self._handle
        raise AttributeError(name)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunks(self) -> list[bytes]:
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return chunks

    def _cut(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Calls are told by /_sandbox/calls, not on the terminal."""
