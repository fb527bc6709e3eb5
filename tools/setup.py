"""Brings a fresh clone to where `make demo` and `make test` can run, saying in one line each what it does.

Only the standard library: this is the first thing that runs. Whatever is already there is left alone, so a second
run takes a second.
"""

from __future__ import annotations  # an older Python must get as far as the sentence that names the newer one

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
EXTENSION = ROOT / "extension"
MARKS = ROOT / ".cache" / "setup"
OLDEST_NODE = 22

VENDOR = ROOT / "backend" / "vozvrat_sandbox" / "seller_center" / "static" / "vendor"
VENDORED = {
    "vue2.runtime.js": "vue2/dist/vue.runtime.min.js",
    "vue3.runtime.js": "vue/dist/vue.runtime.global.prod.js",
}
"""What the simulated seller center's pages are drawn with: file there, file among the extension's packages."""


def main() -> None:
    """Sets up everything, or one named part: `python`, `node`, `extension`, `browser`."""
    steps = {"python": set_up_python, "node": set_up_node, "extension": build_extension, "browser": set_up_browser}
    for name in sys.argv[1:] or steps:
        steps[name]()


def say(line: str) -> None:
    print(f"setup: {line}", flush=True)


def stop(line: str) -> NoReturn:
    print(f"setup: {line}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(*command: str | Path, where: Path = ROOT, path_first: Path | None = None) -> None:
    """Runs a program and stops with its output when it fails."""
    environment = dict(os.environ)
    if path_first:
        environment["PATH"] = f"{path_first}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        [str(part) for part in command], cwd=where, env=environment, text=True, capture_output=True, check=False
    )
    if done.returncode:
        print(done.stdout[-4000:] + done.stderr[-4000:], file=sys.stderr)
        stop(f"this did not work: {' '.join(str(part) for part in command)}")


# --- what is done already ----------------------------------------------------------------


def print_of(paths: Iterable[Path], *words: str) -> str:
    """A fingerprint of files and words: the same as long as nothing in them changed."""
    sum_ = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        sum_.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return sum_.hexdigest()


def is_done(step: str, fingerprint: str) -> bool:
    mark = MARKS / step
    return mark.exists() and mark.read_text() == fingerprint


def mark_done(step: str, fingerprint: str) -> None:
    MARKS.mkdir(parents=True, exist_ok=True)
    (MARKS / step).write_text(fingerprint)


# --- Python ------------------------------------------------------------------------------


def set_up_python() -> None:
    """A .venv with what requirements/dev.txt locks by hash, and this project installed in place."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- this very line tells an older Python what to do
        stop(f"Python 3.11 or newer is needed, this is {platform.python_version()}: make PYTHON=python3.12 setup")
    locked = ROOT / "requirements" / "dev.txt"
    fingerprint = print_of([locked, ROOT / "pyproject.toml"], sys.version, str(ROOT))
    if PYTHON.exists() and is_done("python", fingerprint):
        return
    if not PYTHON.exists():
        say("making .venv")
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, ModuleNotFoundError):
            shutil.rmtree(VENV, ignore_errors=True)
            stop("Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv")
    say("installing the Python packages that requirements/dev.txt locks")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", locked)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--no-build-isolation", "--editable", ROOT)  # fmt: skip
    mark_done("python", fingerprint)


# --- Node --------------------------------------------------------------------------------


def node_version(program: str | Path) -> int:
    """The major version of a Node program; 0 where it does not answer."""
    try:
        answer = subprocess.run([str(program), "--version"], text=True, capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def node_home() -> Path | None:
    """The folder of a Node that is new enough: this .venv's, else the system's."""
    if node_version(BIN / "node") >= OLDEST_NODE and (BIN / "npm").exists():
        return BIN
    system = shutil.which("node")
    if system and node_version(system) >= OLDEST_NODE and shutil.which("npm"):
        return Path(system).parent
    return None


def set_up_node() -> None:
    """Node 22 or newer: the system's, else Node 24 as a Python package in .venv."""
    if node_home():
        return
    say("installing Node 24 into .venv (the system has none that is new enough)")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "-r", ROOT / "requirements" / "node.txt")  # fmt: skip
    if not node_home():
        stop("Node did not come with its package; please install Node 22 or newer and try again")


# --- the extension -----------------------------------------------------------------------


def build_extension() -> None:
    """The extension's packages, its builds for Chromium and Firefox, and the simulated pages' libraries."""
    node = node_home() or stop("Node is missing: make setup")
    lock = [EXTENSION / "package.json", EXTENSION / "package-lock.json"]
    packages = print_of(lock, str(node))
    if not ((EXTENSION / "node_modules").exists() and is_done("npm", packages)):
        say("installing the extension's packages")
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", where=EXTENSION, path_first=node)
        mark_done("npm", packages)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, origin in VENDORED.items():
        shutil.copyfile(EXTENSION / "node_modules" / origin, VENDOR / name)
    sources = print_of(extension_sources(), packages)
    built = all((EXTENSION / "dist" / kind / "manifest.json").exists() for kind in ("chrome-mv3", "firefox-mv3"))
    if not (built and is_done("extension", sources)):
        say("building the extension for Chromium and Firefox")
        run("npm", "run", "build", where=EXTENSION, path_first=node)
        mark_done("extension", sources)


def extension_sources() -> list[Path]:
    """What the builds are made from: all files but those that are made themselves."""
    made = {"node_modules", "dist", ".wxt", ".output", "openapi.d.ts"}
    return [
        path
        for path in EXTENSION.rglob("*")
        if path.is_file() and not made.intersection(path.relative_to(EXTENSION).parts)
    ]


# --- the browser -------------------------------------------------------------------------


def set_up_browser() -> None:
    """Chromium: from the PATH, from Playwright's cache, or with apt where we are root."""
    if not find_chromium():
        if not may_use_apt():
            stop(
                "no Chromium was found; please run .venv/bin/playwright install chromium "
                "(or install your system's chromium package) and try again"
            )
        say("installing Chromium with apt")
        apt_install("chromium", "chromium-l10n", "fonts-noto-cjk")
        if not find_chromium():
            stop("apt has no usable Chromium here; please run .venv/bin/playwright install chromium")
    elif may_use_apt() and is_debian_chromium():
        missing = [name for name in ("chromium-l10n", "fonts-noto-cjk") if not is_installed(name)]
        if missing:
            say(f"installing {' and '.join(missing)} with apt (the extension's words in Chinese and Russian)")
            apt_install(*missing)


def find_chromium() -> str | None:
    """The program that the demo and the browser tests will start; the same search as theirs."""
    answer = subprocess.run(
        [str(PYTHON), "-c", "import json; from vozvrat.cli.browser import find_chromium as f; print(json.dumps(f()))"],
        text=True, capture_output=True, check=False,
    )  # fmt: skip
    return json.loads(answer.stdout or "null") if answer.returncode == 0 else None


def may_use_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def is_installed(package: str) -> bool:
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], text=True, capture_output=True, check=False
    )
    return "install ok installed" in answer.stdout


def is_debian_chromium() -> bool:
    return shutil.which("dpkg-query") is not None and is_installed("chromium")


def apt_install(*packages: str) -> None:
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


if __name__ == "__main__":
    main()
