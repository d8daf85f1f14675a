"""Invoices and credit notes as PDF: one, a file for each of a batch, or all of a batch in one file."""

from collections.abc import Iterable, Iterator

from desktop.documents.head import draw_foot, draw_head, draw_sample_mark, draw_short_head
from desktop.documents.payment_box import draw_payment_box
from desktop.documents.pdf import PdfFile
from desktop.documents.pen import clean
from desktop.documents.sums import draw_tail, tail_of
from desktop.documents.table import FIRST_TOP, NEXT_TOP, draw_continues, draw_table, paginated, rows_of
from desktop.documents.words import Words
from desktop.domain.invoice import IssuedDocument

# Language of the document → the tag that readers and speech know it by.
_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-NO"}


def invoice_pdf(document: IssuedDocument) -> bytes:
    """The document as a PDF of its own; the same bytes for the same values, on any day and machine."""
    words = Words(document)
    file = PdfFile(title=words.name(), author=clean(document.seller.name), language=_TAGS[words.language])
    _draw(file, words)
    return file.to_bytes()


class InvoiceBatch:
    """Documents to be printed together. Typefaces, look and logo are made ready once and shared by all its files.

    Takes any iterable, read as it is needed: five thousand documents need not lie in memory at once.
    """

    def __init__(self, documents: Iterable[IssuedDocument] = ()) -> None:
        self._given = documents
        self._added: list[IssuedDocument] = []

    def add(self, document: IssuedDocument) -> None:
        """One more, after those before it."""
        self._added.append(document)

    def documents(self) -> Iterator[IssuedDocument]:
        """Those the batch was given, then those that were added."""
        yield from self._given
        yield from self._added

    def __iter__(self) -> Iterator[bytes]:
        """A file for each document, in their order, each the same as `invoice_pdf` makes it."""
        return (invoice_pdf(document) for document in self.documents())

    def write_one(self, documents: Iterable[IssuedDocument] | None = None) -> bytes:
        """All documents of the batch, or those given, in one file with a bookmark each; refuses none at all."""
        file: PdfFile | None = None
        for document in self.documents() if documents is None else documents:
            words = Words(document)
            if file is None:
                seller = clean(document.seller.name)
                file = PdfFile(title=words.batch_name(), author=seller, language=_TAGS[words.language])
            _draw(file, words, bookmark=f"{words.name()} · {clean(document.buyer.name)}")
        if file is None:
            raise ValueError("a file has at least one document")
        return file.to_bytes()


def _draw(file: PdfFile, words: Words, *, bookmark: str = "") -> None:
    """The pages of one document."""
    tail = tail_of(words)
    pages = paginated(rows_of(words), tail=tail.height)
    for number, rows in enumerate(pages, start=1):
        pen = file.new_page()
        is_first, is_last = number == 1, number == len(pages)
        if is_first:
            draw_head(pen, file, words)
        else:
            draw_short_head(pen, words)
        end = draw_table(pen, rows, words, top=FIRST_TOP if is_first else NEXT_TOP)
        if is_last:
            draw_tail(pen, tail, words, top=end)
            draw_payment_box(pen, words)
        else:
            draw_continues(pen, words, top=end)
        if words.document.is_sample:
            draw_sample_mark(pen, words)
        draw_foot(pen, words, page=number, pages=len(pages))
        file.add(pen, bookmark=bookmark if is_first else "")
