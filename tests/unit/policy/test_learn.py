"""The themes of the Learn page: read strictly, complete in three languages, and saying nothing that no rule names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from vozvrat.domain.errors import BrokenPack
from vozvrat.domain.locale import LOCALES
from vozvrat.policy import learn, loading

WORDS = {"zh-CN": "词", "ru": "слово", "en": "word"}


def a_theme(**changes: Any) -> dict[str, Any]:
    theme = {
        "id": "own",
        "title": WORDS,
        "about": WORDS,
        "rules": ["DSP-01"],
        "pages": [{"address": "docs.ozon.com", "title": WORDS, "seen": "undated"}],
        "places": [{"title": WORDS, "detail": WORDS, "seen": "2025"}],
        "reasons": [{"zh-CN": "假货", "ru": "Подделка", "en": "Counterfeit"}],
    }
    return {name: value for name, value in (theme | changes).items() if value is not None}


def read(folder: Path, *themes: dict[str, Any], **beside: Any) -> tuple[learn.Theme, ...]:
    file = folder / "own.yaml"
    file.write_text(yaml.safe_dump({"themes": list(themes), **beside}, allow_unicode=True), "utf-8")
    return learn.read_themes(file, known=loading.shipped().rules)


def test_a_theme_is_read_with_all_that_it_has(tmp_path: Path) -> None:
    (theme,) = read(tmp_path, a_theme())
    assert theme.rules == ("DSP-01",)
    assert theme.pages[0].address == "docs.ozon.com"
    assert theme.places[0].address is None
    assert theme.reasons[0].kind == "counterfeit"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rules": ["DSP-01", "DSP-99"]}, "names DSP-99, which is no rule"),
        ({"rules": ["DSP-01", "DSP-01"]}, "names a rule twice"),
        ({"rules": []}, "names no rules"),
        ({"rules": None}, "names no rules"),
        ({"rules": "DSP-01"}, "rules: must be a list"),
        ({"rules": [5]}, "rules: must be a list of ids"),
        ({"rules": [["DSP-01"]]}, "rules: must be a list of ids"),
        ({"id": None}, "id: must be a text"),
        ({"title": {"en": "word", "ru": "слово"}}, "title: is missing in zh-CN"),
        ({"title": WORDS | {"de": "Wort"}}, "unknown field de"),
        ({"about": "word"}, "about: must be said in"),
        ({"mood": "good"}, "unknown field mood"),
        ({"pages": [{"address": "docs.ozon.com", "title": WORDS}]}, "seen: must be a text"),
        ({"pages": [{"address": "docs.ozon.com", "title": WORDS, "seen": 2025}]}, "seen: must be a text"),
        ({"pages": ["docs.ozon.com"]}, "must be a mapping"),
        ({"places": [{"title": WORDS, "detail": WORDS, "seen": "2025", "address": ""}]}, "address: must be a text"),
        ({"places": [{"title": WORDS, "detail": WORDS, "seen": "2025", "phone": "1"}]}, "unknown field phone"),
        ({"reasons": [{"zh-CN": "假货", "ru": "Подделка", "en": "Wrong item"}]}, "reasons: Wrong item means"),
        ({"reasons": ["Подделка"]}, "reasons: must be said in"),
    ],
)
def test_a_theme_that_does_not_hold_is_refused_with_its_reason(
    tmp_path: Path, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(BrokenPack) as refused:
        read(tmp_path, a_theme(**changes))
    assert refused.value.parameters["file"] == "own.yaml"
    assert says in str(refused.value.parameters["why"])


def test_the_theme_that_is_wrong_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack) as refused:
        read(tmp_path, a_theme(), a_theme(id="second", rules=["DSP-99"]))
    assert "second" in str(refused.value.parameters["why"])


def test_a_theme_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack) as refused:
        read(tmp_path, a_theme(), a_theme())
    assert "twice" in str(refused.value.parameters["why"])


def test_what_stands_beside_the_themes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack) as refused:
        read(tmp_path, a_theme(), version=3)
    assert "unknown field version" in str(refused.value.parameters["why"])


@pytest.mark.parametrize("text", ["{", "- a list", "themes: 5", "themes: []", "themes: [5]", "\xff"])
def test_a_file_that_holds_no_themes_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(text, "latin-1")
    with pytest.raises(BrokenPack):
        learn.read_themes(file, known=loading.shipped().rules)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack):
        learn.read_themes(tmp_path / "none.yaml", known=())


def test_every_rule_can_be_found_under_some_theme() -> None:
    found = {rule_id for theme in learn.themes() for rule_id in theme.rules}
    assert sorted(loading.shipped().rules.keys() - found) == []


@pytest.mark.parametrize("theme", learn.themes(), ids=lambda theme: theme.id)
def test_a_theme_says_in_each_language_what_it_is_about_and_shouts_in_none(theme: learn.Theme) -> None:
    said = [theme.title, theme.about]
    said += [words for place in theme.places for words in (place.title, place.detail)]
    said += [page.title for page in theme.pages]
    for words in said:
        assert set(words) == set(LOCALES)
        assert not any(mark in text for text in words.values() for mark in "!！")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in theme.about["zh-CN"])
    assert not any("а" <= letter.lower() <= "я" for letter in theme.about["en"])
    assert 2 <= theme.about["en"].count(". ") + 1 <= 4


@pytest.mark.parametrize("theme", learn.themes(), ids=lambda theme: theme.id)
def test_a_page_is_ozons_own_and_is_named_by_a_rule(theme: learn.Theme) -> None:
    named = {source.address for rule in loading.shipped().rules.values() for source in rule.sources}
    for page in theme.pages:
        assert "ozon." in page.address.split("/")[0], page.address
        assert page.address in named, page.address


def test_a_claim_never_stands_first() -> None:
    rules = loading.shipped().rules
    for theme in learn.themes():
        standings = [rules[rule_id].standing for rule_id in theme.rules]
        assert standings[0] == "rule", theme.id
        assert "claim" not in standings[:-1], theme.id


@pytest.mark.parametrize(
    "file", [learn.LEARN, *sorted(loading.PACKS.glob("facts_*.yaml"))], ids=lambda file: str(file.stem)
)
def test_a_scheme_has_the_name_that_the_extension_shows_and_no_field_of_the_api_is_named(file: Path) -> None:
    for text in texts(yaml.safe_load(file.read_text("utf-8"))):
        assert not re.search(r"(?<!real)(?<!/)\br\s?FBS\b", text), text
        assert not re.search(r"[a-z]+_[a-z]+", text), text


def texts(content: Any) -> Iterator[str]:
    """Whatever people read of a file: all that is said by language."""
    if isinstance(content, list):
        for item in content:
            yield from texts(item)
    elif isinstance(content, dict) and content.keys() <= set(LOCALES):
        yield from content.values()
    elif isinstance(content, dict):
        for item in content.values():
            yield from texts(item)
