"""Texts labelled from the table of what may be written, not from the check: the desk must agree."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from vozvrat.policy import texts

TEXTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "blind_texts.yaml").read_text(encoding="utf-8"))
WRITING = {"CHT-01", "CHT-02", "CHT-03", "CHT-04", "CHT-05", "CHT-10", "PEN-04", "LAW-09"}


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: str(row["text"])[:50])
def test_a_text_is_judged_as_the_table_says(row: dict[str, Any]) -> None:
    found = {finding.rule_id for finding in texts.check(row["text"], purpose=row.get("purpose"), facts=None)}
    assert found & WRITING == set(row["breaks"])
