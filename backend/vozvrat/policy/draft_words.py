"""What the words of a draft or of a reason say, as far as a few sure patterns tell it.

Each errs towards silence: a sentence that might mean the opposite is not read as meaning it.
"""

import re
from typing import Final

_GAP: Final = re.compile(r"⟦\w+⟧")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
_SENTENCES: Final = re.compile(r"[.!?;\n。！？；]+")


def has_gap(text: str) -> bool:
    """Whether a place of a template was left to be filled, as in ⟦track⟧."""
    return "⟦" in text and _GAP.search(text) is not None


def in_chinese(text: str) -> bool:
    """Whether a text is written in Chinese; a Chinese name in a Russian text does not make it so."""
    return _CHINESE.search(text) is not None and _CYRILLIC.search(text) is None


# --- cancelling from the seller's side ----------------------------------------------------

_CANCELS: Final = re.compile(
    r"\b(?:отмен(?:им|ю)|анн?улиру(?:ем|ю)|(?:можем|могу|готовы|сможем)\s+(?:сами\s+)?отменить)\b"
    r"[^.!?]{0,40}?\b(?:заказ|отправлени|его\b)"
    r"|\b(?:оформим|оформлю|сделаем|сделаю)\s+отмену\b"
    r"|(?:我们?|我方|店铺|本店|客服)(?:这边|现在|马上|立即|稍后|今天|可以|会|将|来|就|帮您|帮你|为您|给您|替您|把)*"
    r"(?:(?:您的|该|此|这个)?订单取消|取消(?:掉|了)?(?:您的|该|此|这个)?订单)"
    r"|\b(?:we|i)(?:\s+will|\s+can|\s+shall|['’]ll|\s+are\s+going\s+to)\s+cancel\b[^.!?]{0,30}?\border",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\bне\b|\bnot\b|n['’]t\b|不|无法|没|заявк|запрос|request|申请", re.IGNORECASE)


def promises_to_cancel(text: str) -> bool:
    """PEN-03: whether a text says that the seller will cancel; confirming the buyer's request is another thing."""
    return any(_CANCELS.search(sentence) and not _NOT.search(sentence) for sentence in _SENTENCES.split(text))


# --- a missing receipt --------------------------------------------------------------------

_RECEIPT: Final = re.compile(
    r"\b(?:нет|без|отсутстви\w*|отсутству\w*|не\s+(?:предостав\w+|прилож\w+|сохран\w+|представ\w+))\s+"
    r"(?:у\s+вас\s+)?(?:\w+\s+)?чек(?:а|ов|и)?\b"
    r"|\bчек\w*\s+(?:\w+\s+)?(?:нет|отсутств\w+|не\s+(?:предостав\w+|прилож\w+|сохран\w+|представ\w+))"
    r"|(?:没有|无|缺少|未提供|未能提供|不能提供|无法提供|没有提供|未附|遗失|丢失)(?:购物|购买|原始|商品)?(?:小票|收据|发票|购物凭证|购买凭证)"
    r"|\b(?:no|without(?:\s+a|\s+the)?|missing|lack(?:s|ing)?(?:\s+a|\s+the)?)\s+(?:\w+\s+)?receipt\b"
    r"|\breceipt\s+(?:is|was|has)\s+(?:missing|lost|not|n['’]t)",
    re.IGNORECASE,
)
_OF_POSTAGE: Final = re.compile(
    r"пересыл|доставк|отправк|почт|посыл|运费|邮费|快递|物流|寄|shipping|postage|postal|delivery|parcel", re.IGNORECASE
)
_NO_GROUND: Final = re.compile(
    r"не\s+(?:лиша\w+|меша\w+|препятств\w+|явля\w+|причина|основани\w+|важн\w+|требу\w+|нужен|обязател\w+)"
    r"|не\s+(?:из-за|потому)|независимо|не影响|不影响|不是|并非|无需|不需要|即使|也可|does\s+not|is\s+not\s+(?:a|the)\s+(?:reason|ground)"
    r"|not\s+because|even\s+without|doesn['’]t|no\s+receipt\s+is\s+needed",
    re.IGNORECASE,
)


def rests_on_a_receipt(comment: str) -> bool:
    """LAW-02: whether a rejection names a missing receipt as its ground; a receipt for postage is another thing."""
    return any(
        _RECEIPT.search(sentence) and not _OF_POSTAGE.search(sentence) and not _NO_GROUND.search(sentence)
        for sentence in _SENTENCES.split(comment)
    )


# --- names of reasons ---------------------------------------------------------------------

_BROKE: Final = re.compile(
    r"слома\w+\s+при\s+использовании|使用(?:过程中|中|时)(?:坏|损坏)|br(?:oke|oken)\s+in\s+use", re.IGNORECASE
)
_LOST: Final = re.compile(r"\bутер\w+|\bпотерян\w*|丢失|遗失|丢件|\blost\b(?!\s+interest)", re.IGNORECASE)


def says_broke_in_use(reason: str) -> bool:
    """Whether the name of a reason says that the goods broke in use."""
    return _BROKE.search(reason) is not None


def says_lost(reason: str) -> bool:
    """SCH-21: whether the name of a reason says that the parcel was lost on its way."""
    return _LOST.search(reason) is not None
