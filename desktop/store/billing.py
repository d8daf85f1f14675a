"""What the planner reads: payers with their lines, segments and unsettled billed rows, as raw rows turned to values."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from desktop.domain.billing import BilledLine, Buyer, LineAfter, LineState, PayerState
from desktop.domain.invoice import Original
from desktop.domain.period import Unit
from desktop.domain.subscription import Segment, SegmentMode
from desktop.store.pen import Pen

_LINES: Final = """
SELECT s.payer_id, s.currency, l.id, l.subscription_id, l.slot, {clean} AS clean, l.billed_to, s.version,
  g.from_day, g.to_day, g.item_code, g.price_id, g.agreed, g.agreed_includes_vat, g.mode, g.covers, g.quantity,
  g.anchor, g.unit, g.interval_count, g.in_arrears, g.lead_days, g.elsewhere_through, g.change, g.keeps
FROM subscription s
JOIN subscription_line l ON l.subscription_id = s.id
LEFT JOIN segment g ON g.line_id = l.id AND g.to_day >= {clean}
WHERE {where}
ORDER BY s.payer_id, s.currency, l.id, g.from_day"""
_FIRST_OF_SEGMENT: Final = 8

_BUYERS: Final = """
SELECT s.id, coalesce(nullif(c.name, ''), s.name), s.kind = 'organisation', s.org_number,
  coalesce(c.city <> '' AND (c.address1 <> '' OR c.address2 <> ''), 0), s.number, coalesce(c.care_of, ''),
  coalesce(c.address1, ''), coalesce(c.address2, ''), coalesce(c.postcode, ''), coalesce(c.city, ''),
  coalesce(c.country, 'NO'), coalesce(c.email, ''), coalesce(c.phone, ''), coalesce(c.reference, ''),
  s.language, s.kid_number, s.version
FROM subscriber s LEFT JOIN contact c ON c.subscriber_id = s.id AND c.role IN ('primary', 'invoice')
  AND c.from_day <= :day AND c.to_day > :day
WHERE s.id BETWEEN :low AND :high
ORDER BY s.id, c.role = 'invoice', c.from_day, c.id"""

_NOTICE: Final = """
SELECT subscriber_id, max(minimum_notice_days) FROM payment_agreement
WHERE from_day <= :day AND to_day > :day AND subscriber_id BETWEEN :low AND :high
GROUP BY subscriber_id"""

_BILLED_COLUMNS: Final = """x.subscription_line_id, x.id, x.invoice_id, x.kind, x.from_day, x.to_day, x.item_code,
  x.price_id, x.agreed, x.unit_amount, x.whole_amount, x.scale, x.quantity, x.includes_vat, x.amount, x.whole_from,
  x.whole_to, x.vat_code, x.vat_basis_points, x.segment_from, x.change, x.credits_line_id, x.text"""

_BILLED: Final = (
    "SELECT " + _BILLED_COLUMNS + " FROM invoice_line x JOIN subscription_line l ON l.id = x.subscription_line_id "
    "WHERE x.to_day > {clean} AND l.id IN ({ids})"
)
_CREDITS: Final = f"SELECT {_BILLED_COLUMNS} FROM invoice_line x WHERE x.credits_line_id IN ({{ids}})"

_CLEAN: Final = "l.clean_from"
_CLEAN_SINCE: Final = "CASE WHEN l.clean_from < :since THEN l.clean_from ELSE :since END"

_CHUNK: Final = 500
_EVERYONE: Final = (0, 1 << 62)

_UNITS: Final = {unit.value: unit for unit in Unit}
_MODES: Final = {mode.value: mode for mode in SegmentMode}

Row = Sequence[Any]

_NOBODY: Final[Row] = ("", 0, "", 0, "", "", "", "", "", "", "NO", "", "", "", "nb", 0, 0)


class _Days(dict[str, date]):
    """ISO text → day; most days of a run are the same few."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


