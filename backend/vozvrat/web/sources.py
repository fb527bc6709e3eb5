"""The pages that rules rest on, and what the policy watch saw there."""

from typing import Any

from marshmallow import Schema, fields, validate

from vozvrat import accounts
from vozvrat.domain.locale import Locale
from vozvrat.watch import pages
from vozvrat.web import context
from vozvrat.web.fields import Instant, absent, short_text
from vozvrat.web.parser import Calls
from vozvrat.web.schemas import ListQuery
from vozvrat.words.pages import problem

blueprint = Calls("sources", __name__, description="The pages that rules rest on")


class SourcesQuery(ListQuery):
    state = fields.String(load_default=absent, validate=validate.OneOf(pages.STATES))
    rule_id = short_text(40, load_default=absent)
    account_id = short_text(64, load_default=absent)


class WatchedPageSchema(Schema):
    class Meta:
        title = "WatchedPage"

    address = fields.String(required=True, metadata={"description": "As the rules write it; without a scheme: https"})
    rules = fields.List(fields.String(), required=True, metadata={"description": "Ids of the rules that rest on it"})
    seen = fields.String(
        required=True, metadata={"description": "When it was seen for the rules; `undated` where they say none"}
    )
    state = fields.String(
        required=True,
        metadata={
            "enum": list(pages.STATES),
            "description": "changed: since the rules that rest on it were last reviewed",
        },
    )
    checked_at = Instant(required=True, allow_none=True)
    changed_at = Instant(required=True, allow_none=True)
    problem = fields.String(
        required=True, allow_none=True, metadata={"description": "Why it was not read, in the reader's language"}
    )


class PolicyWatchSchema(Schema):
    class Meta:
        title = "PolicyWatch"

    on = fields.Boolean(required=True, metadata={"description": "Off until switched on in the settings"})
    checked_at = Instant(required=True, allow_none=True, metadata={"description": "When it last looked at any page"})


class SourceList(Schema):
    items = fields.List(fields.Nested(WatchedPageSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    watch = fields.Nested(PolicyWatchSchema, required=True)


@blueprint.route("/policy/sources", methods=["GET"])
@blueprint.arguments(SourcesQuery, location="query")
@blueprint.response(200, SourceList)
def sources(query: dict[str, Any]) -> dict[str, Any]:
    """The pages that rules rest on: those that changed and those that cannot be read first."""
    scope = context.scope_of_known_account(query.pop("account_id"))
    found = pages.listed(scope, now=context.now(), **query)
    return {
        "items": [shape(one, locale=context.locale()) for one in found.items],
        "next_cursor": found.next_cursor,
        "watch": {"on": accounts.preferences().policy_watch, "checked_at": pages.last_checked()},
    }


def shape(one: pages.Watched, *, locale: Locale) -> dict[str, Any]:
    """A page for the schema."""
    return {
        "address": one.source.address,
        "rules": one.source.rule_ids,
        "seen": one.source.seen,
        "state": one.state,
        "checked_at": one.checked_at,
        "changed_at": one.changed_at,
        "problem": problem(one.problem, locale) if one.problem is not None else None,
    }
