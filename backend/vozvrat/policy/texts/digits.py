"""Digits in any guise: full-width, spaced, with letters for zeros, spelled out in Russian, English or Chinese."""

import re
from dataclasses import dataclass
from typing import Final

from vozvrat.policy.texts.hits import Text, shape_of

_RU_UNITS: Final = {
    "ноль": 0, "нуль": 0, "один": 1, "одна": 1, "раз": 1, "два": 2, "две": 2, "три": 3, "четыре": 4,
    "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
}  # fmt: skip
_RU_TEENS: Final = {
    "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15,
    "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
}  # fmt: skip
_RU_TENS: Final = {
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70,
    "восемьдесят": 80, "девяносто": 90,
}  # fmt: skip
_RU_HUNDREDS: Final = {
    "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700,
    "восемьсот": 800, "девятьсот": 900,
}  # fmt: skip
_EN_UNITS: Final = {
    "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
_EN_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
                   "ninety": 90}  # fmt: skip
_ZH: Final = {
    "零": 0, "〇": 0, "一": 1, "幺": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3, "四": 4, "肆": 4, "五": 5,
    "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip

_SIZES: Final[dict[str, tuple[int, int]]] = {
    shape_of(word): (value, size)
    for size, words in (
        (1, _RU_UNITS | _EN_UNITS),
        (2, _RU_TEENS),
        (3, _RU_TENS | _EN_TENS),
        (4, _RU_HUNDREDS),
    )
    for word, value in words.items()
}
"""A number word (in its Latin shape) → its value and its size: units, teens, tens, hundreds."""

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
    """Number words → digits: `девятьсот шестнадцать` is 916, `one two` is 1 and 2."""
    found: list[tuple[int, int, str]] = []
    value, start, end, size = 0, -1, -1, 0
    for match in _WORD.finditer(text):
        number = _SIZES.get(match.group())
        joined = start >= 0 and not text[end : match.start()].strip(" -")
        if number is not None and joined and number[1] < size and size > 2:
            value, end, size = value + number[0], match.end(), number[1]
            continue
        if start >= 0:
            found.append((start, end, str(value)))
        value, start, end, size = (number[0], match.start(), match.end(), number[1]) if number else (0, -1, -1, 0)
    if start >= 0:
        found.append((start, end, str(value)))
    return found


@dataclass(slots=True)
class _Prepared:
    """The text with every digit in any guise as a digit; for each letter where it began and ended in `plain`."""

    letters: list[str]
    spans: list[tuple[int, int]]
    spelled: set[int]

    def add(self, letter: str, start: int, end: int, *, spelled: bool) -> None:
        if spelled:
            self.spelled.add(len(self.letters))
        self.letters.append(letter)
        self.spans.append((start, end))


def _prepared(text: Text) -> _Prepared:
    shape = text.shape
    ready = _Prepared([], [], set())
    at = 0
    for start, end, value in [*_spelled(shape), (len(shape), len(shape), "")]:
        for place in range(at, start):
            digit = _ZH.get(text.plain[place])
            written = text.plain[place] if digit is None else str(digit)
            ready.add(written, place, place + 1, spelled=digit is not None)
        for digit_letter in value:
            ready.add(digit_letter, start, end, spelled=True)
        at = end
    return ready


_GROUP: Final = re.compile(r"\d(?:[oоliі](?=[oоliі]{0,3}[ )-]{0,2}\d)|\d)*")
_LIKE_DIGITS: Final = str.maketrans("oоliі", "00111")
_BETWEEN: Final = re.compile(r"[ \-()+/·•*_—–‐‑−~|.]{1,3}|, ?")
_NO_PHONE: Final = re.compile(
    r"(?<!\d)\d{5,12}-\d{4}(?:-\d{1,3})?(?![\d-])"  # posting and order numbers
    r"|(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"  # dates
    r"|(?<!\d)\d{1,2}:\d{2}(?!\d)"  # times of day
    r"|(?<!\d)\d(?:[\d ]{0,14}\d)?(?:[.,]\d{1,2})? ?(?:₽|руб|р\.|rub|cny|元|¥|usd|\$|%)"  # money
)


def runs(text: Text) -> list[Run]:
    """Runs of digits in any guise; posting numbers, dates, times of day and sums of money are left out."""
    ready = _prepared(text)
    letters = _NO_PHONE.sub(lambda match: "\0" * len(match.group()), "".join(ready.letters))
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
                digits=match.group().translate(_LIKE_DIGITS),
                start=ready.spans[match.start()][0],
                end=ready.spans[end - 1][1],
                spelled=any(place in ready.spelled for place in range(match.start(), end)),
            )
        )
    if groups:
        found.append(Run(tuple(groups), plus))
    return found