class BillingReader:
    """Reads payers for the planner."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def payers(
        self,
        *,
        day: date,
        usual_notice: int,
        through: date | None = None,
        low: int = _EVERYONE[0],
        high: int = _EVERYONE[1],
        product: str | None = None,
        since: date | None = None,
    ) -> Iterator[PayerState]:
        """Payers by id with their lines, from `low` to `high`, with what is due through a day, or all their lines.

        `day` is the document's, on which names, addresses and agreements are looked up; `usual_notice` is the days
        of notice of those who agreed on none. `since` reads what is settled from that day on as well.
        """
        yield from _payers(self._raw(day, through, (low, high), product, since), usual_notice)

    def digests(
        self, *, day: date, usual_notice: int, through: date, low: int, high: int, product: str | None = None
    ) -> dict[tuple[int, str], tuple[str, Buyer]]:
        """(Payer, currency) → the digest of what `payers` would read now, and the buyer as documents show it."""
        raw = self._raw(day, through, (low, high), product, None)
        found = {}
        for (payer, currency), rows in _grouped(raw):
            buyer = raw.buyers.get(payer, _NOBODY)
            notice = raw.notices.get(payer, usual_notice)
            found[payer, currency] = (_digest(rows, buyer, notice, raw.billed), _buyer(buyer))
        return found

    def _raw(
        self, day: date, through: date | None, span: tuple[int, int], product: str | None, since: date | None
    ) -> "_Raw":
        """All rows of payers in a span of ids, as the database has them."""
        people: dict[str, object] = {"low": span[0], "high": span[1], "day": day.isoformat()}
        conditions, values = ["s.payer_id BETWEEN :low AND :high"], dict(people)
        if through is not None:
            conditions.append("l.next_issue_day <= :through")
            values["through"] = through.isoformat()
        if product is not None:
            conditions.append("s.product_code = :product")
            values["product"] = product
        clean = _CLEAN if since is None else _CLEAN_SINCE
        settled: dict[str, object] = {} if since is None else {"since": since.isoformat()}
        lines = self._rows(_LINES.format(where=" AND ".join(conditions), clean=clean), values | settled)
        buyers = {row[0]: row[1:] for row in self._rows(_BUYERS, people)}
        notices = {row[0]: row[1] for row in self._rows(_NOTICE, people)}
        disturbed = [row[2] for row in lines if row[6] is not None and row[6] > row[5]]
        return _Raw(lines, buyers, notices, self._billed(disturbed, clean, settled))

    def payer(self, payer: int, *, day: date, usual_notice: int, since: date | None = None) -> list[PayerState]:
        """All lines of one payer, a state a currency; `since` as for `payers`."""
        return list(self.payers(day=day, usual_notice=usual_notice, low=payer, high=payer, since=since))

    def due_payers(self, *, through: date) -> int:
        """How many payers have something due through a day."""
        asked = (
            "SELECT count(DISTINCT s.payer_id) FROM subscription_line l "
            "JOIN subscription s ON s.id = l.subscription_id WHERE l.next_issue_day <= :through"
        )
        return int(self._rows(asked, {"through": through.isoformat()})[0][0])

    def buyer(self, payer: int, *, day: date) -> Buyer:
        """A payer as documents of the day show it."""
        rows = self._rows(_BUYERS, {"low": payer, "high": payer, "day": day.isoformat()})
        return _buyer(rows[-1][1:]) if rows else _buyer(_NOBODY)

    def originals(self, invoices: Iterable[int]) -> dict[int, Original]:
        """Invoices that are being credited: what is left of them per VAT code and rate, and what is unpaid."""
        found: dict[int, Original] = {}
        for invoice in sorted(set(invoices)):
            number, document_day, kid, total, payer = self._rows(_CREDITED, {"id": invoice})[0]
            settled = self._rows(
                "SELECT coalesce(sum(amount), 0) FROM allocation WHERE invoice_id = :id", {"id": invoice}
            )
            taxed = self._rows(_LEFT, {"id": invoice})
            left = {(code, rate): (net, vat) for code, rate, net, vat in taxed}
            day = date.fromisoformat(document_day)
            found[invoice] = Original(invoice, number, day, kid, total - settled[0][0], left, payer)
        return found

    def _billed(self, lines: Iterable[int], clean: str, values: dict[str, object]) -> dict[int, list[Row]]:
        """The unsettled billed rows of the lines, and all credits of those, by line and id."""
        found: dict[int, Row] = {}
        for ids in _chunks(sorted(set(lines))):
            found |= {row[1]: row for row in self._rows(_BILLED.format(ids=ids, clean=clean), values)}
        for ids in _chunks(sorted(found)):
            found |= {row[1]: row for row in self._rows(_CREDITS.format(ids=ids), {})}
        by_line: dict[int, list[Row]] = {}
        for _, row in sorted(found.items()):
            by_line.setdefault(row[0], []).append(row)
        return by_line

    def _rows(self, statement: str, values: dict[str, object]) -> list[Row]:
        """Raw rows: days as ISO text, truths as 0 and 1."""
        cursor: Any = self._connection.exec_driver_sql(statement, values).cursor
        return list(cursor.fetchall())


_CREDITED: Final = "SELECT number, document_day, coalesce(kid, ''), total, payer_id FROM invoice WHERE id = :id"

_LEFT: Final = """
SELECT vat_code, basis_points, sum(net), sum(vat) FROM (
  SELECT v.vat_code, v.basis_points, v.net, v.vat FROM invoice_vat v WHERE v.invoice_id = :id
  UNION ALL
  SELECT v.vat_code, v.basis_points, -v.net, -v.vat
  FROM invoice_vat v JOIN invoice i ON i.id = v.invoice_id WHERE i.original_id = :id
) AS parts GROUP BY vat_code, basis_points"""


def _chunks(ids: Sequence[int]) -> Iterator[str]:
    """Lists of whole numbers as SQL, a few hundred at a time."""
    for i in range(0, len(ids), _CHUNK):
        yield ",".join(map(str, ids[i : i + _CHUNK]))


class _Raw(NamedTuple):
    """Rows as the database has them: lines with segments, payer → buyer, payer → notice, line → billed rows."""

    lines: list[Row]
    buyers: dict[int, Row]
    notices: dict[int, int]
    billed: dict[int, list[Row]]


def _grouped(raw: _Raw) -> Iterator[tuple[tuple[int, str], list[Row]]]:
    """The rows of each payer and currency."""
    for key, rows in groupby(raw.lines, key=itemgetter(0, 1)):
        yield key, list(rows)


def _digest(rows: list[Row], buyer: Row, notice: int, billed: dict[int, list[Row]]) -> str:
    """Stands for all that the planner reads of a payer.

    Every edit gives a subscriber or a subscription a new version, every run moves the days of its lines, and final
    rows never change: so versions, days and ids say all.
    """
    said: list[object] = [buyer[-1], notice]
    said += [row[2:8] for row in rows]
    if billed:
        said += [[each[1] for each in billed.get(row[2], ())] for row in rows]
    return repr(said)


def _payers(raw: _Raw, usual_notice: int) -> Iterator[PayerState]:
    days = _Days()
    shared: _Shared = {}
    billed, no_rows = raw.billed, ()
    for (payer, currency), rows in _grouped(raw):
        buyer = raw.buyers.get(payer, _NOBODY)
        notice = raw.notices.get(payer, usual_notice)
        lines = tuple(
            [
                _line(list(parts), billed.get(line, no_rows), days, shared)
                for line, parts in groupby(rows, key=itemgetter(2))
            ]
        )
        yield PayerState(payer, currency, notice, _buyer(buyer), lines, _digest(rows, buyer, notice, billed))


_Shared = dict[tuple[Row, ...], tuple[Segment, ...]]
"""Segments by their raw rows: lines with the same ones share them, and so the planner's answer."""


