"""The policy catalogue, and what sellers make of it: own rules, overrides, trials, passing rules on."""

from typing import Any, Final

from flask import g

from vozvrat import desk, library, policy
from vozvrat.desk import Scope
from vozvrat.desk.rulebook import RuleFilters
from vozvrat.domain.errors import InvalidInput
from vozvrat.web import context, rules_schemas, rules_shapes
from vozvrat.web.parser import Calls

blueprint = Calls("rules", __name__, description="The policy catalogue, own rules and overrides")

Body = dict[str, Any]
_OWN_ONLY: Final = frozenset(
    {"when", "deadline", "schemes", "states", "template_purposes", "examples", "kind", "theme", "confidence"}
    | {"sources", "reviewed_on", "effective_from", "effective_to"}
)
"""What only a rule of the seller's own has."""


@blueprint.route("/policy/rules", methods=["GET"])
@blueprint.arguments(rules_schemas.RulesQuery, location="query")
@blueprint.response(200, rules_schemas.RuleList)
def rules(query: Body) -> Body:
    """Every rule, as an account has it: built-in ones, then the seller's own; filters combine."""
    scope = context.scope_of_known_account(query.pop("account_id"))
    limit, cursor, today = query.pop("limit"), query.pop("cursor"), context.now().date()
    page = desk.rules(RuleFilters(**query), scope=scope, today=today, cursor=cursor, limit=limit)
    items = [rules_shapes.rule(one, today=today, locale=context.locale()) for one in page.items]
    return {"items": items, "next_cursor": page.next_cursor, "pack": desk.pack_info(scope)}


@blueprint.route("/policy/rules/<string:rule_id>", methods=["GET"])
@blueprint.arguments(rules_schemas.AccountQuery, location="query")
@blueprint.response(200, rules_schemas.RulePageSchema)
def one(query: Body, rule_id: str) -> Body:
    """One rule with its examples and the open returns where it fires now."""
    scope = context.scope_of_known_account(query["account_id"])
    return _page(desk.rule(rule_id, scope=scope), scope)


@blueprint.route("/policy/rules/<string:rule_id>", methods=["PUT"])
@blueprint.arguments(rules_schemas.RuleChange)
@blueprint.response(200, rules_schemas.RulePageSchema)
def put(body: Body, rule_id: str) -> Body:
    """Keeps an own rule (OWN-…), or changes a built-in one for an account, as the next version."""
    account_id, note = body.pop("account_id", None), body.pop("note", "")
    who = {"by": g.device.name, "now": context.now()}
    if policy.is_own(rule_id.upper()) or body.keys() & _OWN_ONLY:
        holds_for = _own_account(account_id)
        library.put_own(rule_id, body, account_id=holds_for, note=note, **who)
    else:
        holds_for = _only_account(account_id, for_rule=rule_id)
        library.put_override(rule_id, body, account_id=holds_for, note=note, **who)
    return _page(desk.rule_of(rule_id, account_id=holds_for), context.scope_of_known_account(holds_for))


@blueprint.route("/policy/rules/<string:rule_id>", methods=["DELETE"])
@blueprint.arguments(rules_schemas.AccountQuery, location="query")
@blueprint.response(204)
def take_back(query: Body, rule_id: str) -> None:
    """Takes an own rule back, or what was changed in a built-in one; its versions stay."""
    if policy.is_own(rule_id):
        places = _places(query["account_id"], may_change=True)
    else:
        places = [_only_account(query["account_id"], for_rule=rule_id)]
    library.take_back(rule_id, account_ids=places, by=g.device.name, now=context.now())


@blueprint.route("/policy/rules/<string:rule_id>/versions", methods=["GET"])
@blueprint.arguments(rules_schemas.VersionsQuery, location="query")
@blueprint.response(200, rules_schemas.VersionList)
def versions(query: Body, rule_id: str) -> Body:
    """Every version of a rule, the newest first: who changed it, when and why."""
    places = _places(query["account_id"], may_change=False)
    page = library.versions(rule_id, account_ids=places, cursor=query["cursor"], limit=query["limit"])
    return {"items": [rules_shapes.version(item) for item in page.items], "next_cursor": page.next_cursor}


@blueprint.route("/policy/trials", methods=["POST"])
@blueprint.arguments(rules_schemas.TrialRequest)
@blueprint.response(200, rules_schemas.TrialAnswer)
def try_out(body: Body) -> Body:
    """Runs a condition over the latest stored returns: on how many it fires, on which, and what it cannot tell."""
    scope = context.scope_of_known_account(body.pop("account_id"))
    return rules_shapes.trial(desk.try_condition(body.pop("when"), scope=scope, now=context.now(), **body))


@blueprint.route("/policy/rules/exports", methods=["POST"])
@blueprint.arguments(rules_schemas.ExportRequest)
@blueprint.response(200, rules_schemas.ExportAnswer)
def pass_on(body: Body) -> Body:
    """Own rules and overrides as YAML, to be read by another Vozvrat or by people."""
    scope = context.scope_of_known_account(body["account_id"])
    only = scope.account_ids[0] if len(scope.accounts) == 1 else None
    return {"yaml": library.export_rules(account_id=only, ids=body["ids"])}


@blueprint.route("/policy/rules/imports", methods=["POST"])
@blueprint.arguments(rules_schemas.ImportRequest)
@blueprint.response(200, rules_schemas.ImportAnswer)
def take_in(body: Body) -> Any:
    """Reads such YAML, all of it or nothing, and tells what that changes; `dry_run` changes nothing."""
    return library.import_rules(
        body["yaml"],
        name="yaml",
        account_id=_own_account(body["account_id"]),
        accounts=context.scope_of_known_account(body["account_id"]).account_ids,
        by=g.device.name,
        now=context.now(),
        dry_run=body["dry_run"],
    )


def _page(found: desk.Entry, scope: Scope) -> Body:
    now = context.now()
    about = scope if found.account_id is None else context.scope_of_known_account(found.account_id)
    where = desk.firing(found.rule.id, scope=about, now=now)
    return rules_shapes.page(found, where, locale=context.locale(), zone=context.zone(), now=now)


def _own_account(account_id: str | None) -> str | None:
    """Whom an own rule holds for: the account named, else all that the device may see (None: simply all)."""
    if account_id is None:
        return context.bound_account()
    return context.scope_of_known_account(account_id).account_ids[0]


def _only_account(account_id: str | None, *, for_rule: str) -> str:
    """The account whose built-in rule is changed."""
    desk.rule_of(for_rule, account_id=None)
    scope = context.scope_of_known_account(account_id)
    if len(scope.accounts) != 1:
        raise InvalidInput(errors={"account_id": ["A change in a built-in rule holds for one account; name it."]})
    return scope.account_ids[0]


def _places(account_id: str | None, *, may_change: bool) -> list[str | None]:
    """Where a rule may stand: in the account named, else in all that the asker sees, those of all accounts first.

    A device of one account reads rules of all accounts and may not change them.
    """
    if account_id is not None:
        named = context.scope_of_known_account(account_id).account_ids
        return [*named] if may_change else [*named, None]
    seen: list[str | None] = [*context.scope_of_known_account(None).account_ids]
    return seen if may_change and context.bound_account() is not None else [None, *seen]
