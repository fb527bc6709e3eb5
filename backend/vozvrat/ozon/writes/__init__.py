"""Everything that changes something at Ozon. Imported by `vozvrat.decisions` and by nobody else.

Each function sends at most once and returns only when Ozon has taken it. Otherwise it raises Refused (Ozon did not
act; NotSent where nothing left this machine) or Unsure (it may have acted: read the thing again, never send again).
"""

from decimal import Decimal

from vozvrat.domain.errors import InvalidInput, TextTooLong
from vozvrat.ozon.actions import PARTIAL_COMPENSATION, REJECTIONS
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.writes.transport import send

ACTION = "/v1/returns/rfbs/action/set"
APPROVE_CANCELLATION = "/v2/conditional-cancellation/approve"
REJECT_CANCELLATION = "/v2/conditional-cancellation/reject"
SEND_MESSAGE = "/v1/chat/send/message"
LONGEST_MESSAGE = 1000


def set_return_action(
    seller: Seller,
    *,
    return_id: str,
    action_id: str,
    comment: str | None = None,
    rejection_reason_id: str | None = None,
    amount: Decimal | None = None,
    postage: Decimal | None = None,
) -> None:
    """Carries out one of the `available_actions` of an rFBS request.

    `amount` and `postage` are in the account's compensation unit. Raises InvalidInput, before anything is sent,
    where Ozon is known to require more: a reason and a comment for a rejection, a sum for a partial compensation.
    """
    errors: dict[str, list[str]] = {}
    if action_id in REJECTIONS:
        if not rejection_reason_id:
            errors["rejection_reason_id"] = ["A rejection needs one of the return's rejection reasons."]
        if not (comment and comment.strip()):
            errors["comment"] = ["A rejection needs a comment."]
    if action_id == PARTIAL_COMPENSATION and amount is None:
        errors["amount"] = ["A partial compensation needs a sum."]
    for name, sum_ in (("amount", amount), ("postage", postage)):
        if sum_ is not None and not (sum_.is_finite() and sum_ >= 0):
            errors[name] = ["A sum is zero or more."]
    if errors:
        raise InvalidInput(errors=errors)
    body: dict[str, object] = {"return_id": _whole("return_id", return_id), "id": _whole("action_id", action_id)}
    if comment:
        body["comment"] = comment
    if rejection_reason_id is not None:
        body["rejection_reason_id"] = _whole("rejection_reason_id", rejection_reason_id)
    if amount is not None:
        body["compensation_amount"] = amount
    if postage is not None:
        body["return_for_back_way"] = postage
    send(seller, ACTION, body)


def approve_cancellation(seller: Seller, *, cancellation_id: str, comment: str | None = None) -> None:
    """Lets a posting be cancelled: the order ends and the buyer gets the money back."""
    send(seller, APPROVE_CANCELLATION, _answer(cancellation_id, comment))


def reject_cancellation(seller: Seller, *, cancellation_id: str, comment: str) -> None:
    """Refuses a cancellation: the posting is to be delivered. Ozon wants the reason in the comment."""
    if not comment.strip():
        raise InvalidInput(errors={"comment": ["A refusal needs its reason."]})
    send(seller, REJECT_CANCELLATION, _answer(cancellation_id, comment))


def send_message(seller: Seller, *, chat_id: str, text: str) -> None:
    """Writes to a buyer: plain text of 1 to 1,000 characters. Needs the Premium Plus or Premium Pro subscription."""
    if not text.strip():
        raise InvalidInput(errors={"text": ["A message needs words."]})
    if len(text) > LONGEST_MESSAGE:
        raise TextTooLong(over_by=len(text) - LONGEST_MESSAGE, limit=LONGEST_MESSAGE)
    send(seller, SEND_MESSAGE, {"chat_id": chat_id, "text": text})


def _answer(cancellation_id: str, comment: str | None) -> dict[str, object]:
    body: dict[str, object] = {"cancellation_id": _whole("cancellation_id", cancellation_id)}
    if comment:
        body["comment"] = comment
    return body


def _whole(name: str, value: str) -> int:
    """Ozon's ids are texts with us and numbers in its requests."""
    try:
        return int(value)
    except ValueError:
        raise InvalidInput(errors={name: ["No id of Ozon's."]}) from None
