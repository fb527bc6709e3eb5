"""The heart: look up orders, check policy, give reason templates. Works before anything else is set up."""

from dataclasses import asdict
from typing import Any

from flask import current_app

from vozvrat import desk
from vozvrat.domain.posting_number import posting_number as well_formed
from vozvrat.web import context, core_schemas, shapes
from vozvrat.web.parser import Calls

blueprint = Calls("core", __name__, description="Look up orders, check policy, give reason templates")

Body = dict[str, Any]


@blueprint.route("/orders/lookups", methods=["POST"])
@blueprint.arguments(core_schemas.LookupRequest)
@blueprint.response(200, core_schemas.LookupAnswer)
def look_up(body: Body) -> Any:
    """Badges for up to 200 posting numbers; what is not stored yet is asked of Ozon and comes with a later call."""
    now, locale, zone = context.now(), context.locale(), context.zone()
    found = desk.look_up(body["posting_numbers"], scope=context.scope(body["company_id"]), now=now)
    items = [shapes.badge(badge, locale=locale, zone=zone, now=now) for badge in found]
    return current_app.json.response({"items": items})


@blueprint.route("/orders", methods=["GET"])
@blueprint.arguments(core_schemas.OrdersQuery, location="query")
@blueprint.response(200, core_schemas.OrderList)
def orders(query: Body) -> Body:
    """Stored orders, newest first."""
    limit, cursor, account_id = query.pop("limit"), query.pop("cursor"), query.pop("account_id")
    page = desk.orders(scope=context.scope_of_account(account_id), cursor=cursor, limit=limit, **query)
    return {"items": [shapes.order_view(one) for one in page.items], "next_cursor": page.next_cursor}


@blueprint.route("/orders/<string:posting_number>", methods=["GET"])
@blueprint.arguments(core_schemas.CompanyQuery, location="query")
@blueprint.response(200, core_schemas.CardSchema)
def order(query: Body, posting_number: str) -> Body:
    """The card: everything known about one posting, and what the rules say of it."""
    now = context.now()
    card = desk.card(well_formed(posting_number), scope=context.scope(query["company_id"]), now=now)
    return shapes.card(card, locale=context.locale(), zone=context.zone(), now=now)


@blueprint.route("/policy/checks", methods=["POST"])
@blueprint.arguments(core_schemas.CheckRequest)
@blueprint.response(200, core_schemas.CheckAnswer)
def check(body: Body) -> Body:
    """What the rules say of a posting, a return or a facts document, with a draft or without."""
    explain = body.pop("explain")
    verdict = desk.check(scope=context.scope(body.pop("company_id")), now=context.now(), **body)
    answer: Body = {"findings": shapes.findings(verdict.findings), "pack": asdict(verdict.pack)}
    if explain:
        answer["explanations"] = [shapes.explanation(one, context.locale()) for one in verdict.explanations()]
    return answer


@blueprint.route("/policy/texts", methods=["POST"])
@blueprint.arguments(core_schemas.TextRequest)
@blueprint.response(200, core_schemas.TextAnswer)
def check_text(body: Body) -> Body:
    """What a text to the buyer breaks, and where; positions count code points."""
    found = desk.check_text(
        body["text"],
        purpose=body["purpose"],
        number=body["posting_number"],
        scope=context.scope(body["company_id"]),
        now=context.now(),
    )
    return {"findings": shapes.findings(found)}


@blueprint.route("/templates", methods=["GET"])
@blueprint.arguments(core_schemas.TemplatesQuery, location="query")
@blueprint.response(200, core_schemas.TemplateList)
def templates(query: Body) -> Body:
    """Every reason template."""
    page = desk.templates(
        purpose=query["purpose"],
        query=query["q"],
        cursor=query["cursor"],
        limit=query["limit"],
        locale=context.locale(),
    )
    return {"items": [shapes.template(one) for one in page.items], "next_cursor": page.next_cursor}


@blueprint.route("/templates/<string:template_id>", methods=["GET"])
@blueprint.response(200, core_schemas.TemplateSchema)
def template(template_id: str) -> Body:
    """One reason template with its gaps and when to use it."""
    return shapes.template(desk.template(template_id))


@blueprint.route("/templates/suggestions", methods=["POST"])
@blueprint.arguments(core_schemas.SuggestionsRequest)
@blueprint.response(200, core_schemas.SuggestionsAnswer)
def suggestions(body: Body) -> Body:
    """The templates that fit best, each with why, filled as far as the facts go."""
    found = desk.suggest(
        purpose=body["purpose"],
        query=body["query"],
        number=body["posting_number"],
        return_id=body["return_id"],
        limit=body["limit"],
        locale=body["locale"] or context.locale(),
        scope=context.scope(body["company_id"]),
        now=context.now(),
    )
    return {"items": [shapes.suggestion(one) for one in found]}


@blueprint.route("/templates/<string:template_id>/renderings", methods=["POST"])
@blueprint.arguments(core_schemas.RenderingRequest)
@blueprint.response(200, core_schemas.RenderingAnswer)
def render(body: Body, template_id: str) -> Body:
    """A template as text: values of the seller first, then facts; what is missing stays a gap and is listed."""
    rendered, found = desk.render(
        template_id,
        values=body["values"],
        number=body["posting_number"],
        return_id=body["return_id"],
        locale=body["locale"],
        scope=context.scope(body["company_id"]),
        now=context.now(),
    )
    return {"text": rendered.text, "missing": shapes.gaps(rendered.missing), "findings": shapes.findings(found)}
