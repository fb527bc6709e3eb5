"""What the seller looks at: badges, cards, checks, lists, replies. Reads only, and asks `sync` for what is missing."""

from vozvrat.desk.badges import look_up
from vozvrat.desk.cards import card
from vozvrat.desk.checks import Verdict, check, check_text
from vozvrat.desk.lists import Due, cancellations, due, one_cancellation, one_return, orders, returns
from vozvrat.desk.model import Scope
from vozvrat.desk.replies import Offer, render, suggest, template, templates
from vozvrat.desk.rulebook import Entry, RuleFilters, events, pack_info, rule, rule_of, rules
from vozvrat.desk.scopes import scope
from vozvrat.desk.trials import Trial, firing
from vozvrat.desk.trials import run as try_condition

__all__ = [
    "Due",
    "Entry",
    "Offer",
    "RuleFilters",
    "Scope",
    "Trial",
    "Verdict",
    "cancellations",
    "card",
    "check",
    "check_text",
    "due",
    "events",
    "firing",
    "look_up",
    "one_cancellation",
    "one_return",
    "orders",
    "pack_info",
    "render",
    "returns",
    "rule",
    "rule_of",
    "rules",
    "scope",
    "suggest",
    "template",
    "templates",
    "try_condition",
]
