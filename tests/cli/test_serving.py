"""Serving: ready in time, on this machine alone, and gone when asked."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest


def start(home: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    given = {**os.environ, "VOZVRAT_HOME": str(home), "VOZVRAT_OZON_URL": "http://127.0.0.1:9", **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "vozvrat", *arguments],
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served backend on a free port."""
    program = start(tmp_path_factory.mktemp("served"), "serve", "--json", "--no-worker", "--port", "0")
    try:
        assert program.stdout is not None
        yield json.loads(program.stdout.readline())["url"]
    finally:
        program.terminate()
        assert program.wait(10) == 0


def ask(url: str, **headers: str) -> HTTPResponse:
    """One request to the backend under test; whatever the answer is."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", "/api/v1/health", headers=headers)
    return connection.getresponse()


def raw(url: str, request: bytes) -> str:
    with closing(socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=10)) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received.decode()


def test_the_ready_line_names_the_real_port(served: str) -> None:
    assert served.startswith("http://127.0.0.1:")
    assert not served.endswith(":0")
    answer = ask(served)
    assert json.loads(answer.read())["name"] == "vozvrat"
    assert answer.getheader("Server") is None


def test_another_name_on_the_real_port_gets_nothing(served: str) -> None:
    port = urlsplit(served).port
    for host in (f"evil.example:{port}", f"localhost.:{port}", "127.0.0.1:8741"):
        refused = ask(served, Host=host)
        assert refused.status == 421
        assert refused.getheader("Content-Type") == "application/problem+json"


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET /api/v1/health HTTP/1.1\r\n\r\n", 421),
        (b"GET /api/v1/health HTTP/1.0\r\n\r\n", 421),
        (b"GET http://evil.example/api/v1/health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        (b"POST /api/v1/pairing HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n", 413),
        (b"POST /api/v1/pairing HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST /api/v1/pairing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: odd\r\n\r\n", 501),
    ],
)
def test_whatever_comes_over_the_wire_is_answered_as_a_problem(served: str, request_text: bytes, status: int) -> None:
    answer = raw(served, request_text)
    head, _, body = answer.partition("\r\n\r\n")
    assert f" {status} " in head.splitlines()[0]
    assert "internal" not in body
    assert "application/problem+json" in head
    assert json.loads(body)["status"] == status


def test_a_kept_connection_serves_many_requests(served: str) -> None:
    with closing(HTTPConnection(urlsplit(served).netloc)) as connection:
        for _ in range(20):
            connection.request("GET", "/api/v1/health")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200


def test_a_busy_port_is_one_sentence_and_exit_one(served: str, tmp_path: Path) -> None:
    program = start(tmp_path / "data", "serve", VOZVRAT_PORT=str(urlsplit(served).port), LANG="en")
    out, err = program.communicate(timeout=20)
    assert program.returncode == 1
    assert out == ""
    (line,) = err.splitlines()
    assert str(urlsplit(served).port) in line
    assert not (tmp_path / "data").exists()


def test_it_answers_within_three_seconds_and_ends_quietly(tmp_path: Path) -> None:
    begun = time.monotonic()
    program = start(tmp_path / "data", "serve", "--json", "--port", "0")
    assert program.stdout is not None
    url = json.loads(program.stdout.readline())["url"]
    assert ask(url).status == 200
    assert time.monotonic() - begun < 3 * SLOWNESS
    program.send_signal(signal.SIGTERM)
    out, err = program.communicate(timeout=15)
    assert program.returncode == 0
    assert out == ""
    assert "Traceback" not in err


SLOWNESS = 4
"""Tests share their machine with other programs; `make bench` holds the promise itself."""


def test_a_worker_says_when_it_is_ready_and_ends_quietly(tmp_path: Path) -> None:
    program = start(tmp_path / "data", "worker", "--json")
    assert program.stdout is not None
    assert json.loads(program.stdout.readline()) == {"worker": "ready"}
    program.terminate()
    _, err = program.communicate(timeout=15)
    assert program.returncode == 0
    assert "Traceback" not in err


def test_two_programs_share_one_folder(tmp_path: Path) -> None:
    programs = [start(tmp_path / "data", "serve", "--json", "--port", "0") for _ in range(2)]
    try:
        for program in programs:
            assert program.stdout is not None
            assert json.loads(program.stdout.readline())["url"]
    finally:
        for program in programs:
            program.terminate()
            program.communicate(timeout=15)
