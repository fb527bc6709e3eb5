"""Phone and card numbers, told from the numbers that may stand in a message: orders, tracks, serials, SKUs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final

import phonenumbers

from vozvrat.policy.texts.digits import Group, Run, runs
from vozvrat.policy.texts.hits import ENOUGH, Hit, Text
from vozvrat.policy.texts.patterns import pattern, words

_NAMED: Final = words("named")
_NAMED_ON: Final = pattern("named_on")
_CALLS: Final = words("calls")
_CARD: Final = pattern("card")
_COUNTRIES_OF_TWELVE: Final = ("375", "380", "998", "996", "992", "993", "994", "995")
_NEAR: Final = 25
"""Code points between a word like `call` and the number it speaks of."""


class _Around:
    """The words of a text that tell what the numbers beside them are, found once."""

    def __init__(self, text: Text) -> None:
        self._plain = text.plain
        self._calls = sorted(match.end() for match in _CALLS.finditer(text.plain))
        self.calls = bool(self._calls)

    @cached_property
    def _named(self) -> set[int]:
        return {_named_up_to(self._plain, match.end()) for match in _NAMED.finditer(self._plain)}

    def asked(self, start: int) -> bool:
        """Whether somebody is asked to call, right before `start`."""
        place = bisect_left(self._calls, start + 1) - 1
        return (
            place >= 0 and start - self._calls[place] <= _NEAR and "\n" not in self._plain[self._calls[place] : start]
        )

    def named(self, start: int) -> bool:
        """Whether the number at `start` is named as an order, a track, a serial number …"""
        return start in self._named


def _named_up_to(plain: str, end: int) -> int:
    match = _NAMED_ON.match(plain, end)
    return match.end() if match else end


def numbers(text: Text) -> list[Hit]:
    """CHT-04: phone numbers and bank cards."""
    found = runs(text)
    if not found:
        return []
    hits: list[Hit] = []
    around = _Around(text)
    for run in found:
        if len(hits) >= ENOUGH:
            break
        taken = -1
        for first, last in _stretches(run, around):
            groups = run.groups[first : last + 1]
            if groups[0].start < taken:
                continue
            if len(hits) >= ENOUGH:
                break
            case = _case(text, groups, plus=run.plus and first == 0, around=around)
            if case is not None:
                hits.append(text.hit(groups[0].start, groups[-1].end, case))
                taken = groups[-1].end
    return hits


_BEGINNING: Final = re.compile(r"[78][34789]|1[3-9]|86|00|80|0[1-9]|9|37")
"""How a number begins that may be a phone or a card where nobody asks for a call."""


def _stretches(run: Run, around: _Around) -> Iterator[tuple[int, int]]:
    """Neighbouring groups that together have as many digits as a phone or a card has, longest first."""
    lengths = tuple(len(group.digits) for group in run.groups)
    some_spelled = any(group.spelled for group in run.groups)
    digits, place = "".join(group.digits for group in run.groups), 0
    for first, length in enumerate(lengths):
        start, place = place, place + length
        group = run.groups[first]
        likely = _BEGINNING.match(digits, start) or (length >= _AREA and digits[start] in "2345689")
        wanted = (run.plus and first == 0) or group.spelled or around.asked(group.start)
        if not (likely or wanted):
            continue
        total = 0
        fitting: list[tuple[int, int]] = []
        for last in range(first, min(first + 16, len(lengths))):
            total += lengths[last]
            if total > _LONGEST:
                break
            if total >= _SHORTEST:
                fitting.append((last, total))
        for last, total in reversed(fitting):
            if wanted or some_spelled or _possible(digits[start : start + total], lengths[first : last + 1]):
                yield first, last


_AREA: Final = 3
"""Digits of an area's code; a card begins with more."""
_SHORTEST: Final = 6
_LONGEST: Final = 18


def _case(text: Text, groups: tuple[Group, ...], *, plus: bool, around: _Around) -> str | None:
    digits = "".join(group.digits for group in groups)
    spelled = sum(group.spelled for group in groups) >= 3 or (groups[0].spelled and len(digits) >= 10)
    shape = tuple(len(group.digits) for group in groups)
    start, end = groups[0].start, groups[-1].end
    asked = around.asked(start)
    if not (plus or spelled or len(digits) >= 16 or asked or _shaped(digits, shape)):
        return None
    if (around.named(start) and not plus and not _grouped_like_a_phone(digits, shape)) or (
        _touches_letters(text.plain, start, end) and not asked
    ):
        return None
    if not plus and (_DATE.fullmatch(text.plain, start, end) or _COUNTED.match(text.plain, end)):
        return None
    if len(digits) >= 16:
        return "payment" if _is_card(digits, shape, text.plain[max(start - 48, 0) : start]) else None
    if plus or spelled:
        return "phone" if len(digits) >= (9 if plus else 7) else None
    return "phone" if _is_phone(digits, shape, asked=asked) else None


