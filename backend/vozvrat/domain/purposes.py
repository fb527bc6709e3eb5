"""What a text is for: drafts, templates and text checks speak of purposes in the same words."""

from typing import Literal, TypeAlias, get_args

Purpose: TypeAlias = Literal[
    "message",
    "approve",
    "ask_evidence",
    "compensate",
    "refund",
    "reject",
    "after_inspection",
    "waiting",
    "reject_cancellation",
    "late_delivery",
    "return_instructions",
    "refund_times",
    "dispute",
    "supplier",
]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
