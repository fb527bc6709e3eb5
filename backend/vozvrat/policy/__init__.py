"""Policy: what Ozon's rules say about one return, draft or text, with sources and how surely it is known."""

from vozvrat.policy import deadlines, engine, facts, texts
from vozvrat.policy.composing import compose
from vozvrat.policy.engine import check, explain, glance, load_pack, pack_info, rules
from vozvrat.policy.explaining import Explanation
from vozvrat.policy.own import read_own_rule, read_pack_text, written
from vozvrat.policy.rules import Override, Pack, PackInfo, Rule, is_own

__all__ = [
    "Explanation",
    "Override",
    "Pack",
    "PackInfo",
    "Rule",
    "check",
    "compose",
    "deadlines",
    "engine",
    "explain",
    "facts",
    "glance",
    "is_own",
    "load_pack",
    "pack_info",
    "read_own_rule",
    "read_pack_text",
    "rules",
    "texts",
    "written",
]
