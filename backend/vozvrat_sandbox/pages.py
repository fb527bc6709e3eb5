"""Serves the seller center's pages over TLS, each connection on a thread of its own."""

from __future__ import annotations

import ssl
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler

from .http.ports import Bound

HANDSHAKE_SECONDS = 10


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open and says nothing on the terminal."""

    protocol_version = "HTTP/1.1"
    timeout = 75

    def log(self, type: str, message: str, *args: Any) -> None:
        """Pages are no news."""


class PageServer(Bound, BaseWSGIServer):
    """A browser opens connections that it never uses: a handshake must not hold up the others."""

    multithread = True  # what werkzeug tells the application

    def __init__(self, host: str, port: int, application: Any, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(host, port, application, handler=QuietHandler)
        self.ssl_context = context  # what werkzeug tells the application its scheme by

    def get_request(self) -> tuple[Any, Any]:
        plain, address = self.socket.accept()
        secure = self._context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        return secure, address

    def finish_request(self, request: Any, client_address: Any) -> None:
        request.settimeout(HANDSHAKE_SECONDS)
        request.do_handshake()
        super().finish_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that does not trust the certificate hangs up; that is its right."""
