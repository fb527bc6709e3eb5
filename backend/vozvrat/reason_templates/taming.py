"""Making other people's words harmless inside a sentence: one line, no control characters, no gap markers, no end."""

import re
import unicodedata

ELLIPSIS = "…"

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BRACKETS = str.maketrans({"⟦": "[", "⟧": "]"})
_INNER_QUOTES = str.maketrans({"«": "„", "»": "“"})
_CLOSING = " \u00a0.,;:!。，；：！、"


def tame(words: str) -> str:
    """One line of visible characters. Gap markers become plain brackets, so that no value can look like a gap."""
    visible = "".join(
        " " if character.isspace() or unicodedata.category(character) in _UNSEEN else character for character in words
    )
    composed = unicodedata.normalize("NFC", visible)
    return re.sub(r" {2,}", " ", composed).translate(_BRACKETS).strip()


def inside_quotes(words: str) -> str:
    """Words that will stand between « and »: their own quotes become inner ones."""
    return words.translate(_INNER_QUOTES)


def without_closing(words: str) -> str:
    """Words that a sentence will close: the full stop stands in the template."""
    return words.rstrip(_CLOSING)


def shorten(words: str, limit: int) -> str:
    """At most `limit` code points, cut after a word where one ends in the second half, with an ellipsis."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    if words[limit - 1] != " ":
        word_end = cut.rfind(" ")
        if word_end >= limit // 2:
            cut = cut[:word_end]
    return cut.rstrip(_CLOSING + "-–—(") + ELLIPSIS
