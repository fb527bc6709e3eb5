"""The policy watch: pages that rules rest on are read politely, and the seller learns when what they say changes."""

import gzip
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.api.house import Api, problem
from tests.api.shops import a_shop
from vozvrat import policy, storage
from vozvrat.domain.locale import LOCALES
from vozvrat.jobs import worker
from vozvrat.policy.rules import Pack
from vozvrat.watch import fetching, pages, reading
from vozvrat.watch.fetching import Unreadable
from vozvrat.words.pages import problem as said_problem
from vozvrat.words.timeline import line

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
Beat = Callable[[], None]


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as found:
        found.says["/rules"] = answers(a_page())
        yield found


@pytest.fixture
def account(api: Api) -> str:
    del api
    return a_shop()


@pytest.fixture(autouse=True)
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
def rests_on(api: Api, monkeypatch: pytest.MonkeyPatch) -> Rests:
    """An own rule that rests on some addresses; the built-in rules rest on nothing meanwhile."""
    bare = Pack.of(
        [replace(rule, sources=()) for rule in policy.engine.default_pack().rules.values()], version="2026.11.24"
    )
    monkeypatch.setattr(policy.engine, "default_pack", lambda: bare)

    def rest(*addresses: str, rule_id: str = "OWN-PAGE") -> None:
        pages_named = "".join(f"  - address: '{address}'\n    seen: 2026-11\n" for address in addresses)
        yaml = (
            f"rules:\n- id: {rule_id}\n  title: Look\n  severity: info\n  when: f.chat.unread > 3\n"
            f"  sources:\n{pages_named}"
        )
        answer = api.post("/policy/rules/imports", {"yaml": yaml})
        assert answer.status_code == 200, answer.get_data(as_text=True)

    return rest


@pytest.fixture
def beat(tmp_path: Path) -> Beat:
    """What the worker does once a minute."""

    def once() -> None:
        waiting = worker._queue(tmp_path / "ticks.sqlite")
        _, others = worker._tasks(waiting)
        [watch] = [task for task in others if task.task_class.__name__ == "watch"]  # type: ignore[attr-defined]  # huey's
        watch.call_local()  # type: ignore[attr-defined]  # huey's way to run a task at once

    return once


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


def test_it_is_off_by_default_and_then_no_request_leaves(api: Api, site: Site, rests_on: Rests, beat: Beat) -> None:
    rests_on(site.url())
    beat()
    assert api.get("/policy/sources").get_json()["watch"] == {"on": False, "checked_at": None}
    assert site.asked == []
    assert one(api, site)["state"] == "never"


def test_switched_on_the_worker_reads_the_pages(api: Api, site: Site, rests_on: Rests, beat: Beat) -> None:
    rests_on(site.url())
    api.ask("PUT", "/settings", json={"policy_watch": True})
    beat()
    assert [path for path, _ in site.asked] == ["/rules"]
    assert api.get("/policy/sources").get_json()["watch"]["on"] is True
    assert one(api, site)["state"] == "unchanged"


def test_it_says_who_it_is(site: Site) -> None:
    fetching.fetch(site.url())
    [(_, headers)] = site.asked
    assert headers["user-agent"].startswith("Vozvrat/")
    assert "cookie" not in headers


