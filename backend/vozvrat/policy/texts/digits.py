"""Digits in any guise: full-width, spaced, with letters for zeros, spelled out in Russian, English or Chinese."""

import re
from dataclasses import dataclass
from typing import Final

from vozvrat.policy.texts.hits import Text
from vozvrat.policy.texts.numerals import CHINESE, REPEATED, SIZES, TIMES

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits without anything between them, and where they stand in `plain`."""

    digits: str
    start: int
    end: int
    spelled: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Groups of digits with nothing but separators between them; `plus` where a plus sign leads them."""

    groups: tuple[Group, ...]
    plus: bool


def _spelled(text: str) -> list[tuple[int, int, str]]:
    """Number words → digits: `девятьсот шестнадцать` is 916, `one two` is 1 and 2, `две семёрки` and `double 7` 77."""
    found: list[tuple[int, int, str]] = []
    size, times, begin = 0, 1, -1
    for match in _WORD.finditer(text):
        word, joined = match.group(), bool(found) and not text[found[-1][1] : match.start()].strip(" -")
        number = SIZES.get(word)
        if joined and size == 1 and word in REPEATED and found[-1][2] in ("2", "3", "4"):
            found[-1] = (found[-1][0], match.end(), str(REPEATED[word]) * int(found[-1][2]))
            size = 0
        elif number is None:
            size, times, begin = 0, TIMES.get(word, 1), match.start()
        elif joined and 2 < size > number[1]:
            value = int(found[-1][2]) + number[0]
            found[-1], size = (found[-1][0], match.end(), str(value)), number[1]
        else:
            found.append((match.start() if times == 1 else begin, match.end(), str(number[0]) * times))
            size, times = number[1], 1
    return found


@dataclass(slots=True)
class _Prepared:
    """The text with every digit in any guise as a digit; where each letter began and ended in `plain`."""

    letters: str
    starts: list[int]
    ends: list[int]
    spelled: set[int]


def _prepared(text: Text) -> _Prepared:
    plain = text.plain.translate(_CHINESE)
    ready = _Prepared("", [], [], set())
    pieces: list[str] = []
    at = 0
    for start, end, value in [*_spelled(text.shape), (len(plain), len(plain), "")]:
        pieces += [plain[at:start], value]
        ready.starts.extend(range(at, start))
        ready.ends.extend(range(at + 1, start + 1))
        ready.spelled.update(range(len(ready.starts), len(ready.starts) + len(value)))
        ready.starts.extend([start] * len(value))
        ready.ends.extend([end] * len(value))
        at = end
    ready.letters = "".join(pieces)
    return ready


_CHINESE: Final = str.maketrans({letter: str(value) for letter, value in CHINESE.items()})


_GROUP: Final = re.compile(r"\d+")
_LIKE_DIGITS: Final = re.compile(r"(?<=\d)(?:[ ()\-.]{0,2}[oоlіiı|з](?=[oоlіiı|з]{0,3}[ ()\-.]{0,2}\d)){1,4}")
"""Letters that stand for digits between digits."""
_READ_AS: Final = str.maketrans("oоlіiı|з", "00111113")
_BETWEEN: Final = re.compile(
    "[ \n\\\\\\-()+/·•*_—–‐‑−~|.=^#\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]{1,4}|, ?"
    "| ?(?:пробел|дефис|тире|черта|точка|потом|затем|then|dash|hyphen|space|dot) ?|, (?:then|потом|затем) "
)
_NO_PHONE: Final = re.compile(
    r"(?=\d)(?<!\d)(?:\d{5,12}-\d{4}(?:-\d{1,3})?(?![\d-])"  # posting and order numbers
    r"|(?<!\.)\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])|\d{4}-\d{2}-\d{2}(?!\d)"  # dates
    r"|\d{1,2}:\d{2}(?!\d)"  # times of day
    r"|\d(?:[\d ]{0,14}\d)?(?:[.,]\d{1,2})? ?(?:₽|руб|р\.|rub|cny|元|¥|usd|\$|%))"  # money
)


def _spelled_out(ready: _Prepared, plain: str, match: re.Match[str]) -> bool:
    """Whether any digit of a group was a word or a Chinese numeral."""
    return any(place in ready.spelled or plain[ready.starts[place]] in CHINESE for place in range(*match.span()))


_FEWEST: Final = 6
"""Digits without which there is no number to look for."""


def runs(text: Text) -> list[Run]:
    """Runs of digits in any guise; posting numbers, dates, times of day and sums of money are left out."""
    ready = _prepared(text)
    if len(re.findall(r"\d", ready.letters)) < _FEWEST:
        return []
    letters = _LIKE_DIGITS.sub(lambda match: match.group().translate(_READ_AS), ready.letters)
    letters = _NO_PHONE.sub(lambda match: "\0" * len(match.group()), letters)
    found: list[Run] = []
    groups: list[Group] = []
    plus, end = False, -1
    for match in _GROUP.finditer(letters):
        if groups and not _BETWEEN.fullmatch(letters, end, match.start()):
            found.append(Run(tuple(groups), plus))
            groups = []
        if not groups:
            plus = letters[max(match.start() - 2, 0) : match.start()].rstrip(" (").endswith("+")
        end = match.end()
        groups.append(
            Group(
                digits=match.group(),
                start=ready.starts[match.start()],
                end=ready.ends[end - 1],
                spelled=_spelled_out(ready, text.plain, match),
            )
        )
    if groups:
        found.append(Run(tuple(groups), plus))
    return found
