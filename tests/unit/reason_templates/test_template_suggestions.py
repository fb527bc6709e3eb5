"""The right words come first, and say why."""

import pytest

from tests.unit.reason_templates.kettle import a_kettle, ids
from vozvrat import reason_templates
from vozvrat.domain.locale import LOCALES
from vozvrat.reason_templates import suggest

ACTIONS = [
    {"id": "1", "name": "Одобрить", "kind": "approve"},
    {"id": "-1", "name": "Отклонить", "kind": "reject"},
    {"id": "1020", "name": "Компенсация", "kind": "compensate"},
    {"id": "3", "name": "Вернуть деньги", "kind": "refund"},
]


def a_claim(kind, state="OnSellerApproval", *, scheme="rfbs", **claim):
    """A request as Ozon gives it, before anybody drafted an answer."""
    facts = a_kettle(
        order={"scheme": scheme},
        return_={"reason": {"name": "Причина", "kind": kind}, "state": state, "available_actions": ACTIONS} | claim,
    )
    del facts["draft"], facts["cancellation"]
    return facts


@pytest.mark.parametrize(
    ("facts", "purpose", "first"),
    [
        (a_claim("defect", photos=0), None, "EVD-DEFECT-01"),
        (a_claim("damaged", photos=0), None, "EVD-DAMAGED-01"),
        (a_claim("wrong_item", photos=0), None, "EVD-WRONG-01"),
        (a_claim("counterfeit", photos=0), None, "EVD-GENUINE-01"),
        (a_claim("changed_mind"), None, "APP-SOUND-01"),
        (a_claim("unsuited", scheme="fbs"), None, "APP-POINT-01"),
        (a_claim("unsuited"), "reject", "REJ-USED-01"),
        (a_claim("incomplete"), "reject", "REJ-PACKED-01"),
        (a_claim("defect"), "reject", "REJ-NODEFECT-01"),
        (a_claim("defect", "OnSellerClarification"), "reject", "REJ-NOPROOF-01"),
        (a_claim("incomplete"), "compensate", "CMP-PART-01"),
        (a_claim("defect", "OnSellerClarificationAfterPartialCompensation"), None, "CMP-SECOND-01"),
        (a_claim("unsuited", "MovingToSeller"), None, "WAI-WAY-01"),
        (a_claim("incomplete", "DisputeOpened"), None, "DIS-PACKED-01"),
        (a_claim("unsuited", "MoneyReturned"), None, "TIM-RETURN-01"),
        (a_claim("refused_at_handover"), "message", "MSG-REFUSED-01"),
    ],
)
def test_the_likeliest_words_come_first(facts, purpose, first):
    assert ids(suggest(facts=facts, purpose=purpose))[0] == first


def test_a_shipped_order_is_not_cancelled_in_the_name_of_custom_work():
    facts = a_kettle(cancellation={"state": "ON_APPROVAL"})
    del facts["return"], facts["draft"]
    assert ids(suggest(facts=facts))[0] == "CAN-SHIPPED-01"
    facts["product"]["made_to_order"] = True
    del facts["order"]["tracking_number"], facts["order"]["handed_over_at"]
    assert ids(suggest(facts=facts))[0] == "CAN-MADE-01"


def test_food_that_was_simply_not_liked_may_be_refused_by_its_category():
    facts = a_claim("unsuited")
    facts["product"]["category"] = "food"
    assert ids(suggest(facts=facts, purpose="reject"))[0] == "REJ-NONRET-01"


def test_what_ozon_does_not_allow_is_not_offered():
    facts = a_claim("unsuited", available_actions=[ACTIONS[0], ACTIONS[3]])
    offered = {suggestion.template.purpose for suggestion in suggest(facts=facts, limit=50)}
    assert not offered & {"reject", "compensate"}
    assert suggest(facts=facts, purpose="reject") == []


def test_actions_without_a_kind_are_known_by_their_ids():
    nameless = [{"id": "-10", "name": "Отклонить"}, {"id": "77", "name": "Новое действие"}]
    facts = a_claim("defect", available_actions=nameless)
    offered = {suggestion.template.purpose for suggestion in suggest(facts=facts, limit=50)}
    assert {"reject", "approve"} <= offered
    assert "compensate" not in offered


def test_texts_of_another_scheme_are_not_offered():
    for suggestion in suggest(facts=a_claim("defect", scheme="fbs"), limit=50):
        assert not suggestion.template.schemes or "fbs" in suggestion.template.schemes


def test_only_the_purpose_asked_for_is_offered():
    assert {one.template.purpose for one in suggest(facts=a_claim("defect"), purpose="refund", limit=50)} == {"refund"}


def test_the_draft_says_the_purpose_where_nobody_else_does():
    facts = a_claim("defect") | {"draft": {"kind": "compensate"}}
    assert {one.template.purpose for one in suggest(facts=facts)} == {"compensate"}


def test_each_suggestion_says_why_in_three_languages():
    for facts in (None, a_claim("defect")):
        for suggestion in suggest(facts=facts):
            assert suggestion.why
            assert all(words[locale] for words in suggestion.why for locale in LOCALES)
    why = suggest(facts=a_claim("changed_mind"))[0].why
    assert {"ru": "Причина: покупатель передумал", "zh-CN": "原因：买家改变主意"}.items() <= dict(why[0]).items()


def test_without_facts_the_catalogue_is_there_all_the_same():
    assert len(suggest(facts=None, limit=500)) == len(reason_templates.catalogue())
    assert len(suggest(facts=None)) == 5
    assert suggest(facts=None, limit=0) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("следы использования", "REJ-USED-01"),
        ("СЛЕДЫ", "REJ-USED-01"),
        ("компенсцаия недостающую", "CMP-PART-01"),
        ("поставщик", "SUP-DEFECT-01"),
        ("поставщикам", "SUP-DEFECT-01"),
        ("补偿", "CMP-FIRST-01"),
        ("使用痕迹", "REJ-USED-01"),
        ("jjysyhj", "REJ-USED-01"),
        ("buchang", "CMP-FIRST-01"),
        ("traces of use", "REJ-USED-01"),
        ("trases", "REJ-USED-01"),
        ("pick-up point", "HOW-POINT-01"),
        ("rej-used", "REJ-USED-01"),
        ("несколько сумм", "TIM-SUMS-01"),
    ],
)
def test_what_one_types_finds_it_in_any_language(query, found):
    assert found in ids(suggest(query=query))


def test_a_query_that_nothing_answers_finds_nothing():
    assert suggest(query="квантовая хромодинамика") == []


def test_a_query_finds_beyond_the_purpose_but_puts_the_purpose_first():
    found = suggest(query="следы", purpose="after_inspection", limit=10)
    assert found[0].template.id == "CHK-USED-01"
    assert "REJ-USED-01" in ids(found)
