"""Rules in the terminal: own ones are listed, tried, passed on and taken in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.api.shops import NUMBER, a_shop, an_open_return
from tests.cli.conftest import Run
from tests.cli.test_commands import one_sentence
from vozvrat import storage

PACK = """
# passed on by a friend
format: 1
rules:
- id: OWN-PHOTOS
  title: {ru: Мало фото, en: Few photos, zh-CN: 照片太少}
  when: f.return.photos < 3
  severity: warning
overrides:
- {id: SCH-01, enabled: false, note: we answer at once}
"""


@pytest.fixture
def pack(tmp_path: Path) -> str:
    place = tmp_path / "pack.yaml"
    place.write_text(PACK, encoding="utf-8")
    return str(place)


@contextmanager
def inside(home: Path) -> Iterator[None]:
    """The database of the data folder, open as a server has it."""
    home.mkdir(parents=True, exist_ok=True)
    storage.open(f"sqlite:///{home / 'vozvrat.sqlite'}")
    try:
        yield
    finally:
        storage.close()


@pytest.fixture
def shop(home: Path) -> str:
    """A shop with a return that waits."""
    with inside(home):
        shop = a_shop()
        an_open_return(shop)
    return shop


def told(vozvrat: Run, *arguments: str) -> Any:
    result = vozvrat(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_rules_passed_on_are_taken_in_listed_and_shown(vozvrat: Run, shop: str, pack: str) -> None:
    done = told(vozvrat, "rules", "import", pack)
    assert (done["added"], done["changed"], done["unchanged"]) == (["OWN-PHOTOS", "SCH-01"], [], [])
    assert (done["built_in"], done["switched_off"]) == (["SCH-01"], ["SCH-01"])
    listed = {rule["id"]: rule for rule in told(vozvrat, "rules", "list")}
    assert listed["OWN-PHOTOS"]["owner"] == "seller"
    assert listed["SCH-01"]["enabled"] is False
    assert listed["SCH-01"]["override"]["changed_by"] == "terminal"
    table = vozvrat("rules", "list", language="ru_RU.UTF-8").stdout
    assert "Мало фото" in table
    assert [line.split()[1] for line in table.splitlines() if line.startswith("SCH-01 ")] == ["off"]
    shown = told(vozvrat, "rules", "show", "OWN-PHOTOS")
    assert shown["firing"]["items"][0]["posting_number"] == NUMBER
    page = vozvrat("rules", "show", "OWN-PHOTOS").stdout
    assert "Few photos" in page
    assert NUMBER in page
    assert "we answer at once" in vozvrat("rules", "show", "SCH-01").stdout


def test_a_dry_run_tells_and_leaves_everything(vozvrat: Run, shop: str, pack: str) -> None:
    assert vozvrat("rules", "import", pack, "--dry-run").stdout == "+ OWN-PHOTOS\n+ SCH-01 off\n"
    assert "OWN-PHOTOS" not in {rule["id"] for rule in told(vozvrat, "rules", "list")}


def test_an_export_is_read_back_to_the_same(vozvrat: Run, shop: str, pack: str, tmp_path: Path) -> None:
    vozvrat("rules", "import", pack)
    place = tmp_path / "out.yaml"
    assert vozvrat("rules", "export", str(place)).exit_code == 0
    assert vozvrat("rules", "import", str(place)).stdout == "= OWN-PHOTOS\n= SCH-01\n"
    text = place.read_text(encoding="utf-8")
    assert vozvrat("rules", "export", "-").stdout == text
    assert told(vozvrat, "rules", "export", "-") == {"yaml": text}
    assert "Мало фото" in text
    assert vozvrat("rules", "import", "-", given=text.replace("< 3", "< 4")).stdout == "~ OWN-PHOTOS\n= SCH-01\n"


def test_a_condition_is_tried_on_what_is_stored(vozvrat: Run, shop: str) -> None:
    done = told(vozvrat, "rules", "try", "f.return.photos < 3")
    assert (done["tried"], done["fires"]) == (1, 1)
    assert vozvrat("rules", "try", "f.return.photos < 3", "--account", shop).stdout.splitlines()[0] == "1 / 1"
    assert "? return.offers_made: 1" in vozvrat("rules", "try", "f.return.offers_made > 1").stdout


def test_what_does_not_work_is_one_sentence(vozvrat: Run, shop: str, pack: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(PACK.replace("f.return.photos", "f.return.colours"), encoding="utf-8")
    assert "OWN-PHOTOS" in one_sentence(vozvrat("rules", "import", str(broken)), 1)
    assert "when" in one_sentence(vozvrat("rules", "try", "f.return.colours < 3"), 1)
    assert "OWN-NONE" in one_sentence(vozvrat("rules", "show", "OWN-NONE"), 1)
    for command in (["list"], ["show", "SCH-01"], ["export", "-"], ["import", pack], ["try", "true"]):
        assert "nobody" in one_sentence(vozvrat("rules", *command, "--account", "nobody"), 1)
    assert "missing.yaml" in one_sentence(vozvrat("rules", "import", str(tmp_path / "missing.yaml")), 1)
    assert "folder" in one_sentence(vozvrat("rules", "export", str(tmp_path / "folder" / "out.yaml")), 1)


def test_changes_of_built_in_rules_want_a_certain_account(vozvrat: Run, home: Path, shop: str, pack: str) -> None:
    with inside(home):
        a_shop("two", "2002")
    assert "account" in one_sentence(vozvrat("rules", "import", pack), 1)
    assert vozvrat("rules", "import", pack, "--account", "two").exit_code == 0
    assert told(vozvrat, "rules", "show", "SCH-01", "--account", shop)["enabled"]
    assert not told(vozvrat, "rules", "show", "SCH-01", "--account", "two")["enabled"]


@pytest.mark.parametrize("language", ["ru_RU.UTF-8", "zh_CN.UTF-8"])
def test_refusals_are_in_the_users_language(vozvrat: Run, shop: str, language: str) -> None:
    result = vozvrat("rules", "try", "f.return.colours < 3", language=language)
    assert result.exit_code == 1
    assert "asks for" not in result.stderr
    assert "f.return.colours" in result.stderr


def test_a_file_that_is_not_there_is_said_in_the_readers_language(vozvrat: Run, shop: str, tmp_path: Path) -> None:
    for command in ("import", "export"):
        place = str(tmp_path / "nowhere" / "pack.yaml")
        assert "Такого файла или папки нет" in vozvrat("rules", command, place, language="ru_RU.UTF-8").stderr
        assert "没有此文件或文件夹" in vozvrat("rules", command, place, language="zh_CN.UTF-8").stderr
