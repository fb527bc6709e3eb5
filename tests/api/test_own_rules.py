"""The seller's own rules: they judge what they should and nobody else's, and no version is ever lost."""

from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from tests.api.house import Api, problem
from tests.api.rulers import WAITS, a_rule, catalogue, ids, put, said_of, take_back
from tests.api.shops import (
    NUMBER,
    OTHER,
    QUIET,
    a_cancellation_request,
    a_device_of,
    a_quiet_order,
    a_shop,
    an_open_return,
)
from vozvrat import storage
from vozvrat.storage.rules import NewVersion


def test_an_own_rule_speaks_on_the_card_the_badge_the_lists_and_in_checks(api: Api) -> None:
    return_id = an_open_return(a_shop())
    put(api, "OWN-1", a_rule(title={"en": "Look twice", "ru": "Проверьте дважды", "zh-CN": "再看一次"}))
    assert said_of(api, NUMBER)["OWN-1"]["title"] == "Look twice"
    (badge,) = api.post("/orders/lookups", {"posting_numbers": [NUMBER]}).get_json()["items"]
    assert badge["severity"] == "warning"
    (listed,) = api.get("/returns").get_json()["items"]
    assert "OWN-1" in {finding["rule_id"] for finding in listed["findings"]}
    for about in ({"posting_number": NUMBER}, {"return_id": return_id}):
        found = api.post("/policy/checks", about).get_json()["findings"]
        assert "OWN-1" in {finding["rule_id"] for finding in found}
    russian = api.get(f"/orders/{NUMBER}", headers={"Accept-Language": "ru"}).get_json()
    assert "Проверьте дважды" in {finding["title"] for finding in russian["findings"]}


def test_a_rule_for_one_account_says_nothing_of_anothers(api: Api, shops: tuple[str, str]) -> None:
    put(api, "OWN-1", a_rule(account_id=shops[0]))
    assert "OWN-1" in said_of(api, NUMBER)
    assert "OWN-1" not in said_of(api, OTHER)
    put(api, "OWN-2", a_rule())
    assert "OWN-2" in said_of(api, NUMBER)
    assert "OWN-2" in said_of(api, OTHER)


def test_of_two_rules_with_one_id_the_accounts_goes_first(api: Api, shops: tuple[str, str]) -> None:
    put(api, "OWN-1", a_rule(title="for all"))
    put(api, "OWN-1", a_rule(title="for one", account_id=shops[0]))
    assert said_of(api, NUMBER)["OWN-1"]["title"] == "for one"
    assert said_of(api, OTHER)["OWN-1"]["title"] == "for all"
    assert [rule["account_id"] for rule in catalogue(api) if rule["id"] == "OWN-1"] == [None, shops[0]]


def test_a_facts_document_is_judged_by_the_only_account_or_by_what_holds_for_all(
    api: Api, shops: tuple[str, str]
) -> None:
    put(api, "OWN-ALL", a_rule())
    put(api, "OWN-ONE", a_rule(account_id=shops[0]))
    facts = {"order": {"scheme": "fbs"}, "return": {"state": "OnSellerApproval"}}

    def own(asker: Api) -> set[str]:
        found = asker.post("/policy/checks", {"facts": facts}).get_json()["findings"]
        return {finding["rule_id"] for finding in found if finding["rule_id"].startswith("OWN-")}

    assert own(api) == {"OWN-ALL"}
    assert own(api.of(a_device_of(shops[0]))) == {"OWN-ALL", "OWN-ONE"}


def test_every_version_is_kept_with_who_when_and_why(api: Api) -> None:
    put(api, "OWN-1", a_rule(note="first try"))
    put(api, "OWN-1", a_rule(when="f.chat.unread > 3", note="too loud"))
    take_back(api, "OWN-1")
    told = api.get("/policy/rules/OWN-1/versions").get_json()
    assert [one["version"] for one in told["items"]] == [3, 2, 1]
    assert [one["note"] for one in told["items"]] == ["", "too loud", "first try"]
    assert {one["changed_by"] for one in told["items"]} == {"test"}
    assert told["items"][0]["body"] is None
    assert told["items"][1]["body"]["when"] == "f.chat.unread > 3"
    assert told["next_cursor"] is None
    assert "OWN-1" not in ids(api)
    problem(api.get("/policy/rules/OWN-1"), 404)
    assert put(api, "OWN-1", a_rule())["version"] == 4


