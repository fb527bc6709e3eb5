"""Returns, and what pages of the seller center show of them."""

from typing import Any

from vozvrat import desk, sync
from vozvrat.web import context, shapes
from vozvrat.web.parser import Calls
from vozvrat.web.returns_schemas import (
    ObservationAnswer,
    ObservationRequest,
    ReturnList,
    ReturnSchema,
    ReturnsQuery,
)

blueprint = Calls("returns", __name__, description="Returns and what the page shows of them")

Body = dict[str, Any]


@blueprint.route("/returns", methods=["GET"])
@blueprint.arguments(ReturnsQuery, location="query")
@blueprint.response(200, ReturnList)
def returns(query: Body) -> Body:
    """Returns, nearest deadline first."""
    now, locale, zone = context.now(), context.locale(), context.zone()
    page = desk.returns(scope=context.scope_of_account(query.pop("account_id")), now=now, **query)
    items = [shapes.claim(view, locale=locale, zone=zone, now=now) for view in page.items]
    return {"items": items, "next_cursor": page.next_cursor}


@blueprint.route("/returns/<string:return_id>", methods=["GET"])
@blueprint.response(200, ReturnSchema)
def one(return_id: str) -> Body:
    """One return."""
    now = context.now()
    view = desk.one_return(return_id, scope=context.scope(), now=now)
    return shapes.claim(view, locale=context.locale(), zone=context.zone(), now=now)


@blueprint.route("/returns/<string:return_id>/observations", methods=["POST"])
@blueprint.arguments(ObservationRequest)
@blueprint.response(201, ObservationAnswer)
def observe(body: Body, return_id: str) -> Body:
    """What the page's own timer says; it ends the clock, and a warning keeps the earlier of both."""
    now, scope = context.now(), context.scope()
    stored = desk.one_return(return_id, scope=scope, now=now)
    seen = sync.PageSeen(return_id, body["answer_due_at"], body["seen_at"], body["page"])
    sync.apply_observation(stored.account_id, seen, now=now)
    view = desk.one_return(return_id, scope=scope, now=now)
    return {
        "return_id": view.id,
        "next_deadline": shapes.next_deadline(view.next_clock),
        "deadlines": shapes.deadlines(view.clocks, locale=context.locale(), zone=context.zone(), now=now),
    }
