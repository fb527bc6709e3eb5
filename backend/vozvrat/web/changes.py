"""What changed between two versions of the policy pack, in words."""

from typing import Any

from marshmallow import Schema, fields

from vozvrat.domain.locale import Locale
from vozvrat.watch import versions
from vozvrat.watch.versions import Compared, Version
from vozvrat.web import context
from vozvrat.web.fields import Instant, Said, absent, short_text
from vozvrat.web.parser import Calls
from vozvrat.words.changes import sentence

blueprint = Calls("changes", __name__, description="What changed in the policy catalogue")


class ChangesQuery(Schema):
    older = short_text(
        80,
        data_key="from",
        load_default=absent,
        metadata={"description": "A version; left out, the one before"},
    )
    newer = short_text(
        80,
        data_key="to",
        load_default=absent,
        metadata={"description": "A version; left out, the one that runs"},
    )


class PackVersionSchema(Schema):
    class Meta:
        title = "PackVersion"

    version = fields.String(required=True)
    reviewed_on = fields.Date(required=True)


class KnownPackSchema(PackVersionSchema):
    class Meta:
        title = "KnownPack"

    seen_at = Instant(
        required=True,
        allow_none=True,
        metadata={"description": "When it first ran here; null where only its rules are known"},
    )


class RuleChangedSchema(Schema):
    class Meta:
        title = "RuleChanged"

    rule_id = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["added", "removed", "changed"]})
    title = Said(required=True)
    sentence = fields.String(required=True, metadata={"description": "What changed, in the reader's language"})


class ChangesAnswer(Schema):
    older = fields.Nested(
        PackVersionSchema,
        data_key="from",
        required=True,
        allow_none=True,
        metadata={"description": "null: nothing from before is known"},
    )
    newer = fields.Nested(PackVersionSchema, data_key="to", required=True)
    items = fields.List(fields.Nested(RuleChangedSchema), required=True)
    versions = fields.List(
        fields.Nested(KnownPackSchema), required=True, metadata={"description": "Every version known, oldest first"}
    )


@blueprint.route("/policy/changes", methods=["GET"])
@blueprint.arguments(ChangesQuery, location="query")
@blueprint.response(200, ChangesAnswer)
def changes(query: dict[str, str | None]) -> dict[str, Any]:
    """What changed between two versions of the built-in rules, up to the one that runs."""
    return shape(versions.between(query["older"], query["newer"]), locale=context.locale())


def shape(found: Compared, *, locale: Locale) -> dict[str, Any]:
    """What changed, for the schema."""
    return {
        "older": _shape(found.older) if found.older is not None else None,
        "newer": _shape(found.newer),
        "items": [
            {"rule_id": one.rule_id, "kind": one.kind, "title": one.title, "sentence": sentence(one, locale)}
            for one in found.changes
        ],
        "versions": [_shape(one) for one in found.versions],
    }


def _shape(version: Version) -> dict[str, Any]:
    return {"version": version.name, "reviewed_on": version.reviewed_on, "seen_at": version.seen_at}
