"""The cabinet as a browser sees it: at its real address, over TLS, on a world of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from vozvrat.cli.browser import find_chromium
from vozvrat_sandbox.seller_center import vendor
from vozvrat_sandbox.serve import Sandbox

ADDRESS = "https://seller.ozon.ru"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-default-browser-check",
    "--ignore-certificate-errors",
]
DOMESTIC, CROSS_BORDER = "1204871", "2417305"


@dataclass
class Cabinet:
    """A signed-in seller's browser, and everything that it complained about."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def _hear(self, said: ConsoleMessage) -> None:
        # A form that the server sends back (422) is one of the cabinet's ordinary answers.
        if said.type in {"error", "warning"} and "status of 422" not in said.text:
            self.complaints.append(said.text)

    def open(self, path: str) -> Page:
        """A new tab on this page of the cabinet, drawn."""
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(ADDRESS + path)
        page.wait_for_selector("h1, [data-widget='@seller-ui/messenger'] [conversationid]")
        return page


@pytest.fixture(scope="session")
def ozon() -> Iterator[Sandbox]:
    if missing := vendor.missing():
        pytest.fail(f"{', '.join(missing)} not there: run make setup, which copies the libraries of the pages")
    with Sandbox(seed=11, returns=900) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")  # one Playwright at a time: other rooms' browser tests start their own
def browser(ozon: Sandbox) -> Iterator[Browser]:
    port = ozon.seller_center_url.rsplit(":", 1)[1].strip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            headless=True,
            args=[*FLAGS, f"--host-resolver-rules=MAP seller.ozon.ru:443 127.0.0.1:{port}"],
        )
        yield browser
        browser.close()


@pytest.fixture
def cabinet(browser: Browser) -> Iterator[Callable[..., Cabinet]]:
    """Signs a seller in; at the end nothing may have been complained about, content policy included."""
    made: list[Cabinet] = []

    def sign_in(*, lang: str = "ru", company: str = DOMESTIC) -> Cabinet:
        context = browser.new_context(ignore_https_errors=True, viewport={"width": 1440, "height": 900})
        context.add_cookies(
            [
                {"name": "sc_company_id", "value": company, "url": ADDRESS},
                {"name": "sc_lang", "value": lang, "url": ADDRESS},
            ]
        )
        made.append(Cabinet(context))
        return made[-1]

    yield sign_in
    for one in made:
        one.context.close()
        assert one.complaints == []


@dataclass(frozen=True)
class Server:
    """The cabinet without a browser."""

    http: httpx.Client

    def get(self, path: str, *, company: str = DOMESTIC) -> httpx.Response:
        """One request as a stranger's, whose cookie names this company."""
        return self.http.get(path, headers={"Cookie": f"sc_company_id={company}"})

    def data(self, path: str, *, company: str = DOMESTIC, body: object = None) -> dict:
        """An answer of the pages' own data, asked for as the pages do."""
        headers = {"Cookie": f"sc_company_id={company}", "x-o3-app-name": "seller-ui"}
        answer = self.http.request("GET" if body is None else "POST", path, headers=headers, json=body)
        return {"status": answer.status_code, **answer.json()}


@pytest.fixture(scope="session")
def server(ozon: Sandbox) -> Iterator[Server]:
    # The certificate is the sandbox's own, made at its start.
    with httpx.Client(base_url=ozon.seller_center_url, verify=False) as http:  # noqa: S501 - as said above
        yield Server(http)