def test_an_own_rule_reads_back_as_it_was_written(api: Api) -> None:
    body = a_rule(
        deadline={"fact": "return.created_at", "hours": 48, "warn_hours": 24},
        schemes=["fbs", "rfbs"],
        states=["OnSellerApproval"],
        template_purposes=["reject"],
        examples=[
            {"name": "waits", "facts": {"order": {"scheme": "fbs"}, "return": {"state": "OnSellerApproval"}}}
            | {"silent": True},
        ],
    )
    kept = put(api, "OWN-1", body)
    assert kept["owner"] == "seller"
    assert kept["standing"] == "own"
    assert kept["enabled"]
    assert (kept["version"], kept["account_id"], kept["override"], kept["problem"]) == (1, None, None, None)
    assert kept["schemes"] == ["fbs", "rfbs"]
    assert [example["name"] for example in kept["examples"]] == ["waits"]
    assert put(api, "OWN-1", kept["written"])["written"] == kept["written"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (a_rule(title=None), "title"),
        (a_rule(when=None), "when"),
        (a_rule(when="f.return.colour == 1"), "when"),
        (a_rule(when="f.return.photos"), "when"),
        (a_rule(when="true && " * 200 + "true"), "when"),
        (a_rule(severity="loud"), "severity"),
        (a_rule(schemes=["fba"]), "schemes"),
        (a_rule(enabled="no"), "enabled"),
        (a_rule(kind="fact"), "kind"),
        (a_rule(deadline={"fact": "return.state", "hours": 1, "warn_hours": 0}), "deadline"),
        (a_rule(title=7), "title"),
        (a_rule(title={"fr": "non"}), "title"),
        (a_rule(color="red"), "color"),
        (a_rule(note="n" * 501), "note"),
    ],
)
def test_an_own_rule_that_does_not_hold_is_refused_with_the_field(api: Api, body: dict[str, Any], field: str) -> None:
    refusal = problem(api.ask("PUT", "/policy/rules/OWN-1", json=body), 422)
    assert list(refusal["errors"]) == [field]
    assert len(refusal["errors"][field]) == 1
    assert "OWN-1" not in ids(api)


def test_a_wrong_condition_is_refused_with_the_place(api: Api) -> None:
    when = "f.chat.unread > 3 && f.return.colour == 1"
    refusal = problem(api.ask("PUT", "/policy/rules/OWN-1", json=a_rule(when=when)), 422)
    assert when[refusal["place"] :].startswith(("f.return.colour", "return.colour", "colour"))


@pytest.mark.parametrize(("rule_id", "status"), [("OWN-low", 422), ("own-1", 422), ("OWN-", 422), ("MY-1", 422)])
def test_an_own_rule_with_another_id_is_told_how_ids_look(api: Api, rule_id: str, status: int) -> None:
    refusal = problem(api.ask("PUT", f"/policy/rules/{rule_id}", json=a_rule()), status)
    assert "OWN-" in refusal["errors"]["id"][0]


def test_a_device_of_one_account_neither_sees_nor_touches_anothers_rules(api: Api, shops: tuple[str, str]) -> None:
    put(api, "OWN-2", a_rule(account_id=shops[1]))
    put(api, "OWN-ALL", a_rule())
    put(api, "SCH-01", {"enabled": False, "note": "off", "account_id": shops[1]})
    bound = api.of(a_device_of(shops[0]))
    assert "OWN-2" not in ids(bound)
    assert "OWN-ALL" in ids(bound)
    problem(bound.get("/policy/rules/OWN-2"), 404)
    problem(bound.get("/policy/rules/OWN-2/versions"), 404)
    assert bound.get("/policy/rules/SCH-01/versions").get_json()["items"] == []
    for query in ("", f"?account_id={shops[1]}"):
        take_back(bound, "OWN-2", query, status=404)
    take_back(bound, "OWN-ALL", status=404)
    problem(bound.ask("PUT", "/policy/rules/OWN-2", json=a_rule(account_id=shops[1])), 404)
    problem(bound.get(f"/policy/rules?account_id={shops[1]}"), 404)
    problem(bound.post("/policy/trials", {"when": WAITS, "account_id": shops[1]}), 404)
    problem(bound.post("/policy/rules/exports", {"account_id": shops[1]}), 404)
    assert put(bound, "OWN-3", a_rule())["account_id"] == shops[0]
    assert {"OWN-2", "OWN-ALL", "OWN-3"} <= set(ids(api))


