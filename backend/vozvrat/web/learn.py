"""What a seller can learn: the steps of a return with their rules, pages and places."""

from typing import Any

from marshmallow import Schema, fields

from vozvrat.desk.learn import Lesson, lessons
from vozvrat.domain.locale import LOCALES
from vozvrat.domain.returns import ReasonKind
from vozvrat.web import context
from vozvrat.web.fields import Said
from vozvrat.web.parser import Calls

blueprint = Calls("learn", __name__, description="What a seller can learn")

Body = dict[str, Any]


class LearnRuleSchema(Schema):
    """A rule in short; the whole of it stands under /policy/rules."""

    class Meta:
        title = "LearnRule"

    id = fields.String(required=True, metadata={"example": "WIN-05"})
    title = Said(required=True)
    detail = Said(required=True)
    confidence = fields.String(required=True, metadata={"enum": ["high", "medium", "low"]})
    standing = fields.String(required=True, metadata={"enum": ["rule", "unconfirmed", "claim", "own"]})
    stale = fields.Boolean(
        required=True, metadata={"description": "Its sources were last looked at more than 90 days ago"}
    )


class LearnPageSchema(Schema):
    """A page of Ozon's."""

    class Meta:
        title = "LearnPage"

    address = fields.String(required=True)
    title = Said(required=True)
    seen = fields.String(required=True, metadata={"description": "When it was seen; `undated` where it says none"})


class PlaceSchema(Schema):
    """Where something is found."""

    class Meta:
        title = "Place"

    title = Said(required=True)
    detail = Said(required=True)
    address = fields.String(required=True, allow_none=True)
    seen = fields.String(required=True)


class ShownReasonSchema(Schema):
    """A buyer's reason in the words in which Ozon shows it; the English is ours."""

    class Meta:
        title = "ShownReason"

    names = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": f"By language: {', '.join(LOCALES)}; all three, so that they can be compared"},
    )
    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in ReasonKind]})


class ThemeSchema(Schema):
    """One step of a seller's work; the most useful rule first."""

    class Meta:
        title = "Theme"

    id = fields.String(required=True)
    title = Said(required=True)
    about = Said(required=True)
    rules = fields.List(fields.Nested(LearnRuleSchema), required=True)
    pages = fields.List(fields.Nested(LearnPageSchema), required=True)
    places = fields.List(fields.Nested(PlaceSchema), required=True)
    reasons = fields.List(fields.Nested(ShownReasonSchema), required=True)


class ThemeList(Schema):
    items = fields.List(fields.Nested(ThemeSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/policy/themes", methods=["GET"])
@blueprint.response(200, ThemeList)
def themes() -> Body:
    """The steps of a return, with the rules that help at each."""
    return {"items": [_shape(lesson) for lesson in lessons(today=context.now().date())], "next_cursor": None}


def _shape(lesson: Lesson) -> Body:
    theme = lesson.theme
    return {
        "id": theme.id,
        "title": theme.title,
        "about": theme.about,
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "detail": rule.detail,
                "confidence": rule.confidence,
                "standing": rule.standing,
                "stale": rule.id in lesson.stale,
            }
            for rule in lesson.rules
        ],
        "pages": [{"address": page.address, "title": page.title, "seen": page.seen} for page in theme.pages],
        "places": [
            {"title": place.title, "detail": place.detail, "address": place.address, "seen": place.seen}
            for place in theme.places
        ],
        "reasons": [{"names": dict(reason.names), "kind": reason.kind.value} for reason in theme.reasons],
    }
