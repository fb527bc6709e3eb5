"""What the extension costs a page of the seller center: time to badges, main-thread time, memory, bytes.

Everything runs in one browser on the demo's own stage; a page with the extension is compared with the same page in a
bare browser, loads taken in turns.
"""

import gzip
import io
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from rich.console import Console

from tests.benchmarks.figures import Figure, end_tidily, show
from vozvrat.cli import browser, demo, programs

TABLE = f"{browser.SELLER_CENTER}/app/postings/fbs"
QUIET_PAGE = f"{browser.SELLER_CENTER}/app/dashboard/main"
LOADS = 9
NEW_ROWS = 50
TRIES = 7
WARM_TRIES = 5
COLD_TRIES = 3

ROWS_APPEAR = """
(numbers) => new Promise((done) => {
  document.querySelector('#rows-of-the-bench')?.remove();
  const list = document.createElement('div');
  list.id = 'rows-of-the-bench';
  Object.assign(list.style, { position: 'fixed', inset: '0 auto auto 0', zIndex: 5, background: 'white' });
  for (const number of numbers) {
    const row = document.createElement('div');
    row.style.height = '15px';
    row.textContent = number;
    list.append(row);
  }
  performance.clearMeasures();
  const appeared = performance.now();
  document.body.append(list);
  setTimeout(() => done(-1), 10000);
  const look = () => {
    const drawn = performance.getEntriesByName('vozvrat:badges').filter((entry) => entry.startTime >= appeared - 1);
    if (drawn.length) setTimeout(() => {
      const all = performance.getEntriesByName('vozvrat:badges');
      done(Math.max(...all.map((entry) => entry.startTime + entry.duration)) - appeared);
    }, 300);
    else requestAnimationFrame(look);
  };
  look();
})
"""

TABLE_APPEARS = """
(numbers) => new Promise((done) => {
  const table = document.createElement('table');
  for (const number of numbers) {
    const row = table.insertRow();
    for (const text of [number, '24.11.2026', 'Volna kettle 1.7 l', '2 499,00', '1000456789', 'awaiting deliver'])
      row.insertCell().textContent = text;
  }
  performance.clearMeasures();
  document.body.append(table);
  setTimeout(() => {
    const scans = performance.getEntriesByName('vozvrat:scan');
    table.remove();
    done(scans.reduce((sum, entry) => sum + entry.duration, 0));
  }, 800);
})
"""

# The extension leaves its times only in pages that ask for them.
MEASURED = "performance.mark('vozvrat:measured')"

LONG_TASKS = """
(() => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: 'longtask', buffered: true });
})()
"""


def measure() -> list[Figure]:
    """Badges warm and cold, the scan of a 500-row table, a page load with and without the extension, and bytes."""
    with ExitStack() as running:
        home = Path(running.enter_context(tempfile.TemporaryDirectory()))
        quiet = Console(file=io.StringIO())
        stage = demo.start(running, home=home, port=0, seed=1, returns=300, console=quiet)
        with opened(stage, home / "with", demo.EXTENSION) as context:
            browser.connect(context, url=stage.url, token=stage.token)
            figures = [*badge_times(context, stage), scan_time(context)]
            with_extension = [load(context) for _ in range(LOADS)]
        with opened(stage, home / "bare", None) as context:
            bare = [load(context) for _ in range(LOADS)]
    return [*figures, *added(with_extension, bare), content_script()]


@contextmanager
def opened(stage: demo.Demo, profile: Path, extension: Path | None) -> Iterator[BrowserContext]:
    with browser.seller_browser(extension=extension, seller_center=stage.seller_center, profile=profile) as context:
        context.add_init_script(MEASURED)
        yield context


