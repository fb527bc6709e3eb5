"""Finding templates by what one types: any of three languages, word stems, typing errors, pinyin and its initials."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
from rapidfuzz import fuzz

from vozvrat.domain.locale import LOCALES, Words
from vozvrat.reason_templates.model import Template

_WORD = re.compile(r"[a-z0-9]+|[а-я]+|[\u4e00-\u9fff]+")
_STEMMERS = {"ru": snowballstemmer.stemmer("russian"), "en": snowballstemmer.stemmer("english")}


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found of one template: its names, the stems of its words, every reading of its Chinese name."""

    code: str
    names: tuple[str, ...]
    stems: frozenset[str]
    texts: frozenset[str]
    syllables: tuple[frozenset[str], ...]


def likeness(query: str, template: Template) -> float:
    """How well a template answers a query, 0 to 100: its id, its name, what it is for, and, least, its text."""
    typed = _plain(query)
    if not typed:
        return 0.0
    entry = _entry(template.id, _said(template.name), _said(template.use_when), _said(template.texts))
    return max(_by_code(typed, entry), _by_pinyin(typed, entry), _by_name(typed, entry), _by_stems(typed, entry))


def _said(words: Words) -> tuple[str, ...]:
    return tuple(words[locale] for locale in LOCALES)


@lru_cache(maxsize=8192)
def _entry(template_id: str, names: tuple[str, ...], use_when: tuple[str, ...], texts: tuple[str, ...]) -> Entry:
    chinese = names[LOCALES.index("zh-CN")]
    return Entry(
        code=_plain(template_id).replace(" ", ""),
        names=tuple(_plain(name) for name in names),
        stems=frozenset(_stems(" ".join(names + use_when))),
        texts=frozenset(_stems(" ".join(re.sub(r"{[{%].*?[}%]}", " ", text) for text in texts))),
        syllables=_syllables(chinese),
    )


def _by_code(typed: str, entry: Entry) -> float:
    squeezed = typed.replace(" ", "")
    return 100.0 if len(squeezed) >= 3 and entry.code.startswith(squeezed) else 0.0


def _by_pinyin(typed: str, entry: Entry) -> float:
    """Initials (`jj`) from the beginning or from any character on, or syllables as far as they are typed (`juju`)."""
    squeezed = typed.replace(" ", "")
    if len(squeezed) < 2 or not squeezed.isascii() or not squeezed.isalpha():
        return 0.0
    for start in range(len(entry.syllables)):
        if _initials(squeezed, entry.syllables[start:]):
            return 92.0 if start == 0 else 85.0
        if len(squeezed) >= 4 and _spells(squeezed, entry.syllables[start:]):
            return 90.0
    return 0.0


def _initials(typed: str, syllables: tuple[frozenset[str], ...]) -> bool:
    if len(typed) > len(syllables):
        return False
    return all(
        any(one.startswith(letter) for one in readings) for letter, readings in zip(typed, syllables, strict=False)
    )


def _spells(typed: str, syllables: tuple[frozenset[str], ...]) -> bool:
    if not typed:
        return True
    if not syllables:
        return False
    return any(
        one.startswith(typed) or (typed.startswith(one) and _spells(typed[len(one) :], syllables[1:]))
        for one in syllables[0]
    )


def _syllables(chinese: str) -> tuple[frozenset[str], ...]:
    """Every reading of each character, without tones.

    Loaded at the first search only, and without the dictionary of phrases: it takes 45 MB to choose one reading
    of 行 where a search is content with all of them.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionaries load with it

    readings = pinyin(chinese, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(frozenset(of_one) for of_one in readings)


def _by_name(typed: str, entry: Entry) -> float:
    if any(typed in name for name in entry.names):
        return 98.0
    if len(typed) < 3:
        return 0.0
    return max(_worst_word(typed, name) for name in entry.names) * 0.9


def _worst_word(typed: str, name: str) -> float:
    """Every word typed must be found, each with its typing errors: the worst of them counts."""
    words = name.split()
    likest = [max((fuzz.ratio(word, other[: len(word) + 1]) for other in words), default=0.0) for word in typed.split()]
    return min(likest)


def _by_stems(typed: str, entry: Entry) -> float:
    wanted = list(_stems(typed))
    if not wanted:
        return 0.0
    inside = sum(1.0 if _found(stem, entry.stems) else 0.55 if _found(stem, entry.texts) else 0.0 for stem in wanted)
    every = all(_found(stem, entry.stems) or _found(stem, entry.texts) for stem in wanted)
    share = inside / len(wanted)
    return (70.0 + 20.0 * share) if every else 60.0 * share


def _found(stem: str, stems: frozenset[str]) -> bool:
    if stem in stems:
        return True
    if _is_chinese(stem):
        return any(stem in other for other in stems if _is_chinese(other))
    return len(stem) >= 4 and any(other.startswith(stem) for other in stems)


def _stems(words: str) -> Iterator[str]:
    for word in _WORD.findall(_plain(words)):
        yield _stem(word)


@cache
def _stem(word: str) -> str:
    if word.isascii():
        return str(_STEMMERS["en"].stemWord(word))
    return word if _is_chinese(word) else str(_STEMMERS["ru"].stemWord(word))


def _is_chinese(word: str) -> bool:
    return "\u4e00" <= word[:1] <= "\u9fff"


def _plain(words: str) -> str:
    return " ".join(_tokens(words.casefold().replace("ё", "е")))


def _tokens(words: str) -> Iterable[str]:
    return _WORD.findall(words)
