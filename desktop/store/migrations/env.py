"""What Alembic runs for each migration: on the connection it is given, inside the transaction that is open there."""

from alembic import context
from sqlalchemy import Connection

from desktop.store.tables import Base

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
