"""Markup made safe to parse: what a page holds must never keep the reader busy for minutes.

Python's HTML parser looks for the end of every comment and tag that it sees begin; where none of them ends that takes
time by the square of the page. So comments and scripts are cut out here first, and a `<` that begins no whole tag
becomes text. Each character is looked at a bounded number of times.
"""

import re
from typing import Final

from vozvrat.watch.fetching import Unreadable

_TAG: Final = re.compile(r"""</?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>|</?[a-zA-Z][^<>]*>""")
_LONGEST: Final = 8_192
"""Characters of a tag at most, with all its attributes."""
_TAGS: Final = 60_000
"""Tags of a page at most: each takes the parser some twenty microseconds."""
_BROKEN: Final = 500
"""Beginnings of tags without an end that a page may hold."""
_SKIPPED: Final = ("script", "style", "noscript", "svg", "template", "textarea", "iframe", "object")
_BEGINS: Final = re.compile(r"<(?:!--|[!?/a-zA-Z])")
_SKIPPED_TAG: Final = re.compile(rf"<({'|'.join(_SKIPPED)})[\s/>]", re.IGNORECASE)


def made_safe(markup: str) -> str:
    """The same page for whoever reads its text; raises Unreadable where it is rather an attempt at a reader."""
    kept: list[str] = []
    place, tags, broken = 0, 0, 0
    lowered = markup.lower()
    if len(lowered) != len(markup):  # a few letters grow when lowered; then only tags in small letters are skipped
        lowered = markup
    while (begins := _BEGINS.search(markup, place)) is not None:
        start = begins.start()
        kept.append(markup[place:start])
        place, whole = _after(markup, lowered, start)
        if whole is None:
            kept.append("&lt;")
            broken += 1
            if broken > _BROKEN:
                raise Unreadable("not_text")
        else:
            kept.append(whole)
            tags += 1
            if tags > _TAGS:
                raise Unreadable("too_large")
    kept.append(markup[place:])
    return "".join(kept)


def _after(markup: str, lowered: str, start: int) -> tuple[int, str | None]:
    """Where to go on after what begins at a `<`, and what to keep of it; None: the `<` itself, as text."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start + 4)
        return (len(markup), "") if end < 0 else (end + 3, "")
    if markup.startswith(("<!", "<?"), start):
        end = markup.find(">", start, start + _LONGEST)
        return (start + 1, None) if end < 0 else (end + 1, "")
    skipped = _SKIPPED_TAG.match(markup, start)
    if skipped is not None:
        end = lowered.find(f"</{skipped.group(1).lower()}", start)
        if end >= 0:
            return end, ""
        return len(markup), ""
    tag = _TAG.match(markup, start, start + _LONGEST)
    return (start + 1, None) if tag is None else (tag.end(), tag.group())
