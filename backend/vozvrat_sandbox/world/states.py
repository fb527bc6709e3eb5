"""States of returns, their groups, and what the seller may do in each."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Return


@dataclass(frozen=True, slots=True)
class State:
    """One state: Ozon's number, its name as shown, and the group of rFBS requests it belongs to."""

    id: int
    name: str
    group: str


STATES: dict[str, State] = {
    "OnSellerApproval": State(1, "На согласовании у продавца", "New"),
    "OnSellerClarification": State(2, "На уточнении у продавца", "New"),
    "ArrivedAtReturnPlace": State(3, "В пункте выдачи", "Delivering"),
    "OnSellerClarificationAfterPartialCompensation": State(4, "Покупатель отказался от компенсации", "New"),
    "OfferedPartialCompensation": State(5, "Вы предложили компенсацию", "New"),
    "ReturnMoneyApproved": State(6, "Возврат денег одобрен", "Approved"),
    "PartialCompensationReturned": State(7, "Вы вернули часть денег", "Approved"),
    "CancelledDisputeNotOpen": State(8, "Отклонена. Спор не открыт", "Rejected"),
    "Rejected": State(9, "Отклонена вами", "Rejected"),
    "CrmRejected": State(10, "Отклонена Ozon", "Rejected"),
    "Cancelled": State(11, "Отменена покупателем", "Rejected"),
    "Approved": State(12, "Одобрена вами", "Delivering"),
    "ApprovedByOzon": State(13, "Одобрена Ozon", "Approved"),
    "DisputeOpened": State(14, "Покупатель открыл спор", "Arbitration"),
    "DisputeYouOpened": State(15, "Вы открыли спор", "Arbitration"),
    "ReceivedBySeller": State(16, "Получен", "Checkout"),
    "MovingToSeller": State(17, "Едет к вам", "Delivering"),
    "ReturningToSellerByCourier": State(18, "Везёт курьер", "Delivering"),
    "Utilizing": State(19, "Утилизируется", "Rejected"),
    "Utilized": State(20, "Утилизирован", "Rejected"),
    "MoneyReturned": State(21, "Деньги возвращены", "Approved"),
    "PartialCompensationInProcess": State(22, "Частичный возврат одобрен", "Approved"),
    "CompensationRejected": State(23, "В компенсации отказано", "Rejected"),
    "DisputeOpening": State(24, "Обращение отправлено", "Arbitration"),
    "CompensationOffered": State(25, "Решите, принять ли компенсацию", "Checkout"),
    "WaitingCompensation": State(26, "Ждёт компенсации", "Checkout"),
    "SendingError": State(27, "Обращение не отправилось", "Arbitration"),
    "CompensationRejectedBySla": State(28, "Время на решение вышло", "Rejected"),
    "CompensationRejectedBySeller": State(29, "Вы отказались от компенсации", "Rejected"),
    "MoneyReturnedBySystem": State(31, "Быстрый возврат", "Approved"),
    "WaitingShipment": State(32, "Ожидает отправки", "Delivering"),
    "MovingToOzon": State(33, "Едет на склад Ozon", "Delivering"),
    "ReturnedToOzon": State(34, "На складе Ozon", "Checkout"),
    # Seen in live answers, in no list of the documentation.
    "WriteOff": State(51, "Списали товар", "Rejected"),
    "ItemSearch": State(52, "Ищем товар", "Delivering"),
    "RejectedByOzon": State(53, "Отклонил Ozon", "Rejected"),
    "OnWay": State(54, "В пути", "Delivering"),
    "PartialCompensationReturnedByOzon": State(55, "Ozon вернул часть денег", "Approved"),
    "CancelledDisputeNotOpenOnPostModeration": State(56, "Отклонена, спор не открыт", "Rejected"),
}
UNDOCUMENTED = frozenset(
    {
        "WriteOff",
        "ItemSearch",
        "RejectedByOzon",
        "OnWay",
        "PartialCompensationReturnedByOzon",
        "CancelledDisputeNotOpenOnPostModeration",
    }
)

REJECT = -1
REJECT_AFTER_CHECK = -10
OFFER = 1020
APPROVE = 1001
REFUND = 1010
CONFIRM_RECEIPT = 1030
REFUND_AFTER_CHECK = 1040

NAMES: dict[int, str] = {
    APPROVE: "Одобрить и забрать товар на проверку",
    REFUND: "Вернуть деньги, товар останется у покупателя",
    OFFER: "Предложить частичную компенсацию",
    CONFIRM_RECEIPT: "Подтвердить получение товара",
    REFUND_AFTER_CHECK: "Вернуть деньги после проверки",
    REJECT: "Отклонить заявку",
    REJECT_AFTER_CHECK: "Отклонить после проверки",
}

MOST_OFFERS = 2


def actions(claim: Return) -> list[int]:
    """What the seller may do with this request now; empty where it is not the seller's turn.

    The first offer takes the right to reject away; there are two offers at most.
    """
    if not claim.is_claim:
        return []
    offer = [OFFER] if claim.offers < MOST_OFFERS and claim.price > 1 else []
    reject = not claim.offers
    choices = {
        "OnSellerApproval": [APPROVE, REFUND, *offer, *([REJECT] if reject else [])],
        "OnSellerClarification": [APPROVE, REFUND, *offer, *([REJECT] if reject else [])],
        "OnSellerClarificationAfterPartialCompensation": [APPROVE, REFUND, *offer],
        "Approved": [REFUND],
        "WaitingShipment": [REFUND],
        "MovingToSeller": [CONFIRM_RECEIPT],
        "ReturningToSellerByCourier": [CONFIRM_RECEIPT],
        "ArrivedAtReturnPlace": [CONFIRM_RECEIPT],
        "ReceivedBySeller": [REFUND_AFTER_CHECK, *offer, *([REJECT_AFTER_CHECK] if reject else [])],
    }
    return choices.get(claim.state, [])


def rejection_reasons(claim: Return) -> list[dict[str, object]]:
    """Why the seller may reject, where rejecting is possible now."""
    possible = set(actions(claim))
    if REJECT in possible:
        return BEFORE_CHECK
    if REJECT_AFTER_CHECK in possible:
        return AFTER_CHECK
    return []


def _reason(number: int, name: str, hint: str, *, comment: bool) -> dict[str, object]:
    return {"id": number, "name": name, "hint": hint, "is_comment_required": comment}


BEFORE_CHECK = [
    _reason(101, "Срок возврата прошёл", "Укажите день вручения и день обращения", comment=True),
    _reason(102, "Следы использования видны на фото", "Опишите, что именно видно", comment=True),
    _reason(103, "Покупатель не прислал фото", "Перечислите, чего не хватает", comment=False),
    _reason(104, "Товар не возвращают без дефекта", "Назовите вид товара", comment=True),
    _reason(105, "Товар соответствует описанию", "Сошлитесь на карточку товара", comment=True),
]
AFTER_CHECK = [
    _reason(201, "Вернули другой товар", "Приложите фото распаковки", comment=True),
    _reason(202, "Комплект неполный", "Перечислите, чего нет", comment=True),
    _reason(203, "Дефект появился по вине покупателя", "Опишите, что показала проверка", comment=True),
    _reason(204, "Дефекта нет", "Опишите, как проверяли", comment=False),
]
