"""What the HTTP front door says when it cannot do what was asked, by a stable name."""

from collections.abc import Mapping
from typing import Final

from vozvrat.domain.locale import Words

PROBLEMS: Final[Mapping[str, tuple[int, Words, Words]]] = {
    "bad_request": (
        400,
        {"en": "Not readable", "ru": "Запрос не прочитан", "zh-CN": "请求无法读取"},
        {
            "en": "The request could not be read; send valid JSON in UTF-8.",
            "ru": "Запрос не удалось прочитать; отправьте правильный JSON в UTF-8.",
            "zh-CN": "无法读取请求；请发送 UTF-8 编码的有效 JSON。",
        },
    ),
    "unauthorized": (
        401,
        {"en": "Not paired", "ru": "Нет сопряжения", "zh-CN": "未配对"},
        {
            "en": "A token is needed, or this one is not valid any more; pair this browser with vozvrat pair.",
            "ru": "Нужен токен, или этот больше не действует; свяжите браузер кодом из команды vozvrat pair.",
            "zh-CN": "需要令牌，或该令牌已失效；请用 vozvrat pair 给出的配对码配对此浏览器。",
        },
    ),
    "forbidden_origin": (
        403,
        {"en": "Not from here", "ru": "Отсюда нельзя", "zh-CN": "来源不被允许"},
        {
            "en": "This page or extension is not paired with Vozvrat; only paired ones may ask.",
            "ru": "Эта страница или это расширение не связаны с Vozvrat; спрашивать могут только связанные.",
            "zh-CN": "该页面或扩展未与 Vozvrat 配对；只有已配对者可以访问。",
        },
    ),
    "pairing_refused": (
        403,
        {"en": "Code refused", "ru": "Код не принят", "zh-CN": "配对码无效"},
        {
            "en": "This code does not work; ask for a new one.",
            "ru": "Код не подошёл; получите новый.",
            "zh-CN": "配对码无效；请获取新码。",
        },
    ),
    "not_found": (
        404,
        {"en": "Not here", "ru": "Не найдено", "zh-CN": "未找到"},
        {
            "en": "There is nothing at this address; the calls that exist are listed at /api/v1/docs.",
            "ru": "По этому адресу ничего нет; существующие вызовы перечислены в /api/v1/docs.",
            "zh-CN": "该地址没有内容；可用的调用见 /api/v1/docs。",
        },
    ),
    "method_not_allowed": (
        405,
        {"en": "Not in this way", "ru": "Не тем методом", "zh-CN": "方法不被允许"},
        {
            "en": "This address knows other methods; see the Allow header.",
            "ru": "Этот адрес знает другие методы; смотрите заголовок Allow.",
            "zh-CN": "该地址支持其他方法；见 Allow 响应头。",
        },
    ),
    "conflict": (
        409,
        {"en": "Contradiction", "ru": "Противоречие", "zh-CN": "冲突"},
        {
            "en": "This contradicts what is already here; look at it again and repeat.",
            "ru": "Это противоречит тому, что уже есть; посмотрите ещё раз и повторите.",
            "zh-CN": "与现有内容冲突；请查看后重试。",
        },
    ),
    "too_large": (
        413,
        {"en": "Too large", "ru": "Слишком много", "zh-CN": "内容过大"},
        {
            "en": "The request is larger than one megabyte; send less at once.",
            "ru": "Запрос больше одного мегабайта; отправляйте меньшими частями.",
            "zh-CN": "请求超过 1 MB；请分批发送。",
        },
    ),
    "not_json": (
        415,
        {"en": "Only JSON", "ru": "Только JSON", "zh-CN": "仅接受 JSON"},
        {
            "en": "Only application/json is read here.",
            "ru": "Здесь читается только application/json.",
            "zh-CN": "此处只接受 application/json。",
        },
    ),
    "misdirected": (
        421,
        {"en": "Wrong name", "ru": "Не то имя", "zh-CN": "主机名不正确"},
        {
            "en": "Vozvrat answers only as 127.0.0.1, localhost or [::1] on its own port.",
            "ru": "Vozvrat отвечает только как 127.0.0.1, localhost или [::1] на своём порту.",
            "zh-CN": "Vozvrat 只以 127.0.0.1、localhost 或 [::1] 及其自身端口应答。",
        },
    ),
    "invalid": (
        422,
        {"en": "Not as it should be", "ru": "Данные не подходят", "zh-CN": "数据无效"},
        {
            "en": "Something in the request is not as it should be; see errors.",
            "ru": "В запросе есть ошибка; смотрите errors.",
            "zh-CN": "请求中有错误；见 errors。",
        },
    ),
    "too_many": (
        429,
        {"en": "Too fast", "ru": "Слишком часто", "zh-CN": "请求过快"},
        {
            "en": "Too many requests at once; wait a second and go on.",
            "ru": "Слишком много запросов сразу; подождите секунду и продолжайте.",
            "zh-CN": "请求过于频繁；请稍等一秒再继续。",
        },
    ),
    "headers_too_large": (
        431,
        {"en": "Headers too large", "ru": "Слишком большие заголовки", "zh-CN": "请求头过大"},
        {
            "en": "The headers of the request are too large.",
            "ru": "Заголовки запроса слишком велики.",
            "zh-CN": "请求头过大。",
        },
    ),
    "internal": (
        500,
        {"en": "Our fault", "ru": "Наша ошибка", "zh-CN": "内部错误"},
        {
            "en": "Something went wrong here; the log says more, nothing stored is lost.",
            "ru": "Что-то пошло не так у нас; подробности в журнале, сохранённое не потеряно.",
            "zh-CN": "内部出错；详情见日志，已存数据未丢失。",
        },
    ),
    "ozon": (
        502,
        {"en": "Ozon's side", "ru": "На стороне Ozon", "zh-CN": "Ozon 侧问题"},
        {
            "en": "Ozon did not do what was asked.",
            "ru": "Ozon не выполнил запрошенное.",
            "zh-CN": "Ozon 未完成请求。",
        },
    ),
    "unavailable": (
        503,
        {"en": "Not just now", "ru": "Сейчас недоступно", "zh-CN": "暂不可用"},
        {
            "en": "This cannot be reached just now; nothing stored is lost, try again in a moment.",
            "ru": "Сейчас недоступно; сохранённое не потеряно, повторите чуть позже.",
            "zh-CN": "暂时无法访问；已存数据未丢失，请稍后再试。",
        },
    ),
}
"""Name → status, title, detail. The name is the last part of a problem's `type`."""

