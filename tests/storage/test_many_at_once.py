"""Threads and processes that write at the same time wait for one another and lose nothing."""

import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.storage.builders import NOW, an_account, an_order
from vozvrat import storage
from vozvrat.storage.events import NewEvent

ROOT = Path(__file__).parents[2]


def numbers(base: int, count: int) -> list[str]:
    return [f"{base + n}-0001-1" for n in range(count)]


def write_one_by_one(base: int) -> None:
    for number in numbers(base, 25):
        with storage.transaction():
            storage.orders.by_number([number])
            storage.orders.save("shop", [an_order(number)])
            storage.events.add([NewEvent(at=NOW, account_id="shop", kind="test", posting_number=number)])


def test_threads_that_read_and_then_write_all_get_their_turn(database: str) -> None:
    storage.accounts.add(an_account())
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write_one_by_one, range(10_000_000, 70_000_000, 10_000_000)))
    assert storage.orders.count("shop") == 150
    ids = [event.id for event in storage.events.after(0, limit=500)]
    assert ids == sorted(set(ids))
    assert len(ids) == 150


def test_processes_that_open_and_write_at_the_same_time_all_succeed(url: str) -> None:
    program = textwrap.dedent(
        """
        import sys
        from tests.storage.builders import an_account, an_order
        from tests.storage.test_many_at_once import numbers
        from vozvrat import storage
        from vozvrat.domain.errors import Conflict
        url, base = sys.argv[1], int(sys.argv[2])
        storage.open(url)
        try:
            storage.accounts.add(an_account())
        except Conflict:
            pass
        for number in numbers(base, 25):
            storage.orders.save("shop", [an_order(number)])
        storage.close()
        """
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, url, str(base)], cwd=ROOT)
        for base in (10_000_000, 20_000_000, 30_000_000)
    ]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    storage.open(url)
    count = storage.orders.count("shop")
    storage.close()
    assert count == 75


def test_a_reader_is_not_held_up_by_a_writer(database: str) -> None:
    storage.accounts.add(an_account())
    storage.orders.save("shop", [an_order()])
    with storage.transaction(), ThreadPoolExecutor(1) as thread:
        storage.orders.save("shop", [an_order(status="cancelled")])
        seen = thread.submit(lambda: storage.orders.by_number(["58544282-0057-1"])).result(timeout=5)
    assert seen["58544282-0057-1"].order.status == "delivered"


def test_a_transaction_inside_another_belongs_to_it(database: str) -> None:
    storage.accounts.add(an_account())
    with pytest.raises(RuntimeError, match="outer"):
        write_and_fail()
    assert storage.orders.count("shop") == 0


def write_and_fail() -> None:
    with storage.transaction():
        with storage.transaction():
            storage.orders.save("shop", [an_order()])
        raise RuntimeError("the outer one fails")
