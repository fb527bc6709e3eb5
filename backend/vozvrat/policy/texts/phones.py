"""Phone and card numbers, told from the numbers that may stand in a message: orders, tracks, serials, SKUs."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from vozvrat.policy.texts.digits import Group, Run, runs
from vozvrat.policy.texts.hits import Hit, Text
from vozvrat.policy.texts.patterns import pattern

_NAMED: Final = pattern("named")
_CALLS: Final = pattern("calls")
_ASKED_TO_CALL: Final = pattern("asked_to_call")
_CARD: Final = pattern("card")
_COUNTRIES_OF_TWELVE: Final = ("375", "380", "998", "996", "992", "993", "994")


def numbers(text: Text) -> list[Hit]:
    """CHT-04: phone numbers and bank cards."""
    hits: list[Hit] = []
    calls = _CALLS.search(text.plain) is not None
    for run in runs(text):
        taken = -1
        for first, last in _stretches(run):
            groups = run.groups[first : last + 1]
            if groups[0].start < taken:
                continue
            case = _case(text, groups, plus=run.plus and first == 0, calls=calls)
            if case is not None:
                hits.append(text.hit(groups[0].start, groups[-1].end, case))
                taken = groups[-1].end
    return hits


def _stretches(run: Run) -> Iterator[tuple[int, int]]:
    """Neighbouring groups that together have as many digits as a phone or a card has, longest first."""
    lengths = [len(group.digits) for group in run.groups]
    for first in range(len(lengths)):
        found = [(sum(lengths[first : last + 1]), last) for last in range(first, min(first + 16, len(lengths)))]
        for length, last in sorted(found, reverse=True):
            if 7 <= length <= 16:
                yield first, last


def _case(text: Text, groups: tuple[Group, ...], *, plus: bool, calls: bool) -> str | None:
    digits = "".join(group.digits for group in groups)
    spelled = sum(group.spelled for group in groups) >= 3 or (groups[0].spelled and len(digits) >= 10)
    if not (plus or spelled or len(digits) == 16 or _shaped(digits, calls=calls)):
        return None
    start, end = groups[0].start, groups[-1].end
    before = text.plain[max(start - 48, 0) : start]
    asked = _ASKED_TO_CALL.search(before) is not None
    if (not plus and _NAMED.search(before)) or (_touches_letters(text.plain, start, end) and not asked):
        return None
    if not plus and (_DATE.fullmatch(text.plain, start, end) or _COUNTED.match(text.plain, end)):
        return None
    if len(digits) == 16:
        return "payment" if _is_card(digits, groups, before) else None
    if plus or spelled:
        return "phone" if len(digits) >= (10 if plus else 7) else None
    return "phone" if _is_phone(digits, len(groups), asked=asked) else None


_DATE: Final = re.compile(r"(?:[0-3]?\d[./-][01]?\d[./-]20\d\d|20\d\d[./-][01]?\d[./-][0-3]?\d)")
_COUNTED: Final = re.compile(r"\s*(?:卢布|元|руб|₽|сум(?!к)|тенге|юан|rub\b|cny\b|usd\b|[€$¥])")
"""What follows a sum of money."""


def _shaped(digits: str, *, calls: bool) -> bool:
    """Whether digits could be a phone at all; asked first, because it costs least."""
    length = len(digits)
    if length in (7, 8):
        return calls
    if length == 10:
        return digits[0] in "9348"
    if length in (11, 13):
        return _SHAPE.match(digits) is not None
    return length == 12 and digits.startswith(_COUNTRIES_OF_TWELVE)


_SHAPE: Final = re.compile(r"[78][3489]\d{9}$|(?:86)?1[3-9]\d{9}$")


def _is_phone(digits: str, groups: int, *, asked: bool) -> bool:
    length = len(digits)
    if length == 11 and digits[0] in "78":
        return digits[1] in "3489" and _valid(f"+7{digits[1:]}", lenient=asked or digits[1] in "89")
    if length == 11 or (length == 13 and digits.startswith("86")):
        return re.fullmatch(r"(?:86)?1[3-9]\d{9}", digits) is not None
    if length == 10 and digits[0] == "9":
        return True
    if length == 10:
        return asked and digits[0] in "348"
    if length == 12:
        return digits.startswith(_COUNTRIES_OF_TWELVE) and (asked or groups > 2)
    return length in (7, 8) and asked


def _valid(number: str, *, lenient: bool) -> bool:
    if lenient:
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _touches_letters(plain: str, start: int, end: int) -> bool:
    """Whether Latin letters hold on to the digits, as in RB123456789CN: a code, no phone."""
    before = plain[start - 1 : start]
    after = plain[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())


def _is_card(digits: str, groups: tuple[Group, ...], before: str) -> bool:
    grouped = [len(group.digits) for group in groups] == [4, 4, 4, 4]
    return _luhn(digits) and (grouped or _CARD.search(before) is not None)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
