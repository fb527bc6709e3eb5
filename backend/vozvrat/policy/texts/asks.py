"""What a text asks of the buyer that it must not: money past Ozon and personal data."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.near import near
from vozvrat.policy.texts.patterns import pattern, words

_NEGATED: Final = pattern("negated")
_IN_OZON: Final = pattern("in_ozon")

# --- paying or buying past Ozon -----------------------------------------------------------

_PAYMENTS: Final = words("payments")
_MOVES: Final = words("moves_money")
_WHITHER: Final = words("past_ozon")
_OZON_PAYS: Final = pattern("ozon_pays")
_TO_A_CARD: Final = re.compile(r"карт|счет|сбп|card|account|卡|账|由ozon")
_DENIED_AFTER: Final = pattern("denied_after")
_SAME_CARD: Final = pattern("same_card")
_PAST_PAYMENT: Final = pattern("past_payment")
"""How the buyer had paid at Ozon."""


def payments(text: Text) -> list[Hit]:
    """CHT-04: paying or buying past Ozon; a refund that Ozon sends to the card is none."""
    plain = text.plain
    spans = [match.span() for match in _PAYMENTS.finditer(plain)]
    moved = near(text, _MOVES.finditer(plain), _WHITHER.finditer(plain), gap=35)
    spans += [(start, end) for start, _, _, end in moved]
    return [text.hit(start, end, "payment") for start, end in spans if not _through_ozon(text, start, end)]


def _through_ozon(text: Text, start: int, end: int) -> bool:
    """Whether the money goes through Ozon, went there already, or the text forbids what it names."""
    begin, stop = text.sentence(start)
    before, found = text.plain[max(begin, start - 60) : start], text.plain[start:end]
    if (
        _DENIED_AFTER.search(text.plain[end:stop])
        or _NEGATED.search(before)
        or _NOT_PAID.search(found)
        or _PAST_PAYMENT.search(found)
    ):
        return True
    return _SAME_CARD.search(text.plain[begin:stop]) is not None or (
        _TO_A_CARD.search(found) is not None
        and (_OZON_PAYS.search(before) is not None or _OZON_INSIDE.search(found) is not None)
    )


_NOT_PAID: Final = re.compile(r"\bне (?:перевод|плат|опла|отправ)|\bnot (?:pay|send)|不要|请勿|切勿|勿")
_OZON_INSIDE: Final = re.compile(r"(?:ozon|озон|банк\w*|平台)(?!['’]?s)")


# --- personal data ------------------------------------------------------------------------

_ASKING: Final = ((words("ask_ru"), words("data_ru"), 40), (words("ask_en"), words("data_en"), 40))
_ASKING_ZH: Final = (words("ask_zh"), words("data_zh"))
_DATA_THEN_ASK_ZH: Final = words("data_then_ask_zh")
_PERSONAL: Final = words("personal")
_ABOUT_OTHERS: Final = pattern("about_others")
_A_THING: Final = pattern("a_thing")
_A_THING_AFTER: Final = pattern("a_thing_after")
_ENDS_IN_A_PHONE: Final = re.compile(r"(?:телефон\w*|phone)$")
"""A phone that is goods: it is photographed, charged, put in a case."""
_ANOTHER_ACT: Final = re.compile(
    r"(?:нуж|надо|можно|прош|прос|необход|треб)\w*\s(?:\w+\s){0,3}?"
    r"(?!сообщ|присл|указ|назв|предостав|отправ|остав|дать|напис|уточн|узнат|получ|скин|знать|подтверд|выслат|взять|запис|прод|подск)"
    r"\w+(?:ать|ять|ить|еть|уть|ыть|сти|чь)(?:ся)?\s"
)
"""Something to be done with a thing: `нужно перезагрузить телефон` asks for no number."""
_NOT_NEEDED: Final = re.compile(
    r"^[^,.!?\n]{0,15}(?:не (?:требу|нуж|над|обязат|стоит)|(?:is|are) not (?:need|requir)|不需要|不必)"
)
_SECRET: Final = re.compile(r"парол|логин|password|login|密码|验证码|код\w* из")
"""What nobody asks for, at Ozon or elsewhere."""
_INNER_NEGATION: Final = re.compile(
    r"\bне\b|\bnot\b|\bwithout\b|n't\b|不要|请勿|勿|不用|无需|不必|不需要|不会|没必要|без"
)


def personal_data(text: Text) -> list[Hit]:
    """CHT-04: asking for personal data; what the buyer enters at Ozon itself is none of ours."""
    plain = text.plain
    spans = [match.span() for match in _PERSONAL.finditer(plain)]
    spans += [match.span() for match in _DATA_THEN_ASK_ZH.finditer(plain)]
    for asks, data, gap in _ASKING:
        spans += [(start, end) for start, _, _, end in near(text, asks.finditer(plain), data.finditer(plain), gap=gap)]
    asks, data = _ASKING_ZH
    spans += [(start, end) for start, _, _, end in near(text, asks.finditer(plain), data.finditer(plain), gap=12)]
    return [text.hit(start, end, "personal") for start, end in spans if not _harmless(text, start, end)]


def _harmless(text: Text, start: int, end: int) -> bool:
    """Whether it is said not to send the data, or Ozon asks for them, or they are not the buyer's."""
    begin, stop = text.sentence(start)
    before, found = text.plain[max(begin, start - 60) : start], text.plain[start:end]
    return (
        _NEGATED.search(before) is not None
        or before.endswith("不")
        or _NOT_NEEDED.search(text.plain[end : min(stop, end + 40)]) is not None
        or _INNER_NEGATION.search(found) is not None
        or (_IN_OZON.search(text.plain[begin:stop]) is not None and not _SECRET.search(found))
        or _ABOUT_OTHERS.search(found) is not None
        or _A_THING.search(found) is not None
        or _ANOTHER_ACT.match(found) is not None
        or (_ENDS_IN_A_PHONE.search(found) is not None and _A_THING_AFTER.search(text.plain[end:stop]) is not None)
    )
