"""The three languages that people here read, and words said in each of them."""

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

Locale: TypeAlias = Literal["zh-CN", "ru", "en"]
LOCALES: tuple[Locale, ...] = get_args(Locale)

Words: TypeAlias = Mapping[Locale, str]
"""The same meaning in each language; written for its reader, not transliterated."""


def say(words: Words, locale: Locale) -> str:
    """The words in one language; English where a language is missing."""
    return words.get(locale) or words["en"]


def locale_of(tag: str | None) -> Locale:
    """The closest of our languages to a tag such as `zh-Hans`, `ru-RU` or `en;q=0.8`; English where none fits."""
    primary = (tag or "").strip().lower().replace("_", "-").split(";")[0].split("-")[0]
    found: dict[str, Locale] = {"zh": "zh-CN", "ru": "ru", "en": "en"}
    return found.get(primary, "en")
