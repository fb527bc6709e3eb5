"""Timeline entries in words."""

from collections.abc import Mapping
from typing import Final

from vozvrat.domain.locale import Locale, Words, say
from vozvrat.words.states import of_state

LINES: Final[Mapping[str, Words]] = {
    "order_created": {"en": "Order created", "ru": "Заказ создан", "zh-CN": "已下单"},
    "order_paid": {"en": "Paid", "ru": "Оплачен", "zh-CN": "已付款"},
    "order_handed_over": {"en": "Handed over for delivery", "ru": "Передан в доставку", "zh-CN": "已交付物流"},
    "order_delivered": {"en": "Delivered", "ru": "Доставлен", "zh-CN": "已送达"},
    "order_delivered_by": {
        "en": "Delivered by this time at the latest",
        "ru": "Доставлен не позднее этого времени",
        "zh-CN": "最晚于此时送达",
    },
    "order_status": {"en": "Order: {to}", "ru": "Заказ: {to}", "zh-CN": "订单：{to}"},
    "order_delivered_between": {
        "en": "The time of delivery became known",
        "ru": "Стало известно время доставки",
        "zh-CN": "已获知送达时间",
    },
    "return_new": {
        "en": "The return appeared in Ozon's list",
        "ru": "Возврат появился в списке Ozon",
        "zh-CN": "退货出现在 Ozon 列表中",
    },
    "return_joined": {
        "en": "Both of Ozon's lists show this return",
        "ru": "Возврат есть в обоих списках Ozon",
        "zh-CN": "Ozon 的两个列表中都有此退货",
    },
    "cancellation_new": {
        "en": "The cancellation request appeared at Ozon",
        "ru": "В Ozon появилась заявка на отмену",
        "zh-CN": "Ozon 出现取消申请",
    },
    "return_asked": {
        "en": "Return requested: {reason}",
        "ru": "Запрошен возврат: {reason}",
        "zh-CN": "申请退货：{reason}",
    },
    "return_state": {"en": "Return: {state}", "ru": "Возврат: {state}", "zh-CN": "退货：{state}"},
    "cancellation_asked": {
        "en": "Cancellation requested: {reason}",
        "ru": "Запрошена отмена: {reason}",
        "zh-CN": "申请取消：{reason}",
    },
    "cancellation_state": {"en": "Cancellation: {state}", "ru": "Отмена: {state}", "zh-CN": "取消：{state}"},
    "cancellation_state_changed": {"en": "Cancellation: {state}", "ru": "Отмена: {state}", "zh-CN": "取消：{state}"},
    "buyer_wrote": {"en": "The buyer wrote", "ru": "Покупатель написал", "zh-CN": "买家发来消息"},
    "policy_page_changed": {
        "en": "A page that rules {rules} rest on has changed: {address}",
        "ru": "Изменилась страница, на которой основаны правила {rules}: {address}",
        "zh-CN": "规则 {rules} 所依据的页面有变动：{address}",
    },
    "policy_page_unreadable": {
        "en": "A page that rules {rules} rest on cannot be read: {address}",
        "ru": "Не читается страница, на которой основаны правила {rules}: {address}",
        "zh-CN": "无法读取规则 {rules} 所依据的页面：{address}",
    },
    "observation": {"en": "Seen on Ozon's page", "ru": "Замечено на странице Ozon", "zh-CN": "在 Ozon 页面上看到"},
}

_OTHER: Final[Words] = {"en": "Change: {kind}", "ru": "Изменение: {kind}", "zh-CN": "变更：{kind}"}


def line(kind: str, details: Mapping[str, object], *, locale: Locale) -> str:
    """One entry in one line; what is not known reads as a dash."""
    return say(LINES.get(kind, _OTHER), locale).format_map(_Details(kind, details, locale))


class _Details(dict[str, str]):
    def __init__(self, kind: str, details: Mapping[str, object], locale: Locale) -> None:
        super().__init__({name: _text(value) for name, value in details.items() if value not in (None, "")})
        self.setdefault("kind", kind.replace("_", " "))
        known = of_state(self["to"]) if kind == "return_state" and "to" in self else None
        state = say(known, locale) if known else self.get("state_name") or self.get("to")
        if known or "state" not in self:
            self["state"] = state or "–"

    def __missing__(self, name: str) -> str:
        return "–"


def _text(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
