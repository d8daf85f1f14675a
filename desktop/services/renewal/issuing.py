"""Makes the documents of a batch final: numbers, KID, texts, postings, what credit notes and free credits settle."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.domain.billing import CHARGE, Buyer, LineAfter
from desktop.domain.invoice import Document, DocumentKind, FinalDocument, Party
from desktop.domain.kid import KidAgreement, kid
from desktop.domain.ledger import postings_of
from desktop.domain.renewal import ProposedPayer
from desktop.domain.settings import Seller
from desktop.services.billing import Common, item_text
from desktop.store.invoice import Issue
from desktop.store.work import Work

_INVOICE, _NOTE = DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE


class Issuer:
    """Issues the documents of one batch within its transaction."""

    def __init__(self, work: Work, shared: Common, run: int | None) -> None:
        self._work = work
        self._shared = shared
        self._run = run
        self._series: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._covers: dict[str, str] = {}

    def issue(self, payers: Sequence[tuple[ProposedPayer, Buyer]], *, low: int, high: int) -> list[int]:
        """Writes the payers' documents and the caches of their lines; gives the ids of the documents."""
        documents = [
            (document, buyer if document.payer == payer.payer else self._former(document.payer))
            for payer, buyer in payers
            for document in payer.documents
        ]
        if not documents:
            return []
        finals = self._finals(documents)
        ids = self._work.invoice.add_many(finals, self._issue())
        self._work.billing.settle((caches, furthest) for payer, _ in payers for caches, furthest in _settled(payer))
        self._allocate(finals, ids, low, high)
        return ids

    def _former(self, payer: int) -> Buyer:
        """Who was billed before someone else came to pay, and gets what is credited of it."""
        return self._work.billing.buyer(payer, day=self._shared.today)

    def _finals(self, documents: Sequence[tuple[Document, Buyer]]) -> list[FinalDocument]:
        count = sum(document.kind is _INVOICE for document, _ in documents)
        numbers = {_INVOICE: self._take(_INVOICE, count), _NOTE: self._take(_NOTE, len(documents) - count)}
        running = iter(self._work.settings.take_count("kid_running", count) if count else ())
        agreement, accounts = self._shared.seller.kid, self._shared.accounts
        made = []
        for document, buyer in documents:
            number = next(numbers[document.kind])
            kid_text = self._kid(agreement, buyer, next(running)) if document.kind is _INVOICE else None
            texts = tuple([self._text(line.item) for line in document.lines])
            covers = tuple([self._cover(line.covers) for line in document.lines])
            postings = tuple(postings_of(document.kind, document.groups, accounts))
            made.append(FinalDocument(document, number, kid_text, buyer, texts, covers, postings))
        return made

    def _take(self, kind: DocumentKind, n: int) -> Iterator[int]:
        """The next numbers of the kind's series, and its code for the documents that bear them."""
        if not n:
            return iter(())
        self._series[kind.value], numbers = self._work.settings.take_numbers(kind.value, n, day=self._shared.today)
        return iter(numbers)

    def _kid(self, agreement: KidAgreement, buyer: Buyer, running: int) -> str:
        return kid(agreement=agreement, payer=buyer.kid_number, running=running)

    def _issue(self) -> Issue:
        party, digest = self._work.invoice.seller_party(party_of(self._shared.seller))
        return Issue(self._shared.today, party, digest, self._series, self._work.command.id, self._run)

    def _text(self, item: str) -> str:
        found = self._texts.get(item)
        if found is None:
            found = self._texts[item] = item_text(self._shared.catalog, item)
        return found

    def _cover(self, covers: str) -> str:
        """The names of the add-ons that an agreed price pays for, one a line."""
        found = self._covers.get(covers)
        if found is None:
            codes = [slot.partition("#")[0] for slot in covers.split(",") if slot]
            found = self._covers[covers] = "\n".join(self._shared.catalog.item(code).name for code in codes)
        return found

    def _allocate(self, finals: Sequence[FinalDocument], ids: Sequence[int], low: int, high: int) -> None:
        """A note settles its original first; what is left, and older free credit, settles the payer's new invoices."""
        rows: list[tuple[int, int | None, int | None, int]] = []
        open_now: dict[tuple[int, str], list[list[int]]] = {}
        for final, number in zip(finals, ids, strict=True):
            document = final.document
            if document.kind is _INVOICE:
                open_now.setdefault((document.payer, document.currency), []).append([number, document.total])
            elif document.original is not None:
                amount = min(document.original.open_amount, document.total)
                if amount > 0:
                    rows.append((document.original.id, None, number, amount))
        day, command = self._shared.today, self._work.command.id
        self._work.invoice.allocate(rows, day=day, command_id=command)
        rows = []
        for payer, currency, payment, note, free in self._work.invoice.free_credits(low=low, high=high):
            left = free
            for invoice in open_now.get((payer, currency), ()):
                amount = min(left, invoice[1])
                if amount > 0:
                    rows.append((invoice[0], payment, note, amount))
                    invoice[1] -= amount
                    left -= amount
        self._work.invoice.allocate(rows, day=day, command_id=command)


def _settled(payer: ProposedPayer) -> list[tuple[LineAfter, date | None]]:
    """The caches of the payer's lines, with where the furthest new charge of each ends."""
    furthest: dict[int, date] = {}
    for document in payer.documents:
        for line in document.lines:
            if line.kind == CHARGE:
                known = furthest.get(line.line)
                if known is None or line.to_day > known:
                    furthest[line.line] = line.to_day
    return [(caches, furthest.get(caches.line)) for caches in payer.after]


def party_of(seller: Seller) -> Party:
    """The seller as documents show it."""
    return Party(
        name=seller.name,
        address1=seller.address1,
        address2=seller.address2,
        postcode=seller.postcode,
        city=seller.city,
        country=seller.country,
        org_number=seller.org_number,
        email=seller.email,
        phone=seller.phone,
        website=seller.website,
        account=seller.account,
        vat_registered=seller.vat_registered,
        business_register=seller.business_register,
        logo=seller.logo,
    )
