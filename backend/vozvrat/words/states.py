"""The states of a return, said for a seller: Ozon names them in the language of the account only."""

from typing import Final

from vozvrat.domain.locale import Words


def _words(zh: str, ru: str, en: str) -> Words:
    return {"zh-CN": zh, "ru": ru, "en": en}


STATES: Final[dict[str, Words]] = {
    "OnSellerApproval": _words("等待您决定", "Ждёт вашего решения", "Waits for your decision"),
    "OnSellerClarification": _words("等待您核实", "Ждёт вашего уточнения", "Waits for your clarification"),
    "OnSellerClarificationAfterPartialCompensation": _words(
        "买家未接受补偿，等待您决定",
        "Покупатель не принял компенсацию, решение за вами",
        "Offer not accepted, waits for your decision",
    ),
    "OfferedPartialCompensation": _words(
        "已提出部分补偿，等待买家", "Предложена частичная компенсация", "Partial compensation offered"
    ),
    "PartialCompensationInProcess": _words("部分退款已批准", "Частичный возврат одобрен", "Partial refund approved"),
    "PartialCompensationReturned": _words("已退部分款项", "Часть денег возвращена", "Partly refunded"),
    "PartialCompensationReturnedByOzon": _words(
        "Ozon 已退部分款项", "Ozon вернул часть денег", "Partly refunded by Ozon"
    ),
    "ReturnMoneyApproved": _words("退款已批准", "Возврат денег одобрен", "Refund approved"),
    "MoneyReturned": _words("已全额退款", "Деньги возвращены полностью", "Refunded in full"),
    "MoneyReturnedBySystem": _words("系统已快速退款", "Деньги вернула система", "Refunded by the system"),
    "Approved": _words("您已同意", "Одобрено вами", "Approved by you"),
    "ApprovedByOzon": _words("Ozon 已批准", "Одобрено Ozon", "Approved by Ozon"),
    "Rejected": _words("您已拒绝", "Отклонено вами", "Rejected by you"),
    "CrmRejected": _words("Ozon 已拒绝", "Отклонено Ozon", "Rejected by Ozon"),
    "RejectedByOzon": _words("Ozon 已拒绝", "Отклонено Ozon", "Rejected by Ozon"),
    "CancelledDisputeNotOpen": _words(
        "已拒绝，买家未发起争议", "Отклонено, спор не открыт", "Rejected, no dispute opened"
    ),
    "CancelledDisputeNotOpenOnPostModeration": _words(
        "已拒绝，买家未发起争议", "Отклонено, спор не открыт", "Rejected, no dispute opened"
    ),
    "DisputeOpened": _words("买家已发起争议", "Покупатель открыл спор", "Disputed by the buyer"),
    "DisputeYouOpened": _words("您已发起争议", "Вы открыли спор", "Disputed by you"),
    "DisputeOpening": _words("已提交客服处理", "Обращение в поддержку отправлено", "Support case sent"),
    "Cancelled": _words("买家已撤回", "Отозвано покупателем", "Withdrawn by the buyer"),
    "ArrivedAtReturnPlace": _words("在取货点等待领取", "В пункте выдачи", "At the pick-up point"),
    "MovingToSeller": _words("正在退回给您", "На пути к вам", "On the way to you"),
    "ReturningToSellerByCourier": _words("快递员正在送回", "Курьер везёт к вам", "On the way to you by courier"),
    "WaitingShipment": _words("等待发出", "Ждёт отправки", "Waits for dispatch"),
    "ReceivedBySeller": _words("您已收到", "Получено вами", "Received by you"),
    "MovingToOzon": _words("正在送往 Ozon 仓库", "На пути на склад Ozon", "On the way to Ozon's warehouse"),
    "ReturnedToOzon": _words("在 Ozon 仓库", "На складе Ozon", "At Ozon's warehouse"),
    "Utilizing": _words("正在销毁", "На утилизации", "Being disposed of"),
    "Utilized": _words("已销毁", "Утилизировано", "Disposed of"),
    "WaitingCompensation": _words("等待对您的补偿", "Ожидается компенсация вам", "Your compensation is pending"),
    "CompensationOffered": _words(
        "补偿等待您决定", "Компенсация ждёт вашего решения", "Compensation waits for your decision"
    ),
    "ReturnCompensated": _words("已补偿给您", "Компенсация вам выплачена", "Compensated to you"),
    "CompensationRejected": _words("补偿被拒绝", "В компенсации отказано", "Compensation refused"),
    "CompensationRejectedBySla": _words(
        "补偿决定期限已过", "Срок решения о компенсации истёк", "Time to accept compensation has passed"
    ),
    "CompensationRejectedBySeller": _words(
        "您拒绝了补偿", "Вы отказались от компенсации", "Compensation declined by you"
    ),
    "SendingError": _words("提交客服失败，请重试", "Обращение в поддержку не отправлено", "Support case was not sent"),
}
"""By the codes of CATALOGUE 3.2; a code that is not here is shown under the name that Ozon gives it."""


def of_state(code: str) -> Words | None:
    """What a state means to the seller; None for a code that we do not know."""
    return STATES.get(code)
