"""What changed about a rule, in one sentence."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from vozvrat.domain.locale import Locale, Words, say
from vozvrat.policy.changes import Change, Difference

_SENTENCES: Final[Mapping[str, Words]] = {
    "added": {
        "en": "{id} is new: {title}.",
        "ru": "{id}: новое правило. {title}.",
        "zh-CN": "{id} 为新增规则：{title}。",
    },
    "removed": {
        "en": "{id} is gone: {title}.",
        "ru": "{id}: правила больше нет. {title}.",
        "zh-CN": "{id} 已移除：{title}。",
    },
    "changed": {"en": "{id}: {what}.", "ru": "{id}: {what}.", "zh-CN": "{id}：{what}。"},
}
_BETWEEN: Final[Words] = {"en": "; ", "ru": "; ", "zh-CN": "；"}

_WHAT: Final[Mapping[str, Words]] = {
    "kind": {
        "en": "was {before}, is now {after}",
        "ru": "раньше: {before}; теперь: {after}",
        "zh-CN": "由{before}改为{after}",
    },
    "severity": {
        "en": "severity from {before} to {after}",
        "ru": "важность: было «{before}», стало «{after}»",
        "zh-CN": "级别由“{before}”改为“{after}”",
    },
    "confidence": {
        "en": "certainty from {before} to {after}",
        "ru": "достоверность: была {before}, стала {after}",
        "zh-CN": "可信度由{before}改为{after}",
    },
    "schemes": {
        "en": "concerns {after} instead of {before}",
        "ru": "касается {after} вместо {before}",
        "zh-CN": "适用模式由{before}改为{after}",
    },
    "effective_from": {
        "en": "in force from {after} instead of {before}",
        "ru": "действует с {after}, раньше с {before}",
        "zh-CN": "生效日期由{before}改为{after}",
    },
    "effective_from_new": {"en": "in force from {after}", "ru": "действует с {after}", "zh-CN": "自{after}起生效"},
    "effective_from_gone": {
        "en": "no longer bound to a first day",
        "ru": "начало действия больше не указано",
        "zh-CN": "不再限定生效日期",
    },
    "effective_to": {
        "en": "in force until {after} instead of {before}",
        "ru": "действует до {after}, раньше до {before}",
        "zh-CN": "失效日期由{before}改为{after}",
    },
    "effective_to_new": {"en": "in force until {after}", "ru": "действует до {after}", "zh-CN": "有效至{after}"},
    "effective_to_gone": {
        "en": "no longer bound to a last day",
        "ru": "конец действия больше не указан",
        "zh-CN": "不再限定失效日期",
    },
    "reviewed_on": {
        "en": "sources looked at again on {after}",
        "ru": "источники снова сверены {after}",
        "zh-CN": "已于{after}重新核对来源",
    },
    "claim_new": {
        "en": "now marked as a claim that no official page bears out",
        "ru": "теперь помечено как утверждение без официального подтверждения",
        "zh-CN": "现标为无官方依据的说法",
    },
    "claim_gone": {
        "en": "no longer a mere claim",
        "ru": "больше не помечено как неподтверждённое утверждение",
        "zh-CN": "不再标为无官方依据的说法",
    },
    "clock_new": {"en": "has a deadline now", "ru": "теперь есть срок", "zh-CN": "新增截止时间"},
    "clock_gone": {"en": "has no deadline any more", "ru": "срока больше нет", "zh-CN": "不再有截止时间"},
    "clock": {
        "en": "the deadline is counted in another way",
        "ru": "срок считается иначе",
        "zh-CN": "截止时间的算法有变",
    },
    "warn_at_later": {
        "en": "warns {hours} h later",
        "ru": "предупреждает на {hours} ч позже",
        "zh-CN": "提醒推后 {hours} 小时",
    },
    "warn_at_earlier": {
        "en": "warns {hours} h earlier",
        "ru": "предупреждает на {hours} ч раньше",
        "zh-CN": "提醒提前 {hours} 小时",
    },
    "deadline_at_later": {
        "en": "the deadline is {hours} h later",
        "ru": "срок на {hours} ч позже",
        "zh-CN": "截止时间推后 {hours} 小时",
    },
    "deadline_at_earlier": {
        "en": "the deadline is {hours} h earlier",
        "ru": "срок на {hours} ч раньше",
        "zh-CN": "截止时间提前 {hours} 小时",
    },
    "condition": {
        "en": "another condition for when it speaks",
        "ru": "изменено условие, при котором оно срабатывает",
        "zh-CN": "触发条件有变",
    },
    "case_severity": {
        "en": "another severity in some cases",
        "ru": "в отдельных случаях другая важность",
        "zh-CN": "部分情形的级别有变",
    },
    "words": {"en": "other words", "ru": "изменён текст", "zh-CN": "文字有修改"},
    "words_only": {"en": "only its words changed", "ru": "изменён только текст", "zh-CN": "仅文字有修改"},
    "contradictions_more": {
        "en": "contradictions between sources: {before} before, {after} now",
        "ru": "расхождений в источниках: было {before}, стало {after}",
        "zh-CN": "来源矛盾由 {before} 处变为 {after} 处",
    },
    "contradictions": {
        "en": "the contradiction between sources is told in other words",
        "ru": "расхождение источников описано иначе",
        "zh-CN": "来源矛盾的说明有修改",
    },
    "templates": {
        "en": "other templates go with it",
        "ru": "к нему предлагаются другие шаблоны",
        "zh-CN": "对应的模板有变",
    },
    "sources": {
        "en": "sources: {after} new, {before} dropped",
        "ru": "источники: новых {after}, убрано {before}",
        "zh-CN": "来源：新增 {after} 个，移除 {before} 个",
    },
    "sources_new": {"en": "sources: {after} new", "ru": "источники: новых {after}", "zh-CN": "来源：新增 {after} 个"},
    "sources_gone": {
        "en": "sources: {before} dropped",
        "ru": "источники: убрано {before}",
        "zh-CN": "来源：移除 {before} 个",
    },
    "sources_seen": {
        "en": "other dates for its sources",
        "ru": "уточнены даты источников",
        "zh-CN": "来源日期有更新",
    },
}

_VALUES: Final[Mapping[str, Words]] = {
    "blocker": {"en": "blocker", "ru": "запрет", "zh-CN": "禁止"},
    "warning": {"en": "warning", "ru": "предупреждение", "zh-CN": "警告"},
    "info": {"en": "note", "ru": "к сведению", "zh-CN": "提示"},
    "high": {"en": "high", "ru": "высокая", "zh-CN": "高"},
    "medium": {"en": "medium", "ru": "средняя", "zh-CN": "中"},
    "low": {"en": "low", "ru": "низкая", "zh-CN": "低"},
    "check": {"en": "a check", "ru": "проверка", "zh-CN": "检查规则"},
    "fact": {"en": "a reference", "ru": "справка", "zh-CN": "参考信息"},
    "all": {"en": "all schemes", "ru": "все схемы", "zh-CN": "全部模式"},
}
_DAYS: Final[Mapping[Locale, tuple[str, str]]] = {
    "en": ("d MMM y", "en_GB"),
    "ru": ("d MMMM y", "ru"),
    "zh-CN": ("y年M月d日", "zh_Hans_CN"),
}
_OF_DAYS: Final = ("effective_from", "effective_to", "reviewed_on")
_SCHEMES: Final = {"fbo": "FBO", "fbs": "FBS", "rfbs": "realFBS", "fbp": "FBP"}


def sentence(change: Change, locale: Locale) -> str:
    """A change in one sentence that names the rule."""
    differences = change.differences
    if [one.what for one in differences] == ["words"]:
        differences = (Difference("words_only"),)
    what = say(_BETWEEN, locale).join(_said(one, locale) for one in differences)
    title = say(change.title, locale).rstrip(".。")
    told = say(_SENTENCES[change.kind], locale).format(id=change.rule_id, title=title, what=what)
    return told[:-1] if told.endswith(("?.", "？。")) else told


def _said(one: Difference, locale: Locale) -> str:
    form = _FORMS.get(one.what)
    key = form(one) if form is not None else one.what
    hours = f"{abs(one.after):g}" if isinstance(one.after, float) else ""
    before, after = (_value(one.what, value, locale) for value in (one.before, one.after))
    return say(_WHAT[key], locale).format(before=before, after=after, hours=hours)


def _value(what: str, value: Any, locale: Locale) -> str:
    if what == "schemes":
        named = [_SCHEMES.get(scheme, scheme) for scheme in value or ()]
        return ("、" if locale == "zh-CN" else ", ").join(named) or say(_VALUES["all"], locale)
    if what in _OF_DAYS and value:
        pattern, language = _DAYS[locale]
        return format_date(date.fromisoformat(value), pattern, locale=language)
    return say(_VALUES[value], locale) if value in _VALUES else str(value)


def _new_or_gone(one: Difference) -> str:
    if not one.before:
        return f"{one.what}_new"
    return one.what if one.after else f"{one.what}_gone"


def _sooner_or_later(one: Difference) -> str:
    return f"{one.what}_{'later' if one.after > 0 else 'earlier'}"


def _more_or_less(one: Difference) -> str:
    return one.what if one.before == one.after else f"{one.what}_more"


_FORMS: Final[Mapping[str, Callable[[Difference], str]]] = {
    "effective_from": _new_or_gone,
    "effective_to": _new_or_gone,
    "claim": _new_or_gone,
    "sources": _new_or_gone,
    "warn_at": _sooner_or_later,
    "deadline_at": _sooner_or_later,
    "contradictions": _more_or_less,
}
