"""How long the pack takes on one return, its context included. Run it: python tests/benchmarks/policy_speed.py

Prints microseconds for one `policy.check`, the least and the median of many rounds, for a return without and with a
draft; the aim is a median of at most 150 µs on a quiet machine.
"""

import statistics
import sys
import timeit

from vozvrat import policy

RETURN = {
    "now": "2026-11-24T10:00:00Z",
    "seller": {"cross_border": True, "currency": "CNY", "error_index_percent": 5.2, "compensation_unit": "RUB"},
    "order": {
        "posting_number": "58544282-0057-1",
        "scheme": "rfbs",
        "status": "delivered",
        "created_at": "2026-11-01T00:00:00Z",
        "paid_at": "2026-11-01T00:00:00Z",
        "delivered_from": "2026-11-05T00:00:00Z",
        "delivered_at": "2026-11-05T01:00:00Z",
    },
    "product": {
        "sku": "1100000137",
        "offer_id": "YF-ELE-001",
        "name": "Наушники",
        "category": "electronics",
        "price": 165.0,
        "price_currency": "CNY",
        "price_rub": 1790.0,
        "quantity": 1,
    },
    "return": {
        "id": "90210",
        "state": "OnSellerApproval",
        "group_state": "New",
        "type": "ClientReturn",
        "created_at": "2026-11-23T12:00:00Z",
        "reason": {"id": "11", "name": "Не подошёл товар", "kind": "unsuited", "is_defect": False},
        "comment": "Не подошли по размеру",
        "photos": 2,
        "offers_made": 0,
        "available_actions": [{"id": "-1", "name": "Отклонить"}, {"id": "1020", "name": "Компенсация"}],
        "rejection_reasons": [{"id": "101", "name": "Срок возврата прошёл", "is_comment_required": True}],
    },
    "chat": {"id": "1", "status": "OPENED", "last_buyer_message_at": "2026-11-23T12:00:00Z", "unread": 1},
}
DRAFT = {"kind": "compensate", "action_id": "1020", "amount": 500.0, "amount_currency": "RUB", "amount_rub": 500.0}
ROUNDS, CALLS = 60, 100


def measured(raw: dict[str, object]) -> tuple[float, float]:
    """The least and the median time of one check, in microseconds."""
    facts = policy.facts.parse(raw)
    policy.check(facts)
    rounds = [timeit.timeit(lambda: policy.check(facts), number=CALLS) / CALLS * 1e6 for _ in range(ROUNDS)]
    return min(rounds), statistics.median(rounds)


def main() -> None:
    for name, raw in (("return", RETURN), ("return with a draft", {**RETURN, "draft": DRAFT})):
        least, median = measured(raw)
        sys.stdout.write(f"policy, {name}: min {least:.0f} µs, median {median:.0f} µs\n")


if __name__ == "__main__":
    main()
