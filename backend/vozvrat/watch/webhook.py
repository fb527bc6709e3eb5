"""The seller's own webhook: what falls due is sent there, because the computer sleeps at night.

Off until an address is set. Each fact is written down once, under a name that the database holds unique, and sent
until it has arrived or a day has passed. The address may hold a token and the secret signs what is sent: neither is
ever logged, and of the address nothing but the host is told again.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
import structlog

from vozvrat import __version__, storage
from vozvrat.desk import clocks
from vozvrat.desk.clocks import AN_HOUR, Reminder
from vozvrat.desk.model import Scope
from vozvrat.desk.scopes import scope
from vozvrat.domain.errors import InvalidInput
from vozvrat.domain.findings import Clock
from vozvrat.domain.locale import LOCALES, Locale, say
from vozvrat.settings import is_loopback
from vozvrat.storage.deliveries import Delivery, NewDelivery
from vozvrat.storage.events import NewEvent
from vozvrat.watch import addresses
from vozvrat.watch.told import SHIFTS, Told, clock_of, fact, same_end
from vozvrat.words import reminders

FAILED: Final = "webhook_failed"
"""The event of a message that was given up."""

TIMEOUT: Final = 10.0
GIVEN_UP_AFTER: Final = timedelta(days=1)
SIGNATURE: Final = "X-Vozvrat-Signature"
"""HMAC-SHA256 of the body's bytes with the webhook's secret, in hexadecimal."""

OF_OTHERS: Final = "The webhook that is set tells of other accounts; change it in a browser that sees them."

_SETTING: Final = "webhook"
_LOOKED: Final = "webhook_looked_at"
_LEASE: Final = "webhook"
_HELD: Final = 120.0
"""Seconds after which another worker takes over from one that died while sending."""
_LONGEST_RUN: Final = 30.0
"""Seconds after which a run begins no other message: the claims of its messages must outlive it."""
_AT_ONCE: Final = 50
_LOOKS_BACK: Final = timedelta(days=2)
_KEPT: Final = timedelta(days=400)
"""Longer than any clock runs: a clock that was forgotten while it presses would be told of anew."""
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=6)
_SETTLED: Final = "settled"
_OVERTAKEN: Final = "overtaken"

log = structlog.get_logger("vozvrat.watch")


@dataclass(frozen=True, slots=True)
class Webhook:
    """The webhook that is set. `locale` is the language in which it was set; `since` tells what is too old to send.

    `account_id` names the only account that it is told of, where a browser set it that sees no other.
    """

    url: str
    secret: str
    locale: Locale
    since: datetime
    account_id: str | None

    @property
    def scope(self) -> Scope:
        """The accounts that it is told of."""
        return scope(bound_to=self.account_id)

    @property
    def host(self) -> str:
        """All of the address that is ever shown."""
        return addresses.host(self.url)


@dataclass(frozen=True, slots=True)
class State:
    """What one may know of the webhook. `problem` is a code for `words.reminders.problem`."""

    host: str
    last_delivered_at: datetime | None
    problem: str | None


def set_address(url: str, *, locale: Locale, now: datetime, account_id: str | None = None) -> str:
    """Sets the address and makes its secret, told this once; what waited for another address is dropped.

    Raises InvalidInput for an address that is not https, or http on this computer, and where a browser of one account
    would take the webhook from others.
    """
    if not addresses.acceptable(url):
        raise InvalidInput(errors={"webhook_url": [addresses.NO_ADDRESS]})
    _may_change(account_id)
    secret = f"vzv_{secrets.token_urlsafe(32)}"
    kept = {"url": url, "secret": secret, "locale": locale, "since": now.isoformat(), "account_id": account_id}
    with storage.transaction():
        storage.settings.put(_SETTING, kept)
        storage.settings.put(_LOOKED, now.isoformat())
        storage.deliveries.drop_unsent()
    return secret


def turn_off(*, account_id: str | None = None) -> None:
    """Nothing is sent any more, what waits neither. Raises InvalidInput as `set_address` does."""
    _may_change(account_id)
    with storage.transaction():
        storage.settings.remove(_SETTING)
        storage.settings.remove(_LOOKED)
        storage.deliveries.drop_unsent()


def current() -> Webhook | None:
    """The webhook that is set; None where it is off."""
    kept = storage.settings.get(_SETTING)
    if not isinstance(kept, dict):
        return None
    locale = next((one for one in LOCALES if one == kept["locale"]), LOCALES[0])
    return Webhook(kept["url"], kept["secret"], locale, datetime.fromisoformat(kept["since"]), kept["account_id"])


def state() -> State | None:
    """How the webhook does; None where it is off."""
    webhook = current()
    if webhook is None:
        return None
    outcome = storage.deliveries.outcome(since=webhook.since, pointless=(_SETTLED, _OVERTAKEN))
    return State(webhook.host, outcome.last_delivered_at, outcome.problem)


def notice(*, now: datetime, zone: ZoneInfo, locale: Locale | None = None) -> int:
    """Writes down what has come to press, or has passed, since the last look; how many messages that gives.

    Call it before anything new is read from Ozon: a deadline that passed while nothing ran is told from what was
    known then. A clock is told when it begins to press, in its last hour, and as missed where it passed before it
    could be told; what began before the webhook was set is not told.
    """
    webhook = current()
    if webhook is None:
        return 0
    with _held(now) as mine:
        if not mine:
            return 0
        since = _since(webhook, now)
        found = clocks.pressing(scope=webhook.scope, since=since, now=now)
        names = {account.id: account.name for account in storage.accounts.list_all()}
        staged = [(one, stage) for one in found if (stage := _stage(one.clock, webhook=webhook, now=now)) is not None]
        told = Told(storage.deliveries.about([one.uid for one, _ in staged]))
        messages = [
            _message(one, stage, account=names[one.account_id], locale=locale or webhook.locale, zone=zone, now=now)
            for one, stage in staged
            if one.account_id in names and not _knows(told, one, stage)
        ]
        with storage.transaction():
            storage.settings.put(_LOOKED, now.isoformat())
            return storage.deliveries.add(messages, now=now)


def send(*, now: datetime, zone: ZoneInfo, locale: Locale | None = None) -> None:
    """Sends what is due, oldest first, until one does not arrive: the others would not either, and each may take long.

    A message whose clock was answered meanwhile is dropped; one whose deadline has passed becomes a missed one.
    """
    webhook = current()
    if webhook is None:
        return
    with _held(now) as mine:
        if not mine:
            return
        storage.deliveries.forget(before=now - _KEPT)
        began = time.monotonic()
        for one in storage.deliveries.due(now=now, limit=_AT_ONCE):
            if time.monotonic() - began > _LONGEST_RUN:
                return
            language = locale or webhook.locale
            stale = _stale(one, now)
            if stale is not None:
                _put_aside(one, stale, locale=language, zone=zone, now=now)
            elif not _sent(_as_it_is(one, locale=language, zone=zone, now=now), webhook, now):
                return


def try_out(*, locale: Locale) -> str | None:
    """Sends a test message now; None where it arrived, else why it did not, as a code."""
    webhook = current()
    if webhook is None:
        return "off"
    return _post(webhook, {"kind": "test", "text": say(reminders.TEST, locale)}, delivery="test")


def _may_change(account_id: str | None) -> None:
    """A browser of one account changes no webhook that tells of others: they would fall silent without a word."""
    kept = current()
    if account_id is not None and kept is not None and kept.account_id != account_id:
        raise InvalidInput(errors={"webhook_url": [OF_OTHERS]})


def _since(webhook: Webhook, now: datetime) -> datetime:
    """When somebody looked last; from now on where that was before the computer's clock was set back."""
    kept = storage.settings.get(_LOOKED)
    looked = datetime.fromisoformat(kept) if isinstance(kept, str) else webhook.since
    return min(max(looked, now - _LOOKS_BACK), now)


