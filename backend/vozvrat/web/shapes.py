"""From the desk's words to the API's: plain mappings that the schemas write out. No decisions are made here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from vozvrat.desk import Due, Offer
from vozvrat.desk.model import Badge, CancellationView, Card, OrderView, ReturnView
from vozvrat.domain.findings import Clock, Finding
from vozvrat.domain.locale import Locale, say
from vozvrat.domain.orders import Order
from vozvrat.domain.products import Product
from vozvrat.domain.returns import Return
from vozvrat.policy import Explanation
from vozvrat.reason_templates import Missing, Template
from vozvrat.web.fields import instant
from vozvrat.words import explanations, lines, timeline
from vozvrat.words.states import of_state

Shape = dict[str, Any]


def finding(one: Finding) -> Shape:
    """A finding; its words stay in three languages until the schema picks the reader's."""
    return {
        "rule_id": one.rule_id,
        "severity": one.severity,
        "title": one.title,
        "detail": one.detail,
        "remedy": one.remedy,
        "deadline_at": one.deadline_at,
        "warn_at": one.warn_at,
        "confidence": one.confidence,
        "contradictions": list(one.contradictions),
        "sources": [{"address": source.address, "seen": source.seen} for source in one.sources],
        "template_purposes": list(one.template_purposes),
        "reviewed_on": one.reviewed_on,
        "stale": one.stale,
        **({"span": list(one.span)} if one.span is not None else {}),
    }


def findings(found: Iterable[Finding]) -> list[Shape]:
    return [finding(one) for one in found]


def next_deadline(clock: Clock | None) -> Shape | None:
    if clock is None:
        return None
    return {
        "at": clock.deadline_at,
        "warn_at": clock.warn_at,
        "rule_id": clock.rule_id,
        "source": clock.source,
        "confidence": clock.confidence,
    }


def deadlines(clocks: Iterable[Clock], *, locale: Locale, zone: ZoneInfo, now: datetime) -> list[Shape]:
    """Clocks with their words: the line in the seller's zone, and the end in Moscow time and the seller's own."""
    return [_deadline(clock, locale=locale, zone=zone, now=now) for clock in clocks]


