"""Serving on this machine: one socket, bound first, so that a busy port is told before anything else happens."""

import errno
import json
import logging
import socket
import sys
from http import HTTPStatus
from typing import Any, Final

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # waitress has no types
from waitress.server import create_server  # type: ignore[import-untyped]  # waitress has no types
from waitress.task import ErrorTask  # type: ignore[import-untyped]  # waitress has no types

from vozvrat.domain.errors import InvalidSetting, PortBusy
from vozvrat.settings import loopback
from vozvrat.web import language, problems
from vozvrat.web.guards import MAX_BODY, SECURITY_HEADERS

THREADS: Final = 8
_NAME_BY_STATUS: Final = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.LENGTH_REQUIRED: "bad_request",
    HTTPStatus.NOT_IMPLEMENTED: "bad_request",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "headers_too_large",
}


def listen(host: str, port: int) -> socket.socket:
    """A socket on a loopback address; port 0 takes a free one. Raises PortBusy or UnsafeAddress."""
    address = loopback("VOZVRAT_HOST", host)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortBusy(host=address, port=port) from None
        raise InvalidSetting(setting="VOZVRAT_HOST", why=error.strerror or type(error).__name__) from None
    return listening


def url_of(listening: socket.socket) -> str:
    """The address that a socket answers on, as one would type it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server(app: Any, listening: socket.socket) -> Any:
    """A waitress server for the application; `run()` serves until the process is asked to stop."""
    made = create_server(
        app,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=MAX_BODY + 1024,
        max_request_header_size=64 * 1024,
        clear_untrusted_proxy_headers=True,
        channel_timeout=120,
        cleanup_interval=30,
    )
    made.channel_class = _Channel
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line for each request that waits some milliseconds
    return made


class _ProblemTask(ErrorTask):  # type: ignore[misc]  # as above
    """What waitress refuses before the application sees it (no HTTP, too large), as problem+json too."""

    def execute(self) -> None:
        error = self.request.error
        headers = getattr(self.request, "headers", {}) or {}
        status = error.code
        name = _NAME_BY_STATUS.get(status, "internal" if status >= 500 else "bad_request")
        document = problems.body(name, language.of_header(headers.get("ACCEPT_LANGUAGE")))
        document["status"] = status
        body = json.dumps(document, ensure_ascii=False).encode()
        self.status = f"{status} {HTTPStatus(status).phrase}"
        self.response_headers.extend([("Content-Type", problems.MEDIA_TYPE), *SECURITY_HEADERS.items()])
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    error_task_class = _ProblemTask
