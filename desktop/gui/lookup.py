"""What the search over everything finds: subscribers and documents that fit what is typed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.invoice import DocumentKind
from desktop.domain.rows import InvoiceRow, ListQuery, SubscriberRow
from desktop.gui.dialogs.palette import Hit
from desktop.i18n import _
from desktop.i18n.dates import date_short
from desktop.i18n.numbers import money
from desktop.services import invoice, subscriber

if TYPE_CHECKING:
    from desktop.services.context import Session

_MOST = 8  # of each kind

Navigate = Callable[..., None]


def look_up(session: "Session", navigate: Navigate, typed: str) -> Sequence[Hit]:
    """Subscribers by name, number, telephone or place; documents by number, KID or name of the payer."""
    query = ListQuery(search=typed)
    people = subscriber.page(session, query=query, offset=0, limit=_MOST)
    papers = invoice.page(session, query=query, offset=0, limit=_MOST)
    return [*(_person(row, navigate) for row in people), *(_paper(row, navigate) for row in papers)]


def _person(row: SubscriberRow, navigate: Navigate) -> Hit:
    run = partial(navigate, "subscriber", id=row.id)
    return Hit(_("Subscribers"), row.name, run, "user", f"{row.number} {row.city}".strip(), row.subscription)


def _paper(row: InvoiceRow, navigate: Navigate) -> Hit:
    words = _("Credit note {number}") if row.kind == DocumentKind.CREDIT_NOTE.value else _("Invoice {number}")
    right = f"{money(row.total, row.currency)} · {date_short(row.document_day)}"
    run = partial(navigate, "invoice", id=row.id)
    return Hit(_("Invoices"), words.format(number=row.number), run, "file-text", row.name, right)
