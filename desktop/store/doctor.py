"""What the data check reads: each method looks for one thing that must never be, and gives where it is."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from desktop.domain.period import OPEN_END
from desktop.store.dialect import is_sqlite

_AT_ONCE: Final = 1_000


class Gap(NamedTuple):
    """A number series whose documents are not its numbers: how many were given, and how many are there."""

    series: str
    given: int
    there: int


class Derived(NamedTuple):
    """A final line with what its amount follows from; `left` is what is left of the charge that a credit takes from.

    Amounts in minor units of the document's currency, `whole_amount` with `scale` decimals.
    """

    number: str
    kind: str
    currency: str
    whole_amount: int
    scale: int
    share: tuple[int, int]
    amount: int


class DoctorReader:
    """Looks for what must never be."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def damages(self) -> list[str]:
        """What SQLite's own check of pages, indexes and types finds, and rows whose foreign key leads nowhere."""
        if not is_sqlite(self._connection):
            return []
        found = [str(row[0]) for row in self._all("PRAGMA integrity_check(20)") if row[0] != "ok"]
        return found + [f"{row[0]} {row[1]} → {row[2]}" for row in self._all("PRAGMA foreign_key_check")]

    def gaps(self) -> list[Gap]:
        """Series where a number between the first and the last given is missing, or one outside them was used."""
        return [Gap(*row) for row in self._all(_GAPS)]

    def covered_twice(self) -> list[tuple[str, date]]:
        """Subscriptions with a day that is billed twice, or credited without having been billed; the first such day."""
        return [(row[0], date.fromisoformat(row[1])) for row in self._all(_COVER)]

    def wrong_sums(self) -> list[str]:
        """Documents whose lines, tax and totals do not add up."""
        return [row[0] for row in self._all(_SUMS)]

    def unposted(self) -> list[str]:
        """Documents without a voucher in the journal, or with one that is not what they come to."""
        return [row[0] for row in self._all(_UNPOSTED)]

    def settled_beyond(self) -> list[str]:
        """Invoices covered by more than they come to, or by less than nothing."""
        return [row[0] for row in self._all(_SETTLED)]

    def spent_beyond(self) -> int:
        """Payments and credit notes that cover more than they come to."""
        return int(self._all(_SPENT)[0][0])

    def credited_beyond(self) -> list[str]:
        """Invoices with a line of which more was credited than it charged."""
        return [row[0] for row in self._all(_CREDITED)]

    def derived(self) -> Iterator[Derived]:
        """Every final line of a subscription, and what its amount follows from."""
        cursor: Any = self._connection.exec_driver_sql(_DERIVED).cursor
        while rows := cursor.fetchmany(_AT_ONCE):
            for number, kind, currency, whole, scale, num, den, amount in rows:
                yield Derived(number, kind, currency, whole, scale, (num, den), amount)

    def altered_papers(self) -> Iterator[str]:
        """Documents whose stored PDF is not the one that was stored."""
        cursor: Any = self._connection.exec_driver_sql(_PAPERS).cursor
        for number, said, content in cursor:
            if hashlib.sha256(content).hexdigest() != said:
                yield number

    def line_days(self) -> dict[int, tuple[date, date | None]]:
        """Line → the day before which all is billed as it should be, and the day it is next due, as kept."""
        rows = self._all("SELECT id, clean_from, next_issue_day FROM subscription_line")
        return {row[0]: (date.fromisoformat(row[1]), _day(row[2])) for row in rows}

    def ends(self) -> dict[int, date]:
        """Subscription → its first day without service, as kept; `OPEN_END` where no end is known."""
        rows = self._all("SELECT id, end_day FROM subscription")
        return {row[0]: _day(row[1]) or OPEN_END for row in rows}

    def sizes(self) -> tuple[int, int, int]:
        """How many documents, subscriptions, and entries of the audit log there are."""
        row = self._all(_SIZES)[0]
        return row[0], row[1], row[2]

    def _all(self, statement: str) -> list[Sequence[Any]]:
        cursor: Any = self._connection.exec_driver_sql(statement).cursor
        return list(cursor.fetchall())


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_SHOWN: Final = "(SELECT s.prefix || i.number FROM series s WHERE s.code = i.series)"

_GAPS: Final = """
SELECT s.prefix || s.kind, s.next - s.first, count(i.id) FROM series s LEFT JOIN invoice i ON i.series = s.code
GROUP BY s.code, s.prefix, s.kind, s.first, s.next
HAVING count(i.id) <> s.next - s.first
  OR (count(i.id) > 0 AND (min(i.number) <> s.first OR max(i.number) <> s.next - 1))"""

