"""The one line of a badge or a clock: what to do, until when, and what silence means. Zones and times are given."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from vozvrat.domain.findings import Clock
from vozvrat.domain.locale import Locale, Words, say

MOSCOW: Final = ZoneInfo("Europe/Moscow")

_PATTERNS: Final[Mapping[Locale, str]] = {"en": "d MMM, HH:mm", "ru": "d MMMM, HH:mm", "zh-CN": "M月d日 HH:mm"}
_BABEL: Final[Mapping[Locale, str]] = {"en": "en_GB", "ru": "ru", "zh-CN": "zh_Hans_CN"}

_PLACES: Final[Mapping[str, Words]] = {
    "Europe/Moscow": {"en": "Moscow", "ru": "Мск", "zh-CN": "莫斯科时间"},
    "Asia/Shanghai": {"en": "Beijing", "ru": "Пекин", "zh-CN": "北京时间"},
    "UTC": {"en": "UTC", "ru": "UTC", "zh-CN": "UTC"},
}

SILENCE: Final[Mapping[str, Words]] = {
    "SCH-01": {"en": "silence approves", "ru": "молчание одобряет", "zh-CN": "逾期视为同意"},
    "SCH-02": {"en": "silence approves", "ru": "молчание одобряет", "zh-CN": "逾期视为同意"},
    "SCH-18": {"en": "silence cancels the order", "ru": "молчание отменит заказ", "zh-CN": "逾期订单将被取消"},
}
"""What happens when nobody acts, in three words; used where the clock itself says nothing shorter."""

_ANSWER: Final[frozenset[str]] = frozenset({"SCH-01", "SCH-02", "SCH-05", "SCH-18"})

_LINES: Final[Mapping[str, Words]] = {
    "answer_then": {
        "en": "Answer by {at} ({place}) — {then}",
        "ru": "Ответить до {at} ({place}): {then}",
        "zh-CN": "请在{at}（{place}）前答复——{then}",
    },
    "answer": {
        "en": "Answer by {at} ({place})",
        "ru": "Ответить до {at} ({place})",
        "zh-CN": "请在{at}（{place}）前答复",
    },
    "act_then": {
        "en": "Act by {at} ({place}) — {then}",
        "ru": "Сделать до {at} ({place}): {then}",
        "zh-CN": "请在{at}（{place}）前处理——{then}",
    },
    "act": {
        "en": "Act by {at} ({place})",
        "ru": "Сделать до {at} ({place})",
        "zh-CN": "请在{at}（{place}）前处理",
    },
    "buyer": {
        "en": "The buyer's turn until {at} ({place})",
        "ru": "Ход покупателя до {at} ({place})",
        "zh-CN": "等待买家操作，至{at}（{place}）",
    },
    "ozon": {
        "en": "Ozon's turn until {at} ({place})",
        "ru": "Ход Ozon до {at} ({place})",
        "zh-CN": "等待 Ozon 处理，至{at}（{place}）",
    },
    "over": {
        "en": "The time to act ended {at} ({place})",
        "ru": "Срок истёк {at} ({place})",
        "zh-CN": "期限已于{at}（{place}）届满",
    },
}

_STATUS_LINES: Final[Mapping[str, Words]] = {
    "pending": {"en": "Being read from Ozon", "ru": "Читаем у Ozon", "zh-CN": "正在从 Ozon 读取"},
    "not_found": {
        "en": "Ozon does not know this number in this account",
        "ru": "В этом кабинете Ozon не знает такого номера",
        "zh-CN": "该账户在 Ozon 中没有此编号",
    },
    "no_account": {
        "en": "Add an Ozon key to see the order and its deadlines here",
        "ru": "Добавьте ключ Ozon, чтобы видеть здесь заказ и сроки",
        "zh-CN": "添加 Ozon 密钥后即可在此查看订单和期限",
    },
    "unavailable": {"en": "Not available just now", "ru": "Сейчас недоступно", "zh-CN": "暂不可用"},
    "nothing": {"en": "Nothing to do", "ru": "Делать ничего не нужно", "zh-CN": "无需处理"},
}


def clock(found: Clock, *, locale: Locale, zone: ZoneInfo = MOSCOW, now: datetime) -> str:
    """A clock in one line, such as "Answer by 25 Nov, 04:00 (Moscow) — silence approves"."""
    then = SILENCE.get(found.rule_id)
    kind = _kind(found, silent=then is not None, now=now)
    return say(_LINES[kind], locale).format(
        at=moment(found.deadline_at, locale=locale, zone=zone),
        place=place(zone, locale),
        then=say(then, locale) if then else "",
    )


def status(name: str, *, locale: Locale) -> str:
    """What a badge without a clock says; `name` is a look-up's status, its reason, or "nothing"."""
    return say(_STATUS_LINES.get(name, _STATUS_LINES["unavailable"]), locale)


def moment(at: datetime, *, locale: Locale, zone: ZoneInfo) -> str:
    """A date and time as people of that language write them, to the minute."""
    return _moment(at.replace(second=0, microsecond=0), locale, zone)


def place(zone: ZoneInfo, locale: Locale) -> str:
    """A zone by the name that readers use for it."""
    known = _PLACES.get(zone.key)
    return say(known, locale) if known else zone.key.rsplit("/", 1)[-1].replace("_", " ")


def _kind(found: Clock, *, silent: bool, now: datetime) -> str:
    if found.deadline_at <= now - timedelta(seconds=1):
        return "over"
    if found.turn != "seller":
        return found.turn
    verb = "answer" if found.rule_id in _ANSWER else "act"
    return f"{verb}_then" if silent else verb


@lru_cache(maxsize=4096)
def _moment(at: datetime, locale: Locale, zone: ZoneInfo) -> str:
    return format_datetime(at.astimezone(zone), _PATTERNS[locale], locale=_BABEL[locale])
