"""A short list that is all there: the source of a table whose rows somebody else has read."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from desktop.gui.models.query import Query

Value = TypeVar("Value")


class InMemory(Generic[Value]):
    """Rows in the order given; none of their columns sorts."""

    def __init__(self, rows: Sequence[Value]) -> None:
        self.rows = tuple(rows)

    def count(self, query: Query) -> int:
        """How many there are."""
        return len(self.rows)

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Value]:
        """Those from `offset` on."""
        return self.rows[offset : offset + limit]