def _deadline(clock: Clock, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    moscow, local = lines.readings(clock.deadline_at, locale=locale, zone=zone)
    return {
        **(next_deadline(clock) or {}),
        "turn": clock.turn,
        "line": lines.clock(clock, locale=locale, zone=zone, now=now),
        "then": say(clock.then, locale) if clock.then is not None else None,
        "moscow": moscow,
        "local": local,
    }


def badge(one: Badge, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    """A look-up's item, written out whole: this one is not dumped by a schema, because pages ask it all the time."""
    clock = one.clock
    if clock is not None:
        line = lines.clock(clock, locale=locale, zone=zone, now=now)
    elif one.title is not None:
        line = say(one.title, locale)
    else:
        line = lines.status("nothing" if one.status == "found" else one.reason or one.status, locale=locale)
    shape: Shape = {
        "posting_number": one.posting_number,
        "status": one.status,
        "scheme": one.scheme,
        "order_status": one.order_status,
        "severity": one.severity,
        "findings_count": one.findings_count,
        "next_deadline": None
        if clock is None
        else {
            "at": instant(clock.deadline_at),
            "warn_at": instant(clock.warn_at),
            "rule_id": clock.rule_id,
            "source": clock.source,
        },
        "return_state": one.return_state,
        "return_id": one.return_id,
        "line": line,
    }
    if one.reason is not None:
        shape["reason"] = one.reason
    return shape


def order(one: Order, *, account_id: str, has_return: bool, products: Mapping[str, Product] | None = None) -> Shape:
    pictures = products or {}
    return {
        "posting_number": one.posting_number,
        "account_id": account_id,
        "order_number": one.order_number,
        "scheme": one.scheme.value,
        "status": one.status,
        "substatus": one.substatus,
        "created_at": one.created_at,
        "paid_at": one.paid_at,
        "handed_over_at": one.handed_over_at,
        "delivered_from": one.delivered_from,
        "delivered_at": one.delivered_at,
        "tracking_number": one.tracking_number,
        "has_return": has_return,
        "products": [
            {
                "sku": line.sku,
                "offer_id": line.offer_id,
                "name": line.name,
                "quantity": line.quantity,
                "price": line.price,
                "customer_price": line.customer_price,
                "image": pictures[line.sku].image if line.sku in pictures else None,
            }
            for line in one.lines
        ],
    }


def order_view(one: OrderView) -> Shape:
    return order(one.order, account_id=one.account_id, has_return=one.has_return)


def _state_words(code: str, locale: Locale) -> str | None:
    meaning = of_state(code)
    return say(meaning, locale) if meaning else None


def claim(one: ReturnView, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    """A return with what the rules say of it."""
    found, product = one.claim, one.claim.product
    clock = one.next_clock
    return {
        "id": one.id,
        "ozon_id": found.ozon_id,
        "return_number": found.return_number,
        "posting_number": found.posting_number,
        "account_id": one.account_id,
        "scheme": found.scheme.value,
        "state": found.state,
        "state_name": found.state_name,
        "state_words": _state_words(found.state, locale),
        "group_state": found.group_state,
        "type": found.type,
        "reason": found.reason
        and {
            "id": found.reason.id,
            "name": found.reason.name,
            "kind": found.reason.kind.value,
            "is_defect": found.reason.is_defect,
        },
        "comment": found.comment,
        "photos": list(found.photos),
        "product": product
        and {"sku": product.sku, "offer_id": product.offer_id, "name": product.name, "price": product.price},
        "quantity": product.quantity if product else None,
        "created_at": found.created_at,
        "state_changed_at": found.state_changed_at,
        "answer_due_at": one.seen.answer_due_at,
        "money": {
            "price": product.price if product else None,
            "state_name": found.money_state_name,
            "compensation_state": found.compensation_state,
        },
        "storage": _storage(found),
        **_answers(found),
        "tracking_number": found.tracking_number,
        "detailed": found.detailed,
        "perhaps_same_as": one.perhaps_same_as,
        "next_deadline": next_deadline(clock),
        "line": lines.clock(clock, locale=locale, zone=zone, now=now) if clock else "",
        "findings": findings(one.findings),
    }


def _storage(found: Return) -> Shape:
    """Where the goods lie, and what that costs."""
    terms = found.storage
    return {
        "place": found.place,
        "arrived_at": terms and terms.arrived_at,
        "paid_from": terms and terms.paid_from,
        "disposal_at": terms and terms.disposal_at,
        "days": terms and terms.days,
        "sum": terms and terms.sum,
        "disposal_sum": terms and terms.disposal_sum,
    }


def _answers(found: Return) -> Shape:
    """What Ozon lets the seller do, and the grounds that it takes for a rejection."""
    return {
        "available_actions": [
            {"id": action.id, "name": action.name, "kind": action.kind.value, "needs": list(action.needs)}
            for action in found.available_actions
        ],
        "rejection_reasons": [
            {
                "id": ground.id,
                "name": ground.name,
                "hint": ground.hint,
                "is_comment_required": ground.is_comment_required,
            }
            for ground in found.rejection_reasons
        ],
    }


def cancellation(one: CancellationView) -> Shape:
    found = one.request
    return {
        "id": one.id,
        "ozon_id": found.ozon_id,
        "account_id": one.account_id,
        "posting_number": found.posting_number,
        "state": found.state,
        "state_name": found.state_name,
        "initiator": found.initiator,
        "reason": found.reason,
        "comment": found.reason_message,
        "created_at": found.created_at,
        "auto_approve_at": found.auto_approve_at,
        "approved_at": found.approved_at,
        "next_deadline": next_deadline(one.next_clock),
        "findings": findings(one.findings),
    }


def card(one: Card, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    shape: Shape = {
        "order": order(one.order, account_id=one.account_id, has_return=bool(one.returns), products=one.products),
        "returns": [claim(view, locale=locale, zone=zone, now=now) for view in one.returns],
        "cancellations": [cancellation(view) for view in one.cancellations],
        "chat": one.chat
        and {
            "id": one.chat.ozon_id,
            "status": one.chat.status,
            "unread": one.chat.unread,
            "last_buyer_message_at": one.chat.last_buyer_message_at,
        },
        "fees": [
            {
                "type_id": fee.type_id,
                "name": fee.name,
                "accrued": fee.accrued,
                "accrued_on": fee.accrued_on,
                "sku": fee.sku,
            }
            for fee in one.fees
        ],
        "findings": findings(one.findings),
        "deadlines": deadlines(one.clocks, locale=locale, zone=zone, now=now),
        "timeline": [
            {
                "at": moment.at,
                "kind": moment.kind,
                "source": moment.source,
                "line": timeline.line(moment.kind, moment.details, locale=locale),
            }
            for moment in one.timeline
        ],
    }
    if one.stale_since is not None:
        shape["stale_since"] = one.stale_since
    return shape


def template(one: Template) -> Shape:
    return {
        "id": one.id,
        "name": one.name,
        "purpose": one.purpose,
        "reason_kinds": [kind.value for kind in one.reason_kinds],
        "schemes": [scheme.value for scheme in one.schemes],
        "texts": one.texts,
        "variables": [
            {"name": gap.name, "type": gap.type, "required": gap.required, "description": gap.description}
            for gap in one.variables
        ],
        "use_when": one.use_when,
        "avoid_when": one.avoid_when,
        "rules": list(one.rules),
        "owner": one.owner,
        "version": one.version,
        "reviewed_on": one.reviewed_on,
    }


def gaps(missing: Sequence[Missing]) -> list[Shape]:
    return [
        {"name": gap.name, "description": gap.description, "example": gap.example, "given": gap.given}
        for gap in missing
    ]


def suggestion(one: Offer) -> Shape:
    return {
        "template": template(one.template),
        "score": one.score,
        "why": list(one.why),
        "text": one.text,
        "preview": one.preview,
        "missing": gaps(one.missing),
    }


def explanation(one: Explanation, locale: Locale) -> Shape:
    return {
        "rule_id": one.rule_id,
        "outcome": one.outcome,
        "why": explanations.why(one.why, one.missing, locale=locale),
    }


def due(one: Due, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    """Something that waits, written out whole."""
    return {
        "posting_number": one.posting_number,
        "account_id": one.account_id,
        "kind": one.kind,
        "id": one.id,
        "state": one.state,
        "product": one.product,
        "severity": one.severity,
        "title": say(one.title, locale) if one.title else None,
        "next_deadline": {
            "at": instant(one.clock.deadline_at),
            "warn_at": instant(one.clock.warn_at),
            "rule_id": one.clock.rule_id,
            "source": one.clock.source,
        },
        "line": lines.clock(one.clock, locale=locale, zone=zone, now=now),
    }
