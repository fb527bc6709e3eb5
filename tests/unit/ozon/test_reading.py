"""A read goes on trying where that may help, and never for ever."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from limits.storage import MemoryStorage

from tests.unit.ozon.conftest import CUT, KEY, Drip, Pauses, Server, answer
from vozvrat import ozon
from vozvrat.domain import errors
from vozvrat.ozon.reads import account
from vozvrat.ozon.reads.transport import read

GOOD = answer(200, {"roles": [{"name": "Admin", "methods": ["/v1/roles"]}], "expires_at": "2026-12-31T00:00:00Z"})
LIMITED = answer(
    429, {"code": 8, "message": "You have reached request rate limit per second"}, headers={"Retry-After": "2"}
)


@pytest.mark.parametrize(
    "bad",
    [
        answer(500, {"code": 13, "message": "Internal error"}),
        answer(502, raw=b"<html>bad gateway</html>"),
        LIMITED,
        CUT,
        answer(200, raw=b'{"roles": [{"na'),
        answer(200, raw=b"\x00\xff garbage"),
        answer(200),
        answer(200, raw=b"[1, 2]"),
        GOOD[:-10],
    ],
    ids=["500", "gateway", "429", "cut", "half a JSON", "garbage", "empty", "no object", "truncated"],
)
def test_a_read_survives_two_bad_answers(server: Server, seller: ozon.Seller, bad: bytes) -> None:
    server.script = [bad, bad, GOOD]
    assert account.roles(seller).roles == ("Admin",)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (answer(500, {"code": 13, "message": "Internal error"}), errors.OzonDown),
        (LIMITED, errors.RateLimited),
        (CUT, errors.OzonDown),
        (answer(200, raw=b"garbage"), errors.Unreadable),
    ],
    ids=["500", "429", "cut", "garbage"],
)
def test_a_read_gives_up_after_five_calls(
    server: Server, seller: ozon.Seller, bad: bytes, error: type[errors.OzonError]
) -> None:
    server.script = [bad]
    with pytest.raises(error):
        account.roles(seller)
    assert len(server.requests) == 5


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, {"code": 5, "message": "Invalid Api-Key, please check the key and try again"}),
        (403, {"code": 7, "message": "Company is blocked, please contact support"}),
        (400, {"code": 9, "message": "obsolete method cannot be used"}),
        (400, {"code": 3, "message": "Request validation error: invalid X.Filter: value is required"}),
        (404, {"code": 5, "message": "posting not found"}),
    ],
)
def test_what_repeating_cannot_mend_is_asked_once(
    server: Server, seller: ozon.Seller, status: int, body: dict[str, object]
) -> None:
    server.script = [answer(status, body)]
    with pytest.raises(errors.OzonError):
        account.roles(seller)
    assert len(server.requests) == 1


def test_a_read_waits_as_long_as_ozon_asks(server: Server, seller: ozon.Seller, pauses: Pauses) -> None:
    server.script = [LIMITED, GOOD]
    account.roles(seller)
    assert pauses.made == [2.0]


def test_pauses_grow_and_are_scattered(server: Server, seller: ozon.Seller, pauses: Pauses) -> None:
    server.script = [answer(503)]
    with pytest.raises(errors.OzonDown):
        account.roles(seller)
    assert len(pauses.made) == 4
    for pause, full in zip(pauses.made, (0.5, 1.0, 2.0, 4.0), strict=True):
        assert full / 2 <= pause <= full


def test_a_read_does_not_wait_longer_than_its_patience(server: Server, pauses: Pauses) -> None:
    server.script = [answer(429, {"code": 8, "message": "later"}, headers={"Retry-After": "3600"})]
    patience = ozon.Patience(seconds=5.0, sleep=pauses)
    with (
        ozon.connect("1", KEY, base_url=server.url, limiter=ozon.Unlimited(), patience=patience) as seller,
        pytest.raises(errors.RateLimited) as caught,
    ):
        account.roles(seller)
    assert pauses.made == []
    assert caught.value.parameters["retry_after"] == 3600.0


def test_a_silent_server_costs_no_more_than_the_patience(server: Server) -> None:
    server.script = [30.0]
    began = time.monotonic()
    patience = ozon.Patience(seconds=0.5)
    with (
        ozon.connect("1", KEY, base_url=server.url, limiter=ozon.Unlimited(), patience=patience) as seller,
        pytest.raises(errors.OzonDown),
    ):
        account.roles(seller)
    assert time.monotonic() - began < 2.0


def test_an_answer_that_never_ends_costs_no_more_than_the_patience(server: Server) -> None:
    server.script = [Drip()]
    began = time.monotonic()
    patience = ozon.Patience(seconds=0.5)
    with (
        ozon.connect("1", KEY, base_url=server.url, limiter=ozon.Unlimited(), patience=patience) as seller,
        pytest.raises(errors.OzonDown),
    ):
        account.roles(seller)
    assert time.monotonic() - began < 2.0


def test_a_refusal_teaches_the_limiter_even_without_a_figure(server: Server, pauses: Pauses) -> None:
    server.script = [LIMITED, GOOD]
    learned: list[int] = []

    class Learning(ozon.Unlimited):
        def learned(self, client_id: str, remaining: int) -> None:
            learned.append(remaining)

    patience = ozon.Patience(sleep=pauses)
    with ozon.connect("1", KEY, base_url=server.url, limiter=Learning(), patience=patience) as seller:
        account.roles(seller)
    assert learned == [0]


def test_a_long_wait_that_ozon_asks_for_is_kept_to_by_the_next_reading_too(server: Server, pauses: Pauses) -> None:
    server.script = [answer(429, {"code": 8, "message": "limit"}, headers={"Retry-After": "120"})]
    limiter, patience = ozon.SharedLimiter(MemoryStorage()), ozon.Patience(sleep=pauses)
    with ozon.connect("1", KEY, base_url=server.url, limiter=limiter, patience=patience) as seller:
        with pytest.raises(errors.RateLimited):
            account.roles(seller)
        with pytest.raises(errors.CircleOpen) as later:
            account.roles(seller)
    assert timedelta(seconds=100) < later.value.parameters["until"] - datetime.now(UTC) <= timedelta(seconds=121)
    assert len(server.requests) == 1


def test_a_paused_method_is_left_alone_and_the_others_go_on(server: Server, pauses: Pauses) -> None:
    server.script = [answer(503, {"code": 14, "message": "Circle is open"}), answer(200, {"company": {"name": "X"}})]
    limiter = ozon.SharedLimiter(MemoryStorage())
    with ozon.connect("1", KEY, base_url=server.url, limiter=limiter, patience=ozon.Patience(sleep=pauses)) as seller:
        for _ in range(2):
            with pytest.raises(errors.CircleOpen) as caught:
                account.roles(seller)
        assert len(server.requests) == 1
        until = caught.value.parameters["until"]
        assert isinstance(until, datetime)
        assert until > datetime.now(UTC) + timedelta(minutes=4)
        assert account.seller_info(seller).name == "X"


def test_a_method_stuck_at_a_second_is_left_alone_for_minutes(server: Server, pauses: Pauses) -> None:
    server.script = [answer(429, {"code": 8, "message": "limit"}, headers={"Retry-After": "1"})]
    limiter = ozon.SharedLimiter(MemoryStorage())
    with ozon.connect("1", KEY, base_url=server.url, limiter=limiter, patience=ozon.Patience(sleep=pauses)) as seller:
        with pytest.raises(errors.RateLimited):
            account.roles(seller)
        with pytest.raises(errors.CircleOpen):
            account.roles(seller)
    assert len(server.requests) == 3


def test_both_headers_are_sent_and_the_key_is_told_to_nobody(server: Server, seller: ozon.Seller) -> None:
    server.script = [answer(400, {"code": 3, "message": f"what is {KEY}?"}, headers={"x-o3-trace-id": "abc"})]
    with structlog.testing.capture_logs() as logged, pytest.raises(errors.BadRequest) as caught:
        account.roles(seller)
    _, headers, _ = server.requests[0]
    assert (headers["client-id"], headers["api-key"]) == ("1234567", KEY)
    error = caught.value
    assert error.parameters["trace_id"] == "abc"
    told = f"{error!r} {error} {error.parameters} {error.__context__!r} {seller!r} {seller.credentials!r} {logged}"
    assert KEY not in told


def test_the_key_is_in_no_log_however_much_is_logged(
    server: Server, seller: ozon.Seller, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)
    server.script = [CUT, answer(500), GOOD]
    account.roles(seller)
    assert "roles" in caplog.text
    assert KEY not in caplog.text


def test_this_machine_is_reached_without_the_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.script = [GOOD]
    with ozon.connect("1", KEY, base_url=server.url, limiter=ozon.Unlimited()) as seller:
        assert account.roles(seller).roles == ("Admin",)


def test_many_threads_share_one_connection_pool(server: Server, seller: ozon.Seller) -> None:
    server.script = [GOOD]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: account.roles(seller).roles, range(40)))
    assert found == [("Admin",)] * 40
    assert server.connections <= 8


def test_a_redirect_is_not_followed_with_the_key(server: Server, seller: ozon.Seller) -> None:
    server.script = [answer(302, headers={"Location": "/elsewhere"})]
    with pytest.raises(errors.Unreadable):
        account.roles(seller)
    assert {path for path, _, _ in server.requests} == {"/v1/roles"}


def test_connections_are_kept_for_reads(server: Server, seller: ozon.Seller) -> None:
    server.script = [GOOD]
    for _ in range(5):
        read(seller, "/v1/roles", {})
    assert server.connections == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://api-seller.ozon.ru",
        "ftp://api-seller.ozon.ru",
        "https://",
        "http://127.0.0.1.example.com",
        "https://someone:word@api-seller.ozon.ru",
        "http://10.0.0.1",
    ],
)
def test_an_address_that_would_show_the_key_is_refused(address: str) -> None:
    with pytest.raises(errors.UnsafeAddress) as caught:
        ozon.connect("1", KEY, base_url=address)
    assert "word" not in str(caught.value.parameters["address"])


@pytest.mark.parametrize(
    "address", ["https://api-seller.ozon.ru/", "http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9"]
)
def test_https_and_this_machine_are_fine(address: str) -> None:
    assert ozon.connect("1", KEY, base_url=address).base_url == address.rstrip("/")


@pytest.mark.parametrize(
    ("client_id", "key"), [("", KEY), ("12a", KEY), ("0", KEY), ("-1", KEY), ("1", ""), ("1", "a\nb"), ("1", "ключ")]
)
def test_what_can_be_no_key_is_said_before_anything_is_sent(client_id: str, key: str) -> None:
    with pytest.raises(errors.InvalidKey):
        ozon.connect(client_id, key)
