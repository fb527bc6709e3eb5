"""What is wrong with a request is said in the reader's language and at its place; nothing is read loosely."""

import re
from urllib.parse import urlsplit

import pytest

from tests.api.house import Api, problem
from tests.api.shops import a_quiet_order, a_shop, an_open_return, hours_ago, now
from vozvrat.sync import happenings
from vozvrat.words import timeline

READS = {"ru": re.compile(r"[А-Яа-я]"), "zh-CN": re.compile(r"[一-鿿]")}

WRONG_QUERIES = [
    ("/orders?limit=0", "limit"),
    ("/orders?cursor=zz", "cursor"),
    (f"/orders?cursor={'a' * 401}", "cursor"),
    ("/orders?scheme=x", "scheme"),
    ("/orders?nope=1", "nope"),
    ("/policy/rules?cursor=zz", "cursor"),
    ("/returns?reason_kind=x", "reason_kind"),
]
WRONG_BODIES = [
    ("POST", "/orders/lookups", {"posting_numbers": []}, "posting_numbers"),
    ("POST", "/orders/lookups", {"posting_numbers": ["58544282"]}, "posting_numbers.0"),
    ("POST", "/policy/checks", {}, "posting_number"),
    ("POST", "/policy/checks", {"facts": {"x": 1}}, "facts.x"),
    ("POST", "/policy/checks", {"facts": {"now": "today"}}, "facts.now"),
    ("POST", "/policy/checks", {"facts": {"now": "0900-01-01T00:00:00Z"}}, "facts.now"),
    ("POST", "/policy/checks", {"facts": {"order": 1}}, "facts.order"),
    ("POST", "/policy/checks", {"facts": {"order": {"scheme": "x"}}}, "facts.order.scheme"),
    ("POST", "/policy/checks", {"facts": {"product": {"price": "x", "quantity": -1}}}, "facts.product.quantity"),
    ("POST", "/policy/checks", {"facts": {"return": {"available_actions": 1}}}, "facts.return.available_actions"),
    ("POST", "/policy/checks", {"facts": {"seller": {"cross_border": "yes"}}}, "facts.seller.cross_border"),
    ("POST", "/policy/checks", {"facts": {}, "explain": "yes"}, "explain"),
    ("POST", "/templates/REJ-USED-01/renderings", {"values": {"x": "y"}}, "values.x"),
    ("POST", "/templates/REJ-USED-01/renderings", {"values": {"order": 5}}, "values.order"),
    ("POST", "/templates/REJ-USED-01/renderings", {"values": {"order": "x" * 1001}}, "values.order"),
    ("POST", "/templates/suggestions", {"locale": "fr"}, "locale"),
    ("PUT", "/settings", {"time_zone": "Mars/Base"}, "time_zone"),
    ("PUT", "/settings", {"time_zone": "localtime"}, "time_zone"),
    ("PUT", "/settings", {"time_zone": "posixrules"}, "time_zone"),
    ("PUT", "/settings", {"time_zone": "posix/Europe/Moscow"}, "time_zone"),
    ("PUT", "/settings", {"time_zone": "../../etc/passwd"}, "time_zone"),
    ("POST", "/accounts", {"client_id": "x", "api_key": "k"}, "client_id"),
]


@pytest.mark.parametrize("tag", ["ru", "zh-CN"])
@pytest.mark.parametrize(("address", "place"), WRONG_QUERIES)
def test_a_wrong_query_is_told_in_the_readers_language(api: Api, tag: str, address: str, place: str) -> None:
    refusal = problem(api.get(address, headers={"Accept-Language": tag}), 422)
    assert READS[tag].search(" ".join(refusal["errors"][place]))


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("GET", "/policy/themes", None),
        ("GET", "/devices", None),
        ("GET", "/settings", None),
        ("GET", "/accounts", None),
        ("GET", "/deadlines/address", None),
        ("DELETE", "/deadlines/address", None),
        ("POST", "/policy/checks", {"facts": {}}),
        ("PUT", "/settings", {"locale": "ru"}),
    ],
)
def test_a_call_that_takes_no_query_refuses_one(api: Api, method: str, address: str, body: object) -> None:
    refusal = problem(api.ask(method, f"{address}?zz=1", json=body), 422)
    assert list(refusal["errors"]) == ["zz"]
    assert api.ask(method, address, json=body).status_code < 300


def test_a_stranger_learns_nothing_from_a_query(anybody: Api) -> None:
    problem(anybody.get("/policy/themes?zz=1"), 401)


def test_calendars_and_monitors_may_add_to_an_address(api: Api, anybody: Api) -> None:
    calendar = urlsplit(api.post("/deadlines/address").get_json()["url"]).path.removeprefix("/api/v1")
    assert anybody.get(f"{calendar}?nocache=1").status_code == 200
    assert anybody.get("/health?nocache=1").status_code == 200


