"""Rules: what fires, when, how loud and in which order."""

from datetime import datetime
from typing import Any

import pytest

from vozvrat import policy
from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES

NOW = "2026-11-24T10:00:00Z"


def fired(**blocks: Any) -> dict[str, Severity]:
    raw = {("return" if name == "claim" else name): block for name, block in blocks.items()}
    facts = policy.facts.parse({"now": NOW, **raw})
    return {finding.rule_id: finding.severity for finding in policy.check(facts)}


def late_cross_border(**claim: Any) -> dict[str, Any]:
    return {
        "seller": {"cross_border": True},
        "order": {"scheme": "rfbs", "delivered_at": "2026-10-01T00:00:00Z"},
        "product": {"category": "electronics"},
        "claim": {"created_at": "2026-10-20T00:00:00Z", "state": "OnSellerApproval", **claim},
    }


@pytest.mark.parametrize("rule", policy.rules(), ids=lambda rule: rule.id)
def test_every_rule_speaks_three_languages_and_proves_itself(rule: policy.Rule) -> None:
    for words in (rule.title, rule.detail, rule.remedy, *rule.contradictions):
        assert set(words) == set(LOCALES)
    if rule.kind == "check":
        assert any(example.fires for example in rule.examples)
        assert any(not example.fires for example in rule.examples)
    assert rule.sources or rule.id == "CHT-10"


def test_a_detail_in_chinese_is_chinese_and_one_in_russian_russian() -> None:
    for rule in policy.rules():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in rule.detail["zh-CN"]), rule.id
        assert any("а" <= letter <= "я" for letter in rule.detail["ru"]), rule.id
        if rule.id != "AMT-15":  # a dictionary: it gives the Russian names that stand in the report
            assert not any("а" <= letter.lower() <= "я" for letter in rule.detail["en"] + rule.remedy["en"]), rule.id


def test_a_warranty_that_is_unknown_is_said_to_be_unknown() -> None:
    blocks = late_cross_border(reason={"kind": "defect", "is_defect": True})
    facts = policy.facts.parse({"now": NOW, "return": blocks.pop("claim"), **blocks})
    [finding] = [finding for finding in policy.check(facts) if finding.rule_id == "WIN-04"]
    assert "warranty" in finding.detail["en"]
    assert "гарантия" in finding.detail["ru"]


def test_ozons_flag_decides_what_a_defect_is() -> None:
    warranted = {"product": {"category": "electronics", "warranty_days": 365}}
    flagged = late_cross_border(reason={"kind": "unsuited", "is_defect": True}) | warranted
    unflagged = late_cross_border(reason={"kind": "defect", "is_defect": False}) | warranted
    assert "WIN-07" in fired(**flagged)
    assert "WIN-04" in fired(**unflagged)


@pytest.mark.parametrize("kind", ["WIN-01", "WIN-02", "WIN-03", "WIN-04", "WIN-07", "PEN-01", "PEN-02"])
def test_what_concerns_cross_border_sellers_is_never_shown_to_domestic_ones(kind: str) -> None:
    seller = {"cross_border": False, "error_index_percent": 50.0}
    for category in ("food", "digital", "books", "electronics"):
        blocks = late_cross_border(reason={"kind": "defect", "is_defect": True}) | {"seller": seller}
        blocks["product"] = {"category": category, "warranty_days": 60}
        assert kind not in fired(**blocks)


def test_a_wrong_page_timer_can_make_us_early_but_never_late() -> None:
    claim = {"state": "OnSellerApproval", "created_at": "2026-11-24T00:00:00Z"}
    computed = clock(claim)
    for shown in ("2026-11-24T06:00:00Z", "2026-11-24T23:00:00Z", "2026-11-26T00:00:00Z"):
        page = clock({**claim, "answer_due_at": shown})
        assert page.warn_at <= computed.warn_at
        assert page.deadline_at == datetime.fromisoformat(shown)
        assert page.source == "page"


def clock(claim: dict[str, Any]) -> Any:
    facts = policy.facts.parse({"now": "2026-11-24T01:00:00Z", "order": {"scheme": "fbs"}, "return": claim})
    return policy.deadlines.next_clock(facts)


