"""The one HTML page that every route of the cabinet answers with, and the policy it is served under.

Class names are drawn anew for every answer, in style and script alike, as the real cabinet's change with
every build: whoever looks for a class name here finds it once.
"""

import json
import random
import re
import secrets
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOM = Path(__file__).parent
LANGUAGES = ("ru", "zh-Hans", "en")
_CLASS = re.compile(r"\.k-([a-z0-9-]+)")

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/seller-static/media/icon.svg">
<style nonce="{nonce}">{style}</style>
</head>
<body>
{body}
<script nonce="{nonce}">window.__MODULE_STATE__={{}};window.__INITIAL_STATE__={state};</script>
{scripts}
</body>
</html>
"""
_APP = '<div id="app"></div>\n<div id="ods-window-target-container"></div>'
# Both libraries call themselves Vue: the newer one steps aside before the older one comes.
_SCRIPTS = """<script src="/seller-static/vendor/vue3.runtime.js"></script>
<script nonce="{nonce}">window.Vue3=window.Vue;</script>
<script src="/seller-static/vendor/vue2.runtime.js"></script>
<script type="module" src="/seller-static/app/main.js"></script>"""


def policy(nonce: str) -> str:
    """The Content-Security-Policy of every page: own scripts only, no eval, no HTML from strings."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "frame-ancestors 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types vue",
        )
    )


def nonce() -> str:
    """One per answer."""
    return secrets.token_urlsafe(16)


@cache
def words(lang: str) -> Mapping[str, str]:
    """Every label of the cabinet in one language."""
    loaded: dict[str, str] = json.loads((ROOM / "words" / f"{lang}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _style() -> str:
    return (ROOM / "style.css").read_text(encoding="utf-8")


def _class_names(chance: random.Random) -> dict[str, str]:
    """A fresh name for every class of the style sheet, shaped like the ones a bundler makes."""
    letters = string.ascii_lowercase
    module = f"{chance.choice(letters)}{chance.choice(letters)}{chance.randint(100, 9999)}"
    names: dict[str, str] = {}
    taken: set[str] = set()
    for plain in sorted(set(_CLASS.findall(_style()))):
        while (name := f"{module}-{chance.choice(letters)}{chance.randint(0, 999)}") in taken:
            continue
        taken.add(name)
        names[plain] = name
    return names


def page(*, lang: str, nonce: str, state: Mapping[str, object], title: str, body: str | None = None) -> str:
    """The shell in one language. `body` replaces the application on pages that are plain HTML."""
    names = _class_names(random.SystemRandom())
    shown = {**state, "classes": names, "words": words(lang), "lang": lang}
    return _PAGE.format(
        lang=lang,
        title=title,
        nonce=nonce,
        style=_rename(_style(), names),
        body=_APP if body is None else _rename_attributes(body, names),
        state=json.dumps(shown, ensure_ascii=False).replace("<", "\\u003c"),
        scripts=_SCRIPTS.format(nonce=nonce) if body is None else "",
    )


def _rename(style: str, names: Mapping[str, str]) -> str:
    return _CLASS.sub(lambda found: f".{names[found[1]]}", style)


def _rename_attributes(body: str, names: Mapping[str, str]) -> str:
    return re.sub(r'class="k-([a-z0-9-]+)"', lambda found: f'class="{names[found[1]]}"', body)
