"""The one line of a badge or a clock: what is due, until when, and what silence means. Zones and times are given."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from vozvrat.domain.findings import Clock
from vozvrat.domain.locale import Locale, Words, say
from vozvrat.words.errors import SENTENCES, by_code

MOSCOW: Final = ZoneInfo("Europe/Moscow")

_PATTERNS: Final[Mapping[Locale, str]] = {"en": "d MMM, HH:mm", "ru": "d MMMM, HH:mm", "zh-CN": "M月d日 HH:mm"}
_BABEL: Final[Mapping[Locale, str]] = {"en": "en_GB", "ru": "ru", "zh-CN": "zh_Hans_CN"}

_PLACES: Final[Mapping[str, Words]] = {
    "Europe/Moscow": {"en": "Moscow", "ru": "Мск", "zh-CN": "莫斯科时间"},
    "Asia/Shanghai": {"en": "Beijing", "ru": "Пекин", "zh-CN": "北京时间"},
    "UTC": {"en": "UTC", "ru": "UTC", "zh-CN": "UTC"},
}

_CLOCKS: Final[Mapping[str, Words]] = {
    "SCH-01": {
        "en": "Answer by {at} ({place}) — silence approves",
        "ru": "Ответить до {at} ({place}), иначе заявка одобрится автоматически",
        "zh-CN": "请在{at}（{place}）前答复——逾期自动通过",
    },
    "SCH-02": {
        "en": "Answer by {at} ({place}) — silence approves",
        "ru": "Ответить до {at} ({place}), иначе заявка одобрится автоматически",
        "zh-CN": "请在{at}（{place}）前答复——逾期自动通过",
    },
    "SCH-05": {
        "en": "Answer by {at} ({place}) — by older Ozon texts, silence approves",
        "ru": "Ответить до {at} ({place}): по более старым текстам Ozon, без ответа заявка одобрится автоматически",
        "zh-CN": "请在{at}（{place}）前答复——按 Ozon 较早的说明，逾期自动通过",
    },
    "SCH-18": {
        "en": "Answer the cancellation request by {at} ({place}) — silence cancels the order",
        "ru": "Ответить на заявку на отмену до {at} ({place}), иначе заказ отменится автоматически",
        "zh-CN": "请在{at}（{place}）前答复取消申请——逾期订单自动取消",
    },
    "AMT-04": {
        "en": "The buyer did not take the offer: decide by {at} ({place})",
        "ru": "Покупатель не принял компенсацию: решить до {at} ({place})",
        "zh-CN": "买家未接受补偿，请在{at}（{place}）前重新决定",
    },
    "DSP-01": {
        "en": "The buyer can open a dispute until {at} ({place})",
        "ru": "Покупатель может открыть спор до {at} ({place})",
        "zh-CN": "买家可在{at}（{place}）前发起争议",
    },
    "SCH-16": {
        "en": "The buyer has to send the parcel by {at} ({place})",
        "ru": "Покупатель должен отправить посылку до {at} ({place})",
        "zh-CN": "买家须在{at}（{place}）前寄出包裹",
    },
    "DSP-03": {
        "en": "The return is on its way, next date {at} ({place}). {then}",
        "ru": "Возврат в пути, ближайший срок — {at} ({place}). {then}",
        "zh-CN": "退货在途，下一节点{at}（{place}）。{then}",
    },
    "LAW-04": {
        "en": "By law the money is returned by {at} ({place})",
        "ru": "По закону деньги возвращают до {at} ({place})",
        "zh-CN": "依法应在{at}（{place}）前退款",
    },
    "LAW-07": {
        "en": "By law the claim is met by {at} ({place})",
        "ru": "По закону требование исполняют до {at} ({place})",
        "zh-CN": "依法应在{at}（{place}）前满足买家要求",
    },
    "SCH-11": {
        "en": "Decide on the goods at the logistics partner by {at} ({place})",
        "ru": "Решить, что делать с товаром у логистического партнёра, до {at} ({place})",
        "zh-CN": "请在{at}（{place}）前决定物流合作商处退货的去向",
    },
    "SCH-19": {
        "en": "Hand the order over by {at} ({place}) — after that Ozon cancels it",
        "ru": "Передать заказ в доставку до {at} ({place}), иначе Ozon его отменит",
        "zh-CN": "请在{at}（{place}）前交运——逾期 Ozon 会取消订单",
    },
    "AMT-17": {
        "en": "Collect the return by {at} ({place}). {then}",
        "ru": "Забрать возврат до {at} ({place}). {then}",
        "zh-CN": "请在{at}（{place}）前取走退货。{then}",
    },
    "CHT-01": {
        "en": "You can write to the buyer until {at} ({place})",
        "ru": "Написать покупателю можно до {at} ({place})",
        "zh-CN": "可在{at}（{place}）前给买家发消息",
    },
    "CHT-02": {
        "en": "You can reply to the buyer until {at} ({place})",
        "ru": "Ответить покупателю можно до {at} ({place})",
        "zh-CN": "可在{at}（{place}）前回复买家",
    },
}
"""What is due by each rule's clock, and what silence means; where a clock has two ends its own sentence follows."""

