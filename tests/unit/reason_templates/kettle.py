"""A kettle that came back, with everything known about it, and what a seller would type for the rest."""

from copy import deepcopy
from typing import Any

from vozvrat import reason_templates
from vozvrat.domain.locale import Locale
from vozvrat.reason_templates import Template

_KETTLE: dict[str, Any] = {
    "now": "2026-11-24T10:00:00Z",
    "seller": {"currency": "RUB"},
    "order": {
        "posting_number": "12345678-0001-1",
        "scheme": "rfbs",
        "status": "delivered",
        "created_at": "2026-11-02T08:00:00Z",
        "handed_over_at": "2026-11-05T08:00:00Z",
        "delivered_from": "2026-11-10T08:00:00Z",
        "delivered_at": "2026-11-10T09:00:00Z",
        "tracking_number": "LP00123456789012",
    },
    "product": {
        "sku": "1234567890",
        "offer_id": "KT-17-WHITE",
        "name": "Чайник электрический 1,7 л",
        "price_rub": 1299.0,
        "quantity": 1,
        "warranty_days": 365,
    },
    "return": {
        "return_number": "12345678-R1",
        "state": "OnSellerApproval",
        "created_at": "2026-11-20T08:00:00Z",
        "answer_due_at": "2026-11-25T09:00:00Z",
        "received_at": "2026-11-22T08:00:00Z",
        "reason": {"name": "Не подошёл товар", "kind": "unsuited"},
        "photos": 2,
        "return_shipping_rub": 350.0,
    },
    "cancellation": {"reason": "Не устроил срок доставки"},
    "draft": {"amount": 500.0, "amount_currency": "RUB", "evidence": ["packing_video", "photos"]},
}


def a_kettle(**changes: dict[str, Any]) -> dict[str, Any]:
    """The full facts document; `changes` go into its blocks (`order={"scheme": "fbs"}`), None takes a fact out."""
    facts = deepcopy(_KETTLE)
    for block, values in changes.items():
        facts.setdefault(block.rstrip("_"), {}).update(values)
    return {
        block: {name: value for name, value in values.items() if value is not None}
        if isinstance(values, dict)
        else values
        for block, values in facts.items()
    }


def typed_by_the_seller(template: Template, locale: Locale = "ru") -> dict[str, str]:
    """The example of every variable, as a seller would follow it."""
    return {variable.name: variable.example[locale] for variable in template.variables}


def ids(suggestions: list[reason_templates.Suggestion]) -> list[str]:
    return [suggestion.template.id for suggestion in suggestions]
