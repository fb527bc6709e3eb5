"""Nobody but a paired device gets an answer, whatever a page makes a browser send."""

import pytest

from tests.api.house import CHROME, FIREFOX, OWN, PORT, Api, problem
from vozvrat import accounts
from vozvrat.web import create_app
from vozvrat.web.pace import Pace

NOT_OUR_NAMES = [
    "evil.example",
    "evil.example:8741",
    "localhost.evil.example:8741",
    "127.0.0.1.nip.io:8741",
    "localhost.:8741",
    "127.0.0.1.:8741",
    "LOCALHOST:8741",
    "Localhost:8741",
    "127.0.0.1",
    "localhost",
    "127.0.0.1:8742",
    "127.0.0.1:08741",
    "127.1:8741",
    "0.0.0.0:8741",
    "2130706433:8741",
    "[::]:8741",
    "[0:0:0:0:0:0:0:1]:8741",
    "user@127.0.0.1:8741",
    "127.0.0.1:8741, evil.example",
    "",
    " ",
]


@pytest.mark.parametrize("host", NOT_OUR_NAMES)
def test_a_name_that_only_points_here_gets_nothing(api: Api, host: str) -> None:
    refusal = problem(api.get("/health", environ_overrides={"HTTP_HOST": host}), 421)
    assert refusal["code"] == "misdirected"


