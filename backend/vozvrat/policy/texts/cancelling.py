"""PEN-04: asking the buyer to cancel; speaking of a cancellation is none, nor telling how it is done."""

import re
from itertools import islice
from typing import Final

from vozvrat.policy.texts.hits import ENOUGH, Hit, Text
from vozvrat.policy.texts.near import within
from vozvrat.policy.texts.patterns import pattern, words

_CANCEL: Final = words("cancel")
_ASKED: Final = words("asked_to_cancel")
_LEFT: Final = words("left_behind")
_BRIBED: Final = words("bribed_to_cancel")
_FRAMED: Final = words("framed")
_TOLD_BEFORE: Final = pattern("told_before")
_BY_OURSELVES: Final = pattern("by_ourselves")
_REQUEST: Final = pattern("request")
_POSSIBLE: Final = pattern("possible")
_NEGATED: Final = pattern("negated")
_CONDITION: Final = pattern("condition")
_NOT_ASKED: Final = pattern("not_asked")
_DAMAGED: Final = pattern("damaged")
_IF_DAMAGED: Final = pattern("if_damaged")
_DEVICE: Final = pattern("device")
"""A device whose own button is spoken of."""
_ASKED_BY_BUYER: Final = pattern("asked_by_buyer")
"""The sentence before says that the buyer wanted to know."""
_MAY_ONE: Final = ("можно ли", "получится ли")
_SHORTLY: Final = 60
"""Code points in which a negation or a condition stands before what it is about."""
_BEFORE: Final = 90
"""Code points before a word that tell what is said of it."""

_LETTER_BY_LETTER: Final = re.compile(r"(?<!\w)[^\W\d_]{1,2}(?:[ .\-_*·]{1,2}[^\W\d_]{1,2}(?!\w)){3,30}")
_HIDDEN: Final = re.compile(r"(?:отмените|отмена|cancel)")
"""What is written letter by letter so that nobody finds it."""
_CAN_YOU: Final = re.compile(r"(?<!\w)(?:можете|могли бы|сможете)|can you|could you|可以|能不能|能否|可否")
_OPEN: Final = re.compile(
    r"^[^,.!?\n]{0,25}(?:\bили\b|нельзя|невозможно|не (?:получ|мож|удаст|смож|выйдет)"
    r"|не (?:нужно|надо|требуется)|пришлось|поздно)"
)
"""What may follow where cancelling is one of two ways, or none at all."""
_QUOTED: Final = re.compile(r"«[^»]{0,40}»|\"[^\"]{0,40}\"|“[^”]{0,40}”")
_OWN_WISH: Final = re.compile(
    r"передума|хотите|захот|желае|реши|не нуж|ненуж|не подо|отказ|поврежд|брак|не устр|хочется|want|wish|chang"
    r"|decid|like to|no longer|need to cancel|cancel|想|取消|改变|不需要|不想|不要|需要|отмен|破|损|damag"
)
"""What the buyer may want without our asking."""
_SORRY: Final = re.compile(
    r"(?:прошу|просим|просили) (?:у вас )?(?:прощени|извинени|извинить|простить)|просили|просьб\w+ покупател"
)
"""Words like a request that are none."""
_ANSWERED: Final = re.compile(r"\?\s*(?:если|да\b|нет\b|увы|к сожалению|конечно|пока|yes\b|no\b|unfortunately|if )")
"""A question that is answered at once was the buyer's."""
_NOT_THE_ACT: Final = re.compile(r"(?:причин|подтвержд|решени|статус|дат[аы])\w* (?:\w+ )?отмен")
"""What is waited for or needed is not the cancellation itself."""
_INFINITIVES: Final = ("отменить", "аннулировать", "отказаться", "отказываться")
_MAKERS: Final = (
    "оформ", "сдела", "подай", "подат", "создай", "нажм", "жми", "запрос", "иници", "поставь", "провед",
    "выбер", "отправ",
)  # fmt: skip


def cancelling(text: Text) -> list[Hit]:
    """Requests to cancel, to refuse the goods at the door or to leave them at the pickup point."""
    reading = _Reading(text)
    spans: list[tuple[int, int]] = []
    for requests, asks in (
        (_FRAMED, reading.asks_in_a_frame),
        (_ASKED, reading.asks_in_other_words),
        (_CANCEL, reading.asks),
    ):
        meant = (match for match in requests.finditer(text.plain) if not within(match, spans) and asks(match))
        spans += [match.span() for match in islice(meant, ENOUGH)]
    hits = [text.hit(*span) for span in spans]
    hits += [
        text.hit(*match.span())
        for match in _LETTER_BY_LETTER.finditer(text.plain)
        if _HIDDEN.match(re.sub(r"[\W_]", "", match.group()))
    ]
    hits += [text.hit(*match.span()) for match in islice(_BRIBED.finditer(text.plain), ENOUGH)]
    left = (match for match in _LEFT.finditer(text.plain) if not reading.damaged(match))
    return hits + [text.hit(*match.span()) for match in islice(left, ENOUGH)]


