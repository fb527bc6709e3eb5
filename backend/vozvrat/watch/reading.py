"""What a page says: its title and main text, without all that differs from one look to the next.

Two readings of a page that says the same must give the same text, so whatever is furniture (menus, cookie banners,
counters, the time of day) is left out. What could be part of a rule stays: a date in a sentence or a table is kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup
from bs4.dammit import UnicodeDammit
from bs4.element import NavigableString, PreformattedString, Tag

from vozvrat.watch.fetching import Unreadable
from vozvrat.watch.markup import made_safe
from vozvrat.watch.noise import a_date_alone, passing


def _tags(*names: str) -> frozenset[str]:
    return frozenset(" ".join(names).split())


SHORTEST: Final = 40
"""Characters below which a page says nothing: an empty shell, or a door that is shut."""
_SHRUNK: Final = 5
_LONG: Final = 500
_DOOR: Final = 3_000
"""Characters up to which the words of a robot check tell what the page is; a long text may well speak of robots."""
_MAIN: Final = 200

_FURNITURE: Final = _tags(
    "script style noscript template svg canvas math iframe object embed nav aside form button select option input",
    "textarea dialog footer audio video picture map",
)
_ROLES: Final = _tags("navigation banner contentinfo dialog alertdialog search alert status menu menubar")
_NAMED: Final = re.compile(
    r"(^|[-_ ])(cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|comments?|related|recommend\w*|subscri\w+|"
    r"popup|modal|toast|sidebar|navbar|menu|advert\w*|banner|ads?)($|[-_ ])",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    r"(^|[-_ ])(views?|view-?count\w*|counters?|hits|likes?|rating|votes?|clock|timer|countdown|timestamp|online|"
    r"time-?ago|current-?(date|time)|now)($|[-_ ])",
    re.IGNORECASE,
)
_SHORT: Final = 60
"""Characters up to which something named like a counter is one."""

_BLOCKS: Final = _tags(
    "address article blockquote body br center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6",
    "header hr html li main ol p pre section summary table tbody tfoot thead tr ul",
)
_MATTER: Final = frozenset({"main", "article"})
_DEEPEST: Final = 1_000
_CELLS: Final = frozenset({"td", "th"})
_STATED: Final = frozenset({"p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "caption"})
"""Where a date that stands alone may be part of a rule."""

_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ud800-\udfff\ufeff]"
)
_ROBOT: Final = re.compile(
    r"captcha|капч|are you (?:a )?(?:human|robot)|not a robot|не робот|checking your browser|проверка браузера|"
    r"проверяем браузер|access denied|доступ ограничен|доступ запрещ|enable javascript|включите javascript|"
    r"unusual traffic|подозрительн\w+ (?:трафик|активност)|"
    r"ddos|just a moment|人机验证|请完成验证|安全验证|访问过于频繁",
    re.IGNORECASE,
)


def text_of(body: bytes, *, media_type: str, charset: str | None) -> str:
    """The text of a page, one line for each block; raises Unreadable where it is none or hardly says anything."""
    if b"\x00" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("not_text")
    if media_type == "text/plain":
        text = tidied(_decoded(body, charset).splitlines())
    else:
        try:
            text = _of_html(body, charset)
        except (RecursionError, ValueError, AssertionError, LookupError):
            raise Unreadable("not_text") from None  # what no reader of HTML takes
    plain = text.replace("\n", "")
    if len(plain) <= _DOOR and _ROBOT.search(text):
        raise Unreadable("robot")
    if len(plain) < SHORTEST:
        raise Unreadable("short")
    return text


def shrunk(text: str, before: str | None) -> bool:
    """Whether so little is left of a page that it is rather a page about something else (a login, a notice)."""
    return before is not None and len(before) >= _LONG and len(text) * _SHRUNK < len(before)


def tidied(lines: list[str]) -> str:
    """Lines with their spaces made one and invisible letters gone, without empty ones and those of the moment."""
    kept = (_plain(line) for line in lines)
    return "\n".join(line for line in kept if line and not passing(line))


def _plain(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def _decoded(body: bytes, charset: str | None) -> str:
    for each in (charset, "utf-8-sig", "windows-1251"):
        try:
            return body.decode(each) if each else ""
        except (LookupError, UnicodeError):
            continue
    return body.decode("utf-8", errors="replace")


def _of_html(body: bytes, charset: str | None) -> str:
    markup = UnicodeDammit(body, [charset] if charset else [], is_html=True).unicode_markup
    if markup is None:
        raise Unreadable("not_text")
    soup = BeautifulSoup(made_safe(markup), "html.parser")
    lines = tidied(list(_lines(_main(soup), kept=_holding(soup)))).splitlines()
    for tag in (soup.find("h1"), soup.find("title")):
        line = _plain(tag.get_text(" ")) if tag is not None else ""
        if line and line not in lines and not passing(line):
            lines.insert(0, line)
    return "\n".join(lines)


def _main(soup: BeautifulSoup) -> Tag:
    """The part of the page that it is there for; all of it where no part says that of itself."""
    for chosen in (soup.find_all("main"), soup.find_all(True, {"role": "main"}), soup.find_all("article")):
        if len(chosen) == 1 and len(chosen[0].get_text(" ", strip=True)) >= _MAIN:
            return chosen[0]
    return soup.find("body") or soup


def _holding(soup: BeautifulSoup) -> set[int]:
    """The tags (by identity) that hold the page's matter, so that no telling name makes furniture of them."""
    found: set[int] = set()
    for tag in soup.find_all(["main", "article", "h1"]):
        above: Tag | None = tag
        while above is not None and id(above) not in found:
            found.add(id(above))
            above = above.parent
    return found


