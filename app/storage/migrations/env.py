"""Runs the revisions on the connection that the program hands over, inside its transaction."""

from alembic import context

from app.storage.rows import ROWS

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=next(iter(ROWS.values())).metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
