"""Words for what falls due outside the page: calendar entries and messages to the seller's webhook."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from vozvrat.domain.findings import Clock
from vozvrat.domain.locale import Locale, Words, say
from vozvrat.words import lines

CALENDAR: Final[Words] = {
    "en": "Ozon returns: deadlines (Vozvrat)",
    "ru": "Возвраты Ozon: сроки (Vozvrat)",
    "zh-CN": "Ozon 退货截止时间（Vozvrat）",
}

_ANSWER: Final[Words] = {
    "en": "Answer the return request",
    "ru": "Ответить на заявку на возврат",
    "zh-CN": "答复退货申请",
}
_DO: Final[Mapping[str, Words]] = {
    "SCH-01": _ANSWER,
    "SCH-02": _ANSWER,
    "SCH-05": _ANSWER,
    "SCH-11": {
        "en": "Decide on the goods at the logistics partner",
        "ru": "Решить, что делать с товаром у логистического партнёра",
        "zh-CN": "决定物流合作商处退货的去向",
    },
    "SCH-16": {
        "en": "Last day for the buyer to send the parcel",
        "ru": "Последний день, когда покупатель может отправить посылку",
        "zh-CN": "买家寄出包裹的最后期限",
    },
    "SCH-18": {
        "en": "Answer the cancellation request",
        "ru": "Ответить на заявку на отмену",
        "zh-CN": "答复取消申请",
    },
    "SCH-19": {"en": "Hand the order over", "ru": "Передать заказ в доставку", "zh-CN": "订单交运"},
    "AMT-04": {
        "en": "Decide again: the offer was not accepted",
        "ru": "Решить заново: компенсация не принята",
        "zh-CN": "买家未接受补偿，请重新决定",
    },
    "AMT-17": {"en": "Collect the return", "ru": "Забрать возврат", "zh-CN": "取走退货"},
    "DSP-01": {
        "en": "The buyer's time to open a dispute ends",
        "ru": "Истекает срок, когда покупатель может открыть спор",
        "zh-CN": "买家发起争议的期限届满",
    },
    "DSP-03": {"en": "Return still on its way", "ru": "Возврат всё ещё в пути", "zh-CN": "退货仍在途中"},
    "LAW-04": {"en": "Return the money (law)", "ru": "Вернуть деньги (закон)", "zh-CN": "退款（法定期限）"},
    "LAW-07": {"en": "Meet the claim (law)", "ru": "Исполнить требование (закон)", "zh-CN": "满足买家要求（法定期限）"},
}
_OTHERS: Final[Mapping[str, Words]] = {
    "seller": {"en": "Act on the return", "ru": "Заняться возвратом", "zh-CN": "处理退货"},
    "buyer": {"en": "The buyer's turn ends", "ru": "Истекает срок покупателя", "zh-CN": "买家操作期限届满"},
    "ozon": {"en": "Ozon's turn ends", "ru": "Истекает срок Ozon", "zh-CN": "Ozon 处理期限届满"},
}

_UNTIL: Final[Words] = {"en": "Until {times}.", "ru": "До {times}.", "zh-CN": "截止：{times}。"}
_BOTH: Final[Words] = {
    "en": "{moscow}, which is {local}",
    "ru": "{moscow}, это {local}",
    "zh-CN": "{moscow}，即{local}",
}
_SOURCES: Final[Mapping[str, Words]] = {
    "ozon": {
        "en": "Ozon itself gives this date ({rule}).",
        "ru": "Дату называет сам Ozon ({rule}).",
        "zh-CN": "日期由 Ozon 给出（{rule}）。",
    },
    "page": {
        "en": "The seller center's page showed this time ({rule}).",
        "ru": "Это время показала страница кабинета ({rule}).",
        "zh-CN": "时间来自卖家后台页面（{rule}）。",
    },
    "rule": {
        "en": "Counted by rule {rule}.",
        "ru": "Посчитано по правилу {rule}.",
        "zh-CN": "按规则 {rule} 计算。",
    },
}
_OWN_RULE: Final[Words] = {
    "en": "Set in your own rule {rule}.",
    "ru": "Задано вашим правилом {rule}.",
    "zh-CN": "由您自建的规则 {rule} 设定。",
}
_CERTAINTY: Final[Mapping[str, Words]] = {
    "high": {
        "en": "Certainty high: an official text says so.",
        "ru": "Достоверность высокая: так сказано в официальном тексте.",
        "zh-CN": "可信度高：有官方文本为据。",
    },
    "medium": {
        "en": "Certainty medium: the sources are older, second-hand or disagree; check it in the seller center.",
        "ru": "Достоверность средняя: источники старые, из вторых рук или расходятся; сверьтесь с кабинетом.",
        "zh-CN": "可信度中：来源较旧、为转述或互有出入，请以卖家后台为准。",
    },
    "low": {
        "en": "Certainty low: no official text was found; check it in the seller center.",
        "ru": "Достоверность низкая: официального текста не найдено; сверьтесь с кабинетом.",
        "zh-CN": "可信度低：未找到官方文本，请以卖家后台为准。",
    },
}

_STAGES: Final[Mapping[str, Words]] = {
    "warn": {"en": "{number}: {line}", "ru": "{number}: {line}", "zh-CN": "{number}：{line}"},
    "last_hour": {
        "en": "Less than an hour left, {number}: {line}",
        "ru": "Осталось меньше часа, {number}: {line}",
        "zh-CN": "不足一小时，{number}：{line}",
    },
    "missed": {
        "en": "{number}: the deadline passed {at} before this could be sent; no answer had been seen by then ({do})",
        "ru": "{number}: срок истёк {at} раньше, чем удалось сообщить; ответа к тому времени видно не было ({do})",
        "zh-CN": "{number}：已于{at}截止，此前未能及时通知，届时未见处理（{do}）",
    },
}
TEST: Final[Words] = {
    "en": "A test from Vozvrat: deadlines that come near will be sent here",
    "ru": "Проверка Vozvrat: сюда будут приходить напоминания о сроках",
    "zh-CN": "Vozvrat 测试：临近的截止时间会发送到这里",
}

_PROBLEMS: Final[Mapping[str, Words]] = {
    "timeout": {
        "en": "The receiver did not answer within 10 seconds.",
        "ru": "Получатель не ответил за 10 секунд.",
        "zh-CN": "接收方未在 10 秒内响应。",
    },
    "unreachable": {
        "en": "The receiver cannot be reached; check the address and the connection.",
        "ru": "Получатель недоступен; проверьте адрес и подключение.",
        "zh-CN": "无法连接接收方；请检查地址和网络。",
    },
    "unreadable": {
        "en": "What answers at this address does not speak HTTP.",
        "ru": "По этому адресу отвечают не по HTTP.",
        "zh-CN": "该地址的响应不是 HTTP。",
    },
    "redirect": {
        "en": "The receiver sends on to another address; enter the final one.",
        "ru": "Получатель перенаправляет на другой адрес; укажите конечный.",
        "zh-CN": "接收方跳转到其他地址；请填写最终地址。",
    },
    "status": {
        "en": "The receiver answered with status {detail}.",
        "ru": "Получатель ответил кодом {detail}.",
        "zh-CN": "接收方返回状态码 {detail}。",
    },
    "off": {
        "en": "No webhook is set; enter its address first.",
        "ru": "Вебхук не задан; сначала укажите его адрес.",
        "zh-CN": "尚未设置 webhook；请先填写地址。",
    },
}
_GIVEN_UP: Final[Words] = {
    "en": "{problem} After a day of trying, the message was given up.",
    "ru": "{problem} Через сутки попыток от отправки отказались.",
    "zh-CN": "{problem}重试一天后已放弃发送。",
}
GIVEN_UP: Final = "given_up:"


def summary(clock: Clock, *, number: str, locale: Locale, title: Words | None = None) -> str:
    """What a calendar shows of a deadline, such as "Answer the return request · 58544282-0057-1"."""
    return f"{todo(clock, locale, title)} · {number}"


def todo(clock: Clock, locale: Locale, title: Words | None = None) -> str:
    """What a clock is about, in a few words; `title` is that of a rule of the seller's own."""
    return say(title or _DO.get(clock.rule_id, _OTHERS[clock.turn]), locale)


