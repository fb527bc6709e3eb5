"""What a buyer reads: every value in its place, every gap in sight."""

from vozvrat import reason_templates

KETTLE = {
    "now": "2026-11-24T10:00:00Z",
    "order": {"posting_number": "12345678-0001-1", "scheme": "rfbs"},
    "product": {"name": "Чайник электрический 1,7 л"},
    "return": {"reason": {"name": "Не подошёл товар", "kind": "unsuited"}, "photos": 2},
    "draft": {"evidence": ["photos", "packing_video"]},
}


def test_a_refusal_names_the_order_the_product_and_what_was_found():
    template = reason_templates.get("REJ-USED-01")
    rendering = reason_templates.render(template, facts=KETTLE, values={"finding": "на подошве следы носки"})
    assert "12345678-0001-1" in rendering.text
    assert "«Чайник электрический 1,7 л»" in rendering.text
    assert "Установлено: на подошве следы носки." in rendering.text
    assert rendering.missing == ()


def test_what_is_not_known_stays_in_sight():
    template = reason_templates.get("REJ-USED-01")
    rendering = reason_templates.render(template, facts=KETTLE, values={})
    assert "⟦finding⟧" in rendering.text
    assert [gap.name for gap in rendering.missing] == ["finding"]
