"""Which rows are marked, kept so that marking a million costs nothing."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from desktop.gui.models.query import Query


class Marking(Enum):
    """What check boxes mean: there are none, rows are picked for an act, or rows take part unless left out."""

    NONE = auto()
    SELECT = auto()
    INCLUDE = auto()


class Marked(NamedTuple):
    """The marked rows as a bulk act takes them: with `everything`, all rows of `query` but `ids`; else just `ids`."""

    everything: bool
    ids: frozenset[Hashable]
    query: Query


@dataclass(slots=True)
class Marks:
    """The marks of a list: every row but some, or some."""

    everything: bool = False
    ids: set[Hashable] = field(default_factory=set)

    def has(self, identity: Hashable) -> bool:
        """Whether the row is marked."""
        return (identity in self.ids) != self.everything

    @property
    def none(self) -> bool:
        """Whether no row is marked, as far as can be said without knowing how many there are."""
        return not self.everything and not self.ids

    def put(self, identities: Iterable[Hashable], *, marked: bool) -> None:
        """Marks rows, or takes their marks away."""
        if marked != self.everything:
            self.ids.update(identities)
        else:
            self.ids.difference_update(identities)

    def set_everything(self, *, marked: bool) -> None:
        """Marks every row there is, loaded or not; or none."""
        self.everything = marked
        self.ids.clear()

    def count(self, total: int) -> int:
        """How many are marked of `total` rows."""
        return total - len(self.ids) if self.everything else len(self.ids)

    def frozen(self, query: Query) -> Marked:
        """What a bulk act takes."""
        return Marked(self.everything, frozenset(self.ids), query)
