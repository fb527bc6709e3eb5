"""Posting numbers: what the page shows and what Ozon is asked by, such as 58544282-0057-1."""

import re
from typing import NewType

from vozvrat.domain.errors import MalformedPostingNumber

PostingNumber = NewType("PostingNumber", str)

SHAPE = re.compile(r"\d{5,12}-\d{4}-\d{1,3}", re.ASCII)


def posting_number(text: str) -> PostingNumber:
    """The posting number in a text that holds nothing else; raises MalformedPostingNumber."""
    candidate = text.strip()
    if not SHAPE.fullmatch(candidate):
        raise MalformedPostingNumber(text=candidate[:40])
    return PostingNumber(candidate)
