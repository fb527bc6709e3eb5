"""Requests to cancel rFBS postings."""

from typing import Any

from vozvrat import desk
from vozvrat.web import context, shapes
from vozvrat.web.parser import Calls
from vozvrat.web.returns_schemas import CancellationList, CancellationSchema, CancellationsQuery

blueprint = Calls("cancellations", __name__, description="Requests to cancel rFBS postings")

Body = dict[str, Any]


@blueprint.route("/cancellations", methods=["GET"])
@blueprint.arguments(CancellationsQuery, location="query")
@blueprint.response(200, CancellationList)
def cancellations(query: Body) -> Body:
    """Requests; the next to approve itself comes first."""
    scope = context.scope_of_account(query.pop("account_id"))
    page = desk.cancellations(scope=scope, now=context.now(), **query)
    return {"items": [shapes.cancellation(view) for view in page.items], "next_cursor": page.next_cursor}


@blueprint.route("/cancellations/<string:cancellation_id>", methods=["GET"])
@blueprint.response(200, CancellationSchema)
def one(cancellation_id: str) -> Body:
    """One request."""
    return shapes.cancellation(desk.one_cancellation(cancellation_id, scope=context.scope(), now=context.now()))
