"""CHT-04: swearing, insults and rudeness, and bad words about Ozon, other sellers or brands."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.near import near
from vozvrat.policy.texts.patterns import pattern, words

_NEVER: Final = words("never", shaped=True)
_NEVER_LATIN: Final = words("never_latin")
_OF_THE_BUYER: Final = words("of_the_buyer")
_RUDE: Final = words("rude")
_WARNED_OF: Final = pattern("warned_of")
_WHOSE: Final = words("whose_name")
_RUNS_DOWN: Final = words("runs_down")
_DENIED: Final = pattern("denied")
_TITLE: Final = re.compile(r"название|называется|карточн\w+ игр|настольн\w+ игр|роман|книг")
_LETTER_BY_LETTER: Final = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-_*·]{1,2}[^\W\d_](?!\w)){2,30}")


def insults(text: Text) -> list[Hit]:
    """Swearing and insults, plain or letter by letter; warning of swindlers is none, nor the title of a thing."""
    hits = [text.hit(*match.span(), "insult") for match in _NEVER.finditer(text.shape) if not _quoted(text, match)]
    hits += [text.hit(*match.span(), "insult") for match in _NEVER_LATIN.finditer(text.plain)]
    hits += [text.hit(*match.span(), "insult") for match in _RUDE.finditer(text.plain)]
    for match in _OF_THE_BUYER.finditer(text.plain):
        begin, end = text.sentence(match.start())
        if not _WARNED_OF.search(text.plain[begin:end]):
            hits.append(text.hit(*match.span(), "insult"))
    for match in _LETTER_BY_LETTER.finditer(text.shape):
        written = re.sub(r"[\W_]", "", match.group())
        if _NEVER.search(written) or _NEVER_LATIN.search(written):
            hits.append(text.hit(*match.span(), "insult"))
    return hits


def slander(text: Text) -> list[Hit]:
    """Bad words about Ozon, its support, other sellers or a brand; saying that something is not so is none."""
    hits = []
    for start, stop, begin_of_bad, end in near(
        text, _WHOSE.finditer(text.plain), _RUNS_DOWN.finditer(text.plain), gap=40
    ):
        begin, _ = text.sentence(start)
        if not _DENIED.search(text.plain[stop:begin_of_bad]) and not _WARNED_OF.search(text.plain[begin:end]):
            hits.append(text.hit(start, end, "slander"))
    return hits


def _quoted(text: Text, match: re.Match[str]) -> bool:
    """Whether the word is the title of a thing, as a book or a game has it."""
    begin, end = text.sentence(match.start())
    quoted = text.plain[match.start() - 1 : match.start()] in _OPENING and text.plain[
        match.end() : match.end() + 1
    ] in ("»", '"', "”")
    return quoted or _TITLE.search(text.plain[begin:end]) is not None


_OPENING: Final = ("«", '"', "“")
