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
_TO_A_CARD: Final = re.compile(r"карт|card|account|卡|账")
_SAME_CARD: Final = pattern("same_card")
_PAST_PAYMENT: Final = pattern("past_payment")
"""How the buyer had paid at Ozon."""


def payments(text: Text) -> list[Hit]:
    """CHT-04: paying or buying past Ozon; a refund that Ozon sends to the card is none."""
    hits = []
    for match in _PAYMENTS.finditer(text.plain):
        begin, end = text.sentence(match.start())
        before, sentence = text.plain[begin : match.start()], text.plain[begin:end]
        if _NEGATED.search(before) or _PAST_PAYMENT.search(match.group()):
            continue
        if _SAME_CARD.search(sentence) or (_OZON_PAYS.search(before) and _TO_A_CARD.search(match.group())):
            continue
        hits.append(text.hit(*match.span(), "payment"))
    return hits


# --- personal data ------------------------------------------------------------------------

_PERSONAL: Final = pattern("personal")
_ABOUT_OTHERS: Final = pattern("about_others")
_A_THING: Final = pattern("a_thing")
_A_THING_AFTER: Final = pattern("a_thing_after")
_ENDS_IN_A_PHONE: Final = re.compile(r"(?:телефон\w*|phone)$")
"""A phone that is goods: it is photographed, charged, put in a case."""


def personal_data(text: Text) -> list[Hit]:
    """CHT-04: asking for personal data; what the buyer enters at Ozon itself is none of ours."""
    hits = []
    for match in _PERSONAL.finditer(text.plain):
        begin, end = text.sentence(match.start())
        before, sentence = text.plain[begin : match.start()], text.plain[begin:end]
        if (
            _NEGATED.search(before)
            or before.endswith("不")
            or _inner_negation(match.group())
            or _IN_OZON.search(sentence)
            or _ABOUT_OTHERS.search(match.group())
            or _A_THING.search(match.group())
            or (_ENDS_IN_A_PHONE.search(match.group()) and _A_THING_AFTER.search(text.plain[match.end() : end]))
        ):
            continue
        hits.append(text.hit(*match.span(), "personal"))
    return hits


def _inner_negation(words: str) -> bool:
    return re.search(r"\bне\b|\bnot\b|n't\b|不要|请勿|勿|不用|无需|不必|без", words) is not None


# --- asking to cancel ---------------------------------------------------------------------

_CANCEL: Final = pattern("cancel")
_REQUEST: Final = pattern("request")
_POSSIBLE: Final = pattern("possible")


def cancelling(text: Text) -> list[Hit]:
    """PEN-04: asking the buyer to cancel; speaking of a cancellation is none, nor telling how it is done."""
    return [text.hit(*match.span()) for match in _CANCEL.finditer(text.plain) if _asks_to_cancel(text, match)]


def _asks_to_cancel(text: Text, match: re.Match[str]) -> bool:
    words = match.group()
    begin, end = text.sentence(match.start())
    before, after = text.plain[begin : match.start()], text.plain[match.end() : end + 1]
    if _NEGATED.search(before) or _NEGATED.search(words) or _CONDITION.search(before):
        return False
    if words.startswith("отка") and _ON_DAMAGE.search(before + after):
        return False
    asked = after.endswith(("?", "吗")) and _CAN_YOU.search(before + words + after) is not None
    if words.startswith(_MAKERS):
        return asked or _orders(words.split()[0].rstrip(",")) or _REQUEST.search(before) is not None
    if words.split()[0] in _INFINITIVES:
        return asked or _wishes(text.plain[text.clause(match.start())[0] : match.start()], before)
    return asked or not words.startswith(("可以", "can you"))


def _wishes(clause: str, before: str) -> bool:
    """Whether an infinitive is wished of the buyer (`прошу отменить`) and not merely possible (`хотите отменить`)."""
    if _POSSIBLE.search(clause) and not _REQUEST.search(clause.rsplit("чтобы", 1)[-1]):
        return False
    return _REQUEST.search(before) is not None


_ON_DAMAGE: Final = re.compile(r"\bесли\b[^.!?\n]{0,30}(?:поврежд|брак|дефект|вскрыт|не подо|не тот|не устро)")
"""Refusing goods at the door because something is wrong with them is the buyer's right, and good advice."""
_CAN_YOU: Final = re.compile(r"(?<!\w)(?:можете|могли бы|сможете)|can you|could you|可以|能不能|能否|可否")
_INFINITIVES: Final = ("отменить", "аннулировать", "отказаться")
_MAKERS: Final = ("оформ", "сдела", "подай", "подат", "создай", "нажм", "запрос", "иници")


def _orders(verb: str) -> bool:
    """Whether a Russian verb is an imperative: `оформите`, not `оформили`."""
    return re.search(r"(?:[иьй]те|ай|ми)$", verb) is not None


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
