"""Runs the revisions on the connection that the program hands over, inside its transaction."""

from alembic import context

from app.storage import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.FoldKnowledgeRow.metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
