"""Why a rule fired, stayed silent or could not tell, in words."""

from collections.abc import Mapping, Sequence
from typing import Final

from vozvrat.domain.locale import Locale, Words, say

WHY: Final[Mapping[str, Words]] = {
    "condition": {"en": "its condition does not hold", "ru": "условие не выполнено", "zh-CN": "条件不成立"},
    "other_scheme": {"en": "it is for another scheme", "ru": "правило для другой схемы", "zh-CN": "适用于其他模式"},
    "other_state": {"en": "it is for another state", "ru": "правило для другого статуса", "zh-CN": "适用于其他状态"},
    "not_in_force": {
        "en": "it is not in force at this time",
        "ru": "правило сейчас не действует",
        "zh-CN": "当前未生效",
    },
    "no_draft": {
        "en": "it checks drafts, and there is none",
        "ru": "правило проверяет черновик, а черновика нет",
        "zh-CN": "仅检查草稿，而此处没有草稿",
    },
    "no_clock": {"en": "its deadline is not running", "ru": "его срок не идёт", "zh-CN": "其期限目前未在计时"},
    "low_confidence": {
        "en": "it is not certain enough to fire",
        "ru": "достоверность слишком низкая, чтобы правило срабатывало",
        "zh-CN": "可信度太低，不会触发",
    },
    "fact": {
        "en": "it is a reference and never fires",
        "ru": "это справочные сведения, они не срабатывают",
        "zh-CN": "仅为参考信息，不会触发",
    },
    "text": {"en": "the text does not break it", "ru": "текст его не нарушает", "zh-CN": "文本未违反此规则"},
    "switched_off": {
        "en": "it is switched off for this account",
        "ru": "правило выключено для этого кабинета",
        "zh-CN": "已对此账户停用",
    },
    "fired": {"en": "it applies", "ru": "правило сработало", "zh-CN": "规则适用"},
}

_MISSING: Final[Words] = {
    "en": "not known: {facts}",
    "ru": "неизвестно: {facts}",
    "zh-CN": "未知：{facts}",
}


def why(reason: str | None, missing: Sequence[str], *, locale: Locale) -> str:
    """One phrase; the facts that a rule lacks are named by their paths."""
    if missing:
        return say(_MISSING, locale).format(facts=", ".join(missing))
    return say(WHY.get(reason or "fired", WHY["condition"]), locale)
