"""Why a page that rules rest on is not read, in words."""

from collections.abc import Mapping
from typing import Final

from vozvrat.domain.locale import Locale, Words, say

_PROBLEMS: Final[Mapping[str, Words]] = {
    "no_address": {
        "en": "This names a source and is no address that could be opened.",
        "ru": "Это название источника, а не адрес, который можно открыть.",
        "zh-CN": "这是来源名称，不是可以打开的地址。",
    },
    "no_page": {
        "en": "The address names a whole site and no page of it.",
        "ru": "Адрес указывает на сайт целиком, а не на страницу.",
        "zh-CN": "该地址指向整个网站，而不是某个页面。",
    },
    "not_https": {
        "en": "Only pages behind https:// are read.",
        "ru": "Читаются только страницы по https://.",
        "zh-CN": "只读取 https:// 页面。",
    },
    "private": {
        "en": "The address leads into a private network; such pages are never read.",
        "ru": "Адрес ведёт в частную сеть; такие страницы не читаются.",
        "zh-CN": "该地址指向内部网络，此类页面不会读取。",
    },
    "not_found": {
        "en": "The page is gone; the site answers that there is none.",
        "ru": "Страницы больше нет: сайт отвечает, что не нашёл её.",
        "zh-CN": "页面已不存在，网站提示找不到。",
    },
    "refused": {
        "en": "The site refuses to show the page to programs; open it in the browser.",
        "ru": "Сайт не показывает страницу программам; откройте её в браузере.",
        "zh-CN": "网站拒绝程序访问；请用浏览器打开。",
    },
    "robot": {
        "en": "The site shows a check for robots instead of the page; open it in the browser.",
        "ru": "Вместо страницы сайт показывает проверку на робота; откройте её в браузере.",
        "zh-CN": "网站显示的是人机验证而非页面；请用浏览器打开。",
    },
    "short": {
        "en": "The page holds hardly any text; open it in the browser.",
        "ru": "На странице почти нет текста; откройте её в браузере.",
        "zh-CN": "页面几乎没有文字；请用浏览器打开。",
    },
    "timeout": {
        "en": "The site did not answer within 10 seconds.",
        "ru": "Сайт не ответил за 10 секунд.",
        "zh-CN": "网站未在 10 秒内响应。",
    },
    "too_large": {
        "en": "The page is too large and was not read (2 MB at most).",
        "ru": "Страница слишком большая и не прочитана (предел 2 МБ).",
        "zh-CN": "页面过大，未读取（上限 2 MB）。",
    },
    "not_text": {
        "en": "What lies at the address is no text that could be compared.",
        "ru": "По этому адресу не текст, сравнивать нечего.",
        "zh-CN": "该地址的内容不是可比较的文本。",
    },
    "tls": {
        "en": "The site's certificate does not hold, so the page was not read.",
        "ru": "Сертификат сайта не подтверждается, страница не прочитана.",
        "zh-CN": "网站证书无效，未读取页面。",
    },
    "redirect": {
        "en": "The page sends on to an address that is not followed.",
        "ru": "Страница перенаправляет туда, куда переход не выполняется.",
        "zh-CN": "页面跳转到不予访问的地址。",
    },
    "unknown_host": {
        "en": "There is no site of this name, or it cannot be found from here.",
        "ru": "Сайта с таким именем нет, или отсюда его не найти.",
        "zh-CN": "没有此名称的网站，或从这里无法找到。",
    },
    "unreachable": {
        "en": "The site cannot be reached.",
        "ru": "Сайт недоступен.",
        "zh-CN": "无法连接网站。",
    },
    "status": {
        "en": "The site answered with status {detail} instead of the page.",
        "ru": "Вместо страницы сайт ответил кодом {detail}.",
        "zh-CN": "网站未返回页面，状态码 {detail}。",
    },
}


def problem(code: str, locale: Locale) -> str:
    """One sentence for a code such as `not_found` or `status:500`."""
    name, _, detail = code.partition(":")
    return say(_PROBLEMS.get(name, _PROBLEMS["unreachable"]), locale).format(detail=detail)
