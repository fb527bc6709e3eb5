"""Where the Seller API may be: keys travel in headers, so only https, or this very machine."""

import ipaddress
from urllib.parse import urlsplit

from vozvrat.domain.errors import UnsafeAddress

SETTING = "VOZVRAT_OZON_URL"


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine and no other."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked(address: str) -> str:
    """The address without a trailing slash; raises UnsafeAddress for anything that would show a key to others."""
    parts = urlsplit(address.strip())
    host = parts.hostname or ""
    plain = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username or parts.password)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not (host and plain and safe):
        raise UnsafeAddress(setting=SETTING, address=f"{parts.scheme or '?'}://{host or '?'}")
    return f"{parts.scheme}://{parts.netloc}"
