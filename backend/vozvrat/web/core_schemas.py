"""What the heart of the API takes and gives."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from vozvrat.domain.errors import MalformedPostingNumber
from vozvrat.domain.findings import Severity
from vozvrat.domain.posting_number import SHAPE, posting_number
from vozvrat.domain.purposes import PURPOSES
from vozvrat.web import facts_schema
from vozvrat.web.fields import (
    Instant,
    Named,
    Said,
    YesOrNo,
    absent,
    locale_field,
    money_field,
    scheme_field,
    short_text,
)
from vozvrat.web.returns_schemas import CancellationSchema, ReturnSchema
from vozvrat.web.schemas import DeadlineSchema, FindingSchema, ListQuery, NextDeadlineSchema, PackSchema

MALFORMED = "This is no posting number; one looks like 58544282-0057-1."
POSTING_NUMBER_PATTERN = f"^{SHAPE.pattern}$"


class PostingNumberField(fields.String):
    """A posting number such as 58544282-0057-1."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> str:
        if not isinstance(value, str):
            raise ValidationError("Not a valid string.")
        try:
            return posting_number(value)
        except MalformedPostingNumber:
            raise ValidationError(MALFORMED) from None


def posting_number_field(**kwargs: object) -> PostingNumberField:
    return PostingNumberField(
        metadata={"pattern": POSTING_NUMBER_PATTERN, "example": "58544282-0057-1"},
        **kwargs,  # type: ignore[arg-type]  # passed through to marshmallow, which checks them
    )


COMPANY = {"description": "Client-Id, or a company id that returns carried"}


class LookupRequest(Schema):
    posting_numbers = fields.List(posting_number_field(), required=True, validate=validate.Length(min=1, max=200))
    company_id = short_text(64, load_default=absent, allow_none=True, metadata=COMPANY)


class LookupItemSchema(Schema):
    """What a badge needs to know of one posting."""

    class Meta:
        title = "LookupItem"

    posting_number = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": ["found", "not_found", "pending", "unavailable"]})
    reason = fields.String(metadata={"description": "Why nothing is shown, e.g. `no_account`"})
    scheme = fields.String(required=True, allow_none=True)
    order_status = fields.String(required=True, allow_none=True)
    severity = fields.String(metadata={"enum": [one.value for one in Severity]}, required=True, allow_none=True)
    findings_count = fields.Integer(required=True)
    next_deadline = fields.Nested(NextDeadlineSchema, required=True, allow_none=True)
    return_state = fields.String(required=True, allow_none=True)
    return_id = fields.String(required=True, allow_none=True)
    line = fields.String(required=True, metadata={"description": "One line for hover and focus"})


class LookupAnswer(Schema):
    items = fields.List(fields.Nested(LookupItemSchema), required=True)


class OrderProductSchema(Schema):
    class Meta:
        title = "OrderProduct"

    sku = fields.String(required=True)
    offer_id = fields.String(required=True)
    name = fields.String(required=True)
    quantity = fields.Integer(required=True)
    price = money_field(required=True)
    customer_price = money_field(required=True)
    image = fields.String(allow_none=True)


class OrderSchema(Schema):
    class Meta:
        title = "Order"

    posting_number = fields.String(required=True)
    account_id = fields.String(required=True)
    order_number = fields.String(allow_none=True)
    scheme = fields.String(required=True)
    status = fields.String(required=True)
    substatus = fields.String(allow_none=True)
    created_at = Instant(allow_none=True)
    paid_at = Instant(allow_none=True)
    handed_over_at = Instant(allow_none=True)
    delivered_from = Instant(allow_none=True)
    delivered_at = Instant(allow_none=True)
    tracking_number = fields.String(allow_none=True)
    has_return = fields.Boolean(required=True)
    products = fields.List(fields.Nested(OrderProductSchema), required=True)


class OrdersQuery(ListQuery):
    q = short_text(
        100, load_default=absent, metadata={"description": "Posting, order or return number, SKU, offer, name"}
    )
    account_id = short_text(64, load_default=absent)
    scheme = scheme_field(load_default=absent)
    status = short_text(64, load_default=absent)
    has_return = fields.Boolean(load_default=absent)
    created_from = Instant(load_default=absent, metadata={"description": "Created then or later"})
    created_to = Instant(load_default=absent, metadata={"description": "Created before that"})