def test_a_page_is_asked_for_at_most_once_a_day_also_by_two_workers(
    api: Api, account: str, site: Site, rests_on: Rests
) -> None:
    rests_on(site.url())
    workers = [threading.Thread(target=look, args=(NOW,)) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    look(NOW + timedelta(hours=23, minutes=59))
    assert len(site.asked) == 1
    look(NOW + A_DAY)
    assert len(site.asked) == 2


def test_a_page_that_did_not_change_is_asked_on_condition(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    site.says["/rules"] = conditional(a_page(), etag='"v1"')
    rests_on(site.url())
    look()
    look(NOW + A_DAY)
    assert "if-none-match" not in site.asked[0][1]
    assert site.asked[1][1]["if-none-match"] == '"v1"'
    assert site.asked[1][1]["if-modified-since"] == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert one(api, site)["state"] == "unchanged"
    assert one(api, site)["checked_at"] == "2026-11-25T10:00:00Z"
    look(NOW + 2 * A_DAY)
    assert site.asked[2][1]["if-none-match"] == '"v1"'
    assert happened(api) == []


def test_a_page_whose_text_changes_is_told_with_its_rules(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page(TEXT.replace("seven", "five")))
    look(NOW + A_DAY)
    shown = one(api, site)
    assert (shown["state"], shown["changed_at"]) == ("changed", "2026-11-25T10:00:00Z")
    [event] = happened(api)
    assert event["kind"] == "policy_page_changed"
    assert event["account_id"] == account
    assert event["details"] == {"address": site.url(), "rules": ["OWN-PAGE"]}
    kept = storage.pages.text_of(site.url())
    assert "five days" in str(kept.text)
    assert "seven days" in str(kept.previous)


def test_a_change_is_shown_until_the_rules_are_reviewed_not_until_the_next_look(
    api: Api, account: str, site: Site, rests_on: Rests
) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page(TEXT.replace("seven", "five")))
    look(NOW + A_DAY)
    look(NOW + 2 * A_DAY)
    assert one(api, site)["state"] == "changed"
    assert len(happened(api)) == 1


@pytest.mark.parametrize(
    "noise",
    [
        "<p>Today is 25 November 2026, 14:05</p>",
        "<p>Сегодня 25 ноября 2026</p>",
        "<p>现在：2026年11月25日 14:05</p>",
        "<div class='date'>25.11.2026</div>",
        "<time datetime='2026-11-25'>25.11.2026</time><br>",
        "<p>Просмотров: 12 345</p>",
        "<p>1 234 views</p>",
        "<p>阅读 1234</p>",
        "<div>14:05:33</div>",
        "<span class='view-count'>99</span>",
        "<div id='cookie-banner'>We use cookies 7</div>",
        "<nav>New item</nav>",
        "<p>3 minutes ago</p>",
        "<style>p { color: red }</style><!-- build 77 --><noscript>7</noscript>",
        "<p hidden>7</p>",
        "<div>\u200b\u00a0 \u00ad</div>",
    ],
)
def test_counters_dates_of_the_moment_and_furniture_change_nothing(
    api: Api, account: str, site: Site, rests_on: Rests, noise: str
) -> None:
    rests_on(site.url())
    look()
    softened = TEXT.replace("delivery", "deli\u00advery").replace("seven days", "seven\u00a0  days\u200b")
    site.says["/rules"] = answers(a_page(softened, noise=noise, nonce="977"))
    look(NOW + A_DAY)
    assert one(api, site)["state"] == "unchanged"
    assert happened(api) == []


@pytest.mark.parametrize(
    "more",
    [
        "In force from 1 December 2026.",
        "<table><tr><td>Tariff</td><td>01.12.2026</td></tr></table>",
        "<ul><li>01.12.2026</li></ul>",
        "The seller has 72 hours.",
        "<p>18:00</p>",
    ],
)
def test_a_date_or_an_hour_that_may_be_part_of_a_rule_is_a_change(
    api: Api, account: str, site: Site, rests_on: Rests, more: str
) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page(f"{TEXT}</p>{more}<p>"))
    look(NOW + A_DAY)
    assert one(api, site)["state"] == "changed"


def hangs(request: BaseHTTPRequestHandler) -> None:
    del request
    time.sleep(1.5)