@contextmanager
def _held(now: datetime) -> Iterator[bool]:
    """One worker at a time; the others have nothing to do."""
    owner = secrets.token_hex(8)
    if not storage.leases.take(_LEASE, owner, now=now, seconds=_HELD):
        yield False
        return
    try:
        yield True
    finally:
        storage.leases.give_back(_LEASE, owner)


def _stage(clock: Clock, *, webhook: Webhook, now: datetime) -> str | None:
    """What there is to tell of a clock that presses or has passed; None where that was before the webhook was set."""
    last_hour = max(clock.deadline_at - AN_HOUR, clock.warn_at)
    if clock.deadline_at <= now:
        stage, began = "missed", last_hour
    elif last_hour <= now:
        stage, began = "last_hour", last_hour
    else:
        stage, began = "warn", clock.warn_at
    return stage if began > webhook.since else None


def _knows(told: Told, one: Reminder, stage: str) -> bool:
    """Whether the webhook was told already; what passes after word of its last hour is no news either."""
    stages = (stage, "last_hour") if stage == "missed" else (stage,)
    return any(told.has(one.uid, one.clock.deadline_at, each) for each in stages)


def _message(one: Reminder, stage: str, *, account: str, locale: Locale, zone: ZoneInfo, now: datetime) -> NewDelivery:
    clock = one.clock
    text = reminders.message(
        clock, stage, number=one.posting_number, locale=locale, zone=zone, now=now, title=one.title
    )
    body = {
        "kind": "deadline",
        "stage": stage,
        "text": text,
        "rule_id": clock.rule_id,
        "posting_number": one.posting_number,
        "return_id": one.id if one.kind == "return" else None,
        "cancellation_id": one.id if one.kind == "cancellation" else None,
        "account": account,
        "account_id": one.account_id,
        "deadline_at": _instant(clock.deadline_at),
        "warn_at": _instant(clock.warn_at),
        "then": say(clock.then, locale) if clock.then is not None else None,
    }
    return NewDelivery(fact=fact(one, stage), account_id=one.account_id, body=body)


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _stale(one: Delivery, now: datetime) -> str | None:
    """Why a message of a deadline is pointless by now; None where it may be sent."""
    if one.body.get("kind") != "deadline" or one.body["stage"] == "missed" or _running(one, now) is not None:
        return None
    return _OVERTAKEN if _end(one) <= now else _SETTLED


