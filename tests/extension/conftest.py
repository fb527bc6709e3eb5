"""A real Chromium with the built extension on pages of our own, served as https://seller.ozon.ru."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, Worker, sync_playwright

from tests.extension.backend_double import TOKEN, Double, found
from tests.extension.dashboard_stage import dashboard, stage
from tests.extension.drawn import Drawn
from tests.extension.stories import TEXT, finding, soon, template

__all__ = ["dashboard", "stage"]
EXTENSION = Path(__file__).parents[2] / "extension" / "dist" / "chrome-mv3"
PAGES = Path(__file__).parent / "pages"
VUE = EXTENSION.parents[1] / "node_modules" / "vue" / "dist" / "vue.global.prod.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-default-browser-check",
]
STRICT = (
    "default-src 'self'; script-src 'self' 'nonce-fixture'; style-src 'self' 'nonce-fixture'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@pytest.fixture(scope="module")
def browser_context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    chromium = shutil.which("chromium")
    if not chromium or not (EXTENSION / "manifest.json").exists():
        pytest.skip("needs chromium on the PATH and the built extension (npm run build in extension/)")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=chromium,
            headless=True,
            viewport={"width": 1280, "height": 800},
            env={**os.environ, "LANGUAGE": "en"},
            args=[f"--disable-extensions-except={EXTENSION}", f"--load-extension={EXTENSION}", *FLAGS],
        )
        context.set_default_timeout(8_000)
        context.route("https://seller.ozon.ru/**", _serve)
        yield context
        context.close()


def _serve(route: Route) -> None:
    """Any address of the seller center gives the fixture page that its `fixture` parameter names."""
    url = route.request.url
    if url.endswith("/vendor/vue.js"):
        route.fulfill(status=200, content_type="text/javascript", body=VUE.read_text())
        return
    if url.endswith("/vendor/hostile.js"):
        route.fulfill(status=200, content_type="text/javascript", body=(PAGES / "hostile.js").read_text())
        return
    name = url.split("fixture=")[-1].split("&")[0] if "fixture=" in url else "empty"
    headers = {"content-type": "text/html; charset=utf-8"}
    if name == "strict":
        headers["content-security-policy"] = STRICT
    page = PAGES / f"{name}.html"
    route.fulfill(
        status=200, headers=headers, body=page.read_text() if page.exists() else "<!doctype html><title>-</title>"
    )


@pytest.fixture(scope="module")
def worker(browser_context: BrowserContext) -> Worker:
    return (
        browser_context.service_workers[0]
        if browser_context.service_workers
        else browser_context.wait_for_event("serviceworker")
    )


@pytest.fixture
def backend() -> Iterator[Double]:
    double = Double()
    double.start()
    yield double
    double.stop()


@pytest.fixture
def paired(worker: Worker, backend: Double) -> Double:
    """A backend that the browser is paired with."""
    worker.evaluate(
        "([url, token]) => chrome.storage.local.set({connection: {url, token}})",
        [backend.url, TOKEN],
    )
    worker.evaluate("() => chrome.storage.session.clear()")
    return backend


@pytest.fixture
def unpaired(worker: Worker) -> None:
    worker.evaluate("() => chrome.storage.local.clear()")


@pytest.fixture
def visit(browser_context: BrowserContext) -> Iterator[Callable[..., Drawn]]:
    """Opens a fixture page in a new tab and gives what the extension draws over it."""
    opened: list[Page] = []

    def go(fixture: str, path: str = "/app/postings/fbs", **parameters: str) -> Drawn:
        page = browser_context.new_page()
        opened.append(page)
        query = "".join(f"&{name}={value}" for name, value in parameters.items())
        page.goto(f"https://seller.ozon.ru{path}?fixture={fixture}{query}")
        return Drawn(page)

    yield go
    for page in opened:
        page.close()


@pytest.fixture
def ready(paired: Double) -> Double:
    gap = {"name": "days", "description": "How many days it takes", "example": "5"}
    paired.suggestions = [
        template("ask", TEXT),
        template("wait", "Вернём деньги за ⟦days⟧ дней.", missing=[gap]),
        template("long", "д" * 990),
    ]
    return paired


@pytest.fixture
def card(paired: Double) -> Double:
    money = {"amount": "1299.00", "currency": "RUB"}
    clock = {"at": soon(18.5), "warn_at": soon(3), "rule_id": "SCH-05", "source": "rule", "line": "Answer by tomorrow"}
    paired.items["58544282-0057-1"] = found(
        "58544282-0057-1", severity="blocker", findings_count=4, next_deadline=clock
    )
    product = {"sku": "1", "offer_id": "K-1", "name": "Kettle", "quantity": 2, "price": money, "customer_price": money}
    paired.cards["58544282-0057-1"] = {
        "order": {"posting_number": "58544282-0057-1", "scheme": "rfbs", "status": "delivered", "products": [product]},
        "returns": [
            {
                "id": "r1",
                "return_number": "77001",
                "state": "OnSellerApproval",
                "state_name": "Ожидает решения",
                "reason": {"id": "1", "name": "Товар с дефектом", "kind": "defect"},
                "comment": "Не греет. <img src=x onerror=alert(1)>",
                "photos": ["a", "b"],
                "created_at": soon(-20),
                "money": {"price": money, "state_name": None},
            }
        ],
        "cancellations": [],
        "chat": None,
        "fees": [{"type_id": "1", "name": "Логистика", "accrued": {"amount": "-50.00", "currency": "RUB"}}],
        "findings": [
            finding("AMT-18", "blocker"),
            finding("SCH-05", "warning"),
            finding("WIN-01", "info"),
            finding("DSP-01", "info"),
        ],
        "deadlines": [clock],
        "timeline": [{"at": soon(-20), "kind": "created", "line": "The buyer asked for a return", "source": "ozon"}],
    }
    return paired
