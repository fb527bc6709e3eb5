"""A clock's line says what is due, in every language."""

from datetime import UTC, datetime, timedelta

import pytest

from vozvrat.domain.findings import Clock
from vozvrat.domain.locale import LOCALES, Locale
from vozvrat.policy import deadlines
from vozvrat.words import lines

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 25, 10, 50, tzinfo=UTC)

DUE = {
    ("SCH-01", "ru"): "Ответить до 25 ноября, 13:50 (Мск), иначе заявка одобрится автоматически",
    ("SCH-02", "zh-CN"): "请在11月25日 13:50（莫斯科时间）前答复——逾期自动通过",
    ("SCH-05", "en"): "Answer by 25 Nov, 13:50 (Moscow) — by older Ozon texts, silence approves",
    ("SCH-18", "ru"): "Ответить на заявку на отмену до 25 ноября, 13:50 (Мск), иначе заказ отменится автоматически",
    ("AMT-04", "zh-CN"): "买家未接受补偿，请在11月25日 13:50（莫斯科时间）前重新决定",
    ("DSP-01", "ru"): "Покупатель может открыть спор до 25 ноября, 13:50 (Мск)",
    ("CHT-01", "ru"): "Написать покупателю можно до 25 ноября, 13:50 (Мск)",
    ("CHT-02", "en"): "You can reply to the buyer until 25 Nov, 13:50 (Moscow)",
}


def a_clock(rule_id: str, then: str = "") -> Clock:
    return Clock(
        rule_id,
        ENDS - timedelta(hours=12),
        ENDS,
        "rule",
        "buyer" if rule_id == "DSP-01" else "seller",
        deadlines.THEN.get(then or rule_id),
    )


@pytest.mark.parametrize(("rule_id", "locale"), DUE)
def test_a_clock_says_what_is_due(rule_id: str, locale: Locale) -> None:
    assert lines.clock(a_clock(rule_id), locale=locale, now=NOW) == DUE[rule_id, locale]


@pytest.mark.parametrize("then", ["AMT-17 paid", "AMT-17 disposal"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_return_to_collect_says_what_comes_after(then: str, locale: Locale) -> None:
    said = lines.clock(a_clock("AMT-17", then), locale=locale, now=NOW)
    assert said.endswith(deadlines.THEN[then][locale])


@pytest.mark.parametrize("locale", LOCALES)
def test_no_rule_is_left_with_a_line_that_fits_any(locale: Locale) -> None:
    general = lines.clock(a_clock("OWN-1"), locale=locale, now=NOW)
    rules = {then.split()[0] for then in deadlines.THEN if then != "CHT"} | deadlines.CHAT_CLOCKS
    assert all(lines.clock(a_clock(rule), locale=locale, now=NOW) != general for rule in rules)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_clock_that_has_ended_claims_nothing_more_can_be_done_by_it(locale: Locale) -> None:
    over = lines.clock(a_clock("CHT-01"), locale=locale, now=ENDS + timedelta(minutes=1))
    assert over != lines.clock(a_clock("CHT-01"), locale=locale, now=NOW)
