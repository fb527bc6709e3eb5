"""Every template that ships can be sent as it is."""

import itertools
import re

import pytest

from tests.unit.reason_templates.kettle import a_kettle, typed_by_the_seller
from vozvrat import reason_templates
from vozvrat.domain.locale import LOCALES
from vozvrat.domain.purposes import PURPOSES
from vozvrat.domain.returns import ReasonKind
from vozvrat.policy import texts

TEMPLATES = list(reason_templates.catalogue().values())
GAP = re.compile(r"⟦(\w+)⟧")


def each_template():
    return pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


def each_locale():
    return pytest.mark.parametrize("locale", LOCALES)


def test_there_is_a_text_for_every_purpose():
    assert len(TEMPLATES) >= 24
    assert {template.purpose for template in TEMPLATES} == set(PURPOSES)


def test_there_is_a_text_for_every_kind_of_reason():
    told = {kind for template in TEMPLATES for kind in template.reason_kinds}
    assert told == set(ReasonKind) - {ReasonKind.OTHER}


@each_locale()
@each_template()
def test_with_everything_known_nothing_is_missing(template, locale):
    rendering = reason_templates.render(
        template, facts=a_kettle(), values=typed_by_the_seller(template, locale), locale=locale
    )
    assert rendering.missing == ()
    assert not GAP.search(rendering.text)
    assert set(rendering.used) == {variable.name for variable in template.variables}


@each_locale()
@each_template()
def test_with_nothing_known_every_gap_is_in_sight_and_listed(template, locale):
    rendering = reason_templates.render(template, facts=None, values={}, locale=locale)
    listed = [gap.name for gap in rendering.missing]
    assert set(listed) == {variable.name for variable in template.variables if variable.required}
    assert listed == list(dict.fromkeys(GAP.findall(rendering.text)))
    assert all(gap.example and gap.description[locale] for gap in rendering.missing)


@each_template()
def test_left_out_sentences_leave_no_trace(template):
    required = {variable.name for variable in template.variables if variable.required}
    values = {name: value for name, value in typed_by_the_seller(template).items() if name in required}
    text = reason_templates.render(template, facts=None, values=values).text
    assert not re.search(r" [.,;:)]|\( |\.\.|  |,\.|::|\n\n", text)
    assert all(line[0].isupper() or line[0].isdigit() for line in text.splitlines())


@each_template()
def test_no_text_breaks_a_rule_of_the_chat(template):
    for locale in LOCALES:
        values = typed_by_the_seller(template, locale)
        for known in (a_kettle(), {"now": "2026-11-24T10:00:00Z"}):
            rendering = reason_templates.render(template, facts=known, values=values, locale=locale)
            assert texts.check(rendering.text, purpose=template.purpose, facts=None) == []


@each_template()
def test_every_text_names_the_order_or_the_article(template):
    used = {variable.name for variable in template.variables if variable.required}
    assert used & {"order", "offer_id"}
    assert "product" in used


@each_template()
def test_a_refusal_rests_on_a_rule_and_shows_a_way_out(template):
    if template.purpose in {"reject", "reject_cancellation"}:
        assert template.rules
        assert re.search(r"спор|нов(ую|ой) заявк|ещё раз|чат|возврат", template.texts["ru"])


def test_no_two_texts_say_the_same():
    words = {template.id: set(re.findall(r"[а-яё]+", template.texts["ru"].lower())) for template in TEMPLATES}
    for one, other in itertools.combinations(words, 2):
        common = len(words[one] & words[other]) / min(len(words[one]), len(words[other]))
        assert common <= 0.7, f"{one} and {other} share {common:.0%} of their words"


def test_texts_of_the_catalogue_leave_room_for_long_values():
    endless = "очень длинное название товара " * 40
    for template in TEMPLATES:
        facts = a_kettle(product={"name": endless}, return_={"reason": {"name": endless, "kind": "other"}})
        facts["cancellation"] = {"reason": endless}
        values = {variable.name: variable.example["ru"] for variable in template.variables if not variable.facts}
        for locale in LOCALES:
            assert len(reason_templates.render(template, facts=facts, values=values, locale=locale).text) <= 1000
