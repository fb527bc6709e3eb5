"""Settings of the seller."""

from typing import Any

from marshmallow import Schema, fields, validate

from vozvrat import accounts
from vozvrat.web import context
from vozvrat.web.fields import locale_field
from vozvrat.web.parser import Calls

blueprint = Calls("settings", __name__, description="What the seller prefers")


class SettingsSchema(Schema):
    class Meta:
        title = "Settings"

    time_zone = fields.String(required=True, metadata={"example": "Europe/Moscow"})
    locale = fields.String(required=True, allow_none=True, metadata={"description": "null follows the browser"})


class SettingsChanges(Schema):
    time_zone = fields.String(allow_none=True, validate=validate.Length(max=64))
    locale = locale_field(allow_none=True)


@blueprint.route("/settings", methods=["GET"])
@blueprint.response(200, SettingsSchema)
def settings() -> Any:
    """Time zone and language."""
    return accounts.preferences()


@blueprint.route("/settings", methods=["PUT"])
@blueprint.arguments(SettingsChanges)
@blueprint.response(200, SettingsSchema)
def change(body: dict[str, str | None]) -> Any:
    """Changes what is given and leaves the rest; null takes a choice back."""
    changed = accounts.change_preferences(body)
    context.forget_zone()
    return changed
