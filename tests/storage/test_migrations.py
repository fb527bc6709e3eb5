"""The history of the schema leads to the tables that the code knows."""

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from vozvrat import storage
from vozvrat.storage import schema
from vozvrat.storage.tables import Base


def test_a_fresh_database_has_exactly_the_tables_that_the_code_knows(database: str) -> None:
    with storage.database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_the_newest_revision_is_the_one_that_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_opening_again_changes_nothing(url: str, tmp_path: Path) -> None:
    storage.open(url)
    storage.close()
    before = (tmp_path / "vozvrat.db").read_bytes()
    storage.open(url)
    storage.close()
    assert (tmp_path / "vozvrat.db").read_bytes() == before


def test_a_start_without_anything_to_migrate_does_not_load_the_machinery_for_it(url: str) -> None:
    storage.open(url)
    storage.close()
    program = f"import sys; from vozvrat import storage; storage.open({url!r}); sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
