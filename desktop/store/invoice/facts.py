"""What is known about final documents beside their own values: what covers them, what belongs to them, sums of many."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

_CHUNK: Final = 500

OPEN: Final = (
    "CASE i.kind WHEN 'invoice' "
    "THEN i.total - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id), 0) "
    "ELSE coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.credit_note_id = i.id), 0) - i.total END"
)
"""What is not yet covered of invoice i; below zero on a credit note that has not been used up."""


class InvoiceFacts:
    """Looks up facts about documents."""

    def __init__(self, connection: Connection) -> None:
        self._looked_at = connection

    def lines_of_run(self, run: int, payers: Sequence[int]) -> list[tuple[int, str, str, int, int, bool]]:
        """What a run billed payers: (payer, item, kind, quantity, price of a whole period, whether it was a part)."""
        found: list[tuple[int, str, str, int, int, bool]] = []
        for start in range(0, len(payers), _CHUNK):
            listed = ",".join(str(int(payer)) for payer in payers[start : start + _CHUNK])
            rows = self._look(
                "SELECT i.payer_id, l.item_code, l.kind, l.quantity, l.whole_amount, l.share_num < l.share_den "
                "FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id "
                f"WHERE i.run_id = :run AND i.payer_id IN ({listed}) AND l.item_code IS NOT NULL",
                {"run": run},
            )
            found += [(row[0], row[1], row[2], row[3], row[4], row[5] == 1) for row in rows]
        return found

    def sums(self, ids: Sequence[int]) -> tuple[int, int, int]:
        """How many of these documents there are, what they come to, credit notes taken off, and what is open."""
        count = total = still_open = 0
        for start in range(0, len(ids), _CHUNK):
            listed = ",".join(str(int(number)) for number in ids[start : start + _CHUNK])
            row = self._look(
                "SELECT count(*), coalesce(sum(CASE i.kind WHEN 'invoice' THEN i.total ELSE -i.total END), 0), "
                f"coalesce(sum({OPEN}), 0) FROM invoice i WHERE i.id IN ({listed})",
                {},
            )[0]
            count, total, still_open = count + row[0], total + row[1], still_open + row[2]
        return count, total, still_open

    def settlements(self, invoice: int) -> list[tuple[date, int, str]]:
        """What has covered a document: (day, amount, number of the credit note or "" for a payment), oldest first."""
        rows = self._look(
            "SELECT a.day, a.amount, coalesce((SELECT r.prefix || n.number FROM invoice n JOIN series r "
            "ON r.code = n.series WHERE n.id = a.credit_note_id), '') FROM allocation a "
            "WHERE a.invoice_id = :id ORDER BY a.day, a.id",
            {"id": invoice},
        )
        return [(date.fromisoformat(row[0]), row[1], row[2]) for row in rows]

    def relations(self, invoice: int) -> list[int]:
        """The invoice that a credit note credits, or the notes that credit an invoice."""
        rows = self._look(
            "SELECT original_id FROM invoice WHERE id = :id AND original_id IS NOT NULL "
            "UNION ALL SELECT id FROM invoice WHERE original_id = :id",
            {"id": invoice},
        )
        return [row[0] for row in rows]

    def run_of(self, invoice: int) -> int | None:
        """The number of the run that made a document, None for one made by hand."""
        rows = self._look(
            "SELECT r.number FROM invoice i JOIN run r ON r.id = i.run_id WHERE i.id = :id", {"id": invoice}
        )
        return rows[0][0] if rows else None

    def _look(self, statement: str, values: dict[str, object]) -> list[Any]:
        cursor: Any = self._looked_at.exec_driver_sql(statement, values).cursor
        return list(cursor.fetchall())
