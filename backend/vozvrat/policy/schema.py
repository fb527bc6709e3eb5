"""The facts document's schema: which facts exist, of which kind, and what a client's document may say.

One table serves the strict reading of a client's document, the preparation for rules, and the check that a rule
asks only for facts that exist. Absent means unknown; a null or a blank text is absent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias

from vozvrat.domain.orders import Scheme
from vozvrat.domain.purposes import PURPOSES
from vozvrat.domain.returns import ReasonKind

FactsDocument: TypeAlias = dict[str, Any]
"""A JSON-like document of facts: RFC 3339 times as texts, numbers as numbers, nothing null."""

Kind = Literal["text", "time", "number", "count", "flag"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a closed vocabulary."""

    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one kind of thing."""

    of: "Field"


Field: TypeAlias = "Kind | Word | Many | Mapping[str, Field]"

CATEGORIES: Final = (
    "food",
    "pet_food",
    "books",
    "hygiene",
    "underwear",
    "medical",
    "seasonal",
    "digital",
    "made_to_order",
    "electronics",
    "clothes",
    "jewellery",
    "cosmetics",
    "other",
)
DRAFT_KINDS: Final = (
    "approve",
    "reject",
    "compensate",
    "refund",
    "confirm_receipt",
    "approve_cancellation",
    "reject_cancellation",
    "message",
)
EVIDENCE: Final = ("packing_video", "photos", "listing_photo", "weight_record", "expert_report", "chat_record")

SCHEMA: Final[Mapping[str, Field]] = {
    "now": "time",
    "seller": {
        "cross_border": "flag",
        "currency": "text",
        "subscription": "text",
        "key_expires_at": "time",
        "error_index_percent": "number",
        "return_address_set": "flag",
        "disposal_default_set": "flag",
        "compensation_unit": "text",
    },
    "order": {
        "posting_number": "text",
        "order_number": "text",
        "scheme": Word(tuple(Scheme)),
        "status": "text",
        "created_at": "time",
        "paid_at": "time",
        "handed_over_at": "time",
        "delivered_from": "time",
        "delivered_at": "time",
        "tracking_number": "text",
        "cancelled_after_ship": "flag",
    },
    "product": {
        "sku": "text",
        "offer_id": "text",
        "name": "text",
        "category": Word(CATEGORIES),
        "price": "number",
        "price_currency": "text",
        "price_rub": "number",
        "technically_complex": "flag",
        "made_to_order": "flag",
        "digital": "flag",
        "warranty_days": "count",
        "quantity": "count",
    },
    "return": {
        "id": "text",
        "return_number": "text",
        "state": "text",
        "group_state": "text",
        "type": "text",
        "created_at": "time",
        "state_changed_at": "time",
        "answer_due_at": "time",
        "reason": {"id": "text", "name": "text", "kind": Word(tuple(ReasonKind)), "is_defect": "flag"},
        "comment": "text",
        "photos": "count",
        "available_actions": Many({"id": "text", "name": "text"}),
        "rejection_reasons": Many({"id": "text", "name": "text", "is_comment_required": "flag"}),
        "offers_made": "count",
        "offer_declined_at": "time",
        "rejected_at": "time",
        "sent_at": "time",
        "received_at": "time",
        "arrived_at_pickup": "time",
        "storage_paid_from": "time",
        "disposal_at": "time",
        "return_shipping_rub": "number",
    },
    "cancellation": {
        "id": "text",
        "state": "text",
        "initiator": "text",
        "auto_approve_at": "time",
        "reason": "text",
        "created_at": "time",
    },
    "chat": {"id": "text", "status": "text", "last_buyer_message_at": "time", "unread": "count"},
    "draft": {
        "kind": Word(DRAFT_KINDS),
        "action_id": "text",
        "amount": "number",
        "amount_currency": "text",
        "amount_rub": "number",
        "postage": "number",
        "postage_currency": "text",
        "postage_rub": "number",
        "rejection_reason_id": "text",
        "comment": "text",
        "purpose": Word(PURPOSES),
        "text": "text",
        "evidence": Many(Word(EVIDENCE)),
    },
}
"""Every fact of interfaces.md under its name, and a few beside them (order_number, return_number, postage)."""

BLOCKS: Final = tuple(name for name, field in SCHEMA.items() if isinstance(field, Mapping))
"""The blocks of the document: seller, order, product, return, cancellation, chat, draft."""

ENTRIES: Final = 200
"""Entries of a list of facts: rules go through them, and Ozon's own lists are ten times shorter."""
LONGEST: Final = 20_000
"""Code points of a text: twenty messages' worth."""


