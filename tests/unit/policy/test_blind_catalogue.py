"""Cases written from the catalogue and the facts document alone, family by family: the desk must agree.

Each `blind_catalogue_*.yaml` is a list of cases, or `{bases, cases}`. A case has `name` (a promise), its facts, and
`fires` (ids, or id: severity, or id: {severity, deadline_at, warn_at}), `silent` (ids, or all) and `not_blocked`. The
facts are `facts` (a whole document) or `base` (one of `bases`), changed by `with` ({block.name: value}; null takes the
fact out) and by `text_length`, that of the draft's text.
"""

import copy
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from vozvrat import policy
from vozvrat.domain.findings import Finding
from vozvrat.policy import facts

HERE = Path(__file__).parent


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


def _document(case: Mapping[str, Any], bases: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(_plain(case["facts"] if "facts" in case else bases[case["base"]]))
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
        document["draft"]["text"] = ("Ваш товар принят. " * 60)[: case["text_length"] - 1] + "."
    return document


def _cases() -> Iterator[Any]:
    for file in sorted(HERE.glob("blind_catalogue_*.yaml")):
        read = yaml.safe_load(file.read_text(encoding="utf-8"))
        bases, cases = (read.get("bases") or {}, read["cases"]) if isinstance(read, Mapping) else ({}, read)
        letter = file.stem.removeprefix("blind_catalogue_")
        for case in cases:
            yield pytest.param(case, _document(case, bases), id=f"{letter}: {case['name']}")


def _same(found: datetime | None, expected: datetime | str) -> bool:
    moment = datetime.fromisoformat(expected) if isinstance(expected, str) else expected
    return found is not None and found == (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _complaints(case: Mapping[str, Any], found: Mapping[str, Finding]) -> list[str]:
    fires = case.get("fires") or {}
    wanted = fires if isinstance(fires, Mapping) else dict.fromkeys(fires, "any")
    wrong = []
    for rule, expected in wanted.items():
        if rule not in found:
            wrong.append(f"{rule} is silent")
            continue
        want = expected if isinstance(expected, Mapping) else {"severity": expected}
        severity = want.get("severity", "any")
        if severity not in ("any", found[rule].severity.value):
            wrong.append(f"{rule} is {found[rule].severity.value}, not {severity}")
        for name in ("deadline_at", "warn_at"):
            if name in want and not _same(getattr(found[rule], name), want[name]):
                wrong.append(f"{rule} {name} is {getattr(found[rule], name)}, not {want[name]}")
    silent = case.get("silent") or []
    wrong += [f"{rule} fires" for rule in found if silent == "all" or rule in silent]
    if case.get("not_blocked"):
        wrong += [f"{rule} blocks" for rule, finding in found.items() if finding.severity.value == "blocker"]
    return wrong


@pytest.mark.parametrize(("case", "document"), list(_cases()))
def test_a_case_is_judged_as_the_catalogue_says(case: dict[str, Any], document: dict[str, Any]) -> None:
    found = {finding.rule_id: finding for finding in policy.check(facts.parse(document))}
    assert _complaints(case, found) == []
