"""A seller's own rules: read from JSON or YAML, written back, and refused with all that does not hold."""

from vozvrat.policy.own.reading import read_own_rule, read_pack_text
from vozvrat.policy.own.values import TEXT, TITLE, hidden_in
from vozvrat.policy.own.writing import written

__all__ = ["TEXT", "TITLE", "hidden_in", "read_own_rule", "read_pack_text", "written"]