def description(clock: Clock, *, locale: Locale, zone: ZoneInfo, own: bool = False) -> str:
    """What a calendar tells when one looks closer: the end in both zones, what then happens, and how we know."""
    moscow, local = lines.readings(clock.deadline_at, locale=locale, zone=zone)
    times = moscow if local is None else say(_BOTH, locale).format(moscow=moscow, local=local)
    whence = [_OWN_RULE] if own else [_SOURCES[clock.source], _CERTAINTY[clock.confidence]]
    told = [
        say(_UNTIL, locale).format(times=times),
        say(clock.then, locale) if clock.then is not None else "",
        *(say(words, locale).format(rule=clock.rule_id) for words in whence),
    ]
    return "\n".join(one for one in told if one)


def message(
    clock: Clock,
    stage: str,
    *,
    number: str,
    locale: Locale,
    zone: ZoneInfo,
    now: datetime,
    title: Words | None = None,
) -> str:
    """One sentence for a webhook; `stage` is warn, last_hour or missed."""
    moscow, local = lines.readings(clock.deadline_at, locale=locale, zone=zone)
    line = lines.clock(clock, locale=locale, zone=zone, now=now)
    return say(_STAGES[stage], locale).format(
        number=number,
        line=line if title is None else f"{say(title, locale)} — {line}",
        at=local or moscow,
        do=todo(clock, locale, title),
    )


def problem(code: str, locale: Locale) -> str:
    """Why a message did not arrive, from its code: `timeout`, `status:500`, `given_up:timeout`."""
    kind, _, detail = code.removeprefix(GIVEN_UP).partition(":")
    said = say(_PROBLEMS.get(kind, _PROBLEMS["unreachable"]), locale).format(detail=detail)
    return say(_GIVEN_UP, locale).format(problem=said) if code.startswith(GIVEN_UP) else said
