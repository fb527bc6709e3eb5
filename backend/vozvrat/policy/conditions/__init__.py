"""Conditions: what rules ask of the facts. Read as a bounded part of CEL, compiled once, and looked at before they run.

`tokens` cuts a condition, `grammar` reads it, `parts` and `kinds` tell what goes with what, `screens` what a look at
the facts decides already, and `compiling` makes of it what rules carry.
"""

from vozvrat.policy.conditions.compiling import compiled
from vozvrat.policy.conditions.kinds import KNOWN_FACTS, TIMES
from vozvrat.policy.conditions.model import Condition
from vozvrat.policy.conditions.tokens import BadExpression

__all__ = ["KNOWN_FACTS", "TIMES", "BadExpression", "Condition", "compiled"]
