"""What the rules' calls take and give."""

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate

from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES
from vozvrat.policy.documents import SIZE
from vozvrat.web.fields import Instant, Said, YesOrNo, absent, scheme_field, short_text
from vozvrat.web.schemas import ListQuery, PackSchema, SourceSchema

KINDS: Final = ("check", "fact")
SURE: Final = ("high", "medium", "low")
STANDINGS: Final = ("rule", "unconfirmed", "claim", "own")
_ACCOUNT = {"description": "May be left out where the device sees one account only"}


class WordsField(fields.Field[Any]):
    """Words in one text, which serves all three languages, or by language."""

    def __init__(self, **kwargs: Any) -> None:
        by_language = {
            "type": "object",
            "properties": {locale: {"type": "string"} for locale in LOCALES},
            "additionalProperties": False,
        }
        super().__init__(metadata={"oneOf": [{"type": "string"}, by_language]}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            return value
        if not isinstance(value, dict) or not all(text is None or isinstance(text, str) for text in value.values()):
            raise ValidationError("must be a text")
        return value


class OverrideSchema(Schema):
    """What an account changed in a built-in rule, and why."""

    class Meta:
        title = "Override"

    severity = fields.String(required=True, allow_none=True)
    note = fields.String(required=True)
    version = fields.Integer(required=True)
    changed_at = Instant(required=True)
    changed_by = fields.String(required=True, metadata={"description": "A device's name, or `terminal`"})


class RuleSchema(Schema):
    """A rule as it stands in the pack of an account."""

    class Meta:
        title = "Rule"

    id = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": list(KINDS)})
    theme = fields.String(required=True)
    schemes = fields.List(fields.String(), required=True)
    states = fields.List(fields.String(), required=True)
    when = fields.String(required=True, allow_none=True, metadata={"description": "Its condition in CEL, over f"})
    deadline = fields.String(required=True, allow_none=True, metadata={"description": "The clock it speaks of"})
    severity = fields.String(required=True, metadata={"enum": [one.value for one in Severity]})
    title = Said(required=True)
    detail = Said(required=True)
    remedy = Said(required=True)
    confidence = fields.String(required=True, metadata={"enum": list(SURE)})
    contradictions = fields.List(Said(), required=True)
    template_purposes = fields.List(fields.String(), required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    effective_from = fields.Date(required=True, allow_none=True)
    effective_to = fields.Date(required=True, allow_none=True)
    reviewed_on = fields.Date(required=True, allow_none=True)
    owner = fields.String(required=True, metadata={"enum": ["vozvrat", "seller"]})
    standing = fields.String(required=True, metadata={"enum": list(STANDINGS)})
    claim = fields.Boolean(required=True, metadata={"description": "What others say and no official page bears out"})
    stale = fields.Boolean(required=True, metadata={"description": "Sources last looked at more than 90 days ago"})
    account_id = fields.String(required=True, allow_none=True, metadata={"description": "Whose it is; null: all"})
    enabled = fields.Boolean(required=True, metadata={"description": "false: switched off, it never fires"})
    override = fields.Nested(OverrideSchema, required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True, metadata={"description": "Of an own rule"})
    problem = fields.String(
        required=True, allow_none=True, metadata={"description": "Why an own rule cannot be read and judges nothing"}
    )


class RuleExampleSchema(Schema):
    class Meta:
        title = "RuleExample"

    name = fields.String(required=True)
    fires = fields.Boolean(required=True)
    facts = fields.Dict(required=True)


class FiredSchema(Schema):
    class Meta:
        title = "FiredOn"

    posting_number = fields.String(required=True)
    return_id = fields.String(required=True, allow_none=True)
    cancellation_id = fields.String(required=True, allow_none=True, metadata={"description": "For a rule of requests"})
    account_id = fields.String(required=True)
    line = fields.String(required=True)
    severity = fields.String(required=True, metadata={"enum": [one.value for one in Severity]})
    deadline_at = Instant(required=True, allow_none=True)


class FiringSchema(Schema):
    """The open returns, or cancellation requests, on which the rule fires now, the nearest deadlines first."""

    class Meta:
        title = "Firing"

    count = fields.Integer(required=True)
    tried = fields.Integer(required=True, metadata={"description": "How many open returns were looked at"})
    items = fields.List(fields.Nested(FiredSchema), required=True)


class WrittenClockSchema(Schema):
    class Meta:
        title = "RuleClock"

    fact = short_text(100, required=True, metadata={"description": "A time of the facts document"})
    hours = fields.Raw(required=True, metadata={"type": "number"})
    warn_hours = fields.Raw(required=True, metadata={"type": "number"})


class RulePageSchema(RuleSchema):
    """A rule with its examples and the open returns where it fires now."""

    class Meta:
        title = "RulePage"

    examples = fields.List(fields.Nested(RuleExampleSchema), required=True)
    firing = fields.Nested(FiringSchema, required=True)
    written = fields.Dict(
        required=True, allow_none=True, metadata={"description": "An own rule as it was written: what PUT takes"}
    )


class AccountQuery(Schema):
    account_id = short_text(64, load_default=absent, metadata=_ACCOUNT)


class RulesQuery(ListQuery):
    q = short_text(200, load_default=absent, metadata={"description": "Id and words, in any of the three languages"})
    theme = short_text(40, load_default=absent)
    kind = fields.String(load_default=absent, validate=validate.OneOf(KINDS))
    scheme = scheme_field(load_default=absent)
    confidence = fields.String(load_default=absent, validate=validate.OneOf(SURE))
    standing = fields.String(load_default=absent, validate=validate.OneOf(STANDINGS))
    stale = fields.Boolean(load_default=absent)
    account_id = short_text(64, load_default=absent, metadata=_ACCOUNT)


class RuleList(Schema):
    items = fields.List(fields.Nested(RuleSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    pack = fields.Nested(PackSchema, required=True)


class RuleChange(Schema):
    """An own rule (its id begins with OWN-) needs a title and a condition or a clock; a change in a built-in one takes
    enabled, severity, title, detail and remedy, and needs a note."""

    account_id = short_text(64, metadata={"description": "Own rules: left out, they hold for all accounts"})
    note = fields.String(metadata={"description": "Why; at most 500 characters"})
    enabled = YesOrNo()
    title = WordsField()
    detail = WordsField(allow_none=True)
    remedy = WordsField(allow_none=True)
    when = fields.String(allow_none=True, metadata={"description": "At most 1000 characters of CEL over f"})
    severity = fields.String(metadata={"enum": [one.value for one in Severity]})
    deadline = fields.Nested(WrittenClockSchema, allow_none=True)
    schemes = fields.List(fields.String())
    states = fields.List(fields.String())
    template_purposes = fields.List(fields.String())
    examples = fields.List(fields.Dict())
    id = fields.String(metadata={"description": "May be repeated here; it must be that of the address"})
    kind = fields.String(metadata={"enum": ["check"]})
    theme = fields.String()
    confidence = fields.String(metadata={"enum": list(SURE)})
    sources = fields.List(fields.Dict(), metadata={"description": "Each an address, and when it was seen"})
    reviewed_on = fields.String(metadata={"format": "date"})
    effective_from = fields.String(metadata={"format": "date"})
    effective_to = fields.String(metadata={"format": "date"})


class VersionsQuery(ListQuery):
    account_id = short_text(64, load_default=absent, metadata=_ACCOUNT)


class VersionSchema(Schema):
    class Meta:
        title = "RuleVersion"

    version = fields.Integer(required=True)
    account_id = fields.String(required=True, allow_none=True, metadata={"description": "null: for all accounts"})
    changed_at = Instant(required=True)
    changed_by = fields.String(required=True)
    note = fields.String(required=True)
    body = fields.Dict(required=True, allow_none=True, metadata={"description": "null: taken back"})


class VersionList(Schema):
    items = fields.List(fields.Nested(VersionSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class TrialRequest(Schema):
    when = fields.String(
        required=True, metadata={"description": "A condition in CEL over f", "example": "f.chat.unread > 3"}
    )
    schemes = fields.List(scheme_field(), load_default=list, validate=validate.Length(max=10))
    states = fields.List(short_text(100), load_default=list, validate=validate.Length(max=50))
    account_id = short_text(64, load_default=absent)
    limit = fields.Integer(load_default=1000, strict=True, validate=validate.Range(min=1, max=5000))


class MissingFactSchema(Schema):
    class Meta:
        title = "MissingFact"

    fact = fields.String(required=True)
    count = fields.Integer(required=True)


class TriedReturnSchema(Schema):
    class Meta:
        title = "TriedReturn"

    posting_number = fields.String(required=True)
    return_id = fields.String(required=True)
    account_id = fields.String(required=True)
    scheme = fields.String(required=True)
    state = fields.String(required=True)
    created_at = Instant(required=True, allow_none=True)


class TrialAnswer(Schema):
    """What a condition did with the latest stored returns."""

    class Meta:
        title = "Trial"

    tried = fields.Integer(required=True, metadata={"description": "Returns looked at within the time there is"})
    fires = fields.Integer(required=True)
    not_known = fields.Integer(  # marshmallow has an `unknown` of its own
        required=True,
        data_key="unknown",
        attribute="unknown",
        metadata={"description": "Returns of which it could not tell"},
    )
    missing = fields.List(fields.Nested(MissingFactSchema), required=True)
    items = fields.List(fields.Nested(TriedReturnSchema), required=True)
    seconds = fields.Float(required=True)


class ExportRequest(Schema):
    account_id = short_text(64, load_default=absent)
    ids = fields.List(short_text(40), load_default=absent, allow_none=True, validate=validate.Length(min=1, max=400))


class ExportAnswer(Schema):
    yaml = fields.String(required=True)


class ImportRequest(Schema):
    yaml = fields.String(required=True, validate=validate.Length(min=1, max=SIZE))
    account_id = short_text(64, load_default=absent, metadata=_ACCOUNT)
    dry_run = YesOrNo(load_default=False)


class ImportAnswer(Schema):
    """Ids of rules that are new, that differ from what stood here, and that do not."""

    class Meta:
        title = "Imported"

    added = fields.List(fields.String(), required=True)
    changed = fields.List(fields.String(), required=True)
    unchanged = fields.List(fields.String(), required=True)
    built_in = fields.List(
        fields.String(), required=True, metadata={"description": "Of added and changed: rules of Vozvrat's own"}
    )
    switched_off = fields.List(
        fields.String(), required=True, metadata={"description": "Of built_in: those that never fire any more"}
    )
