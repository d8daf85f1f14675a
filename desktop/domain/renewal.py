"""The renewal run: its plan, how it differs from the last run, and the states it passes (spec/billing.md)."""

import enum
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desktop.domain.billing import Buyer, LineAfter
from desktop.domain.invoice import Document, DocumentKind
from desktop.domain.money import times
from desktop.domain.text import Message


class RunState(enum.StrEnum):
    """Where a run is. Stopped is by a person; interrupted, by a crash or an error."""

    PLANNED = "planned"
    RUNNING = "running"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    DONE = "done"


class Difference(enum.StrEnum):
    """How a payer's sum differs from the run before."""

    NEW = "new"
    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"
    GONE = "gone"
    SET_ASIDE = "set_aside"


class ProposedPayer(NamedTuple):
    """One payer of a proposal: documents and caches as they will be written, or the fault that sets the payer aside.

    `digest` stands for everything that was read of the payer; the commit writes only while it still holds. `sum` is
    what the documents come to: invoices less credit notes, in minor units.
    """

    payer: int
    currency: str
    digest: str
    documents: tuple[Document, ...]
    after: tuple[LineAfter, ...]
    sum: int
    last_sum: int | None
    difference: Difference
    fault: Message | None = None
    notices: tuple[Message, ...] = ()
    warnings: tuple[str, ...] = ()
    buyer: Buyer | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a set of proposed payers comes to, in minor units of the company's currency."""

    payers: int
    invoices: int
    credit_notes: int
    net: int
    vat: int
    total: int
    set_aside: int
    notices: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The plan of a run. `common_digest` stands for catalog, rates and settings; `gone` lists payers only last time.

    `head` is the last entry of the audit log when it was made: while no other follows, nothing has changed at all.
    """

    target: date
    today: date
    payers: tuple[ProposedPayer, ...]
    common_digest: str
    last_run: int | None = None
    gone: tuple[tuple[int, int], ...] = ()
    head: int = -1

    def digest(self) -> str:
        """SHA-256 over the common digest and every payer's."""
        whole = hashlib.sha256(self.common_digest.encode())
        for payer in self.payers:
            whole.update(f"{payer.payer}:{payer.currency}:{payer.digest};".encode())
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Run:
    """The record of a run. Amounts in minor units; numbers are those of its invoices."""

    id: int
    number: int
    state: RunState
    today: date
    target: date
    digest: str
    planned_documents: int
    planned_total: int
    done_documents: int
    done_total: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    first_number: int | None = None
    last_number: int | None = None
    set_aside: int = 0
    by: str = ""


def difference(now: int, last: int | None, *, percent: int) -> Difference:
    """New without a last sum; higher or lower when it moved by more than so many percent of it."""
    if last is None:
        return Difference.NEW
    most = times(abs(last), percent, 100)
    if abs(now - last) <= most:
        return Difference.SAME
    return Difference.HIGHER if now > last else Difference.LOWER


def change_in_percent(now: int, last: int | None) -> int | None:
    """The move from the last sum in whole percent, half up; None where there is nothing to compare with."""
    return None if not last else times(100, now - last, abs(last))


def sum_of(documents: Iterable[Document]) -> int:
    """Invoices less credit notes."""
    return sum(d.total if d.kind is DocumentKind.INVOICE else -d.total for d in documents)


def totals_of(payers: Sequence[ProposedPayer]) -> Totals:
    """The sums of the payers; credit notes count against them."""
    invoices = [d for p in payers for d in p.documents if d.kind is DocumentKind.INVOICE]
    notes = [d for p in payers for d in p.documents if d.kind is DocumentKind.CREDIT_NOTE]
    return Totals(
        payers=sum(1 for p in payers if p.documents),
        invoices=len(invoices),
        credit_notes=len(notes),
        net=sum(d.net for d in invoices) - sum(d.net for d in notes),
        vat=sum(d.vat for d in invoices) - sum(d.vat for d in notes),
        total=sum(d.total for d in invoices) - sum(d.total for d in notes),
        set_aside=sum(1 for p in payers if p.fault is not None),
        notices=sum(len(p.notices) for p in payers),
        warnings=sum(1 for p in payers if p.warnings),
    )