def drips(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(40):
        try:
            request.wfile.write(b"x")
            request.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def huge(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        for _ in range(200):
            request.wfile.write(b"text " * 13_000)
    except OSError:
        return


def to(where: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return answers("", status=302, Location=where)


BROKEN = {
    "status:500": answers("Oops", status=500),
    "not_found": answers("Gone", status=404),
    "refused": answers(a_page("Something else entirely, and at some length, stands here instead."), status=403),
    "refused by 429": answers("Slow down", status=429),
    "refused by 503": answers("Back soon", status=503),
    "timeout": hangs,
    "timeout, drop by drop": drips,
    "too_large": huge,
    "too_large, packed": answers(gzip.compress(b"text " * 2_000_000), Content_Encoding="gzip"),
    "not_text": answers(b"\x89PNG\r\n\x1a\n" + bytes(200), kind="image/png"),
    "not_text, called html": answers(bytes(range(256)) * 20),
    "not_text, wrongly packed": answers(b"no gzip at all", Content_Encoding="gzip"),
    "robot": answers(a_page("Please complete the CAPTCHA to show that you are not a robot, then go on.")),
    "short": answers("<html><body><div id='app'></div></body></html>"),
    "redirect to a router": to("https://192.168.1.1/admin"),
    "redirect to plain http": to("http://example.com/rules"),
    "redirect to a file": to("file:///etc/passwd"),
    "redirect in a circle": to("/rules"),
    "redirect to link-local": to("https://169.254.169.254/latest/meta-data"),
    "unreachable": lambda request: request.wfile.write(b"\x00\xff no HTTP\r\n\r\n"),
}


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second stands for the ten that a page has."""
    monkeypatch.setattr(fetching, "TIMEOUT", 0.7)


@pytest.mark.usefixtures("hurried", "account")
@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_cannot_be_read_is_reported_once_and_never_called_changed(
    api: Api, site: Site, rests_on: Rests, name: str
) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = BROKEN[name]
    look(NOW + A_DAY)
    look(NOW + 2 * A_DAY)
    code = re.split(r",| ", name)[0]
    shown = one(api, site)
    assert (shown["state"], shown["problem"]) == ("unreadable", said_problem(code, "en"))
    [event] = happened(api)
    assert event["kind"] == "policy_page_unreadable"
    assert event["details"] == {"address": site.url(), "rules": ["OWN-PAGE"], "problem": code}
    site.says["/rules"] = answers(a_page())
    look(NOW + 3 * A_DAY)
    assert one(api, site)["state"] == "unchanged"
    site.says["/rules"] = BROKEN[name]
    look(NOW + 4 * A_DAY)
    assert len(happened(api)) == 2


def test_a_change_behind_an_unreadable_day_is_still_found(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers("Oops", status=500)
    look(NOW + A_DAY)
    site.says["/rules"] = answers(a_page(TEXT.replace("seven", "five")))
    look(NOW + 2 * A_DAY)
    assert one(api, site)["state"] == "changed"


def test_a_page_of_which_hardly_anything_is_left_is_unreadable(
    api: Api, account: str, site: Site, rests_on: Rests
) -> None:
    site.says["/rules"] = answers(a_page(TEXT * 20))
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page("Sign in to your account to see this page and all of the others."))
    look(NOW + A_DAY)
    assert one(api, site)["state"] == "unreadable"


@pytest.mark.parametrize(
    "answer",
    [
        answers(
            a_page("Возврат возможен в течение семи дней после получения заказа.").encode("windows-1251"),
            kind="text/html; charset=windows-1251",
        ),
        answers(
            a_page(
                "Возврат возможен в течение семи дней после получения заказа.", head="<meta charset='windows-1251'>"
            ).encode("windows-1251"),
            kind="text/html",
        ),
        answers(
            a_page("Возврат возможен в течение семи дней после получения заказа.").encode(),
            kind="text/html; charset=no-such",
        ),
        answers(
            gzip.compress(a_page("Возврат возможен в течение семи дней после получения заказа.").encode()),
            Content_Encoding="gzip",
        ),
        answers("Возврат возможен в течение семи дней после получения заказа.", kind="text/plain; charset=utf-8"),
    ],
    ids=["charset in the header", "charset in the page", "no such charset", "gzip", "plain text"],
)
def test_a_page_is_read_in_whatever_it_is_written(
    api: Api, account: str, site: Site, rests_on: Rests, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    site.says["/rules"] = answer
    rests_on(site.url())
    look()
    assert "в течение семи дней" in str(storage.pages.text_of(site.url()).text)


def test_letters_that_no_database_takes_are_left_out(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    site.says["/rules"] = answers(a_page(f"{TEXT}&#xD800;&#0;\u0001&#xDFFF;"))
    rests_on(site.url())
    look()
    assert one(api, site)["state"] == "unchanged"
    kept = str(storage.pages.text_of(site.url()).text)
    assert kept.replace("\n", "").isprintable()


def test_a_page_that_breaks_the_reader_is_told_and_holds_up_no_other(
    api: Api, account: str, site: Site, rests_on: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests_on(site.url())

    def breaks(*_: object, **__: object) -> str:
        raise OverflowError

    monkeypatch.setattr(reading, "text_of", breaks)
    assert look() == 1
    assert one(api, site)["state"] == "unreadable"
    assert [event["kind"] for event in happened(api)] == ["policy_page_unreadable"]


def test_a_page_that_moved_is_followed(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    site.says["/old"] = to("/rules")
    rests_on(site.url("/old"))
    look()
    assert one(api, site, "/old")["state"] == "unchanged"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("public code with accrual type names", "no_address"),
        ("vc.ru/a, vc.ru/b", "no_address"),
        ("vc.ru/…", "no_address"),
        ("catalogue/pages", "no_address"),
        ("ozon-guide.ru", "no_page"),
        ("openchannel.kiev.ua/", "no_page"),
        ("http://example.com/rules", "not_https"),
        ("ftp://example.com/rules", "not_https"),
        ("https://192.168.0.1/admin", "private"),
        ("https://10.1.2.3/x", "private"),
        ("https://[fd00::1]/x", "private"),
        ("https://[::ffff:192.168.0.1]/x", "private"),
        ("https://2130706434/x.y", "private"),
        ("https://0x0a.1/x", "private"),
        ("https://router.lan/x", "private"),
        ("https://me:secret@example.com/x", "no_address"),
    ],
)
def test_what_is_no_page_of_the_open_web_is_never_asked_for(
    api: Api, rests_on: Rests, only_this_machine: list[str], address: str, code: str
) -> None:
    rests_on(address)
    look()
    [shown] = listed(api)
    assert (shown["state"], shown["problem"]) == ("not_watched", said_problem(code, "en"))
    assert only_this_machine == []


def test_a_name_that_leads_into_the_sellers_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.1.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(Unreadable) as refused:
        fetching.fetch("https://innocent.example/rules")
    assert refused.value.problem == "private"


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for rules.example alone, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rules.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - A_DAY)
        .not_valid_after(datetime.now(UTC) + A_DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("rules.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    return str(folder / "cert.pem"), str(folder / "key.pem")


@pytest.mark.parametrize(
    ("host", "trusted", "outcome"),
    [("rules.example", True, "read"), ("rules.example", False, "tls"), ("other.example", True, "tls")],
)
def test_over_https_the_address_looked_at_is_the_one_asked_and_must_prove_its_name(
    certified: tuple[str, str], monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool, outcome: str
) -> None:
    """The site stands on this machine; its name leads there, and here that counts as a public address."""
    with a_site(certified) as site:
        site.says["/rules"] = answers(a_page())
        lookups: list[str] = []

        def known(name: str, port: int, **_: Any) -> Any:
            lookups.append(name)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", known)
        monkeypatch.setattr(fetching, "_is_public", lambda _: True)
        if trusted:
            monkeypatch.setattr(certifi, "where", lambda: certified[0])
        url = f"https://{host}:{site.port}/rules"
        if outcome == "read":
            assert TEXT.encode() in (fetching.fetch(url).body or b"")
            [(_, headers)] = site.asked
            assert headers["host"] == f"{host}:{site.port}"
        else:
            with pytest.raises(Unreadable) as refused:
                fetching.fetch(url)
            assert refused.value.problem == outcome
            assert site.asked == []
        assert lookups == [host]


@pytest.mark.parametrize("unit", ["<!--", "<a ", "</a", "<a b='", "<![CDATA[", "<svg>", "<br>", "<td>", "<h1>", "&#"])
def test_markup_made_to_keep_a_reader_busy_does_not(unit: str) -> None:
    began = time.monotonic()
    with suppress(Unreadable):
        reading.text_of((unit * (fetching.LARGEST // len(unit))).encode(), media_type="text/html", charset="utf-8")
    assert time.monotonic() - began < 8


def test_a_computer_that_is_cut_off_blames_no_page_and_asks_again_later(
    api: Api, account: str, rests_on: Rests, only_this_machine: list[str]
) -> None:
    rests_on("one.example/a", "two.example/b")
    look()
    assert {item["state"] for item in listed(api)} <= {"never"}
    asked = len(only_this_machine)
    assert asked == 2
    look(NOW + timedelta(minutes=1))
    assert len(only_this_machine) == 4
    assert happened(api) == []


def test_a_page_that_was_read_before_keeps_its_day_while_the_computer_is_cut_off(
    api: Api, account: str, rests_on: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests_on("one.example/a", "two.example/b")
    read = fetching.Fetched(a_page().encode(), "text/html", "utf-8", None, None)
    with monkeypatch.context() as online:
        online.setattr(fetching, "fetch", lambda *_, **__: read)
        look()
    look(NOW + A_DAY)
    assert {(item["state"], item["checked_at"]) for item in listed(api)} == {("unchanged", "2026-11-24T10:00:00Z")}


def test_one_unknown_host_among_others_is_told(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    rests_on(site.url(), "gone.example/a")
    look()
    assert [item["state"] for item in listed(api)] == ["unreadable", "unchanged"]


def test_a_run_is_small_and_asks_each_host_once(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    for path in "abcde":
        site.says[f"/{path}"] = answers(a_page())
    rests_on(*(site.url(f"/{path}") for path in "abcde"))
    assert look() == 1
    assert look(NOW + timedelta(minutes=1)) == 1
    assert len(site.asked) == 2


def test_a_run_ends_within_its_budget(
    api: Api, account: str, site: Site, rests_on: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_site() as other:
        for each in (site, other):
            each.says["/rules"] = hangs
        monkeypatch.setattr(fetching, "TIMEOUT", 1.0)
        rests_on(site.url(), other.url())
        began = time.monotonic()
        pages.look(now=NOW, budget=1.5, pause=0)
        assert time.monotonic() - began < 1.5
        assert len(site.asked) + len(other.asked) == 1


def test_the_pages_of_the_catalogue_are_listed_once_each_with_their_rules(api: Api) -> None:
    items = listed(api)
    addresses = [item["address"] for item in items]
    assert len(addresses) == len(set(addresses)) > 50
    assert all(item["rules"] for item in items)
    assert {item["state"] for item in items} == {"never", "not_watched"}
    about = listed(api, "&rule_id=AMT-15")
    assert about
    assert all("AMT-15" in item["rules"] for item in about)
    assert [item["state"] for item in listed(api, "&state=not_watched")] == ["not_watched"] * len(
        [item for item in items if item["state"] == "not_watched"]
    )


def test_the_list_comes_in_parts_without_gaps(api: Api) -> None:
    whole = [item["address"] for item in listed(api)]
    found: list[str] = []
    query = ""
    while True:
        part = api.get(f"/policy/sources?limit=20{query}").get_json()
        found.extend(item["address"] for item in part["items"])
        if part["next_cursor"] is None:
            break
        query = f"&cursor={part['next_cursor']}"
    assert found == whole
    problem(api.get("/policy/sources?cursor=nonsense"), 422)
    problem(api.get("/policy/sources?state=odd"), 422)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_happened_to_a_page_is_said_in_each_language(locale: Any) -> None:
    details = {"address": "docs.ozon.ru/x", "rules": ["WIN-04", "DSP-02"], "problem": "timeout"}
    for kind in ("policy_page_changed", "policy_page_unreadable"):
        said = line(kind, details, locale=locale)
        assert "docs.ozon.ru/x" in said
        assert "WIN-04, DSP-02" in said
    for code in ("not_found", "robot", "status:500"):
        assert said_problem(code, locale) != said_problem("unreachable", locale)