def read_time(text: str) -> datetime | None:
    """An RFC 3339 time with its offset, told in UTC; None for anything else (a date alone, a time without a zone)."""
    try:
        moment = datetime.fromisoformat(text.upper() if text.endswith("z") or "t" in text else text)
        if moment.tzinfo is UTC:
            return moment
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2999


def within_reach(moment: datetime) -> bool:
    """Whether clocks can be counted from a time: the year 1 and the year 9999 are somebody's placeholders."""
    return _FIRST_YEAR <= moment.year <= _LAST_YEAR


class Reading:
    """One strict reading of a client's document: what holds is kept, what does not is told by JSON pointer."""

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}

    def block(self, raw: object, fields: Mapping[str, Field], at: str) -> FactsDocument:
        """The facts of one object; nulls and blank texts are left out."""
        if not isinstance(raw, Mapping):
            self._refuse(at, "must be an object")
            return {}
        known: FactsDocument = {}
        for name, value in raw.items():
            pointer = f"{at}/{_escaped(name)}"
            field = fields.get(name)
            if field is None:
                self._refuse(pointer, "is no fact that Vozvrat knows")
            elif value is not None and not (isinstance(value, str) and not value.strip()):
                read = self._value(value, field, pointer)
                if read is not None:
                    known[name] = read
        return known

    def _value(self, value: object, field: Field, at: str) -> object | None:
        if isinstance(field, Mapping):
            return self.block(value, field, at)
        if isinstance(field, Many):
            return self._list(value, field, at)
        if isinstance(field, Word):
            if not isinstance(value, str) or value not in field.among:
                self._refuse(at, f"must be one of: {', '.join(field.among)}")
                return None
            return value
        return self._plain(value, field, at)

    def _list(self, value: object, field: Many, at: str) -> object | None:
        if not isinstance(value, list):
            self._refuse(at, "must be a list")
            return None
        if len(value) > ENTRIES:
            self._refuse(at, f"holds more than {ENTRIES} entries")
            return None
        return [self._item(item, field.of, f"{at}/{place}") for place, item in enumerate(value)]

    def _item(self, value: object, field: Field, at: str) -> object | None:
        if value is None:
            self._refuse(at, "must not be null")
            return None
        return self._value(value, field, at)

    def _plain(self, value: object, kind: Kind, at: str) -> object | None:
        problem = _PROBLEMS[kind](value)
        if problem is not None:
            self._refuse(at, problem)
            return None
        return value

    def _refuse(self, at: str, message: str) -> None:
        self.errors.setdefault(at or "/", []).append(message)


def _escaped(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return "must be a text"
    if len(value) > LONGEST:
        return f"is longer than {LONGEST} characters"
    return "holds half a character (a lone surrogate)" if _SURROGATES.search(value) else None


_SURROGATES: Final = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can carry and nothing else: neither a rule nor a database takes them."""


def _time(value: object) -> str | None:
    moment = read_time(value) if isinstance(value, str) and "T" in value.upper() else None
    if moment is None:
        return "must be a time with its offset, such as 2026-11-24T10:00:00Z"
    return None if within_reach(moment) else f"must lie between {_FIRST_YEAR} and {_LAST_YEAR}"


def _number(value: object) -> str | None:
    ok = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST
    return None if ok else "must be a number"


_LARGEST: Final = 1e15
"""No sum and no share is larger; beyond, doubles no longer tell kopecks apart."""


def _count(value: object) -> str | None:
    ok = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
    return None if ok else "must be a whole number from 0 on"


def _flag(value: object) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


_PROBLEMS: Final = {"text": _text, "time": _time, "number": _number, "count": _count, "flag": _flag}


def paths(fields: Mapping[str, Field] = SCHEMA, prefix: str = "") -> set[str]:
    """Every path that a rule may ask for, such as `return.reason.kind`; a list is one fact."""
    found: set[str] = set()
    for name, field in fields.items():
        found.add(prefix + name)
        if isinstance(field, Mapping):
            found |= paths(field, f"{prefix}{name}.")
    return found
