"""A site on this machine that behaves, or misbehaves, as told; and rules that rest on its pages."""

import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.api.house import Api
from tests.api.shops import a_shop
from vozvrat import policy
from vozvrat.policy.rules import Pack
from vozvrat.watch import fetching, pages

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
A_DAY = timedelta(days=1)
TEXT = "The buyer may return goods within seven days of delivery, and the seller answers within 24 hours."


@dataclass
class Site:
    """A site on this machine: what it says at each path, and what it was asked."""

    port: int = 0
    says: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/rules") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def a_site(certified: tuple[str, str] | None = None) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            site.says[self.path](self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certified is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certified)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def answers(
    body: bytes | str, *, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    sent = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(sent)))
        request.end_headers()
        request.wfile.write(sent)

    return answer


def conditional(body: str, *, etag: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-None-Match") == etag:
            request.send_response(304)
            request.end_headers()
        else:
            answers(body, ETag=etag, Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT")(request)

    return answer


def a_page(text: str = TEXT, *, noise: str = "", head: str = "", nonce: str = "1") -> str:
    return (
        f"<html><head><title>Returns</title><script nonce='{nonce}'>var a = '{nonce}'</script>{head}</head><body>"
        f"<header>Menu {nonce}</header><main data-n='{nonce}'><h1>Returns</h1>{noise}<p>{text}</p></main></body></html>"
    )


Rests = Callable[..., None]


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as found:
        found.says["/rules"] = answers(a_page())
        yield found


@pytest.fixture
def account(api: Api) -> str:
    del api
    return a_shop()


@pytest.fixture
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing here reaches another machine: names are known as told, and who asks for an outside address is noted."""
    outside: list[str] = []
    real = socket.getaddrinfo

    def known(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name in ("127.0.0.1", "localhost", "::1"):
            return real(host, *rest, **more)
        outside.append(name)
        raise socket.gaierror(socket.EAI_NONAME, "no such host")

    monkeypatch.setattr(socket, "getaddrinfo", known)
    return outside


@pytest.fixture
def rests_on(api: Api, only_this_machine: list[str], monkeypatch: pytest.MonkeyPatch) -> Rests:
    """An own rule that rests on some addresses; the built-in rules rest on nothing meanwhile."""
    del only_this_machine
    bare = Pack.of(
        [replace(rule, sources=()) for rule in policy.engine.default_pack().rules.values()], version="2026.11.24"
    )
    monkeypatch.setattr(policy.engine, "default_pack", lambda: bare)

    def rest(*addresses: str, rule_id: str = "OWN-PAGE", account_id: str | None = None) -> None:
        pages_named = "".join(f"  - address: '{address}'\n    seen: 2026-11\n" for address in addresses)
        yaml = (
            f"rules:\n- id: {rule_id}\n  title: Look\n  severity: info\n  when: f.chat.unread > 3\n"
            f"  sources:\n{pages_named}"
        )
        answer = api.post("/policy/rules/imports", {"yaml": yaml, **({"account_id": account_id} if account_id else {})})
        assert answer.status_code == 200, answer.get_data(as_text=True)

    return rest


def look(at: datetime = NOW) -> int:
    return pages.look(now=at, pause=0)


def listed(api: Api, query: str = "", **rest: Any) -> list[dict[str, Any]]:
    answer = api.get(f"/policy/sources?limit=200{query}", **rest)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def happened(api: Api) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api.get("/events").get_json()["items"]
    return items


def one(api: Api, site: Site, path: str = "/rules") -> dict[str, Any]:
    [found] = [item for item in listed(api) if item["address"] == site.url(path)]
    return found


def hangs(request: BaseHTTPRequestHandler) -> None:
    """Says nothing until whoever asked has gone."""
    with suppress(OSError):
        request.rfile.read(1)


def drips(request: BaseHTTPRequestHandler) -> None:
    """Says a letter at a time until whoever asked has gone."""
    with suppress(OSError):
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not select.select([request.connection], [], [], 0.05)[0]:
            request.wfile.write(b"x")


def huge(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        for _ in range(200):
            request.wfile.write(b"text " * 13_000)
    except OSError:
        return


def to(where: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return answers("", status=302, Location=where)


@contextmanager
def hurried() -> Iterator[None]:
    """Within, half a second stands for the ten that a page has. Nothing read here has to answer in time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fetching, "TIMEOUT", 0.5)
        yield