@pytest.mark.parametrize("tag", ["ru", "zh-CN"])
@pytest.mark.parametrize(("method", "address", "body", "place"), WRONG_BODIES)
def test_a_wrong_body_is_told_in_the_readers_language(
    api: Api, *, tag: str, method: str, address: str, body: object, place: str
) -> None:
    refusal = problem(api.ask(method, address, json=body, headers={"Accept-Language": tag}), 422)
    assert READS[tag].search(" ".join(refusal["errors"][place])), refusal
    assert ".." not in refusal["detail"]
    assert "。。" not in refusal["detail"]


@pytest.mark.parametrize("value", ["yes", "true", 1, "on", None])
def test_only_true_and_false_are_answers_to_yes_or_no(api: Api, value: object) -> None:
    assert "explain" in problem(api.post("/policy/checks", {"facts": {}, "explain": value}), 422)["errors"]


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_a_shop_keeps_a_name_that_one_can_see(api: Api, name: str) -> None:
    shop = a_shop()
    problem(api.ask("PATCH", f"/accounts/{shop}", json={"name": name}), 422)


@pytest.mark.parametrize(
    "moment",
    [
        "2026-W01-1T00:00:00Z",
        "2026-01-01T10:00:00+05",
        "2026-01-01T10:00:00,5Z",
        "2026-01-01T10:00Z",
        "2026-01-01 10:00:00Z",
        "20260101T100000Z0000",
        "2026-01-01T24:00:00Z",
        "٢٠٢٦-01-01T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_a_time_that_rfc_3339_does_not_know_is_refused(api: Api, moment: str) -> None:
    assert "created_from" in problem(api.get("/orders", query_string={"created_from": moment}), 422)["errors"]


@pytest.mark.parametrize(
    "moment", ["2026-01-01T10:00:00Z", "2026-01-01t10:00:00.123456789z", "2026-01-01T10:00:00-03:30"]
)
def test_a_time_of_rfc_3339_is_read(api: Api, moment: str) -> None:
    assert api.get("/orders", query_string={"created_from": moment}).status_code == 200


@pytest.mark.parametrize(
    ("address", "list_of"),
    [
        ("/policy/rules/NO-01", "rules"),
        ("/templates/nope", "templates"),
        ("/accounts/nope", "accounts"),
    ],
)
def test_nobody_is_sent_to_sync_what_ozon_does_not_have(api: Api, address: str, list_of: str) -> None:
    refusal = problem(api.get(address), 404)
    assert list_of in refusal["detail"]
    assert "sync" not in refusal["detail"]


def test_only_as_much_is_quoted_back_as_shows_which_one_is_meant(api: Api) -> None:
    assert len(problem(api.get("/returns/" + "a" * 5000), 404)["detail"]) < 200


def test_a_story_has_no_entry_in_our_own_jargon(api: Api) -> None:
    shop = a_shop()
    return_id = an_open_return(shop)
    a_quiet_order(shop)
    seen = {"answer_due_at": now().isoformat(), "seen_at": hours_ago(1).isoformat(), "page": "return"}
    assert api.post(f"/returns/{return_id}/observations", seen).status_code == 201
    told = api.get("/orders/58544282-0057-1").get_json()["timeline"]
    assert [one["line"] for one in told if one["source"] == "page"] == ["Seen on Ozon's page"]


def test_every_kind_of_event_has_words_in_three_languages() -> None:
    kinds = {value for name, value in vars(happenings).items() if name.isupper()}
    told_elsewhere = {happenings.SYNC_DONE, happenings.ACCOUNT_STOPPED}  # of an account, on no card
    assert kinds - told_elsewhere <= set(timeline.LINES)


@pytest.mark.parametrize(
    ("kind", "details", "line"),
    [
        ("return_state", {"from": "OnSellerApproval", "to": "Rejected", "state_name": "Отклонена"}, "Отклон"),
        ("return_state", {"to": "SomethingNew", "state_name": "Новое слово"}, "Новое слово"),
        ("cancellation_state_changed", {"from": "ON_APPROVAL", "to": "APPROVED"}, "APPROVED"),
    ],
)
def test_a_change_says_what_it_became(kind: str, details: dict[str, object], line: str) -> None:
    assert line in timeline.line(kind, details, locale="ru")


def test_a_sync_from_a_day_to_come_is_refused(api: Api) -> None:
    refusal = problem(api.post(f"/accounts/{a_shop()}/syncs", {"since": "2999-01-01T00:00:00Z"}), 422)
    assert "since" in refusal["errors"]


def test_times_in_the_particulars_of_an_event_are_written_as_everywhere(api: Api) -> None:
    return_id = an_open_return(a_shop())
    due = hours_ago(-5)
    seen = {"answer_due_at": due.isoformat(), "seen_at": now().isoformat(), "page": "return"}
    assert api.post(f"/returns/{return_id}/observations", seen).status_code == 201
    (event,) = [one for one in api.get("/events").get_json()["items"] if one["kind"] == happenings.OBSERVED]
    assert event["details"] == {"answer_due_at": due.strftime("%Y-%m-%dT%H:%M:%SZ"), "page": "return"}
