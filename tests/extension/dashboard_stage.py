"""What the tests of the dashboard share: a real backend with the simulated Ozon's data, and hands on the pages."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Worker
from rich.console import Console

from vozvrat.cli import demo, programs

Open = Callable[[str], Page]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.Demo]:
    with ExitStack() as running:
        home = tmp_path_factory.mktemp("dashboard")
        yield demo.start(running, home=home, port=free_port(), seed=1, returns=200, console=Console(file=io.StringIO()))


def ask(stage: demo.Demo, path: str, body: object = None) -> Any:
    return programs.ask(stage.url, path, body=body, headers={"Authorization": f"Bearer {stage.token}"})


def put(stage: demo.Demo, path: str, body: object) -> None:
    headers = {"Authorization": f"Bearer {stage.token}"}
    httpx.put(f"{stage.url}/api/v1{path}", json=body, headers=headers).raise_for_status()


@pytest.fixture
def dashboard(browser_context: BrowserContext, worker: Worker, stage: demo.Demo) -> Iterator[Open]:
    """Opens a place of the dashboard, paired with the stage."""
    worker.evaluate("() => chrome.storage.session.clear()")
    worker.evaluate(
        "([url, token]) => chrome.storage.local.set({connection: {url, token}})",
        [stage.url, stage.token],
    )
    opened: list[Page] = []

    def go(place: str) -> Page:
        page = browser_context.new_page()
        page.set_default_timeout(15_000)
        opened.append(page)
        if len(opened) == 1:  # what an earlier test chose or began is not this one's
            page.add_init_script("sessionStorage.kept ??= (localStorage.clear(), 'since then')")
        page.goto(f"{worker.url.rsplit('/', 1)[0]}/dashboard.html#{place}")
        return page

    yield go
    for page in opened:
        page.close()


def row(page: Page, rule: str) -> Locator:
    return page.locator(f".rules li[data-rule='{rule}']")


def choose_shop(page: Page) -> None:
    page.locator("[name=shop]").select_option(index=1)


def fill_own_rule(page: Page, rule_id: str, *, title: str, when: str) -> None:
    page.fill("[name=id]", rule_id)
    page.fill("[name=title]", title)
    page.fill("[name=when]", when)
