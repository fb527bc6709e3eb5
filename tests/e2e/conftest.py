"""The whole of Vozvrat as the demo starts it: the simulated Ozon, the backend, a paired Chromium."""

import io
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from rich.console import Console

from tests.extension.drawn import Drawn
from vozvrat.cli import browser, demo, programs
from vozvrat.domain.locale import Locale

CABINET = {"zh-CN": "zh-Hans", "ru": "ru", "en": "en"}
PICTURES = Path(os.environ.get("VOZVRAT_SCREENSHOTS", Path(__file__).parents[2] / "test-results" / "screenshots"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.Demo]:
    """What `make demo` starts, without its browser: both accounts read in, one device paired."""
    with ExitStack() as running:
        home = tmp_path_factory.mktemp("demo")
        yield demo.start(running, home=home, port=free_port(), seed=1, returns=300, console=Console(file=io.StringIO()))


@dataclass(frozen=True, slots=True)
class Seller:
    """A person at the seller center: opens pages, sees what is drawn over them, and asks the backend directly."""

    context: BrowserContext
    stage: demo.Demo
    language: Locale

    def open(self, path: str) -> tuple[Page, Drawn]:
        page = self.context.new_page()
        mark = "&" if "?" in path else "?"
        page.goto(f"{browser.SELLER_CENTER}{path}{mark}lang={CABINET[self.language]}")
        return page, Drawn(page)

    def ask(self, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self.stage.token}", "Accept-Language": self.language}
        return programs.ask(self.stage.url, path, body=body, headers=headers)

    def picture(self, page: Page, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-{self.language}.png")


@pytest.fixture
def seller(stage: demo.Demo, tmp_path: Path) -> Iterator[Callable[..., Seller]]:
    """Opens a Chromium in a language, with the extension paired to the stage unless told to which backend."""
    with ExitStack() as opened:

        def go(language: Locale = "en", *, url: str | None = None, token: str | None = None) -> Seller:
            context = opened.enter_context(
                browser.seller_browser(
                    extension=demo.EXTENSION,
                    seller_center=stage.seller_center,
                    profile=tmp_path / f"profile-{language}",
                    language=language,
                )
            )
            context.set_default_timeout(10_000)
            browser.connect(context, url=url or stage.url, token=token or stage.token)
            return Seller(context=context, stage=stage, language=language)

        yield go
