"""Writes final documents in bulk: raw rows, one digest a document that covers them all, postings and allocations."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import insert

from desktop.domain.audit import canonical, salted_digest
from desktop.domain.billing import Buyer
from desktop.domain.invoice import TEMPLATE_VERSION, FinalDocument, Party
from desktop.store.invoice.reading import InvoiceReader
from desktop.store.pen import Pen
from desktop.store.tables import DocumentPartyRow, RenderingRow

Rows = list[tuple[Any, ...]]


def _insert(table: str, columns: str) -> str:
    names = columns.replace("\n", " ").split(", ")
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"


_INVOICE: Final = _insert(
    "invoice",
    "id, kind, series, number, payer_id, currency, document_day, due_day, bill_day, net, vat, total, kid, run_id, "
    "original_id, language, template_version, seller_party_id, seller_digest, buyer_party_id, buyer_digest, digest, "
    "command_id",
)
_LINE: Final = _insert(
    "invoice_line",
    "id, invoice_id, ordinal, subscription_line_id, subscription_id, slot, kind, from_day, to_day, turn, share_num, "
    "share_den, whole_from, whole_to, item_code, price_id, agreed, unit_amount, whole_amount, scale, quantity, "
    "includes_vat, amount, net, vat_code, vat_basis_points, segment_from, change, covers, credits_line_id, most, text",
)
_VAT: Final = _insert("invoice_vat", "invoice_id, vat_code, basis_points, net, vat")
_PARTY: Final = _insert(
    "document_party",
    "id, role, subscriber_id, salt, digest, number, name, care_of, address1, address2, postcode, city, country, "
    "org_number, email, phone, reference, website, account, vat_registered, business_register, logo",
)
_JOURNAL: Final = _insert("journal", "id, day, account, amount, currency, vat_code, invoice_id, payment_id, command_id")
_ALLOCATION: Final = _insert("allocation", "id, invoice_id, payment_id, credit_note_id, amount, day, command_id")


@dataclass(frozen=True, slots=True)
class Issue:
    """What the documents of a batch share. `series` gives kind → the code of its number series."""

    document_day: date
    seller_party: int
    seller_digest: str
    series: dict[str, str]
    command_id: int
    run_id: int | None = None


class InvoiceWriter(InvoiceReader):
    """Makes documents final."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def seller_party(self, seller: Party) -> tuple[int, str]:
        """The frozen row of the seller as it is now, made when the facts are new; gives its id and digest."""
        found = self._newest_seller()
        if found is not None and found[2] == seller:
            return found[0], found[1]
        salt = os.urandom(16).hex()
        made = self._pen.take_id("document_party")
        values: dict[str, object] = {name: getattr(seller, name) for name in seller.__slots__}
        shown = {**values, "logo": hashlib.sha256(seller.logo).hexdigest()}
        digest = salted_digest(salt, [shown[name] for name in sorted(shown)])
        row = {"id": made, "role": "seller", "subscriber_id": None, "salt": salt, "digest": digest, **values}
        self._pen.connection.execute(insert(DocumentPartyRow), [row])
        return made, digest

    def add_many(self, documents: Sequence[FinalDocument], issue: Issue) -> list[int]:
        """Writes the documents whole, with tax, buyers, postings and what credit notes settle; gives their ids.

        The digest of a document covers its own row, its lines, its tax and the digests of its parties; the audit line
        vouches for the digests.
        """
        batch = _Batch(self._pen, documents, issue)
        for document in documents:
            batch.add(document)
        run = self._pen.connection.exec_driver_sql
        for statement, rows in (
            (_PARTY, batch.parties),
            (_INVOICE, batch.invoices),
            (_LINE, batch.lines),
            (_VAT, batch.taxes),
            (_JOURNAL, batch.postings),
        ):
            if rows:
                run(statement, rows)
        self._pen.vouch("invoice", batch.vouched)
        return batch.ids

    def allocate(self, rows: Iterable[tuple[int, int | None, int | None, int]], *, day: date, command_id: int) -> None:
        """Settles invoices: (invoice, payment, credit note, amount) each."""
        made = list(rows)
        if made:
            ids = self._pen.take_ids("allocation", len(made))
            values = [(i, *row, day.isoformat(), command_id) for i, row in zip(ids, made, strict=True)]
            self._pen.connection.exec_driver_sql(_ALLOCATION, values)
            self._pen.vouch("allocation", [(row[0], canonical(row)) for row in values])

    def add_rendering(self, invoice: int, *, pdf: bytes, template_version: int, at: datetime) -> None:
        """Keeps the paper of a document as it was first shown."""
        row = {
            "invoice_id": invoice,
            "media_type": "application/pdf",
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "bytes": pdf,
            "template_version": template_version,
            "at": at,
        }
        self._pen.connection.execute(insert(RenderingRow), [row])


