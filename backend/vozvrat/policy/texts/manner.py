"""How a text looks: its length, its capitals, its punctuation and its pictures."""

import re
from collections.abc import Iterator
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import listed

LIMIT: Final = 1000
"""Code points that a message may have (CHT-03)."""

_HEAPS: Final = re.compile(
    r"!{2,}|\?{2,}|(?:\?!|!\?)[!?]+|\.{4,}|…{2,}|~{3,}|\){2,}|\({2,}(?=\s|$|[,.!?])|[*]{3,}|[#=_]{4,}|,{3,}"
)
_PICTURE: Final = (
    "[\U0001f300-\U0001faff\U0001f000-\U0001f2ff\u2600-\u2604\u2607-\u263f\u2641\u2643-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]"
    "[\ufe0f\u200d\U0001f300-\U0001faff\U0001f3fb-\U0001f3ff\u2640\u2642]*"
)
_EMOJI: Final = re.compile(
    rf"(?:{_PICTURE})+|[¯\\]_\(",
    re.IGNORECASE,
)
_RUSSIAN_CAPITALS: Final = re.compile(r"(?<![\w-])[А-ЯЁ]{2,}(?![\w])")
_LATIN_CAPITALS: Final = re.compile(r"(?<![\w-])(?:[A-Z']{2,}[\s,.!-]+){2,}[A-Z']{2,}(?!\w)")
_LATIN_WORD: Final = re.compile(r"(?<![\w-])[A-Z']{2,}(?![\w-])")
_VOWELS: Final = frozenset("АЕЁИОУЫЭЮЯ")
_SHORT_FORMS: Final = listed("short_forms")
"""Short forms, written in capitals as a matter of course."""
_LOUD_ENGLISH: Final = listed("loud_english")
_NAME_AT_MOST: Final = 5
"""Words in capitals that the name of a thing may have."""
_LOUD_ALONE: Final = 6
"""Letters from which one word in capitals is loud by itself; a shorter one may only be stressed."""


def too_long(text: Text) -> list[Hit]:
    """CHT-03: what stands beyond the limit."""
    return [Hit(LIMIT, text.length)] if text.length > LIMIT else []


def loud(text: Text) -> list[Hit]:
    """CHT-05: capitals, heaps of punctuation, emoji."""
    original = text.original
    hits = [Hit(start, end, "capitals") for start, end in (*_russian(original), *_english(original))]
    hits += [Hit(*match.span(), "emoji") for match in _EMOJI.finditer(original)]
    folded = original.translate(_WIDE)
    return hits + [Hit(*span, "punctuation") for span in _heaps(folded)]


_WIDE: Final = str.maketrans("！？。～）（，", "!?.~)(,")


def _russian(original: str) -> Iterator[tuple[int, int]]:
    """Words in capitals: long ones, neighbours, or several in one text; short forms are none."""
    found = [
        match
        for match in _RUSSIAN_CAPITALS.finditer(original)
        if match.group() not in _SHORT_FORMS and not _a_name(original, match)
    ]
    several = sum(len(match.group()) >= 3 and not _VOWELS.isdisjoint(match.group()) for match in found) >= 2
    for place, match in enumerate(found):
        length = len(match.group())
        neighbours = [
            other
            for other in found[max(place - 1, 0) : place + 2]
            if other is not match and _beside(original, match, other) and max(len(other.group()), length) >= 4
        ]
        if length >= _LOUD_ALONE or neighbours or (several and length >= 3 and not _VOWELS.isdisjoint(match.group())):
            yield match.span()


def _a_name(original: str, match: re.Match[str]) -> bool:
    """Whether one word stands in quotation marks, as the name of a firm or the label of a button does."""
    return (
        original[match.start() - 1 : match.start()] in _OPENING and original[match.end() : match.end() + 1] in _CLOSING
    )


_OPENING: Final = ("«", '"', "“", "„")
_CLOSING: Final = ("»", '"', "”", "“")


def _beside(original: str, one: re.Match[str], other: re.Match[str]) -> bool:
    between = original[min(one.end(), other.end()) : max(one.start(), other.start())]
    return not between.strip(" \n,.!-")


def _english(original: str) -> Iterator[tuple[int, int]]:
    for match in _LATIN_CAPITALS.finditer(original):
        if _speaks(match.group()):
            yield match.span()
    words = [match for match in _LATIN_WORD.finditer(original) if match.group() in _LOUD_ENGLISH]
    for match in words:
        if len(match.group()) >= _LOUD_ALONE or len(words) > 1:
            yield match.span()


def _speaks(capitals: str) -> bool:
    """Whether a run of Latin capitals is shouting rather than a model name: mostly words of four letters and more."""
    words = re.findall(r"[A-Z']+", capitals)
    return sum(len(word) for word in words) / len(words) > 3 and (
        any(word in _LOUD_ENGLISH for word in words) or len(words) > _NAME_AT_MOST
    )


def _heaps(text: str) -> Iterator[tuple[int, int]]:
    """Heaps of punctuation; a run of closing brackets that closes what was opened is none."""
    opened = place = 0
    for match in _HEAPS.finditer(text):
        opened += text.count("(", place, match.start()) - text.count(")", place, match.start())
        place = match.start()
        if not (match.group().startswith(")") and opened >= len(match.group())):
            yield match.span()
