"""A list is a query and a page source: what is asked for, and who answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from desktop.domain.rows import ListQuery
from desktop.gui.models.columns import Row

if TYPE_CHECKING:
    from desktop.services.context import Session

Query = ListQuery


def filtered(query: Query, key: str, *values: str) -> Query:
    """The same query with just these values of the filter `key`; none takes the filter away."""
    kept = tuple(one for one in query.filters if one[0] != key)
    return replace(query, filters=(*kept, (key, values)) if values else kept)


def same_rows(one: Query, other: Query) -> bool:
    """Whether both ask for the same rows, in whatever order."""
    return (one.search, set(one.filters)) == (other.search, set(other.filters))


class PageSource(Protocol):
    """Answers a query, on a read lane: it must not touch a widget. Two that are equal answer the same."""

    def count(self, query: Query) -> int:
        """How many rows there are."""
        ...

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Row]:
        """At most `limit` rows from `offset`, in the order asked for."""
        ...


class ListVerbs(Protocol):
    """A module of services with a list, such as `services.subscriber`."""

    def count(self, ctx: "Session", /, *, query: Query) -> int:
        """How many rows there are."""
        ...

    def page(self, ctx: "Session", /, *, query: Query, offset: int, limit: int) -> Sequence[Row]:
        """The rows."""
        ...


@dataclass(frozen=True, slots=True)
class ServiceSource:
    """A list of services: `ServiceSource(desk.session, services.subscriber)`."""

    session: "Session"
    verbs: ListVerbs

    def count(self, query: Query) -> int:
        """How many rows there are."""
        return self.verbs.count(self.session, query=query)

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Row]:
        """The rows from `offset`."""
        return self.verbs.page(self.session, query=query, offset=offset, limit=limit)
