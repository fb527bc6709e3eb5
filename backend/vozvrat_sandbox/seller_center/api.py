"""The data behind the pages, as JSON for the shop of the cookie.

These addresses are the cabinet's own and like Ozon's they turn away whoever does not name the cabinet's
application: they are not an API for others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, get_args

from flask import Blueprint, Response, g, jsonify, request

from vozvrat_sandbox.seller_center.data import (
    Claim,
    Decision,
    DecisionKind,
    NotNow,
    NotThere,
    PageError,
    ReturnFilter,
    Shop,
    Source,
    Window,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PAGE_SIZE = 500
COMMENT_LIMIT = 1000
_LISTS: Mapping[str, ReturnFilter] = {name: name for name in get_args(ReturnFilter)}
_KINDS: Mapping[str, DecisionKind] = {"approve": "approve", "reject": "reject", "compensate": "compensate"}


class WrongInput(PageError):
    """A form was sent with something missing or out of bounds."""

    status = 422


def shop_json(shop: Shop) -> dict[str, object]:
    """A shop as the pages' scripts know it."""
    return asdict(shop)


def blueprint(source: Source) -> Blueprint:
    """All of /api."""
    api = Blueprint("seller_center_api", __name__, url_prefix="/api")

    @api.before_request
    def only_the_cabinet() -> None:
        if request.headers.get("x-o3-app-name") != "seller-ui":
            raise _Stranger("not_the_cabinet")

    api.register_error_handler(PageError, _refuse)
    _orders(api, source)
    _returns(api, source)
    _cancellations(api, source)
    _conversations(api, source)
    return api


class _Stranger(PageError):
    status = 403


def _refuse(error: PageError) -> tuple[Response, int]:
    return jsonify({"error": error.code}), error.status


def _company() -> str:
    shop: Shop = g.shop
    return shop.client_id


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _row(thing: "DataclassInstance") -> object:
    return _plain(asdict(thing))


def _list(source: Source, things: "Sequence[DataclassInstance]", total: int | None = None) -> Response:
    length = len(things) if total is None else total
    return jsonify({"items": [_row(thing) for thing in things], "total": length, "now": _plain(source.now())})


def _window() -> Window:
    return Window(
        offset=max(0, request.args.get("offset", 0, type=int)),
        limit=max(1, min(PAGE_SIZE, request.args.get("limit", PAGE_SIZE, type=int))),
        number=request.args.get("q", "").strip(),
    )


def _form() -> Mapping[str, object]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise WrongInput("not_json")
    return sent


def _text(form: Mapping[str, object], name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _orders(api: Blueprint, source: Source) -> None:
    @api.get("/postings")
    def postings() -> Response:
        found = source.postings(
            _company(),
            _window(),
            scheme="fbo" if request.args.get("scheme") == "fbo" else "fbs",
            status=request.args.get("status", ""),
        )
        return _list(source, found.items, found.total)

    @api.get("/postings/<number>")
    def posting(number: str) -> Response:
        return jsonify({"item": _row(source.posting(_company(), number)), "now": _plain(source.now())})


def _returns(api: Blueprint, source: Source) -> None:
    @api.get("/returns")
    def returns() -> Response:
        listed = _LISTS.get(request.args.get("list", "common"), "common")
        found = source.claims(_company(), _window(), listed=listed, group=request.args.get("group", ""))
        return _list(source, found.items, found.total)

    @api.get("/returns/<claim_id>")
    def one_return(claim_id: str) -> Response:
        return jsonify({"item": _row(source.claim(_company(), claim_id)), "now": _plain(source.now())})

    @api.post("/returns/<claim_id>/decision")
    def decide(claim_id: str) -> Response:
        claim = source.claim(_company(), claim_id)
        source.decide(_company(), claim_id, _decision(_form(), claim))
        return jsonify({"item": _row(source.claim(_company(), claim_id)), "now": _plain(source.now())})


def _decision(form: Mapping[str, object], claim: Claim) -> Decision:
    kind = _KINDS.get(_text(form, "kind"))
    if kind is None:
        raise WrongInput("unknown_decision")
    if kind not in claim.decisions:
        raise NotNow("decided_already")
    decision = Decision(
        kind=kind, reason_id=_text(form, "reason_id"), comment=_text(form, "comment"), amount=_text(form, "amount")
    )
    if len(decision.comment) > COMMENT_LIMIT:
        raise WrongInput("comment_too_long")
    if kind == "reject" and decision.reason_id not in {reason.id for reason in claim.rejection_reasons}:
        raise WrongInput("reason_missing")
    if kind == "reject" and not decision.comment:
        raise WrongInput("comment_missing")
    if kind == "compensate" and not _is_offer(decision.amount, claim):
        raise WrongInput("amount_out_of_range")
    return decision


def _is_offer(amount: str, claim: Claim) -> bool:
    try:
        sum_offered = Decimal(amount)
    except InvalidOperation:
        return False
    return sum_offered.is_finite() and 1 <= sum_offered <= Decimal(claim.goods.price) * claim.goods.quantity - 1


def _cancellations(api: Blueprint, source: Source) -> None:
    @api.get("/cancellations")
    def cancellations() -> Response:
        state = request.args.get("state", "")
        found = source.cancellations(_company())
        return _list(source, [one for one in found if not state or one.state == state])

    @api.post("/cancellations/<cancellation_id>/decision")
    def answer(cancellation_id: str) -> Response:
        form = _form()
        agree, comment = form.get("agree") is True, _text(form, "comment")
        if not agree and not comment:
            raise WrongInput("comment_missing")
        source.answer_cancellation(_company(), cancellation_id, agree=agree, comment=comment)
        return jsonify({})


def _conversations(api: Blueprint, source: Source) -> None:
    @api.get("/chats")
    def chats() -> Response:
        group = request.args.get("group", "customers_v2")
        return _list(source, [chat for chat in source.chats(_company()) if chat.group == group])

    @api.get("/chats/<chat_id>/messages")
    def messages(chat_id: str) -> Response:
        return _list(source, source.messages(_company(), chat_id))

    @api.post("/chats/<chat_id>/messages")
    def say(chat_id: str) -> Response:
        text = _text(_form(), "text")
        if not text or len(text) > COMMENT_LIMIT:
            raise WrongInput("message_length")
        source.say(_company(), chat_id, text)
        return _list(source, source.messages(_company(), chat_id))

    @api.get("/reviews")
    def reviews() -> Response:
        return _list(source, source.reviews(_company()))

    @api.post("/reviews/<uuid>/answer")
    def answer_review(uuid: str) -> Response:
        text = _text(_form(), "text")
        if not text:
            raise WrongInput("message_length")
        source.answer_review(_company(), uuid, text)
        found = [review for review in source.reviews(_company()) if review.uuid == uuid]
        if not found:
            raise NotThere("no_review")
        return jsonify({"item": _row(found[0])})
