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
        {"en": "Not paired", "ru": "Браузер не связан", "zh-CN": "未配对"},
        {
            "en": "This browser is not paired, or no longer; get a code with vozvrat pair and enter it in the "
            "settings.",
            "ru": "Браузер не связан с Vozvrat или уже отвязан; получите код командой vozvrat pair и введите его в "
            "настройках.",
            "zh-CN": "此浏览器尚未配对或配对已失效；请用 vozvrat pair 获取配对码，并在设置中输入。",
        },
    ),
    "forbidden_origin": (
        403,
        {"en": "Not from here", "ru": "Отсюда нельзя", "zh-CN": "来源未获允许"},
        {
            "en": "This page or extension is not paired with Vozvrat; only paired ones may ask.",
            "ru": "Эта страница или это расширение не связаны с Vozvrat; обращаться могут только связанные.",
            "zh-CN": "该页面或扩展未与 Vozvrat 配对；配对后才能访问。",
        },
    ),
    "pairing_refused": (
        403,
        {"en": "Code refused", "ru": "Код не принят", "zh-CN": "配对码无效"},
        {
            "en": "This pairing code does not work; get a new one with vozvrat pair.",
            "ru": "Код не подошёл; получите новый командой vozvrat pair.",
            "zh-CN": "配对码无效；请用 vozvrat pair 获取新的配对码。",
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
        {"en": "Wrong method", "ru": "Метод не подходит", "zh-CN": "方法不适用"},
        {
            "en": "This address takes other methods; they are listed in the Allow header.",
            "ru": "Этот адрес принимает другие методы; они перечислены в заголовке Allow.",
            "zh-CN": "该地址只接受其他方法；见 Allow 响应头。",
        },
    ),
    "conflict": (
        409,
        {"en": "Conflict", "ru": "Противоречие", "zh-CN": "冲突"},
        {
            "en": "This contradicts what is already here; look at it again and try once more.",
            "ru": "Это противоречит тому, что уже есть; посмотрите ещё раз и повторите.",
            "zh-CN": "与现有数据冲突；请查看后重试。",
        },
    ),
    "too_large": (
        413,
        {"en": "Too large", "ru": "Слишком большой запрос", "zh-CN": "内容过大"},
        {
            "en": "The request is larger than one megabyte; send less at once.",
            "ru": "Запрос больше одного мегабайта; отправляйте меньшими частями.",
            "zh-CN": "请求超过 1 MB；请分批发送。",
        },
    ),
    "not_json": (
        415,
        {"en": "JSON only", "ru": "Только JSON", "zh-CN": "仅接受 JSON"},
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
        {"en": "Data not valid", "ru": "Ошибка в данных", "zh-CN": "数据无效"},
        {
            "en": "Some of the data in the request is wrong; errors names the fields.",
            "ru": "В данных запроса есть ошибки; поля названы в errors.",
            "zh-CN": "请求数据有误；具体字段见 errors。",
        },
    ),
    "too_many": (
        429,
        {"en": "Too fast", "ru": "Слишком часто", "zh-CN": "请求过快"},
        {
            "en": "Too many requests at once; wait a second and try again.",
            "ru": "Слишком много запросов сразу; подождите секунду и повторите.",
            "zh-CN": "请求过于频繁；请稍等一秒再试。",
        },
    ),
    "headers_too_large": (
        431,
        {"en": "Headers too large", "ru": "Слишком большие заголовки", "zh-CN": "请求头过大"},
        {
            "en": "The headers of the request are too large; send fewer of them.",
            "ru": "Заголовки запроса слишком велики; уменьшите их.",
            "zh-CN": "请求头过大；请精简后重试。",
        },
    ),
    "internal": (
        500,
        {"en": "Error in Vozvrat", "ru": "Ошибка в Vozvrat", "zh-CN": "内部错误"},
        {
            "en": "Something went wrong in Vozvrat; the log says more. No stored data is lost.",
            "ru": "В Vozvrat произошла ошибка; подробности в журнале. Сохранённые данные не потеряны.",
            "zh-CN": "Vozvrat 内部出错；详情见日志。已存数据未丢失。",
        },
    ),
    "ozon": (
        502,
        {"en": "Ozon's side", "ru": "На стороне Ozon", "zh-CN": "Ozon 方面的问题"},
        {
            "en": "Ozon did not carry out the request; try again in a few minutes.",
            "ru": "Ozon не выполнил запрос; повторите через несколько минут.",
            "zh-CN": "Ozon 未完成请求；请几分钟后再试。",
        },
    ),
    "unavailable": (
        503,
        {"en": "Not right now", "ru": "Сейчас недоступно", "zh-CN": "暂不可用"},
        {
            "en": "This cannot be reached right now. No stored data is lost; try again in a moment.",
            "ru": "Сейчас это недоступно. Сохранённые данные не потеряны; повторите чуть позже.",
            "zh-CN": "暂时无法访问。已存数据未丢失，请稍后再试。",
        },
    ),
}
"""Name → status, title, detail. The name is the last part of a problem's `type`."""

FIELD_MESSAGES: Final[Mapping[str, Words]] = {
    "Missing data for required field.": {
        "en": "This field is required.",
        "ru": "Это поле обязательно.",
        "zh-CN": "此字段必填。",
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
