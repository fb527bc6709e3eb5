"""The policy watch: reads the pages that rules rest on, keeps what they say, and tells when that changes.

Off until switched on. A page is asked for at most once a day, few pages at a time and one of a host, so that a whole
catalogue takes about half an hour of background and nobody's server notices.
"""

import hashlib
import re
import secrets
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

import structlog

from vozvrat import storage
from vozvrat.desk import packs, rulebook
from vozvrat.desk.model import Scope
from vozvrat.desk.paging import page
from vozvrat.desk.scopes import scope as every_account
from vozvrat.domain.errors import VozvratError
from vozvrat.policy import Rule
from vozvrat.storage import Page
from vozvrat.storage.events import NewEvent
from vozvrat.storage.pages import PageState
from vozvrat.watch import fetching
from vozvrat.watch.fetching import Unreadable

State = Literal["changed", "unreadable", "unchanged", "never", "not_watched"]
STATES: Final[tuple[State, ...]] = ("changed", "unreadable", "unchanged", "never", "not_watched")
"""In the order in which pages are listed."""

CHANGED: Final = "policy_page_changed"
UNREADABLE: Final = "policy_page_unreadable"

REST: Final = timedelta(days=1)
AT_ONCE: Final = 3
"""Pages of one run, each of another host."""
PAUSE: Final = 1.0
BUDGET: Final = 20.0
"""Seconds after which a run ends, so that what is read from Ozon never waits for pages."""
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://")
_LEASE: Final = "policy_watch"
_HELD: Final = 120.0
_LOOKS_FOR: Final = timedelta(days=30)
"""How long a change is shown where no rule says when its sources were looked at."""

log = structlog.get_logger("vozvrat.watch")


@dataclass(frozen=True, slots=True)
class Source:
    """A page that rules rest on. `url` is None where the address is none that can be read, `problem` then says why."""

    address: str
    url: str | None
    rules: tuple[Rule, ...]
    problem: str | None = None

    @property
    def rule_ids(self) -> list[str]:
        return [rule.id for rule in self.rules]

    @property
    def seen(self) -> str:
        """When the page was seen for the pack; `undated` where no rule says so."""
        dated = [source.seen for rule in self.rules for source in rule.sources if _same(source.address, self.address)]
        return max((seen for seen in dated if seen[:1].isdigit()), default="undated")


@dataclass(frozen=True, slots=True)
class Watched:
    """A page as the list shows it."""

    source: Source
    state: State
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    problem: str | None = None


_Missing: TypeAlias = tuple[Source, PageState | None]
"""A page whose host nobody knows, and how it stood before."""


def look(*, now: datetime, budget: float = BUDGET, pause: float = PAUSE) -> int:
    """Reads some of the pages that are due and tells what it found; how many were read. Call it while it is on."""
    owner = secrets.token_hex(8)
    if not storage.leases.take(_LEASE, owner, now=now, seconds=_HELD):
        return 0
    try:
        chosen = _due(now)
        missing: list[_Missing] = []
        began = time.monotonic()
        read = 0
        for place, source in enumerate(chosen):
            if place and time.monotonic() - began + pause + fetching.TIMEOUT > budget:
                break
            time.sleep(pause if place else 0)
            read += _looked_at(source, missing, now=now)
        _told_missing(missing, alone=len(missing) < max(read, 2), now=now)
        return read
    finally:
        storage.leases.give_back(_LEASE, owner)


def listed(
    scope: Scope,
    *,
    now: datetime,
    state: str | None = None,
    rule_id: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Watched]:
    """The pages that the rules of a scope rest on: what changed and what cannot be read first."""
    found = everything(scope, now=now)
    shown = [one for one in found if state in (None, one.state) and rule_id in (None, *one.source.rule_ids)]
    return page(shown, key=lambda one: one.source.address, cursor=cursor, limit=limit)


def last_checked() -> datetime | None:
    """When the watch last looked at any page; None before it did."""
    return storage.pages.last_checked()


def everything(scope: Scope, *, now: datetime) -> list[Watched]:
    """All of that list."""
    known = storage.pages.states()
    resting = sources([entry.rule for entry in rulebook.entries(scope)])
    found = [_watched(source, known.get(source.url or ""), now=now) for source in resting]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.source.address))


def sources(rules: Iterable[Rule]) -> list[Source]:
    """The pages that rules rest on, each once however its address is written."""
    named: dict[str, tuple[str, dict[str, Rule]]] = {}
    for rule in rules:
        for source in rule.sources:
            _, resting = named.setdefault(_key(source.address), (source.address, {}))
            resting.setdefault(rule.id, rule)
    found = []
    for address, resting in named.values():
        url, problem = readable(address)
        found.append(Source(address, url, tuple(resting.values()), problem))
    return found


def readable(address: str) -> tuple[str | None, str | None]:
    """The address to ask, https where it names no scheme; or None and why it is none that can be read."""
    written = address.strip()
    scheme = _SCHEME.match(written)
    if scheme is None:
        written = f"https://{written}"
    elif scheme.group(1).lower() not in ("http", "https"):
        return None, "not_https"
    if not written.isprintable() or any(letter.isspace() or letter in ",…\"'<>\\" for letter in written):
        return None, "no_address"
    problem = fetching.problem_of(written)
    if problem is not None:
        return None, problem
    parts = urlsplit(written)
    if parts.path in ("", "/") and not parts.query:
        return None, "no_page"
    return parts._replace(fragment="").geturl(), None


def _key(address: str) -> str:
    return readable(address)[0] or address.strip()


def _same(address: str, other: str) -> bool:
    return _key(address) == _key(other)


