"""The policy packs that this Vozvrat knows: those of earlier versions, those that ran here, and the one that runs."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from vozvrat import policy, storage
from vozvrat.domain.errors import NotFound
from vozvrat.policy import changes
from vozvrat.policy.changes import Change, Written, WrittenPack
from vozvrat.storage.packs import KeptPack


@dataclass(frozen=True, slots=True)
class Version:
    """A pack by its name; `seen_at` is when it first ran here, None where it only came with the program's history."""

    name: str
    reviewed_on: date
    seen_at: datetime | None
    runs: bool
    rules: Callable[[], Sequence[Written]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between two packs; `older` is None where nothing is known from before."""

    older: Version | None
    newer: Version
    changes: list[Change]
    versions: list[Version]


def running() -> WrittenPack:
    """The built-in pack that runs, written down; written anew when another one is loaded."""
    global _running  # noqa: PLW0603 - what every thread may reuse while the pack stays
    pack = policy.engine.default_pack()
    if _running is None or _running[0] is not pack:
        _running = (pack, changes.written_down(pack))
    return _running[1]


_running: tuple[policy.Pack, WrittenPack] | None = None


def keep_running(*, now: datetime) -> bool:
    """Keeps the pack that runs, so that a later one can be told apart from it; False where it is kept already."""
    pack = running()
    return storage.packs.keep(
        digest=pack.digest, version=pack.version, reviewed_on=pack.reviewed_on, rules=pack.rules, now=now
    )


def between(older: str | None = None, newer: str | None = None) -> Compared:
    """What changed from one pack to another: up to the one that runs, from the one before it, where none is named.

    Raises NotFound for a version that is not known here.
    """
    known = versions()
    to = _named(newer, known) if newer is not None else next(one for one in known if one.runs)
    at = known.index(to)
    since = _named(older, known) if older is not None else (known[at - 1] if at else None)
    found = changes.compare(since.rules(), to.rules()) if since is not None else []
    return Compared(since, to, found, known)


def versions() -> list[Version]:
    """Every pack that is known, oldest first. Of packs that bear the same version all but the newest are told apart
    by the beginning of their digest."""
    here = running()
    found = {kept.digest: _stored(kept) for kept in storage.packs.list_all()}
    for pack in (*changes.shipped(), here):
        kept = found.get(pack.digest)
        seen_at = kept.seen_at if kept is not None else None
        found[pack.digest] = Version(pack.version, pack.reviewed_on, seen_at, pack is here, _rules_of(pack))
    ordered = sorted(found.items(), key=lambda one: _order(one[1]))
    later = Counter(version.name for _, version in ordered)
    named = []
    for digest, version in ordered:
        later[version.name] -= 1
        named.append(replace(version, name=f"{version.name}+{digest[:7]}") if later[version.name] else version)
    return named


def _named(name: str, known: Sequence[Version]) -> Version:
    found = next((one for one in known if one.name == name), None)
    if found is None:
        raise NotFound(what="pack", id=name)
    return found


def _order(version: Version) -> tuple[tuple[int, ...], bool, float]:
    """By the version's date; of one date the one that runs last."""
    return changes.age(version.name), version.runs, version.seen_at.timestamp() if version.seen_at else 0.0


def _stored(kept: KeptPack) -> Version:
    return Version(kept.version, kept.reviewed_on, kept.seen_at, False, lambda: storage.packs.rules_of(kept.digest))


def _rules_of(pack: WrittenPack) -> Callable[[], Sequence[Written]]:
    return lambda: pack.rules
