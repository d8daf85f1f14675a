"""Reads final documents: whole, as rows of a list, as sums of a run, and as the paper that was stored."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from desktop.domain.errors import DomainError
from desktop.domain.invoice import DocumentKind, IssuedDocument, IssuedLine, Party
from desktop.domain.rows import Counts, InvoiceRow, ListQuery
from desktop.domain.text import N_
from desktop.domain.vat import VatGroup
from desktop.store.invoice.facts import OPEN as _OPEN, InvoiceFacts
from desktop.store.search import fold
from desktop.store.tables import DocumentPartyRow

_PARTY_FIELDS: Final = (
    "name",
    "number",
    "care_of",
    "address1",
    "address2",
    "postcode",
    "city",
    "country",
    "org_number",
    "email",
    "phone",
    "reference",
    "website",
    "account",
    "vat_registered",
    "business_register",
    "logo",
)

_ROWS: Final = f"""
SELECT i.id, i.kind, r.prefix || i.number, i.payer_id, p.number, p.name, i.document_day, i.due_day, i.total,
  {_OPEN}, i.currency, coalesce(i.kid, ''), coalesce((SELECT o.number FROM invoice o WHERE o.id = i.original_id), '')
FROM invoice i JOIN subscriber p ON p.id = i.payer_id JOIN series r ON r.code = i.series
WHERE i.id IN ({{ids}})"""

_SORTS: Final = {
    "number": "i.number",
    "document_day": "i.document_day",
    "due_day": "i.due_day",
    "total": "i.total",
    "name": "(SELECT p.name_sort FROM subscriber p WHERE p.id = i.payer_id)",
    "open_amount": _OPEN,
}


class InvoiceReader(InvoiceFacts):
    """Looks at final documents."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection

    def get(self, invoice: int, *, vat_names: Mapping[str, str] | None = None) -> IssuedDocument:
        """A document, whole; raises DomainError when there is none."""
        found = self._all(_HEAD, {"id": invoice})
        if not found:
            raise DomainError(N_("There is no such document. It may belong to another company."))
        head = found[0]
        seller, buyer = self._party(head[13]), self._party(head[14])
        original = self._all(_ORIGINAL, {"id": head[15], "command": head[16]}) if head[15] is not None else []
        return IssuedDocument(
            kind=DocumentKind(head[0]),
            number=head[1],
            prefix=head[2],
            document_day=date.fromisoformat(head[3]),
            due_day=None if head[4] is None else date.fromisoformat(head[4]),
            currency=head[5],
            net=head[6],
            vat=head[7],
            total=head[8],
            kid=head[9] or "",
            language=head[10],
            digest=head[11],
            settled=head[12],
            seller=seller,
            buyer=buyer,
            lines=tuple(_line(row) for row in self._all(_LINES, {"id": invoice})),
            groups=tuple(VatGroup(*row) for row in self._all(_GROUPS, {"id": invoice})),
            original=(original[0][0], date.fromisoformat(original[0][1])) if original else None,
            original_rest=self._rest(original),
            vat_names=vat_names or {},
            id=invoice,
        )

    def page(self, query: ListQuery, *, offset: int, limit: int) -> list[InvoiceRow]:
        """Rows of the list from `offset` on, sorted and filtered."""
        where, values = _where(query)
        order = _SORTS.get(query.sort, "i.id")
        direction = "DESC" if query.descending or not query.sort else "ASC"
        ids = self._all(
            f"SELECT i.id FROM invoice i WHERE {where} ORDER BY {order} {direction}, i.id {direction} "
            "LIMIT :limit OFFSET :offset",
            {**values, "limit": limit, "offset": offset},
        )
        return self._rows_of([row[0] for row in ids])

    def ids(self, query: ListQuery) -> list[int]:
        """The ids of the whole list, by number: for papers in bulk."""
        where, values = _where(query)
        return [row[0] for row in self._all(f"SELECT i.id FROM invoice i WHERE {where} ORDER BY i.id", values)]

    def _rows_of(self, ids: Sequence[int]) -> list[InvoiceRow]:
        found = {row[0]: row for row in self._all(_ROWS.format(ids=",".join(map(str, ids))), {})} if ids else {}
        return [_row(found[number]) for number in ids if number in found]

    def count(self, query: ListQuery) -> int:
        """How many rows the list has."""
        where, values = _where(query)
        return int(self._all(f"SELECT count(*) FROM invoice i WHERE {where}", values)[0][0])

    def counts(self, query: ListQuery, *, today: date) -> Counts:
        """For the chips: all that fit search, run and payer, and how many are unpaid, overdue, or credit notes."""
        kept = tuple(each for each in query.filters if each[0] in _BESIDE_CHIPS)
        where, values = _where(ListQuery(query.search, kept))
        row = self._all(
            f"SELECT count(*), sum(i.kind = 'credit_note'), sum(i.kind = 'invoice' AND {_OPEN} > 0), "
            f"sum(i.kind = 'invoice' AND {_OPEN} > 0 AND i.due_day < :today) FROM invoice i WHERE {where}",
            {**values, "today": today.isoformat()},
        )[0]
        names = ("credit_note", "unpaid", "overdue")
        return Counts(row[0], {name: value or 0 for name, value in zip(names, row[1:], strict=True)})

    def of_payer(self, payer: int) -> list[InvoiceRow]:
        """A payer's documents, newest first."""
        ids = self._all(
            "SELECT id FROM invoice WHERE payer_id = :id ORDER BY document_day DESC, id DESC", {"id": payer}
        )
        return self._rows_of([row[0] for row in ids])

    def open_of_payers(self, payers: Sequence[int], *, today: date) -> dict[int, tuple[int, int]]:
        """Payer → what is outstanding and how much of it is overdue, credits given back taken off."""
        if not payers:
            return {}
        rows = self._all(
            f"SELECT i.payer_id, sum({_OPEN}), "
            f"sum(CASE WHEN i.due_day < :today AND {_OPEN} > 0 THEN {_OPEN} ELSE 0 END) "
            f"FROM invoice i WHERE i.payer_id IN ({','.join(map(str, payers))}) GROUP BY i.payer_id",
            {"today": today.isoformat()},
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def free_credits(self, *, low: int, high: int) -> list[tuple[int, str, int | None, int | None, int]]:
        """Of payers `low` to `high`: (payer, currency, payment, credit note, amount not yet used), oldest first."""
        rows = self._all(_FREE, {"low": low, "high": high})
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]

    def sums_of_run(self, run: int) -> dict[tuple[int, str], int]:
        """(Payer, currency) → what the run billed: invoices less credit notes."""
        rows = self._all(
            "SELECT payer_id, currency, sum(CASE kind WHEN 'invoice' THEN total ELSE -total END) "
            "FROM invoice WHERE run_id = :run GROUP BY payer_id, currency",
            {"run": run},
        )
        return {(row[0], row[1]): row[2] for row in rows}

    def bills_changes(self, subscription: int, sequences: Sequence[int]) -> bool:
        """True when a final line of the subscription was caused by one of the changes."""
        listed = ",".join(str(int(sequence)) for sequence in sequences)
        rows = self._all(
            "SELECT 1 FROM invoice_line l WHERE l.subscription_line_id IN "
            "(SELECT s.id FROM subscription_line s WHERE s.subscription_id = :id) "
            f"AND l.change IN ({listed}) LIMIT 1",
            {"id": subscription},
        )
        return bool(rows)

    def of_run(self, run: int) -> list[int]:
        """The documents of a run, in the order they were made."""
        return [row[0] for row in self._all("SELECT id FROM invoice WHERE run_id = :run ORDER BY id", {"run": run})]

    def rows(self, ids: Sequence[int]) -> list[InvoiceRow]:
        """These documents as rows of a list, in the order given."""
        return self._rows_of(ids)

    def progress_of_run(self, run: int) -> tuple[int, int, int | None, int | None]:
        """Documents and sum so far, first and last invoice number."""
        row = self._all(
            "SELECT count(*), coalesce(sum(CASE kind WHEN 'invoice' THEN total ELSE -total END), 0), "
            "min(CASE kind WHEN 'invoice' THEN number END), max(CASE kind WHEN 'invoice' THEN number END) "
            "FROM invoice WHERE run_id = :run",
            {"run": run},
        )[0]
        return row[0], row[1], row[2], row[3]

    def rendering(self, invoice: int) -> bytes | None:
        """The stored paper, None before it was first shown."""
        rows = self._all(
            "SELECT bytes FROM rendering WHERE invoice_id = :id AND media_type = 'application/pdf'", {"id": invoice}
        )
        return bytes(rows[0][0]) if rows else None

    def overview(self, *, today: date) -> tuple[int, int, int, int]:
        """Unpaid invoices and their sum, overdue ones and their sum."""
        row = self._all(
            f"SELECT count(*), coalesce(sum(o), 0), coalesce(sum(d), 0), coalesce(sum(d * o), 0) FROM "
            f"(SELECT {_OPEN} AS o, i.due_day < :today AS d FROM invoice i WHERE i.kind = 'invoice') AS x WHERE o > 0",
            {"today": today.isoformat()},
        )[0]
        return row[0], row[1], row[2], row[3]

    def _newest_seller(self) -> tuple[int, str, Party] | None:
        """The seller of the last document, by way of the document: parties are many, and few are sellers."""
        rows = self._all("SELECT seller_party_id, seller_digest FROM invoice ORDER BY id DESC LIMIT 1", {})
        return (rows[0][0], rows[0][1], self._party(rows[0][0])) if rows else None

    def _party(self, number: int) -> Party:
        """The frozen row; empty once it was purged by law."""
        columns = [getattr(DocumentPartyRow, name) for name in _PARTY_FIELDS]
        row = self._connection.execute(select(*columns).where(DocumentPartyRow.id == number)).one_or_none()
        return Party("") if row is None else Party(**dict(zip(_PARTY_FIELDS, row, strict=True)))

    def _rest(self, original: Sequence[Any]) -> tuple[int, int, str] | None:
        if not original or original[0][3] <= 0:
            return None
        return original[0][0], original[0][3], original[0][2]

    def _all(self, statement: str, values: dict[str, object]) -> list[Any]:
        cursor: Any = self._connection.exec_driver_sql(statement, values).cursor
        return list(cursor.fetchall())