FIELD_MESSAGES: Final[Mapping[str, Words]] = {
    "Missing data for required field.": {
        "en": "Needed, but missing.",
        "ru": "Обязательно, но нет.",
        "zh-CN": "必填，但缺失。",
    },
    "Unknown field.": {"en": "There is no such field.", "ru": "Такого поля нет.", "zh-CN": "没有此字段。"},
    "Field may not be null.": {"en": "May not be null.", "ru": "Не может быть null.", "zh-CN": "不能为 null。"},
    "Not a valid string.": {"en": "A text is needed.", "ru": "Нужна строка.", "zh-CN": "应为文本。"},
    "Not a valid integer.": {"en": "A whole number is needed.", "ru": "Нужно целое число.", "zh-CN": "应为整数。"},
    "Not a valid number.": {"en": "A number is needed.", "ru": "Нужно число.", "zh-CN": "应为数字。"},
    "Not a valid boolean.": {
        "en": "true or false is needed.",
        "ru": "Нужно true или false.",
        "zh-CN": "应为 true 或 false。",
    },
    "Not a valid list.": {"en": "A list is needed.", "ru": "Нужен список.", "zh-CN": "应为列表。"},
    "Not a valid mapping type.": {"en": "An object is needed.", "ru": "Нужен объект.", "zh-CN": "应为对象。"},
    "Not a valid datetime.": {
        "en": "A time such as 2026-11-24T10:00:00Z is needed.",
        "ru": "Нужно время вида 2026-11-24T10:00:00Z.",
        "zh-CN": "应为时间，如 2026-11-24T10:00:00Z。",
    },
    "Invalid input type.": {"en": "An object is needed.", "ru": "Нужен объект.", "zh-CN": "应为对象。"},
}
"""What the schema library says, by its own English words, for our readers."""
