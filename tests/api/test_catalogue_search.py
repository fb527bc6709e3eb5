"""Finding a rule: by id or by words in any of the three languages, and by what it is about."""

from urllib.parse import quote

import pytest

from tests.api.house import Api, problem
from tests.api.rulers import a_rule, catalogue, ids, put
from tests.api.shops import a_shop
from vozvrat import policy


@pytest.mark.parametrize("query", ["SCH-01", "sch-01", "Return Request", "возврат", "退货申请"])
def test_a_rule_is_found_by_its_id_and_by_words_of_each_language(api: Api, query: str) -> None:
    found = ids(api, f"&q={query}")
    assert "SCH-01" in found
    assert len(found) < len(ids(api))


def test_a_rule_is_found_by_the_words_of_each_of_its_cases(api: Api) -> None:
    case = next(rule for rule in policy.rules() if rule.id == "CHT-04").cases[-1]
    assert case.detail is not None
    words = case.detail["ru"].replace("&", " ").split()[:6]
    assert "CHT-04" in ids(api, f"&q={quote(' '.join(words))}")


def test_every_word_typed_has_to_be_found(api: Api) -> None:
    put(api, "OWN-1", a_rule(title={"ru": "Тёплый приём", "en": "A warm welcome", "zh-CN": "热情接待"}))
    for query in ("тёплый приём", "ТЕПЛЫЙ ПРИЕМ", "прием WARM", "热情", "own-1 接待", "  тепл   welc "):
        assert ids(api, f"&q={query}") == ["OWN-1"], query
    assert ids(api, "&q=тёплый холодный") == []


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("theme=amounts", "theme", "amounts"),
        ("kind=fact", "kind", "fact"),
        ("confidence=medium", "confidence", "medium"),
    ]
    + [(f"standing={one}", "standing", one) for one in ("rule", "unconfirmed", "own")],
)
def test_a_filter_leaves_what_it_names_and_all_of_it(api: Api, query: str, name: str, value: str) -> None:
    put(api, "OWN-1", a_rule())
    left = catalogue(api, f"&{query}")
    assert {rule[name] for rule in left} <= {value}
    assert [rule["id"] for rule in left] == [rule["id"] for rule in catalogue(api) if rule[name] == value]


def test_a_scheme_leaves_its_rules_and_those_of_every_scheme(api: Api) -> None:
    left = catalogue(api, "&scheme=fbo")
    assert left
    assert all(not rule["schemes"] or "fbo" in rule["schemes"] for rule in left)
    assert "SCH-02" in {rule["id"] for rule in left}
    assert "SCH-01" not in {rule["id"] for rule in left}


def test_rules_that_nobody_looked_at_for_long_are_found_as_stale(api: Api) -> None:
    put(api, "OWN-OLD", a_rule())
    stale, fresh = catalogue(api, "&stale=true"), catalogue(api, "&stale=false")
    assert all(rule["stale"] for rule in stale)
    assert not any(rule["stale"] for rule in fresh)
    assert len(stale) + len(fresh) == len(catalogue(api))


def test_filters_work_together(api: Api) -> None:
    found = catalogue(api, "&kind=check&scheme=rfbs&confidence=high&q=ozon")
    assert found
    for rule in found:
        assert (rule["kind"], rule["confidence"]) == ("check", "high")
        assert not rule["schemes"] or "rfbs" in rule["schemes"]


def test_the_catalogue_is_read_in_pages_that_join_without_a_gap(api: Api) -> None:
    put(api, "OWN-1", a_rule())
    whole, cursor = [], ""
    while True:
        answer = api.get(f"/policy/rules?limit=20{cursor}").get_json()
        whole += [rule["id"] for rule in answer["items"]]
        if answer["next_cursor"] is None:
            break
        cursor = f"&cursor={answer['next_cursor']}"
    assert whole == ids(api)
    assert whole[-1] == "OWN-1"


def test_every_rule_says_what_it_is_worth(api: Api) -> None:
    for rule in catalogue(api):
        assert rule["standing"] in ("rule", "unconfirmed", "claim")
        assert rule["standing"] != "rule" or rule["confidence"] != "low"
        assert rule["owner"] == "vozvrat"
        assert rule["enabled"]
        assert (rule["account_id"], rule["override"], rule["version"], rule["problem"]) == (None, None, None, None)


@pytest.mark.parametrize("tag", ["ru", "zh-CN", "en"])
def test_the_catalogue_is_in_the_readers_language(api: Api, tag: str) -> None:
    put(api, "OWN-1", a_rule(title={"ru": "ru", "zh-CN": "zh-CN", "en": "en"}))
    answer = api.get("/policy/rules/OWN-1", headers={"Accept-Language": tag})
    assert answer.get_json()["title"] == tag


@pytest.mark.parametrize(
    "query", ["kind=rule", "scheme=fba", "confidence=sure", "standing=law", "stale=old", "q=" + "x" * 201, "colour=red"]
)
def test_the_catalogue_is_asked_strictly(api: Api, query: str) -> None:
    problem(api.get(f"/policy/rules?{query}"), 422)


def test_an_account_that_is_not_there_is_not_found(api: Api) -> None:
    a_shop()
    problem(api.get("/policy/rules?account_id=none"), 404)
    problem(api.get("/policy/rules/SCH-01?account_id=none"), 404)
