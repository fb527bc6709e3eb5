"""Links and e-mail addresses, plain or in disguise; Ozon's own links are welcome."""

import re
from typing import Final

from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import listed

_OZON_TOPS: Final = "ru|com|by|kz|kg|uz|am|ge|az|tr|cn|hk|rs"
_OZON: Final = re.compile(rf"(?:[a-z0-9-]+\.)*ozon\.(?:{_OZON_TOPS}|travel)")
_TOPS: Final = "|".join(listed("endings"))
"""Endings of addresses; those that are also endings of files are left out."""
_SHORT: Final = (
    r"(?:t\.me|wa\.me|vk\.(?:com|me|cc)|m\.me|ok\.ru|u\.to|is\.gd|bit\.ly|goo\.gl|goo\.su|clck\.ru|tinyurl\.com|taplink\.\w+"
    r"|youtu\.be|discord\.gg|telegram\.me|line\.me|dwz\.\w+|t\.cn|url\.cn"
    r"|forms\.gle|1drv\.ms|cutt\.ly|qps\.ru|s\.id"
    r"|rb\.gy|shorturl\.at|vk\.link|onelink\.me)"
)
_WORDY: Final = listed("wordy_endings")
"""Endings that are words too: `arrived.In` is a missing space unless something says that it is an address."""
_LITTLE_WORDS: Final = listed("little_words")
"""Endings that follow the word `dot` in an ordinary sentence: `a green dot in the corner`."""
_FIRM: Final = listed("firm_endings")
_SAYS_ADDRESS: Final = re.compile(
    r"сайт|ссылк|смотр|заход|зайд|переход|перейд|инструкц|магазин|страниц|адрес"
    r"|ищите|\bsee\b|visit|\blink\b|web ?site|\bsite\b"
    r"|page|\bshop\b|\bgo to\b|\bopen\b|网|看|链接|www|https?|:"
)
_LABEL: Final = r"[a-zа-я0-9_](?:[a-zа-я0-9_-]{0,62})"
_HOST: Final = rf"(?:{_LABEL}[.。])+"
_LINK: Final = re.compile(
    rf"(?:https?|ftp|hxxps?|tg|whatsapp|weixin|viber|skype)\s?:\s?/\s?/\s?(?P<scheme>[^\s/?#,;)»\"<>]+)[^\s)»\"<>，。]*"
    rf"|(?<![a-zа-я0-9@.])www\.(?P<www>{_HOST}[a-zа-я]{{2,}})(?:[/?#][^\s)»\"<>，。]*)?"
    rf"|(?<![a-zа-я0-9@._/-])(?P<short>{_SHORT})(?![\w.])(?:[/?#][^\s)»\"<>，。]*)?"
    rf"|(?<![a-zа-я0-9@._/-])(?P<bare>{_HOST}(?P<top>{_TOPS}))(?![a-zа-я0-9_-]|\.[a-zа-я])(?:[:/?#][^\s)»\"<>，。]*)?"
    r"|(?P<chinese>[a-z0-9\u4e00-\u9fff-]{1,20}\.(?:中国|公司|网络|在线|商城|网址))"
)
_SEPARATED: Final = re.compile(
    r"(?<![a-zа-я0-9@._/-])(?P<host>[a-z][a-z0-9-]{2,30})(?:,| ?[•·*|] ?)(?:ru|рф|com|su|kz|cn|shop|store)(?![\w-])"
)
"""An address with another sign where its dot should be."""
_LETTER_BY_LETTER: Final = re.compile(r"(?<!\w)(?:[a-z] ){1,15}[a-z]? ?\. ?(?:[a-z] ){0,4}[a-z] ?/")
_DOT: Final = (
    r"(?:\s?(?:\((?:точка|тчк|dot|\.)\)|\[(?:точка|тчк|dot|\.)\]|\{(?:dot|\.)\})\s?|\s(?:точка|тчк|dot|tochka)\s|\s?点\s?"
    r"|(?<=[a-z0-9])(?:точка|тчк)(?=[a-zр])|\s+\.\s*|\s?\.\s+(?=(?:me|ru)/))"
)
_SOME_DOT: Final = re.compile(r"точка|тчк|dot|tochka|点|[(\[{]\.|\s\.|\.\s+(?:me|ru)/")
"""What a spelled dot needs: asked first, because it costs least."""
_DOTTED: Final = re.compile(
    rf"(?<![a-zа-я0-9])(?P<host>[a-zа-я0-9-]{{1,30}}(?:{_DOT}[a-zа-я0-9-]{{1,30}}){{0,3}}?){_DOT}"
    rf"(?P<top>нет|ми|{_TOPS}|cc)(?![\wа-я])"
)
_AT: Final = (
    r"(?:\s*@\s*|\s?(?:\((?:at|a|а|собака|собачка|гав|эт)\)|\[(?:at|a|собака|собачка)\]|\{at\}|艾特|圈a?|_at_)\s?"
    r"|\s(?:собака|собачка|собачк[аой]+|at|эт|гав|sobaka)\s|\"собака\"|«собака»)"
)
_MAIL: Final = re.compile(
    r"(?<![a-zа-я0-9._+-])[a-zа-я0-9][a-zа-я0-9._+-]{0,63}\s?@{1,2}\s?[a-zа-я0-9-]{1,60}(?:\s?[.,]\s?[a-zа-я0-9-]{1,60}){0,4}"
    r"(?:[.,]|点)[a-zа-я]{2,}"
)
_PROVIDERS: Final = (
    r"(?:mail|gmail|yandex|ya|яндекс\w*|мейл\w*|мэйл\w*|майл\w*|джимейл\w*|жмейл\w*|гмейл\w*|bk|inbox|list|rambler|рамблер\w*|qq|163"
    r"|126|outlook|hotmail|icloud|proton\w*|yahoo|foxmail|sina|aliyun)"
)
_SPOKEN_MAIL: Final = re.compile(
    rf"(?<![a-zа-я0-9._-])[a-zа-я0-9][a-zа-я0-9._-]{{0,63}}{_AT}(?:{_PROVIDERS}(?![\wа-я])(?:(?:{_DOT}|\.)[a-zа-я]{{2,4}})?"
    rf"|[a-zа-я0-9-]{{1,40}}(?:{_DOT}|\.)[a-zа-я]{{2,4}}(?![\wа-я]))"
    r"|(?:почт\w+|мейл|ящик|e-?mail)[\s:—–-]{1,3}[a-z0-9._-]{3,40}\s(?:на|в|on|at)\s"
    r"(?:яндекс|гугл|мейл|мэйл|gmail|mail|рамблер|yandex|google)\w*"
)
_HANDLE: Final = re.compile(r"(?<![a-zа-я0-9.@])@\s?[a-z][a-z0-9_.]{3,31}(?![a-z0-9_@])")


