"""A backend small enough to see through: it answers the extension from plain dictionaries and remembers the calls."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "a-token-for-tests"


def found(number: str, **more: Any) -> dict[str, Any]:
    """A look-up answer for a number that is known and has nothing open."""
    return {
        "posting_number": number,
        "status": "found",
        "scheme": "rfbs",
        "order_status": "delivered",
        "severity": None,
        "findings_count": 0,
        "next_deadline": None,
        "return_state": None,
        "return_id": None,
        "line": "Delivered; no return",
        **more,
    }


class Double:
    """Answers on a real port. `items` by number, `cards` by number; a number not listed is not_found."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        self.cards: dict[str, dict[str, Any]] = {}
        self.suggestions: list[dict[str, Any]] = []
        self.text_findings: list[dict[str, Any]] = []
        self.found_orders: list[dict[str, Any]] = []
        self.returns: list[dict[str, Any]] = []
        self.accounts: list[dict[str, Any]] = []
        self.calls: list[tuple[str, str, Any, dict[str, str]]] = []
        self.code = "ABCD-1234"
        self._server: ThreadingHTTPServer | None = None
        self.port = 0

    def start(self) -> None:
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._serve("GET")

            def do_POST(self) -> None:
                self._serve("POST")

            def _serve(self, method: str) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                double.calls.append((method, self.path, body, dict(self.headers)))
                status, answer = double.answer(method, self.path, body, self.headers.get("Authorization"))
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def called(self, path: str) -> list[Any]:
        """The bodies sent to a path, oldest first."""
        return [body for _, at, body, _ in self.calls if at.split("?")[0] == f"/api/v1{path}"]

    def answer(self, method: str, address: str, body: Any, authorization: str | None) -> tuple[int, Any]:
        path = address.removeprefix("/api/v1").split("?")[0]
        if path == "/health":
            return 200, {"name": "vozvrat", "version": "0", "api": 1}
        if path == "/pairing":
            if body["code"] != self.code:
                return 422, {"title": "Wrong code", "detail": "This code is not valid.", "status": 422}
            return 200, {"token": TOKEN, "device": {"id": "1", "name": body["device_name"]}}
        if authorization != f"Bearer {TOKEN}":
            return 401, {"title": "Not paired", "status": 401}
        return self._known(method, path, body)

    def _known(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        lists = {"/orders": self.found_orders, "/returns": self.returns, "/accounts": self.accounts}
        if method == "GET" and path in lists:
            return 200, {"items": lists[path], "next_cursor": None}
        if method == "GET":
            card = self.cards.get(path.removeprefix("/orders/"))
            return (200, card) if card else (404, {"title": "Not found", "detail": "Not known.", "status": 404})
        if path.endswith("/renderings"):
            return 200, self._rendering(path.split("/")[2], body["values"])
        answers = {
            "/orders/lookups": lambda: self._items(body["posting_numbers"]),
            "/templates/suggestions": lambda: self._suggestions((body.get("query") or "").lower()),
            "/policy/texts": lambda: {"findings": [f for f in self.text_findings if f["_word"] in body["text"]]},
        }
        return (200, answers[path]()) if path in answers else (201, {})

    def _items(self, numbers: list[str]) -> Any:
        return {"items": [self.items.get(n, {"posting_number": n, "status": "not_found"}) for n in numbers]}

    def _suggestions(self, query: str) -> Any:
        return {"items": [s for s in self.suggestions if query in (s["text"] + s["preview"]).lower()]}

    def _rendering(self, template: str, values: dict[str, str]) -> Any:
        text = next(s["text"] for s in self.suggestions if s["template"]["id"] == template)
        for name, value in values.items():
            text = text.replace(f"⟦{name}⟧", value)
        return {"text": text, "missing": [], "findings": []}
