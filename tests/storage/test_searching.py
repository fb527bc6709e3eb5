"""What one looks for is found, page after page, nothing twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.storage.builders import NOW, a_detailed_return, a_line, a_return, an_account, an_order, days_ago
from vozvrat import storage
from vozvrat.domain.errors import InvalidInput
from vozvrat.domain.orders import Scheme
from vozvrat.storage.orders import OrderFilters
from vozvrat.storage.returns import NextDeadline, ReturnFilters, StoredReturn

pytestmark = pytest.mark.usefixtures("database")

TEAPOT, CUP, OTHER = "58544282-0057-1", "58544282-0058-1", "10000000-0001-2"


@pytest.fixture
def three_orders(database: str) -> None:
    storage.accounts.add(an_account())
    storage.accounts.add(an_account("other", "1002"))
    storage.orders.save("shop", [an_order(TEAPOT, created_at=days_ago(3))])
    cup = a_line("77", offer_id="Cup_100%", name="Кружка «Ёжик»")
    storage.orders.save("shop", [an_order(CUP, created_at=days_ago(2), lines=(cup,), scheme=Scheme.FBO)])
    storage.orders.save("other", [an_order(OTHER, created_at=days_ago(1), status="cancelled")])
    storage.returns.save("shop", [a_return(posting_number=TEAPOT, return_number="R-4711")])


def found(**filters: object) -> list[str]:
    page = storage.orders.search(OrderFilters(**filters))
    return [one.order.posting_number for one in page.items]


@pytest.mark.usefixtures("three_orders")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [OTHER, CUP, TEAPOT]),
        ({"q": "ЧАЙНИК"}, [OTHER, TEAPOT]),
        ({"q": "ёЖИК"}, [CUP]),
        ({"q": "cup_100%"}, [CUP]),
        ({"q": "100_"}, []),
        ({"q": "%"}, [CUP]),
        ({"q": "  77 "}, [CUP]),
        ({"q": "58544282-0058"}, [CUP]),
        ({"q": "r-4711"}, [TEAPOT]),
        ({"q": ""}, [OTHER, CUP, TEAPOT]),
        ({"account_ids": ("shop",)}, [CUP, TEAPOT]),
        ({"account_ids": ()}, []),
        ({"scheme": "fbo"}, [CUP]),
        ({"status": "cancelled"}, [OTHER]),
        ({"has_return": True}, [TEAPOT]),
        ({"has_return": False}, [OTHER, CUP]),
        ({"created_from": days_ago(2)}, [OTHER, CUP]),
        ({"created_to": days_ago(2)}, [TEAPOT]),
    ],
)
def test_orders_are_found_by_what_one_knows_of_them(filters: dict[str, object], expected: list[str]) -> None:
    assert found(**filters) == expected


def all_pages(search: Callable[[str | None], storage.Page[object]]) -> list[object]:
    items: list[object] = []
    cursor = None
    for _ in range(100):
        page = search(cursor)
        items += page.items
        cursor = page.next_cursor
        if cursor is None:
            return items
    raise AssertionError("the pages never end")


def test_pages_of_orders_leave_nothing_out_and_repeat_nothing_even_at_the_same_moment() -> None:
    storage.accounts.add(an_account())
    numbers = [f"{10_000_000 + n}-0001-1" for n in range(25)]
    moments = [None, days_ago(1), days_ago(2)]
    storage.orders.save("shop", [an_order(number, created_at=moments[n % 3]) for n, number in enumerate(numbers)])
    pages = all_pages(lambda cursor: storage.orders.search(OrderFilters(), cursor=cursor, limit=4))
    assert sorted(one.order.posting_number for one in pages) == numbers


def put_return(number: int, due: float | None, **fields: object) -> None:
    nearest = None
    if due is not None:
        at = NOW + timedelta(hours=due)
        nearest = NextDeadline(at, at - timedelta(hours=12), "SCH-05", "rule")
    stored = StoredReturn(
        id=f"shop-rfbs-{number}",
        account_id="shop",
        claim=a_detailed_return(str(number), **fields),
        next_deadline=nearest,
        first_seen_at=NOW,
        saved_at=NOW,
    )
    storage.returns.put([stored])


def returns_found(**filters: object) -> list[str]:
    return [one.claim.ozon_id for one in storage.returns.search(ReturnFilters(**filters)).items]


def test_returns_come_with_the_nearest_deadline_first_and_those_without_one_last() -> None:
    storage.accounts.add(an_account())
    for number, due in ((1, 50.0), (2, None), (3, 2.0), (4, 30.0)):
        put_return(number, due)
    assert returns_found() == ["3", "4", "1", "2"]
    assert returns_found(due_before=NOW + timedelta(hours=31)) == ["3", "4"]


def test_pages_of_returns_go_on_from_those_with_a_deadline_to_those_without() -> None:
    storage.accounts.add(an_account())
    for number in range(20):
        put_return(number, float(number % 3) if number % 2 else None, created_at=days_ago(number % 4))
    pages = all_pages(lambda cursor: storage.returns.search(ReturnFilters(), cursor=cursor, limit=3))
    ids = [int(one.claim.ozon_id) for one in pages]
    assert sorted(ids) == list(range(20))
    assert all(number % 2 for number in ids[:10])


def test_returns_are_found_by_state_scheme_product_and_reason() -> None:
    storage.accounts.add(an_account())
    put_return(1, None)
    put_return(2, None, state="Rejected", product=None, reason=None, scheme=Scheme.FBS)
    assert returns_found(states=("Rejected",)) == ["2"]
    assert returns_found(scheme="rfbs") == ["1"]
    assert returns_found(sku="1478901234") == ["1"]
    assert returns_found(reason_kind="defect") == ["1"]
    assert returns_found(account_ids=("other",)) == []


@pytest.mark.parametrize("cursor", ["", "nonsense", "W10", "WzEsMl0", "🙂"])
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    storage.accounts.add(an_account())
    with pytest.raises(InvalidInput):
        storage.orders.search(OrderFilters(), cursor=cursor)
