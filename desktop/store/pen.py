"""What every noun writes with: rows in bulk, ids from blocks, and a note of each final row for the audit line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, func, insert, select, text, update

from desktop.domain.audit import canonical, ranges, rows_digest
from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.store.tables import Base

_BLOCK: Final = 100
"""Ids drawn at once, at least: a small command draws once and seldom again."""

_PLENTY: Final = 4
"""How many transactions like the largest so far the reserve is refilled for."""

_DRAW: Final = text(
    "INSERT INTO id_block (noun, next_id) VALUES (:noun, 1 + :n) "
    "ON CONFLICT (noun) DO UPDATE SET next_id = id_block.next_id + :n RETURNING next_id"
)


class ChangedMeanwhileError(DomainError):
    """Another changed the record since it was read; the one who is second sees both and chooses."""

    def __init__(self) -> None:
        super().__init__(N_("This was changed by someone else while you worked on it. See both and choose."))


_COUNT: Final = text(
    "INSERT INTO counter (name, next) VALUES (:name, 1 + :n) "
    "ON CONFLICT (name) DO UPDATE SET next = counter.next + :n RETURNING next"
)


@dataclass(slots=True)
class IdReserve:
    """Ids that this process may give, per noun; it lives with the write lane, longer than one transaction."""

    free: dict[str, tuple[int, int]] = field(default_factory=dict)
    used_most: dict[str, int] = field(default_factory=dict)

    def short(self) -> dict[str, int]:
        """Nouns whose reserve would not last for another transaction like the largest, and how many to draw."""
        return {
            noun: used * _PLENTY for noun, used in self.used_most.items() if used >= _BLOCK and self.left(noun) < used
        }

    def left(self, noun: str) -> int:
        """How many ids of the noun can be given without drawing."""
        start, end = self.free.get(noun, (0, 0))
        return end - start

    def add(self, noun: str, start: int, end: int) -> None:
        """Puts a block in reserve; what was left of an older block that does not adjoin it is given up."""
        first, last = self.free.get(noun, (start, start))
        self.free[noun] = (first, end) if last == start else (start, end)


def draw(connection: Connection, *, noun: str, n: int) -> tuple[int, int]:
    """Takes n ids of the noun out of the file: from the first up to, not including, the second."""
    end = int(connection.execute(_DRAW, {"noun": noun, "n": n}).scalar_one())
    return end - n, end


def row_text(table: type[Base], row: Mapping[str, object]) -> str:
    """The canonical text of a row: its values in the order of the columns, what is not given as null."""
    return canonical([row.get(column.key) for column in table.__table__.columns])


class Pen:
    """Writes within one transaction; every noun of a `Work` holds the same one."""

    def __init__(self, connection: Connection, reserve: IdReserve) -> None:
        self.connection = connection
        self._reserve = reserve
        self._taken: dict[str, int] = {}
        self._drawn: set[str] = set()
        self._final: dict[str, list[tuple[int, str]]] = {}
        self._last: dict[str, int] = {}

    def take_ids(self, noun: str, n: int) -> range:
        """The next n ids of the noun, from the reserve; what it lacks is drawn in this transaction."""
        if not n:
            return range(0)
        self._taken[noun] = self._taken.get(noun, 0) + n
        if self._reserve.left(noun) < n:
            self._drawn.add(noun)
            self._reserve.add(noun, *draw(self.connection, noun=noun, n=max(n, _BLOCK)))
        start, end = self._reserve.free[noun]
        self._reserve.free[noun] = (start + n, end)
        return range(start, start + n)

    def take_id(self, noun: str) -> int:
        """The next id of the noun."""
        return self.take_ids(noun, 1)[0]

    def take_count(self, name: str, n: int) -> range:
        """The next n numbers of a company-wide counter, such as kid_running; they come back if this is rolled back."""
        end = int(self.connection.execute(_COUNT, {"name": name, "n": n}).scalar_one())
        return range(end - n, end)

    def next_seq(self, table: type[Base]) -> int:
        """The next number of a table whose `seq` follows the order of commits."""
        name = table.__tablename__
        if name not in self._last:
            column = table.__table__.c.seq
            self._last[name] = int(self.connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())
        self._last[name] += 1
        return self._last[name]

    def add(self, table: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
        """Inserts rows, each a mapping of column to value."""
        if rows:
            self.connection.execute(insert(table), list(rows))

    def change(
        self, table: type[Base], *, key: int | str, version: int, values: Mapping[str, object], column: str = "id"
    ) -> int:
        """Changes the row that still has the version that was read, and gives its new one; else refuses."""
        columns = table.__table__.c
        same = (columns[column] == key) & (columns.version == version)
        done = self.connection.execute(update(table).where(same).values(**values, version=version + 1))
        if done.rowcount != 1:
            raise ChangedMeanwhileError
        return version + 1

    def add_final(self, table: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
        """Inserts rows that never change, and notes them for the audit line; each has an `id`."""
        self.add(table, rows)
        self.vouch(table.__tablename__, [(int(str(row["id"])), row_text(table, row)) for row in rows])

    def vouch(self, table: str, rows: Iterable[tuple[int, str]]) -> None:
        """Notes final rows for the audit line: the id and the canonical text of each."""
        self._final.setdefault(table, []).extend(rows)

    def vouched(self) -> dict[str, object]:
        """Which final rows this transaction wrote, and the digest of each table's, in the order of ids."""
        facts: dict[str, object] = {}
        for table, rows in sorted(self._final.items()):
            rows.sort()
            facts[table] = {"ids": ranges(number for number, _ in rows), "sha256": rows_digest(row for _, row in rows)}
        return facts

    def keep(self) -> None:
        """The transaction was committed: remembers how many ids it took."""
        for noun, n in self._taken.items():
            self._reserve.used_most[noun] = max(n, self._reserve.used_most.get(noun, 0))

    def forget(self) -> None:
        """The transaction was rolled back: ids drawn in it belong to the file again."""
        for noun in self._drawn:
            self._reserve.free.pop(noun, None)
