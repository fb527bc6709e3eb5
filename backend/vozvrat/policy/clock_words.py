"""What each clock means: what happens when it ends, as the sources of its rule say, and how sure they are."""

from collections.abc import Mapping
from typing import Final

from vozvrat.domain.findings import Confidence
from vozvrat.domain.locale import Words

THEN: Final[Mapping[str, Words]] = {
    "SCH-01": {
        "zh-CN": "逾期未处理，申请会自动通过，商品寄回给您。",
        "ru": "Без ответа заявка одобряется автоматически, и товар едет обратно к вам.",
        "en": "Without an answer the request is approved automatically and the goods travel back to you.",
    },
    "SCH-02": {
        "zh-CN": "逾期未处理，申请会自动通过。",
        "ru": "Без ответа заявка одобряется автоматически.",
        "en": "Without an answer the request is approved automatically.",
    },
    "SCH-05": {
        "zh-CN": "按 Ozon 较早的说明，逾期未处理的申请会自动通过。",
        "ru": "По более старым текстам Ozon заявка без ответа одобряется автоматически.",
        "en": "By older Ozon texts a request without an answer is approved automatically.",
    },
    "AMT-04": {
        "zh-CN": "逾期未决定：低于 1,800 卢布的订单自动退款，高于此的商品寄给您检查。",
        "ru": "Без решения за заказ дешевле 1 800 ₽ деньги вернутся автоматически, а более дорогой отправят вам "
        "на проверку.",
        "en": "Without a decision an order under RUB 1,800 is refunded automatically; a dearer one is sent to you "
        "for inspection.",
    },
    "DSP-01": {
        "zh-CN": "买家未在期限内发起争议，您的拒绝决定即维持有效。",
        "ru": "Если покупатель не откроет спор, ваш отказ остаётся в силе.",
        "en": "If the buyer opens no dispute, your rejection stands.",
    },
    "SCH-18": {
        "zh-CN": "逾期未处理，取消申请会自动通过，订单随之取消。",
        "ru": "Без ответа отмена подтверждается автоматически, и заказ отменяется.",
        "en": "Without an answer the cancellation is confirmed automatically and the order is cancelled.",
    },
    "AMT-17 paid": {
        "zh-CN": "此后开始收取保管费。",
        "ru": "С этого момента хранение становится платным.",
        "en": "From then on storage is paid.",
    },
    "AMT-17 disposal": {
        "zh-CN": "此后商品将按计划销毁。",
        "ru": "После этого товар планируют утилизировать.",
        "en": "After that the goods are due to be disposed of.",
    },
    "SCH-16": {
        "zh-CN": "按 Ozon 对邮寄和快递退货的规定，买家届时仍未寄出，申请会因逾期关闭。在俄罗斯取货点退货不适用。",
        "ru": "По правилу Ozon для почты и курьера заявка, по которой посылку к сроку не отправили, закрывается как "
        "просроченная. Возвратов в пунктах выдачи в России это не касается.",
        "en": "By Ozon's rule for post and courier, a request whose parcel was not sent by then is closed as overdue. "
        "Returns at pick-up points in Russia are not meant.",
    },
    "DSP-03 buyer": {
        "zh-CN": "此后退货仍在途中的，买家可以发起争议。",
        "ru": "После этого покупатель может открыть спор, если возврат всё ещё в пути.",
        "en": "After that the buyer may open a dispute if the return is still on its way.",
    },
    "DSP-03 ozon": {
        "zh-CN": "此后退货仍在途中的，由 Ozon 发起争议。",
        "ru": "После этого спор откроет Ozon, если возврат всё ещё в пути.",
        "en": "After that Ozon opens a dispute if the return is still on its way.",
    },
    "LAW-04": {
        "zh-CN": "按俄罗斯消费者权益保护法，届时应退还货款，可扣除运回商品的费用；逾期可能产生违约金。",
        "ru": "По закону деньги за товар надлежащего качества возвращают в этот срок за вычетом расходов на обратную "
        "доставку; за просрочку возможна неустойка.",
        "en": "By Russian law the money for goods of good quality is returned by then, less the cost of carrying them "
        "back; a penalty is possible for being late.",
    },
    "LAW-07": {
        "zh-CN": "按俄罗斯法律，届时应满足对有缺陷商品的要求；逾期可能按每天商品价格的 1% 计违约金，法院还可加罚 50%。",
        "ru": "По закону требование из-за недостатка товара исполняют в этот срок; дальше возможны неустойка 1% цены "
        "в день и штраф 50% по решению суда.",
        "en": "By Russian law a claim about defective goods is met by then; after that a penalty of 1% of the price a "
        "day is possible, and a fine of 50% in court.",
    },
    "SCH-11": {
        "zh-CN": "一个月内未对物流合作商处的退货作出决定，所有仓库的默认处理方式会变为“销毁”，直到您更改设置。",
        "ru": "Без решения о возвратах у логистического партнёра для всех складов по умолчанию включится утилизация, "
        "пока вы не измените настройку.",
        "en": "Without a decision on the returns at the logistics partner, disposal becomes the default of all your "
        "warehouses until you change the setting.",
    },
    "SCH-19": {
        "zh-CN": "届时仍未交运的订单由 Ozon 取消；较早的页面写的是第 5 天。",
        "ru": "Заказ, который к этому сроку не передан в доставку, Ozon отменит сам; более старые страницы называют "
        "пятый день.",
        "en": "Ozon cancels an order that was not handed over by then; older pages name the fifth day.",
    },
    "CHT": {
        "zh-CN": "此后可能无法再给买家发消息。",
        "ru": "После этого написать покупателю, возможно, уже не получится.",
        "en": "After that you may no longer be able to write to the buyer.",
    },
}
"""What silence means when a clock ends, as the sources of its rule say."""

CONFIDENCE: Final[Mapping[str, Confidence]] = {
    "SCH-01": "medium",
    "SCH-02": "medium",
    "SCH-05": "medium",
    "SCH-11": "high",
    "SCH-16": "high",
    "SCH-18": "high",
    "SCH-19": "medium",
    "AMT-04": "high",
    "AMT-17": "high",
    "DSP-01": "high",
    "DSP-03": "high",
    "LAW-04": "high",
    "LAW-07": "medium",
    "CHT-01": "high",
    "CHT-02": "high",
}
"""How sure the catalogue is of the rule behind a clock, whoever tells the moment at which it ends."""
