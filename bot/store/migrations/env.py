"""How a migration is run: in the transaction that `bot.store.database.migrate` hands over."""

from alembic import context

from bot.store.passing import PASSING
from bot.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=[METADATA, PASSING], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
