"""One exchange with Ozon: sends once, reads to the end, says what happened. Knows nothing of trying again."""

import json
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import httpx

from vozvrat.domain.errors import OzonDown, OzonError, Unreadable
from vozvrat.ozon.address import is_loopback
from vozvrat.ozon.errors import Answer

TIMEOUT = httpx.Timeout(connect=10.0, read=30.0, write=10.0, pool=10.0)
LARGEST_ANSWER = 64 * 1024 * 1024

Broken = Literal["not_sent", "maybe_sent"]


@dataclass(frozen=True, slots=True)
class Failure:
    """No whole answer came. `reached` tells whether anything may have left this machine."""

    reached: Broken
    error: OzonError


class Credentials(httpx.Auth):
    """Puts the two headers on each request, and keeps the key out of every repr."""

    def __init__(self, client_id: str, api_key: str) -> None:
        self._client_id = client_id
        self._key = api_key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Client-Id"] = self._client_id
        request.headers["Api-Key"] = self._key
        yield request

    def masked(self, message: str) -> str:
        """The message with the key taken out."""
        return message.replace(self._key, "***")

    def __repr__(self) -> str:
        return "Credentials(***)"


def client(base_url: str, credentials: Credentials, *, keep_alive: int) -> httpx.Client:
    """An HTTP client that never follows redirects (a key must not travel on) and reaches loopback without a proxy."""
    return httpx.Client(
        base_url=base_url,
        auth=credentials,
        timeout=TIMEOUT,
        limits=httpx.Limits(max_keepalive_connections=keep_alive, keepalive_expiry=20.0),
        follow_redirects=False,
        trust_env=not is_loopback(httpx.URL(base_url).host),
        headers={"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "vozvrat"},
    )


def exchange(http: httpx.Client, method: str, body: Mapping[str, object], *, seconds: float) -> Answer | Failure:
    """POSTs a body and reads the answer, in at most about `seconds` altogether."""
    content = json.dumps(body, separators=(",", ":"), default=_plain).encode()
    ends = time.monotonic() + seconds
    limits = httpx.Timeout(
        connect=min(seconds, TIMEOUT.connect or seconds),
        read=min(seconds, TIMEOUT.read or seconds),
        write=min(seconds, TIMEOUT.write or seconds),
        pool=min(seconds, TIMEOUT.pool or seconds),
    )
    try:
        with http.stream("POST", method, content=content, timeout=limits) as response:
            received = _read(response, ends)
            status, headers = response.status_code, {name.lower(): value for name, value in response.headers.items()}
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol):
        return Failure("not_sent", OzonDown(method=method))
    except httpx.DecodingError:
        return Failure("maybe_sent", Unreadable(method=method))
    except httpx.HTTPError:
        return Failure("maybe_sent", OzonDown(method=method))
    if received is None:
        return Failure("maybe_sent", OzonDown(method=method, status=status))
    return Answer(status, headers, received, decoded(received))


def _read(response: httpx.Response, ends: float) -> bytes | None:
    """The whole body; None where it comes too slowly or has no end."""
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > LARGEST_ANSWER or time.monotonic() > ends:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def decoded(body: bytes) -> Any:
    """The JSON in a body, None where there is none. Fractions become Decimal: money is never a float."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _plain(value: object) -> int | float:
    """Decimal as the JSON number that Ozon's doubles want; the shortest float text has the same digits."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
