"""The program of the simulated Ozon: one line when ready, one sentence when it cannot."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from vozvrat_sandbox.http.ports import PortBusy
from vozvrat_sandbox.serve import Sandbox

BACKEND = Path(__file__).resolve().parents[2] / "backend"


def start(*wishes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "vozvrat_sandbox", "--returns", "30", *wishes],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(BACKEND)},
    )


@pytest.fixture
def running() -> Iterator[subprocess.Popen[str]]:
    program = start()
    yield program
    if program.poll() is None:
        program.kill()
    program.communicate()


def ready(program: subprocess.Popen[str]) -> dict[str, object]:
    assert program.stdout is not None
    line: dict[str, object] = json.loads(program.stdout.readline())
    return line


def test_it_prints_one_line_with_addresses_and_accounts_and_serves(running: subprocess.Popen[str]) -> None:
    line = ready(running)
    accounts = line["accounts"]
    assert isinstance(accounts, list)
    assert [set(account) for account in accounts] == [{"client_id", "api_key", "name", "currency"}] * 2
    assert all(isinstance(value, str) for account in accounts for value in account.values())
    assert {account["currency"] for account in accounts} == {"RUB", "CNY"}
    for account in accounts:
        headers = {"Client-Id": account["client_id"], "Api-Key": account["api_key"]}
        assert httpx.post(f"{line['url']}/v1/roles", headers=headers, trust_env=False).status_code == 200
    assert str(line["seller_center"]).startswith("https://127.0.0.1:")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_quietly_when_asked_to(running: subprocess.Popen[str], how: signal.Signals) -> None:
    ready(running)
    running.send_signal(how)
    _, complaint = running.communicate(timeout=10)
    assert (running.returncode, complaint) == (0, "")


@pytest.mark.parametrize("wish", ["--port", "--seller-center-port"])
def test_a_busy_port_is_one_sentence_and_exit_1(wish: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        program = start(wish, str(taken.getsockname()[1]))
        said, complaint = program.communicate(timeout=20)
    assert (program.returncode, said) == (1, "")
    assert len(complaint.strip().splitlines()) == 1
    assert complaint.startswith("Port ")


def test_a_sandbox_that_stopped_answers_nobody_even_on_open_connections() -> None:
    sandbox = Sandbox(returns=10).start()
    account = sandbox.accounts[0]
    headers = {"Client-Id": account.client_id, "Api-Key": account.api_key}
    with httpx.Client(base_url=sandbox.url, headers=headers, trust_env=False) as client:
        assert client.post("/v1/roles").status_code == 200
        sandbox.stop()
        with pytest.raises(httpx.TransportError):
            client.post("/v1/roles")


def test_its_port_is_free_again_at_once() -> None:
    with Sandbox(returns=10) as first:
        port = int(first.url.rsplit(":", 1)[1])
        with pytest.raises(PortBusy):
            Sandbox(returns=10, port=port).start()
    with Sandbox(returns=10, port=port) as second:
        assert second.url.endswith(f":{port}")


def test_the_seller_center_speaks_tls_for_its_name() -> None:
    with Sandbox(returns=10) as sandbox:
        port = int(sandbox.seller_center_url.rsplit(":", 1)[1])
        certificate = ssl.get_server_certificate(("127.0.0.1", port))
        context = ssl.create_default_context(cadata=certificate)
        with (
            socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname="seller.ozon.ru") as secure,
        ):
            secure.sendall(b"GET / HTTP/1.1\r\nHost: seller.ozon.ru\r\nConnection: close\r\n\r\n")
            assert secure.recv(12).startswith(b"HTTP/1.1 ")


def test_a_connection_that_says_nothing_holds_up_no_page() -> None:
    with Sandbox(returns=10) as sandbox:
        port = int(sandbox.seller_center_url.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port)):
            answer = httpx.get(sandbox.seller_center_url, verify=False, trust_env=False, timeout=5)  # noqa: S501 - its own certificate
            assert answer.status_code in {200, 302}
