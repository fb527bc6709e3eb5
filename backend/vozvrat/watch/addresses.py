"""Addresses of webhooks: which may be set, and what of them may be shown."""

from typing import Final
from urllib.parse import urlsplit

import httpx

from vozvrat.settings import is_loopback

NO_ADDRESS: Final = "A webhook address begins with https:// (http:// only for this computer, such as 127.0.0.1)."
LONGEST_ADDRESS: Final = 2_000


def acceptable(url: str) -> bool:
    """Whether nobody on the way can read what is sent there: https, or http on this computer."""
    if len(url) > LONGEST_ADDRESS or not url.isprintable() or any(letter.isspace() for letter in url):
        return False
    try:
        parts = urlsplit(url)
        name, _ = parts.hostname or "", parts.port
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        return False
    return bool(name) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(name)))


def host(url: str) -> str:
    """The host of an address, with its port where it names one."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{parts.port}" if parts.port else name
