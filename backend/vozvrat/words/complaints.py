"""What is wrong with a rule, a condition or a pack, in the reader's language; the checks speak short English.

A complaint may name its field first (`when: …`), then an example (“four photos” …), and end with a place.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vozvrat.domain.locale import Locale, Words, say

NOUNS: Final[Mapping[str, Words]] = {
    "a text": {"en": "a text", "ru": "текст", "zh-CN": "文本"},
    "a time": {"en": "a time", "ru": "время", "zh-CN": "时间"},
    "a number": {"en": "a number", "ru": "число", "zh-CN": "数字"},
    "true or false": {"en": "true or false", "ru": "true или false", "zh-CN": "true 或 false"},
    "a span of time": {"en": "a span of time", "ru": "промежуток времени", "zh-CN": "时间段"},
    "a list": {"en": "a list", "ru": "список", "zh-CN": "列表"},
    "a group of facts": {"en": "a group of facts", "ru": "группа фактов", "zh-CN": "一组事实"},
    "a fact": {"en": "a fact", "ru": "факт", "zh-CN": "事实"},
}
_A: Final = f"({'|'.join(NOUNS)})"
"""What a part of a condition is."""

_PATTERNS: Final[tuple[tuple[str, str, str], ...]] = (
    # the condition as it is written
    (r"is longer than (\d+) characters", "Длиннее {0} знаков; сократите.", "超过 {0} 个字符，请缩短。"),
    (r"does not go on with (.+) here", "Здесь лишнее: {0}.", "此处多出了 {0}。"),
    (
        r"compares twice in a row; join the two with &&",
        "Два сравнения подряд; соедините их через &&.",
        "连续比较了两次；请用 && 连接两个比较。",
    ),
    (
        r"misses something here: a fact, a number or a text",
        "Здесь чего-то не хватает: факта, числа или текста.",
        "此处缺少内容：事实、数字或文本。",
    ),
    (r"misses a name here", "Здесь не хватает имени.", "此处缺少名称。"),
    (r"misses (\S+) here", "Здесь не хватает знака «{0}».", "此处缺少“{0}”。"),
    (
        r"holds more than (\d+) brackets inside one another",
        "Больше {0} скобок одна в другой; упростите условие.",
        "括号嵌套超过 {0} 层；请简化条件。",
    ),
    (
        r"holds a comment: a condition has no place for one",
        "В условии не может быть комментариев.",
        "条件中不能写注释。",
    ),
    (
        r"holds a text with a prefix: texts are written .+",
        "Перед кавычками не должно быть букв.",
        "引号前不能有字母。",
    ),
    (r"holds a number of more than (\d+) digits", "В числе больше {0} цифр.", "数字超过 {0} 位。"),
    (
        r"holds a number that is not written like 12 or 12\.5",
        "Числа пишутся так: 12 или 12.5.",
        "数字应写成 12 或 12.5。",
    ),
    (r"holds a text that is not closed", "Текст не закрыт кавычкой.", "文本缺少结束引号。"),
    (
        r"holds (.+), which has no meaning in a condition",
        "Знак {0} в условии ничего не значит.",
        "条件中不能使用 {0}。",
    ),
    (
        r"holds (.+), which means nothing in a text; write .+",
        "{0} в тексте ничего не значит; сам знак \\ пишется \\\\.",
        "文本中不能写 {0}；字符 \\ 应写成 \\\\。",
    ),
    (r"does not compile", "Условие не удалось разобрать.", "条件无法解析。"),
    # facts and calls
    (
        r"reads facts as f\.block\.name, such as (\S+)",
        "Факты называют так: f.блок.имя, например {0}.",
        "事实应写成 f.分组.名称，如 {0}。",
    ),
    (r"asks for (\S+), which is no fact; (\S+) is one", "Факта {0} нет; есть {1}.", "没有事实 {0}；可用的有 {1}。"),
    (
        r"asks for (\S+), which is no fact; (\S+) has (.+)",
        "Факта {0} нет; в {1} есть: {2}.",
        "没有事实 {0}；{1} 中有 {2}。",
    ),
    (
        r"asks for (\S+), which is no fact; the rule editor lists all facts below the condition",
        "Факта {0} нет; все факты — в «Списке фактов» под условием в редакторе правила.",
        "没有事实 {0}；全部事实见规则编辑页条件下方的“可用的事实”。",
    ),
    (
        r"asks for (\S+); facts are reached through f, such as (\S+)",
        "Что такое {0}, неизвестно; факты называют через f, например {1}.",
        "无法识别 {0}；事实须以 f 开头，如 {1}。",
    ),
    (
        r"asks for (\S+), which the entries of this list have not",
        "У элементов этого списка нет {0}.",
        "此列表的条目没有 {0}。",
    ),
    (rf"asks {_A} for \.?(\S+), which it has not", "{0}: здесь нет .{1}.", "{0}没有 .{1}。"),
    (rf"asks {_A} for (\S+)", "{0}: {1} здесь не применить.", "{0}不能使用 {1}。"),
    (r"calls (\S+), which does not exist", "Функции {0} нет.", "没有函数 {0}。"),
    (
        r"calls (\S+) once for every entry of a list",
        "{0} нельзя вызывать для каждого элемента списка.",
        "不能对列表的每个条目调用 {0}。",
    ),
    (r"calls matches more than (\d+) times", "matches можно вызвать не больше {0} раз.", "matches 最多调用 {0} 次。"),
    (rf"makes a number of {_A}", "Числом это не станет: {0}.", "无法转换为数字：{0}。"),
    (
        r"gives (\S+) something else than a text that is written out",
        "В {0} нужен текст в кавычках.",
        "{0} 中应为引号内的文本。",
    ),
    (
        r"gives (\S+) a text that is not written like (.+)",
        "Текст в {0} пишется так: {1}.",
        "{0} 中的文本应写成：{1}。",
    ),
    (r"asks has\(…\) of something that is no fact", "has(…) спрашивают только о факте.", "has(…) 只能用于事实。"),
    (
        r"asks has\(…\) of a whole block; ask it of a fact, such as (\S+)",
        "has(…) спрашивают о факте, а не о целом блоке, например {0}.",
        "has(…) 应用于单个事实，如 {0}。",
    ),
    (rf"asks for the size of {_A}", "Размера здесь нет: {0}.", "{0}没有大小。"),
    # loops and lists
    (
        r"goes through a list inside another; one after the other is possible",
        "Перебор внутри перебора невозможен; поставьте один после другого.",
        "不能在遍历中再遍历列表；可以先后进行。",
    ),
    (
        rf"goes through {_A}; only a list of facts can be gone through",
        "Перебрать можно только список фактов, а здесь {0}.",
        "只能遍历事实列表，而此处是{0}。",
    ),
    (r"goes through lists more than (\d+) times", "Переборов больше {0}.", "遍历超过 {0} 次。"),
    (r"cannot call an entry (\S+)", "Элемент списка нельзя назвать {0}.", "条目不能命名为 {0}。"),
    (
        r"lists something else than numbers or texts that are written out",
        "В списке могут стоять только числа или тексты.",
        "列表中只能写数字或文本。",
    ),
    (r"lists numbers beside texts", "В списке и числа, и тексты.", "列表混用了数字和文本。"),
    (r"lists more than (\d+) entries", "В списке больше {0} элементов.", "列表超过 {0} 项。"),
    (r"lists nothing", "Список пуст.", "列表为空。"),
    # what goes with what
    (
        rf"needs true or false here and has {_A}; compare it with something",
        "Здесь нужно true или false, а стоит {0}; добавьте сравнение.",
        "此处应为 true 或 false，实为{0}；请与某个值比较。",
    ),
    (rf"compares {_A} with {_A}", "Это нельзя сравнить: {0} и {1}.", "无法比较：{0}与{1}。"),
    (
        rf"asks which is more of {_A} and {_A}",
        "«Больше» и «меньше» здесь не определены: {0} и {1}.",
        "无法比较大小：{0}与{1}。",
    ),
    (
        r"compares a list or a group of facts; .+",
        "Список или группу фактов не сравнить; возьмите один факт, size() или in.",
        "不能比较列表或一组事实；请用单个事实、size() 或 in。",
    ),
    (
        r"compares with “(.*)”; it can be one of: (.+)",
        "Значения «{0}» не бывает; возможны: {1}.",
        "没有值“{0}”；可选：{1}。",
    ),
    (
        rf"looks for something in {_A}; only a list can be looked into",
        "Искать через in можно только в списке, а здесь {0}.",
        "in 只能用于列表，而此处是{0}。",
    ),
    (
        rf"looks for {_A} in a list of something else",
        "В этом списке такого не бывает: {0}.",
        "此列表中不会有{0}。",
    ),
    (rf"chooses between {_A} and {_A}", "Выбор между разным: {0} и {1}.", "两个结果的类型不同：{0}与{1}。"),
    (rf"cannot work out {_A} (\S) {_A}", "Это не вычислить: {0} {1} {2}.", "无法计算：{0} {1} {2}。"),
    (rf"puts a minus before {_A}", "Минус здесь невозможен: {0}.", "此处不能使用负号：{0}。"),
    (rf"takes % of {_A} that is not whole", "Остаток % есть только у целых чисел.", "% 只能用于整数。"),
    (
        r"mixes whole numbers and others; put double\(…\) around the whole one",
        "Целое и дробное вместе; поставьте целое в double(…).",
        "整数与小数混用；请将整数放入 double(…)。",
    ),
    (r"compares what cannot be compared", "Это нельзя сравнить.", "比较了无法比较的内容。"),
    (r"does not give true or false", "Условие не даёт true или false.", "条件的结果不是 true 或 false。"),
    # patterns of matches
    (r"holds a pattern of more than (\d+) characters", "Образец длиннее {0} знаков.", "模式超过 {0} 个字符。"),
    (r"holds a pattern with \{…\}; .+", "Вместо {{…}} в образце — *, + или ?.", "模式中不能用 {{…}}；请用 *、+ 或 ?。"),
    (
        r"holds a pattern with more than (\d+) classes such as \\d",
        "В образце больше {0} классов вроде \\d.",
        "模式中 \\d 之类的字符类超过 {0} 个。",
    ),
    (r"holds a pattern that is no regular expression", "Образец составлен неверно.", "模式不是有效的正则表达式。"),
    # the fields of a rule
    (r"is no field of a rule", "Такого поля у правила нет.", "规则没有此字段。"),
    (r"unknown field (.+)", "Поля {0} у правила нет.", "规则没有字段 {0}。"),
    (r"a check needs .+", "Нужно условие (when) или срок (deadline).", "需要条件（when）或期限（deadline）。"),
    (r"lies before effective_from", "Раньше, чем effective_from.", "早于 effective_from。"),
    (
        r"must look like (\S+): .+",
        "Номер пишется так: {0} — OWN-, затем заглавные латинские буквы, цифры и дефисы.",
        "编号格式如 {0}：OWN- 后接大写字母、数字或连字符。",
    ),
    (r"must not be empty", "Не может быть пустым.", "不能为空。"),
    (r"languages must be one of: (.+)", "Языки: {0}.", "语言只能是：{0}。"),
    (r"must be said in at least one language", "Нужен текст хотя бы на одном языке.", "至少需要一种语言的文字。"),
    (r"must be said in (.+)", "Нужен текст на языках: {0}.", "需要以下语言的文字：{0}。"),
    (r"is missing in (\S+)", "Нет текста на языке {0}.", "缺少 {0} 文字。"),
    (r"holds more than (\d+) entries", "Больше {0} элементов.", "超过 {0} 项。"),
    (r"is a date that does not exist", "Такой даты нет.", "该日期不存在。"),
    (r"must be a date such as (\S+)", "Нужна дата, например {0}.", "应为日期，如 {0}。"),
    (r"must hold fact, hours and warn_hours", "Нужны fact, hours и warn_hours.", "应包含 fact、hours 和 warn_hours。"),
    (r"fact must be one of: (.+)", "fact — одно из: {0}.", "fact 应为其中之一：{0}。"),
    (
        r"warn_hours must not be more than hours",
        "warn_hours не может быть больше hours.",
        "warn_hours 不能大于 hours。",
    ),
    (
        r"hours and warn_hours must be numbers from 0 to (\d+)",
        "hours и warn_hours — числа от 0 до {0}.",
        "hours 和 warn_hours 应为 0 到 {0} 的数字。",
    ),
    (
        r"holds a character that hides or turns others \((\S+)\)",
        "Есть знак, который скрывает или переставляет другие ({0}); уберите его.",
        "含有会隐藏或倒置其他字符的字符（{0}）；请删除。",
    ),
    (
        r"each address is a page of the web \(https://…\) or a name to look up",
        "Адрес — страница в интернете (https://…) или название, по которому её находят.",
        "地址应为网页（https://…）或可供查找的名称。",
    ),
    (r"each needs an address", "Нужен адрес.", "每项需要地址。"),
    (r"each needs a name", "Нужно название.", "每项需要名称。"),
    (r"must be a list of words", "Нужен список слов.", "应为词语列表。"),
    (r"must be a list of mappings", "Нужен список, у каждого элемента — поля.", "应为由键值对组成的列表。"),
    (r"must be a mapping", "Здесь нужны поля с именами.", "此处应为键值对。"),
    (r"must be an expression", "Нужно условие в виде текста.", "应为文本形式的条件。"),
    (r"(\S+) is no fact", "Факта {0} нет.", "没有事实 {0}。"),
    (r"(\S+) is no clock; there are (.+)", "Срока {0} нет; есть: {1}.", "没有期限 {0}；可选：{1}。"),
    # its examples
    (r"stays silent but should fire", "не срабатывает, а должно", "未触发，但应触发"),
    (r"fires but should stay silent", "срабатывает, а не должно", "已触发，但不应触发"),
    (r"is (\S+) but should be (\S+)", "{0} вместо {1}", "为 {0}，应为 {1}"),
    (r"(deadline_at|warn_at) is (.+) but should be (.+)", "{0}: {1} вместо {2}", "{0} 为 {1}，应为 {2}"),
    (r"must say `fires` or `silent`", "не сказано, срабатывает ли (fires или silent)", "未注明 fires 或 silent"),
    (r"(.+) is no field of an example", "Поля {0} у примера нет.", "示例没有字段 {0}。"),
    (r"facts must be an object", "facts — это объект.", "facts 应为对象。"),
    (
        r"deadline_at and warn_at must be times such as (\S+)",
        "deadline_at и warn_at — время, например {0}.",
        "deadline_at 和 warn_at 应为时间，如 {0}。",
    ),
    (r"has no example that fires", "нет примера, где оно срабатывает", "缺少会触发的示例"),
    (r"has no example that stays silent", "нет примера, где оно молчит", "缺少不触发的示例"),
    # a text of rules
    (r"stands twice, in (.+) too", "номер уже есть в {0}", "编号重复，{0} 中也有"),
    (r"stands twice", "стоит дважды", "重复出现"),
    (
        r"says (.+) twice, the second time in line (\d+)",
        "«{0}» стоит дважды, второй раз в строке {1}",
        "“{0}”出现了两次，第二次在第 {1} 行",
    ),
    (r"must hold a list under `rules`", "нужен список rules", "rules 下应为列表"),
    (r"must hold `rules`", "нужен список rules", "应包含 rules"),
    (r"must hold `theme` and `rules`", "нужны theme и rules", "应包含 theme 和 rules"),
    (r"holds no rules", "в нём нет правил", "没有规则"),
    (r"holds more than (\d+) rules", "в нём больше {0} правил", "规则超过 {0} 条"),
    (r"holds more than (\d+) values", "в нём больше {0} значений", "值超过 {0} 个"),
    (
        r"holds more than (\d+) lists and mappings inside one another",
        "больше {0} уровней вложенности",
        "嵌套超过 {0} 层",
    ),
    (r"(\S+) stands for something around it", "{0} указывает на само себя", "{0} 引用了自身"),
    (r"(\S+) stands for nothing", "{0} ни на что не указывает", "{0} 没有指向任何内容"),
    (r"must be a mapping with an `id`", "нужны поля, среди них id", "应为带 id 的键值对"),
    (
        r"is no YAML of plain values, see line (\d+), character (\d+)",
        "это не YAML из простых значений: строка {0}, знак {1}",
        "不是仅含普通值的 YAML：见第 {0} 行第 {1} 个字符",
    ),
    (r"is no YAML of plain values", "это не YAML из простых значений", "不是仅含普通值的 YAML"),
    (
        r"holds a character that no text has \((\S+)\)",
        "есть знак, которого в тексте не бывает ({0})",
        "含有文本中不应出现的字符（{0}）",
    ),
    (r"is no YAML: (.+)", "это не YAML: {0}", "不是 YAML：{0}"),
    (r"cannot be read: (.+)", "его не прочитать: {0}", "无法读取：{0}"),
)
_COMPILED: Final = tuple((re.compile(pattern, re.DOTALL), ru, zh) for pattern, ru, zh in _PATTERNS)
_FRAMES: Final[tuple[tuple[re.Pattern[str], Words], ...]] = (
    (
        re.compile(r"(?P<inner>.+) \(at character (?P<place>\d+)\)", re.DOTALL),
        {
            "en": "{inner} (at character {place})",
            "ru": "{inner} (знак {place})",
            "zh-CN": "{inner}（第 {place} 个字符）",
        },
    ),
    (
        re.compile(r"(?P<field>[a-z_]+): (?P<inner>.+)", re.DOTALL),
        {"en": "{field}: {inner}", "ru": "{field}: {inner}", "zh-CN": "{field}：{inner}"},
    ),
    (
        re.compile(r"(?P<name>“[^”]*”):? (?P<inner>.+)", re.DOTALL),
        {"en": "{name}: {inner}", "ru": "{name}: {inner}", "zh-CN": "{name}：{inner}"},
    ),
    (
        re.compile(r"facts(?P<pointer>/\S+) (?P<inner>.+)", re.DOTALL),
        {"en": "facts{pointer} {inner}", "ru": "facts{pointer}: {inner}", "zh-CN": "facts{pointer}：{inner}"},
    ),
)
"""What may stand around a complaint: its place, its field, its example, the fact that it is about."""


def said(message: str, locale: Locale) -> str | None:
    """A complaint for the reader; None where it is none of these. English stays as it is."""
    if locale == "en":
        return message
    for pattern, ru, zh in _COMPILED:
        found = pattern.fullmatch(message)
        if found is not None:
            parts = [say(NOUNS[part], locale) if part in NOUNS else part for part in found.groups()]
            return (ru if locale == "ru" else zh).format(*parts)
    return None


_VERBS: Final = re.compile(
    "(?:is|has|had|holds|needs|must|misses|asks|calls|compares|cannot|lists|lies|does|goes|gives|makes|mixes|takes|"
    "puts|chooses|looks|reads|says) "
)
_OF_EXAMPLES: Final = ("stays silent", "fires but", "has no example")


def whole(message: str) -> str:
    """An English complaint as a sentence that stands alone: the checks leave out what they speak of."""
    first = message.split(" ", 1)[0]
    if message.startswith(_OF_EXAMPLES):
        message = f"The rule {message}"
    elif _VERBS.match(message):
        message = f"This {message}"
    elif first.isalpha() and first.islower():
        message = message[0].upper() + message[1:]
    return message if message.endswith((".", "?")) else f"{message}."


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a complaint."""

    words: Words
    parts: Mapping[str, str]

    def around(self, inner: str, locale: Locale) -> str:
        """A complaint with what stands around it."""
        parts = dict(self.parts)
        if locale == "ru" and "name" in parts:
            parts["name"] = f"«{parts['name'][1:-1]}»"
        return say(self.words, locale).format_map({**parts, "inner": inner.rstrip(".。")})


def unframed(message: str) -> tuple[str, Frame] | None:
    """The complaint inside a message, and what stands around it; None where nothing does."""
    for pattern, words in _FRAMES:
        found = pattern.fullmatch(message)
        if found is not None:
            return found["inner"], Frame(words, found.groupdict())
    return None
