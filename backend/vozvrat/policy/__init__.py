"""Policy: what Ozon's rules say about one return, draft or text, with sources and how surely it is known."""

from vozvrat.policy import deadlines, engine, facts, texts
from vozvrat.policy.engine import Explanation, check, explain, glance, load_pack, pack_info, rules
from vozvrat.policy.rules import Pack, PackInfo, Rule

__all__ = [
    "Explanation",
    "Pack",
    "PackInfo",
    "Rule",
    "check",
    "deadlines",
    "engine",
    "explain",
    "facts",
    "glance",
    "load_pack",
    "pack_info",
    "rules",
    "texts",
]
