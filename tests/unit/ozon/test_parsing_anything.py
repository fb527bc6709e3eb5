"""Whatever Ozon sends, no row stops a sync."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.ozon.rows import a_claim, a_row
from vozvrat.ozon import values
from vozvrat.ozon.reads import orders, returns
from vozvrat.ozon.wire import decoded

whatever = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""The machine may be busy; how long an example takes to draw says nothing of us."""

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def with_anything(sample: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The sample with some of its fields replaced by anything."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(sample, anything)).map(
        lambda changes: {**sample, **changes}
    )


@whatever
@given(with_anything(a_row(storage={}, logistic={}, place={}, target_place={}, compensation_status={}, source_id=1)))
def test_no_row_of_the_common_list_stops_us(row: dict[str, Any]) -> None:
    assert (found := returns.common(row)) is None or found.origin == "common"


@whatever
@given(with_anything(a_claim(rejection_reason=[], client_photo=[], comment="", client_return_method_type={})))
def test_no_claim_stops_us(row: dict[str, Any]) -> None:
    assert returns.rfbs_details(row, return_id="1").detailed


@whatever
@given(
    with_anything(
        {
            "posting_number": "1",
            "products": [],
            "financial_data": {},
            "cancellation": {},
            "in_process_at": "",
            "available_actions": [],
            "delivery_schema": "",
            "tpl_integration_type": "",
        }
    )
)
def test_no_posting_stops_us(row: dict[str, Any]) -> None:
    assert (found := orders.posting(row, scheme=None)) is None or found.posting_number


@whatever
@given(anything)
def test_no_value_breaks_a_reader(value: Any) -> None:
    for reader in (
        values.text,
        values.key,
        values.reference,
        values.number,
        values.flag,
        values.moment,
        values.day,
        values.latin,
        values.words,
        values.rows,
        values.obj,
    ):
        reader(value)
    assert values.reference(0) is None


def test_times_are_utc_and_never_is_none() -> None:
    assert values.moment("2026-11-20T11:30:00+03:00") == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert values.moment("2026-11-20T08:30:00") == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert values.moment("0001-01-01T00:00:00Z") is None
    assert values.moment("9999-12-31T23:59:59.999999900Z") is not None
    assert values.moment("вчера") is None


def test_requests_carry_utc() -> None:
    assert (
        values.stamp(datetime(2026, 11, 20, 11, 30, tzinfo=timezone(timedelta(hours=3)))) == "2026-11-20T08:30:00.000Z"
    )


@pytest.mark.parametrize("body", [b"", b"NaN", b'{"a": Infinity}', b"\xff\xfe", b"[" * 100_000, b'{"a": 1'])
def test_what_is_no_json_is_none(body: bytes) -> None:
    assert decoded(body) is None
