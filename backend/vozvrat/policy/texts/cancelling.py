"""PEN-04: asking the buyer to cancel; speaking of a cancellation is none, nor telling how it is done."""

import re
from itertools import islice
from typing import Final

from vozvrat.policy.texts.hits import ENOUGH, Hit, Text
from vozvrat.policy.texts.patterns import pattern, words

_CANCEL: Final = words("cancel")
_ASKED: Final = words("asked_to_cancel")
_LEFT: Final = words("left_behind")
_BRIBED: Final = words("bribed_to_cancel")
_FRAMED: Final = words("framed")
_TOLD_BEFORE: Final = pattern("told_before")
_BY_OURSELVES: Final = pattern("by_ourselves")
_REQUEST: Final = words("request")
_POSSIBLE: Final = pattern("possible")
_NEGATED: Final = pattern("negated")
_CONDITION: Final = pattern("condition")
_NOT_ASKED: Final = pattern("not_asked")
_DAMAGED: Final = pattern("damaged")
_IF_DAMAGED: Final = re.compile(
    r"(?:если|\bif\b|in case|如果|如|若)[^.!?\n。]{0,30}(?:поврежд|брак|дефект|вскрыт|разбит|мят|damage|defect|broken|破|损|坏)"
)
_BEFORE: Final = 90
"""Code points before a word that tell whether it is negated or only a condition."""

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
_ASKED_BY_BUYER: Final = re.compile(
    r"вы (?:\w+ )?(?:спрашивал|спросил|интересовал)|you (?:\w+ )?(?:asked|wondered)|(?:您|你)(?:刚才|之前)?(?:询问|问|咨询)"
)
"""The sentence before says that the buyer wanted to know."""
_ANSWERED: Final = re.compile(r"\?\s*(?:если|да\b|нет\b|увы|к сожалению|конечно|пока|yes\b|no\b|unfortunately|if )")
"""A question that is answered at once was the buyer's."""
_DEVICE: Final = re.compile(
    r"pairing|on the screen|屏幕|сушилк|стирал|фен\b|мультивар|washing|microwave|oven|heating|加热|降噪|洗衣机|панел|пульт|таймер|программ|режим|прибор|печк|духовк|remote|timer|panel|遥控|面板|定时"
)
"""A device whose own button is spoken of."""
_NOT_THE_ACT: Final = re.compile(r"(?:причин|подтвержд|решени|статус|дат[аы])\w* (?:\w+ )?отмен")
"""What is waited for or needed is not the cancellation itself."""
_INFINITIVES: Final = ("отменить", "аннулировать", "отказаться", "отказываться")
_MAKERS: Final = (
    "оформ", "сдела", "подай", "подат", "создай", "нажм", "жми", "запрос", "иници", "поставь", "провед",
    "выбер", "отправ",
)  # fmt: skip


def cancelling(text: Text) -> list[Hit]:
    """Requests to cancel, to refuse the goods at the door or to leave them at the pickup point."""
    asked = (match for match in _CANCEL.finditer(text.plain) if _asks_to_cancel(text, match))
    in_other_words = (match for match in _ASKED.finditer(text.plain) if not _told(text, match))
    framed = (match for match in _FRAMED.finditer(text.plain) if _is_meant(text, match))
    hits = [text.hit(*match.span()) for found in (asked, in_other_words, framed) for match in islice(found, ENOUGH)]
    hits += [
        text.hit(*match.span())
        for match in _LETTER_BY_LETTER.finditer(text.plain)
        if _HIDDEN.match(re.sub(r"[\W_]", "", match.group()))
    ]
    hits += [text.hit(*match.span()) for match in _BRIBED.finditer(text.plain)]
    for match in _LEFT.finditer(text.plain):
        begin, end = text.sentence(match.start())
        if not _DAMAGED.search(text.plain[begin:end]):
            hits.append(text.hit(*match.span()))
    return hits


