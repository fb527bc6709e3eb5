"""What is said of a decision before it is made: each kind of draft, under each scheme, in accounts of each currency."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from vozvrat import policy
from vozvrat.domain.findings import Finding, Severity
from vozvrat.domain.returns import ReasonKind
from vozvrat.policy import draft_words
from vozvrat.policy.schema import DRAFT_KINDS

NOW = "2026-11-24T10:00:00Z"
_ABOUT_DRAFTS = (
    "AMT-01 AMT-02 AMT-03 AMT-05 AMT-06 AMT-07 AMT-08 AMT-09 AMT-12 AMT-18 AMT-19 CHT-04 CHT-07 CHT-08 DSP-04 DSP-05 "
    "DSP-06 DSP-07 DSP-08 LAW-02 LAW-09 PAY-01 PAY-02 PAY-03 PEN-03 PEN-04 SCH-17"
)
OF_DRAFTS = frozenset(_ABOUT_DRAFTS.split())
SCHEMES = ("rfbs", "fbs", "fbo", "fbp")
ACCOUNTS: Mapping[str, Mapping[str, Any]] = {
    "roubles": {"cross_border": False, "currency": "RUB"},
    "yuan": {"cross_border": True, "currency": "CNY"},
    "yuan counting in roubles": {"cross_border": True, "currency": "CNY", "compensation_unit": "RUB"},
}
DRAFTS: Mapping[str, Mapping[str, Any]] = {
    "approve": {},
    "reject": {"action_id": "-1"},
    "compensate": {"amount": 500.0},
    "refund": {},
    "confirm_receipt": {},
    "approve_cancellation": {},
    "reject_cancellation": {"comment": "Заказ уже в пути."},
    "message": {"purpose": "ask_evidence", "text": "请您把 ⟦product⟧ 的照片发到这里。"},
}
CROSS_BORDER = ("yuan", "yuan counting in roubles")
SAID: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("approve", "rfbs"): {"roubles": "AMT-02 AMT-12", **dict.fromkeys(CROSS_BORDER, "AMT-02 AMT-07")},
    ("approve", "fbp"): dict.fromkeys(CROSS_BORDER, "AMT-07"),
    ("reject", "rfbs"): dict.fromkeys(ACCOUNTS, "DSP-04 DSP-05 DSP-06"),
    ("compensate", "rfbs"): {
        "roubles": "AMT-05",
        "yuan": "AMT-05 AMT-18",
        "yuan counting in roubles": "AMT-05",
    },
    ("compensate", "fbs"): {"yuan": "AMT-18"},
    ("compensate", "fbo"): {"yuan": "AMT-18"},
    ("compensate", "fbp"): {"yuan": "AMT-18"},
    ("refund", "rfbs"): {"roubles": "AMT-02", **dict.fromkeys(CROSS_BORDER, "AMT-02 AMT-08")},
    ("refund", "fbp"): dict.fromkeys(CROSS_BORDER, "AMT-08"),
    ("confirm_receipt", "rfbs"): dict.fromkeys(ACCOUNTS, "PAY-03"),
    ("approve_cancellation", "rfbs"): {
        "roubles": "AMT-06 PAY-01",
        **dict.fromkeys(CROSS_BORDER, "AMT-06 AMT-09 PAY-01"),
    },
    ("approve_cancellation", "fbp"): dict.fromkeys(CROSS_BORDER, "AMT-09"),
    **{("message", scheme): dict.fromkeys(ACCOUNTS, "CHT-07 CHT-08 SCH-17") for scheme in SCHEMES},
}
"""What a draft of a kind hears beside what the return hears without it; nothing where nothing is written."""


def a_case(
    *, scheme: str = "rfbs", account: str = "roubles", about: str = "return", **blocks: Mapping[str, Any]
) -> dict[str, Any]:
    """A wrong item that the buyer wants to return, or an order on its way that the buyer wants to cancel."""
    price = {"price": 1790.0, "price_currency": "RUB"} if account == "roubles" else {"price_currency": "CNY"}
    case: dict[str, dict[str, Any]] = {
        "seller": {**ACCOUNTS[account]},
        "order": {"scheme": scheme, "status": "delivered", "paid_at": "2026-11-10T10:00:00Z"},
        "product": {"category": "electronics", "price_rub": 1790.0, **price},
        "return": {"state": "OnSellerApproval", "photos": 2, "offers_made": 0, "reason": {"kind": "wrong_item"}},
    }
    if about == "cancellation":
        del case["return"]
        case["order"] |= {"status": "delivering", "handed_over_at": "2026-11-20T08:00:00Z"}
        case["cancellation"] = {"state": "ON_APPROVAL", "initiator": "OZON", "auto_approve_at": "2026-11-26T00:00:00Z"}
    for name, block in blocks.items():
        key = "return" if name == "claim" else name
        case[key] = {**case.get(key, {}), **block}
    return {"now": NOW, **case}


def heard(case: Mapping[str, Any]) -> dict[str, Finding]:
    found = policy.check(policy.facts.parse(case))
    return {finding.rule_id: finding for finding in found if finding.rule_id in OF_DRAFTS | {"SCH-18"}}


def of_draft(kind: str, *, scheme: str, account: str) -> set[str]:
    about = "cancellation" if "cancellation" in kind else "return"
    case = a_case(scheme=scheme, account=account, about=about)
    with_draft = heard({**case, "draft": {"kind": kind, **DRAFTS[kind]}})
    return with_draft.keys() - heard(case).keys() - {"SCH-18"}


@pytest.mark.parametrize(("kind", "scheme", "account"), list(product(DRAFT_KINDS, SCHEMES, ACCOUNTS)))
def test_each_decision_hears_what_its_sources_say_and_nothing_else(kind: str, scheme: str, account: str) -> None:
    expected = SAID.get((kind, scheme), {}).get(account, "")
    assert of_draft(kind, scheme=scheme, account=account) == set(expected.split())


@pytest.mark.parametrize(("kind", "account"), list(product(ReasonKind, ACCOUNTS)))
def test_a_request_that_merely_waits_hears_nothing_of_decisions(kind: ReasonKind, account: str) -> None:
    assert heard(a_case(account=account, claim={"reason": {"kind": str(kind)}})) == {}


@pytest.mark.parametrize(("kind", "account"), list(product(ReasonKind, ACCOUNTS)))
def test_a_claim_of_fault_without_a_photo_is_asked_for_one_and_nothing_more(kind: ReasonKind, account: str) -> None:
    said = heard(a_case(account=account, claim={"photos": 0, "reason": {"kind": str(kind)}}))
    at_fault = kind not in ("unsuited", "changed_mind", "refused_at_handover", "other")
    assert {rule: finding.severity for rule, finding in said.items()} == ({"DSP-08": Severity.INFO} if at_fault else {})


# --- sums ---------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ["roubles", "yuan counting in roubles"])
@pytest.mark.parametrize(
    ("amount", "stopped"),
    [(0.0, True), (0.99, True), (1.0, False), (1.01, False), (1788.99, False), (1789.0, False), (1789.01, True)],
)
def test_an_offer_lies_between_one_rouble_and_one_rouble_below_the_price(
    account: str, amount: float, stopped: bool
) -> None:
    said = heard(a_case(account=account, draft={"kind": "compensate", "amount": amount}))
    assert ("AMT-03" in said) is stopped
    assert not stopped or said["AMT-03"].severity is Severity.BLOCKER


def test_a_third_offer_is_stopped_and_the_first_one_is_told_what_it_may_cost() -> None:
    offer = {"kind": "compensate", "amount": 500.0}
    first, second, third = (heard(a_case(claim={"offers_made": made}, draft=offer)) for made in (0, 1, 2))
    assert first["AMT-05"].severity is Severity.WARNING
    assert not {"AMT-03", "AMT-05"} & second.keys()
    assert third["AMT-03"].severity is Severity.BLOCKER
    assert "two offers" in third["AMT-03"].detail["en"]


def test_a_sum_in_yuan_is_stopped_until_its_unit_is_known_and_then_left_to_the_seller_without_a_rouble_price() -> None:
    offer = {"kind": "compensate", "amount": 40.0}
    assert heard(a_case(account="yuan", draft=offer))["AMT-18"].severity is Severity.BLOCKER
    stated = a_case(account="yuan", seller={"compensation_unit": "CNY"}, product={"price": 165.0}, draft=offer)
    said = heard(stated)
    assert (said["AMT-18"].severity, "AMT-03" in said) == (Severity.INFO, False)


@pytest.mark.parametrize(("amount", "reaches"), [(164.99, False), (165.0, True), (500.0, True)])
def test_an_offer_in_yuan_that_reaches_the_price_in_yuan_is_said_to(amount: float, reaches: bool) -> None:
    draft = {"kind": "compensate", "amount": amount, "amount_currency": "CNY"}
    said = heard(a_case(account="yuan", seller={"compensation_unit": "CNY"}, product={"price": 165.0}, draft=draft))
    assert ("not below the price" in said["AMT-18"].title["en"]) is reaches


def test_a_defect_refunded_before_anything_came_is_not_told_to_pay_postage_that_nobody_paid() -> None:
    told = heard(a_case(draft={"kind": "refund"}))["AMT-02"]
    came = heard(a_case(claim={"state": "ReceivedBySeller"}, draft={"kind": "refund"}))["AMT-02"]
    assert "leave the postage empty" in told.remedy["en"]
    assert "leave the postage empty" not in came.remedy["en"]


@pytest.mark.parametrize("kind", ["defect", "damaged", "wrong_item", "incomplete", "used", "counterfeit"])
def test_a_refund_for_what_is_the_sellers_fault_carries_the_return_postage(kind: str) -> None:
    came = {"state": "ReceivedBySeller", "reason": {"kind": kind}}
    assert "AMT-02" in heard(a_case(claim=came, draft={"kind": "refund"}))
    paid = heard(a_case(claim=came, draft={"kind": "refund", "postage_rub": 350.0}))
    assert "AMT-02" not in paid


def test_an_approval_across_the_border_says_whose_postage_it_is() -> None:
    def words(reason: Mapping[str, Any]) -> str:
        said = heard(a_case(account="yuan", claim={"reason": reason}, draft={"kind": "approve"}))
        return said["AMT-07"].title["en"]

    assert words({"kind": "defect", "is_defect": True}) == "The return postage is yours to pay here"
    assert words({"kind": "unsuited", "is_defect": False}).startswith("The buyer pays the return postage")
    assert words({}).startswith("Before approving")


# --- rejections ---------------------------------------------------------------------------


@pytest.mark.parametrize("lacking", ["rejection_reason_id", "comment"])
def test_a_rejection_without_its_reason_or_its_comment_is_stopped(lacking: str) -> None:
    whole = {"kind": "reject", "rejection_reason_id": "101", "comment": "На фото видна другая модель."}
    assert "DSP-06" not in heard(a_case(draft=whole))
    lame = {name: value for name, value in whole.items() if name != lacking}
    assert heard(a_case(draft=lame))["DSP-06"].severity is Severity.BLOCKER


def test_a_refused_cancellation_is_asked_for_its_reason() -> None:
    def detail(draft: Mapping[str, Any]) -> str:
        return heard(a_case(about="cancellation", draft=draft))["SCH-18"].detail["en"]

    assert "reason in the comment" in detail({"kind": "reject_cancellation"})
    assert "reason in the comment" not in detail({"kind": "reject_cancellation", "comment": "Заказ уже в пути."})
    assert "reason in the comment" not in detail({"kind": "approve_cancellation"})


@pytest.mark.parametrize(
    "comment",
    [
        "Товар входит в перечень постановления № 2463 и возврату не подлежит.",
        "根据2463号决议，该商品不可退货。",
        "Under decree 2463 this item cannot be returned.",
    ],
)
def test_a_rejection_on_decree_2463_is_told_that_it_is_no_ground(comment: str) -> None:
    said = heard(a_case(draft={"kind": "reject", "rejection_reason_id": "101", "comment": comment}))
    assert said["LAW-09"].severity is Severity.WARNING


EVIDENCE = [
    ({"kind": "wrong_item"}, {}, "weight in the shipping record", ["packing_video", "weight_record"]),
    ({"kind": "incomplete"}, {}, "weight in the shipping record", ["packing_video", "weight_record"]),
    ({"kind": "used"}, {}, "beside the one of the listing", ["photos", "listing_photo"]),
    ({"kind": "defect", "name": "商品在使用过程中坏了"}, {}, "expert's report", ["expert_report"]),
    ({"kind": "defect"}, {"technically_complex": True}, "expert's report", ["expert_report"]),
]


@pytest.mark.parametrize(("reason", "goods", "asked", "enough"), EVIDENCE)
def test_a_rejection_hears_which_evidence_a_dispute_will_ask_for(
    reason: Mapping[str, Any], goods: Mapping[str, Any], asked: str, enough: list[str]
) -> None:
    draft = {"kind": "reject", "rejection_reason_id": "101", "comment": "Отказ."}
    bare = heard(a_case(claim={"reason": reason}, product=goods, draft=draft))
    assert asked in bare["DSP-04"].detail["en"]
    assert "5 calendar days" in bare["DSP-04"].detail["en"]
    ready = heard(a_case(claim={"reason": reason}, product=goods, draft={**draft, "evidence": enough}))
    assert not {"DSP-04", "DSP-05"} & ready.keys()


@pytest.mark.parametrize("kind", ["wrong_item", "incomplete", "damaged"])
def test_a_mix_up_damage_or_a_missing_part_asks_for_the_packing_video(kind: str) -> None:
    draft = {"kind": "reject", "rejection_reason_id": "101", "comment": "Отказ."}
    assert heard(a_case(claim={"reason": {"kind": kind}}, draft=draft))["DSP-05"].severity is Severity.WARNING


def test_goods_that_came_worn_want_photos_and_the_chat() -> None:
    worn = {"state": "ReceivedBySeller", "reason": {"kind": "unsuited", "is_defect": False}}
    draft = {"kind": "reject", "rejection_reason_id": "101", "comment": "Есть следы носки."}
    said = heard(a_case(claim=worn, draft={**draft, "evidence": ["photos"]}))["DSP-04"]
    assert "listing" in said.detail["en"]
    assert "chat" in said.detail["en"]
    assert "DSP-04" not in heard(
        a_case(claim=worn, draft={**draft, "evidence": ["photos", "listing_photo", "chat_record"]})
    )


@pytest.mark.parametrize(("scheme", "rule"), [("fbs", "SCH-01"), ("fbo", "SCH-02")])
def test_a_rejection_decided_on_ozons_own_page_hears_that_a_dispute_may_follow(scheme: str, rule: str) -> None:
    def detail(kind: str) -> str:
        case = a_case(scheme=scheme, claim={"created_at": "2026-11-24T09:00:00Z"}, draft={"kind": kind})
        found = policy.check(policy.facts.parse(case))
        return next(finding.detail["en"] for finding in found if finding.rule_id == rule)

    assert "dispute" in detail("reject")
    assert "dispute" not in detail("approve")


# --- cancellations ------------------------------------------------------------------------


def test_a_buyers_cancellation_is_answered_and_never_made_by_the_seller() -> None:
    waits = a_case(about="cancellation", cancellation={"initiator": "CLIENT"})
    assert heard(waits)["PEN-03"].severity is Severity.INFO
    agreed = heard({**waits, "draft": {"kind": "approve_cancellation"}})["PEN-03"]
    assert (agreed.severity, "does not count" in agreed.title["en"]) == (Severity.INFO, True)
    assert "PEN-03" not in heard({**waits, "draft": {"kind": "reject_cancellation", "comment": "Заказ в пути."}})
    own = a_case(about="cancellation", cancellation={"initiator": "SELLER"}, draft={"kind": "approve_cancellation"})
    assert heard(own)["PEN-03"].severity is Severity.WARNING
    assert "counts against you" in heard(own)["PEN-03"].title["en"]


@pytest.mark.parametrize(
    ("ago", "released"),
    [("04:01:00Z", True), ("04:00:00Z", False), ("03:59:00Z", False)],
    ids=["a minute before six hours", "at six hours", "a minute after"],
)
def test_money_on_a_card_is_released_at_once_within_six_hours_and_sent_within_three_days_later(
    ago: str, released: bool
) -> None:
    case = a_case(about="cancellation", order={"paid_at": f"2026-11-24T{ago}"}, draft={"kind": "approve_cancellation"})
    title = heard(case)["PAY-01"].title["en"]
    assert ("at once" in title, "72 hours" in title) == (released, not released)


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("Хорошо, мы отменим ваш заказ сегодня.", True),
        ("Если хотите, мы сами отменим заказ.", True),
        ("Могу отменить его с нашей стороны.", True),
        ("Мы оформим отмену.", True),
        ("我们会为您取消订单。", True),
        ("我们这边把订单取消。", True),
        ("We'll cancel your order today.", True),
        ("Мы не отменим заказ, он уже в пути.", False),
        ("Пожалуйста, не отменяйте заказ.", False),
        ("Отмена заказа уже подтверждена.", False),
        ("Вы можете отменить заказ в личном кабинете Ozon.", False),
        ("Мы подтвердим вашу заявку на отмену заказа.", False),
        ("我们不会取消订单。", False),
        ("您可以取消订单。", False),
        ("我们收到您的取消申请。", False),
        ("We received your request to cancel.", False),
    ],
)
def test_a_promise_to_cancel_for_the_buyer_is_noticed_and_the_word_alone_is_not(text: str, promised: bool) -> None:
    assert ("PEN-03" in heard(a_case(draft={"kind": "message", "text": text}))) is promised


# --- texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comment", "rests"),
    [
        ("Вы не приложили чек, поэтому отказываем.", True),
        ("Отказ: нет кассового чека.", True),
        ("Чек отсутствует.", True),
        ("Без чека возврат невозможен.", True),
        ("没有购物小票，不予退货。", True),
        ("未提供收据，拒绝退货。", True),
        ("You have no receipt, so we refuse.", True),
        ("The receipt is missing.", True),
        ("Нет чека за пересылку.", False),
        ("Отсутствие чека не является причиной отказа.", False),
        ("Чек приложен, видны следы носки.", False),
        ("На фото нет человека.", False),
        ("没有小票不影响退货。", False),
        ("A missing receipt is not a reason to refuse.", False),
        ("The shipping receipt is missing.", False),
    ],
)
def test_a_rejection_that_rests_on_a_missing_receipt_is_told_that_it_is_no_ground(comment: str, rests: bool) -> None:
    good = {"reason": {"kind": "unsuited", "is_defect": False}}
    draft = {"kind": "reject", "rejection_reason_id": "101", "comment": comment}
    assert ("LAW-02" in heard(a_case(claim=good, draft=draft))) is rests
    defective = {"reason": {"kind": "defect", "is_defect": True}}
    assert "LAW-02" not in heard(a_case(claim=defective, draft=draft))


@pytest.mark.parametrize(
    ("order", "cancellation", "claim", "said"),
    [
        ({"status": "cancelled"}, {}, {}, {"AMT-19", "PAY-02"}),
        ({}, {"state": "APPROVED"}, {}, {"AMT-19", "PAY-02"}),
        ({}, {}, {"state": "MovingToSeller"}, {"AMT-19", "PAY-03"}),
        ({}, {}, {"state": "MoneyReturned"}, {"AMT-19"}),
    ],
)
def test_a_message_about_the_money_hears_what_applies_to_this_buyer(
    order: dict[str, Any], cancellation: dict[str, Any], claim: dict[str, Any], said: set[str]
) -> None:
    draft = {"kind": "message", "purpose": "refund_times", "text": "Деньги вернутся тем же способом."}
    case = a_case(order=order, claim=claim, cancellation=cancellation, draft=draft)
    assert heard(case).keys() == said


@pytest.mark.parametrize(
    ("reason", "lost"),
    [
        ("Утерян при доставке", True),
        ("Заказ утерян службой доставки", True),
        ("运输途中丢失", True),
        ("Lost in delivery", True),
        ("Покупатель потерял интерес", False),
        ("The buyer lost interest", False),
        ("Нашел дешевле", False),
    ],
)
def test_a_lost_parcel_is_told_from_lost_interest(reason: str, lost: bool) -> None:
    assert draft_words.says_lost(reason) is lost
