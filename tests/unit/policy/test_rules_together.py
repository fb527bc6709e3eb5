"""What the rules about reasons, the law and schemes say together, beyond what each proves by its own examples."""

from typing import Any

import pytest

from vozvrat import policy
from vozvrat.domain.findings import Finding

NOW = "2026-11-24T10:00:00Z"


def found(raw: dict[str, Any]) -> dict[str, Finding]:
    return {finding.rule_id: finding for finding in policy.check(policy.facts.parse({"now": NOW, **raw}))}


def waiting(scheme: str, *, cross_border: bool, **claim: Any) -> dict[str, Any]:
    """A request as a seller usually meets it: just asked for, delivered days ago, no draft yet."""
    return {
        "seller": {"cross_border": cross_border, "currency": "CNY" if cross_border else "RUB"},
        "order": {"scheme": scheme, "status": "delivered", "delivered_at": "2026-11-19T10:00:00Z"},
        "product": {"category": "clothes", "price_rub": 1290.0},
        "return": {
            "state": "OnSellerApproval",
            "group_state": "New",
            "type": "ClientReturn",
            "created_at": "2026-11-24T08:00:00Z",
            "reason": {"kind": "unsuited", "is_defect": False},
            **claim,
        },
    }


@pytest.mark.parametrize(
    ("scheme", "cross_border"), [("fbo", False), ("fbs", False), ("rfbs", False), ("rfbs", True), ("fbp", True)]
)
@pytest.mark.parametrize("kind", ["unsuited", "defect", "wrong_item"])
def test_a_plain_request_tells_a_seller_at_most_three_things(scheme: str, cross_border: bool, kind: str) -> None:
    facts = waiting(scheme, cross_border=cross_border, reason={"kind": kind, "is_defect": kind == "defect"})
    assert len(found(facts)) <= 3


def test_a_defect_within_its_warranty_is_admitted_though_its_window_is_over() -> None:
    facts = waiting("rfbs", cross_border=True, reason={"kind": "defect", "is_defect": True})
    facts["order"]["delivered_at"] = "2026-10-01T10:00:00Z"
    facts["draft"] = {"kind": "reject", "comment": "Срок прошёл."}
    assert "WIN-09" not in found(facts)
    facts["product"]["warranty_days"] = 365
    assert "WIN-09" in found(facts)


@pytest.mark.parametrize(
    ("price", "said"), [(1500.0, "disposed"), (1500.01, None), (1800.0, None)], ids=["at 1500", "over it", "at 1800"]
)
def test_a_cheap_product_that_is_handed_in_may_be_disposed_of(price: float, said: str | None) -> None:
    facts = waiting("rfbs", cross_border=True)
    facts["product"]["price_rub"] = price
    detail = found(facts)["SCH-12"].detail["en"]
    assert ("disposed" in detail) is (said is not None)


@pytest.mark.parametrize(
    ("price", "disposal", "partner"),
    [(1500.0, None, False), (1500.01, None, True), (9000.0, True, False), (9000.0, False, True)],
)
def test_goods_refused_at_handover_go_to_the_partner_or_are_disposed_of(
    price: float, disposal: bool | None, partner: bool
) -> None:
    facts = waiting("rfbs", cross_border=True, type="FullReturn", reason={"kind": "refused_at_handover"})
    facts["product"]["price_rub"] = price
    facts["seller"]["disposal_default_set"] = disposal
    assert ("partner" in found(facts)["SCH-20"].title["en"]) is partner


def test_a_rejection_within_seven_days_speaks_of_the_law_whatever_the_category() -> None:
    for category in ("food", "hygiene", "electronics", "clothes"):
        facts = waiting("fbs", cross_border=False)
        facts["product"]["category"] = category
        facts["draft"] = {"kind": "reject", "comment": "Не подлежит возврату."}
        assert "LAW-01" in found(facts)


def test_staff_at_the_pick_up_point_look_for_use_only_where_the_goods_did_not_suit() -> None:
    told = {}
    for kind in ("unsuited", "defect"):
        facts = waiting("rfbs", cross_border=True, reason={"kind": kind, "is_defect": kind == "defect"})
        facts["draft"] = {"kind": "approve"}
        told[kind] = found(facts)["SCH-08"].detail["en"]
    assert "unused" in told["unsuited"]
    assert "unused" not in told["defect"]


@pytest.mark.parametrize("rule", ["LAW-01", "LAW-06"])
def test_a_cross_border_seller_is_told_that_russian_law_concerns_buyers_in_russia(rule: str) -> None:
    told = {}
    for cross_border in (True, False):
        kind = "unsuited" if rule == "LAW-01" else "defect"
        facts = waiting("rfbs", cross_border=cross_border, reason={"kind": kind, "is_defect": kind == "defect"})
        facts["product"]["technically_complex"] = True
        facts["draft"] = {"kind": "reject", "comment": "Недостаток несущественный."}
        told[cross_border] = found(facts)[rule].detail["en"]
    assert "buyers in Russia" in told[True]
    assert "buyers in Russia" not in told[False]


def test_proof_of_a_substantial_defect_is_asked_for_only_after_fifteen_days() -> None:
    facts = waiting("rfbs", cross_border=False, reason={"kind": "defect", "is_defect": True})
    facts["product"]["technically_complex"] = True
    facts["draft"] = {"kind": "reject", "comment": "Недостаток несущественный."}
    assert "conclusion" not in found(facts)["LAW-06"].remedy["en"]
    facts["order"]["delivered_at"] = "2026-11-01T10:00:00Z"
    assert "conclusion" in found(facts)["LAW-06"].remedy["en"]