_LINES: Final[Mapping[str, Words]] = {
    "seller": {
        "en": "Act by {at} ({place})",
        "ru": "Срок для вас — до {at} ({place})",
        "zh-CN": "请在{at}（{place}）前处理",
    },
    "buyer": {
        "en": "The buyer's turn until {at} ({place})",
        "ru": "Решает покупатель, до {at} ({place})",
        "zh-CN": "等待买家操作，至{at}（{place}）",
    },
    "ozon": {
        "en": "Ozon's turn until {at} ({place})",
        "ru": "Решает Ozon, до {at} ({place})",
        "zh-CN": "等待 Ozon 处理，至{at}（{place}）",
    },
    "over": {
        "en": "The deadline passed {at} ({place})",
        "ru": "Срок истёк {at} ({place})",
        "zh-CN": "已于{at}（{place}）截止",
    },
}
"""For clocks of rules that have no line of their own, by whose turn it is; and for those that have ended."""

_STATUS_LINES: Final[Mapping[str, Words]] = {
    "pending": {"en": "Being fetched from Ozon", "ru": "Данные запрашиваются у Ozon", "zh-CN": "正在向 Ozon 获取数据"},
    "not_found": {
        "en": "Ozon does not know this number in this account",
        "ru": "В этом кабинете Ozon не знает такого номера",
        "zh-CN": "Ozon 的这个账户中没有此编号",
    },
    "no_account": {
        "en": "Add an Ozon API key to see the order and its deadlines here",
        "ru": "Добавьте API-ключ Ozon, чтобы видеть здесь заказ и сроки",
        "zh-CN": "添加 Ozon API 密钥后，即可在此查看订单和截止时间",
    },
    "unavailable": {
        "en": "Ozon's data is not available right now",
        "ru": "Данные Ozon сейчас недоступны",
        "zh-CN": "暂时无法取得 Ozon 的数据",
    },
    "nothing": {"en": "Nothing to do", "ru": "Делать ничего не нужно", "zh-CN": "目前无需处理"},
}


def clock(found: Clock, *, locale: Locale, zone: ZoneInfo = MOSCOW, now: datetime) -> str:
    """A clock in one line, such as "Answer by 25 Nov, 04:00 (Moscow) — silence approves"."""
    return (
        say(_line(found, now=now), locale)
        .format(
            at=moment(found.deadline_at, locale=locale, zone=zone),
            place=place(zone, locale),
            then=say(found.then, locale) if found.then else "",
        )
        .strip()
    )


def readings(at: datetime, *, locale: Locale, zone: ZoneInfo) -> tuple[str, str | None]:
    """A moment in Moscow time, and in the seller's own where clocks there show another hour; each with its zone."""
    moscow = f"{moment(at, locale=locale, zone=MOSCOW)}{_bracketed(place(MOSCOW, locale), locale)}"
    if at.astimezone(zone).utcoffset() == at.astimezone(MOSCOW).utcoffset():
        return moscow, None
    return moscow, f"{moment(at, locale=locale, zone=zone)}{_bracketed(place(zone, locale), locale)}"


def status(name: str, *, locale: Locale) -> str:
    """What a badge without a clock says; `name` is a look-up's status, its reason (an error's code), or "nothing"."""
    if name not in _STATUS_LINES and name in SENTENCES:
        return by_code(name, locale)
    return say(_STATUS_LINES.get(name, _STATUS_LINES["unavailable"]), locale)


def moment(at: datetime, *, locale: Locale, zone: ZoneInfo) -> str:
    """A date and time as people of that language write them, to the minute."""
    return _moment(at.replace(second=0, microsecond=0), locale, zone)


def place(zone: ZoneInfo, locale: Locale) -> str:
    """A zone by the name that readers use for it."""
    known = _PLACES.get(zone.key)
    return say(known, locale) if known else zone.key.rsplit("/", 1)[-1].replace("_", " ")


def _bracketed(text: str, locale: Locale) -> str:
    return f"（{text}）" if locale == "zh-CN" else f" ({text})"


def _line(found: Clock, *, now: datetime) -> Words:
    if found.deadline_at <= now - timedelta(seconds=1):
        return _LINES["over"]
    return _CLOCKS.get(found.rule_id, _LINES[found.turn])


@lru_cache(maxsize=4096)
def _moment(at: datetime, locale: Locale, zone: ZoneInfo) -> str:
    return format_datetime(at.astimezone(zone), _PATTERNS[locale], locale=_BABEL[locale])
