"""What the extension drew over a page, for tests.

The overlay lives in a closed shadow root, which the page (and Playwright's selectors) cannot enter. The browser's
debugger can: DOM.getDocument with `pierce` lists closed roots, and DOM.resolveNode hands one to a function as `this`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands in the window, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


class Drawn:
    """Reads and uses the overlay of one page like a person: by what is seen, with real clicks and keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._cdp: CDPSession = page.context.new_cdp_session(page)

    def read(self, function: str, *arguments: Any) -> Any:
        """Calls a JavaScript function with the overlay's shadow root as its argument; None where there is none."""
        root = self._root()
        if root is None:
            return None
        answer = self._cdp.send(
            "Runtime.callFunctionOn",
            {
                "objectId": root,
                "functionDeclaration": f"function(...given) {{ return ({function})(this, ...given) }}",
                "arguments": [{"value": value} for value in arguments],
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"].get("exception", answer["exceptionDetails"]))
        return answer["result"].get("value")

    def badges(self) -> list[dict[str, Any]]:
        """Every badge that is to be seen: number, severity, words and box."""
        found = self.read(
            """root => [...root.querySelectorAll('[data-vozvrat="badge"]')].filter(b => !b.hidden).map(b => {
                 const box = b.getBoundingClientRect();
                 return {number: b.dataset.postingNumber, severity: b.dataset.severity, words: b.textContent,
                         line: b.dataset.line, box: [box.x, box.y, box.width, box.height]};
               })"""
        )
        return found or []

    def numbers(self) -> list[str]:
        return sorted(badge["number"] for badge in self.badges())

    def badge(self, number: str) -> dict[str, Any]:
        """The badge of a number, once it is drawn."""
        return self.until(lambda: next((b for b in self.badges() if b["number"] == number), None), f"badge of {number}")

    def part(self, name: str) -> str | None:
        """The words of the card, picker, text check or notice; None while it is not shown."""
        return self.read(
            """(root, name) => { const part = root.querySelector(`[data-vozvrat="${name}"]`);
               return part && !part.hidden ? part.innerText : null }""",
            name,
        )

    def shown(self, name: str) -> str:
        return self.until(lambda: self.part(name), f"{name} shown")

    def gone(self, name: str) -> None:
        self.until(lambda: self.part(name) is None, f"{name} gone")

    def box(self, selector: str) -> Box | None:
        found = self.read(
            """(root, selector) => { const box = root.querySelector(selector)?.getBoundingClientRect();
               return box && box.width ? [box.x, box.y, box.width, box.height] : null }""",
            selector,
        )
        return Box(*found) if found else None

    def click(self, selector: str) -> None:
        """A real click of the mouse, in the middle of what the selector finds in the overlay."""
        box = self.until(lambda: self.box(selector), f"{selector} drawn")
        self.page.mouse.click(*box.middle)

    def click_badge(self, number: str) -> None:
        self.badge(number)
        self.click(f'[data-vozvrat="badge"][data-posting-number="{number}"]:not([hidden])')

    def until(self, look: Callable[[], Any], what: str, seconds: float = 15) -> Any:
        end = time.monotonic() + seconds
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {what}")
            self.page.wait_for_timeout(25)

    def _root(self) -> str | None:
        document = self._cdp.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        root = _find_root(document)
        if root is None:
            return None
        return str(self._cdp.send("DOM.resolveNode", {"backendNodeId": root})["object"]["objectId"])


def _find_root(node: dict[str, Any]) -> int | None:
    attributes = node.get("attributes", [])
    if "data-vozvrat" in attributes[::2] and node.get("shadowRoots"):
        return int(node["shadowRoots"][0]["backendNodeId"])
    for child in node.get("children", []):
        found = _find_root(child)
        if found is not None:
            return found
    return None
