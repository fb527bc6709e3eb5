"""The pack says of each rule what the sourced catalogue says of it: how surely it is known, and from where."""

import json
from pathlib import Path
from typing import Any

import pytest

from vozvrat import policy

CATALOGUE = Path(__file__).parents[4] / "shared" / "facts" / "policy" / "rules.json"
pytestmark = pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not beside this checkout")


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(CATALOGUE.read_text("utf-8"))
    return read


@pytest.mark.parametrize("rule", policy.rules(), ids=lambda rule: rule.id)
def test_a_rule_is_as_sure_as_the_catalogue_and_names_its_sources(rule: policy.Rule, catalogue: dict[str, Any]) -> None:
    entry = next(entry for entry in catalogue["rules"] if entry["id"] == rule.id)
    assert rule.confidence == entry["confidence"]
    named = [key.strip() for key in f"{entry['source']}, {entry['contradictions']}".replace("/", ",").split(",")]
    addresses = " ".join(
        source["address"] for key, source in catalogue["sources"].items() if any(key in part for part in named)
    )
    addresses = addresses.replace("Ozon Seller API", "docs.ozon.ru/api/seller")  # where all its methods are described
    for source in rule.sources:
        assert source.address in addresses, source.address