def _is_meant(text: Text, match: re.Match[str]) -> bool:
    """Whether an act in a frame of asking is asked of the buyer: not denied, not told of, not done by others."""
    begin, end = text.sentence(match.start())
    before, found = text.plain[max(begin, match.start() - _BEFORE) : match.start()], match.group()
    return not (
        _NEGATED.search(before)
        or _on_condition(before)
        or _TOLD_BEFORE.search(before)
        or _BY_OURSELVES.search(text.plain[max(begin, match.start() - 8) : match.end()])
        or _IF_DAMAGED.search(text.plain[begin:end])
        or _told_of(text, match, begin, end)
        or _OPEN.search(_QUOTED.sub(" ", text.plain[match.end() : min(end, match.end() + 60)]))
        or _DEVICE.search(text.plain[begin:end])
    )


def _told_of(text: Text, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the buyer had asked how to cancel: in the sentence before, or in a question that is answered at once."""
    if begin > 1 and _ASKED_BY_BUYER.search(text.plain[slice(*text.sentence(begin - 2))]):
        return True
    return match.group().startswith(("можно ли", "получится ли")) and bool(_ANSWERED.match(text.plain[end : end + 30]))


def _told(text: Text, match: re.Match[str]) -> bool:
    """Whether words that look like a request only tell, deny or make a condition."""
    begin, end = text.sentence(match.start())
    before = text.plain[max(begin, match.start() - _BEFORE) : match.start()]
    return (
        _NEGATED.search(before) is not None
        or _on_condition(before)
        or _TOLD_BEFORE.search(before) is not None
        or _BY_OURSELVES.search(text.plain[max(begin, match.start() - 8) : match.end()]) is not None
        or _told_of(text, match, begin, end)
        or _DEVICE.search(text.plain[begin:end]) is not None
        or _NOT_ASKED.search(text.plain[max(begin, match.start() - 12) : min(end, match.end() + 8)]) is not None
    )


def _on_condition(before: str) -> bool:
    """Whether cancelling is the condition itself or the buyer's own wish; `if you cannot wait, cancel` is a request."""
    condition = _CONDITION.search(before)
    if condition is None:
        return False
    clause, comma, _ = condition.group().replace("，", ",").partition(",")
    return not comma or _OWN_WISH.search(clause) is not None


def _asks_to_cancel(text: Text, match: re.Match[str]) -> bool:
    found = match.group()
    begin, end = text.sentence(match.start())
    before = text.plain[max(begin, match.start() - _BEFORE) : match.start()]
    after = text.plain[match.end() : end + 1]
    if _NEGATED.search(before) or _NEGATED.search(found) or _on_condition(before) or _NOT_THE_ACT.search(found):
        return False
    if (
        _TOLD_BEFORE.search(before)
        or _BY_OURSELVES.search(found)
        or _told_of(text, match, begin, end)
        or _DEVICE.search(text.plain[begin:end])
    ):
        return False
    if found.startswith("отка") and _DAMAGED.search(before + after):
        return False
    asked = after.endswith(("?", "吗")) and _CAN_YOU.search(before + found + after) is not None
    if found.startswith(_MAKERS):
        return asked or _orders(found.split()[0].rstrip(",")) or _REQUEST.search(before) is not None
    if found.split()[0] in _INFINITIVES:
        if _OPEN.search(after[:60]):
            return False
        clause = text.plain[text.clause(match.start())[0] : match.start()]
        return asked or _wishes(_SORRY.sub(" ", clause), _SORRY.sub(" ", before))
    return asked or not found.startswith(("可以", "can you"))


def _wishes(clause: str, before: str) -> bool:
    """Whether an infinitive is wished of the buyer (`прошу отменить`) and not merely possible (`хотите отменить`)."""
    if _POSSIBLE.search(clause) and not _REQUEST.search(clause.rsplit("чтобы", 1)[-1]):
        return False
    return _REQUEST.search(before) is not None


def _orders(verb: str) -> bool:
    """Whether a Russian verb is an imperative: `оформите`, not `оформили`."""
    return re.search(r"(?:[иьй]те|ай|ми|вь)$", verb) is not None