def test_the_chat_is_nobodys_next_deadline() -> None:
    facts = policy.facts.parse(
        {
            "now": NOW,
            "order": {"scheme": "fbs", "delivered_at": "2026-11-22T10:00:00Z"},
            "chat": {"status": "OPENED", "last_buyer_message_at": "2026-11-23T20:00:00Z"},
        }
    )
    assert [item.rule_id for item in policy.deadlines.clocks(facts)] == ["CHT-01"]
    assert policy.deadlines.next_clock(facts) is None


def test_a_sum_in_an_account_in_yuan_is_blocked_until_its_unit_is_stated() -> None:
    draft = {"kind": "compensate", "amount": 40.0, "amount_currency": "CNY"}
    order = {"scheme": "rfbs"}
    assert fired(seller={"currency": "CNY"}, order=order, draft=draft)["AMT-18"] is Severity.BLOCKER
    stated = fired(seller={"currency": "CNY", "compensation_unit": "CNY"}, order=order, draft=draft)
    assert (stated["AMT-18"], "AMT-03" in stated) == (Severity.INFO, False)


@pytest.mark.parametrize("blank", [{}, {"comment": ""}, {"comment": "   "}, {"comment": None}])
def test_a_blank_comment_is_no_comment(blank: dict[str, Any]) -> None:
    draft = {"kind": "reject", "rejection_reason_id": "101", **blank}
    assert fired(order={"scheme": "rfbs"}, draft=draft)["DSP-06"] is Severity.BLOCKER


def test_both_texts_of_a_draft_are_read() -> None:
    assert "CHT-04" in fired(draft={"kind": "reject", "comment": "пишите в WhatsApp"})
    assert "PEN-04" in fired(draft={"kind": "message", "text": "Отмените, пожалуйста, заказ"})


def test_blockers_come_first_then_the_nearest_deadline() -> None:
    facts = policy.facts.parse(
        {
            "now": NOW,
            "seller": {"cross_border": True, "error_index_percent": 5.0},
            "order": {"scheme": "rfbs"},
            "return": {"state": "OnSellerApproval", "created_at": "2026-11-23T12:00:00Z"},
            "cancellation": {"state": "ON_APPROVAL", "auto_approve_at": "2026-11-24T20:00:00Z"},
            "draft": {"kind": "reject"},
        }
    )
    assert [finding.rule_id for finding in policy.check(facts)] == ["DSP-06", "SCH-18", "SCH-05", "PEN-01"]


def test_an_explanation_names_every_rule_and_what_it_lacked() -> None:
    facts = policy.facts.parse({"now": NOW, "order": {"scheme": "rfbs"}, "return": {"state": "OnSellerApproval"}})
    explained = {item.rule_id: item for item in policy.explain(facts)}
    assert set(explained) == {rule.id for rule in policy.rules()}
    assert explained["PEN-01"].outcome == "unknown"
    assert set(explained["PEN-01"].missing) <= {"seller.cross_border", "seller.error_index_percent"}
    assert (explained["SCH-01"].outcome, explained["SCH-01"].why) == ("silent", "other_scheme")
    assert (explained["AMT-04"].outcome, explained["AMT-04"].why) == ("silent", "other_state")
    assert (explained["AMT-03"].outcome, explained["AMT-03"].why) == ("silent", "no_draft")


def test_what_we_work_out_ourselves_is_named_by_what_it_rests_on() -> None:
    blocks = late_cross_border(reason={"kind": "unsuited"})
    del blocks["order"]["delivered_at"]
    del blocks["product"]
    facts = policy.facts.parse({"now": NOW, "return": blocks.pop("claim"), **blocks})
    explained = {item.rule_id: item for item in policy.explain(facts)}
    assert explained["WIN-04"].outcome == "unknown"
    assert set(explained["WIN-04"].missing) <= {"product.category", "order.delivered_at"}
    assert explained["SCH-18"].missing == ("cancellation.state", "cancellation.auto_approve_at")
