"""Starting our own programs beside this one, and asking our own backend: what the demo is made of."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

PATIENCE = 10.0
"""Seconds that a stopped program gets to end by itself."""


@contextmanager
def running(*command: str, environment: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One of our commands that serves until stopped; gives the JSON line that it says when ready.

    Raises ClickException with the program's own last words when it ends before it is ready.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "vozvrat", *command],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if _is_quiet() else None,
        text=True,
        start_new_session=True,  # Ctrl+C is for us: we stop the others in order
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("{"):
            process.wait(PATIENCE)
            words = (process.stderr.read() if process.stderr else "").strip()
            raise click.ClickException(words or f"vozvrat {command[0]} ended before it was ready")
        yield json.loads(line)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _is_quiet() -> bool:
    return not os.environ.get("VOZVRAT_LOG_LEVEL")


def done(*command: str, environment: Mapping[str, str]) -> Any:
    """One of our commands, run to its end; gives its JSON answer, raises ClickException with its words."""
    answer = subprocess.run(
        [sys.executable, "-m", "vozvrat", *command, "--json"],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise click.ClickException(f"vozvrat {command[0]} did not work")
    return json.loads(answer.stdout or "null")


def ask(
    url: str, path: str, *, body: object = None, headers: Mapping[str, str] | None = None, below: str = "/api/v1"
) -> Any:
    """One call to our own backend, or to the simulated Ozon; raises ClickException with the problem's detail."""
    request = urllib.request.Request(  # noqa: S310 -- the address is our own, on this machine
        f"{url}{below}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- as above
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as refusal:
        raise click.ClickException(json.loads(refusal.read() or "{}").get("detail", str(refusal))) from refusal