def _watched(source: Source, known: PageState | None, *, now: datetime) -> Watched:
    if source.url is None:
        return Watched(source, "not_watched", problem=source.problem)
    if known is None or known.state == storage.pages.UNREAD:
        return Watched(source, "never")
    if known.state == "unreadable":
        return Watched(source, "unreadable", known.checked_at, known.changed_at, known.problem)
    fresh = known.changed_at is not None and not _looked_after(source.rules, known.changed_at, now)
    return Watched(source, "changed" if fresh else "unchanged", known.checked_at, known.changed_at)


def _looked_after(rules: Sequence[Rule], changed_at: datetime, now: datetime) -> bool:
    """Whether every rule that rests on the page was reviewed since it changed; a review of that very day may have
    come before. Where no rule says when it was reviewed, a change grows old by itself."""
    days = [rule.reviewed_on for rule in rules if rule.reviewed_on is not None]
    if not days:
        return now - changed_at > _LOOKS_FOR
    return min(days) > changed_at.date()


def _due(now: datetime) -> list[Source]:
    """The pages to read now: those never read first, then the longest unread, one of each host."""
    known = storage.pages.states()
    waiting = []
    for source in sources(_all_rules()):
        state = known.get(source.url or "")
        if source.url is not None and (state is None or storage.pages.due(state.checked_at, now=now, rest=REST)):
            waiting.append((state.checked_at.timestamp() if state is not None else 0.0, source))
    hosts: set[str] = set()
    chosen = []
    for _, source in sorted(waiting, key=lambda one: one[0]):
        host = urlsplit(source.url or "").netloc.lower()
        if host not in hosts:
            hosts.add(host)
            chosen.append(source)
    return chosen[:AT_ONCE]


def _all_rules() -> list[Rule]:
    """Every rule of every account's pack and of ours; the accounts differ in a few."""
    shelf = packs.shelf()
    packs_here = [shelf.pack(None), *(shelf.pack(account_id) for account_id in every_account().account_ids)]
    return [rule for pack in {id(pack): pack for pack in packs_here}.values() for rule in pack.rules.values()]


def _looked_at(source: Source, missing: list[_Missing], *, now: datetime) -> int:
    """Reads one page; 0 where another worker was quicker. A page whose host nobody knows is put aside in `missing`."""
    url = source.url or ""
    before = storage.pages.states().get(url)
    if not storage.pages.claim(url, now=now, rest=REST):
        return 0
    try:
        _read(source, before, now=now)
    except Unreadable as failure:
        if failure.problem == "unknown_host":
            missing.append((source, before))
        else:
            _told_unreadable(source, failure.problem, now=now)
    except VozvratError:
        raise
    except Exception:  # whatever a page makes of our reader, it is told of and holds up no other page
        log.exception("policy_page_not_read", address=url)
        _told_unreadable(source, "not_text", now=now)
    return 1


def _read(source: Source, before: PageState | None, *, now: datetime) -> None:
    from vozvrat.watch import reading  # noqa: PLC0415 - a tenth of a second to load, which a start need not spend

    url = source.url or ""
    known = before if before is not None and before.digest is not None else None
    fetched = fetching.fetch(
        url, etag=known.etag if known else None, last_modified=known.last_modified if known else None
    )
    if fetched.body is None:
        if known is None:
            raise Unreadable("status:304")
        storage.pages.same(
            url, etag=fetched.etag or known.etag, last_modified=fetched.last_modified or known.last_modified, now=now
        )
        return
    text = reading.text_of(fetched.body, media_type=fetched.media_type, charset=fetched.charset)
    digest = hashlib.sha256(text.encode()).hexdigest()
    tags = {"etag": fetched.etag, "last_modified": fetched.last_modified}
    if known is not None and known.digest == digest:
        storage.pages.same(url, **tags, now=now)
        return
    if known is not None and reading.shrunk(text, storage.pages.text_of(url).text):
        raise Unreadable("short")
    with storage.transaction():
        storage.pages.said(url, text, digest=digest, **tags, now=now)
        if known is not None:
            log.info("policy_page_changed", address=url, rules=source.rule_ids)
            storage.events.add(_events(source, CHANGED, {}, now=now))


def _told_unreadable(source: Source, problem: str, *, now: datetime) -> None:
    """Says once that a page cannot be read, until it can be read again."""
    url = source.url or ""
    log.info("policy_page_unreadable", address=url, problem=problem)
    with storage.transaction():
        known = storage.pages.states().get(url)
        told = known is not None and known.state == "unreadable"
        storage.pages.unreadable(url, problem)
        if not told:
            storage.events.add(_events(source, UNREADABLE, {"problem": problem}, now=now))


def _told_missing(missing: Sequence[_Missing], *, alone: bool, now: datetime) -> None:
    """Where no host at all was known it is this computer that is cut off, and the pages are asked for again later."""
    if missing and not alone:
        log.info("policy_watch_offline", pages=len(missing))
    for source, before in missing:
        if alone:
            _told_unreadable(source, "unknown_host", now=now)
        else:
            storage.pages.give_back(source.url or "", before)


def _events(source: Source, kind: str, more: Mapping[str, object], *, now: datetime) -> list[NewEvent]:
    """One event for each account whose rules rest on the page, naming those rules."""
    shelf = packs.shelf()
    resting: dict[str, list[str]] = defaultdict(list)
    for account_id in every_account().account_ids:
        for rule in shelf.pack(account_id).rules.values():
            if any(_key(one.address) == source.url for one in rule.sources):
                resting[account_id].append(rule.id)
    return [
        NewEvent(at=now, account_id=account_id, kind=kind, details={"address": source.address, "rules": ids, **more})
        for account_id, ids in resting.items()
    ]
