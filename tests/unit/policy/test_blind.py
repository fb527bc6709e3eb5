"""Cases and texts written from the catalogue and the facts document, not from the packs: the desk must agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from vozvrat import policy
from vozvrat.domain.findings import Finding
from vozvrat.policy import facts, texts

HERE = Path(__file__).parent
CASES: dict[str, Any] = yaml.safe_load((HERE / "blind_cases.yaml").read_text(encoding="utf-8"))
TEXTS: list[dict[str, Any]] = yaml.safe_load((HERE / "blind_texts.yaml").read_text(encoding="utf-8"))
WRITING = {"CHT-01", "CHT-02", "CHT-03", "CHT-04", "CHT-05", "CHT-10", "PEN-04", "LAW-09"}


def _plain(value: Any) -> Any:
    """YAML reads times as datetimes; a client sends them as RFC 3339 text."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _document(case: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = _plain(CASES["bases"][case["base"]])
    for path, value in (case.get("with") or {}).items():
        *blocks, last = path.split(".")
        where = document
        for block in blocks:
            where = where.setdefault(block, {})
        if value is None:
            where.pop(last, None)
        else:
            where[last] = _plain(value)
    if "text_length" in case:
        document["draft"]["text"] = "Ваш товар принят. " * 60
        document["draft"]["text"] = document["draft"]["text"][: case["text_length"] - 1] + "."
    return document


def _same(found: datetime | None, expected: datetime | str) -> bool:
    moment = datetime.fromisoformat(expected) if isinstance(expected, str) else expected
    return found is not None and found == (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _complaints(case: Mapping[str, Any], found: Mapping[str, Finding]) -> list[str]:
    wrong = []
    for rule, wanted in (case.get("fires") or {}).items():
        if rule not in found:
            wrong.append(f"{rule} is silent")
            continue
        finding = found[rule]
        want = wanted if isinstance(wanted, Mapping) else {"severity": wanted}
        severity = want.get("severity", "any")
        if severity not in ("any", finding.severity.value):
            wrong.append(f"{rule} is {finding.severity.value}, not {severity}")
        for name in ("deadline_at", "warn_at"):
            if name in want and not _same(getattr(finding, name), want[name]):
                wrong.append(f"{rule} {name} is {getattr(finding, name)}, not {want[name]}")
    silent = case.get("silent") or []
    wrong += [f"{rule} fires" for rule in found if silent == "all" or rule in silent]
    if case.get("not_blocked"):
        wrong += [f"{rule} blocks" for rule, finding in found.items() if finding.severity.value == "blocker"]
    return wrong


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: str(case["name"]))
def test_a_case_is_judged_as_the_catalogue_says(case: dict[str, Any]) -> None:
    found = {finding.rule_id: finding for finding in policy.check(facts.parse(_document(case)))}
    assert _complaints(case, found) == []


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: str(row["text"])[:50])
def test_a_text_is_judged_as_the_table_says(row: dict[str, Any]) -> None:
    found = {finding.rule_id for finding in texts.check(row["text"], purpose=row.get("purpose"), facts=None)}
    assert found & WRITING == set(row["breaks"])