# A charge covers its days once, a credit takes them back: on every day a line has a cover of 0 or 1.
_COVER: Final = """
SELECT b.number, min(c.day) FROM (
  SELECT line, day, sum(change) OVER (PARTITION BY line ORDER BY day) AS cover FROM (
    SELECT line, day, sum(change) AS change FROM (
      SELECT subscription_line_id AS line, from_day AS day, CASE kind WHEN 'charge' THEN 1 ELSE -1 END AS change
      FROM invoice_line WHERE subscription_line_id IS NOT NULL
      UNION ALL
      SELECT subscription_line_id, to_day, CASE kind WHEN 'charge' THEN -1 ELSE 1 END
      FROM invoice_line WHERE subscription_line_id IS NOT NULL
    ) AS edges GROUP BY line, day
  ) AS days
) AS c JOIN subscription_line l ON l.id = c.line JOIN subscription b ON b.id = l.subscription_id
WHERE c.cover NOT IN (0, 1) GROUP BY b.number ORDER BY b.number"""

_SUMS: Final = f"""
SELECT {_SHOWN} FROM invoice i
LEFT JOIN (SELECT invoice_id, sum(net) AS net FROM invoice_line GROUP BY invoice_id) AS l ON l.invoice_id = i.id
LEFT JOIN (SELECT invoice_id, sum(net) AS net, sum(vat) AS vat FROM invoice_vat GROUP BY invoice_id) AS v
  ON v.invoice_id = i.id
WHERE i.total <> i.net + i.vat OR coalesce(l.net, 0) <> i.net OR coalesce(v.net, 0) <> i.net
  OR coalesce(v.vat, 0) <> i.vat
ORDER BY i.id"""

_UNPOSTED: Final = f"""
SELECT {_SHOWN} FROM invoice i
LEFT JOIN (
  SELECT invoice_id, sum(CASE WHEN vat_code IS NULL THEN amount END) AS owed FROM journal
  WHERE invoice_id IS NOT NULL GROUP BY invoice_id
) AS j ON j.invoice_id = i.id
WHERE j.owed IS NULL OR j.owed <> CASE i.kind WHEN 'invoice' THEN i.total ELSE -i.total END
ORDER BY i.id"""

_SETTLED: Final = f"""
SELECT {_SHOWN} FROM invoice i JOIN (
  SELECT invoice_id, sum(amount) AS covered FROM allocation GROUP BY invoice_id
) AS a ON a.invoice_id = i.id
WHERE a.covered < 0 OR a.covered > i.total ORDER BY i.id"""

_SPENT: Final = """
SELECT (SELECT count(*) FROM payment p JOIN (
    SELECT payment_id, sum(amount) AS spent FROM allocation WHERE payment_id IS NOT NULL GROUP BY payment_id
  ) AS a ON a.payment_id = p.id WHERE p.amount > 0 AND (a.spent > p.amount OR a.spent < 0))
+ (SELECT count(*) FROM invoice i JOIN (
    SELECT credit_note_id, sum(amount) AS spent FROM allocation WHERE credit_note_id IS NOT NULL GROUP BY credit_note_id
  ) AS a ON a.credit_note_id = i.id WHERE a.spent > i.total OR a.spent < 0)"""

_CREDITED: Final = f"""
SELECT DISTINCT {_SHOWN} FROM invoice i JOIN invoice_line c ON c.invoice_id = i.id JOIN (
  SELECT credits_line_id, sum(amount) AS credited FROM invoice_line
  WHERE credits_line_id IS NOT NULL GROUP BY credits_line_id
) AS t ON t.credits_line_id = c.id
WHERE c.amount + t.credited < 0 ORDER BY 1"""

_DERIVED: Final = f"""
SELECT {_SHOWN}, l.kind, i.currency, l.whole_amount, l.scale, l.share_num, l.share_den, l.amount
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
WHERE l.subscription_line_id IS NOT NULL AND l.discount IS NULL ORDER BY l.id"""

_PAPERS: Final = f"""
SELECT {_SHOWN}, r.sha256, r.bytes FROM rendering r JOIN invoice i ON i.id = r.invoice_id ORDER BY r.invoice_id"""

_SIZES: Final = """
SELECT (SELECT count(*) FROM invoice), (SELECT count(*) FROM subscription), (SELECT count(*) FROM audit)"""
