"""Pages that rules rest on: what can be read of them, what cannot, and what is never asked for."""

import gzip
import re
import socket
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.api.house import Api
from tests.api.sites import (
    A_DAY,
    NOW,
    TEXT,
    Rests,
    Site,
    a_page,
    a_site,
    answers,
    drips,
    hangs,
    happened,
    huge,
    hurried,
    listed,
    look,
    one,
    to,
)
from vozvrat import storage
from vozvrat.watch import fetching, pages, reading
from vozvrat.watch.fetching import Unreadable
from vozvrat.words.pages import problem as said_problem

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


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_cannot_be_read_is_reported_once_and_never_called_changed(
    api: Api, site: Site, rests_on: Rests, name: str
) -> None:
    code = re.split(r",| ", name)[0]

    def look_in_vain(at: datetime) -> None:
        with hurried() if code == "timeout" else nullcontext():
            look(at)

    rests_on(site.url())
    look()
    site.says["/rules"] = BROKEN[name]
    look_in_vain(NOW + A_DAY)
    look_in_vain(NOW + 2 * A_DAY)
    shown = one(api, site)
    assert (shown["state"], shown["problem"]) == ("unreadable", said_problem(code, "en"))
    [event] = happened(api)
    assert event["kind"] == "policy_page_unreadable"
    assert event["details"] == {"address": site.url(), "rules": ["OWN-PAGE"], "problem": code}
    site.says["/rules"] = answers(a_page())
    look(NOW + 3 * A_DAY)
    assert one(api, site)["state"] == "unchanged"
    site.says["/rules"] = BROKEN[name]
    look_in_vain(NOW + 4 * A_DAY)
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
        ("https://192.168.0.1/admin", "private"),
        ("https://10.1.2.3/x", "private"),
        ("https://[fd00::1]/x", "private"),
        ("https://[::ffff:192.168.0.1]/x", "private"),
        ("https://2130706434/x.y", "private"),
        ("https://0x0a.1/x", "private"),
        ("https://router.lan/x", "private"),
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


@pytest.mark.parametrize(
    "address", ["ftp://example.com/rules", "file:///etc/passwd", "https://me:secret@example.com/x"]
)
def test_whatever_a_pack_holds_only_pages_of_the_web_are_asked_for(address: str) -> None:
    url, problem = pages.readable(address)
    assert url is None
    assert problem in ("not_https", "no_address")


def test_an_address_without_a_scheme_means_https() -> None:
    assert pages.readable("docs.ozon.ru/global/en") == ("https://docs.ozon.ru/global/en", None)
    assert pages.readable("vc.ru/go?to=https://a.example") == ("https://vc.ru/go?to=https://a.example", None)
    assert pages.readable("https://vc.ru/a#part") == ("https://vc.ru/a", None)


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
