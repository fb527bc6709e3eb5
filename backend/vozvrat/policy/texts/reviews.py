"""What a text says of reviews (CHT-10) and of the list of goods in decree 2463 (LAW-09)."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import pattern, words

# --- reviews ------------------------------------------------------------------------------

_REVIEW: Final = words("review")
_PRESSURE: Final = words("pressure")
_NEGATED: Final = pattern("negated")
_OF_WRITING: Final = words("of_writing")
_IT_CHANGED: Final = pattern("it_changed")
_HARMLESS_REVIEW: Final = pattern("harmless_review")
_NO_INFLUENCE: Final = pattern("no_influence")


def reviews(text: Text) -> list[Hit]:
    """CHT-10: pressure about a review or a reward for one, in one sentence or in the next one about `it`."""
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
        if _no_influence(rest):
            continue
        first = begin + len(sentence) - len(sentence.lstrip())
        if _PRESSURE.search(_without_states(rest)):
            hits.append(text.hit(first, done, ""))
        elif _changed_next(text, done):
            hits.append(text.hit(first, text.sentence(done + 1)[1], ""))
    for match in _OF_WRITING.finditer(text.plain):
        begin, end = text.sentence(match.start())
        if _changed_next(text, end):
            hits.append(text.hit(begin, text.sentence(end + 1)[1], ""))
    return hits


def _changed_next(text: Text, end: int) -> bool:
    """Whether the sentence after this place wants the review of the one before it changed, or pays for it."""
    if end + 1 >= len(text.plain):
        return False
    begin, stop = text.sentence(end + 1)
    sentence = text.plain[begin:stop]
    return _IT_CHANGED.search(sentence) is not None and _NEGATED.search(sentence[:40]) is None


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
        following = text.sentence(end + 1)[1] if end + 1 < len(text.plain) else end
        if not _NOT_A_GROUND.search(text.plain[begin : max(following, match.end())]):
            hits.append(text.hit(*match.span(), ""))
    return hits