def _grouped_like_a_phone(digits: str, shape: tuple[int, ...]) -> bool:
    """Whether digits are put in groups as only phone numbers are, whatever word stands before them."""
    return shape in ((1, 3, 3, 2, 2), (1, 3, 3, 4)) and _RUSSIAN.fullmatch(digits) is not None


_DATE: Final = re.compile(r"(?:[0-3]?\d[./-][01]?\d[./-]20\d\d|20\d\d[./-][01]?\d[./-][0-3]?\d)")
_COUNTED: Final = re.compile(
    r"\s*(?:卢布|元|块|руб|₽|р\.|сум(?!к)|тенге|тг\b|драм|юан|rub\b|cny\b|usd\b|yuan|roubl|[€$¥%]|шт|мм\b|см\b|кг\b|г\b|мг\b|мл\b"
    r"|mm\b|cm\b|kg\b|mah\b|мач)"
)
"""What follows a sum of money, a quantity or a measure."""
_RUSSIAN: Final = re.compile(r"[78][34789]\d{9}")
_CHINESE_MOBILE: Final = re.compile(r"(?:0?0?86)?1[3-9]\d{9}")
_ABROAD: Final = re.compile(r"00(?:7\d{10}|86\d{10,11}|375\d{9}|998\d{9}|[1-9]\d{9,12})")
_BELARUS_AT_HOME: Final = re.compile(r"80(?:29|33|44|25|17)\d{7}")
_CHINESE_OFFICE: Final = re.compile(r"0(?:10|2\d|[3-9]\d{2})\d{7,8}")
_BELARUS_MOBILE: Final = re.compile(r"0(?:29|33|44|25)\d{7}")
_FREE_CALL: Final = re.compile(r"(?:400|800)\d{7}")
_GROUPED_TEN: Final = frozenset({(3, 3, 2, 2), (3, 3, 4), (3, 7), (3, 2, 2, 3), (3, 3, 1, 3), (3, 4, 3)})


@lru_cache(maxsize=4096)
def _shaped(digits: str, shape: tuple[int, ...]) -> bool:
    """Whether digits could be a phone at all where nobody speaks of calling; asked first, because it costs least."""
    length = len(digits)
    if length == 10:
        return digits[0] in "90" or (shape in _GROUPED_TEN and digits[0] in "348")
    if length == 12:
        return digits.startswith(_COUNTRIES_OF_TWELVE) or _CHINESE_OFFICE.fullmatch(digits) is not None
    return any(
        form.fullmatch(digits) for form in (_RUSSIAN, _CHINESE_MOBILE, _ABROAD, _BELARUS_AT_HOME, _CHINESE_OFFICE)
    )


@lru_cache(maxsize=4096)
def _possible(digits: str, shape: tuple[int, ...]) -> bool:
    """Whether digits could be a card or a phone of which nobody speaks."""
    return _luhn(digits) if len(digits) >= 16 else _shaped(digits, shape)


def _is_phone(digits: str, shape: tuple[int, ...], *, asked: bool) -> bool:
    length, groups = len(digits), len(shape)
    if asked:
        return _SHORTEST <= length <= 13 and (length > _SHORTEST or groups > 1)
    return (
        _CHINESE_MOBILE.fullmatch(digits) is not None
        or (_RUSSIAN.fullmatch(digits) is not None and (digits[1] in "89" or _valid(f"+7{digits[1:]}")))
        or (_BELARUS_AT_HOME.fullmatch(digits) is not None and groups > 2)
        or (_BELARUS_MOBILE.fullmatch(digits) is not None and groups > 2)
        or (_CHINESE_OFFICE.fullmatch(digits) is not None and shape[0] in (3, 4) and 2 <= groups <= 3)
        or (_ABROAD.fullmatch(digits) is not None and shape[0] <= 5 and _valid(f"+{digits[2:]}"))
        or (length == 10 and digits[0] == "9")
        or (_FREE_CALL.fullmatch(digits) is not None and groups > 1)
        or (length == 12 and digits.startswith(_COUNTRIES_OF_TWELVE) and groups > 2)
    )


@lru_cache(maxsize=4096)
def _valid(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _touches_letters(plain: str, start: int, end: int) -> bool:
    """Whether Latin letters hold on to the digits, as in RB123456789CN: a code, no phone."""
    before = plain[start - 1 : start]
    after = plain[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())


def _is_card(digits: str, shape: tuple[int, ...], before: str) -> bool:
    grouped = shape in ((4, 4, 4, 4), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 13))
    return _luhn(digits) and (grouped or _CARD.search(before) is not None)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