_FREE: Final = """
SELECT payer_id, currency, payment, note, free FROM (
  SELECT i.payer_id, i.currency, NULL AS payment, i.id AS note, i.document_day AS day,
    i.total - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.credit_note_id = i.id), 0) AS free
  FROM invoice i WHERE i.original_id IS NOT NULL AND i.payer_id BETWEEN :low AND :high
  UNION ALL
  SELECT p.payer_id, p.currency, p.id, NULL, p.day,
    p.amount - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment_id = p.id), 0)
  FROM payment p WHERE p.payer_id BETWEEN :low AND :high
) AS credits WHERE free > 0 ORDER BY payer_id, day, note, payment"""

_HEAD: Final = """
SELECT i.kind, i.number, r.prefix, i.document_day, i.due_day, i.currency, i.net, i.vat, i.total, i.kid, i.language,
  i.digest,
  coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id AND a.command_id = i.command_id), 0),
  i.seller_party_id, i.buyer_party_id, i.original_id, i.command_id
FROM invoice i JOIN series r ON r.code = i.series WHERE i.id = :id"""

_ORIGINAL: Final = """
SELECT i.number, i.document_day, coalesce(i.kid, ''), i.total - coalesce(
  (SELECT sum(a.amount) FROM allocation a WHERE a.invoice_id = i.id AND a.command_id <= :command), 0)
FROM invoice i WHERE i.id = :id"""

