"""What a buyer's reason means, whatever language Ozon shows it in.

Ozon names a reason by a sentence and gives no kind; the sentences come in Russian, Chinese and English and differ
between its lists. What they say turns on a few words, so the words are kept here, not the sentences. The order
matters: the first group that speaks decides, and the narrow groups stand before the wide ones.
"""

import re
from typing import Final

from vozvrat.domain.returns import ReasonKind

_WORDS: Final[tuple[tuple[ReasonKind, tuple[str, ...]], ...]] = (
    (
        ReasonKind.COUNTERFEIT,
        (
            "поддел",
            "контрафакт",
            "не оригинал",
            "неоригинал",
            "假货",
            "假冒",
            "仿冒",
            "counterfeit",
            "fake",
            "not original",
            "not genuine",
        ),
    ),
    (
        ReasonKind.INCOMPLETE,
        (
            "нет части",
            "не хватает",
            "неполн",
            "некомплект",
            "комплектаци",
            "недовлож",
            "缺失",
            "缺少",
            "少件",
            "不完整",
            "part missing",
            "missing part",
            "parts missing",
            "incomplete",
            "missing item",
            "missing component",
            "is missing",
            "are missing",
        ),
    ),
    (
        ReasonKind.WRONG_ITEM,
        (
            "не тот",
            "не те",
            "не та",
            "другой товар",
            "другой цвет",
            "другой размер",
            "пересорт",
            "错误的商品",
            "商品错误",
            "发错",
            "送错",
            "错发",
            "wrong",
            "not the item",
            "different item",
            "another item",
            "mix-up",
        ),
    ),
    (
        ReasonKind.USED,
        (
            "использовали до",
            "уже использ",
            "бывш",
            "б/у",
            "след",
            "收到前",
            "使用过的",
            "已被使用",
            "使用痕迹",
            "used before",
            "already used",
            "was used",
            "second-hand",
            "second hand",
            "traces of use",
            "signs of use",
        ),
    ),
    (
        ReasonKind.DEFECT,
        (
            "не работ",
            "плохо работ",
            "сломал",
            "брак",
            "неисправ",
            "дефект",
            "недоволен качеств",
            "ненадлежащ",
            "无法使用",
            "无法正常",
            "不可用",
            "缺陷",
            "故障",
            "坏了",
            "质量",
            "not work",
            "doesn't work",
            "does not work",
            "works badly",
            "work badly",
            "working badly",
            "broke",
            "defect",
            "faulty",
            "malfunction",
            "poor quality",
            "bad quality",
            "not satisfied with the quality",
        ),
    ),
    (ReasonKind.DAMAGED, ("повре", "разбит", "помят", "порван", "损坏", "破损", "压坏", "damage", "torn", "crushed")),
    (
        ReasonKind.CHANGED_MIND,
        (
            "передумал",
            "больше не нуж",
            "не нужен",
            "нашел дешевле",
            "нашёл дешевле",
            "改变主意",
            "不想要",
            "changed mind",
            "changed my mind",
            "change of mind",
            "no longer need",
            "found cheaper",
        ),
    ),
    (
        ReasonKind.UNSUITED,
        (
            "не подош",
            "не подход",
            "не понрав",
            "не соответств",
            "размер",
            "不合适",
            "不适合",
            "不喜欢",
            "尺码",
            "did not suit",
            "didn't suit",
            "does not suit",
            "not suit",
            "doesn't fit",
            "does not fit",
            "did not fit",
            "didn't fit",
            "not fit",
            "didn't like",
            "did not like",
            "size",
        ),
    ),
)

_AT_HANDOVER: Final = re.compile(
    r"отказ\w*\b.{0,40}(получени|вручени|выдач)|при (получении|вручении)|拒收|(refus|reject|declin)\w*\b.{0,40}"
    r"(hand|deliver|receipt|pick)|at handover"
)
_VISIBLE_DEFECT: Final = re.compile(r"внешн\w* дефект|外部缺陷|visible defect|external defect|outer defect")


def kind_of(name: str, is_defect: bool | None = None) -> ReasonKind:
    """The kind of a reason named by Ozon; `is_defect` is Ozon's own flag and decides where the words say nothing.

    A refusal at handover is its own kind whatever it was refused for: nothing was used and nothing is sent back by
    the buyer. A name that we do not know is `other`, or `defect` where Ozon flags it as one.
    """
    words = " ".join(name.casefold().split())
    if _AT_HANDOVER.search(words):
        return ReasonKind.REFUSED_AT_HANDOVER
    if _VISIBLE_DEFECT.search(words):
        return ReasonKind.DEFECT
    for kind, stems in _WORDS:
        if any(stem in words for stem in stems):
            return kind
    return ReasonKind.DEFECT if is_defect else ReasonKind.OTHER
