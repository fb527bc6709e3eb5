"""What a return's state, actions and facts mean for the choice of words; and how the reasons are told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vozvrat.domain.locale import Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.purposes import Purpose
from vozvrat.reason_templates.model import Template
from vozvrat.reason_templates.reading import Facts, at


@dataclass(frozen=True, slots=True)
class Point:
    """One reason for or against a template; only those for it are told, where they have words."""

    weight: float
    words: Words | None = None


FOUND_BY_QUERY: Words = {"ru": "Подходит к запросу", "zh-CN": "与搜索内容相符", "en": "Answers what you typed"}
FITS_STATE: Words = {"ru": "Подходит к текущему этапу", "zh-CN": "符合当前阶段", "en": "Fits where the request stands"}
FITS_FACTS: Words = {
    "ru": "Подходит к этому товару или заказу",
    "zh-CN": "符合该商品或订单",
    "en": "Fits this product or order",
}
ALLOWED: Words = {"ru": "Ozon допускает это действие", "zh-CN": "Ozon 允许此操作", "en": "Ozon allows this action"}

_PURPOSES: Mapping[str, Words] = {
    "message": {"ru": "сообщение", "zh-CN": "消息", "en": "message"},
    "approve": {"ru": "одобрение", "zh-CN": "同意退货", "en": "approval"},
    "ask_evidence": {"ru": "запрос подтверждений", "zh-CN": "索取证据", "en": "asking for evidence"},
    "compensate": {"ru": "компенсация", "zh-CN": "补偿", "en": "compensation"},
    "refund": {"ru": "возврат денег", "zh-CN": "退款", "en": "refund"},
    "reject": {"ru": "отказ", "zh-CN": "拒绝", "en": "rejection"},
    "after_inspection": {"ru": "итог проверки", "zh-CN": "检查结果", "en": "result of the check"},
    "waiting": {"ru": "ожидание", "zh-CN": "等待", "en": "waiting"},
    "reject_cancellation": {"ru": "отказ в отмене", "zh-CN": "拒绝取消", "en": "refusing a cancellation"},
    "late_delivery": {"ru": "задержка доставки", "zh-CN": "配送延误", "en": "late delivery"},
    "return_instructions": {"ru": "как вернуть товар", "zh-CN": "退货说明", "en": "how to send goods back"},
    "refund_times": {"ru": "сроки возврата денег", "zh-CN": "退款时间", "en": "when the money comes"},
    "dispute": {"ru": "спор", "zh-CN": "争议", "en": "dispute"},
    "supplier": {"ru": "письмо поставщику", "zh-CN": "致供应商", "en": "note to the supplier"},
}
_ACTIONS: Mapping[Purpose, str] = {
    "approve": "approve",
    "compensate": "compensate",
    "refund": "refund",
    "reject": "reject",
}
"""Purposes that speak of one of Ozon's actions; the others need none."""

_DRAFTS: Mapping[str, Purpose] = {
    "approve": "approve",
    "reject": "reject",
    "compensate": "compensate",
    "refund": "refund",
    "confirm_receipt": "after_inspection",
    "reject_cancellation": "reject_cancellation",
    "message": "message",
}

_ASKED = {"ask_evidence": 12.0, "approve": 10.0, "reject": 9.0, "compensate": 6.0, "refund": 8.0, "waiting": 6.0}
_COMING = {"return_instructions": 12.0, "waiting": 14.0}
_PAID = {"refund_times": 18.0}
_DISPUTED = {"dispute": 22.0}
_BY_STATE: Mapping[str, Mapping[str, float]] = {
    "OnSellerApproval": _ASKED,
    "OnSellerClarification": _ASKED | {"ask_evidence": 14.0},
    "OnSellerClarificationAfterPartialCompensation": {"compensate": 24.0, "refund": 12.0},
    "OfferedPartialCompensation": {"message": 4.0},
    "Approved": _COMING | {"return_instructions": 18.0},
    "ApprovedByOzon": _COMING | {"return_instructions": 16.0},
    "WaitingShipment": _COMING,
    "MovingToSeller": _COMING | {"return_instructions": 2.0},
    "ReturningToSellerByCourier": _COMING | {"return_instructions": 2.0},
    "OnWay": _COMING | {"return_instructions": 2.0},
    "ReceivedBySeller": {"after_inspection": 18.0, "waiting": 10.0, "refund": 8.0},
    "ReturnMoneyApproved": _PAID,
    "MoneyReturned": _PAID,
    "MoneyReturnedBySystem": _PAID | {"dispute": 8.0},
    "PartialCompensationInProcess": _PAID,
    "PartialCompensationReturned": _PAID,
    "Rejected": {"dispute": 12.0},
    "DisputeOpened": _DISPUTED,
    "DisputeYouOpened": _DISPUTED,
    "DisputeOpening": _DISPUTED,
}
"""What one usually wants to say in a state (CATALOGUE 3.2 and 3.4); an unknown state says nothing."""

