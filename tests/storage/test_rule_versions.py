"""Rules of the seller's own: every version is kept, whoever writes at the same time."""

import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.storage.builders import NOW, an_account
from vozvrat import storage
from vozvrat.domain.errors import InvalidInput
from vozvrat.storage.rules import NewVersion, RuleVersion

ROOT = Path(__file__).parents[2]


def a_version(rule_id: str = "OWN-1", **fields: object) -> NewVersion:
    shape: dict[str, object] = {
        "rule_id": rule_id,
        "account_id": None,
        "body": {"when": "true"},
        "note": "",
        "changed_at": NOW,
        "changed_by": "terminal",
    }
    return NewVersion(**{**shape, **fields})


def write(**fields: object) -> RuleVersion:
    return storage.rules.add([a_version(**fields)])[0]


def history(rule_id: str = "OWN-1", *scopes: str) -> list[int]:
    return [one.version for one in storage.rules.versions(rule_id, scopes or ("all",), limit=200).items]


@pytest.fixture
def shop(database: str) -> str:
    storage.accounts.add(an_account())
    return "shop"


def test_what_was_written_is_read_back_as_it_was(shop: str) -> None:
    written = write(account_id=shop, note="because", body={"when": "f.chat.unread > 3", "title": {"ru": "Ждут"}})
    assert storage.rules.current() == [written]
    assert storage.rules.versions("OWN-1", [shop]).items == (written,)


def test_the_latest_version_counts_and_the_earlier_ones_stay(database: str) -> None:
    for number in (1, 2, 3):
        write(body={"when": str(number)})
    assert [one.body for one in storage.rules.current()] == [{"when": "3"}]
    assert history() == [3, 2, 1]


def test_a_rule_taken_back_no_longer_stands_but_is_remembered(database: str) -> None:
    write()
    write(body=None)
    assert storage.rules.current() == []
    assert history() == [2, 1]
    assert write().version == 3


def test_each_account_counts_its_versions_alone(shop: str) -> None:
    write()
    write()
    assert write(account_id=shop).version == 1
    assert {(one.scope, one.version) for one in storage.rules.current()} == {("all", 2), ("shop", 1)}


def test_every_change_shows_in_the_revision(shop: str) -> None:
    seen = [storage.rules.revision()]
    write(account_id=shop)
    seen.append(storage.rules.revision())
    write(body=None)
    seen.append(storage.rules.revision())
    storage.accounts.remove(shop)
    seen.append(storage.rules.revision())
    assert len(set(seen)) == 4
    assert storage.rules.revision() == seen[-1]


def test_without_a_database_there_is_no_revision() -> None:
    assert storage.rules.revision() is None


def test_an_account_takes_its_rules_away_and_nobody_elses(shop: str) -> None:
    write(account_id=shop)
    write()
    storage.accounts.remove(shop)
    assert [one.scope for one in storage.rules.current()] == ["all"]
    assert history("OWN-1", shop) == []


def test_changes_are_written_together_or_not_at_all(database: str) -> None:
    def failing() -> None:
        with storage.transaction():
            storage.rules.add([a_version("OWN-1"), a_version("OWN-2")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert storage.rules.current() == []


def test_a_long_story_is_read_in_pages(database: str) -> None:
    for _ in range(5):
        write()
    first = storage.rules.versions("OWN-1", ["all"], limit=2)
    second = storage.rules.versions("OWN-1", ["all"], limit=2, cursor=first.next_cursor)
    last = storage.rules.versions("OWN-1", ["all"], limit=2, cursor=second.next_cursor)
    assert [one.version for page in (first, second, last) for one in page.items] == [5, 4, 3, 2, 1]
    assert last.next_cursor is None
    with pytest.raises(InvalidInput):
        storage.rules.versions("OWN-1", ["all"], cursor="nonsense")


def test_threads_that_change_one_rule_at_once_keep_every_version(database: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        written = list(threads.map(lambda _: write().version, range(60)))
    assert sorted(written) == list(range(1, 61))


def test_two_processes_that_change_one_rule_at_once_keep_every_version(url: str) -> None:
    program = textwrap.dedent(
        """
        import sys
        from tests.storage.test_rule_versions import write
        from vozvrat import storage
        storage.open(sys.argv[1])
        for _ in range(40):
            write(changed_by=sys.argv[2])
        storage.close()
        """
    )
    running = [subprocess.Popen([sys.executable, "-c", program, url, name], cwd=ROOT) for name in ("one", "two")]
    assert [one.wait(60) for one in running] == [0, 0]
    storage.open(url)
    kept = storage.rules.versions("OWN-1", ["all"], limit=200).items
    storage.close()
    assert [one.version for one in kept] == list(range(80, 0, -1))
    assert {one.changed_by for one in kept} == {"one", "two"}
