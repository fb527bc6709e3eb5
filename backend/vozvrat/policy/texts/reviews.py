"""What a text says of reviews (CHT-10) and of the list of goods in decree 2463 (LAW-09)."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import pattern, words

# --- reviews ------------------------------------------------------------------------------

_REVIEW: Final = words("review")
_PRESSURE: Final = words("pressure")
_HARMLESS_REVIEW: Final = pattern("harmless_review")
_NO_INFLUENCE: Final = pattern("no_influence")


def reviews(text: Text) -> list[Hit]:
    """CHT-10: pressure about a review or a reward for one, in one sentence."""
    hits = []
    done = -1
    for start in sorted(match.start() for match in _REVIEW.finditer(text.plain)):
        if start < done:
            continue
        begin, done = text.sentence(start)
        sentence = text.plain[begin:done]
        rest = _HARMLESS_REVIEW.sub(" ", sentence)
        if rest != sentence and not _REVIEW.search(rest):
            continue
        if _PRESSURE.search(_without_states(rest)) and not _no_influence(rest):
            hits.append(text.hit(begin + len(sentence) - len(sentence.lstrip()), done, ""))
    return hits


def _without_states(sentence: str) -> str:
    """The sentence without words that name a rating rather than ask for one (`средняя оценка товара`)."""
    return re.sub(r"(?:рейтинг|rating)\w*\s+(?:товара|магазина|product|shop)", " ", sentence)


def _no_influence(sentence: str) -> bool:
    """Whether the sentence says that a review has nothing to do with the matter."""
    return _NO_INFLUENCE.search(sentence) is not None


# --- decree 2463 --------------------------------------------------------------------------

_DECREE: Final = words("decree")
_NOT_A_GROUND: Final = pattern("not_a_ground")


def decree(text: Text) -> list[Hit]:
    """LAW-09: rejecting because goods stand in the list of decree 2463; saying that it is no ground is none."""
    hits = []
    for match in _DECREE.finditer(text.plain):
        begin, end = text.sentence(match.start())
        if not _NOT_A_GROUND.search(text.plain[begin : max(end, match.end())]):
            hits.append(text.hit(*match.span(), ""))
    return hits
