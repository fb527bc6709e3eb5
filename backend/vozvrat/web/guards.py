"""Who may ask, and how: exact Host before anything else, then Origin, token, pace, size and kind of the body.

A web page that a seller visits can send requests to this machine too. None of these checks alone stops all of
them; each is there for the case that another one fails.
"""

import math
import re
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, g, request

from vozvrat import accounts
from vozvrat.web import language, problems
from vozvrat.web.pace import GENEROUS, Buckets, Pace
from vozvrat.web.problems import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PREFIX: Final = "/api/v1"
OPEN_PATHS: Final = frozenset(
    {f"{PREFIX}/{name}" for name in ("health", "pairing", "openapi.json", "docs", "docs.css")}
)
"""What answers without a token."""

CALENDAR: Final = re.compile(rf"{PREFIX}/deadlines/([\w-]{{20,200}})\.ics", re.ASCII)
"""What answers without a token where the secret in it is the one in force."""

KNOCKING_PATHS: Final = frozenset({f"{PREFIX}/health", f"{PREFIX}/pairing"})
"""What an extension that is not yet paired may call."""

MAX_BODY: Final = 1024 * 1024
_EXTENSION = re.compile(
    r"chrome-extension://[a-p]{32}|moz-extension://[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_BEARER = re.compile(r"Bearer ([\x21-\x7e]{1,200})", re.ASCII)

SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
}


class HostGuard:
    """Answers only to this machine's own names on our own port, before Flask sees the request (DNS rebinding)."""

    def __init__(self, app: "WSGIApplication", port: Callable[[], int]) -> None:
        self._app = app
        self._port = port

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("HTTP_HOST") in own_names(self._port()):
            return self._app(environ, start_response)
        locale = language.of_header(environ.get("HTTP_ACCEPT_LANGUAGE"))
        refusal = problems.answer(problems.body("misdirected", locale))
        refusal.headers.extend(SECURITY_HEADERS)
        return refusal(environ, start_response)


WSGIApplication = Callable[[dict[str, Any], Any], Iterable[bytes]]


def own_names(port: int) -> frozenset[str]:
    """The Host headers that mean us, exactly as browsers write them."""
    names = ("127.0.0.1", "localhost", "[::1]")
    return frozenset({f"{name}:{port}" for name in names} | (set(names) if port == 80 else set()))


class Origins:
    """The origins of paired devices; asked of the database anew at most every two seconds and after a change."""

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._read_at = float("-inf")

    def forget(self) -> None:
        self._read_at = float("-inf")

    def paired(self) -> frozenset[str]:
        if time.monotonic() - self._read_at > 2:
            self._known = accounts.paired_origins()
            self._read_at = time.monotonic()
        return self._known


class Guards:
    """The checks of one application, in the order in which they are made."""

    def __init__(self, app: Flask, *, port: Callable[[], int], pace: Pace = GENEROUS) -> None:
        self.origins = Origins()
        self._port = port
        self._buckets = Buckets(pace)
        app.before_request(self.check)
        app.after_request(self.dress)

    def check(self) -> Response | None:
        g.device = g.calendar = None
        self._check_origin()
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=HTTPStatus.NO_CONTENT)  # the headers come with flask-cors, for paired origins only
        self._check_token()
        self._check_pace()
        _check_address()
        _check_body()
        return None

    def dress(self, response: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.add("Vary", "Origin, Accept-Language")
        return response

    def _check_origin(self) -> None:
        origin = request.headers.get("Origin")
        own = origin is not None and origin.removeprefix("http://") in own_names(self._port())
        paired = origin is not None and origin in self.origins.paired()
        knocking = origin is not None and request.path in KNOCKING_PATHS and bool(_EXTENSION.fullmatch(origin))
        if origin is not None and not (own or paired or knocking):
            raise Problem("forbidden_origin")
        if request.headers.get("Sec-Fetch-Site", "").strip().lower() == "cross-site" and not (paired or knocking):
            raise Problem("forbidden_origin")

    def _check_token(self) -> None:
        header = request.headers.get("Authorization", "")
        found = _BEARER.fullmatch(header)
        if found is not None:
            g.device = accounts.authenticate(found[1])
        secret = CALENDAR.fullmatch(request.path)
        if secret is not None and request.method in ("GET", "HEAD"):
            g.calendar = accounts.calendar_behind(secret[1])
        if g.device is None and g.calendar is None and request.path not in OPEN_PATHS:
            raise Problem("unauthorized", headers={"WWW-Authenticate": 'Bearer realm="vozvrat"'})

    def _check_pace(self) -> None:
        who = g.device.id if g.device is not None else f"-{request.remote_addr}"
        wait = self._buckets.take(who)
        if wait > 0:
            raise Problem("too_many", headers={"Retry-After": str(math.ceil(wait))})


def _check_address() -> None:
    """No text here has a NUL in it, and not every database takes one."""
    if "\0" in request.path or any("\0" in given for given in request.args.values()):
        raise Problem("bad_request")


def _check_body() -> None:
    length = request.content_length or 0
    if length > MAX_BODY:
        raise Problem("too_large")
    carries = length > 0 or "Transfer-Encoding" in request.headers
    if carries and request.mimetype != "application/json":
        raise Problem("not_json")
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if carries and encoding != "identity":
        raise Problem("not_json")