class OrderList(Schema):
    items = fields.List(fields.Nested(OrderSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ChatSchema(Schema):
    class Meta:
        title = "Chat"

    id = fields.String(required=True)
    status = fields.String(required=True)
    unread = fields.Integer(required=True)
    last_buyer_message_at = Instant(allow_none=True)


class FeeSchema(Schema):
    class Meta:
        title = "Fee"

    type_id = fields.String(required=True)
    name = fields.String(allow_none=True)
    accrued = money_field(required=True, metadata={"description": "Plus to the seller, minus from the seller"})
    accrued_on = fields.Date(allow_none=True)
    sku = fields.String(allow_none=True)


class TimelineEntrySchema(Schema):
    class Meta:
        title = "TimelineEntry"

    at = Instant(required=True)
    kind = fields.String(required=True)
    line = fields.String(required=True)
    source = fields.String(required=True, metadata={"enum": ["ozon", "page", "seller", "vozvrat"]})


class CardSchema(Schema):
    """Everything about one posting."""

    class Meta:
        title = "Card"

    order = fields.Nested(OrderSchema, required=True)
    returns = fields.List(fields.Nested(ReturnSchema), required=True)
    cancellations = fields.List(fields.Nested(CancellationSchema), required=True)
    chat = fields.Nested(ChatSchema, required=True, allow_none=True)
    fees = fields.List(fields.Nested(FeeSchema), required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    deadlines = fields.List(fields.Nested(DeadlineSchema), required=True)
    timeline = fields.List(fields.Nested(TimelineEntrySchema), required=True)
    stale_since = Instant(metadata={"type": "string", "format": "date-time"})


class CompanyQuery(Schema):
    company_id = short_text(64, load_default=absent, metadata=COMPANY)


class CheckRequest(Schema):
    """Exactly one of posting_number, return_id and facts."""

    posting_number = posting_number_field(load_default=absent, allow_none=True)
    return_id = short_text(64, load_default=absent, allow_none=True)
    facts = fields.Dict(
        load_default=absent,
        allow_none=True,
        metadata={
            "description": "A facts document; absent means unknown",
            "properties": facts_schema.properties(),
            "additionalProperties": False,
        },
    )
    draft = fields.Dict(
        load_default=absent,
        allow_none=True,
        metadata={
            "description": "The seller's own statement: what is absent was not given",
            "properties": facts_schema.draft_properties(),
            "additionalProperties": False,
        },
    )
    explain = YesOrNo(load_default=False, metadata={"description": "Adds what every rule answered, and why"})
    company_id = short_text(64, load_default=absent, allow_none=True, metadata=COMPANY)

    @validates_schema
    def one_subject(self, data: dict[str, object], **kwargs: object) -> None:
        given = [name for name in ("posting_number", "return_id", "facts") if data.get(name) is not None]
        if len(given) != 1:
            raise ValidationError("Exactly one of posting_number, return_id and facts is needed.", "posting_number")


class ExplanationSchema(Schema):
    class Meta:
        title = "Explanation"

    rule_id = fields.String(required=True)
    outcome = fields.String(required=True, metadata={"enum": ["fired", "silent", "unknown"]})
    why = fields.String(required=True)


class CheckAnswer(Schema):
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    pack = fields.Nested(PackSchema, required=True)
    explanations = fields.List(fields.Nested(ExplanationSchema))


class TextRequest(Schema):
    text = short_text(20_000, required=True)
    purpose = fields.String(load_default=absent, allow_none=True, validate=validate.OneOf(PURPOSES))
    posting_number = posting_number_field(load_default=absent, allow_none=True)
    company_id = short_text(64, load_default=absent, allow_none=True, metadata=COMPANY)


class TextAnswer(Schema):
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class VariableSchema(Schema):
    class Meta:
        title = "Variable"

    name = fields.String(required=True)
    type = fields.String(required=True)
    required = fields.Boolean(required=True)
    description = Said(required=True)


class TextsSchema(Schema):
    class Meta:
        title = "Texts"

    ru = fields.String(required=True)
    zh_cn = fields.String(required=True, data_key="zh-CN", attribute="zh-CN")
    en = fields.String(required=True)


class TemplateSchema(Schema):
    class Meta:
        title = "Template"

    id = fields.String(required=True)
    name = Said(required=True)
    purpose = fields.String(required=True)
    reason_kinds = fields.List(fields.String(), required=True)
    schemes = fields.List(fields.String(), required=True)
    texts = fields.Nested(TextsSchema, required=True)
    variables = fields.List(fields.Nested(VariableSchema), required=True)
    use_when = Said(required=True)
    avoid_when = Said(required=True)
    rules = fields.List(fields.String(), required=True)
    owner = fields.String(required=True)
    version = fields.Integer(required=True)
    reviewed_on = fields.Date(required=True)


class TemplatesQuery(ListQuery):
    purpose = fields.String(load_default=absent, validate=validate.OneOf(PURPOSES))
    q = short_text(100, load_default=absent)


class TemplateList(Schema):
    items = fields.List(fields.Nested(TemplateSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SuggestionsRequest(Schema):
    purpose = fields.String(load_default=absent, allow_none=True, validate=validate.OneOf(PURPOSES))
    posting_number = posting_number_field(load_default=absent, allow_none=True)
    return_id = short_text(64, load_default=absent, allow_none=True)
    query = short_text(200, load_default=absent, allow_none=True)
    locale = locale_field(load_default=absent, allow_none=True)
    company_id = short_text(64, load_default=absent, allow_none=True, metadata=COMPANY)
    limit = fields.Integer(load_default=5, strict=True, validate=validate.Range(min=1, max=50))


class GapSchema(Schema):
    class Meta:
        title = "Gap"

    name = fields.String(required=True)
    description = Said(required=True)
    example = fields.String(required=True)
    given = fields.String(allow_none=True)


class SuggestionSchema(Schema):
    class Meta:
        title = "Suggestion"

    template = fields.Nested(TemplateSchema, required=True)
    score = fields.Float(required=True)
    why = fields.List(Said(), required=True)
    text = fields.String(required=True, metadata={"description": "Russian, with ⟦name⟧ where a value is missing"})
    preview = fields.String(required=True, metadata={"description": "The same in `locale`"})
    missing = fields.List(fields.Nested(GapSchema), required=True)


class SuggestionsAnswer(Schema):
    items = fields.List(fields.Nested(SuggestionSchema), required=True)


class RenderingRequest(Schema):
    posting_number = posting_number_field(load_default=absent, allow_none=True)
    return_id = short_text(64, load_default=absent, allow_none=True)
    values = Named(
        keys=short_text(64),
        values=short_text(1000),
        load_default=dict,
        metadata={"description": "What the seller typed"},
    )
    locale = locale_field(load_default="ru", allow_none=False)
    company_id = short_text(64, load_default=absent, allow_none=True, metadata=COMPANY)


class RenderingAnswer(Schema):
    text = fields.String(required=True)
    missing = fields.List(fields.Nested(GapSchema), required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
