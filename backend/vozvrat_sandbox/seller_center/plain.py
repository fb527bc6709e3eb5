"""The two pages that are no application: signing in, and being turned away.

The blocked page carries a number that looks like a posting: nothing may be looked up there.
"""

from collections.abc import Mapping, Sequence
from html import escape


def unfinished(missing: Sequence[str]) -> str:
    """Said instead of an empty page where set-up has not copied the libraries."""
    return (
        f'<main class="k-gate"><div class="k-gatebox"><p>{escape(", ".join(missing))}: run make setup</p></div></main>'
    )


def sign_in(words: Mapping[str, str]) -> str:
    """The page an expired session ends on."""
    said = {name: escape(text) for name, text in words.items()}
    return (
        '<mounting-point name="@seller-ui/registration" data-widget="@seller-ui/registration">'
        '<main class="k-gate"><div class="k-gatebox">'
        f"<h1>{said['signin.title']}</h1><p>{said['signin.text']}</p>"
        f'<label for="baseInput___1">{said["signin.phone"]}</label>'
        '<input class="k-input" id="baseInput___1" type="tel" autocomplete="off" placeholder="+7 900 000-00-00">'
        f'<button class="k-primary" type="button">{said["signin.go"]}</button>'
        "</div></main></mounting-point>"
    )


def blocked(words: Mapping[str, str]) -> str:
    """The page that stands where the cabinet does not want an automaton."""
    said = {name: escape(text) for name, text in words.items()}
    return (
        '<main class="k-gate"><div class="k-gatebox">'
        '<img src="/abt-challenge/incidents/shield.svg" alt="" width="64" height="64">'
        f"<h1>{said['block.title']}</h1><p>{said['block.text']}</p>"
        f"<p>{said['block.incident']} 58544282-0057-1</p>"
        '<p id="fab_chlg_20261124"></p>'
        "</div></main>"
    )
