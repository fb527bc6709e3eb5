"""How old a rule is, where that matters."""

from datetime import date
from typing import Final

from vozvrat.domain.locale import Locale, Words, say

_STALE: Final[Words] = {
    "en": "Its sources were last looked at on {day}, more than 90 days ago; look there before relying on it.",
    "ru": "Источники последний раз сверены {day}, больше 90 дней назад; прежде чем полагаться, проверьте их.",
    "zh-CN": "来源上次核对于 {day}，已超过 90 天；采用前请先查看来源。",
}


def stale(reviewed_on: date | str, locale: Locale) -> str:
    """What is said beside a rule whose sources nobody has looked at for more than 90 days."""
    return say(_STALE, locale).format(day=reviewed_on)
