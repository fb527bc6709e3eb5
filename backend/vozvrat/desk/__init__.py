"""What the seller looks at: badges, cards, checks, lists, replies. Reads only, and asks `sync` for what is missing."""

from vozvrat.desk.badges import look_up
from vozvrat.desk.cards import card
from vozvrat.desk.checks import Verdict, check, check_text
from vozvrat.desk.lists import Due, cancellations, due, one_cancellation, one_return, orders, returns
from vozvrat.desk.model import Scope
from vozvrat.desk.replies import Offer, render, suggest, template, templates
from vozvrat.desk.rulebook import events, pack_info, rule, rules
from vozvrat.desk.scopes import scope

__all__ = [
    "Due",
    "Offer",
    "Scope",
    "Verdict",
    "cancellations",
    "card",
    "check",
    "check_text",
    "due",
    "events",
    "look_up",
    "one_cancellation",
    "one_return",
    "orders",
    "pack_info",
    "render",
    "returns",
    "rule",
    "rules",
    "scope",
    "suggest",
    "template",
    "templates",
]
