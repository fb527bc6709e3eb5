"""How a text looks: its length, its capitals, its punctuation and its pictures."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text

LIMIT: Final = 1000
"""Code points that a message may have (CHT-03)."""

_HEAPS: Final = re.compile(r"!{2,}|\?{2,}|(?:\?!|!\?)[!?]+|\.{4,}|…{2,}|~{3,}|(?<![:;=])\){2,}|[*#=_]{4,}")
_EMOJI: Final = re.compile(
    "[\U0001f300-\U0001faff\U0001f000-\U0001f2ff\u2600-\u2604\u2607-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]"
    "[\ufe0f\u200d\U0001f300-\U0001faff\U0001f3fb-\U0001f3ff\u2640\u2642]*|[:;=]-?[)(dp](?!\\w)",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(
    r"[А-ЯЁ]{6,}|(?<!\w)(?:[А-ЯЁ]{2,}[\s,.!-]+){1,}[А-ЯЁ]{4,}|(?<!\w)[А-ЯЁ]{4,}[\s,.!-]+[А-ЯЁ]{2,}"
)
_LATIN_CAPITALS: Final = re.compile(r"(?<!\w)(?:[A-Z']{2,}[\s,.!-]+){2,}[A-Z']{2,}(?!\w)")


def too_long(text: Text) -> list[Hit]:
    """CHT-03: what stands beyond the limit."""
    return [Hit(LIMIT, text.length)] if text.length > LIMIT else []


def loud(text: Text) -> list[Hit]:
    """CHT-05: capitals, heaps of punctuation, emoji."""
    original = text.original
    hits = [Hit(*match.span(), "capitals") for match in _CAPITALS.finditer(original)]
    hits += [Hit(*match.span(), "capitals") for match in _LATIN_CAPITALS.finditer(original) if _speaks(match.group())]
    hits += [Hit(*match.span(), "emoji") for match in _EMOJI.finditer(original)]
    folded = original.translate(_WIDE)
    hits += [Hit(*match.span(), "punctuation") for match in _HEAPS.finditer(folded) if not _balanced(folded, match)]
    return hits


_WIDE: Final = str.maketrans("！？。～）", "!?.~)")


def _speaks(capitals: str) -> bool:
    """Whether a run of Latin capitals is shouting rather than a model name: mostly words of four letters and more."""
    words = re.findall(r"[A-Z']+", capitals)
    return len(words) >= 3 and sum(len(word) for word in words) / len(words) > 3


def _balanced(text: str, match: re.Match[str]) -> bool:
    """Whether a run of closing brackets closes brackets that were opened."""
    if not match.group().startswith(")"):
        return False
    before = text[: match.start()]
    return before.count("(") + before.count("（") - before.count(")") >= len(match.group())
