"""The same tables and statements are said in PostgreSQL's words too. No server is asked here."""

from sqlalchemy import create_mock_engine
from sqlalchemy.dialects import postgresql

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
