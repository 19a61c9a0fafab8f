"""Run by Alembic: the connection comes from `service.store.schema`, never from a file."""

from alembic import context

from service.store import tables
from service.store.base import Base
from service.store.schema import is_ours

assert tables.CONCEPTS

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=is_ours,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