def mails(text: Text) -> list[Hit]:
    """CHT-04: e-mail addresses, also with `собака` and `точка`."""
    spans = [match.span() for match in _MAIL.finditer(text.written)] if "@" in text.written else []
    spans += [match.span() for match in _SPOKEN_MAIL.finditer(text.written) if "ozon" not in match.group()]
    return [text.hit(*span, "email") for span in spans]


def links(text: Text) -> list[Hit]:
    """CHT-04: links that do not lead to Ozon, also with spelled dots; an Ozon look-alike is no Ozon."""
    plain = text.written
    hits = [text.hit(*match.span(), "link") for match in _LINK.finditer(plain) if _leads_away(text, match)]
    hits += [
        text.hit(*match.span(), "link")
        for match in (_DOTTED.finditer(plain) if _SOME_DOT.search(plain) else ())
        if _OZON_NAME.search(re.split(_DOT, match["host"])[-1]) is None
        and not _only_a_full_stop(match.group(), match["top"])
    ]
    hits += [text.hit(*match.span(), "link") for match in _LETTER_BY_LETTER.finditer(plain)]
    hits += [text.hit(*match.span(), "link") for match in _SEPARATED.finditer(plain) if match["host"] != "ozon"]
    return hits


def handles(text: Text) -> list[Hit]:
    """CHT-04: names with an at sign, as messengers have them."""
    return [text.hit(*match.span(), "channel") for match in _HANDLE.finditer(text.written)]


_OZON_NAME: Final = re.compile(r"^(?:ozon|озон)$")


def _leads_away(text: Text, match: re.Match[str]) -> bool:
    """Whether the link is an address at all, and not one of Ozon's."""
    host = match["scheme"] or match["www"] or match["short"] or match["bare"] or match["chinese"]
    host = host.split(":")[0].split("@")[-1].rstrip(".")
    if _OZON.fullmatch(host):
        return False
    if match["bare"] is None or match["top"] not in _WORDY or "/" in match.group():
        return True
    begin, end = text.sentence(match.start())
    around = text.written[begin : match.start()] + text.written[match.end() : end]
    if _SAYS_ADDRESS.search(around):
        return True
    name = host.rsplit(".", 1)[0]
    return match["top"] in _FIRM or re.search(r"[\d.-]", name) is not None or not around.strip()


def _only_a_full_stop(written: str, top: str) -> bool:
    """Whether the dot is the end of a sentence and the next one begins with a word like a domain."""
    if re.match(r"(?:t|wa|vk)\s", written):
        return False
    if top in _LITTLE_WORDS:
        return True
    return re.search(r"\w\s*\.\s+\w", written) is not None and top not in ("ru", "рф", "com", "ру", "ком")
