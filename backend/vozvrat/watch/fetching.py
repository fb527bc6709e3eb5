"""Asking for one page of the open web: over https, politely, and never for anything in the seller's own network.

Addresses come from rules, and rules may have been passed on by strangers: whatever they name, nothing but a page of a
public host is asked for (or one on this machine where the address says so itself), wherever it sends on to.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from vozvrat import __version__
from vozvrat.settings import is_loopback

TIMEOUT: Final = 10.0
"""Seconds for everything together, a page that comes drop by drop included."""
LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a page at most, unpacked."""
REDIRECTS: Final = 3

_HEADERS: Final = {
    "User-Agent": f"Vozvrat/{__version__} (policy watch; reads this page at most once a day)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Language": "ru, en;q=0.8, zh;q=0.6",
    "Accept-Encoding": "gzip, deflate",
}
_TEXTS: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_SHUT: Final = frozenset({401, 403, 429, 503})
_FAKE: Final = ipaddress.ip_network("198.18.0.0/15")
"""What tunnels on this machine hand out in place of public addresses; no router and no printer lives there."""
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAMES: Final = (".local", ".lan", ".internal", ".home", ".localhost", ".home.arpa", ".localdomain", ".onion")

_lookups: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="vozvrat-lookup")
"""Of its own: asyncio waits at its end for the lookups in its own one, and a lookup may take half a minute."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreadable(Exception):
    """What came is no page that can be read; `problem` is a code for `words.pages`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a page answered; `body` is None where it says that nothing changed."""

    body: bytes | None
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None


def fetch(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
    """Asks for a page, on condition that it changed where something of the last answer is known; raises Unreadable."""
    asked = dict(_HEADERS)
    if etag is not None:
        asked["If-None-Match"] = etag
    if last_modified is not None:
        asked["If-Modified-Since"] = last_modified
    try:
        return asyncio.run(asyncio.wait_for(_fetched(url, asked), TIMEOUT))
    except (TimeoutError, httpx.TimeoutException):
        raise Unreadable("timeout") from None
    except httpx.DecodingError:
        raise Unreadable("not_text") from None
    except httpx.ConnectError as failure:
        raise Unreadable("tls" if _of_tls(failure) else "unreachable") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError):
        raise Unreadable("unreachable") from None


def problem_of(url: str) -> str | None:
    """Why an address is never asked for, as a code; None where it may be. No name is looked up for that."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        return "no_address"
    if parts.username is not None or parts.password is not None or not host:
        return "no_address"
    if is_loopback(host):
        return None if parts.scheme in ("http", "https") else "not_https"
    if parts.scheme != "https":
        return "not_https"
    return _problem_of_host(host)


def _problem_of_host(host: str) -> str | None:
    literal = _literal(host)
    if literal is not None:
        return None if _is_public(literal) else "private"
    if "." not in host.strip("."):
        return "no_address"
    return "private" if host.rstrip(".").endswith(_LOCAL_NAMES) else None


async def _fetched(url: str, asked: Mapping[str, str]) -> Fetched:
    for _ in range(REDIRECTS + 1):
        answer = await _asked(url, asked)
        if isinstance(answer, Fetched):
            return answer
        url = _onward(url, answer)
    raise Unreadable("redirect")


def _onward(url: str, location: str) -> str:
    """Where a page sends on to, if one may follow: to https and never from a public host into one's own network."""
    onward = urljoin(url, location)
    if problem_of(onward) is not None:
        raise Unreadable("redirect")
    if is_loopback(urlsplit(onward).hostname or "") and not is_loopback(urlsplit(url).hostname or ""):
        raise Unreadable("redirect")
    return onward


async def _asked(url: str, asked: Mapping[str, str]) -> Fetched | str:
    """One answer, or the address that it sends on to."""
    target = httpx.URL(url).copy_with(fragment=None)
    host = target.host
    headers = dict(asked)
    extensions: dict[str, str] = {}
    here, proxied = is_loopback(host), _proxied(target)
    if not here:
        address = await _public_address(host, target.port or 443, needed=not proxied)
        if not proxied:  # the address that was looked at is the one that is asked: a name can change its mind between
            headers["Host"] = target.netloc.decode("ascii")
            extensions["sni_hostname"] = target.raw_host.decode("ascii")
            target = target.copy_with(host=address)
    async with (
        httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=proxied) as client,
        client.stream("GET", target, headers=headers, extensions=extensions) as response,
    ):
        if response.status_code in (301, 302, 303, 307, 308):
            location = response.headers.get("Location")
            if not location:
                raise Unreadable("redirect")
            return str(location)
        return await _answer(response)


async def _answer(response: httpx.Response) -> Fetched:
    headers = response.headers
    known = (headers.get("ETag"), headers.get("Last-Modified"))
    if response.status_code == 304:
        return Fetched(None, "", None, *known)
    if response.status_code in _SHUT:
        raise Unreadable("refused")
    if response.status_code in (404, 410):
        raise Unreadable("not_found")
    if response.status_code != 200:
        raise Unreadable(f"status:{response.status_code}")
    media_type = headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()
    if media_type not in _TEXTS:
        raise Unreadable("not_text")
    if headers.get("Content-Encoding", "").strip().lower() not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Unreadable("not_text")
    body = bytearray()
    async for part in response.aiter_bytes(64 * 1024):
        body += part
        if len(body) > LARGEST:
            raise Unreadable("too_large")
    return Fetched(bytes(body), media_type, response.charset_encoding, *known)


def _addresses(host: str, port: int) -> list[str]:
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


async def _public_address(host: str, port: int, *, needed: bool) -> str:
    """The address of a public host; raises Unreadable where any of its addresses is not public, because a name may
    be made to lead into the seller's own network. Not `needed`: a proxy finds the host, and we may not be able to."""
    literal = _literal(host)
    if literal is not None:
        found = [literal]
    else:
        looked_up = asyncio.get_running_loop().run_in_executor(_lookups, _addresses, host, port)
        try:
            known = await asyncio.wait_for(looked_up, TIMEOUT / 2)
        except (OSError, UnicodeError, TimeoutError):
            if needed:
                raise Unreadable("unknown_host") from None
            return host
        found = [ipaddress.ip_address(one.partition("%")[0]) for one in known]
    if not found or not all(_is_public(one) for one in found):
        raise Unreadable("private")
    return str(found[0])


def _is_public(address: IPAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
    return (address.is_global and not address.is_multicast) or address in _FAKE


def _literal(host: str) -> IPAddress | None:
    """The address that a host is written as; the odd ways to write one (2130706433, 0x7f.1) count too."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _proxied(url: httpx.URL) -> bool:
    if is_loopback(url.host) or not {"https", "all"} & getproxies().keys():
        return False
    return not proxy_bypass(url.host)


def _of_tls(failure: httpx.ConnectError) -> bool:
    """Whether the certificate did not hold, or there was no TLS to speak of."""
    said = f"{failure} {failure.__cause__}"
    return "SSL" in said or "CERTIFICATE" in said.upper()
