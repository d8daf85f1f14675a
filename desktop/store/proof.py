"""What proves that nothing final was altered: the audit chain, the rows it vouches for, the digests of documents."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, func, select
from sqlalchemy.orm import InstrumentedAttribute

from desktop.domain.audit import AuditEntry, Command, canonical, digest, rows_digest, salted_digest, verify
from desktop.domain.ids import CommandId, UserId
from desktop.domain.text import N_, Message
from desktop.store.audit import AuditReader, command_digest
from desktop.store.pen import row_text
from desktop.store.tables import Base, CommandRow, DocumentPartyRow, InvoiceLineRow, InvoiceRow, InvoiceVatRow

_AT_ONCE: Final = 500
_TABLES: Final = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}

# The digest of a document covers its columns, but for itself and the command, and its lines, but for discounts.
_HEAD: Final = tuple(c for c in InvoiceRow.__table__.columns if c.key not in ("digest", "command_id"))
_LINE: Final = tuple(c for c in InvoiceLineRow.__table__.columns if c.key not in ("discount", "tiers"))
_TAX: Final = tuple(InvoiceVatRow.__table__.columns)
_BUYER: Final = (
    "number",
    "name",
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
)
_SELLER: Final = ("website", "account", "vat_registered", "business_register", "logo")


class ProofReader:
    """Reads everything final again and compares it with what was written down when it became so."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._audit = AuditReader(connection)

    def faults(self) -> Iterator[Message]:
        """Everything that was altered, in sentences; nothing for a sound file."""
        yield from verify(self._audit.entries(), head=self._audit.head())
        for entry in self._audit.entries():
            yield from self._of_entry(entry)
        yield from self._of_documents()

    def _of_entry(self, entry: AuditEntry) -> Iterator[Message]:
        body = json.loads(entry.body)
        command = self._command(entry.command_id)
        if command is None or command_digest(command) != body["command_sha256"]:
            text = N_("The command of entry {seq} in the audit log has been altered.")
            yield Message(text, values={"seq": entry.seq})
        for name, said in body["rows"].items():
            if rows_digest(self._texts(_TABLES[name], said["ids"])) != said["sha256"]:
                text = N_("Rows of {table} that entry {seq} of the audit log vouches for have been altered.")
                yield Message(text, values={"table": name, "seq": entry.seq})

    def _command(self, number: int) -> Command | None:
        row = self._connection.execute(select(CommandRow.__table__).where(CommandRow.id == number)).mappings().first()
        if row is None:
            return None
        return Command(CommandId(row["id"]), row["name"], UserId(row["user_id"]), row["at"], row["parameters"])

    def _texts(self, table: type[Base], spans: Iterable[Sequence[int]]) -> Iterator[str]:
        """The canonical text of each row; of a document its digest, which covers the rest of it."""
        key = table.__table__.c.id
        for first, last in spans:
            rows = self._connection.execute(select(table.__table__).where(key.between(first, last)).order_by(key))
            for row in rows.mappings():
                yield row["digest"] if table is InvoiceRow else row_text(table, dict(row))

    def _of_documents(self) -> Iterator[Message]:
        last = 0
        while heads := self._heads(after=last):
            first, last = heads[0].id, heads[-1].id
            lines = self._parts(InvoiceLineRow, _LINE, (first, last), order=InvoiceLineRow.ordinal)
            taxes = self._parts(InvoiceVatRow, _TAX, (first, last), order=InvoiceVatRow.vat_code)
            parties = self._parties({head.seller_party_id for head in heads} | {head.buyer_party_id for head in heads})
            for head in heads:
                *own, said = head
                whole = [_raw(own), lines.get(head.id, []), taxes.get(head.id, [])]
                kept = {head.seller_party_id: head.seller_digest, head.buyer_party_id: head.buyer_digest}
                # A party that is not there any more was purged, lawfully: its salted digest stays and says nothing.
                same = all(parties.get(party, was) == was for party, was in kept.items())
                if digest(canonical(whole)) != said or not same:
                    text = N_("Document {number} of series {series} has been altered.")
                    yield Message(text, values={"number": str(head.number), "series": head.series})

    def _heads(self, *, after: int) -> Sequence[Row[*tuple[Any, ...]]]:
        asked = select(*_HEAD, InvoiceRow.digest).where(InvoiceRow.id > after).order_by(InvoiceRow.id)
        return self._connection.execute(asked.limit(_AT_ONCE)).all()

    def _parts(
        self,
        table: type[InvoiceLineRow | InvoiceVatRow],
        columns: Sequence[ColumnElement[Any]],
        span: tuple[int, int],
        *,
        order: InstrumentedAttribute[Any],
    ) -> dict[int, list[list[object]]]:
        """The rows of each document of the span, in the order they were written."""
        owner = table.invoice_id
        asked = select(owner.label("owner"), *columns).where(owner.between(*span)).order_by(owner, order)
        found: dict[int, list[list[object]]] = {}
        for number, *row in self._connection.execute(asked):
            found.setdefault(number, []).append(_raw(row))
        return found

    def purged(self) -> int:
        """How many documents have lost their buyer, lawfully; they keep its salted digest."""
        asked = select(func.count(InvoiceRow.id)).where(InvoiceRow.buyer_party_id.not_in(select(DocumentPartyRow.id)))
        return int(self._connection.execute(asked).scalar_one())

    def _parties(self, ids: Collection[int]) -> dict[int, str]:
        """The salted digest of each party, made anew from what is shown of it."""
        asked = select(DocumentPartyRow.__table__).where(DocumentPartyRow.id.in_(ids))
        return {row["id"]: _salted(row) for row in self._connection.execute(asked).mappings()}


def _salted(row: RowMapping) -> str:
    if row["role"] == "buyer":
        shown = [row[name] for name in _BUYER]
    else:
        facts = {name: row[name] for name in (*_BUYER, *_SELLER)}
        facts["logo"] = hashlib.sha256(row["logo"]).hexdigest()
        shown = [facts[name] for name in sorted(facts)]
    return salted_digest(row["salt"], shown)


def _raw(row: Iterable[object]) -> list[object]:
    """As the run wrote it: truths as 0 and 1; days become their text in the canonical form."""
    return [int(value) if isinstance(value, bool) else value for value in row]
