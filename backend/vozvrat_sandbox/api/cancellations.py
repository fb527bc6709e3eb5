"""Requests to cancel rFBS orders."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import Any

from vozvrat_sandbox.world import Cancellation

from .method import Answer, Call, Method, iso

STATES = {"ON_APPROVAL": (1, "Ждёт вашего решения"), "APPROVED": (2, "Подтверждена"), "REJECTED": (3, "Отклонена")}
INITIATORS = frozenset({"OZON", "SELLER", "CLIENT", "SYSTEM", "DELIVERY"})
MOST_ROWS = 500


def list_cancellations(call: Call) -> Answer:
    """Pages by ``last_id``, which this answer does carry."""
    request = call.request("GetConditionalCancellationListV2Request")
    limit, last = request.limit(MOST_ROWS), request.integer("last_id", 0)
    asked = request.part("filters")
    state = asked.one_of("state", ("ALL", *STATES), "ALL")
    numbers = set(asked.strings("posting_number"))
    initiators = set(asked.strings("cancellation_initiator"))
    if not initiators <= INITIATORS:
        raise asked.refuse("cancellation_initiator", "value must be one of the defined enum values")
    rows = call.world.cancellations(call.account)
    found = [
        row
        for row in rows
        if state in {"ALL", row.state}
        and (not numbers or row.posting.number in numbers)
        and (not initiators or row.initiator in initiators)
    ]
    page = found[bisect_right(found, last, key=attrgetter("id")) :][:limit]
    counter = str(len(found)) if request.part("with").flag("counter") else "0"
    return {
        "result": [_row(row) for row in page],
        "counter": counter,  # a string, as in Ozon's own example
        "last_id": page[-1].id if page else 0,
    }


def _row(row: Cancellation) -> dict[str, Any]:
    number, name = STATES[row.state]
    return {
        "approve_comment": row.comment,
        "approve_date": iso(row.decided_at),
        "auto_approve_date": iso(row.auto_approve_at),
        "cancellation_id": row.id,
        "cancellation_initiator": row.initiator,
        "cancellation_reason": {"id": row.reason_id, "name": row.reason_name},
        "cancellation_reason_message": row.message,
        "cancelled_at": iso(row.created_at),
        "order_date": iso(row.posting.created_at),
        "posting_number": row.posting.number,
        "source_id": row.source_id,
        "state": {"id": number, "name": name, "state": row.state},
        "tpl_integration_type": row.posting.integration,
    }


def approve(call: Call) -> Answer:
    """Cancels the order and refunds the buyer."""
    return _decide(call, approve=True)


def reject(call: Call) -> Answer:
    """Leaves the order to be delivered."""
    return _decide(call, approve=False)


def _decide(call: Call, *, approve: bool) -> Answer:
    request = call.request("ConditionalCancellationMoveV2Request")
    number, comment = request.integer("cancellation_id"), request.text("comment")
    call.life.decide_cancellation(call.account, number, approve=approve, comment=comment)
    call.effect = True
    return None


METHODS = {
    "/v2/conditional-cancellation/list": Method(list_cancellations, role="returns"),
    "/v2/conditional-cancellation/approve": Method(approve, role="returns"),
    "/v2/conditional-cancellation/reject": Method(reject, role="returns"),
}
