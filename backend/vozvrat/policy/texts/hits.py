"""Texts as detectors read them, and what detectors give back."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

_LOOKALIKES: Final = str.maketrans("авекмнорстухіѕјԁһԛԝґ", "abekmhopctyxisjdhqwr")
_WITHOUT_SHAPE: Final = frozenset("\u00ad\u034f\u061c\u180e\ufe0e\ufe0f\u20e3\ufeff")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text, in code points, and which case of its rule it is (a phone, a link …)."""

    start: int
    end: int
    case: str = ""


class Text:
    """One text in the forms that detectors need; each form knows where its characters stand in the original.

    `written` is compatibility-folded and lower-case, without invisible characters; `plain` has words of one alphabet
    where look-alike letters of the other were put in; `shape` is `plain` with Cyrillic letters that look Latin made
    Latin. All have the same length, so one map serves them. `length` is that of the whole text where `original` is
    its beginning alone.
    """

    def __init__(self, original: str, *, length: int | None = None) -> None:
        self.original = original
        self.length = len(original) if length is None else length
        letters: list[str] = []
        places: list[int] = []
        pictures = {place for match in _PICTURE_IN_WORD.finditer(original) for place in range(*match.span())}
        for place, letter in enumerate(original):
            if place in pictures:
                continue
            if unicodedata.combining(letter) and letters:
                letters[-1] = _composed(letters[-1], letter)
                continue
            folded = _folded(letter)
            if not folded:
                continue
            letters.append(folded)
            places.extend([place] * len(folded))
        self.written = "".join(letters)
        self.plain = _MIXED.sub(_unmixed, self.written)
        self._places = places

    @cached_property
    def shape(self) -> str:
        return shape_of(self.plain)

    def hit(self, start: int, end: int, case: str = "") -> Hit:
        """A hit at a place of `plain` or `shape`, told in code points of the original; `end` is exclusive."""
        first = self._places[start]
        last = self._places[max(end - 1, start)] + 1
        while last < len(self.original) and (
            _invisible(self.original[last]) or unicodedata.combining(self.original[last])
        ):
            last += 1
        return Hit(first, last, case)

    def clause(self, place: int) -> tuple[int, int]:
        """Where the clause around a place of `plain` begins and ends: between commas, stops and line breaks."""
        return self._between(self._clause_ends, place)

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place of `plain` begins and ends; at most `REACH` away from it."""
        return self._between(self._sentence_ends, place)

    def _between(self, stops: list[int], place: int) -> tuple[int, int]:
        after = bisect_left(stops, place)
        begin = stops[after - 1] + 1 if after else 0
        end = stops[after] if after < len(stops) else len(self.plain)
        return max(begin, place - REACH), min(end, place + REACH)

    @cached_property
    def _clause_ends(self) -> list[int]:
        return [match.start() for match in _CLAUSE_END.finditer(self.plain)]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.start() for match in _SENTENCE_END.finditer(self.plain)]


ENOUGH: Final = 20
"""Places of one kind that are told; a text with more is not read on for them."""
REACH: Final = 240
"""Code points that a sentence is read to either side: what stands farther away says nothing of a place."""

_MIXED: Final = re.compile(r"(?<![a-zа-я0-9])(?=[а-я0-9]*[a-z0-9])(?=[a-z0-9]*[а-я])[a-zа-я0-9]{3,}")
"""A word of Cyrillic and Latin letters or digits."""
_AS_CYRILLIC: Final = str.maketrans("abcehkmoptxyu03", "авсенкмортхуиоз")
_AS_LATIN: Final = str.maketrans("авсенкмортхуо", "abcehkmoptxyo")
_DIGITS: Final = str.maketrans("", "", "0123456789")


def _unmixed(match: re.Match[str]) -> str:
    """A mixed word in one alphabet where its other letters only look the part, else as it is."""
    word = match.group()
    letters = word.translate(_DIGITS)
    latin = sum(letter < "\x80" for letter in letters)
    if not latin and not ("0" in word[:-1] or "3" in word[:-1]):
        return word
    target = word.translate(_AS_CYRILLIC) if latin * 2 <= len(letters) else word.translate(_AS_LATIN)
    pure = all(letter > "\x80" for letter in target) or target.isascii()
    return target if pure else word


_PICTURE_IN_WORD: Final = re.compile(
    "(?<=[\u4e00-\u9fff])[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]+(?=[\u4e00-\u9fff])"
)
"""Pictures put between two Chinese characters, where they only hide a word from a reader like this one."""


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """What `plain` has for a letter: nothing for an invisible one, one letter as a rule, several for a ligature."""
    if _invisible(letter):
        return ""
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    folded = unicodedata.normalize("NFKC", letter).lower()
    return "".join("е" if part == "ё" else " " if part.isspace() and part != "\n" else part for part in folded)


def _composed(letter: str, mark: str) -> str:
    """A letter with a mark that makes it another letter (и and ̆ are й); any other mark only decorates it."""
    composed = unicodedata.normalize("NFC", letter + mark)
    return letter if len(composed) > len(letter) else _folded(composed)


def _invisible(letter: str) -> bool:
    return letter in _WITHOUT_SHAPE or unicodedata.category(letter) == "Cf"


_CLAUSE_END: Final = re.compile(r"[,;\n、。!?]|[.:] | [-—–] ")
_SENTENCE_END: Final = re.compile(r"[\n。!?]|\. ")


def shape_of(text: str) -> str:
    """A lower-case text with Cyrillic letters that look Latin made Latin; patterns are folded the same way."""
    return text.translate(_LOOKALIKES)


def apart(hits: list[Hit]) -> list[Hit]:
    """Hits in order, those that overlap made one; the first one's case stays."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            kept[-1] = Hit(kept[-1].start, max(kept[-1].end, hit.end), kept[-1].case)
        else:
            kept.append(hit)
    return kept