def _line(rows: list[Row], billed: Sequence[Row], days: _Days, shared: _Shared) -> LineState:
    first = rows[0]
    raw = tuple([row[_FIRST_OF_SEGMENT:] for row in rows])
    segments = shared.get(raw)
    if segments is None:
        made = () if first[_FIRST_OF_SEGMENT] is None else tuple(_segment(row, days) for row in rows)
        segments = shared[raw] = made
    return LineState(
        first[2], first[3], first[4], days[first[5]], segments, tuple(_billed_line(row, days) for row in billed)
    )


def _segment(row: Row, days: _Days) -> Segment:
    return Segment(
        days[row[8]],
        days[row[9]],
        row[10],
        row[11],
        row[12],
        row[13] == 1,
        _MODES[row[14]],
        row[15],
        row[16],
        days[row[17]],
        _UNITS[row[18]],
        row[19],
        row[20] == 1,
        row[21],
        None if row[22] is None else days[row[22]],
        row[23],
        row[24] == 1,
    )


def _billed_line(row: Row, days: _Days) -> BilledLine:
    return BilledLine(
        id=row[1],
        invoice=row[2],
        kind=row[3],
        from_day=days[row[4]],
        to_day=days[row[5]],
        item=row[6],
        price=row[7],
        agreed=row[8] == 1,
        unit_amount=row[9],
        whole_amount=row[10],
        scale=row[11],
        quantity=row[12],
        includes_vat=row[13] == 1,
        amount=row[14],
        whole_from=days[row[15]],
        whole_to=days[row[16]],
        vat_code=row[17],
        vat_basis_points=row[18],
        segment_from=days[row[19]],
        change=row[20],
        credits=row[21],
        text=row[22],
    )


def _buyer(row: Row) -> Buyer:
    return Buyer(row[0], row[1] == 1, row[2], row[3] == 1, *row[4:-1])


class BillingWriter(BillingReader):
    """Keeps the caches of the lines."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def settle(self, lines: Iterable[tuple[LineAfter, date | None]]) -> None:
        """The caches of lines whose planned rows are final now; the day is where their furthest new charge ends."""
        rows = [
            (
                caches.clean_from.isoformat(),
                None if caches.next_issue_day is None else caches.next_issue_day.isoformat(),
                None if billed_to is None else billed_to.isoformat(),
                caches.line,
            )
            for caches, billed_to in lines
        ]
        if rows:
            self._connection.exec_driver_sql(_SETTLE, rows)


_SETTLE: Final = """
UPDATE subscription_line SET clean_from = ?1, next_issue_day = ?2,
  billed_to = CASE WHEN billed_to IS NULL OR billed_to < ?3 THEN coalesce(?3, billed_to) ELSE billed_to END
WHERE id = ?4"""
