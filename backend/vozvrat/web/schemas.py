"""Shapes that several resources share: lists, findings, deadlines, problems."""

from marshmallow import Schema, fields, validate

from vozvrat.domain.findings import Severity
from vozvrat.web.fields import Instant, Said, absent, money_field

MAX_LIMIT = 200


class ListQuery(Schema):
    """What every list takes."""

    limit = fields.Integer(load_default=50, strict=False, validate=validate.Range(min=1, max=MAX_LIMIT))
    cursor = fields.String(load_default=absent, validate=validate.Length(max=400))


class SourceSchema(Schema):
    class Meta:
        title = "Source"

    address = fields.String(required=True)
    seen = fields.String(
        required=True, metadata={"description": "When the page was seen; `undated` where it says none"}
    )


class FindingSchema(Schema):
    """What a rule has to say, in the language of Accept-Language."""

    class Meta:
        title = "Finding"

    rule_id = fields.String(required=True, metadata={"example": "AMT-03"})
    severity = fields.String(metadata={"enum": [one.value for one in Severity]}, required=True)
    title = Said(required=True)
    detail = Said(required=True)
    remedy = Said(required=True)
    deadline_at = Instant(required=True, allow_none=True)
    warn_at = Instant(required=True, allow_none=True)
    confidence = fields.String(required=True, metadata={"enum": ["high", "medium", "low"]})
    contradictions = fields.List(Said(), required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    template_purposes = fields.List(fields.String(), required=True)
    reviewed_on = fields.Date(allow_none=True, metadata={"description": "When the rule's sources were last looked at"})
    stale = fields.Boolean(metadata={"description": "They were last looked at more than 90 days ago"})
    span = fields.List(
        fields.Integer(),
        allow_none=True,
        metadata={"description": "Start and end in the checked text, in code points", "minItems": 2, "maxItems": 2},
    )


class NextDeadlineSchema(Schema):
    class Meta:
        title = "NextDeadline"

    at = Instant(required=True)
    warn_at = Instant(required=True)
    rule_id = fields.String(required=True)
    source = fields.String(required=True, metadata={"enum": ["ozon", "page", "rule"]})
    confidence = fields.String(metadata={"enum": ["high", "medium", "low"]})


class DeadlineSchema(NextDeadlineSchema):
    class Meta:
        title = "Deadline"

    line = fields.String(required=True, metadata={"description": "The clock in words, in the reader's language"})
    turn = fields.String(metadata={"enum": ["seller", "buyer", "ozon"], "description": "Who is to act until then"})
    then = fields.String(allow_none=True, metadata={"description": "What happens when it ends, as its sources say"})
    moscow = fields.String(metadata={"description": "The end in Moscow time", "example": "25 Nov, 04:00 (Moscow)"})
    local = fields.String(
        allow_none=True,
        metadata={
            "description": "The same in the seller's own zone; null where that shows the same hour",
            "example": "25 Nov, 09:00 (Beijing)",
        },
    )


class PackSchema(Schema):
    class Meta:
        title = "Pack"

    version = fields.String(required=True)
    rules = fields.Integer(required=True)
    reviewed_on = fields.Date(required=True)


class ProblemSchema(Schema):
    """RFC 9457."""

    class Meta:
        title = "Problem"

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    place = fields.Integer(
        metadata={"description": "Where a rule's condition goes wrong, in code points from 0; only beside `when`"}
    )


__all__ = [
    "MAX_LIMIT",
    "DeadlineSchema",
    "FindingSchema",
    "ListQuery",
    "NextDeadlineSchema",
    "PackSchema",
    "ProblemSchema",
    "SourceSchema",
    "money_field",
]
