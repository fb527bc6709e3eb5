"""The policy catalogue: every rule with its words, sources and certainty."""

from typing import Any

from marshmallow import Schema, fields, validate

from vozvrat import desk
from vozvrat.policy import Rule
from vozvrat.web.fields import Said, absent, short_text
from vozvrat.web.parser import Calls
from vozvrat.web.schemas import ListQuery, PackSchema, SourceSchema

blueprint = Calls("rules", __name__, description="The policy catalogue")

Body = dict[str, Any]


class RuleSchema(Schema):
    """A rule as it stands in the pack."""

    class Meta:
        title = "Rule"

    id = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["check", "fact"]})
    theme = fields.String(required=True)
    schemes = fields.List(fields.String(), required=True)
    states = fields.List(fields.String(), required=True)
    when = fields.String(required=True, allow_none=True, metadata={"description": "Its condition in CEL, over f"})
    deadline = fields.String(required=True, allow_none=True, metadata={"description": "The clock it speaks of"})
    severity = fields.String(required=True, metadata={"enum": ["blocker", "warning", "info"]})
    title = Said(required=True)
    detail = Said(required=True)
    remedy = Said(required=True)
    confidence = fields.String(required=True, metadata={"enum": ["high", "medium", "low"]})
    contradictions = fields.List(Said(), required=True)
    template_purposes = fields.List(fields.String(), required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    effective_from = fields.Date(required=True, allow_none=True)
    effective_to = fields.Date(required=True, allow_none=True)
    reviewed_on = fields.Date(required=True)
    owner = fields.String(required=True)


class RulesQuery(ListQuery):
    theme = short_text(40, load_default=absent)
    kind = fields.String(load_default=absent, validate=validate.OneOf(["check", "fact"]))


class RuleList(Schema):
    items = fields.List(fields.Nested(RuleSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    pack = fields.Nested(PackSchema, required=True)


@blueprint.route("/policy/rules", methods=["GET"])
@blueprint.arguments(RulesQuery, location="query")
@blueprint.response(200, RuleList)
def rules(query: Body) -> Body:
    """Every rule of the pack."""
    page = desk.rules(**query)
    return {"items": [shape(rule) for rule in page.items], "next_cursor": page.next_cursor, "pack": desk.pack_info()}


@blueprint.route("/policy/rules/<string:rule_id>", methods=["GET"])
@blueprint.response(200, RuleSchema)
def one(rule_id: str) -> Body:
    """One rule."""
    return shape(desk.rule(rule_id))


def shape(rule: Rule) -> Body:
    """A rule for the schema."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "theme": rule.theme,
        "schemes": sorted(rule.schemes),
        "states": sorted(rule.states),
        "when": rule.when.source if rule.when else None,
        "deadline": rule.deadline.clock if rule.deadline else None,
        "severity": rule.severity.value,
        "title": rule.title,
        "detail": rule.detail,
        "remedy": rule.remedy,
        "confidence": rule.confidence,
        "contradictions": list(rule.contradictions),
        "template_purposes": list(rule.template_purposes),
        "sources": [{"address": source.address, "seen": source.seen} for source in rule.sources],
        "effective_from": rule.effective_from,
        "effective_to": rule.effective_to,
        "reviewed_on": rule.reviewed_on,
        "owner": "vozvrat",
    }
