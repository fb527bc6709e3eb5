"""A database that cannot be used is left as it is and named for what it is."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.storage.builders import an_account, an_order
from vozvrat import storage
from vozvrat.domain import errors


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A database with some hundred orders, closed."""
    path = tmp_path / "vozvrat.db"
    storage.open(url_of(path))
    storage.accounts.add(an_account())
    storage.orders.save("shop", [an_order(f"{10_000_000 + n}-0001-1") for n in range(300)])
    storage.close()
    return path


def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "vozvrat.db"
    path.write_bytes(b"these are somebody's notes, not a database\n" * 100)
    before = path.read_bytes()
    with pytest.raises(errors.DatabaseDamaged) as told:
        storage.open(url_of(path))
    assert told.value.parameters["path"] == str(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("part", ["first page", "middle", "end cut off"])
def test_a_damaged_database_is_not_touched(used: Path, part: str) -> None:
    content = bytearray(used.read_bytes())
    if part == "first page":
        content[100:4000] = os.urandom(3900)
    elif part == "middle":
        middle = len(content) // 2
        content[middle : middle + 40_000] = os.urandom(40_000)
    else:
        del content[len(content) // 2 :]
    used.write_bytes(content)
    with pytest.raises(errors.DatabaseDamaged):
        storage.open(url_of(used))
    assert used.read_bytes() == bytes(content)


def test_damage_that_shows_only_later_is_named_too(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "CHECKED_WHOLE_UP_TO", 0)
    content = bytearray(used.read_bytes())
    for start in range(8 * 4096, len(content), 4096):
        content[start : start + 400] = os.urandom(400)
    used.write_bytes(content)
    with pytest.raises(errors.DatabaseDamaged):
        _read_all(used)


def _read_all(path: Path) -> None:
    storage.open(url_of(path))
    try:
        storage.orders.by_number([f"{10_000_000 + n}-0001-1" for n in range(300)])
        storage.orders.search(storage.orders.OrderFilters(q="x"))
    finally:
        storage.close()


def test_a_database_of_a_newer_version_is_not_touched(used: Path) -> None:
    with sqlite3.connect(used) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = used.read_bytes()
    with pytest.raises(errors.DatabaseFromTheFuture):
        storage.open(url_of(used))
    assert used.read_bytes() == before


def test_somebody_elses_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
    connection.close()
    with pytest.raises(errors.DatabaseUnavailable):
        storage.open(url_of(path))
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()
    assert tables == ["accounts"]


def test_a_folder_where_nothing_may_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(errors.DatabaseUnavailable):
        storage.open(url_of(tmp_path / "file" / "vozvrat.db"))


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseUnavailable):
        storage.open(url_of(tmp_path))


def test_after_a_failure_another_database_can_be_opened(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"x" * 5000)
    with pytest.raises(errors.DatabaseDamaged):
        storage.open(url_of(tmp_path / "bad.db"))
    storage.open(url_of(tmp_path / "good.db"))
    storage.close()


def test_a_killed_writer_leaves_whole_transactions(used: Path) -> None:
    """What was committed is there after the process was killed, what was not is gone."""
    program = textwrap.dedent(
        f"""
        import os, signal
        from tests.storage.builders import an_order
        from vozvrat import storage
        storage.open({url_of(used)!r})
        storage.orders.save("shop", [an_order("20000000-0001-1")])
        with storage.transaction():
            storage.orders.save("shop", [an_order("20000000-0002-1")])
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    killed = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -9
    storage.open(url_of(used))
    found = storage.orders.by_number(["20000000-0001-1", "20000000-0002-1"])
    storage.close()
    assert list(found) == ["20000000-0001-1"]
