"""Timeline entries in words."""

from collections.abc import Mapping
from typing import Final

from vozvrat.domain.locale import Locale, Words, say

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
    "order_changed": {"en": "Order: {to}", "ru": "Заказ: {to}", "zh-CN": "订单：{to}"},
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
    "buyer_wrote": {"en": "The buyer wrote", "ru": "Покупатель написал", "zh-CN": "买家发来消息"},
    "observed": {"en": "Seen on Ozon's page", "ru": "Замечено на странице Ozon", "zh-CN": "在 Ozon 页面上看到"},
}

_OTHER: Final[Words] = {"en": "Change: {kind}", "ru": "Изменение: {kind}", "zh-CN": "变更：{kind}"}


def line(kind: str, details: Mapping[str, object], *, locale: Locale) -> str:
    """One entry in one line; what is not known reads as a dash."""
    return say(LINES.get(kind, _OTHER), locale).format_map(_Details(kind, details))


class _Details(dict[str, str]):
    def __init__(self, kind: str, details: Mapping[str, object]) -> None:
        super().__init__({name: str(value) for name, value in details.items() if value not in (None, "")})
        self.setdefault("kind", kind.replace("_", " "))

    def __missing__(self, name: str) -> str:
        return "–"
