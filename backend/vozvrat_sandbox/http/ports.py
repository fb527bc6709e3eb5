"""Taking a port: quickly, and with one sentence where it is taken."""

from __future__ import annotations

import contextlib
import socket
import socketserver
from http.server import HTTPServer
from socketserver import ThreadingMixIn
from threading import Lock
from typing import Any, cast


class PortBusy(Exception):
    """Somebody else listens where we were told to."""


class Bound(ThreadingMixIn, HTTPServer):
    """A thread for each connection; stopping closes connections that are kept open, as a fallen server would.

    Binds without asking a name server for our name, which can take seconds.
    """

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self._open: set[socket.socket] = set()
        self._open_lock = Lock()
        super().__init__(*arguments, **more)

    def finish_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().finish_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def server_bind(self) -> None:
        wanted = self.server_address[1]
        try:
            socketserver.TCPServer.server_bind(self)
        except OSError as error:
            raise PortBusy(
                f"Port {wanted} cannot be taken ({error.strerror}); choose another one, or 0 for a free one."
            ) from error
        host, port = cast(tuple[str, int], self.server_address)
        self.server_name, self.server_port = host, port
