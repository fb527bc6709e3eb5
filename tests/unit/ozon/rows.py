"""Rows as Ozon sends them, with what does not matter left to its usual self."""

from typing import Any

ASKED = "2026-11-20T08:30:00.5Z"


def a_row(**changes: object) -> dict[str, Any]:
    """A row of the common list, with what Ozon sends for a buyer's request of an FBS order."""
    return {
        "id": 1000015552,
        "company_id": 3058,
        "return_reason_name": "Товар не работает / брак",
        "type": "ClientReturn",
        "schema": "Fbs",
        "order_id": 24540784250,
        "posting_number": "58544282-0057-1",
        "product": {
            "sku": 1100526203,
            "offer_id": "81451",
            "name": "Кукла",
            "price": {"currency_code": "RUB", "price": 3318.5},
        },
        "visual": {
            "status": {"id": 1, "display_name": "На согласовании", "sys_name": "OnSellerApproval"},
            "change_moment": ASKED,
        },
        **changes,
    }


def a_claim(**changes: object) -> dict[str, Any]:
    """The details of an rFBS request."""
    return {
        "available_actions": [{"id": -1, "name": "Отклонить"}],
        "posting_number": "58544282-0057-1",
        "created_at": ASKED,
        "product": {"sku": 1, "offer_id": "a", "name": "b", "price": 2999, "currency_code": "RUB"},
        "return_reason": {"id": 5, "name": "Товар не работает / брак", "is_defect": True},
        "state": {"state": "ON_APPROVAL", "state_name": "На проверке", "group_state": "New"},
        **changes,
    }
