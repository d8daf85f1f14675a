"""A list is a query and a page source: what is asked for, and who answers."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.gui.models.columns import Row


@dataclass(frozen=True, slots=True)
class Query:
    """What a list asks for: text searched, filters by name, and the column sorted by ("": the source's own order)."""

    search: str = ""
    filters: frozenset[tuple[str, Hashable]] = frozenset()
    sort: str = ""
    descending: bool = False

    def filtered(self, name: str, *values: Hashable) -> "Query":
        """The same with just these values of the filter `name`; none takes the filter away."""
        kept = {one for one in self.filters if one[0] != name}
        return replace(self, filters=frozenset(kept | {(name, value) for value in values}))

    def values(self, name: str) -> frozenset[Hashable]:
        """The values of the filter `name`; empty when it is not in force."""
        return frozenset(value for one, value in self.filters if one == name)

    def same_rows(self, other: "Query") -> bool:
        """Whether both ask for the same rows, in whatever order."""
        return (self.search, self.filters) == (other.search, other.filters)


class PageSource(Protocol):
    """Answers a query, on a read lane: it must not touch a widget."""

    def count(self, query: Query) -> int:
        """How many rows there are."""
        ...

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Row]:
        """At most `limit` rows from `offset`, in the order asked for; the last key of an order is the identity."""
        ...
