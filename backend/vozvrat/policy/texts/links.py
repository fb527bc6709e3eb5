"""Links and e-mail addresses, plain or in disguise; Ozon's own links are welcome."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text

_OZON_TOPS: Final = "ru|com|by|kz|kg|uz|am|ge|az|tr|cn|hk|rs"
_OZON: Final = re.compile(rf"(?:[a-z0-9-]+\.)*ozon\.(?:{_OZON_TOPS})")
_TOPS: Final = (
    "ru|рф|su|com|net|org|cn|by|kz|ua|uz|kg|am|ge|info|biz|xyz|shop|online|site|store|top|club|vip|hk|tw|tv|cc|io|ai|dev"
    "|eu|de|uk|fr|pl|tr|il|cloud|tech|space|website|market|wiki|email|link|app"
)
_SHORT: Final = (
    r"(?:t\.me|wa\.me|vk\.(?:com|me|cc)|m\.me|ok\.ru|u\.to|is\.gd|bit\.ly|goo\.gl|goo\.su|clck\.ru|tinyurl\.com|taplink\.\w+"
    r"|youtu\.be|discord\.gg|telegram\.me|line\.me|dwz\.\w+|t\.cn|url\.cn)"
)
_HOST: Final = r"(?:[a-zа-я0-9](?:[a-zа-я0-9-]*[a-zа-я0-9])?\.)+"
_LINK: Final = re.compile(
    rf"(?:https?|ftp|hxxps?|tg|whatsapp|weixin)\s?:\s?/\s?/\s?(?P<scheme>[^\s/?#,;)»\"<>]+)[^\s)»\"<>，。]*"
    rf"|(?<![a-zа-я0-9@.])www\.(?P<www>{_HOST}[a-zа-я]{{2,}})(?:[/?#][^\s)»\"<>，。]*)?"
    rf"|(?<![a-zа-я0-9@._/-])(?P<short>{_SHORT})(?![\w.])(?:[/?#][^\s)»\"<>，。]*)?"
    rf"|(?<![a-zа-я0-9@._/-])(?P<bare>{_HOST}(?:{_TOPS}))(?![a-zа-я0-9-]|\.[a-zа-я])(?:[:/?#][^\s)»\"<>，。]*)?"
)
_DOT: Final = (
    r"(?:\s*(?:\(точка\)|\[точка\]|\(dot\)|\[dot\]|\(\.\)|\[\.\]|\{\.\})\s*|\s+(?:точка|тчк|dot)\s+|点"
    r"|\s+\.\s*|\s*\.\s+(?=(?:me|ru)/))"
)
_DOTTED: Final = re.compile(
    rf"(?<![a-zа-я0-9])(?P<host>[a-zа-я0-9-]{{1,30}}(?:{_DOT}[a-zа-я0-9-]+)*?){_DOT}"
    rf"(?P<top>ру|ком|нет|орг|рф|ми|{_TOPS}|me|cc)(?![\wа-я])"
)
_AT: Final = r"(?:\s*@\s*|\s*(?:\(at\)|\[at\]|\(собака\)|\[собака\]|\{at\}|艾特|圈a)\s*|\s+(?:собака|собачка|at)\s+)"
_MAIL: Final = re.compile(
    r"(?<![a-zа-я0-9._+-])[a-zа-я0-9][a-zа-я0-9._+-]{0,63}\s?@\s?[a-zа-я0-9-]+(?:\s?\.\s?[a-zа-я0-9-]+)*\.[a-zа-я]{2,}"
)
_PROVIDERS: Final = (
    r"(?:mail|gmail|yandex|ya|яндекс\w*|мейл|мэйл|майл|джимейл|жмейл|гмейл|bk|inbox|list|rambler|рамблер|qq|163|126|outlook"
    r"|hotmail|icloud|proton\w*|yahoo|foxmail)"
)
_SPOKEN_MAIL: Final = re.compile(
    rf"(?<![a-zа-я0-9._-])[a-zа-я0-9][a-zа-я0-9._-]{{0,63}}{_AT}(?:{_PROVIDERS}(?![\wа-я])(?:(?:{_DOT}|\.)[a-zа-я]{{2,4}})?|[a-zа-я0-9-]+(?:{_DOT}|\.)[a-zа-я]{{2,4}}(?![\wа-я]))"
)
_HANDLE: Final = re.compile(r"(?<![a-zа-я0-9.@])@\s?[a-z][a-z0-9_.]{3,31}(?![a-z0-9_@])")


def mails(text: Text) -> list[Hit]:
    """CHT-04: e-mail addresses, also with `собака` and `точка`."""
    found = [*_MAIL.finditer(text.plain), *_SPOKEN_MAIL.finditer(text.plain)]
    return [text.hit(*match.span(), "email") for match in found]


def links(text: Text) -> list[Hit]:
    """CHT-04: links that do not lead to Ozon, also with spelled dots; an Ozon look-alike is no Ozon."""
    hits = []
    for match in _LINK.finditer(text.plain):
        host = next(part for part in match.groups() if part is not None).split(":")[0].split("@")[-1].rstrip(".")
        if not _OZON.fullmatch(host):
            hits.append(text.hit(*match.span(), "link"))
    for match in _DOTTED.finditer(text.plain):
        name = re.split(_DOT, match.group("host"))[-1]
        if name not in ("ozon", "озон") and not _only_a_full_stop(match.group(), match.group("top")):
            hits.append(text.hit(*match.span(), "link"))
    return hits


def handles(text: Text) -> list[Hit]:
    """CHT-04: names with an at sign, as messengers have them."""
    return [text.hit(*match.span(), "channel") for match in _HANDLE.finditer(text.plain)]


def _only_a_full_stop(written: str, top: str) -> bool:
    """Whether the dot is the end of a sentence and the next one begins with a word like a domain."""
    return re.search(r"\w\s*\.\s+\w", written) is not None and top not in ("ru", "рф", "com", "ру", "ком")