def test_a_request_without_a_host_gets_nothing(anybody: Api) -> None:
    app = anybody.client.application
    started: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/api/v1/health",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8741",
    }
    body = b"".join(app.wsgi_app(environ, lambda status, headers: started.append(status)))
    assert started == ["421 MISDIRECTED REQUEST"]
    assert b"problem" in body


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_our_own_names_are_answered(anybody: Api, host: str) -> None:
    assert anybody.get("/health", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_the_host_check_follows_the_real_port(database: str) -> None:
    client = create_app(port=lambda: 50123).test_client()
    assert client.get("/api/v1/health", base_url="http://127.0.0.1:50123").status_code == 200
    assert client.get("/api/v1/health", base_url=OWN).status_code == 421


STRANGERS = [
    "null",
    "https://evil.example",
    "https://seller.ozon.ru",
    "http://127.0.0.1",
    "http://127.0.0.1:8742",
    "https://127.0.0.1:8741",
    "http://localhost.evil.example:8741",
    "chrome-extension://" + "b" * 32,
    CHROME.upper(),
    CHROME + "/",
    CHROME + ".evil.example",
    CHROME + " ",
    "chrome-extension://",
    "",
]


def paired(api: Api, origin: str) -> Api:
    code = accounts.pair().code
    answer = api.as_anybody().post("/pairing", {"code": code, "device_name": "b"}, headers={"Origin": origin})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return api.of(answer.get_json()["token"])


@pytest.mark.parametrize("origin", STRANGERS)
def test_a_stranger_is_refused_even_with_a_good_token(api: Api, origin: str) -> None:
    mine = paired(api, CHROME)
    answer = mine.get("/templates", headers={"Origin": origin})
    problem(answer, 403)
    assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("origin", [CHROME, FIREFOX])
def test_a_paired_extension_may_ask_and_read(api: Api, origin: str) -> None:
    mine = paired(api, origin)
    answer = mine.get("/templates", headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_an_extension_may_be_asked_for_its_code_before_it_is_paired(anybody: Api) -> None:
    for origin in (CHROME, FIREFOX):
        assert anybody.get("/health", headers={"Origin": origin}).status_code == 200
        problem(anybody.get("/templates", headers={"Origin": origin}), 403)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://seller.ozon.ru"])
@pytest.mark.parametrize("path", ["/health", "/docs", "/openapi.json"])
def test_open_addresses_are_not_open_to_pages(anybody: Api, origin: str, path: str) -> None:
    problem(anybody.get(path, headers={"Origin": origin}), 403)


def test_a_page_cannot_try_pairing_codes(anybody: Api) -> None:
    code = accounts.pair().code
    body = {"code": code, "device_name": "x"}
    problem(anybody.post("/pairing", body, headers={"Origin": "https://evil.example"}), 403)
    assert anybody.post("/pairing", body).status_code == 201


@pytest.mark.parametrize("path", ["/health", "/docs", "/openapi.json", "/templates"])
def test_what_a_page_makes_the_browser_fetch_is_refused(api: Api, path: str) -> None:
    problem(api.get(path, headers={"Sec-Fetch-Site": "cross-site"}), 403)


@pytest.mark.parametrize("site", ["none", "same-origin", "same-site"])
def test_where_no_origin_is_sent_the_token_decides(api: Api, site: str) -> None:
    assert api.get("/templates", headers={"Sec-Fetch-Site": site}).status_code == 200
    problem(api.as_anybody().get("/templates", headers={"Sec-Fetch-Site": site}), 401)


def test_a_preflight_of_a_stranger_gets_no_permission(api: Api) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = api.as_anybody().ask("OPTIONS", "/orders/lookups", headers=asked)
    problem(answer, 403)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_preflight_of_a_paired_extension_gets_exactly_what_it_needs(api: Api) -> None:
    paired(api, CHROME)
    asked = {
        "Origin": CHROME,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, x-other",
    }
    answer = api.as_anybody().ask("OPTIONS", "/orders/lookups", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == CHROME
    assert answer.headers["Access-Control-Allow-Headers"].lower() == "authorization, content-type"


def test_a_revoked_extension_is_a_stranger_again(api: Api) -> None:
    mine = paired(api, CHROME)
    device = next(one for one in api.get("/devices").get_json()["items"] if one["origin"] == CHROME)
    assert api.ask("DELETE", f"/devices/{device['id']}").status_code == 204
    problem(mine.get("/templates"), 401)
    problem(mine.get("/templates", headers={"Origin": CHROME}), 403)


@pytest.mark.parametrize("path", ["/templates", "/accounts", "/returns", "/nothing/here", "/orders/1", "/devices/x"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_without_a_token_everything_is_unknown_alike(anybody: Api, path: str, method: str) -> None:
    answer = anybody.ask(method, path)
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic dXNlcjpwYXNz",
        "bearer {token}",
        "Bearer  {token}",
        "Bearer {token}x",
        "{token}",
    ],
)
def test_only_the_whole_token_opens(api: Api, header: str) -> None:
    given = {"Authorization": header.format(token=api.token)}
    problem(api.as_anybody().get("/templates", headers=given), 401)


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "", "text/json"],
)
def test_a_form_cannot_reach_us(api: Api, content_type: str) -> None:
    problem(api.ask("POST", "/policy/texts", data=b'{"text": "x"}', content_type=content_type), 415)


def test_a_compressed_body_is_not_unpacked(api: Api) -> None:
    answer = api.ask(
        "POST",
        "/policy/texts",
        data=b"\x1f\x8b",
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )
    problem(answer, 415)


def test_a_body_over_a_megabyte_is_refused(api: Api) -> None:
    answer = api.ask("POST", "/policy/texts", data=b" " * (1024 * 1024 + 1), content_type="application/json")
    problem(answer, 413)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'text': 1}",
        b'{"text": NaN}',
        b'{"text": "\xff"}',
        b'{"text": "\\ud800"}',
        b'{"text": "a\\u0000b"}',
        b"[" * 200_000,
        b'{"text": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_plain_json_is_refused_and_breaks_nothing(api: Api, body: bytes) -> None:
    problem(api.ask("POST", "/policy/texts", data=body, content_type="application/json"), 400)


def test_a_runaway_loop_is_slowed_and_told_for_how_long(database: str) -> None:
    api = Api(create_app(port=PORT, pace=Pace(per_second=0.1, burst=5)).test_client(), None)
    answers = [api.get("/health") for _ in range(6)]
    assert [answer.status_code for answer in answers[:5]] == [200] * 5
    problem(answers[5], 429)
    assert 1 <= int(answers[5].headers["Retry-After"]) <= 60


def test_fifty_requests_a_second_are_never_slowed(api: Api) -> None:
    assert {api.get("/health").status_code for _ in range(200)} == {200}


@pytest.mark.parametrize("path", ["/health", "/docs", "/nothing", "/templates"])
def test_every_answer_carries_the_protective_headers(api: Api, path: str) -> None:
    headers = api.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def test_a_refused_host_carries_them_too(api: Api) -> None:
    refused = api.get("/health", environ_overrides={"HTTP_HOST": "evil.example"})
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
