"""`vozvrat demo`: the whole of Vozvrat on a simulated Ozon, from nothing to badges on the page, in one command."""

import json
import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from vozvrat.cli import browser, programs
from vozvrat.domain.locale import Locale, locale_of

BUILT = Path(__file__).resolve().parents[3] / "extension" / "dist" / "chrome-mv3"
EXTENSION = BUILT if BUILT.exists() else Path(__file__).resolve().parent / "extension"
"""The built extension: a checkout's own build, or the one that a wheel carries."""

FIRST_PAGE = "/app/returns/rfbs"
SHOWN = 8
NEW_REQUESTS_PER_HOUR = 12
"""How often a simulated buyer asks for a return while one looks: about every five minutes something happens."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What runs: where the backend and the simulated Ozon answer, and the token that the browser is paired with."""

    url: str
    token: str
    seller_center: str
    ozon: str
    accounts: list[dict[str, str]]


@click.command()
@click.option("--port", default=8741, show_default=True, help="Port of the backend.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same simulated data.")
@click.option("--returns", default=400, show_default=True, help="How many returns the simulated Ozon holds.")
@click.option("--headless", is_flag=True, help="Open no browser, even where there is a display.")
@click.option("--json", "as_json", is_flag=True, help="Say in one JSON line where everything is, then stay up.")
def demo(port: int, seed: int, returns: int, headless: bool, as_json: bool) -> None:
    """Try everything: a simulated Ozon, the backend on a fresh database, a paired browser. Ctrl+C ends it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(stderr=as_json, width=None if sys.stdout.isatty() else 110)
    with suppress(KeyboardInterrupt), ExitStack() as running:
        home = running.enter_context(tempfile.TemporaryDirectory(prefix="vozvrat-demo-"))
        stage = start(running, home=Path(home), port=port, seed=seed, returns=returns, console=console)
        show(stage, console)
        if as_json:
            click.echo(json.dumps(_where(stage), ensure_ascii=False))
        if headless or not browser.has_display():
            _wait(console)
        else:
            browse(stage, Path(home), console)


def start(running: ExitStack, *, home: Path, port: int, seed: int, returns: int, console: Console) -> Demo:
    """Starts the simulated Ozon and the backend, adds both accounts, reads them in and pairs one browser."""
    console.print("Starting a simulated Ozon…")
    ozon = running.enter_context(
        programs.running("sandbox", "--seed", str(seed), "--returns", str(returns), environment={})
    )
    environment = {
        "VOZVRAT_HOME": str(home / "data"),
        "VOZVRAT_OZON_URL": ozon["url"],
        "VOZVRAT_PORT": str(port),
    }
    programs.ask(ozon["url"], "/buyers", body={"new_requests_per_hour": NEW_REQUESTS_PER_HOUR}, below="/_sandbox")
    console.print("Starting the backend on a fresh database…")
    backend = running.enter_context(programs.running("serve", "--json", environment=environment))
    for account in ozon["accounts"]:
        console.print(f"Reading {account['name']} in…")
        added = programs.done("accounts", "add", *_as_arguments(account, home), environment=environment)
        programs.done("sync", "--account", added["id"], environment=environment)
    return Demo(
        url=backend["url"],
        token=pair(backend["url"], environment),
        seller_center=ozon["seller_center"],
        ozon=ozon["url"],
        accounts=ozon["accounts"],
    )


def pair(url: str, environment: Mapping[str, str]) -> str:
    """Pairs the extension with a backend as its options page would; the token."""
    code = programs.done("pair", environment=environment)["code"]
    origin = {"Origin": f"chrome-extension://{browser.extension_id(EXTENSION)}"}
    answer = programs.ask(url, "/pairing", body={"code": code, "device_name": "Chromium of the demo"}, headers=origin)
    return str(answer["token"])


def _as_arguments(account: dict[str, str], home: Path) -> list[str]:
    """An account as `accounts add` takes it: the key goes through a file, never through arguments."""
    key_file = home / f"key-{account['client_id']}"
    key_file.touch(mode=0o600)
    key_file.write_text(account["api_key"])
    return ["--client-id", account["client_id"], "--key-file", str(key_file), "--name", account["name"]]


def _where(stage: Demo) -> dict[str, Any]:
    return {
        "url": stage.url,
        "token": stage.token,
        "seller_center": stage.seller_center,
        "ozon": stage.ozon,
        "accounts": [{"client_id": account["client_id"], "name": account["name"]} for account in stage.accounts],
    }


# --- what one sees -----------------------------------------------------------------------


def show(stage: Demo, console: Console) -> None:
    """Prints the addresses and the orders most in need of an answer, with findings and time left."""
    locale = locale_of(_language())
    console.print(f"\nBackend        {stage.url}  (API page: {stage.url}/api/v1/docs)")
    console.print(f"Seller center  {stage.seller_center}{FIRST_PAGE}  (simulated)")
    console.print(f"Ozon           {stage.ozon}  (simulated Seller API)\n")
    now = datetime.now(UTC)
    soon = (now + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {"Authorization": f"Bearer {stage.token}", "Accept-Language": locale}
    waiting = programs.ask(stage.url, f"/returns?limit={SHOWN}&due_before={soon}", headers=headers)["items"]
    console.print(_table(waiting, now))


def _language() -> str:
    """The language of the terminal, as the usual variables give it."""
    return os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"


def _table(waiting: list[dict[str, Any]], now: datetime) -> Table:
    table = Table(title="Most in need of an answer")
    for heading in ("Posting", "Scheme", "State", "Left", "Findings"):
        table.add_column(heading, overflow="fold", no_wrap=heading in {"Posting", "Left"})
    for item in waiting:
        findings = "\n".join(f"{MARKS[finding['severity']]} {finding['title']}" for finding in item["findings"][:3])
        table.add_row(
            item["posting_number"],
            item["scheme"],
            item["state_words"] or item["state_name"],
            _left(item, now),
            findings,
        )
    return table


MARKS = {"blocker": "■", "warning": "▲", "info": "●"}


def _left(item: dict[str, Any], now: datetime) -> str:
    deadline = item["next_deadline"]
    if not deadline:
        return ""
    minutes = int((datetime.fromisoformat(deadline["at"]) - now).total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} min"


def _wait(console: Console) -> None:
    console.print("\nEverything stays up. Ctrl+C ends it.")
    threading.Event().wait()


def browse(stage: Demo, home: Path, console: Console) -> None:
    """Opens the paired browser on the simulated seller center and stays until it is closed or Ctrl+C is pressed."""
    from playwright.sync_api import Error as PlaywrightError

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # Playwright's driver ends with Ctrl+C, which it laments
    locale: Locale = locale_of(_language())
    with browser.seller_browser(
        extension=EXTENSION,
        seller_center=stage.seller_center,
        profile=home / "profile",
        language=locale,
        headless=False,
    ) as context:
        browser.connect(context, url=stage.url, token=stage.token)
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(f"{browser.SELLER_CENTER}{FIRST_PAGE}")
        console.print("\nClick a badge for the order card; in a reply box type // for a template. Ctrl+C ends it.")
        with suppress(PlaywrightError):  # the whole browser was closed, not the page alone
            page.wait_for_event("close", timeout=0)
    _wait(console)
