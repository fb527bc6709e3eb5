"""Taking a port: quickly, and with one sentence where it is taken."""

from __future__ import annotations

import socketserver
from http.server import HTTPServer
from typing import cast


class PortBusy(Exception):
    """Somebody else listens where we were told to."""


class Bound(HTTPServer):
    """Binds without asking a name server for our name, which can take seconds."""

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
