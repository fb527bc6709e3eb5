"""Settings of the seller."""

from typing import Any

from marshmallow import Schema, fields, validate

from vozvrat import accounts, storage
from vozvrat.watch import webhook
from vozvrat.web import context
from vozvrat.web.fields import Instant, YesOrNo, locale_field
from vozvrat.web.parser import Calls
from vozvrat.words import reminders

blueprint = Calls("settings", __name__, description="What the seller prefers")


class WebhookSchema(Schema):
    class Meta:
        title = "Webhook"

    host = fields.String(required=True, metadata={"description": "All of the address that is ever shown again"})
    on = fields.Boolean(required=True)
    last_delivered_at = Instant(required=True, allow_none=True)
    problem = fields.String(
        required=True, allow_none=True, metadata={"description": "Why the last message did not arrive, in words"}
    )
    secret = fields.String(
        metadata={
            "description": "Shown once, where this call set the address. X-Vozvrat-Signature of every message is the "
            "hexadecimal HMAC-SHA256 of its body with it"
        }
    )


class SettingsSchema(Schema):
    class Meta:
        title = "Settings"

    time_zone = fields.String(required=True, metadata={"example": "Europe/Moscow"})
    locale = fields.String(required=True, allow_none=True, metadata={"description": "null follows the browser"})
    policy_watch = fields.Boolean(
        required=True, metadata={"description": "Whether the pages that rules rest on are read again, at most daily"}
    )
    webhook = fields.Nested(
        WebhookSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Where what falls due is sent; null while off"},
    )


class SettingsChanges(Schema):
    time_zone = fields.String(allow_none=True, validate=validate.Length(max=64))
    locale = locale_field(allow_none=True)
    policy_watch = YesOrNo()
    webhook_url = fields.String(
        allow_none=True,
        metadata={"description": "https, or http on this computer; null turns it off; a new one makes a new secret"},
    )


class TrialSchema(Schema):
    class Meta:
        title = "WebhookTrial"

    delivered = fields.Boolean(required=True)
    problem = fields.String(required=True, allow_none=True)


@blueprint.route("/settings", methods=["GET"])
@blueprint.response(200, SettingsSchema)
def settings() -> dict[str, Any]:
    """Time zone, language, the policy watch and the webhook."""
    return _shape()


@blueprint.route("/settings", methods=["PUT"])
@blueprint.arguments(SettingsChanges)
@blueprint.response(200, SettingsSchema)
def change(body: dict[str, Any]) -> dict[str, Any]:
    """Changes what is given and leaves the rest; null takes a choice back."""
    secret = None
    with storage.transaction():
        accounts.change_preferences({name: value for name, value in body.items() if name != "webhook_url"})
        if "webhook_url" in body and body["webhook_url"] is None:
            webhook.turn_off(account_id=context.bound_account())
        elif "webhook_url" in body:
            secret = webhook.set_address(
                body["webhook_url"],
                locale=context.locale(),
                now=context.now(),
                account_id=context.bound_account(),
            )
    context.forget_zone()
    return _shape(secret=secret)


@blueprint.route("/settings/webhook/trials", methods=["POST"])
@blueprint.response(200, TrialSchema)
def try_webhook() -> dict[str, Any]:
    """Sends a test message to the webhook now and says whether it arrived."""
    problem = webhook.try_out(locale=accounts.preferences().locale or context.locale())
    said = reminders.problem(problem, context.locale()) if problem is not None else None
    return {"delivered": problem is None, "problem": said}


def _shape(*, secret: str | None = None) -> dict[str, Any]:
    prefers = accounts.preferences()
    state = webhook.state()
    shape: dict[str, Any] = {
        "time_zone": prefers.time_zone,
        "locale": prefers.locale,
        "policy_watch": prefers.policy_watch,
        "webhook": None,
    }
    if state is not None:
        shape["webhook"] = {
            "host": state.host,
            "on": True,
            "last_delivered_at": state.last_delivered_at,
            "problem": reminders.problem(state.problem, context.locale()) if state.problem is not None else None,
            **({"secret": secret} if secret is not None else {}),
        }
    return shape