_LINES: Final = """
SELECT kind, text, from_day, to_day, share_num, share_den, whole_from, whole_to, unit_amount, whole_amount, scale,
  quantity, includes_vat, amount, net, vat_code, vat_basis_points, slot, agreed, covers, id, most
FROM invoice_line WHERE invoice_id = :id ORDER BY ordinal"""

_GROUPS: Final = """
SELECT vat_code, basis_points, net, vat FROM invoice_vat WHERE invoice_id = :id ORDER BY vat_code, basis_points"""


def _line(row: Sequence[Any]) -> IssuedLine:
    return IssuedLine(
        kind=row[0],
        text=row[1],
        from_day=date.fromisoformat(row[2]),
        to_day=date.fromisoformat(row[3]),
        share_num=row[4],
        share_den=row[5],
        whole_from=date.fromisoformat(row[6]),
        whole_to=date.fromisoformat(row[7]),
        unit_amount=row[8],
        whole_amount=row[9],
        scale=row[10],
        quantity=row[11],
        includes_vat=row[12] == 1,
        amount=row[13],
        net=row[14],
        vat_code=row[15],
        vat_basis_points=row[16],
        is_add_on=row[17] != "base",
        agreed=row[18] == 1,
        covers=tuple(name for name in row[19].split("\n") if name),
        id=row[20],
        most=row[21],
    )


def _row(row: Sequence[Any]) -> InvoiceRow:
    due = None if row[7] is None else date.fromisoformat(row[7])
    return InvoiceRow(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        date.fromisoformat(row[6]),
        due,
        row[8],
        row[9],
        row[10],
        row[11],
        str(row[12]),
    )


def _where(query: ListQuery) -> tuple[str, dict[str, object]]:
    """The conditions of a list and their values."""
    conditions, values = ["1 = 1"], dict[str, object]()
    text = query.search.strip()
    if text:
        digits = "".join(c for c in text if c.isdigit())
        parts = ["i.payer_id IN (SELECT p.id FROM subscriber p WHERE p.search LIKE :name ESCAPE '!')"]
        values["name"] = f"%{_escaped(fold(text))}%"
        if digits:
            parts += ["CAST(i.number AS TEXT) LIKE :digits", "i.kid LIKE :kid"]
            values["digits"], values["kid"] = f"{digits}%", f"%{digits}%"
        conditions.append(f"({' OR '.join(parts)})")
    kinds = query.values("kind")
    if kinds:
        names = [f":kind{i}" for i in range(len(kinds))]
        conditions.append(f"i.kind IN ({', '.join(names)})")
        values.update({f"kind{i}": kind for i, kind in enumerate(kinds)})
    for key, condition in _FILTERS.items():
        chosen = query.values(key)
        if chosen:
            conditions.append(condition)
            values[key] = chosen[0]
    return " AND ".join(conditions), values


_BESIDE_CHIPS: Final = ("run", "payer")

_FILTERS: Final = {
    "unpaid": f"i.kind = 'invoice' AND {_OPEN} > 0 AND :unpaid = :unpaid",
    "overdue": f"i.kind = 'invoice' AND {_OPEN} > 0 AND i.due_day < :overdue",
    "run": "i.run_id = CAST(:run AS INTEGER)",
    "payer": "i.payer_id = CAST(:payer AS INTEGER)",
}
"""Filters with one value each: unpaid (any), overdue (today as ISO text), run and payer (ids)."""


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
