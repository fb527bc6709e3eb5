"""A template that is not sound does not load, and whoever wrote it is told what to mend."""

from copy import deepcopy
from datetime import date

import pytest
import yaml

from vozvrat import reason_templates
from vozvrat.domain.errors import BrokenTemplate, UnknownTemplate
from vozvrat.domain.returns import ReasonKind
from vozvrat.policy import schema
from vozvrat.reason_templates import loading, reading

SOUND = {
    "id": "MSG-TRIAL-01",
    "name": {"ru": "Проба", "zh-CN": "试用", "en": "Trial"},
    "purpose": "message",
    "variables": ["order"],
    "optional": ["tracking"],
    "texts": {
        "ru": "Заказ {{ order }}.{% if tracking is known %} Трек {{ tracking }}.{% endif %}",
        "zh-CN": "订单 {{ order }}。{% if tracking is known %}追踪号 {{ tracking }}。{% endif %}",
        "en": "Order {{ order }}.{% if tracking is known %} Tracking {{ tracking }}.{% endif %}",
    },
    "use_when": {"ru": "Всегда.", "zh-CN": "总是。", "en": "Always."},
    "avoid_when": {"ru": "Никогда.", "zh-CN": "从不。", "en": "Never."},
    "rules": ["CHT-01"],
    "owner": "vozvrat",
    "version": 1,
    "reviewed_on": date(2026, 11, 24),
}


def trial(**changes):
    raw = deepcopy(SOUND) | {name: value for name, value in changes.items() if name != "ru"}
    if "ru" in changes:
        raw["texts"] = raw["texts"] | {"ru": changes["ru"]}
    return raw


def why_not(raw):
    with pytest.raises(BrokenTemplate) as caught:
        loading.build(raw, file="own.yaml")
    assert caught.value.parameters["file"] == "own.yaml"
    return str(caught.value.parameters["why"])


def test_a_sound_template_loads():
    assert loading.build(trial(), file="own.yaml").id == "MSG-TRIAL-01"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "whatever"}, "id:"),
        ({"purpose": "pressure"}, "purpose:"),
        ({"reason_kinds": ["boredom"]}, "reason_kinds"),
        ({"schemes": ["dbs"]}, "schemes"),
        ({"schemes": [["rfbs"]]}, "schemes"),
        ({"version": 0}, "version:"),
        ({"reviewed_on": "yesterday"}, "reviewed_on:"),
        ({"rules": ["rule one"]}, "rules"),
        ({"owner": ""}, "owner:"),
        ({"colour": "red"}, "colour: is no field of a template"),
        ({"fits": {"product.digital": True}}, "fits:"),
        ({"optional": "tracking"}, "optional:"),
        ({"texts": {"ru": "Заказ {{ order }}", "en": "Order {{ order }}"}}, "texts: zh-CN is missing"),
        ({"variables": ["order", "horoscope"]}, "unknown variable 'horoscope'"),
        ({"variables": ["order", "product"]}, "texts.zh-CN: 'product' is declared and not used"),
    ],
)
def test_a_wrong_field_is_named(changes, told):
    assert told in why_not(trial(**changes))


@pytest.mark.parametrize(
    ("ru", "told"),
    [
        ("Заказ {{ order }", "texts.ru: line 1"),
        ("Заказ {{ order }} {{ weather }}", "texts.ru: 'weather' is not among the variables"),
        ("Заказ {{ order }} {{ tracking }}", "'tracking' may be missing and needs `is known`"),
        ("{% if order is known %}Заказ {{ order }}{% endif %}", "'order' is required and must not be left out"),
        ("{% for x in order %}{{ x }}{% endfor %}", "For is not part of the language"),
        ("{{ order.__class__ }}", "Getattr is not part of the language"),
        ("{{ order() }}", "Call is not part of the language"),
        ("{% set order = 1 %}{{ order }}", "Assign is not part of the language"),
        ("{{ order|upper }}", "unknown filter 'upper'"),
        ('{{ order|counted(one="день", other="дней") }}', "`counted` needs few, many, one"),
        ("Заказ {{ order }} ⟦tracking⟧", "the marks of a gap may not be written by hand"),
        (SOUND["texts"]["ru"] + " слово" * 150, "longer than 750 characters"),
    ],
)
def test_a_wrong_text_is_named_with_its_language(ru, told):
    assert told in why_not(trial(ru=ru))


def test_a_file_that_is_no_list_and_a_double_id_are_told(tmp_path):
    (tmp_path / "one.yaml").write_text("id: alone", encoding="utf-8")
    with pytest.raises(BrokenTemplate, match=r"one\.yaml"):
        loading.load(tmp_path)
    (tmp_path / "one.yaml").write_text(yaml.safe_dump([trial(), trial()], allow_unicode=True), encoding="utf-8")
    with pytest.raises(BrokenTemplate, match="another template with this id"):
        loading.load(tmp_path)


def test_a_file_that_is_no_yaml_is_told(tmp_path):
    (tmp_path / "one.yaml").write_text("- {id: [", encoding="utf-8")
    with pytest.raises(BrokenTemplate, match="no readable YAML"):
        loading.load(tmp_path)


def test_asking_for_a_template_that_is_not_there_says_so():
    with pytest.raises(UnknownTemplate):
        reason_templates.get("REJ-NOTHING-99")


def test_every_example_of_the_dictionary_is_read_as_its_own_type():
    for variable in loading.variables().values():
        for locale in ("ru", "zh-CN", "en"):
            value = reading.from_seller(
                variable, variable.example[locale], {}, locale=locale, lengths=reading.Lengths()
            )
            assert value is not None, f"{variable.name} in {locale}"


def fact_paths():
    for variable in loading.variables().values():
        for place in variable.facts:
            yield from (place.path, place.agrees_with, place.unless_more)
            yield place.currency if place.currency and not place.currency.isupper() else None
    for template in reason_templates.catalogue().values():
        yield from template.fits


@pytest.mark.parametrize("path", sorted({path for path in fact_paths() if path}))
def test_every_fact_that_a_template_asks_for_exists(path):
    field = schema.SCHEMA
    for step in path.split("."):
        assert step in field
        field = field[step]


def test_templates_and_policy_speak_of_the_same_evidence():
    assert set(loading.dictionary().evidence) == set(schema.EVIDENCE)
    assert set(loading.dictionary().reason_kinds) == {str(kind) for kind in ReasonKind} - {"other"}


@pytest.mark.parametrize("raw", [None, [], "text", 7])
def test_an_entry_that_is_no_mapping_is_told(raw):
    assert "a template is a mapping of fields" in why_not(raw)
