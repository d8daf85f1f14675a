"""What a company has decided: who it is from a day on, and how it bills."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from stdnum.no import kontonr, orgnr

from desktop.domain.errors import DomainError
from desktop.domain.kid import KidAgreement
from desktop.domain.money import GrossRounding, TaxRounding
from desktop.domain.text import N_, Message


@dataclass(frozen=True, slots=True)
class Seller:
    """The company as its documents show it, from a day on. `logo` is a PNG or JPEG; `account` has eleven digits."""

    name: str
    from_day: date = date.min
    org_number: str = ""
    vat_registered: bool = True
    business_register: bool = True
    address1: str = ""
    address2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NO"
    email: str = ""
    phone: str = ""
    website: str = ""
    account: str = ""
    kid: KidAgreement = field(default_factory=KidAgreement)
    logo: bytes = b""
    id: int = 0
    version: int = 1


class CreditForm(enum.StrEnum):
    """Where a credit goes: a note of its own, lines on the payer's next invoice, or the payer's balance."""

    CREDIT_NOTE = "credit_note"
    NEXT_INVOICE = "next_invoice"
    ACCOUNT = "account"


class CreditUse(enum.StrEnum):
    """What a credit on an unpaid invoice does first: lowers what is due, or waits for the next invoice."""

    REDUCES_DUE = "reduces_due"
    NEXT_INVOICE = "next_invoice"


class FirstBoundary(enum.StrEnum):
    """Where a line of several months that joins a billing day has its first boundary."""

    NEXT_BILLING_DAY = "next_billing_day"
    WITHIN_ONE_PERIOD = "within_one_period"


class Downgrade(enum.StrEnum):
    """When a move to a lower plan takes effect if nothing else is said."""

    END_OF_PERIOD = "end_of_period"
    AT_ONCE = "at_once"


class RefundRule(enum.StrEnum):
    """What a refund without a correction does: opens the invoice again, or takes the payer's balance first."""

    REOPENS = "reopens"
    TAKES_BALANCE_FIRST = "takes_balance_first"


class DiscountOrder(enum.StrEnum):
    """Which discount is taken first."""

    CREATION = "creation"
    PERCENT_FIRST = "percent_first"
    SPECIFIC_FIRST = "specific_first"


class Overpayment(enum.StrEnum):
    """Where the surplus of a payment goes."""

    BALANCE = "balance"
    WRITE_OFF = "write_off"


class DayCount(enum.StrEnum):
    """How the days of a part are counted."""

    ACTUAL = "actual"
    FIXED_30 = "fixed_30"
    NONE = "none"


class StubDenominator(enum.StrEnum):
    """What a first part is a share of."""

    ENCLOSING = "enclosing"
    ADJACENT = "adjacent"


class DocumentGrouping(enum.StrEnum):
    """Which lines of a payer share an invoice."""

    ONE_PER_RUN = "one_per_run"
    ONE_PER_BILL_DAY = "one_per_bill_day"


@dataclass(frozen=True, slots=True)
class BillingRules:
    """The conventions of the company, with our defaults (spec/billing.md)."""

    currency: str = "NOK"
    zone: str = "Europe/Oslo"
    cancel_day_billed: bool = True
    day_count: DayCount = DayCount.ACTUAL
    stub_denominator: StubDenominator = StubDenominator.ENCLOSING
    credit_form: CreditForm = CreditForm.CREDIT_NOTE
    grouping: DocumentGrouping = DocumentGrouping.ONE_PER_RUN
    issue_zero_invoices: bool = False
    notice_days: int = 14
    difference_percent: int = 10
    first_boundary: FirstBoundary = FirstBoundary.NEXT_BILLING_DAY
    downgrade: Downgrade = Downgrade.END_OF_PERIOD
    credit_use: CreditUse = CreditUse.REDUCES_DUE
    refund: RefundRule = RefundRule.REOPENS
    discount_order: DiscountOrder = DiscountOrder.CREATION
    tax_rounding: TaxRounding = TaxRounding.PER_RATE
    gross_rounding: GrossRounding = GrossRounding.TAX
    overpayment: Overpayment = Overpayment.BALANCE
    tolerance: int = 0
    keep_price_days: int = 0
    keeps_unused_of_subscriber: bool = False
    keeps_unused_of_non_payment: bool = False
    keeps_unused_of_staff: bool = False
    keeps_unpaid_unused: bool = False


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the Norwegian standard chart that documents post to; VAT code → account."""

    receivables: str = "1500"
    bank: str = "1920"
    revenue: str = "3000"
    revenue_by_code: tuple[tuple[str, str], ...] = (
        ("5", "3100"),
        ("51", "3100"),
        ("52", "3100"),
        ("6", "3200"),
        ("7", "3200"),
    )
    vat: str = "2700"
    vat_by_code: tuple[tuple[str, str], ...] = (("31", "2701"), ("32", "2702"), ("33", "2703"))


@dataclass(frozen=True, slots=True)
class Series:
    """A number series: the next number it gives, and the day of its last document."""

    kind: str
    first: int
    next: int
    prefix: str = ""
    last_day: date | None = None


def seller_on(sellers: Iterable[Seller], *, day: date) -> Seller:
    """The company as it is on the day; the first facts hold for all days before them too."""
    ordered = sorted(sellers, key=lambda seller: seller.from_day)
    if not ordered:
        raise DomainError(N_("The company has no name and address yet. Enter them in Settings."))
    return next((seller for seller in reversed(ordered) if seller.from_day <= day), ordered[0])


def faults_of(seller: Seller) -> list[tuple[str, Message]]:
    """What is wrong with the company's facts, as (field, sentence)."""
    faults: list[tuple[str, Message]] = []
    if not seller.name.strip():
        faults.append(("name", Message(N_("Fill in the name."))))
    if seller.org_number and not orgnr.is_valid(seller.org_number):
        faults.append(("org_number", Message(N_("An organisation number has nine digits, and the last one checks."))))
    if seller.vat_registered and not seller.org_number:
        faults.append(("org_number", Message(N_("A company registered for VAT needs its organisation number."))))
    if seller.account and not kontonr.is_valid(seller.account):
        faults.append(("account", Message(N_("An account number has eleven digits, and the last one checks."))))
    return faults
