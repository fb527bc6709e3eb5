"""How long the check of one text takes. Run it: python -m tests.benchmarks.text_speed

Milliseconds for one `policy.texts.check`, the median of many rounds: messages of 1,000 characters as people write
them, then texts made to be slow, of 1,000 characters with the promise and of 10,000 (all that is read) without.
"""

import statistics
import timeit

from tests.benchmarks.figures import Figure, end_tidily, show
from vozvrat import policy

LENGTH, LONGEST, LIMIT, ROUNDS = 1_000, 10_000, 5.0, 15
MESSAGES = {
    "Russian": "Здравствуйте! По заказу 58544282-0057-1 товар отправлен, трек 80110482736452. Если он не подойдёт, "
    "оформите возврат в личном кабинете Ozon: Заказы, затем Вернуть товар. Приложите фото упаковки. ",
    "Chinese": "您好，订单 58544282-0057-1 已发货，运单号 80110482736452。如商品不合适，"
    "请在 Ozon 个人中心的订单页面申请退货，并上传包装和商品照片，我们会在 24 小时内处理。",
    "English": "Hello, order 58544282-0057-1 is on its way, tracking number 80110482736452. If it does not fit, "
    "ask for a return in your Ozon account under Orders and add photos of the box; we answer within a day. ",
    "forbidden": "Напишите в телеграм @seller_shop или +7 (916) 123-45-67, почта shop@mail.ru, отмените заказ и "
    "поставьте 5 звёзд, вернём 200 рублей на карту 4276 3800 1234 5678!!! 加微信 wx_12345 ",
}
NASTY = {
    "digits": "8 9 1 6 - 1 2 3 4 5 ",
    "one long number": "8",
    "digits spelled out": "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь ",
    "full-width digits": "８９１６１２３４５６７ ８ ９ １ ６ ",
    "dots": "a.b.",
    "addresses without end": "a@a.a@a.",
    "slashes": "http://ozon.ru/",
    "собака точка": "собака точка ",
    "handles": "@a_b ",
    "look-alikes": "тeлeгpaм вaтсaп ",
    "spaces": " ",
    "one letter": "а",
    "accents": "а́",
    "capitals": "СРОЧНО!!! ",
    "Chinese digits": "一三八一二三四五六七八",
    "a phone again and again": "8 916 ",
    "cancelling again and again": "отменить заказ, ",
    "emoji": "👩‍👩‍👧‍👦🔥",
}


def measure() -> list[Figure]:
    """Every text at 1,000 characters, and the slowest of the nasty ones at 10,000."""
    nasty = {name: median(filled(part, LENGTH)) for name, part in NASTY.items()}
    longest = {name: median(filled(part, LONGEST)) for name, part in NASTY.items()}
    slow, slower = max(nasty, key=nasty.__getitem__), max(longest, key=longest.__getitem__)
    return [
        *(
            Figure(f"{LENGTH:,} characters, {name}", median(filled(part, LENGTH)), "ms", LIMIT)
            for name, part in MESSAGES.items()
        ),
        Figure(f"{LENGTH:,} characters, the slowest of {len(NASTY)} nasty texts ({slow})", nasty[slow], "ms", LIMIT),
        Figure(f"{LONGEST:,} characters, the slowest of them ({slower})", longest[slower], "ms"),
    ]


def filled(part: str, length: int) -> str:
    """A text of so many code points."""
    return (part * (length // len(part) + 1))[:length]


def median(text: str) -> float:
    """The median time of one check, in milliseconds."""
    policy.texts.check(text)
    return statistics.median(timeit.timeit(lambda: policy.texts.check(text), number=1) for _ in range(ROUNDS)) * 1e3


if __name__ == "__main__":
    end_tidily()
    show("The text check", measure())