def batches(stage: demo.Demo) -> Iterator[list[str]]:
    """Posting numbers of the signed-in shop, fifty at a time and never twice: no answer to them is remembered."""
    headers = {"Authorization": f"Bearer {stage.token}"}
    shop = stage.accounts[0]["client_id"]
    accounts = programs.ask(stage.url, "/accounts", headers=headers)["items"]
    account = next(each["id"] for each in accounts if each["client_id"] == shop)
    cursor = ""
    while cursor is not None:
        found = programs.ask(stage.url, f"/orders?limit={NEW_ROWS}&account_id={account}{cursor}", headers=headers)
        cursor = f"&cursor={found['next_cursor']}" if found["next_cursor"] else None
        yield [item["posting_number"] for item in found["items"]]


def badge_times(context: BrowserContext, stage: demo.Demo) -> list[Figure]:
    """Milliseconds from the rows' appearance to the last badge, worker warm, and just after it was stopped."""
    page = context.new_page()
    page.goto(QUIET_PAGE)
    page.wait_for_timeout(1500)
    numbers = batches(stage)
    warm = [page.evaluate(ROWS_APPEAR, next(numbers)) for _ in range(WARM_TRIES)]
    cold = []
    for _ in range(COLD_TRIES):
        stop_worker(context, page)
        cold.append(page.evaluate(ROWS_APPEAR, next(numbers)))
    page.close()
    return [
        Figure(
            f"badges on {NEW_ROWS} new rows, worker warm, median of {WARM_TRIES}", statistics.median(warm), "ms", 150
        ),
        Figure(f"badges on {NEW_ROWS} new rows, worker stopped, of {COLD_TRIES}", statistics.median(cold), "ms", 400),
    ]


def stop_worker(context: BrowserContext, page: Page) -> None:
    """Ends the extension's worker, as Chromium does after half a minute without work."""
    cdp = context.new_cdp_session(page)
    for target in cdp.send("Target.getTargets")["targetInfos"]:
        if target["type"] == "service_worker":
            cdp.send("Target.closeTarget", {"targetId": target["targetId"]})
    page.wait_for_timeout(500)


def scan_time(context: BrowserContext) -> Figure:
    """Main-thread milliseconds that reading a new table of 500 rows takes."""
    page = context.new_page()
    page.goto(QUIET_PAGE)
    page.wait_for_timeout(1000)
    numbers = [f"{58544282 + row}-{row % 10000:04}-1" for row in range(500)]
    times = [page.evaluate(TABLE_APPEARS, numbers) for _ in range(TRIES)]
    page.close()
    return Figure(f"scan of a table of 500 rows, main thread, median of {TRIES}", statistics.median(times), "ms", 10)


def load(context: BrowserContext) -> dict[str, float]:
    """One load of the postings page: script seconds, heap in use after collection, and tasks longer than 50 ms."""
    page = context.new_page()
    page.add_init_script(LONG_TASKS)
    cdp = context.new_cdp_session(page)
    cdp.send("Performance.enable")
    page.goto(TABLE)
    page.wait_for_timeout(2500)
    cdp.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in cdp.send("Performance.getMetrics")["metrics"]}
    tasks = page.evaluate("() => window.longTasks.length")
    page.close()
    return {"script": metrics["ScriptDuration"] * 1000, "heap": metrics["JSHeapUsedSize"] / 2**20, "long": tasks}


def added(with_extension: list[dict[str, float]], bare: list[dict[str, float]]) -> list[Figure]:
    """What the extension adds to a load: medians with it less medians without."""

    def more(what: str) -> float:
        return statistics.median(each[what] for each in with_extension) - statistics.median(each[what] for each in bare)

    return [
        Figure("script added to a page load", more("script"), "ms", 20),
        Figure("long tasks added to a page load", more("long"), "tasks", 0),
        Figure("heap added to a page", more("heap"), "MB", 2),
    ]


def content_script() -> Figure:
    """Everything that is injected into the page, gzipped."""
    files = sorted((demo.EXTENSION / "content-scripts").glob("*"))
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    return Figure("content script, gzipped", size / 1000, "kB", 40)


if __name__ == "__main__":
    end_tidily()
    show("The extension in the page", measure())
