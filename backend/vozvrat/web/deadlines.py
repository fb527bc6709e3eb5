"""What is due, for a calendar: with a token, or at a secret address that calendar programs can subscribe to."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Response, g, request
from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard
from marshmallow import Schema, fields

from vozvrat import __version__, accounts, desk
from vozvrat.desk.clocks import Reminder, coming
from vozvrat.desk.model import Scope
from vozvrat.domain.locale import Locale, say
from vozvrat.web import context
from vozvrat.web.fields import Instant
from vozvrat.web.guards import PREFIX
from vozvrat.web.parser import Calls
from vozvrat.web.problems import Problem
from vozvrat.words import reminders

blueprint = Calls("deadlines", __name__, description="What is due, for a calendar")

MEDIA_TYPE: Final = "text/calendar"
AHEAD: Final = timedelta(days=60)
BACK: Final = timedelta(days=1)
READ_AGAIN_AFTER: Final = timedelta(minutes=30)
"""How often a subscribed calendar is asked to look again."""

_GIVES: Final = {
    "200": {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    "304": {"description": "Nothing changed since the ETag in If-None-Match"},
}


class CalendarAddressSchema(Schema):
    class Meta:
        title = "CalendarAddress"

    on = fields.Boolean(required=True)
    made_at = Instant(required=True, allow_none=True)


class NewCalendarAddressSchema(Schema):
    class Meta:
        title = "NewCalendarAddress"

    url = fields.String(required=True, metadata={"description": "Shown this once; who knows it can read what is due"})
    made_at = Instant(required=True)


@blueprint.route("/deadlines.ics", methods=["GET"])
@blueprint.doc(responses=_GIVES)
@blueprint.response(200)
def own_calendar() -> Response:
    """Every open deadline of returns and cancellation requests, as a calendar."""
    return _calendar(context.scope(), _locale(context.locale()))


@blueprint.route("/deadlines/<secret>.ics", methods=["GET"])
@blueprint.doc(responses=_GIVES, security=[])
@blueprint.response(200)
def calendar_at_address(secret: str) -> Response:
    """The same at the secret address, without a token."""
    del secret  # the guards have compared it
    address: accounts.CalendarAddress | None = g.calendar
    if address is None:
        raise Problem("not_found")
    asked = context.locale() if "Accept-Language" in request.headers else address.locale
    return _calendar(desk.scope(bound_to=address.account_id), _locale(asked))


@blueprint.route("/deadlines/address", methods=["GET"])
@blueprint.response(200, CalendarAddressSchema)
def address() -> dict[str, Any]:
    """Whether there is a secret address, and since when; the address itself is never told again."""
    found = accounts.calendar_address(context.bound_account())
    return {"on": found is not None, "made_at": found.made_at if found is not None else None}


@blueprint.route("/deadlines/address", methods=["POST"])
@blueprint.response(201, NewCalendarAddressSchema)
def renew() -> dict[str, Any]:
    """A new secret address; the one before it stops working at once."""
    secret, made = accounts.renew_calendar(account_id=context.bound_account(), locale=context.locale())
    return {"url": f"{request.host_url.rstrip('/')}{PREFIX}/deadlines/{secret}.ics", "made_at": made.made_at}


@blueprint.route("/deadlines/address", methods=["DELETE"])
@blueprint.response(204)
def close() -> None:
    """Turns the secret address off."""
    accounts.close_calendar(context.bound_account())


def _locale(asked: Locale) -> Locale:
    """The language that the seller chose, else the one asked for."""
    return accounts.preferences().locale or asked


def _calendar(scope: Scope, locale: Locale) -> Response:
    now, zone = context.now(), context.zone()
    found = coming(scope=scope, now=now, ahead=AHEAD, back=BACK)
    told = repr((__version__, locale, zone.key, [(one.uid, one.posting_number, one.clock, one.title) for one in found]))
    etag = hashlib.sha256(told.encode()).hexdigest()[:32]
    unchanged = request.if_none_match.contains_weak(etag)
    answer = Response(
        None if unchanged else calendar(found, locale=locale, zone=zone, now=now),
        status=304 if unchanged else 200,
        content_type=f"{MEDIA_TYPE}; charset=utf-8",
    )
    answer.set_etag(etag, weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return answer


def calendar(found: Sequence[Reminder], *, locale: Locale, zone: ZoneInfo, now: datetime) -> bytes:
    """The calendar as RFC 5545 and 7986 write it; only the stamps of its entries tell when it was written."""
    made = Calendar()
    made.add("prodid", f"-//Vozvrat//Deadlines//{locale.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    name = say(reminders.CALENDAR, locale)
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT30M")
    if not found:
        made.add_component(_moscow())
    for one in found:
        made.add_component(_event(one, locale=locale, zone=zone, now=now))
    written: bytes = made.to_ical()
    return written


def _moscow() -> Timezone:
    """What a calendar without entries holds: RFC 5545 knows none that is empty, and some programs refuse one."""
    hours = TimezoneStandard()
    hours.add("dtstart", datetime(2014, 10, 26, 2))  # noqa: DTZ001 - local by definition
    hours.add("tzoffsetfrom", timedelta(hours=4))
    hours.add("tzoffsetto", timedelta(hours=3))
    hours.add("tzname", "MSK")
    moscow = Timezone()
    moscow.add("tzid", "Europe/Moscow")
    moscow.add_component(hours)
    return moscow


def _event(one: Reminder, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Event:
    """A moment at the deadline, not a bar from the warning to it: bars of several days hide the day's other plans,
    and one that begins at the deadline promises time that is not there. The alarm rings when it begins to press."""
    clock = one.clock
    summary = reminders.summary(clock, number=one.posting_number, locale=locale, title=one.title)
    event = Event()
    event.add("uid", f"{one.uid}@vozvrat")
    event.add("dtstamp", now)
    event.add("dtstart", clock.deadline_at)
    event.add("summary", summary)
    told = reminders.description(clock, locale=locale, zone=zone, own=one.title is not None)
    event.add("description", told)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", clock.warn_at - clock.deadline_at)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event
