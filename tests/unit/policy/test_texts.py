"""The text check: what a buyer must not be sent is found, and an ordinary message is left alone."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from vozvrat import reason_templates
from vozvrat.domain.findings import Severity
from vozvrat.policy import facts, texts
from vozvrat.policy.texts.hits import Text
from vozvrat.policy.texts.literals import literals
from vozvrat.policy.texts.patterns import expressions

LABELLED = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text("utf-8"))
SEVERITIES = {
    "CHT-03": Severity.BLOCKER,
    "CHT-04": Severity.BLOCKER,
    "PEN-04": Severity.BLOCKER,
    "CHT-05": Severity.WARNING,
    "CHT-10": Severity.WARNING,
    "LAW-09": Severity.WARNING,
}


def labelled() -> Iterator[tuple[frozenset[str], str]]:
    for rules, examples in LABELLED.items():
        for text in examples:
            yield frozenset(rules.split(", ")) - {"clean"}, text


def test_there_are_enough_labelled_texts_and_many_are_clean() -> None:
    assert sum(map(len, LABELLED.values())) >= 150
    assert len(LABELLED["clean"]) >= 100


@pytest.mark.parametrize(("rules", "text"), list(labelled()))
def test_a_text_breaks_what_its_label_says(rules: frozenset[str], text: str) -> None:
    found = texts.check(text, purpose="message", facts=None)
    assert {finding.rule_id for finding in found} == rules, [
        text[slice(*finding.span)] for finding in found if finding.span
    ]
    assert all(finding.severity is SEVERITIES[finding.rule_id] for finding in found)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Здравствуйте 😀 звоните 8 916 123-45-67 после шести", "8 916 123-45-67"),
        ("𝐇i, my number is 8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣!", "8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣"),
        ("мой ﬁрменный сайт myshop.ru работает", "myshop.ru"),
        ("请加我微信聊", "微信"),
    ],
)
def test_a_span_counts_code_points_of_the_text_as_it_was_given(text: str, part: str) -> None:
    spans = [f.span for f in texts.check(text) if f.rule_id == "CHT-04" and f.span is not None]
    assert [text[start:end] for start, end in spans] == [part]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Здравствуйте! Товар получили. Пишите в телеграм, ответим вечером.", "телеграм"),
        ("Спасибо за фото. Отмените заказ, пожалуйста, и купите белый.", "Отмените заказ, пожалуйста"),
        ("Возврат одобрен, подробности на сайте kedr-home.ru до вечера.", "kedr-home.ru"),
        ("Фото получили, но вы идиот, товар цел.", "идиот"),
        ("您好，照片已收到。请拨打138-1234-5678联系。", "138-1234-5678"),
        (
            "т\u0335е\u0335л\u0335е\u0335г\u0335р\u0335а\u0335м\u0335 есть",
            "т\u0335е\u0335л\u0335е\u0335г\u0335р\u0335а\u0335м\u0335",
        ),
        ("𝄞𝄞 пишите на ｋｅｄｒ＠ｍａｉｌ．ｒｕ сюда", "ｋｅｄｒ＠ｍａｉｌ．ｒｕ"),
    ],
)
def test_a_span_marks_the_offending_piece_and_not_the_whole_text(text: str, piece: str) -> None:
    spans = [finding.span for finding in texts.check(text)]
    pieces = [text[slice(*span)] for span in spans if span is not None]
    assert any(piece in found for found in pieces), pieces
    assert all(len(found) <= len(piece) + 12 for found in pieces), pieces


@pytest.mark.parametrize("rules", sorted(LABELLED))
def test_letters_that_an_expression_needs_are_in_all_that_it_matches(rules: str) -> None:
    """An expression is only tried where they stand: were they wrong, it would be silent."""
    every = [
        re.compile(part)
        for name in ("names", "cancel", "asked_to_cancel", "rude", "payments")
        for part in expressions(name)
    ]
    for text in LABELLED[rules][::5]:
        plain = Text(text).plain
        for expression in every:
            match = expression.search(plain)
            needed = literals(expression.pattern)
            assert match is None or not needed or any(piece in match.group() for piece in needed), expression.pattern


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Спасибо :)", []),
        ("抱歉 :-(", []),
        ("Ваша лампа в пути ^_^", []),
        ("Спасибо :))))", ["CHT-05"]),
        ("Спасибо 🙂", ["CHT-05"]),
    ],
)
def test_a_lone_smiley_of_punctuation_is_no_emoji_and_a_heap_of_it_is_loud(text: str, rules: list[str]) -> None:
    assert [finding.rule_id for finding in texts.check(text)] == rules


@pytest.mark.parametrize(
    "text",
    [
        "Вы спрашивали, как отменить заказ. Нажмите «Отменить» в карточке заказа.",
        "Please press cancel on the timer and start the oven again.",
        "Если коробка повреждена, откажитесь от посылки при получении.",
        "仓库少了一台，我们自己把这单取消了。",
    ],
)
def test_answers_devices_damage_and_our_own_doing_are_no_requests_to_cancel(text: str) -> None:
    assert [finding.rule_id for finding in texts.check(text)] == []


@pytest.mark.parametrize(
    "text", ["Группа у нас во «Вконтакте», вступайте", "Пишите в «Телеграм»", "Ответим во «Viber»"]
)
def test_a_channel_is_found_in_quotation_marks_too(text: str) -> None:
    assert [finding.rule_id for finding in texts.check(text)] == ["CHT-04"]


def test_what_is_too_long_is_what_stands_beyond_a_thousand_code_points() -> None:
    assert texts.check("я" * 1000) == []
    assert texts.check("𝄞" * 1000) == []
    [finding] = texts.check("я" * 1001)
    assert (finding.rule_id, finding.span) == ("CHT-03", (1000, 1001))


def test_a_text_for_a_supplier_may_hold_a_phone_number() -> None:
    assert texts.check("Call me: +86 138 1234 5678", purpose="supplier") == []


def test_blockers_come_before_warnings_whatever_their_place() -> None:
    found = texts.check("СРОЧНО ПОЗВОНИТЕ!!! 8 916 123-45-67")
    assert found[0].rule_id == "CHT-04"
    assert {finding.severity for finding in found[1:]} == {Severity.WARNING}


def test_the_remedy_tells_what_to_write_instead_of_a_phone_number() -> None:
    [finding] = texts.check("Звоните 8 916 123-45-67")
    assert "чате Ozon" in finding.remedy["ru"]
    assert "Ozon chat" in finding.remedy["en"]
    assert "Ozon 聊天" in finding.remedy["zh-CN"]


CLOSED = facts.parse(
    {
        "now": "2026-11-24T10:00:00Z",
        "order": {"scheme": "rfbs", "delivered_at": "2026-11-10T10:00:00Z"},
        "chat": {"status": "OPENED", "last_buyer_message_at": "2026-11-20T10:00:00Z"},
    }
)


@pytest.mark.parametrize(("purpose", "rules"), [(None, ["CHT-01"]), ("message", ["CHT-01"]), ("reject", [])])
def test_a_closed_chat_stops_messages_and_not_the_comment_of_a_decision(purpose: str | None, rules: list[str]) -> None:
    found = texts.check("Здравствуйте!", purpose=purpose, facts=CLOSED)
    assert [finding.rule_id for finding in found] == rules
    assert all(finding.severity is Severity.BLOCKER for finding in found)


@pytest.mark.parametrize("text", ["1 " * 5000, "a" * 10_000, "a." * 5000, "8 916 " * 1600, "请" * 10_000, "@" * 10_000])
def test_no_text_holds_the_check_up(text: str) -> None:
    started = time.process_time()
    texts.check(text)
    assert time.process_time() - started < 5


def test_every_reply_that_we_suggest_passes_our_own_check() -> None:
    for template in reason_templates.catalogue().values():
        for text in template.texts.values():
            assert [finding.rule_id for finding in texts.check(text, purpose=template.purpose)] == [], template.id
