"""What a text asks of the buyer that it must not: money past Ozon, personal data, a cancellation, a review."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import pattern

_NEGATED: Final = pattern("negated")
_CONDITION: Final = pattern("condition")
_IN_OZON: Final = pattern("in_ozon")

# --- paying or buying past Ozon -----------------------------------------------------------

_PAYMENTS: Final = pattern("payments")
_OZON_PAYS: Final = pattern("ozon_pays")
_SAME_CARD: Final = pattern("same_card")


def payments(text: Text) -> list[Hit]:
    """CHT-04: paying or buying past Ozon; a refund that Ozon sends to the card is none."""
    hits = []
    for match in _PAYMENTS.finditer(text.plain):
        begin, end = text.sentence(match.start())
        before, sentence = text.plain[begin : match.start()], text.plain[begin:end]
        if _NEGATED.search(before) or _NEGATED.search(text.plain[begin : match.start() + 1]):
            continue
        if _SAME_CARD.search(sentence) or (_OZON_PAYS.search(before) and "карт" in match.group()):
            continue
        hits.append(text.hit(*match.span(), "payment"))
    return hits


# --- personal data ------------------------------------------------------------------------

_PERSONAL: Final = pattern("personal")
_ABOUT_OTHERS: Final = pattern("about_others")


def personal_data(text: Text) -> list[Hit]:
    """CHT-04: asking for personal data; what the buyer enters at Ozon itself is none of ours."""
    hits = []
    for match in _PERSONAL.finditer(text.plain):
        begin, end = text.sentence(match.start())
        before, sentence = text.plain[begin : match.start()], text.plain[begin:end]
        if _NEGATED.search(before) or _NEGATED.search(text.plain[match.start() : match.start() + 1] and before + " "):
            continue
        if _inner_negation(match.group()) or _IN_OZON.search(sentence) or _ABOUT_OTHERS.search(match.group()):
            continue
        hits.append(text.hit(*match.span(), "personal"))
    return hits


def _inner_negation(words: str) -> bool:
    return re.search(r"\bне\b|\bnot\b|n't\b|不要|请勿|勿|不用|无需|不必|без", words) is not None


# --- asking to cancel ---------------------------------------------------------------------

_CANCEL: Final = pattern("cancel")
_REQUEST: Final = pattern("request")
_INFINITIVE: Final = re.compile(r"(?:отменить|аннулировать|отказаться)")
_POSSIBLE: Final = pattern("possible")


def cancelling(text: Text) -> list[Hit]:
    """PEN-04: asking the buyer to cancel; speaking of a cancellation is none, nor telling how it is done."""
    hits = []
    for match in _CANCEL.finditer(text.plain):
        begin, _ = text.sentence(match.start())
        clause, end = text.clause(match.start())
        before = text.plain[begin : match.start()]
        if _NEGATED.search(before) or _NEGATED.search(match.group()) or _CONDITION.search(before):
            continue
        if re.match(r"可以|can you", match.group()) and not text.plain[match.end() : end + 1].rstrip().endswith(
            ("?", "吗?")
        ):
            continue
        if _INFINITIVE.search(match.group()) and not match.group().startswith(
            ("откажи", "оформ", "нажм", "сдела", "пода")
        ):
            near = text.plain[clause : match.start()]
            if _POSSIBLE.search(near) and not _REQUEST.search(near.rsplit("чтобы", 1)[-1]):
                continue
            if not _REQUEST.search(before) and not re.search(r"могли бы|можете", text.plain[match.end() : end]):
                continue
        elif match.group().startswith(("оформ", "сдела", "пода", "нажм", "запрос", "созда", "иниц")) and not _asks(
            match.group(), before
        ):
            continue
        hits.append(text.hit(*match.span(), ""))
    return hits


def _asks(words: str, before: str) -> bool:
    """Whether a verb with its noun is an imperative or stands after a request: `оформите отмену`, not `оформили`."""
    verb = words.split(maxsplit=1)[0]
    if re.search(r"(?:ите|йте|ьте|ай|ми)$", verb):
        return True
    return verb.endswith(("ть", "чь")) and _REQUEST.search(before) is not None


# --- reviews ------------------------------------------------------------------------------

_REVIEW: Final = pattern("review")
_PRESSURE: Final = pattern("pressure")
_HARMLESS_REVIEW: Final = pattern("harmless_review")
_NO_INFLUENCE: Final = pattern("no_influence")


def reviews(text: Text) -> list[Hit]:
    """CHT-10: pressure about a review or a reward for one, in one sentence or in the one beside it."""
    hits = []
    for match in _REVIEW.finditer(text.plain):
        begin, end = text.sentence(match.start())
        sentence = text.plain[begin:end]
        rest = _HARMLESS_REVIEW.sub(" ", sentence)
        if rest != sentence and not _REVIEW.search(rest):
            continue
        if _PRESSURE.search(_without_states(rest)) and not _no_influence(rest):
            hits.append(text.hit(begin + len(sentence) - len(sentence.lstrip()), end, ""))
    return hits


def _without_states(sentence: str) -> str:
    """The sentence without words that name a rating rather than ask for one (`средняя оценка товара`)."""
    return re.sub(r"(?:рейтинг|rating)\w*\s+(?:товара|магазина|product|shop)", " ", sentence)


def _no_influence(sentence: str) -> bool:
    """Whether the sentence says that a review has nothing to do with the matter."""
    return _NO_INFLUENCE.search(sentence) is not None


# --- decree 2463 --------------------------------------------------------------------------

_DECREE: Final = pattern("decree")
_NOT_A_GROUND: Final = pattern("not_a_ground")


def decree(text: Text) -> list[Hit]:
    """LAW-09: rejecting because goods stand in the list of decree 2463; saying that it is no ground is none."""
    hits = []
    for match in _DECREE.finditer(text.plain):
        begin, end = text.sentence(match.start())
        if not _NOT_A_GROUND.search(text.plain[begin : max(end, match.end())]):
            hits.append(text.hit(*match.span(), ""))
    return hits
