"""Number words in Russian (also declined, and as nouns like `восьмёрка`), English and Chinese."""

from typing import Final

from vozvrat.policy.texts.hits import shape_of

_RU_UNITS: Final = {
    0: "ноль нуль ноля нуля нолю нулю нолик нолика зеро",
    1: "один одна одного одной одну одно единица единицу единицы раз единичка",
    2: "два две двух двум двойка двойку двоечка",
    3: "три трех трем тройка тройку троечка",
    4: "четыре четырех четырем четверка четверку",
    5: "пять пяти пятерка пятерку",
    6: "шесть шести шестерка шестерку",
    7: "семь семи семерка семерку",
    8: "восемь восьми восьмерка восьмерку",
    9: "девять девяти девятка девятку",
}
_RU_TEENS: Final = {
    10: "десять десяти", 11: "одиннадцать одиннадцати", 12: "двенадцать двенадцати", 13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати", 15: "пятнадцать пятнадцати", 16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати", 18: "восемнадцать восемнадцати", 19: "девятнадцать девятнадцати",
}  # fmt: skip
_RU_TENS: Final = {
    20: "двадцать двадцати", 30: "тридцать тридцати", 40: "сорок сорока", 50: "пятьдесят пятидесяти",
    60: "шестьдесят шестидесяти", 70: "семьдесят семидесяти", 80: "восемьдесят восьмидесяти", 90: "девяносто девяноста",
}  # fmt: skip
_RU_HUNDREDS: Final = {
    100: "сто ста", 200: "двести двухсот", 300: "триста трехсот", 400: "четыреста четырехсот", 500: "пятьсот пятисот",
    600: "шестьсот шестисот", 700: "семьсот семисот", 800: "восемьсот восьмисот", 900: "девятьсот девятисот",
}  # fmt: skip
_EN_UNITS: Final = {
    0: "zero oh nought", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine",
}  # fmt: skip
_EN_TEENS: Final = {
    10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
    17: "seventeen", 18: "eighteen", 19: "nineteen",
}  # fmt: skip
_EN_TENS: Final = {
    20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
}  # fmt: skip

SIZES: Final[dict[str, tuple[int, int]]] = {
    shape_of(word): (value, size)
    for size, table in (
        (1, _RU_UNITS), (1, _EN_UNITS), (2, _RU_TEENS), (2, _EN_TEENS), (3, _RU_TENS), (3, _EN_TENS), (4, _RU_HUNDREDS),
    )
    for value, words in table.items()
    for word in words.split()
}  # fmt: skip
"""A number word (in its Latin shape) → its value and its size: units, teens, tens, hundreds."""

REPEATED: Final = {
    shape_of(word): value
    for value, words in enumerate(
        ("нуля нулей ноля нолика", "единицы единички", "двойки", "тройки", "четверки", "пятерки", "шестерки", "семерки",
         "восьмерки", "девятки")
    )
    for word in words.split()
}  # fmt: skip
"""A figure in the plural, after a number that says how often it stands: `две семёрки`."""

TIMES: Final = {shape_of(word): times for word, times in (("double", 2), ("triple", 3), ("дважды", 2), ("трижды", 3))}

CHINESE: Final = {
    letter: value
    for value, letters in enumerate(
        ("零〇洞", "一幺壹妖", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
    )
    for letter in letters
}  # fmt: skip
