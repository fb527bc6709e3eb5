"""What a buyer reads: values in the reader's form, other people's words as text, never too long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reason_templates.kettle import a_kettle, typed_by_the_seller
from vozvrat import policy, reason_templates
from vozvrat.domain.errors import TextTooLong
from vozvrat.domain.locale import LOCALES

USED = reason_templates.get("REJ-USED-01")
LATE = reason_templates.get("REJ-WINDOW-01")
POSTAGE = reason_templates.get("RFN-POSTAGE-01")
OFFER = reason_templates.get("CMP-FIRST-01")


def text(template, *, facts=None, locale="ru", **values):
    return reason_templates.render(
        template, facts=a_kettle() if facts is None else facts, values=values, locale=locale
    ).text


def test_a_refusal_names_the_order_the_return_the_product_and_what_was_found():
    said = text(USED, finding="на подошве следы носки")
    assert "заявку 12345678-R1 по заказу 12345678-0001-1" in said
    assert "«Чайник электрический 1,7 л»" in said
    assert "«Не подошёл товар»" in said
    assert "Установлено: на подошве следы носки." in said


def test_what_is_not_known_stays_in_sight_with_an_example():
    rendering = reason_templates.render(USED, facts=a_kettle(), values={})
    assert "Установлено: ⟦finding⟧." in rendering.text
    assert [gap.name for gap in rendering.missing] == ["finding"]
    assert rendering.missing[0].example == "на подошве следы носки, бирки сняты"


def test_a_blank_value_is_no_value():
    assert "⟦finding⟧" in text(USED, finding=" \n ")


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1\u00a0день"), (2, "2\u00a0дня"), (5, "5\u00a0дней"), (11, "11\u00a0дней"), (21, "21\u00a0день")],
)
def test_russian_days_agree_with_their_number(days, said):
    assert f"на Ozon: {said}." in text(LATE, window_days=str(days))


@pytest.mark.parametrize(
    ("photos", "said"), [(1, "1\u00a0фотография;"), (3, "3\u00a0фотографии;"), (12, "12\u00a0фотографий;")]
)
def test_russian_photos_agree_with_their_number(photos, said):
    assert said in text(USED, facts=a_kettle(return_={"photos": photos}), finding="…")


@pytest.mark.parametrize(("days", "said"), [("1", "is 1\u00a0day."), ("2", "is 2\u00a0days.")])
def test_english_days_agree_with_their_number(days, said):
    assert said in text(LATE, locale="en", window_days=days)


def test_each_reader_sees_money_and_dates_in_their_own_form():
    assert "1\u00a0299,00\u00a0₽" in text(POSTAGE)
    assert "1,299.00卢布" in text(POSTAGE, locale="zh-CN")
    assert "1,299.00 Russian roubles" in text(POSTAGE, locale="en")
    assert "с 22 ноября" in text(POSTAGE)
    assert "11月22日" in text(POSTAGE, locale="zh-CN")
    assert "22 November" in text(POSTAGE, locale="en")


def test_a_day_of_another_year_says_its_year():
    facts = a_kettle(return_={"received_at": "2025-12-31T22:00:00Z"})
    assert "с 1 января." not in text(POSTAGE, facts=facts | {"now": "2027-01-10T00:00:00Z"})
    assert "с 1 января 2026 года" in text(POSTAGE, facts=facts | {"now": "2027-01-10T00:00:00Z"})
    assert "с 1 января," in text(POSTAGE, facts=facts | {"now": "2026-01-10T00:00:00Z"})


def test_a_time_limit_names_the_hour_and_whose_hour_it_is():
    waiting = reason_templates.get("WAI-ANSWER-01")
    assert "до 25 ноября, 12:00 (Мск)" in text(waiting)
    assert "11月25日 12:00（莫斯科时间）" in text(waiting, locale="zh-CN")
    assert "25 November, 12:00 Moscow time" in text(waiting, locale="en")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("500 ₽", "500,00\u00a0₽"),
        ("1 299,50 руб.", "1\u00a0299,50\u00a0₽"),
        ("1,299.50 RUB", "1\u00a0299,50\u00a0₽"),
        ("1.299 RUB", "1\u00a0299,00\u00a0₽"),
        ("500", "500,00\u00a0₽"),
        ("165 CNY", "165,00 китайских юаней"),
    ],
)
def test_sums_are_read_as_people_write_them(typed, said):
    assert f"компенсацию: {said}." in text(OFFER, amount=typed)


@pytest.mark.parametrize("typed", ["немного", "0", "-5 ₽", "12 коров", "1,2,3 ₽", "٥٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠ ₽"])
def test_a_sum_that_cannot_be_read_is_asked_for_again(typed):
    rendering = reason_templates.render(OFFER, facts=a_kettle(), values={"amount": typed})
    assert "⟦amount⟧" in rendering.text
    assert [(gap.name, gap.given) for gap in rendering.missing] == [("amount", typed)]


def test_a_bare_sum_without_a_currency_is_not_guessed():
    rendering = reason_templates.render(OFFER, facts=None, values={"amount": "500"})
    assert "amount" in {gap.name for gap in rendering.missing}


@pytest.mark.parametrize("typed", ["2026-11-28", "28.11.2026", "28.11", "28 ноября", "28 November 2026", "11月28日"])
def test_days_are_read_as_people_write_them(typed):
    checking = reason_templates.get("WAI-CHECK-01")
    assert "до 28 ноября и" in text(checking, check_by=typed)


@pytest.mark.parametrize("typed", ["скоро", "32.13.2026", "31 февраля", "2026-13-40"])
def test_a_day_that_does_not_exist_is_asked_for_again(typed):
    assert "⟦check_by⟧" in text(reason_templates.get("WAI-CHECK-01"), check_by=typed)


def test_a_delivery_known_only_as_a_span_of_days_is_not_named_as_one_day():
    facts = a_kettle(order={"delivered_from": "2026-11-08T08:00:00Z"})
    assert "Заказ получен ⟦delivered⟧" in text(LATE, facts=facts, window_days="15")
    assert "Заказ получен 10 ноября" in text(LATE, window_days="15")


def test_the_price_of_one_piece_is_not_called_the_price_of_several():
    assert "⟦price⟧" in text(POSTAGE, facts=a_kettle(product={"quantity": 2}))


def test_the_term_for_a_dispute_is_named_only_where_a_source_names_it():
    assert "в течение 5\u00a0календарных дней" in text(USED, finding="…")
    assert "календарных" not in text(USED, facts=a_kettle(order={"scheme": "fbs"}), finding="…")


def test_a_reason_in_another_script_is_told_in_the_readers_language():
    chinese = a_kettle(return_={"reason": {"name": "商品不合适", "kind": "unsuited"}})
    assert "«товар не подошёл»" in text(USED, facts=chinese, finding="…")
    assert "“商品不合适”" in text(USED, facts=chinese, locale="zh-CN", finding="…")
    assert "“the product did not suit”" in text(USED, locale="en", finding="…")


def test_what_the_seller_typed_goes_before_what_is_known():
    assert "«Чайник в подарок»" in text(USED, product="Чайник в подарок", finding="…")


def test_a_full_stop_is_not_doubled():
    assert "Установлено: следы носки." in text(USED, finding="следы носки.")


def test_a_product_name_is_never_run_as_a_template():
    name = "{{ 7*7 }}{% for x in y %} ⟦order⟧ «Гефест»\n\x00\u202eстрока\x1b[31m"
    rendering = reason_templates.render(USED, facts=a_kettle(product={"name": name}), values={"finding": "след"})
    assert "«{{ 7*7 }}{% for x in y %} [order] „Гефест“ строка [31m»" in rendering.text
    assert rendering.missing == ()


def test_a_long_product_name_is_cut_at_a_word():
    name = "Чайник электрический с двойными стенками и подсветкой " * 9
    said = text(USED, facts=a_kettle(product={"name": name}), finding="след")
    shown = said.split("товар «")[1].split("»")[0]
    assert len(shown) <= 90
    assert shown.endswith("…")
    assert name.startswith(shown[:-1] + " ")


def test_what_the_seller_typed_is_never_cut():
    with pytest.raises(TextTooLong) as caught:
        text(USED, finding="а" * 990)
    over_by = caught.value.parameters["over_by"]
    assert isinstance(over_by, int)
    assert len(text(USED, finding="а" * (990 - over_by))) == 1000


@pytest.mark.parametrize("photos", [0, -1, True, 1.5, float("inf"), float("nan"), 10**30, "2", None])
def test_a_count_that_makes_no_sense_is_not_written(photos):
    said = text(USED, facts=a_kettle(return_={"photos": photos}), finding="след")
    assert "В заявке" not in said


@pytest.mark.parametrize("when", ["", "yesterday", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", 5, ["2026"]])
def test_a_time_that_makes_no_sense_is_asked_for(when):
    assert "создана ⟦asked⟧" in text(LATE, facts=a_kettle(return_={"created_at": when}), window_days="15")


@pytest.mark.parametrize("price", [0, -5.0, float("inf"), float("nan"), 1e300, "много", True])
def test_a_price_that_makes_no_sense_is_asked_for(price):
    assert "стоимость товара — ⟦price⟧" in text(POSTAGE, facts=a_kettle(product={"price_rub": price}))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_the_facts_the_text_fits_and_stays_whole(data):
    template = data.draw(st.sampled_from(list(reason_templates.catalogue().values())))
    locale = data.draw(st.sampled_from(LOCALES))
    anything = st.one_of(st.text(max_size=400), st.none(), st.integers(), st.floats(), st.lists(st.text(max_size=5)))
    facts = a_kettle(
        product={"name": data.draw(anything), "offer_id": data.draw(anything), "price_rub": data.draw(anything)},
        return_={
            "reason": {"name": data.draw(anything), "kind": data.draw(anything)},
            "photos": data.draw(anything),
            "created_at": data.draw(anything),
            "return_number": data.draw(anything),
        },
        draft={"amount": data.draw(anything), "evidence": data.draw(anything)},
    )
    lines = len(reason_templates.render(template, facts=None, values={}, locale=locale).text.splitlines())
    rendering = reason_templates.render(template, facts=facts, values={}, locale=locale)
    assert len(rendering.text) <= 1000
    assert len(rendering.text.splitlines()) == lines
    assert not any(ord(letter) < 32 for letter in rendering.text.replace("\n", ""))


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=60), template=st.sampled_from(list(reason_templates.catalogue().values())))
def test_whatever_the_seller_types_is_text_or_is_asked_for_again(typed, template):
    values = dict.fromkeys(typed_by_the_seller(template), typed)
    try:
        rendering = reason_templates.render(template, facts=a_kettle(), values=values)
    except TextTooLong:
        return
    declared = {variable.name for variable in template.variables}
    assert len(rendering.text) <= 1000
    assert {gap.name for gap in rendering.missing} <= declared
    assert all(f"⟦{gap.name}⟧" in rendering.text for gap in rendering.missing)


def test_a_strictly_read_facts_document_says_the_same():
    facts = policy.facts.parse(a_kettle(draft={"amount_rub": 500.0}))
    for template in reason_templates.catalogue().values():
        from_parsed = reason_templates.render(template, facts=facts, values={})
        assert from_parsed == reason_templates.render(template, facts=a_kettle(), values={})
