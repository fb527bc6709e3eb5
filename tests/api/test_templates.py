"""Reason templates: suggested, filled, and never with a gap unseen."""

import pytest

from tests.api.house import Api, problem
from tests.api.shops import NUMBER, a_shop, an_open_return

FIELDS = {
    "id", "purpose", "reason_kinds", "schemes", "texts", "variables", "use_when", "avoid_when", "rules", "owner",
    "version", "reviewed_on",
}  # fmt: skip


def test_every_template_reads_in_three_languages(api: Api) -> None:
    items = api.get("/templates?limit=200").get_json()["items"]
    assert len(items) >= 20
    for item in items:
        assert set(item) >= FIELDS
        assert set(item["texts"]) == {"ru", "zh-CN", "en"}
        assert all(item["texts"].values())
        assert all(set(gap) >= {"name", "type", "required", "description"} for gap in item["variables"])
    assert api.get(f"/templates/{items[0]['id']}").get_json() == items[0]


def test_templates_are_paged_and_filtered(api: Api) -> None:
    first = api.get("/templates?limit=2").get_json()
    second = api.get(f"/templates?limit=2&cursor={first['next_cursor']}").get_json()
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}
    assert {one["purpose"] for one in api.get("/templates?purpose=reject").get_json()["items"]} == {"reject"}


def test_suggestions_work_before_any_account_is_added(api: Api) -> None:
    body = {"purpose": "reject", "posting_number": NUMBER, "locale": "en"}
    items = api.post("/templates/suggestions", body).get_json()["items"]
    assert 1 <= len(items) <= 5
    for item in items:
        assert set(item) == {"template", "score", "why", "text", "preview", "missing"}
        for gap in item["missing"]:
            assert f"⟦{gap['name']}⟧" in item["text"] or f"⟦{gap['name']}⟧" in item["preview"]


def test_a_known_return_fills_what_it_can_and_says_why_it_fits(api: Api) -> None:
    an_open_return(a_shop())
    items = api.post("/templates/suggestions", {"posting_number": NUMBER, "locale": "zh-CN"}).get_json()["items"]
    assert items[0]["why"]
    assert any("Чайник Заря" in item["text"] for item in items)


def test_a_query_finds_by_words_of_the_seller(api: Api) -> None:
    items = api.post("/templates/suggestions", {"query": "фото", "locale": "ru"}).get_json()["items"]
    assert items


def test_a_rendering_keeps_what_is_missing_in_sight(api: Api) -> None:
    template = next(
        one
        for one in api.get("/templates?limit=200").get_json()["items"]
        if any(gap["required"] for gap in one["variables"])
    )
    answer = api.post(f"/templates/{template['id']}/renderings", {"locale": "ru"}).get_json()
    assert set(answer) == {"text", "missing", "findings"}
    assert answer["missing"]
    assert all(f"⟦{gap['name']}⟧" in answer["text"] for gap in answer["missing"])
    assert len(answer["text"]) <= 1000


def test_what_the_seller_typed_stands_in_the_text(api: Api) -> None:
    templates = api.get("/templates?limit=200").get_json()["items"]
    template = next(one for one in templates if "product" in {gap["name"] for gap in one["variables"]})
    answer = api.post(f"/templates/{template['id']}/renderings", {"values": {"product": "Лампа Свет"}}).get_json()
    assert "Лампа Свет" in answer["text"]
    assert "product" not in {one["name"] for one in answer["missing"]}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"values": {"no_such_gap": "x"}}, "values.no_such_gap"),
        ({"values": []}, "values"),
        ({"locale": "de"}, "locale"),
        ({"posting_number": "x"}, "posting_number"),
        ({"values": {"product": 5}}, "values.product"),
    ],
)
def test_a_rendering_is_asked_for_strictly(api: Api, body: dict[str, object], place: str) -> None:
    template = next(one for one in api.get("/templates").get_json()["items"])
    refusal = problem(api.post(f"/templates/{template['id']}/renderings", body), 422)
    assert place in refusal["errors"]


def test_an_unknown_template_is_not_found(api: Api) -> None:
    problem(api.get("/templates/NOPE-01"), 404)
    problem(api.post("/templates/NOPE-01/renderings", {}), 404)


def test_what_a_buyer_wrote_is_never_run_as_a_template(api: Api) -> None:
    an_open_return(a_shop(), comment="{{ 7 * 7 }} {% for x in range(9) %}!{% endfor %} <b>x</b>")
    for item in api.post("/templates/suggestions", {"posting_number": NUMBER, "limit": 50}).get_json()["items"]:
        assert "49" not in item["text"]
        assert "!!!!" not in item["text"]
