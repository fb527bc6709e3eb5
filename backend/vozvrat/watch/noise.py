"""Lines of a page that are of the moment: counters, and the date and time of the look itself."""

import re
from typing import Final

_MONTH: Final = (
    r"(?:январ\w+|феврал\w+|март\w*|апрел\w+|ма[йя]|июн\w+|июл\w+|август\w*|сентябр\w+|октябр\w+|ноябр\w+|декабр\w+|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\.?"
)
_DAY: Final = (
    rf"(?:\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}|\d{{1,2}} {_MONTH},?(?: \d{{4}}(?: ?г(?:\.|ода)?)?)?|"
    rf"{_MONTH} \d{{1,2}},?(?: \d{{4}})?|\d{{4}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日)"
)
_TIME: Final = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)"
_ZONE: Final = r"(?: ?(?:Z|UTC|GMT|MSK|МСК|[AP]M)?(?: ?[+-]\d{1,2}:?\d{0,2})?)"
_NOW: Final = (
    r"(?:(?:it is|today is|today|now|current (?:date|time)|page (?:generated|loaded)|generated|loaded|сегодня|сейчас|"
    r"текущ\w+ (?:дата|время)|страница (?:создана|загружена)|今天|现在|当前时间|今日)(?: at| on| is| в)?)"
)
_WEEKDAY: Final = r"(?:(?:пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun|星期|周)\w*\.?,? ?)?"
_ALONE: Final = re.compile(rf"{_WEEKDAY}(?:{_DAY}|{_TIME})(?:[T ,в]+{_TIME})?{_ZONE}\.?", re.IGNORECASE)
_MOMENT: Final = re.compile(rf"{_WEEKDAY}(?:{_DAY}[T ,в]+{_TIME}|\d{{1,2}}:\d{{2}}:\d{{2}}){_ZONE}\.?", re.IGNORECASE)
_TODAY: Final = re.compile(
    rf"{_NOW}[:：,–— ]*{_WEEKDAY}(?:{_DAY})?(?:[T ,в]*{_TIME})?{_ZONE}\.?|"
    r"\d+ ?(?:секунд\w*|минут\w*|час\w*|seconds?|minutes?|hours?|days?|дн\w+|день) (?:назад|ago)|"
    r"\d+ ?(?:秒|分钟|小时|天)前",
    re.IGNORECASE,
)
_COUNTED: Final = (
    r"(?:просмотр\w*|прочтен\w*|прочита\w+|комментари\w*|лайк\w*|голос\w*|посетител\w*|сейчас на сайте|онлайн|views?|"
    r"reads?|comments?|likes?|votes?|visitors?|online|shares?|阅读量?|浏览量?|浏览次数|点击量?|评论|点赞|人气|访问量)"
)
_NUMBER: Final = r"\d[\d  .,]*(?:[kкmм万])?"
_COUNTER: Final = re.compile(
    rf"(?:{_COUNTED}(?: (?:страницы|online|now))?[:：(– ]*{_NUMBER}\)?|{_NUMBER} ?(?:次|人)?{_COUNTED})\.?",
    re.IGNORECASE,
)


def passing(line: str) -> bool:
    """Whether a line is nothing but a counter, or says what day or time it is now."""
    return any(each.fullmatch(line) for each in (_COUNTER, _TODAY, _MOMENT))


def a_date_alone(line: str) -> bool:
    """Whether a line is nothing but a date or a time: a byline where it stands in no sentence, item or table."""
    return _ALONE.fullmatch(line) is not None