def _is_furniture(tag: Tag, kept: set[int], *, inside: bool) -> bool:
    """`inside`: whether the tag lies in the page's matter, where a header is the matter's own."""
    if tag.name in _FURNITURE or (tag.name == "header" and not inside):
        return tag.name not in ("form", "header") or id(tag) not in kept
    if tag.get("role") in _ROLES or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    if id(tag) in kept:
        return False
    classes = tag.get("class")
    names = [str(tag.get("id") or ""), *(classes if isinstance(classes, list) else [])]
    if any(_NAMED.search(name) for name in names):
        return True
    return any(_COUNTS.search(name) for name in names) and _is_short(tag)


def _is_short(tag: Tag) -> bool:
    length = 0
    for text in tag.stripped_strings:
        length += len(text)
        if length > _SHORT:
            return False
    return True


def _lines(root: Tag, *, kept: set[int]) -> Iterator[str]:
    """The text of a tree, a line for each block and each row of a table; a date that stands alone, where nothing is
    stated (a byline), is left out."""
    line: list[str] = []
    fact = False
    for node, stated in _walk(root, kept):
        if isinstance(node, NavigableString):
            line.append(str(node))
            fact = fact or stated
        elif node.name in _CELLS:
            line.append(" | " if line else "")
        elif node.name in _BLOCKS:
            yield from _ended(line, fact)
            line, fact = [], False
    yield from _ended(line, fact)


def _ended(line: list[str], fact: bool) -> Iterator[str]:
    text = _plain("".join(line)).strip("| ")
    if text and (fact or not a_date_alone(text)):
        yield text


def _walk(root: Tag, kept: set[int]) -> Iterator[tuple[Tag | NavigableString, bool]]:
    """Tags as they open and blocks as they close, and the texts between, each with whether something is stated there.

    Without recursion: a page may be nested without end. Where it is nested beyond reason names are no longer asked.
    """
    waiting: list[tuple[Tag | NavigableString, int, bool, bool]] = [(root, 0, False, root.name in _MATTER)]
    while waiting:
        node, depth, stated, inside = waiting.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # comments and the like
                yield node, stated
            continue
        if depth < 0:
            yield node, stated
            continue
        if 0 < depth < _DEEPEST and _is_furniture(node, kept, inside=inside):
            continue
        yield node, stated
        stated, inside = stated or node.name in _STATED, inside or node.name in _MATTER
        if node.name in _BLOCKS:
            waiting.append((node, -1, stated, inside))
        waiting.extend((child, depth + 1, stated, inside) for child in reversed(_children(node)))


def _children(tag: Tag) -> list[Tag | NavigableString]:
    return [child for child in tag.contents if isinstance(child, Tag | NavigableString)]