def test_an_account_takes_its_rules_and_overrides_away(api: Api, shops: tuple[str, str]) -> None:
    put(api, "OWN-1", a_rule(account_id=shops[0]))
    put(api, "SCH-01", {"enabled": False, "note": "off", "account_id": shops[0]})
    assert api.ask("DELETE", f"/accounts/{shops[0]}").status_code == 204
    assert "OWN-1" not in ids(api)
    assert storage.rules.current() == []
    a_shop(shops[0])
    an_open_return(shops[0])
    assert "SCH-01" in said_of(api, NUMBER)


def test_two_hundred_own_rules_are_enough_for_anybody(api: Api) -> None:
    shop = a_shop()
    storage.rules.add(
        NewVersion(
            rule_id=f"OWN-{number}",
            account_id=None if number % 2 else shop,
            body={"title": "t", "when": WAITS},
            note="",
            changed_at=storage.accounts.get(shop).added_at,
            changed_by="terminal",
        )
        for number in range(200)
    )
    for more in ({}, {"account_id": shop}):
        refusal = problem(api.ask("PUT", "/policy/rules/OWN-MORE", json=a_rule(**more)), 422)
        assert "200" in refusal["errors"]["id"][0]
    assert put(api, "OWN-1", a_rule())["version"] == 2
    take_back(api, "OWN-1")
    put(api, "OWN-MORE", a_rule())


def test_a_stored_rule_that_can_no_longer_be_read_breaks_no_check_and_is_shown_as_broken(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    body = {"title": {"ru": "Старое правило"}, "when": "f.return.gone == 1", "severity": "warning"}
    storage.rules.add(
        [
            NewVersion(
                rule_id="OWN-OLD",
                account_id=None,
                body=body,
                note="",
                changed_at=storage.accounts.get(shop).added_at,
                changed_by="terminal",
            )
        ]
    )
    structlog.reset_defaults()  # a command run before in this process may have asked for errors alone
    with capture_logs() as told:
        put(api, "OWN-NEW", a_rule())
    assert "OWN-NEW" in said_of(api, NUMBER)
    assert [(line["log_level"], line["rule_id"]) for line in told if "rule_id" in line] == [("warning", "OWN-OLD")]
    assert "OWN-OLD" not in said_of(api, NUMBER)
    (broken,) = [rule for rule in catalogue(api) if rule["id"] == "OWN-OLD"]
    assert broken["enabled"] is False
    assert broken["problem"].startswith("when: ")
    assert (broken["title"], broken["when"]) == ("Старое правило", "f.return.gone == 1")
    assert api.get("/policy/rules/OWN-OLD").get_json()["firing"]["count"] == 0
    take_back(api, "OWN-OLD")
    assert "OWN-OLD" not in ids(api)


def test_a_rules_page_names_the_open_returns_where_it_fires_now(api: Api, shops: tuple[str, str]) -> None:
    an_open_return(shops[0], number="58544282-0101-1", ozon_id="8000123458", asked=10)
    page = api.get("/policy/rules/SCH-01").get_json()
    assert page["firing"]["count"] == 3
    first = page["firing"]["items"][0]
    assert first["posting_number"] == "58544282-0101-1"
    assert first["line"]
    assert first["deadline_at"] < page["firing"]["items"][1]["deadline_at"]
    assert api.get(f"/policy/rules/SCH-01?account_id={shops[1]}").get_json()["firing"]["count"] == 1
    for quiet in ("CHT-04", "AMT-03"):
        assert api.get(f"/policy/rules/{quiet}").get_json()["firing"] == {"count": 0, "tried": 0, "items": []}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/policy/rules/OWN-1", {}),
        ("DELETE", "/policy/rules/OWN-1", None),
        ("GET", "/policy/rules/OWN-1/versions", None),
        ("POST", "/policy/trials", {}),
        ("POST", "/policy/rules/exports", {}),
        ("POST", "/policy/rules/imports", {}),
    ],
)
def test_nobody_without_a_token_changes_or_reads_rules(
    anybody: Api, method: str, path: str, body: dict[str, Any] | None
) -> None:
    problem(anybody.ask(method, path, json=body), 401)


