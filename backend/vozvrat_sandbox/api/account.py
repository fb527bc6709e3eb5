"""The key's roles, the seller, and how well Ozon thinks of the seller's work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from vozvrat_sandbox.world import DAY, Scheme, Trouble

from .method import Answer, Call, Method, iso

ROLES_WITHOUT_RETURNS = frozenset({"common", "postings", "products", "chats"})


def roles(call: Call) -> Answer:
    """What the key may call and when it ends."""
    from . import METHODS as ALL  # noqa: PLC0415 - the table of all methods includes this one

    allowed = ROLES_WITHOUT_RETURNS if call.credential.trouble is Trouble.NO_RETURNS_ROLE else None
    methods = sorted(path for path, method in ALL.items() if allowed is None or method.role in allowed)
    ends = call.world.started_at + call.account.key_lives_days * DAY
    name = "Admin" if allowed is None else "Posting FBS"
    return {"expires_at": iso(ends), "roles": [{"name": name, "methods": methods}]}


def _value(value: float, now: float, *, days_ago: int = 0) -> dict[str, Any]:
    end = now - days_ago * DAY
    return {
        "date_from": iso(end - 14 * DAY),
        "date_to": iso(end),
        "formatted": f"{value:g}%",
        "status": {"danger": value > 4, "premium": False, "warning": value > 2},
        "value": value,
    }


def seller_info(call: Call) -> Answer:
    """The company, its subscription and its ratings."""
    account, now = call.account, call.world.clock.seconds()
    unsubscribed = call.credential.trouble is Trouble.NO_SUBSCRIPTION
    index = account.error_index
    return {
        "company": {
            "country": account.country,
            "currency": account.currency,
            "inn": "" if account.cross_border else "7700112233",
            "legal_name": account.legal_name,
            "name": account.name,
            "ogrn": "" if account.cross_border else "1027700112233",
            "ownership_form": "Ltd." if account.cross_border else "ООО",
            "tax_system": "UNSPECIFIED" if account.cross_border else "USN",
        },
        "ratings": [
            {
                "name": "Индекс ошибок",
                "rating": "rating_fbs_error_index",
                "status": "CRITICAL" if index > 4 else "OK",
                "value_type": "PERCENT",
                "current_value": _value(index, now),
                "past_value": _value(round(index * 0.9, 2), now, days_ago=14),
            }
        ],
        "subscription": {
            "is_premium": not unsubscribed,
            "type": "UNSPECIFIED" if unsubscribed else account.subscription,
        },
    }


def rating_summary(call: Call) -> Answer:
    """Ratings as one page of the cabinet shows them."""
    bad = call.account.error_index > 4
    item = {
        "change": {"direction": "DIRECTION_RISE", "meaning": "MEANING_BAD" if bad else "MEANING_GOOD"},
        "current_value": call.account.error_index,
        "name": "Индекс ошибок",
        "past_value": round(call.account.error_index * 0.9, 2),
        "rating": "rating_fbs_error_index",
        "rating_direction": "NEUTRAL",
        "status": "CRITICAL" if bad else "OK",
        "value_type": "PERCENT",
    }
    return {
        "groups": [{"group_name": "Ошибки FBS и rFBS", "items": [item]}],
        "localization_index": [],
        "penalty_score_exceeded": False,
        "premium": False,
        "premium_plus": call.account.subscription == "PREMIUM_PLUS",
    }


def error_index(call: Call) -> Answer:
    """Ozon's own figure of the error index, in percent, day by day."""
    account, now = call.account, call.world.clock.now()
    days = [now.date() - timedelta(days=back) for back in range(13, -1, -1)]
    return {
        "currency_code": account.currency,
        "defects": [
            {
                "date": day.isoformat(),
                "index_by_date": round(account.error_index * (0.8 + day.day % 5 / 10), 2),
                "processing_costs_sum_by_date": day.day % 3 * 25,
            }
            for day in days
        ],
        "index": account.error_index,
        "period_from": days[0].isoformat(),
        "period_to": days[-1].isoformat(),
        "processing_costs_sum": 350,
    }


def error_postings(call: Call) -> Answer:
    """Parcels that count as errors."""
    request = call.request("ListFBSRatingIndexPostingsV1Request")
    limit = request.limit(1000)
    asked = request.part("filter", required=True)
    window = asked.period("date_from", "date_to", required=True) or (0.0, 0.0)
    only = set(asked.strings("posting_numbers"))
    offset = request.place("cursor")
    found = [
        row
        for row in call.world.changes[call.account.client_id].between(*window)
        if row.cancel_reason_id == 352 and row.scheme is not Scheme.FBO and (not only or row.number in only)
    ]
    found.sort(key=lambda row: row.changed_at)
    page = found[offset : offset + limit]
    errors = [
        {
            "charge_percent": 0,
            "charge_price": 0,
            "charge_price_currency_code": row.account.currency,
            "delivery_schema": "RFBS" if row.scheme is Scheme.RFBS else "FBS",
            "error_at": iso(row.changed_at),
            "has_grace_status": False,
            "index": call.account.error_index,
            "posting_error_type": "SELLER_CANCELLATION",
            "posting_number": row.number,
            "product_price": float(row.product.price),
            "product_price_currency_code": row.product.currency,
        }
        for row in page
    ]
    more = offset + limit < len(found)
    return {"errors": errors, "cursor": str(offset + limit) if more else "", "has_next": more}


METHODS = {
    "/v1/roles": Method(roles),
    "/v1/seller/info": Method(seller_info),
    "/v1/rating/summary": Method(rating_summary),
    "/v1/rating/index/fbs/info": Method(error_index),
    "/v1/rating/index/fbs/posting/list": Method(error_postings),
}
