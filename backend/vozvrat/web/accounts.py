"""Ozon accounts: keys go in and never come out."""

from typing import Any

from marshmallow import Schema, fields, validate

from vozvrat import accounts
from vozvrat.domain.errors import InvalidInput, NotFound
from vozvrat.domain.locale import Locale
from vozvrat.storage.accounts import Account
from vozvrat.web import context, syncs
from vozvrat.web.fields import Instant, YesOrNo, absent
from vozvrat.web.parser import Calls
from vozvrat.words.errors import by_code

blueprint = Calls("accounts", __name__, description="Ozon accounts, their keys and their syncs")

Body = dict[str, Any]
_UNIT = validate.Regexp(r"^[A-Z]{3}$", error="A currency code such as RUB is needed.")


class NewAccount(Schema):
    client_id = fields.String(
        required=True, validate=validate.Regexp(r"^[0-9]{1,20}$", error="A Client-Id is a number.")
    )
    api_key = fields.String(
        required=True, load_only=True, validate=validate.Length(min=1, max=200), metadata={"format": "password"}
    )
    name = fields.String(load_default="", validate=validate.Length(max=100))


class AccountChanges(Schema):
    name = fields.String(
        validate=[validate.Length(min=1, max=100), validate.Regexp(r"\s*\S", error="A name is needed.")]
    )
    return_address_set = YesOrNo(allow_none=True)
    disposal_default_set = YesOrNo(allow_none=True)
    compensation_unit = fields.String(
        allow_none=True, validate=_UNIT, metadata={"description": "The currency of Ozon's compensation amounts"}
    )


class SkippedMethodSchema(Schema):
    class Meta:
        title = "SkippedMethod"

    method = fields.String(required=True)
    code = fields.String(required=True)


class AccountProblemSchema(Schema):
    class Meta:
        title = "AccountProblem"

    code = fields.String(required=True)
    line = fields.String(required=True, metadata={"description": "What happened and what to do, in one sentence"})
    at = Instant(allow_none=True)


class AccountSchema(Schema):
    """An Ozon account, without its key."""

    class Meta:
        title = "Account"

    id = fields.String(required=True)
    client_id = fields.String(required=True)
    name = fields.String(required=True)
    company_name = fields.String(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    country = fields.String(required=True, allow_none=True)
    subscription = fields.String(required=True, allow_none=True)
    key_state = fields.String(required=True, metadata={"enum": ["unverified", "valid", "refused"]})
    key_expires_at = Instant(required=True, allow_none=True)
    roles = fields.List(fields.String(), required=True)
    problem = fields.Nested(AccountProblemSchema, required=True, allow_none=True)
    skipped_methods = fields.List(fields.Nested(SkippedMethodSchema), required=True)
    added_at = Instant(required=True)
    verified_at = Instant(required=True, allow_none=True)
    synced_at = Instant(required=True, allow_none=True)
    return_address_set = fields.Boolean(required=True, allow_none=True)
    disposal_default_set = fields.Boolean(required=True, allow_none=True)
    compensation_unit = fields.String(required=True, allow_none=True)
    syncing = fields.Boolean(required=True)


class AccountList(Schema):
    items = fields.List(fields.Nested(AccountSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SyncRequest(Schema):
    since = Instant(load_default=absent, allow_none=True)


class SyncAnswer(Schema):
    account_id = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": ["started", "joined"]})


@blueprint.route("/accounts", methods=["GET"])
@blueprint.response(200, AccountList)
def list_accounts() -> Body:
    """Every account that this device may see."""
    bound = context.bound_account()
    seen = [_shape(account) for account in accounts.list_all() if bound in (None, account.id)]
    return {"items": seen, "next_cursor": None}


@blueprint.route("/accounts", methods=["POST"])
@blueprint.arguments(NewAccount)
@blueprint.response(201, AccountSchema)
def add(body: Body) -> Body:
    """Adds an account after trying its key at Ozon; a key that does not work is 422 with what to do."""
    if context.bound_account() is not None:
        raise NotFound(what="account", id=body["client_id"])
    return _shape(accounts.add(client_id=body["client_id"], key=body["api_key"], name=body["name"]))


@blueprint.route("/accounts/<string:account_id>", methods=["GET"])
@blueprint.response(200, AccountSchema)
def one(account_id: str) -> Body:
    """One account."""
    return _shape(accounts.get(context.may_see(account_id)))


@blueprint.route("/accounts/<string:account_id>", methods=["PATCH"])
@blueprint.arguments(AccountChanges)
@blueprint.response(200, AccountSchema)
def change(body: Body, account_id: str) -> Body:
    """What only the seller can tell: a name, whether a return address is set, the unit of compensations."""
    return _shape(accounts.patch(context.may_see(account_id), body))


@blueprint.route("/accounts/<string:account_id>", methods=["DELETE"])
@blueprint.response(204)
def remove(account_id: str) -> None:
    """Forgets an account, its key and all that is stored of it."""
    accounts.remove(context.may_see(account_id))


@blueprint.route("/accounts/<string:account_id>/verification", methods=["POST"])
@blueprint.response(200, AccountSchema)
def verify(account_id: str) -> Body:
    """Asks Ozon again what the key may do; a key that does not work is 422 with what to do."""
    return _shape(accounts.verify(context.may_see(account_id)))


@blueprint.route("/accounts/<string:account_id>/syncs", methods=["POST"])
@blueprint.arguments(SyncRequest)
@blueprint.response(202, SyncAnswer)
def sync_now(body: Body, account_id: str) -> Body:
    """Starts a full sync in the background; one that runs already is joined."""
    account = accounts.get(context.may_see(account_id))
    if body["since"] is not None and body["since"] > context.now():
        raise InvalidInput(errors={"since": ["lies in the future"]})
    return {"account_id": account.id, "state": syncs.start(account.id, since=body["since"])}


def shape(account: Account, *, locale: Locale) -> Body:
    """An account for the schema."""
    return {
        "id": account.id,
        "client_id": account.client_id,
        "name": account.name,
        "company_name": account.company_name,
        "currency": account.currency,
        "country": account.country,
        "subscription": account.subscription,
        "key_state": account.key_state,
        "key_expires_at": account.key_expires_at,
        "roles": list(account.roles),
        "problem": account.problem
        and {"code": account.problem, "line": by_code(account.problem, locale), "at": account.problem_at},
        "skipped_methods": [{"method": method, "code": code} for method, code in account.skipped_methods],
        "added_at": account.added_at,
        "verified_at": account.verified_at,
        "synced_at": account.synced_at,
        "return_address_set": account.return_address_set,
        "disposal_default_set": account.disposal_default_set,
        "compensation_unit": account.seller.compensation_unit,
        "syncing": syncs.runs(account.id),
    }


def _shape(account: Account) -> Body:
    return shape(account, locale=context.locale())
