"""Whether somebody is at home. Tells nothing of accounts or data."""

from marshmallow import Schema, fields

from vozvrat import __version__
from vozvrat.web.parser import Calls

blueprint = Calls("health", __name__, description="Whether Vozvrat runs, and which version")

EXTENSION_MIN = "0.1.0"
"""The oldest extension that understands this backend."""


class HealthSchema(Schema):
    class Meta:
        title = "Health"

    name = fields.Constant("vozvrat", required=True)
    version = fields.String(required=True)
    api = fields.Integer(required=True)
    extension_min = fields.String(required=True)


@blueprint.route("/health", methods=["GET"])
@blueprint.response(200, HealthSchema)
@blueprint.doc(security=[])
def health() -> dict[str, object]:
    """Name and versions; needs no token."""
    return {"name": "vozvrat", "version": __version__, "api": 1, "extension_min": EXTENSION_MIN}
