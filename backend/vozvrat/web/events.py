"""What happened, for clients that follow along."""

import re
from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields, validate

from vozvrat import desk
from vozvrat.storage.events import Event
from vozvrat.web import context
from vozvrat.web.fields import Instant
from vozvrat.web.parser import Calls
from vozvrat.web.schemas import MAX_LIMIT

blueprint = Calls("events", __name__, description="What happened")

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", re.ASCII)


class EventsQuery(Schema):
    after = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=2**53),
        metadata={"description": "The next_cursor of the answer before; 0 or absent from the beginning"},
    )
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=MAX_LIMIT))


class EventSchema(Schema):
    class Meta:
        title = "Event"

    id = fields.String(required=True)
    at = Instant(required=True)
    kind = fields.String(required=True)
    account_id = fields.String(required=True)
    posting_number = fields.String(required=True, allow_none=True)
    return_id = fields.String(required=True, allow_none=True)
    cancellation_id = fields.String(required=True, allow_none=True)
    chat_id = fields.String(required=True, allow_none=True)
    details = fields.Dict(required=True, allow_none=True)


class EventList(Schema):
    items = fields.List(fields.Nested(EventSchema), required=True)
    next_cursor = fields.String(required=True, metadata={"description": "Always there: ask with it for what comes"})


@blueprint.route("/events", methods=["GET"])
@blueprint.arguments(EventsQuery, location="query")
@blueprint.response(200, EventList)
def events(query: dict[str, int]) -> dict[str, Any]:
    """Events after one, oldest first."""
    found = desk.events(after=query["after"], limit=query["limit"], scope=context.scope())
    return {"items": [_shape(one) for one in found], "next_cursor": str(found[-1].id if found else query["after"])}


def _shape(event: Event) -> dict[str, Any]:
    """An event for the schema; times among its details are written as everywhere else."""
    shape = asdict(event)
    if event.details is not None:
        shape["details"] = {name: _as_instant(value) for name, value in event.details.items()}
    return shape


def _as_instant(value: object) -> object:
    return f"{value[:-6]}Z" if isinstance(value, str) and _UTC.fullmatch(value) else value
