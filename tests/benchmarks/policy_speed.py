"""How long the pack takes on one return, its context included. Run it: python -m tests.benchmarks.policy_speed

Microseconds for one `policy.check`, the median of many rounds, for a return without and with a draft; then what the
heaviest conditions that a seller can write cost on the longest facts that a client can send.
"""

import statistics
import timeit
from collections.abc import Mapping
from typing import Any

from tests.benchmarks.figures import Figure, end_tidily, show
from vozvrat import policy
from vozvrat.policy.schema import ENTRIES

RETURN: dict[str, Any] = {
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
ROUNDS, CALLS, LIMIT = 60, 100, 150

_ENTRIES = [{"id": str(number), "name": "Отклонить заявку " * 4} for number in range(ENTRIES)]
_LONGEST = {
    **RETURN,
    "return": {**RETURN["return"], "available_actions": _ENTRIES, "comment": "не подошёл " * 1_800},
}
_ONE_LOOP = " || ".join(['a.name.contains("нет такого")'] * 5)
HEAVIEST = {
    "loops": " || ".join([f"f.return.available_actions.exists(a, {_ONE_LOOP})"] * 4),
    "patterns": r" || ".join([r'f.return.comment.matches("(\\w+ \\w+ )*\\w+\\d!")'] * 2),
    "comparisons": " || ".join(['f.return.comment.contains("нет такого")'] * 22),
}
OWN_LIMIT = 5.0


def measure() -> list[Figure]:
    """One check of a return, without a draft and with one."""
    return [
        Figure("the pack on one return, context included", median(RETURN), "µs", LIMIT),
        Figure("with a draft", median({**RETURN, "draft": DRAFT}), "µs", LIMIT),
        *(Figure(f"the heaviest own rule: {name}", heaviest(when), "ms", OWN_LIMIT) for name, when in HEAVIEST.items()),
    ]


def heaviest(when: str) -> float:
    """The median time that one own rule adds to a check of the longest facts, in milliseconds."""
    facts = policy.facts.parse(_LONGEST)
    rule = policy.read_own_rule({"id": "OWN-HEAVY", "title": "heavy", "when": when})
    ours = policy.engine.default_pack()
    both = policy.compose(ours, own=[rule])

    def once(pack: policy.Pack) -> float:
        return statistics.median(timeit.timeit(lambda: policy.check(facts, pack=pack), number=3) / 3 for _ in range(9))

    return (once(both) - once(ours)) * 1e3


def median(raw: Mapping[str, object]) -> float:
    """The median time of one check, in microseconds."""
    facts = policy.facts.parse(raw)
    policy.check(facts)
    return (
        statistics.median(timeit.timeit(lambda: policy.check(facts), number=CALLS) / CALLS for _ in range(ROUNDS)) * 1e6
    )


if __name__ == "__main__":
    end_tidily()
    show("The policy pack on one return", measure())