def test_a_badge_of_an_order_without_a_return_says_what_its_card_says(api: Api) -> None:
    shop = a_shop()
    a_quiet_order(shop)

    def badge() -> dict[str, Any]:
        (found,) = api.post("/orders/lookups", {"posting_numbers": [QUIET]}).get_json()["items"]
        return dict(found)

    assert badge()["findings_count"] == len(said_of(api, QUIET)) == 0
    put(api, "OWN-STATUS", a_rule(when='f.order.status == "delivered"', severity="info"))
    assert badge()["findings_count"] == len(said_of(api, QUIET)) == 1
    put(api, "OWN-OLD", a_rule(when='f.now - f.order.created_at > duration("24h")', title="An old order"))
    assert badge()["findings_count"] == len(said_of(api, QUIET)) == 2
    assert badge()["line"] == "An old order"
    put(api, "OWN-OFFER", a_rule(when='f.product.offer_id == "TEAPOT-7"'))
    assert badge()["findings_count"] == len(said_of(api, QUIET)) == 3


def test_a_rule_of_cancellations_names_the_requests_that_wait(api: Api) -> None:
    shop = a_shop()
    request_id = a_cancellation_request(shop, number="58544282-0059-1")
    an_open_return(shop)
    firing = api.get("/policy/rules/SCH-18").get_json()["firing"]
    assert (firing["count"], firing["tried"]) == (1, 1)
    assert firing["items"][0]["cancellation_id"] == request_id
    assert firing["items"][0]["return_id"] is None
    assert firing["items"][0]["line"]


def test_a_rule_of_ones_own_about_texts_speaks_while_one_types(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    put(api, "OWN-COUPON", a_rule(when='f.draft.text.contains("купон")', severity="warning"))
    put(api, "OWN-SUM", a_rule(when="f.draft.amount > 5.0 || !has(f.draft.amount)"))

    def said(text: str, purpose: str = "message", **rest: object) -> list[str]:
        answer = api.post("/policy/texts", {"text": text, "purpose": purpose, **rest})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return [finding["rule_id"] for finding in answer.get_json()["findings"]]

    assert said("Дадим купон") == ["OWN-COUPON"]
    assert said("Дадим купон", posting_number=NUMBER)[-1] == "OWN-COUPON"
    assert said("Дадим скидку") == []
    assert said("Дадим купон", purpose="reject") == []
    put(api, "OWN-COUPON", a_rule(when='f.draft.text.contains("купон")', severity="blocker"))
    assert said("ДАДИМ КУПОН ВАМ купон!!!!!!")[:2] == ["OWN-COUPON", "CHT-05"]
    put(api, "OWN-COMMENT", a_rule(when='f.draft.comment.contains("купон")'))
    assert said("Дадим купон", purpose="reject") == ["OWN-COMMENT"]


def test_what_the_page_of_an_own_rule_shows_as_written_can_be_put_again(api: Api) -> None:
    a_shop()
    whole = a_rule(
        kind="check",
        theme="photos",
        confidence="medium",
        sources=[{"address": "https://example.org/our-terms", "seen": "Nov 2026"}],
        reviewed_on="2026-11-01",
        effective_from="2026-01-01",
        effective_to="2027-01-01",
        schemes=["rfbs"],
        deadline={"fact": "return.created_at", "hours": 48, "warn_hours": 24},
        examples=[
            {
                "name": "waits",
                "facts": {
                    "order": {"scheme": "rfbs"},
                    "return": {"state": "OnSellerApproval", "created_at": "2026-11-24T00:00:00Z"},
                },
                "fires": True,
            }
        ],
    )
    first = put(api, "OWN-1", {**whole, "id": "OWN-1"})
    again = put(api, "OWN-1", first["written"])
    assert again["written"] == first["written"]
    assert (again["theme"], again["confidence"], again["reviewed_on"]) == ("photos", "medium", "2026-11-01")


def test_an_own_rule_that_is_switched_off_stays_and_says_nothing(api: Api) -> None:
    an_open_return(a_shop())
    put(api, "OWN-1", a_rule(enabled=False))
    assert "OWN-1" not in said_of(api, NUMBER)
    assert [rule["enabled"] for rule in catalogue(api, "&q=OWN-1")] == [False]
    put(api, "OWN-1", a_rule(enabled=True))
    assert "OWN-1" in said_of(api, NUMBER)


def test_a_rule_that_calls_itself_otherwise_than_its_address_is_refused(api: Api) -> None:
    a_shop()
    answer = api.ask("PUT", "/policy/rules/OWN-1", json=a_rule(id="OWN-2"))
    assert answer.status_code == 422
    assert "id" in answer.get_json()["errors"]