class _IsoText(dict[date, str]):
    """Day → ISO text; most days of a run are the same few."""

    def __missing__(self, day: date) -> str:
        text = self[day] = day.isoformat()
        return text


class _Batch:
    """Turns documents into raw rows. This is the hot path of a run: positions, no mappings."""

    def __init__(self, pen: Pen, documents: Sequence[FinalDocument], issue: Issue) -> None:
        n = len(documents)
        self.issue = issue
        self.ids = list(pen.take_ids("invoice", n)) if n else []
        self._invoice = iter(self.ids)
        self._party = iter(pen.take_ids("document_party", n))
        self._line = iter(pen.take_ids("invoice_line", sum(len(d.document.lines) for d in documents)))
        self._posting = iter(pen.take_ids("journal", sum(len(d.postings) for d in documents)))
        self._salts = os.urandom(16 * n).hex()
        self._day = issue.document_day.isoformat()
        self._iso = _IsoText()
        self.invoices: Rows = []
        self.lines: Rows = []
        self.taxes: Rows = []
        self.parties: Rows = []
        self.postings: Rows = []
        self.vouched: list[tuple[int, str]] = []

    def add(self, final: FinalDocument) -> None:
        document, issue = final.document, self.issue
        number = next(self._invoice)
        party, buyer_digest = self._add_buyer(final.buyer, document.payer)
        lines = self._lines_of(final, number)
        taxes = [(number, *group) for group in document.groups]
        head = (
            number,
            document.kind.value,
            issue.series[document.kind.value],
            final.number,
            document.payer,
            document.currency,
            self._day,
            None if document.due_day is None else document.due_day.isoformat(),
            document.bill_day.isoformat(),
            document.net,
            document.vat,
            document.total,
            final.kid,
            issue.run_id,
            None if document.original is None else document.original.id,
            final.buyer.language,
            TEMPLATE_VERSION,
            issue.seller_party,
            issue.seller_digest,
            party,
            buyer_digest,
        )
        digest = hashlib.sha256(canonical([head, lines, taxes]).encode()).hexdigest()
        self.invoices.append((*head, digest, issue.command_id))
        self.lines += lines
        self.taxes += taxes
        self._add_postings(final, number)
        self.vouched.append((number, digest))

    def _add_buyer(self, buyer: Buyer, payer: int) -> tuple[int, str]:
        made = next(self._party)
        at = 32 * len(self.parties)
        salt = self._salts[at : at + 32]
        shown = (
            buyer.number,
            buyer.name,
            buyer.care_of,
            buyer.address1,
            buyer.address2,
            buyer.postcode,
            buyer.city,
            buyer.country,
            buyer.org_number,
            buyer.email,
            buyer.phone,
            buyer.reference,
        )
        digest = salted_digest(salt, shown)
        self.parties.append((made, "buyer", payer, salt, digest, *shown, "", "", 0, 0, b""))
        return made, digest

    def _lines_of(self, final: FinalDocument, number: int) -> Rows:
        rows: Rows = []
        document, iso = final.document, self._iso
        for ordinal, (line, net) in enumerate(zip(document.lines, document.nets, strict=True), start=1):
            rows.append(
                (
                    next(self._line),
                    number,
                    ordinal,
                    line.line,
                    line.subscription,
                    line.slot,
                    line.kind,
                    iso[line.from_day],
                    iso[line.to_day],
                    line.turn,
                    line.share_num,
                    line.share_den,
                    iso[line.whole_from],
                    iso[line.whole_to],
                    line.item,
                    line.price,
                    int(line.agreed),
                    line.unit_amount,
                    line.whole_amount,
                    line.scale,
                    line.quantity,
                    int(line.includes_vat),
                    line.amount,
                    net,
                    line.vat_code,
                    line.vat_basis_points,
                    iso[line.segment_from],
                    line.change,
                    final.covers[ordinal - 1],
                    line.credits,
                    line.most,
                    final.texts[ordinal - 1],
                )
            )
        return rows

    def _add_postings(self, final: FinalDocument, number: int) -> None:
        for account, amount, code in final.postings:
            self.postings.append(
                (
                    next(self._posting),
                    self._day,
                    account,
                    amount,
                    final.document.currency,
                    code,
                    number,
                    None,
                    self.issue.command_id,
                )
            )
