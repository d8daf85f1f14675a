"""What a run came to, in the sentences of the office (spec/words.md 3, 20 and 21)."""

from decimal import Decimal

from desktop.domain.invoice import DocumentKind
from desktop.domain.renewal import Run, RunState
from desktop.domain.text import Amount, Message
from desktop.services.context import Session
from desktop.services.renewal.carrying_out import Result


def told(ctx: Session, *, result: Result) -> tuple[Message, ...]:
    """What was issued, in sentences: numbers and sum, credit notes, and how many were set aside."""
    run = result.run
    with ctx.reading() as look:
        prefix = look.settings.active_series(DocumentKind.INVOICE.value).prefix
        currency = look.settings.rules().currency
    first, last = run.first_number, run.last_number
    invoices = 0 if first is None or last is None else last - first + 1
    said = [_stopped(run)] if run.state is not RunState.DONE else []
    values = {"first": f"{prefix}{first}", "last": f"{prefix}{last}", "total": Amount(run.done_total, currency)}
    if invoices:
        said.append(
            Message(
                "Done: {count} invoice issued (no. {first}), {total} in all, incl. VAT.",
                "Done: {count} invoices issued (nos. {first}–{last}), {total} in all, incl. VAT.",
                invoices,
                values,
            )
        )
    notes = run.done_documents - invoices
    if notes:
        said.append(Message("{count} credit note was issued.", "{count} credit notes were issued.", notes))
    if result.set_aside:
        count = len(result.set_aside)
        said.append(Message("{count} subscriber was set aside.", "{count} subscribers were set aside.", count))
    return tuple(said) or (Message("{count} invoice was issued.", "{count} invoices were issued.", 0),)


def _stopped(run: Run) -> Message:
    return Message(
        "The run was stopped after {done} of {count} document. What is done is saved; the rest has not been invoiced.",
        "The run was stopped after {done} of {count} documents. What is done is saved; the rest has not been invoiced.",
        run.planned_documents,
        {"done": Decimal(run.done_documents)},
    )
