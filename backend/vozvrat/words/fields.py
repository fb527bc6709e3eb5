"""What is wrong with a field, in the reader's language: the checks themselves speak short English."""

import re
from collections.abc import Mapping
from typing import Final

from vozvrat.domain.locale import Locale, Words, say
from vozvrat.words import complaints
from vozvrat.words.problems import FIELD_MESSAGES

_OTHERS: Final[Mapping[str, Mapping[Locale, str]]] = {
    r"Length must be between (\d+) and (\d+)\.": {
        "ru": "Длина — от {0} до {1}.",
        "zh-CN": "长度应在 {0} 到 {1} 之间。",
    },
    r"Longer than maximum length (\d+)\.": {"ru": "Длиннее {0}.", "zh-CN": "长度超过 {0}。"},
    r"Shorter than minimum length (\d+)\.": {"ru": "Короче {0}.", "zh-CN": "长度不足 {0}。"},
    r"Must be greater than or equal to (-?\d+) and less than or equal to (\d+)\.": {
        "ru": "Нужно число от {0} до {1}.",
        "zh-CN": "应为 {0} 到 {1} 之间的数。",
    },
    r"(?:Must|must) be one of: (.+?)\.?": {"ru": "Нужно одно из: {0}.", "zh-CN": "应为其中之一：{0}。"},
    r"One of (.+) is needed\.": {"ru": "Нужно одно из: {0}.", "zh-CN": "应为其中之一：{0}。"},
    r"This is no posting number; one looks like (\S+)\.": {
        "ru": "Это не номер отправления; он выглядит так: {0}.",
        "zh-CN": "这不是货件编号；正确格式如 {0}。",
    },
    r"this is no cursor of ours": {
        "ru": "Такого места в списке нет; начните без cursor.",
        "zh-CN": "列表中没有这个位置；请不带 cursor 重新开始。",
    },
    r"A currency code such as (\w+) is needed\.": {
        "ru": "Нужен код валюты, например {0}.",
        "zh-CN": "应为货币代码，如 {0}。",
    },
    r"A Client-Id is a number\.": {"ru": "Client-Id — это число.", "zh-CN": "Client-Id 是数字。"},
    r"Exactly one of posting_number, return_id and facts is needed\.": {
        "ru": "Нужно ровно одно из: posting_number, return_id, facts.",
        "zh-CN": "posting_number、return_id、facts 应恰好给出一个。",
    },
    r"This template has no such gap\.": {"ru": "В этом шаблоне нет такого поля.", "zh-CN": "此模板没有这个填空。"},
    r"This cannot be changed\.": {"ru": "Это изменить нельзя.", "zh-CN": "此项不可更改。"},
    r"There is no such time zone; one looks like (\S+)\.": {
        "ru": "Такого часового пояса нет; пример: {0}.",
        "zh-CN": "没有这个时区；示例：{0}。",
    },
    r"A webhook address begins with https:// \(http:// only for this computer, such as 127\.0\.0\.1\)\.": {
        "ru": "Адрес вебхука начинается с https:// (http:// — только для этого компьютера, например 127.0.0.1).",
        "zh-CN": "webhook 地址须以 https:// 开头（http:// 仅限本机，如 127.0.0.1）。",
    },
    r"The webhook that is set tells of other accounts; change it in a browser that sees them\.": {
        "ru": "Заданный вебхук сообщает о других кабинетах; измените его в браузере, которому они видны.",
        "zh-CN": "当前 webhook 还会通知其他账户的事项；请在能看到这些账户的浏览器中更改。",
    },
    r"A name is needed\.": {"ru": "Нужно название.", "zh-CN": "需要名称。"},
    r"lies in the future": {"ru": "Это время ещё не наступило.", "zh-CN": "该时间尚未到来。"},
    r"lies too long ago": {"ru": "Это было слишком давно.", "zh-CN": "该时间过于久远。"},
    r"lies further away than any term of Ozon's": {
        "ru": "Таких долгих сроков у Ozon нет.",
        "zh-CN": "Ozon 没有这么长的期限。",
    },
    r"had passed before the page was seen": {
        "ru": "Срок истёк ещё до того, как страницу увидели.",
        "zh-CN": "看到页面之前，该期限已过。",
    },
    r"must be an object": {"ru": "Нужен объект.", "zh-CN": "应为对象。"},
    r"must be a list": {"ru": "Нужен список.", "zh-CN": "应为列表。"},
    r"must be a text": {"ru": "Нужна строка.", "zh-CN": "应为文本。"},
    r"must be a number": {"ru": "Нужно число.", "zh-CN": "应为数字。"},
    r"must be a whole number from 0 on": {"ru": "Нужно целое число от 0.", "zh-CN": "应为不小于 0 的整数。"},
    r"must be true or false": {"ru": "Нужно true или false.", "zh-CN": "应为 true 或 false。"},
    r"must not be null": {"ru": "Не может быть null.", "zh-CN": "不能为 null。"},
    r"must be a time with its offset, such as (\S+)": {
        "ru": "Нужно время с указанием пояса, например {0}.",
        "zh-CN": "应为带时区的时间，如 {0}。",
    },
    r"must lie between (\d+) and (\d+)": {"ru": "Нужен год от {0} до {1}.", "zh-CN": "年份应在 {0} 到 {1} 之间。"},
    r"is no fact that Vozvrat knows": {"ru": "Такого факта Vozvrat не знает.", "zh-CN": "Vozvrat 没有这一事实项。"},
    r"holds half a character \(a lone surrogate\)": {
        "ru": "Здесь половина знака (одиночный суррогат).",
        "zh-CN": "含有半个字符（孤立的代理项）。",
    },
    r"is no field of an override": {"ru": "Такого поля у изменения нет.", "zh-CN": "调整没有此字段。"},
    r"Say why: a change in a built-in rule needs a note\.": {
        "ru": "Напишите почему: к изменению встроенного правила нужно примечание.",
        "zh-CN": "请说明原因：调整内置规则须附备注。",
    },
    r"Nothing is changed: give enabled, severity or words\.": {
        "ru": "Ничего не изменено: укажите enabled, severity или тексты.",
        "zh-CN": "未作任何调整：请给出 enabled、severity 或文字。",
    },
    r"A change in a built-in rule holds for one account; name it\.": {
        "ru": "Встроенное правило меняется для одного кабинета; укажите его.",
        "zh-CN": "内置规则的调整只对一个账户生效；请指明账户。",
    },
    r"There are (\d+) own rules already; take one back first\.": {
        "ru": "Своих правил уже {0}; сначала удалите одно.",
        "zh-CN": "自建规则已有 {0} 条；请先删除一条。",
    },
    r"must hold a list under `overrides`": {"ru": "Нужен список overrides.", "zh-CN": "overrides 下应为列表。"},
    r"is none of the built-in rules": {"ru": "Такого встроенного правила нет.", "zh-CN": "不是内置规则。"},
    r"holds (.+); there may be (.+)": {
        "ru": "Лишний раздел {0}; возможны {1}.",
        "zh-CN": "含有 {0}；只能有 {1}。",
    },
    r"is of another format than (\d+); a newer Vozvrat may read it": {
        "ru": "Это не формат {0}; возможно, его прочитает более новый Vozvrat.",
        "zh-CN": "格式不是 {0}；较新版本的 Vozvrat 也许可以读取。",
    },
    # what the system says of a file
    r"No such file or directory": {"ru": "Такого файла или папки нет.", "zh-CN": "没有此文件或文件夹。"},
    r"Permission denied": {"ru": "Нет доступа к файлу.", "zh-CN": "没有访问此文件的权限。"},
    r"Is a directory": {"ru": "Это папка, а нужен файл.", "zh-CN": "这是文件夹，应为文件。"},
    r"Not a directory": {"ru": "На этом пути вместо папки файл.", "zh-CN": "路径中有一处是文件而不是文件夹。"},
    r"No space left on device": {"ru": "На диске нет места.", "zh-CN": "磁盘空间不足。"},
    r"Read-only file system": {"ru": "Диск доступен только для чтения.", "zh-CN": "磁盘为只读。"},
    r"File name too long": {"ru": "Слишком длинное имя файла.", "zh-CN": "文件名过长。"},
    r"no text in UTF-8": {"ru": "Это не текст в UTF-8.", "zh-CN": "不是 UTF-8 文本。"},
    r"this file holds no key": {"ru": "В этом файле нет ключа.", "zh-CN": "此文件中没有密钥。"},
    r"no key was given": {"ru": "Ключ не указан.", "zh-CN": "未提供密钥。"},
    r"no JSON": {"ru": "Это не JSON.", "zh-CN": "不是 JSON。"},
    r"no JSON object": {"ru": "Это не объект JSON.", "zh-CN": "不是 JSON 对象。"},
}
_PATTERNS: Final = [(re.compile(pattern), words) for pattern, words in _OTHERS.items()]


def sentence(message: str, locale: Locale) -> str:
    """A field's message as a sentence that stands alone."""
    told = said(message, locale)
    if locale == "en":
        framed = complaints.unframed(told)
        if framed is None or framed[1].parts.get("name") is None:
            return complaints.whole(told)
        inner, frame = framed
        return f"{frame.around(complaints.whole(inner), locale)}."
    if locale == "ru":
        told = told[0].upper() + told[1:] if told[:1].isalpha() and not told[0].isascii() else told
        return told if told.endswith((".", "?")) else f"{told}."
    return told if told.endswith(("。", "？")) else f"{told}。"


def said(message: str, locale: Locale) -> str:
    """A field's message for the reader; one that is not known stays as it is."""
    words: Words | None = FIELD_MESSAGES.get(message)
    if words is not None:
        return say(words, locale)
    for pattern, others in _PATTERNS:
        found = pattern.fullmatch(message)
        if found is not None:
            return others[locale].format(*found.groups()) if locale in others else message
    found_words = complaints.said(message, locale)
    if found_words is not None:
        return found_words
    framed = complaints.unframed(message)
    if framed is None:
        return message
    inner, frame = framed
    return frame.around(said(inner, locale), locale)