def _running(one: Delivery, at: datetime) -> Reminder | None:
    """The clock that a message speaks of as it runs at a time, though its end has shifted since."""
    kind = "return" if one.body["return_id"] is not None else "cancellation"
    id = str(one.body["return_id"] or one.body["cancellation_id"])
    for each in clocks.of_one(kind, id, scope=scope(), now=at):
        same = same_end(each.clock.deadline_at, _end(one), str(one.body["stage"]))
        if each.clock.rule_id == one.body["rule_id"] and same:
            return each
    return None


def _end(one: Delivery) -> datetime:
    return datetime.fromisoformat(str(one.body["deadline_at"]))


def _as_it_is(one: Delivery, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Delivery:
    """A message that waited, with the end of its clock as it is now."""
    if one.body.get("kind") != "deadline" or one.body["stage"] == "missed":
        return one
    found = _running(one, now)
    if found is None or found.clock.deadline_at == _end(one):
        return one
    stage, account = str(one.body["stage"]), str(one.body["account"])
    body = _message(found, stage, account=account, locale=locale, zone=zone, now=now).body
    storage.deliveries.reword(one.id, body)
    return replace(one, body=body)


def _put_aside(one: Delivery, why: str, *, locale: Locale, zone: ZoneInfo, now: datetime) -> None:
    """Closes a message that is pointless; where its deadline passed before any word of the last hour arrived, that
    is told instead, unless the return or request is no longer waiting."""
    with storage.transaction():
        storage.deliveries.close(one.id, why)
        uid = clock_of(one.fact)
        told = Told(storage.deliveries.about([uid]))
        last = one.body["stage"] == "last_hour" or not told.has(uid, _end(one), "last_hour")
        if why == _OVERTAKEN and last and not told.has(uid, _end(one), "missed"):
            missed = _as_missed(one, locale=locale, zone=zone, now=now)
            if missed is not None:
                storage.deliveries.add([missed], now=now)


def _as_missed(one: Delivery, *, locale: Locale, zone: ZoneInfo, now: datetime) -> NewDelivery | None:
    """The clock as it ran last, by its own end or by one that had shifted to before it."""
    for before in (timedelta(seconds=1), SHIFTS[str(one.body["stage"])]):
        found = _running(one, _end(one) - before)
        if found is not None:
            return _message(found, "missed", account=str(one.body["account"]), locale=locale, zone=zone, now=now)
    return None


def _sent(one: Delivery, webhook: Webhook, now: datetime) -> bool:
    """Sends one message; False where it did not arrive."""
    next_try_at = now + min(_FIRST_PAUSE * 2**one.tries, _LONGEST_PAUSE)
    if not storage.deliveries.claim(one, next_try_at=next_try_at):
        return True
    problem = _post(webhook, one.body, delivery=str(one.id))
    if problem is None:
        storage.deliveries.arrived(one.id, now=now)
        return True
    log.warning("webhook_not_delivered", delivery=one.id, tries=one.tries + 1, problem=problem)
    if next_try_at - one.created_at < GIVEN_UP_AFTER:
        storage.deliveries.failed(one.id, problem)
        return False
    told = {"problem": problem, "rule_id": one.body.get("rule_id")}
    with storage.transaction():
        storage.deliveries.close(one.id, reminders.GIVEN_UP + problem)
        storage.events.add([NewEvent(at=now, account_id=one.account_id, kind=FAILED, details=told)])
    return False


def _post(webhook: Webhook, body: Mapping[str, object], *, delivery: str) -> str | None:
    """Posts one message; None where the receiver took it, else the code of what went wrong.

    Ten seconds are for everything together, a receiver that answers drop by drop included; what it says beside its
    status is not read, and where it sends on to is not followed.
    """
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Vozvrat/{__version__}",
        "X-Vozvrat-Delivery": delivery,
        SIGNATURE: hmac.new(webhook.secret.encode(), content, hashlib.sha256).hexdigest(),
    }
    try:
        status = asyncio.run(asyncio.wait_for(_status(webhook.url, content, headers), TIMEOUT))
    except (TimeoutError, httpx.TimeoutException):
        return "timeout"
    except httpx.ProtocolError:
        return "unreadable"
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError):
        return "unreachable"
    if 200 <= status < 300:
        return None
    return "redirect" if 300 <= status < 400 else f"status:{status}"


async def _status(url: str, content: bytes, headers: Mapping[str, str]) -> int:
    here = is_loopback(urlsplit(url).hostname or "")
    async with (
        httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=not here) as client,
        client.stream("POST", url, content=content, headers=dict(headers)) as response,
    ):
        return response.status_code
