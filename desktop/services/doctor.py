"""The data check: whether everything in the company file still holds together. It reads all, and changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.domain.billing import CHARGE, LineState, PayerState, plan_line
from desktop.domain.errors import DomainError
from desktop.domain.ids import SubscriptionId
from desktop.domain.money import exponent
from desktop.domain.period import OPEN_END
from desktop.domain.proration import part_amount
from desktop.domain.subscription import end_day, segments
from desktop.domain.text import N_, Message
from desktop.jobs import Progress
from desktop.services.billing import Common, common
from desktop.services.context import Session
from desktop.store.doctor import Derived
from desktop.store.work import Reading


@dataclass(frozen=True, slots=True)
class Report:
    """What does not hold, in sentences, and how much was looked at; no fault in a sound file."""

    faults: tuple[Message, ...]
    documents: int
    subscriptions: int
    entries: int

    @property
    def is_sound(self) -> bool:
        return not self.faults

    @property
    def summary(self) -> Message:
        """One sentence for a sound file."""
        return Message(
            N_(
                "Everything holds together: {documents} documents, {subscriptions} subscriptions and {entries} entries "
                "of the audit log were checked."
            ),
            values={
                "documents": Decimal(self.documents),
                "subscriptions": Decimal(self.subscriptions),
                "entries": Decimal(self.entries),
            },
        )


def check(ctx: Session, *, progress: Progress | None = None) -> Report:
    """Looks at everything in one moment of the file. Raises `Cancelled` when asked to stop."""
    steps, faults = progress or Progress(), list[Message]()
    with ctx.reading() as look:
        for i, examine in enumerate(_CHECKS):
            steps.step(i, len(_CHECKS))
            faults += examine(look)
        steps.step(len(_CHECKS), len(_CHECKS))
        faults += _of_caches(look, common(look, today=ctx.today))
        return Report(tuple(faults), *look.doctor.sizes())


def _of_file(look: Reading) -> Iterator[Message]:
    for damage in look.doctor.damages():
        yield Message(N_("The file is damaged: {damage}. Open the newest backup."), values={"damage": damage})


def _of_numbers(look: Reading) -> Iterator[Message]:
    for gap in look.doctor.gaps():
        text = N_("The number series {series} has given {given} numbers, and {there} documents bear them.")
        values = {"series": gap.series, "given": Decimal(gap.given), "there": Decimal(gap.there)}
        yield Message(text, values=values)


def _of_cover(look: Reading) -> Iterator[Message]:
    for number, day in look.doctor.covered_twice():
        text = N_("Subscription {number} is billed twice for {day}, or credited without having been billed.")
        yield Message(text, values={"number": number, "day": day})


def _of_amounts(look: Reading) -> Iterator[Message]:
    wrong = dict.fromkeys(line.number for line in look.doctor.derived() if not _follows(line))
    yield from _named(N_("An amount on document {number} does not follow from what it was worked out from."), wrong)


def _follows(line: Derived) -> bool:
    """A charge is its share of the whole, exactly; a credit gives back its share, or less where less was left."""
    part = part_amount(line.whole_amount, line.scale, exponent(line.currency), line.share)
    if line.kind == CHARGE:
        return line.amount == part
    return -part <= line.amount <= 0


def _of_sums(look: Reading) -> Iterator[Message]:
    yield from _named(N_("The sums of document {number} do not add up."), look.doctor.wrong_sums())


def _of_credits(look: Reading) -> Iterator[Message]:
    yield from _named(N_("More is credited than document {number} charged."), look.doctor.credited_beyond())


def _of_journal(look: Reading) -> Iterator[Message]:
    yield from _named(N_("Document {number} is not posted as what it comes to."), look.doctor.unposted())
    if look.ledger.unbalanced():
        yield Message(N_("The journal does not balance: there are vouchers that do not sum to zero."))


def _of_payments(look: Reading) -> Iterator[Message]:
    yield from _named(N_("More is paid on document {number} than it comes to."), look.doctor.settled_beyond())
    beyond = look.doctor.spent_beyond()
    if beyond:
        yield Message(
            "{count} payment or credit note covers more than it comes to.",
            "{count} payments or credit notes cover more than they come to.",
            beyond,
        )


def _of_papers(look: Reading) -> Iterator[Message]:
    yield from _named(N_("The stored PDF of document {number} was altered."), look.doctor.altered_papers())


def _of_proof(look: Reading) -> Iterable[Message]:
    return look.proof.faults()


def _named(text: str, numbers: Iterable[str]) -> Iterator[Message]:
    for number in numbers:
        yield Message(text, values={"number": number})


_CHECKS: tuple[Callable[[Reading], Iterable[Message]], ...] = (
    _of_file,
    _of_numbers,
    _of_cover,
    _of_amounts,
    _of_sums,
    _of_credits,
    _of_journal,
    _of_payments,
    _of_papers,
    _of_proof,
)


def _of_caches(look: Reading, shared: Common) -> Iterator[Message]:
    """Segments, ends and due days are worked out from changes and documents: again, from the very beginning."""
    ends, days = look.doctor.ends(), look.doctor.line_days()
    lives = look.subscription.get_many(sorted(ends))
    wrong = {number for number, life in lives.items() if (end_day(life.changes) or OPEN_END) != ends[number]}
    for state in look.billing.payers(day=shared.today, usual_notice=shared.rules.notice_days, since=date.min):
        for line in state.lines:
            made = segments(lives[SubscriptionId(line.subscription)].changes).get(line.slot, [])
            if list(line.segments) != made or not _is_due_as_kept(line, state, shared, days[line.line]):
                wrong.add(SubscriptionId(line.subscription))
    text = N_("What is kept of subscription {number} is not what its changes and documents say.")
    yield from _named(text, (lives[number].number for number in sorted(wrong)))


def _is_due_as_kept(line: LineState, state: PayerState, shared: Common, kept: tuple[date, date | None]) -> bool:
    """Nothing to bill lies before the day up to which all was settled, and the next day of issue is the one kept."""
    clean_from, next_issue_day = kept
    try:
        nothing, after = plan_line(line, shared.question(date.min), state.currency)
    except DomainError:
        return True  # A price that is missing sets the payer aside; the run says so.
    settled = after.next_issue_day is None or after.clean_from >= clean_from
    return not nothing and settled and after.next_issue_day == next_issue_day
