"""Insults and swearing: words that are never said to a buyer, and words that insult when said of the buyer."""

from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import pattern

_NEVER: Final = pattern("never", shaped=True)
_NEVER_LATIN: Final = pattern("never_latin")
_OF_THE_BUYER: Final = pattern("of_the_buyer")
_WARNED_OF: Final = pattern("warned_of")


def insults(text: Text) -> list[Hit]:
    """CHT-04: swearing and insults; warning of swindlers is none."""
    hits = [text.hit(*match.span(), "insult") for match in _NEVER.finditer(text.shape)]
    hits += [text.hit(*match.span(), "insult") for match in _NEVER_LATIN.finditer(text.plain)]
    for match in _OF_THE_BUYER.finditer(text.plain):
        begin, end = text.sentence(match.start())
        if not _WARNED_OF.search(text.plain[begin:end]):
            hits.append(text.hit(*match.span(), "insult"))
    return hits
