"""Rows of a plan in memory: searched, filtered and sorted as a list of a page asks, and what clears those set aside."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from desktop.domain.renewal import Difference
from desktop.domain.rows import ListQuery
from desktop.domain.text import N_, Message
from desktop.store.search import fold, name_key, number_key


class PlanRow(NamedTuple):
    """A payer of a plan. Amounts in minor units; `percent` is the move from the last run; `why` explains it."""

    payer: int
    number: str
    name: str
    items: str
    total: int
    last: int | None
    difference: Difference
    percent: int | None
    currency: str
    why: Message | None


class Remedy(NamedTuple):
    """The one act that clears a payer who is set aside: words (an English msgid) and the route it leads to."""

    text: str
    route: str

    def arguments(self, row: "AsideRow") -> dict[str, object]:
        """What the route is asked for."""
        return {"id": row.payer} if self.route == "subscriber" else {"item": str(row.why.values.get("item", ""))}


class AsideRow(NamedTuple):
    """A payer who is set aside: why, what it is about in minor units (None: not known), and what clears it."""

    payer: int
    number: str
    name: str
    why: Message
    amount: int | None
    remedy: Remedy


_RECORD = Remedy(N_("Open the record"), "subscriber")
_REMEDIES = {
    "{item} has no price on {day}. Enter the price, and run again.": Remedy(N_("Enter the price"), "catalog"),
    "The payer has no name. Enter it on the subscriber's record.": Remedy(N_("Enter the name"), "subscriber"),
    "The organisation number is missing. An invoice to an organisation must show it.": Remedy(
        N_("Enter the number"), "subscriber"
    ),
}


def remedy_of(why: Message) -> Remedy:
    """What clears a reason: most are cleared on the subscriber's record."""
    return _REMEDIES.get(why.text, _RECORD)


Shown = TypeVar("Shown", PlanRow, AsideRow)


class Rows(Generic[Shown]):
    """Rows in memory as the source of a list: searched, filtered by `difference` or `payer`, sorted by any field."""

    def __init__(self, rows: Sequence[Shown]) -> None:
        self.all: tuple[Shown, ...] = tuple(rows)
        self._texts: list[str] | None = None
        self._found: tuple[ListQuery, Sequence[Shown]] | None = None

    def count(self, query: ListQuery) -> int:
        """How many fit."""
        return len(self.find(query))

    def page(self, query: ListQuery, offset: int, limit: int) -> Sequence[Shown]:
        """Those from `offset` on, in the order asked for; without one, what differs most first."""
        return self.find(query)[offset : offset + limit]

    def payers(self, query: ListQuery) -> list[int]:
        """The payers that fit."""
        return [row.payer for row in self.find(query)]

    def find(self, query: ListQuery) -> Sequence[Shown]:
        """All that fit."""
        known = self._found
        if known is None or known[0] != query:
            self._found = known = (query, self._sorted(self._fitting(query), query))
        return known[1]

    def _fitting(self, query: ListQuery) -> Sequence[Shown]:
        rows: Sequence[Shown] = self.all
        words = fold(query.search).split()
        if words:
            if self._texts is None:
                self._texts = [fold(f"{row.number} {row.name}") for row in self.all]
            rows = [row for row, text in zip(self.all, self._texts, strict=True) if all(w in text for w in words)]
        kinds, payers = set(query.values("difference")), {int(payer) for payer in query.values("payer")}
        if kinds:
            rows = [row for row in rows if getattr(row, "difference", None) in kinds]
        return [row for row in rows if row.payer in payers] if payers else rows

    def _sorted(self, rows: Sequence[Shown], query: ListQuery) -> Sequence[Shown]:
        key = _SORTS.get(query.sort)
        return sorted(rows, key=key, reverse=query.descending) if key is not None else rows


def _by_percent(row: PlanRow) -> tuple[bool, int]:
    return (row.percent is None, row.percent or 0)


_SORTS: Mapping[str, Callable[..., tuple[Hashable, ...]]] = {
    "number": lambda row: (number_key(row.number),),
    "name": lambda row: (name_key(row.name), row.number),
    "items": lambda row: (row.items, row.number),
    "total": lambda row: (row.total, row.number),
    "amount": lambda row: (row.amount or 0, row.number),
    "last": lambda row: (row.last or 0, row.number),
    "percent": lambda row: (*_by_percent(row), row.number),
}
