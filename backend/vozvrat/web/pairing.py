"""Pairing a browser with a one-time code, and the paired ones."""

from flask import current_app, request
from marshmallow import Schema, fields, validate

from vozvrat import accounts
from vozvrat.domain.errors import NotFound
from vozvrat.storage.devices import Device
from vozvrat.web import context
from vozvrat.web.fields import Instant
from vozvrat.web.parser import Calls

blueprint = Calls("devices", __name__, description="Pairing browsers, and the paired ones")


class PairingRequest(Schema):
    code = fields.String(required=True, validate=validate.Length(min=1, max=40), metadata={"example": "K7QF-3M9T"})
    device_name = fields.String(required=True, validate=validate.Length(min=1, max=100))


class DeviceSchema(Schema):
    class Meta:
        title = "Device"

    id = fields.String(required=True)
    name = fields.String(required=True)
    origin = fields.String(required=True, allow_none=True)
    account_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The one account this device may see; null for all"}
    )
    created_at = Instant(required=True)
    last_used_at = Instant(required=True, allow_none=True)


class PairingAnswer(Schema):
    token = fields.String(required=True, metadata={"description": "Shown once; only its hash is kept"})
    device = fields.Nested(DeviceSchema, required=True)


class DeviceList(Schema):
    items = fields.List(fields.Nested(DeviceSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


@blueprint.route("/pairing", methods=["POST"])
@blueprint.arguments(PairingRequest)
@blueprint.response(201, PairingAnswer)
@blueprint.doc(security=[])
def redeem(body: dict[str, str]) -> dict[str, object]:
    """Turns a code of `vozvrat pair` into a token for this browser; its origin may ask from then on."""
    token, device = accounts.redeem(
        body["code"], name=body["device_name"], origin=request.headers.get("Origin"), now=context.now()
    )
    current_app.extensions["vozvrat.guards"].origins.forget()
    return {"token": token, "device": device}


@blueprint.route("/devices", methods=["GET"])
@blueprint.response(200, DeviceList)
def devices() -> dict[str, object]:
    """Every paired browser; one that is bound to an account sees those of that account."""
    return {"items": _seen(), "next_cursor": None}


@blueprint.route("/devices/<string:device_id>", methods=["DELETE"])
@blueprint.response(204)
def revoke(device_id: str) -> None:
    """Ends a pairing; its token is worthless from now on."""
    if device_id not in {device.id for device in _seen()}:
        raise NotFound(what="device", id=device_id)
    accounts.revoke(device_id)
    current_app.extensions["vozvrat.guards"].origins.forget()


def _seen() -> list[Device]:
    """The paired browsers that the asking one may know of."""
    bound = context.bound_account()
    return [device for device in accounts.list_devices() if bound in (None, device.account_id)]
