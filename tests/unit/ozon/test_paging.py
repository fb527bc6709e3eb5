"""Lists are read to their end and no further; dictionaries once."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
import respx

from vozvrat import ozon
from vozvrat.ozon.reads import fees, orders, returns

SINCE, TO = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
NUMBER = "58544282-0057-1"


@pytest.fixture
def seller() -> Iterator[ozon.Seller]:
    fees.forget_dictionaries()
    with ozon.connect("3058", "key", limiter=ozon.Unlimited(), patience=ozon.Patience(attempts=1)) as found:
        yield found
    fees.forget_dictionaries()


def ozon_answers(mock: respx.MockRouter, path: str, body: object) -> respx.Route:
    return mock.post(f"{ozon.DEFAULT_URL}{path}").mock(return_value=httpx.Response(200, json=body))


def test_pages_go_on_behind_the_last_row_and_stop_when_ozon_repeats_itself(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        route = mock.post(f"{ozon.DEFAULT_URL}/v1/returns/list").mock(
            side_effect=[
                httpx.Response(200, json={"returns": [{"id": 1}, {"id": "2"}], "has_next": "true"}),
                httpx.Response(200, json={"returns": [{"id": 3}], "has_next": True}),
                httpx.Response(200, json={"returns": [{"id": 3}], "has_next": True}),
            ]
        )
        cursors = [page.cursor for page in returns.common_pages(seller)]
        assert [json.loads(call.request.content)["last_id"] for call in route.calls] == [0, 2, 3]
    assert cursors == ["2", "3", "3"]


def test_the_rfbs_list_is_read_until_it_is_empty(seller: ozon.Seller) -> None:
    """Neither `has_next` nor a largest page is documented: a page shorter than asked for may not be the last one."""
    with respx.mock as mock:
        route = mock.post(f"{ozon.DEFAULT_URL}/v2/returns/rfbs/list").mock(
            side_effect=[
                httpx.Response(200, json={"returns": [{"return_id": n} for n in range(1, 4)]}),
                httpx.Response(200, json={"returns": {"return_id": 9}}),
                httpx.Response(200, json={"returns": None}),
            ]
        )
        found = [row.ozon_id for page in returns.rfbs_pages(seller) for row in page.items]
        assert route.call_count == 3
    assert found == ["1", "2", "3", "9"]


def test_an_empty_page_in_between_does_not_end_the_orders(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        mock.post(f"{ozon.DEFAULT_URL}/v4/posting/fbs/list").mock(
            side_effect=[
                httpx.Response(200, json={"postings": [{"posting_number": "1"}], "cursor": "a", "has_next": True}),
                httpx.Response(200, json={"postings": [], "cursor": "b", "has_next": True}),
                httpx.Response(200, json={"postings": [{"posting_number": "2"}], "cursor": "c", "has_next": False}),
            ]
        )
        pages = list(orders.fbs_pages(seller, since=SINCE, to=TO))
    assert [order.posting_number for page in pages for order in page.items] == ["1", "2"]
    assert [page.has_next for page in pages] == [True, True, False]


def test_the_dictionary_of_accruals_is_asked_for_once(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        types = ozon_answers(mock, "/v1/finance/accrual/types", {"accrual_types": [{"id": 7, "name": "Return"}]})
        ozon_answers(
            mock,
            "/v1/finance/accrual/postings",
            {
                "posting_accruals": [
                    {
                        "posting_number": NUMBER,
                        "accruals": [{"type_id": 7, "accrued": {"amount": "-1", "currency": "RUB"}}],
                    }
                ]
            },
        )
        names = [fee.name for _ in range(3) for fee in fees.accruals(seller, [NUMBER])]
        assert types.call_count == 1
    assert names == ["Return"] * 3


def test_amounts_come_without_names_where_the_dictionary_is_stuck(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        mock.post(f"{ozon.DEFAULT_URL}/v1/finance/accrual/types").mock(
            return_value=httpx.Response(429, json={"code": 8})
        )
        ozon_answers(
            mock,
            "/v1/finance/accrual/postings",
            {
                "posting_accruals": [
                    {
                        "posting_number": NUMBER,
                        "accruals": [{"type_id": 7, "accrued": {"amount": "-1", "currency": "RUB"}}],
                    }
                ]
            },
        )
        (fee,) = fees.accruals(seller, [NUMBER])
    assert (fee.name, fee.type_id) == (None, "7")
