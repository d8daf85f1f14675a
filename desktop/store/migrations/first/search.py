"""The search index of subscribers: words of the folded search column, found by their beginnings."""

from alembic import op

INDEX = "subscriber_search"


def create() -> None:
    """The index reads its text from the subscriber table; deleted words leave no trace in it."""
    op.execute(
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5("
        "search, content='subscriber', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    op.execute(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('secure-delete', 1)")