_DECIDED_WITHOUT_RETURN: Mapping[str, Mapping[str, float]] = {
    "delivering": {"late_delivery": 14.0, "message": 4.0},
    "delivered": {"message": 12.0},
    "cancelled": {"refund_times": 12.0},
}


def purpose_of_draft(kind: str | None) -> str | None:
    return _DRAFTS.get(kind) if kind is not None else None


def action_of_purpose(purpose: Purpose) -> str | None:
    return _ACTIONS.get(purpose)


def likely_purposes(facts: Facts) -> Mapping[str, float]:
    """How likely each purpose is, by where the cancellation, the return or the order stands."""
    if at(facts, "cancellation.state") == "ON_APPROVAL":
        return {"reject_cancellation": 22.0, "late_delivery": 8.0}
    state = at(facts, "return.state")
    if isinstance(state, str):
        return _BY_STATE.get(state, {})
    status = at(facts, "order.status")
    return _DECIDED_WITHOUT_RETURN.get(status, {}) if isinstance(status, str) else {}


def allowed_kinds(actions: object) -> frozenset[str] | None:
    """The kinds of actions a request allows; None where that is unknown or some action is not understood.

    Rejections have negative ids (DSP-06) and 1020 is the partial compensation (CATALOGUE 3.3). A list without
    the kinds of its other actions still tells whether these two are there.
    """
    if not isinstance(actions, list | tuple) or not actions:
        return None
    kinds, every_kind_known = set[str](), True
    for action in actions:
        kind = _kind(action)
        if kind is None:
            every_kind_known = False
        else:
            kinds.add(kind)
    return frozenset(kinds if every_kind_known else kinds | {"approve", "refund"})


def _kind(action: object) -> str | None:
    if not isinstance(action, Mapping):
        return None
    kind, number = action.get("kind"), str(action.get("id", ""))
    if isinstance(kind, str) and kind != "other":
        return kind
    if number.startswith("-"):
        return "reject"
    return "compensate" if number == "1020" else None


def hints(template: Template, facts: Facts) -> Iterator[Point]:
    """Facts that a template declares as its own; not knowing them counts a little against it."""
    for path, wanted in template.fits.items():
        found = at(facts, path)
        if found is None:
            yield Point(-4)
        else:
            yield Point(10, FITS_FACTS) if found in wanted else Point(-15)
    if template.purpose == "ask_evidence" and at(facts, "return.photos") == 0:
        yield Point(
            8, {"ru": "В заявке нет фотографий", "zh-CN": "申请中没有照片", "en": "The request holds no photos"}
        )


def for_purpose(purpose: Purpose) -> Words:
    return _with(_PURPOSES[purpose], ru="Назначение: {}", zh="用途：{}", en="Purpose: {}")


def for_reason(kind: Words) -> Words:
    return _with(kind, ru="Причина: {}", zh="原因：{}", en="Reason: {}")


def for_scheme(scheme: Scheme) -> Words:
    name = "rFBS" if scheme is Scheme.RFBS else scheme.upper()
    return {"ru": f"Для схемы {name}", "zh-CN": f"适用于 {name}", "en": f"For {name}"}


def _with(words: Words, *, ru: str, zh: str, en: str) -> Words:
    return {"ru": ru.format(words["ru"]), "zh-CN": zh.format(words["zh-CN"]), "en": en.format(words["en"])}
