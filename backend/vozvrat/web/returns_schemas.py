"""Returns and cancellation requests as the API shows them."""

from marshmallow import Schema, fields, validate

from vozvrat.domain.returns import ReasonKind
from vozvrat.web.fields import Instant, absent, money_field, scheme_field, short_text
from vozvrat.web.schemas import DeadlineSchema, FindingSchema, ListQuery, NextDeadlineSchema


class ReasonSchema(Schema):
    class Meta:
        title = "Reason"

    id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in ReasonKind]})
    is_defect = fields.Boolean(required=True, allow_none=True)


class ReturnProductSchema(Schema):
    class Meta:
        title = "ReturnProduct"

    sku = fields.String(required=True)
    offer_id = fields.String(required=True)
    name = fields.String(required=True)
    price = money_field(required=True)


class ReturnMoneySchema(Schema):
    """Sums that Ozon names for this return; null is unknown."""

    class Meta:
        title = "ReturnMoney"

    price = money_field(required=True)
    state_name = fields.String(allow_none=True)
    compensation_state = fields.String(allow_none=True)


class ReturnStorageSchema(Schema):
    """Waiting at the pick-up point: since when, paid from when, disposed of when."""

    class Meta:
        title = "ReturnStorage"

    place = fields.String(allow_none=True)
    arrived_at = Instant(allow_none=True)
    paid_from = Instant(allow_none=True)
    disposal_at = Instant(allow_none=True)
    days = fields.Integer(allow_none=True)
    sum = money_field()
    disposal_sum = money_field()


class ActionSchema(Schema):
    class Meta:
        title = "Action"

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    needs = fields.List(
        fields.String(metadata={"enum": ["rejection_reason", "comment", "amount", "postage"]}), required=True
    )


class RejectionReasonSchema(Schema):
    class Meta:
        title = "RejectionReason"

    id = fields.String(required=True)
    name = fields.String(required=True)
    hint = fields.String(required=True, allow_none=True)
    is_comment_required = fields.Boolean(required=True)


class ReturnSchema(Schema):
    """A return of either of Ozon's lists. `id` is ours, `ozon_id` Ozon's; `state` is one vocabulary for both."""

    class Meta:
        title = "Return"

    id = fields.String(required=True)
    ozon_id = fields.String(required=True)
    return_number = fields.String(required=True, allow_none=True)
    posting_number = fields.String(required=True)
    account_id = fields.String(required=True)
    scheme = fields.String(required=True)
    state = fields.String(required=True)
    state_name = fields.String(required=True, metadata={"description": "Ozon's own name of the state."})
    state_words = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What the state means, in the language asked for; null for a state we do not know."},
    )
    group_state = fields.String(required=True, allow_none=True)
    type = fields.String(required=True, allow_none=True)
    reason = fields.Nested(ReasonSchema, required=True, allow_none=True)
    comment = fields.String(required=True, allow_none=True)
    photos = fields.List(fields.String(), required=True)
    product = fields.Nested(ReturnProductSchema, required=True, allow_none=True)
    quantity = fields.Integer(required=True, allow_none=True)
    created_at = Instant(required=True, allow_none=True)
    state_changed_at = Instant(required=True, allow_none=True)
    answer_due_at = Instant(allow_none=True)
    money = fields.Nested(ReturnMoneySchema, required=True)
    storage = fields.Nested(ReturnStorageSchema, required=True)
    available_actions = fields.List(fields.Nested(ActionSchema), required=True)
    rejection_reasons = fields.List(fields.Nested(RejectionReasonSchema), required=True)
    tracking_number = fields.String(allow_none=True)
    detailed = fields.Boolean(metadata={"description": "False where only Ozon's list was read: actions are unknown"})
    perhaps_same_as = fields.String(allow_none=True)
    next_deadline = fields.Nested(NextDeadlineSchema, required=True, allow_none=True)
    line = fields.String(metadata={"description": "The nearest clock in words; empty without one"})
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class CancellationSchema(Schema):
    class Meta:
        title = "Cancellation"

    id = fields.String(required=True)
    ozon_id = fields.String(required=True)
    account_id = fields.String(required=True)
    posting_number = fields.String(required=True)
    state = fields.String(required=True)
    state_name = fields.String(allow_none=True)
    initiator = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    comment = fields.String(allow_none=True)
    created_at = Instant(allow_none=True)
    auto_approve_at = Instant(allow_none=True)
    approved_at = Instant(allow_none=True)
    next_deadline = fields.Nested(NextDeadlineSchema, required=True, allow_none=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class ReturnsQuery(ListQuery):
    state = short_text(64, load_default=absent)
    scheme = scheme_field(load_default=absent)
    due_before = Instant(load_default=absent)
    account_id = short_text(64, load_default=absent)
    sku = short_text(64, load_default=absent)
    reason_kind = fields.String(load_default=absent, validate=validate.OneOf([kind.value for kind in ReasonKind]))


class ReturnList(Schema):
    items = fields.List(fields.Nested(ReturnSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class CancellationsQuery(ListQuery):
    state = short_text(64, load_default=absent)
    account_id = short_text(64, load_default=absent)


class CancellationList(Schema):
    items = fields.List(fields.Nested(CancellationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ObservationRequest(Schema):
    """What the page of the seller center itself shows of a return."""

    answer_due_at = Instant(required=True, allow_none=True)
    seen_at = Instant(required=True)
    page = short_text(300, required=True, metadata={"description": "Where it was seen: a path, no query"})


class ObservationAnswer(Schema):
    """What the return's clocks are now."""

    return_id = fields.String(required=True)
    next_deadline = fields.Nested(NextDeadlineSchema, required=True, allow_none=True)
    deadlines = fields.List(fields.Nested(DeadlineSchema), required=True)
