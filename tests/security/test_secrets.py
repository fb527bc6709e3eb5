"""Nothing secret in logs, and every error a sentence for its reader."""

import string

import pytest
from sqlalchemy.exc import SQLAlchemyError

from tests.storage.builders import a_return
from vozvrat import logs, storage
from vozvrat.domain import errors
from vozvrat.domain.locale import LOCALES
from vozvrat.ozon import Refused, Unsure
from vozvrat.words.errors import SENTENCES, sentence
from vozvrat.words.problems import PROBLEMS

KEY = "5b0f3a52-7c0e-4c7d-9d7e-2f1a6f0c1e01"
TOKEN = "vzv_oZ4tPHSCwpdkWf38-78mXaz7q3sxbV7tJXCEHmXZKGA"


@pytest.mark.parametrize(
    "event",
    [
        {"api_key": KEY},
        {"headers": {"Api-Key": KEY, "Authorization": f"Bearer {TOKEN}"}},
        {"message": f"refused key {KEY}"},
        {"event": f"asked with Bearer {TOKEN}"},
        {"note": [f"token {TOKEN}", {"deep": {"token": TOKEN}}]},
        {"code": "5D94-HW82", "pairing_code": "5D94-HW82"},
        {"comment": "позвоните мне", "buyer": "Иван", "text": "привет"},
        {"event": "call me +7 912 345 67 89"},
        {"exception": f"Traceback ... Api-Key: {KEY}"},
    ],
)
def test_what_is_secret_or_personal_never_reaches_a_log(event: dict[str, object]) -> None:
    written = str(logs.masked(None, "info", dict(event)))
    for secret in (KEY, TOKEN, "5D94-HW82", "позвоните", "Иван", "привет", "912 345"):
        assert secret not in written


def test_what_one_needs_to_find_a_mistake_stays(capsys: pytest.CaptureFixture[str]) -> None:
    event = {"event": "sync ended", "posting": "58544282-0057-1", "error_code": "ozon_down", "status": 503, "rows": 12}
    assert logs.masked(None, "info", dict(event)) == event


def all_errors(root: type[errors.VozvratError] = errors.VozvratError) -> list[type[errors.VozvratError]]:
    return [root, *(one for kind in root.__subclasses__() for one in all_errors(kind))]


@pytest.mark.parametrize("kind", sorted(set(all_errors()), key=lambda kind: kind.__name__))
def test_every_error_is_one_whole_sentence_in_each_language(kind: type[errors.VozvratError]) -> None:
    assert kind.code in SENTENCES, kind
    if issubclass(kind, errors.InvalidInput):
        made = kind(errors={"field": ["wrong"]})
    elif issubclass(kind, Refused | Unsure):
        made = kind(errors.OzonDown())
    else:
        made = kind()
    for locale in LOCALES:
        said = sentence(made, locale)
        assert said.endswith((".", "。"))
        assert "{" not in said
        assert "\n" not in said
        assert "!" not in said


def test_no_sentence_repeats_ozons_own_words() -> None:
    refused = errors.BadRequest(method="/v1/x", status=400, message="Покупатель Иван Иванов написал")
    assert all("Иван" not in sentence(refused, locale) for locale in LOCALES)
    fields = {
        name
        for words in SENTENCES.values()
        for text in words.values()
        for _, name, _, _ in string.Formatter().parse(text)
    }
    assert "message" not in fields


def test_every_problem_speaks_three_languages() -> None:
    for _, title, detail in PROBLEMS.values():
        assert set(title) == set(detail) == set(LOCALES)
    for words in SENTENCES.values():
        assert set(words) == set(LOCALES)


def test_an_error_of_the_database_quotes_nothing_that_a_buyer_wrote(database: str) -> None:
    claim = a_return(comment="Я Анна, позвоните 89991234567")
    with pytest.raises(SQLAlchemyError) as failure:
        storage.returns.save("no-such-account", [claim])
    assert "Анна" not in str(failure.value)
