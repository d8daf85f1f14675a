"""The first company file: everything that is dear to add later is there from the start."""

from alembic import op

from desktop.store.dialect import is_sqlite
from desktop.store.migrations.first import catalog, documents, house, search, subscription

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    house.create()
    catalog.create()
    subscription.create()
    documents.create()
    if is_sqlite(op.get_bind()):
        search.create()


def downgrade() -> None:
    if is_sqlite(op.get_bind()):
        op.drop_table(search.INDEX)
    for tables in (documents.TABLES, subscription.TABLES, catalog.TABLES, house.TABLES):
        for table in reversed(tables):
            op.drop_table(table)