class _Reading:
    """One text in which requests to cancel are looked for; what is asked of a whole sentence is asked once."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._excused: dict[int, bool] = {}

    def asks(self, match: re.Match[str]) -> bool:
        """Whether a word for cancelling is a request: an imperative, or an infinitive that is wished of the buyer."""
        found = match.group()
        if found.split()[0] in _INFINITIVES and not self._may_be_wished(match):
            return False
        if _NOT_THE_ACT.search(found) or _NEGATED.search(found) or self._told(match):
            return False
        begin, end = self._text.sentence(match.start())
        before = self._text.plain[max(begin, match.start() - _BEFORE) : match.start()]
        after = self._text.plain[match.end() : end + 1]
        if found.startswith("отка") and _DAMAGED.search(before + after):
            return False
        asked = after.endswith(("?", "吗")) and _CAN_YOU.search(before + found + after) is not None
        if found.startswith(_MAKERS):
            return asked or _orders(found.split()[0].rstrip(",")) or _REQUEST.search(before) is not None
        if found.split()[0] in _INFINITIVES:
            clause = self._text.plain[self._text.clause(match.start())[0] : match.start()]
            return not _OPEN.search(after[:60]) and (asked or _wishes(_SORRY.sub(" ", clause), _SORRY.sub(" ", before)))
        return asked or not found.startswith(("可以", "can you"))

    def _may_be_wished(self, match: re.Match[str]) -> bool:
        """Whether anything near an infinitive asks at all; asked first, because it costs least."""
        begin, end = self._text.sentence(match.start())
        return self._text.plain[end : end + 1] == "?" or bool(
            _REQUEST.search(self._text.plain, max(begin, match.start() - _BEFORE), match.start())
        )

    def asks_in_other_words(self, match: re.Match[str]) -> bool:
        """Whether other words for a request do not only tell, deny or make a condition."""
        begin, end = self._text.sentence(match.start())
        around = self._text.plain[max(begin, match.start() - 12) : min(end, match.end() + 8)]
        return not _NOT_ASKED.search(around) and not self._told(match)

    def asks_in_a_frame(self, match: re.Match[str]) -> bool:
        """Whether an act in a frame of asking is asked of the buyer."""
        begin, end = self._text.sentence(match.start())
        after = _QUOTED.sub(" ", self._text.plain[match.end() : min(end, match.end() + 60)])
        sentence = self._text.plain[begin:end]
        return not (self._told(match) or _OPEN.search(after) or _IF_DAMAGED.search(sentence))

    def damaged(self, match: re.Match[str]) -> bool:
        """Whether the goods that are not to be taken are said to be damaged."""
        return _DAMAGED.search(self._text.plain[slice(*self._text.sentence(match.start()))]) is not None

    def _told(self, match: re.Match[str]) -> bool:
        """Whether the words deny, make a condition, answer the buyer's question or speak of what others do."""
        begin, end = self._text.sentence(match.start())
        before = self._text.plain[max(begin, match.start() - _BEFORE) : match.start()]
        return (
            self._sentence_tells(begin, end)
            or _NEGATED.search(before[-_SHORTLY:]) is not None
            or _on_condition(before[-_SHORTLY:])
            or _TOLD_BEFORE.search(before) is not None
            or _BY_OURSELVES.search(self._text.plain[max(begin, match.start() - 8) : match.end()]) is not None
            or (match.group().startswith(_MAY_ONE) and _ANSWERED.match(self._text.plain[end : end + 30]) is not None)
        )

    def _sentence_tells(self, begin: int, end: int) -> bool:
        """Whether a sentence is about a device, or answers the buyer who asked how to cancel."""
        if begin not in self._excused:
            previous = self._text.plain[slice(*self._text.sentence(begin - 2))] if begin > 1 else ""
            self._excused[begin] = bool(_DEVICE.search(self._text.plain[begin:end]) or _ASKED_BY_BUYER.search(previous))
        return self._excused[begin]


def _on_condition(before: str) -> bool:
    """Whether cancelling is the condition itself or the buyer's own wish; `if you cannot wait, cancel` is a request."""
    condition = _CONDITION.search(before)
    if condition is None:
        return False
    clause, comma, _ = condition.group().replace("，", ",").partition(",")
    return not comma or _OWN_WISH.search(clause) is not None


def _wishes(clause: str, before: str) -> bool:
    """Whether an infinitive is wished of the buyer (`прошу отменить`) and not merely possible (`хотите отменить`)."""
    if _POSSIBLE.search(clause) and not _REQUEST.search(clause.rsplit("чтобы", 1)[-1]):
        return False
    return _REQUEST.search(before) is not None


def _orders(verb: str) -> bool:
    """Whether a Russian verb is an imperative: `оформите`, not `оформили`."""
    return re.search(r"(?:[иьй]те|ай|ми|вь)$", verb) is not None
