"""The browser that the demo and the browser tests open: Chromium with the extension on the simulated seller center."""

import base64
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vozvrat.domain.errors import NoBrowser, NotBuilt
from vozvrat.domain.locale import Locale

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Worker

SELLER_CENTER = "https://seller.ozon.ru"

QUIET = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-features=Translate",
)
"""No call of the browser's own leaves the machine, and no bubble covers the page."""

CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright", "~/AppData/Local/ms-playwright")
PROGRAMS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)


def find_chromium() -> str | None:
    """A Chromium that takes unpacked extensions: $VOZVRAT_CHROMIUM, the PATH, or Playwright's cache.

    Google's branded Chrome is passed over, it ignores --load-extension; so are snaps, which see no temporary folders.
    """
    named = os.environ.get("VOZVRAT_CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser"):
        found = shutil.which(name)
        if found and "/snap/" not in found and not _is_snap(Path(found)):
            return found
    for cache in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *CACHES):
        for pattern in PROGRAMS if cache else ():
            for program in sorted(Path(cache).expanduser().glob(pattern), reverse=True):
                return str(program)
    return None


def _is_snap(program: Path) -> bool:
    """Whether a program is Ubuntu's small script that only starts the snap."""
    return program.stat().st_size < 10_000 and b"snap" in program.read_bytes()


def has_display() -> bool:
    """Whether a window can be opened here."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def extension_id(extension: Path) -> str:
    """The id that Chromium gives an extension: the first 128 bits of its key's SHA-256 in the letters a to p."""
    manifest = extension / "manifest.json"
    if not manifest.exists():
        raise NotBuilt(path=str(extension))
    key = base64.b64decode(json.loads(manifest.read_text())["key"])
    return "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(key).hexdigest()[:32])


@contextmanager
def seller_browser(
    *, extension: Path | None, seller_center: str, profile: Path, language: Locale = "en", headless: bool = True
) -> Iterator["BrowserContext"]:
    """A Chromium in which seller.ozon.ru is the simulated one, and public as the real one is.

    `seller_center` is its address on this machine. The page is marked public so that Chrome's rules for pages
    that reach into the local network apply, as they will at the real address. Without an `extension` the browser
    is bare, for comparison. Raises NoBrowser or NotBuilt.
    """
    program = find_chromium()
    if program is None:
        raise NoBrowser(looked="PATH, Playwright's cache")
    if extension and not (extension / "manifest.json").exists():
        raise NotBuilt(path=str(extension))
    loaded = [f"--disable-extensions-except={extension}", f"--load-extension={extension}"] if extension else []
    from playwright.sync_api import sync_playwright  # the demo's own dependency, and slow to import

    port = urlsplit(seller_center).port
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            headless=headless,
            locale=language,
            viewport={"width": 1360, "height": 860},
            ignore_https_errors=True,
            env={**os.environ, "LANGUAGE": {"zh-CN": "zh_CN"}.get(language, language)},
            args=[
                *QUIET,
                *root,
                *loaded,
                f"--host-resolver-rules=MAP seller.ozon.ru:443 127.0.0.1:{port}",
                "--ignore-certificate-errors",
                f"--ip-address-space-overrides=127.0.0.1:{port}=public",
            ],
        )
        try:
            yield context
        finally:
            with suppress(Exception):  # Ctrl+C and a closed window end the browser too: nothing is left to close then
                context.close()


def background(context: "BrowserContext") -> "Worker":
    """The extension's service worker, waited for."""
    return context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")


def connect(context: "BrowserContext", *, url: str, token: str) -> None:
    """Pairs the extension as its options page would: the connection goes into storage that pages cannot read."""
    background(context).evaluate(
        "async (connection) => { await chrome.storage.local.set({ connection }) }", {"url": url, "token": token}
    )
