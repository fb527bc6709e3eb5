"""Other channels: messengers and social networks, and invitations to them."""

import re
from itertools import islice
from typing import Final

from vozvrat.policy.texts import phones
from vozvrat.policy.texts.hits import ENOUGH, Hit, Text
from vozvrat.policy.texts.near import Places
from vozvrat.policy.texts.patterns import pattern, words

_NAMES: Final = words("names", shaped=True)
_ZH_NAMES: Final = words("zh_names")
_SHORT_NAMES: Final = words("short_names")
_INVITES: Final = words("invites")
_CALL_INVITES: Final = words("call_invites")
_REFUSED: Final = words("refused")
_DENIED_AFTER: Final = pattern("denied_after")
_FEATURE_AFTER: Final = pattern("feature_after")
_FEATURE: Final = words("feature")
_SHOPS: Final = pattern("shops", shaped=True)


def channels(text: Text) -> list[Hit]:
    """CHT-04: other channels, unless the text says that they are not used or names them as a product's feature."""
    found: dict[tuple[int, int], re.Match[str]] = {}
    for names, written in (
        (_NAMES, text.shape),
        (_ZH_NAMES, text.plain),
        (_SHORT_NAMES, text.plain),
        (_INVITES, text.plain),
    ):
        found |= {match.span(): match for match in names.finditer(written)}
    excuses = _Excuses(text) if found else None
    meant = (match for match in found.values() if excuses is not None and not excuses.excuse(match))
    hits = [
        text.hit(*match.span(), "payment" if _SHOPS.search(match.group()) else "channel")
        for match in islice(meant, ENOUGH)
    ]
    hits += [
        text.hit(*match.span(), "channel")
        for match in _LETTER_BY_LETTER.finditer(text.shape)
        if _NAMES.search(re.sub(r"[\W_]", "", match.group()))
    ]
    return hits


def calls(text: Text) -> list[Hit]:
    """CHT-04: offering or asking for a call; where the number stands too, that says it better."""
    invited = list(_CALL_INVITES.finditer(text.plain))
    if not invited:
        return []
    excuses = _Excuses(text)
    invites = (
        match
        for match in invited
        if not excuses.excuse(match) and not _COURIER.search(text.plain[text.clause(match.start())[0] : match.start()])
    )
    found = list(islice(invites, ENOUGH))
    if not found or phones.numbers(text):
        return []
    return [text.hit(*match.span(), "channel") for match in found]


_COURIER: Final = re.compile(r"快递|配送|派送|平台|ozon|озон|курьер|courier|手表|sim|才能|功能")
"""A courier calls before the door, and a watch where it can: no channels of ours."""
_LETTER_BY_LETTER: Final = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]){4,30}[^\W\d_](?!\w)")


class _Excuses:
    """What in a text says that a channel it names is not used, or is a product's feature."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._refused = Places(_REFUSED.finditer(text.plain))
        self._features = Places(_FEATURE.finditer(text.plain))
        self._unused = Places(_UNUSED.finditer(text.plain))

    def excuse(self, match: re.Match[str]) -> bool:
        """Whether that match is no invitation."""
        begin, end = self._text.clause(match.start())
        near = max(begin, match.start() - 100)
        if self._refused.between(near, match.start()) or self._unused.between(begin, max(end, match.end())):
            return True
        after = self._text.plain[match.end() : match.end() + 60]
        return (
            self._features.between(near, match.start())
            or _DENIED_AFTER.search(after) is not None
            or _FEATURE_AFTER.search(after) is not None
        )


_UNUSED: Final = re.compile(
    r"не (?:использу|пользу|общ|пиш|отвеча|перехо|перей|вед|созван|звон|принима)|不用|不使用|not (?:used|allowed)"
)
