"""The same tables and statements are said in PostgreSQL's words too. No server is asked here."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ClauseElement, create_mock_engine, event
from sqlalchemy.dialects import postgresql, sqlite

from tests.storage.builders import NOW, an_account
from vozvrat import storage
from vozvrat.storage.deliveries import NewDelivery
from vozvrat.storage.rules import NewVersion
from vozvrat.storage.tables import Base
from vozvrat.storage.tables.base import table


def ddl() -> str:
    said: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg://", lambda statement, *_, **__: said.append(str(statement.compile(dialect=engine.dialect)))
    )
    Base.metadata.create_all(engine, checkfirst=False)
    return "\n".join(said)


def test_times_keep_their_zone_and_numbers_their_digits() -> None:
    said = ddl()
    assert "created_at TIMESTAMP WITH TIME ZONE" in said
    assert "price TEXT" in said


def test_every_table_can_be_created() -> None:
    said = ddl()
    assert said.count("CREATE TABLE") == len(Base.metadata.tables)


def test_events_number_themselves_and_only_grow() -> None:
    assert "id BIGSERIAL NOT NULL" in ddl()


def test_every_column_type_knows_what_to_do_there() -> None:
    dialect = postgresql.dialect()
    for mapper in Base.registry.mappers:
        for column in table(mapper.class_).columns:
            assert column.type.dialect_impl(dialect) is not None


def work_at_the_desk() -> None:
    """Everything that own rules, packs, pages, messages and reminders ask of the database."""
    storage.accounts.add(an_account())
    change = NewVersion(rule_id="OWN-1", account_id="shop", body={}, note="", changed_at=NOW, changed_by="terminal")
    storage.rules.add([change])
    storage.rules.current()
    storage.rules.revision()
    first = storage.rules.versions("OWN-1", ["shop"], limit=1)
    storage.rules.versions("OWN-1", ["shop"], cursor=first.next_cursor)

    storage.packs.keep(digest="1", version="1", reviewed_on=NOW.date(), rules=[{"id": "A"}], now=NOW)
    storage.packs.rules_of("1")

    assert storage.pages.claim("page", now=NOW, rest=timedelta(days=1))
    storage.pages.said("page", "text", digest="1", etag=None, last_modified=None, now=NOW)
    storage.pages.same("page", etag=None, last_modified=None, now=NOW)
    storage.pages.unreadable("page", "timeout")
    storage.pages.give_back("page", storage.pages.states()["page"])
    storage.pages.give_back("page", None)
    storage.pages.last_checked()
    storage.pages.text_of("page")

    storage.deliveries.add([NewDelivery(fact="a_1%|warn", account_id="shop", body={"stage": "warn"})], now=NOW)
    assert storage.deliveries.about(["a_1%", "other"]) == ["a_1%|warn"]
    [message] = storage.deliveries.due(now=NOW, limit=1)
    assert storage.deliveries.claim(message, next_try_at=NOW)
    storage.deliveries.arrived(message.id, now=NOW)
    storage.deliveries.outcome(since=NOW, pointless=["settled"])
    storage.deliveries.drop_unsent()
    storage.deliveries.forget(before=NOW)

    storage.coming.until(NOW, account_ids=["shop"], limit=9, all_of=["shop"])
    storage.coming.pressing(since=NOW, now=NOW, ends_before=NOW, account_ids=["shop"], limit=9, all_of=["shop"])
    storage.returns.newest(["shop"], limit=9)


def test_what_the_policy_desk_asks_of_the_database_can_be_said_there_too(database: str) -> None:
    asked: list[ClauseElement] = []

    def hear(_: Any, statement: Any, *__: Any) -> None:
        if isinstance(statement, ClauseElement):
            asked.append(statement)

    engine = storage.database.engine()
    event.listen(engine, "before_execute", hear)
    work_at_the_desk()
    event.remove(engine, "before_execute", hear)
    said = [str(one.compile(dialect=postgresql.dialect())) for one in asked if not isinstance(one, sqlite.Insert)]
    for table_name in ("rule_versions", "policy_packs", "policy_pages", "deliveries", "returns"):
        assert any(table_name in one for one in said), table_name
    assert any("FOR UPDATE" in one for one in said)
    assert any("NULLS LAST" in one for one in said)
