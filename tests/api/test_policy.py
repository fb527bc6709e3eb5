"""Checks, texts and rules: what works before anything else is set up."""

import pytest

from tests.api.house import Api, problem
from tests.api.shops import NUMBER, a_device_of, a_shop, an_open_return

FACTS = {
    "now": "2026-11-24T10:00:00Z",
    "order": {"scheme": "fbs", "posting_number": NUMBER},
    "return": {"state": "OnSellerApproval", "created_at": "2026-11-24T04:00:00Z"},
}


def test_facts_are_checked_without_any_account(api: Api) -> None:
    answer = api.post("/policy/checks", {"facts": FACTS}).get_json()
    assert set(answer) == {"findings", "pack"}
    assert set(answer["pack"]) == {"version", "rules", "reviewed_on"}
    (finding,) = [one for one in answer["findings"] if one["rule_id"] == "SCH-01"]
    assert finding["deadline_at"] == "2026-11-25T04:00:00Z"
    assert finding["severity"] == "info"
    assert set(finding["sources"][0]) == {"address", "seen"}


def test_a_draft_is_judged_with_the_facts(api: Api) -> None:
    draft = {"kind": "message", "text": "Пишите мне в телеграм @shop, телефон +7 912 345 67 89"}
    found = api.post("/policy/checks", {"facts": FACTS, "draft": draft}).get_json()["findings"]
    assert "CHT-04" in {one["rule_id"] for one in found}


def test_an_explanation_names_what_is_not_known(api: Api) -> None:
    answer = api.post("/policy/checks", {"facts": FACTS, "explain": True}).get_json()
    by_rule = {one["rule_id"]: one for one in answer["explanations"]}
    assert by_rule["SCH-01"]["outcome"] == "fired"
    assert by_rule["SCH-18"]["outcome"] == "unknown"
    assert "cancellation.auto_approve_at" in by_rule["SCH-18"]["why"]


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"order": {"scheme": "xyz"}}, "facts.order.scheme"),
        ({"return": {"created_at": "yesterday"}}, "facts.return.created_at"),
        ({"return": {"created_at": "2026-11-24T04:00:00"}}, "facts.return.created_at"),
        ({"product": {"price": "12"}}, "facts.product.price"),
        ({"nonsense": {}}, "facts.nonsense"),
        ({"order": []}, "facts.order"),
        ({"return": {"photos": -1}}, "facts.return.photos"),
    ],
)
def test_facts_are_read_strictly_and_the_place_is_named(api: Api, facts: dict[str, object], place: str) -> None:
    refusal = problem(api.post("/policy/checks", {"facts": facts}), 422)
    assert place in refusal["errors"]


def test_a_wrong_draft_is_named_as_such(api: Api) -> None:
    an_open_return(a_shop())
    for body in ({"facts": FACTS}, {"posting_number": NUMBER}):
        refusal = problem(api.post("/policy/checks", {**body, "draft": {"kind": "burn"}}), 422)
        assert list(refusal["errors"]) == ["draft.kind"]


@pytest.mark.parametrize(
    "body", [{}, {"facts": FACTS, "posting_number": NUMBER}, {"posting_number": "x"}, {"facts": []}, {"return_id": 5}]
)
def test_a_check_is_about_exactly_one_thing(api: Api, body: dict[str, object]) -> None:
    problem(api.post("/policy/checks", body), 422)


def test_a_stored_return_is_checked_by_number_and_by_id(api: Api) -> None:
    return_id = an_open_return(a_shop())
    by_number = api.post("/policy/checks", {"posting_number": NUMBER}).get_json()["findings"]
    by_id = api.post("/policy/checks", {"return_id": return_id}).get_json()["findings"]
    assert [one["rule_id"] for one in by_number] == [one["rule_id"] for one in by_id]
    assert "SCH-01" in {one["rule_id"] for one in by_id}
    problem(api.post("/policy/checks", {"return_id": "none"}), 404)
    problem(api.of(a_device_of(a_shop("two", "2002"))).post("/policy/checks", {"return_id": return_id}), 404)


def test_a_text_is_checked_with_places_in_code_points(api: Api) -> None:
    text = "👍👍 звоните +7 912 345-67-89"
    found = api.post("/policy/texts", {"text": text, "purpose": "message"}).get_json()["findings"]
    (contact,) = [one for one in found if one["rule_id"] == "CHT-04"][:1]
    start, end = contact["span"]
    assert contact["severity"] == "blocker"
    assert "912" in text[start:end]


def test_a_clean_text_is_clean_with_and_without_a_posting(api: Api) -> None:
    text = "Здравствуйте! Спасибо, что написали. Мы проверим товар и ответим сегодня."
    assert api.post("/policy/texts", {"text": text}).get_json() == {"findings": []}
    assert api.post("/policy/texts", {"text": text, "posting_number": NUMBER}).get_json() == {"findings": []}


@pytest.mark.parametrize("body", [{}, {"text": None}, {"text": "x", "purpose": "chat"}, {"text": "x" * 20_001}])
def test_a_text_check_is_read_strictly(api: Api, body: dict[str, object]) -> None:
    problem(api.post("/policy/texts", body), 422)


@pytest.mark.parametrize(("tag", "title"), [("en", "A return request"), ("ru", "Заяв"), ("zh-CN", "退货")])
def test_findings_are_in_the_readers_language(api: Api, tag: str, title: str) -> None:
    answer = api.post("/policy/checks", {"facts": FACTS}, headers={"Accept-Language": f"{tag},de;q=0.5"})
    assert title in answer.get_json()["findings"][0]["title"]


def test_the_catalogue_is_open_with_sources_and_certainty(api: Api) -> None:
    answer = api.get("/policy/rules?limit=200").get_json()
    assert len(answer["items"]) == answer["pack"]["rules"]
    for rule in answer["items"]:
        assert rule["sources"] or rule["confidence"] == "low"
        assert rule["title"]
        assert rule["detail"]
    assert api.get("/policy/rules/AMT-03").get_json()["severity"] == "blocker"
    problem(api.get("/policy/rules/NOPE-1"), 404)
