"""How a migration is run: on the connection that `bot.store.database.migrate` hands over."""

from alembic import context

from bot.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    if connection.dialect.name == "postgresql":  # servers that start together wait for the first
        context.execute("SELECT pg_advisory_xact_lock(20240429)")
    context.run_migrations()
connection.commit()
