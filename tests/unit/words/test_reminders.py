"""Reminders say what to do in every language, without shouting and without claiming more than we know."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vozvrat.domain.findings import Clock, ClockSource, Confidence
from vozvrat.domain.locale import LOCALES, Locale
from vozvrat.policy.clock_words import CONFIDENCE, THEN
from vozvrat.policy.deadlines import CHAT_CLOCKS
from vozvrat.words import reminders

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
BEIJING = ZoneInfo("Asia/Shanghai")
RULES = sorted(set(CONFIDENCE) - CHAT_CLOCKS)


def a_clock(rule_id: str, source: ClockSource = "rule", confidence: Confidence = "high") -> Clock:
    return Clock(rule_id, ENDS - timedelta(hours=12), ENDS, source, "seller", THEN.get(rule_id), confidence)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("rule_id", RULES)
def test_each_rule_has_words_of_its_own_for_a_calendar(rule_id: str, locale: Locale) -> None:
    general = reminders.todo(a_clock("OWN-1"), locale)
    said = reminders.summary(a_clock(rule_id), number="58544282-0057-1", locale=locale)
    assert general not in said
    assert said.endswith("58544282-0057-1")
    assert len(said) < 90


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("stage", ["warn", "last_hour", "missed"])
def test_a_message_is_one_line_and_no_shout(stage: str, locale: Locale) -> None:
    for rule_id in RULES:
        said = reminders.message(
            a_clock(rule_id), stage, number="58544282-0057-1", locale=locale, zone=BEIJING, now=NOW
        )
        assert "58544282-0057-1" in said
        assert not set("\n!！{}") & set(said)


def test_both_hours_stand_in_a_description() -> None:
    told = reminders.description(a_clock("SCH-01"), locale="en", zone=BEIJING)
    assert told.startswith("Until 25 Nov, 04:00 (Moscow), which is 25 Nov, 09:00 (Beijing).")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_description_says_where_the_time_comes_from_and_how_sure_that_is(locale: Locale) -> None:
    told = {
        reminders.description(a_clock("SCH-05", source, confidence), locale=locale, zone=BEIJING)
        for source in ("ozon", "page", "rule")
        for confidence in ("high", "medium", "low")
    }
    assert len(told) == 9


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "code",
    ["timeout", "unreachable", "unreadable", "redirect", "status:500", "off", "given_up:timeout", "something:new"],
)
def test_every_way_to_fail_is_a_sentence(code: str, locale: Locale) -> None:
    said = reminders.problem(code, locale)
    assert said.endswith((".", "。"))
    assert "{" not in said
    assert "given_up" not in said
