"""Bringing a database to the newest schema. Alembic is loaded only where there is something to do."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from vozvrat.domain import errors

HEAD = "0002"
"""The newest revision in `migrations/versions`; a test holds it to the scripts."""

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection, *, path: str) -> None:
    """Runs what is missing, in the caller's transaction; raises DatabaseFromTheFuture."""
    found = revision(connection)
    if found == HEAD:
        return
    from alembic import command  # noqa: PLC0415 - a quarter of a second that most starts need not spend
    from alembic.config import Config  # noqa: PLC0415 - likewise
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - likewise

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise errors.DatabaseFromTheFuture(path=path)
    command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """The revision that a database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
