"""A reason is understood in the language in which Ozon happens to show it."""

import pytest

from vozvrat.domain.reasons import kind_of
from vozvrat.domain.returns import ReasonKind

KNOWN = [
    ("Товар не подошёл", "unsuited"),
    ("Не подошел товар", "unsuited"),
    ("商品不合适", "unsuited"),
    ("The item did not suit", "unsuited"),
    ("Покупатель передумал", "changed_mind"),
    ("买家改变主意", "changed_mind"),
    ("Changed mind", "changed_mind"),
    ("Не работает, плохо работает", "defect"),
    ("Товар не работает / брак", "defect"),
    ("不可用或无法正常工作", "defect"),
    ("商品无法使用 / 存在缺陷", "defect"),
    ("商品在使用过程中坏了", "defect"),
    ("Товар сломался при использовании", "defect"),
    ("Есть внешние дефекты или следы использования", "defect"),
    ("有外部缺陷或使用痕迹", "defect"),
    ("Visible defects or traces of use", "defect"),
    ("Does not work or works badly", "defect"),
    ("Broke in use", "defect"),
    ("Товар использовали до меня", "used"),
    ("我收到前商品已被使用", "used"),
    ("Used before me", "used"),
    ("Товар или заводскую упаковку повредили", "damaged"),
    ("Упаковка и товар повреждены", "damaged"),
    ("Товар поврежден, но упаковка цела", "damaged"),
    ("商品损坏，但包装完好无损", "damaged"),
    ("商品或原厂包装已损坏", "damaged"),
    ("Product damaged, package intact", "damaged"),
    ("Привезли не тот товар", "wrong_item"),
    ("Покупатель получил не те товары", "wrong_item"),
    ("配送了错误的商品", "wrong_item"),
    ("Wrong item", "wrong_item"),
    ("Нет части товара или комплекта", "incomplete"),
    ("Товар в неполной комплектации", "incomplete"),
    ("商品或套装部件缺失", "incomplete"),
    ("Part missing", "incomplete"),
    ("Подделка", "counterfeit"),
    ("假货", "counterfeit"),
    ("Counterfeit", "counterfeit"),
    ("Покупатель отказался при получении: товар не подошел", "refused_at_handover"),
    ("买家在交货时拒收：不合适", "refused_at_handover"),
    ("Refused at handover: wrong item", "refused_at_handover"),
    ("Что-то совсем новое", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("name", "kind"), KNOWN)
def test_a_reason_is_understood_in_russian_chinese_and_english(name: str, kind: str) -> None:
    assert kind_of(name, None) == ReasonKind(kind)


def test_an_unknown_reason_that_ozon_flags_as_a_defect_is_a_defect() -> None:
    assert kind_of("Причина, которой мы ещё не видели", True) is ReasonKind.DEFECT


def test_ozons_flag_does_not_overrule_words_that_are_plain() -> None:
    assert kind_of("Привезли не тот товар", True) is ReasonKind.WRONG_ITEM
