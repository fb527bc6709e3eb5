"""Promises of the house that no import linter can hold."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = ("domain", "policy", "reason_templates", "words")
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def python_files(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in (ROOT / "backend" / "vozvrat" / room).rglob("*.py")]


def clock_readings(source: str) -> list[int]:
    """Lines on which a module asks what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in CLOCKS
    ]


@pytest.mark.parametrize("path", python_files(*PURE), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_pure_ground_is_told_the_time_and_never_asks(path: Path) -> None:
    assert clock_readings(path.read_text("utf-8")) == []


def test_a_clock_reading_would_be_noticed() -> None:
    assert clock_readings("from datetime import datetime\nx = datetime.now()\n") == [2]


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, text=True, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout, so what is tracked is not known")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_python_locks_hold_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "--hash=sha256:" in lock.read_text("utf-8")
        assert "://" not in lock.read_text("utf-8")


def test_the_lock_of_the_extension_holds_checksums_and_no_download_addresses() -> None:
    packages = json.loads((ROOT / "extension" / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in packages.items() if name and not package.get("link"))


def test_no_tracked_file_is_a_library_that_somebody_else_keeps() -> None:
    minified = [path.name for path in tracked_files() if path.suffixes[-2:] == [".min", ".js"]]
    assert minified == []


def test_every_setting_stands_in_the_readme() -> None:
    settings = (ROOT / "backend" / "vozvrat" / "settings.py").read_text("utf-8")
    names = {f"VOZVRAT_{name}" for name in re.findall(r"""\benv\.(?:str|int)\("([A-Z_]+)\"""", settings)}
    listed = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    assert len(names) > 5
    assert {name.replace("VOZVRAT_OZON_URL", "OZON_URL") for name in names} <= listed
