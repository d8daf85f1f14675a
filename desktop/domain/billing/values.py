"""The planner's values: what it reads of a payer, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.domain.catalog import Catalog, Price, newest
from desktop.domain.errors import DomainError
from desktop.domain.ids import PriceId
from desktop.domain.settings import BillingRules
from desktop.domain.subscription import Segment
from desktop.domain.text import N_, Message

CHARGE = "charge"
CREDIT = "credit"


class BilledLine(NamedTuple):
    """A final invoice line of a subscription line, as far as the planner needs it. Amounts are as priced."""

    id: int
    invoice: int
    kind: str
    from_day: date
    to_day: date
    item: str
    price: int | None
    agreed: bool
    unit_amount: int
    whole_amount: int
    scale: int
    quantity: int
    includes_vat: bool
    amount: int
    whole_from: date
    whole_to: date
    vat_code: str
    vat_basis_points: int
    segment_from: date
    change: int
    credits: int | None
    text: str


class LineState(NamedTuple):
    """A subscription line: its segments, and the billed lines that reach beyond `clean_from`, with all their credits.

    Every day before `clean_from` is billed exactly as it should be.
    """

    line: int
    subscription: int
    slot: str
    clean_from: date
    segments: tuple[Segment, ...]
    billed: tuple[BilledLine, ...] = ()


class Buyer(NamedTuple):
    """A payer on the day of the document: what must be known before a document bears the name, and what it shows."""

    name: str
    is_organisation: bool
    org_number: str
    has_address: bool
    number: str = ""
    care_of: str = ""
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NO"
    email: str = ""
    phone: str = ""
    reference: str = ""
    language: str = "nb"
    kid_number: int = 0


class PayerState(NamedTuple):
    """Everything the planner reads of one payer and currency. `digest` stands for all of it."""

    payer: int
    currency: str
    notice_days: int
    buyer: Buyer
    lines: tuple[LineState, ...]
    digest: str = ""


class PlannedLine(NamedTuple):
    """A line to be billed, with all that it takes to explain and recompute it.

    amount = whole_amount × share_num / share_den in minor units, half up, as priced; a credit is negative.
    `whole_amount` and `unit_amount` have `scale` decimals. `credits` is the billed line that a credit takes from, and
    `most` what was left of it, where that was less than the share.
    """

    line: int
    subscription: int
    slot: str
    kind: str
    from_day: date
    to_day: date
    turn: int
    share_num: int
    share_den: int
    whole_from: date
    whole_to: date
    item: str
    price: int | None
    agreed: bool
    unit_amount: int
    whole_amount: int
    scale: int
    quantity: int
    includes_vat: bool
    amount: int
    segment_from: date
    change: int
    bill_day: date
    covers: str = ""
    credits: int | None = None
    credited_invoice: int | None = None
    vat_code: str = ""
    vat_basis_points: int = 0
    most: int | None = None


class LineAfter(NamedTuple):
    """What a line's caches become once its lines are final: the first unsettled day, and when it is next due."""

    line: int
    clean_from: date
    next_issue_day: date | None


class PayerPlan(NamedTuple):
    """The planner's answer for one payer: lines, the caches after, or the reason why the payer is set aside."""

    state: PayerState
    lines: tuple[PlannedLine, ...]
    after: tuple[LineAfter, ...]
    fault: Message | None = None
    notices: tuple[Message, ...] = ()
    warnings: tuple[str, ...] = ()


class Terms(NamedTuple):
    """What a segment costs for one whole period."""

    price: int | None
    agreed: bool
    unit_amount: int
    whole_amount: int
    scale: int
    includes_vat: bool


@dataclass(frozen=True, slots=True)
class PriceBook:
    """The prices by row, and by item for what pins none; made once for a plan; `terms` fills itself."""

    rows: Mapping[PriceId, Price]
    names: Mapping[str, str]
    _found: dict[tuple[str, str, date], Price | None] = field(default_factory=dict)
    terms: dict[tuple[PriceId | None, int], Terms] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog) -> "PriceBook":
        names = {code: plan.name for code, plan in catalog.plans.items()}
        names |= {code: add_on.name for code, add_on in catalog.add_ons.items()}
        return cls(catalog.prices, names)

    def price(self, segment: Segment, currency: str) -> Price:
        """The row the segment pins, else the one valid when it begins; refuses where there is none."""
        if segment.price is not None:
            return self.rows[segment.price]
        key = (segment.item, currency, segment.from_day)
        if key not in self._found:
            self._found[key] = newest(self.rows.values(), item=segment.item, currency=currency, day=segment.from_day)
        found = self._found[key]
        if found is None:
            raise DomainError(
                N_("{item} has no price on {day}. Enter the price, and run again."),
                item=self.names.get(segment.item, segment.item),
                day=segment.from_day,
            )
        return found


class Shape(NamedTuple):
    """What is due of a line whose segments and settled day many lines share: all of it but whose it is.

    `lines` are planned lines without their first three fields. `usual` says that none of them is refused for its
    period, `segments` keeps alive what the shape is known by.
    """

    lines: tuple[tuple[object, ...], ...]
    clean_from: date
    next_issue_day: date | None
    usual: bool
    elsewhere: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the planner is asked: what is due up to `target`, on a document dated `today`, by these prices and rules.

    `shapes` fills itself: lines with the same segments, settled to the same day, have the same answer.
    """

    target: date
    today: date
    book: PriceBook
    rules: BillingRules
    shapes: "dict[str, dict[tuple[int, date], Shape]]" = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
