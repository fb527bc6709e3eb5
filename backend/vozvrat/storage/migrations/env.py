"""How Alembic runs here: on the connection and inside the transaction of whoever opens the database."""

from alembic import context

from vozvrat.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
