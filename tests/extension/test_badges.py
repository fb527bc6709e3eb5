"""Badges beside posting numbers, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from tests.extension.backend_double import Double, found
from tests.extension.drawn import Drawn

Visit = Callable[..., Drawn]


def test_a_number_in_a_table_gets_a_badge_beside_it_with_what_is_left_to_do(visit: Visit, paired: Double) -> None:
    paired.items["58544282-0057-1"] = found("58544282-0057-1", severity="warning", findings_count=2, line="Answer soon")
    drawn = visit("table")
    badge = drawn.badge("58544282-0057-1")
    assert badge["severity"] == "warning"
    assert badge["words"].startswith("▲2")
    number = drawn.page.get_by_text("58544282-0057-1").bounding_box()
    assert number
    assert 0 <= badge["box"][0] - (number["x"] + number["width"]) < 12
    assert abs(badge["box"][1] + 9 - (number["y"] + number["height"] / 2)) < 3
