"""Rows to subscribers: all that is in a file, or every fault of it with its row and column."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.domain.catalog import Catalog
from desktop.domain.errors import DomainError
from desktop.domain.period import add_months
from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind, faults_of
from desktop.domain.subscription import Wish, start
from desktop.domain.text import N_
from desktop.domain.transfer.cells import AmountReader
from desktop.domain.transfer.mapping import MOST_QUANTITY, Mapping, faults_against
from desktop.domain.transfer.reader import RowReader
from desktop.domain.transfer.table import Fault, Table, shown

MONTHS_AHEAD = 12
LONGEST_NUMBER = 40
LANGUAGES = ("nb", "nn", "en")
KINDS = tuple(str(kind) for kind in SubscriberKind)


@dataclass(frozen=True, slots=True)
class ImportedSubscriber:
    """A row as it will be kept; `row` is where it stood."""

    row: int
    subscriber: Subscriber
    contact: Contact
    product: str
    wish: Wish
    preferences: tuple[tuple[str, str], ...] = ()


def read_rows(
    table: Table, mapping: Mapping, *, catalog: Catalog, today: date, amount: AmountReader
) -> tuple[list[ImportedSubscriber], list[Fault]]:
    """The rows that are whole, and every fault of the others; with faults nothing should be imported.

    `catalog` is the one that will be sold from; `amount` reads a written amount (`i18n.numbers.parse_money`).
    """
    faults = faults_against(mapping, table)
    if faults:
        return [], faults
    places = {name: index for index, name in enumerate(table.header)}
    good: list[ImportedSubscriber] = []
    first_rows: dict[str, int] = {}
    for row in table.rows:
        reader = RowReader(row, places, mapping, catalog, amount)
        imported = _subscriber(reader, first_rows, today)
        faults += reader.faults
        if imported is not None:
            good.append(imported)
    return good, faults


def _subscriber(reader: RowReader, first_rows: dict[str, int], today: date) -> ImportedSubscriber | None:
    number = _number(reader, first_rows)
    wish = _wish(reader, today)
    person = Subscriber(
        number=number,
        name=reader.text("name") if "name" in reader.mapping.columns else number,
        kind=SubscriberKind(reader.choice("kind", KINDS)),
        language=reader.choice("language", LANGUAGES),
        org_number="".join(reader.text("org_number").split()),
        since=wish.start if wish is not None else date.min,
    )
    contact = _contact(reader, person.name)
    _check_person(reader, person, contact)
    preferences = _preferences(reader)
    if reader.faults or wish is None:
        return None
    return ImportedSubscriber(reader.row.number, person, contact, reader.mapping.product.code, wish, preferences)


def _number(reader: RowReader, first_rows: dict[str, int]) -> str:
    number = reader.text("number")
    at = reader.column("number")
    if len(number) > LONGEST_NUMBER:
        reader.note(N_("A customer number has at most {most} characters."), at=at, most=LONGEST_NUMBER)
    elif number and first_rows.setdefault(number, reader.row.number) != reader.row.number:
        reader.note(
            N_("The customer number {number} stands in row {first} too. Keep one of the rows."),
            at=at,
            number=shown(number),
            first=first_rows[number],
        )
    return number


def _contact(reader: RowReader, name: str) -> Contact:
    country = reader.text("country").upper() or "NO"
    if not (len(country) == len("NO") and country.isascii() and country.isalpha()):
        reader.note(
            N_("“{text}” is not a country code. Write two letters, such as NO."),
            at=reader.column("country"),
            text=shown(country),
        )
    return Contact(
        ContactRole.PRIMARY,
        name,
        care_of=reader.text("care_of"),
        address1=reader.text("address1"),
        address2=reader.text("address2"),
        postcode=_postcode(reader, country),
        city=reader.text("city"),
        country=country,
        email=reader.text("email"),
        phone=reader.text("phone"),
        reference=reader.text("reference"),
    )


def _postcode(reader: RowReader, country: str) -> str:
    """A spreadsheet that took a Norwegian postcode for a number has dropped its leading zeros."""
    written = reader.text("postcode")
    column = reader.mapping.column_of("postcode")
    as_number = bool(column) and isinstance(reader.row.cells[reader.places[column]], Decimal)
    return written.zfill(len("0150")) if as_number and country == "NO" else written


def _check_person(reader: RowReader, person: Subscriber, contact: Contact) -> None:
    """What the rules of a subscriber's record say, where the cell itself has not been found wrong already."""
    wrong = {each.column for each in reader.faults}
    for name, message in faults_of(person, contact):
        at = reader.column(name)
        if at not in wrong:
            reader.faults.append(Fault(message, reader.row.number, at))


def _preferences(reader: RowReader) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for asked in reader.mapping.product.preferences:
        if asked.key not in reader.mapping.preferences:
            continue
        answer = reader.preference(asked.key)
        if answer and asked.choices and answer not in asked.choices:
            reader.note(
                N_("“{text}” is none of: {choices}."),
                at=reader.mapping.preferences[asked.key].column or reader.column("number"),
                text=shown(answer),
                choices=asked.choices,
            )
        if answer:
            found.append((asked.key, answer))
    return tuple(found)


def _wish(reader: RowReader, today: date) -> Wish | None:
    """What the row sells, once it has been tried against the catalog; None when too much is missing to try."""
    plan = reader.text("plan")
    if plan and plan not in reader.catalog.plans:
        reader.note(
            N_("There is no plan “{plan}”. Add it to [catalog], or correct the row."),
            at=reader.column("plan"),
            plan=shown(plan),
        )
    first_day = reader.day("start")
    if first_day is not None and first_day > add_months(today, MONTHS_AHEAD):
        reader.note(
            N_("The start, {day}, lies more than a year ahead. Correct the date."),
            at=reader.column("start"),
            day=first_day,
        )
    wish = Wish(
        plan=plan,
        start=first_day or today,
        add_ons=_add_ons(reader, plan),
        quantity=reader.whole("quantity") or 1,
        billing_day=reader.whole("billing_day"),
        agreed=reader.amount("agreed_price"),
        agreed_includes_vat=reader.mapping.agreed_includes_vat,
        elsewhere_through=reader.day("elsewhere_through"),
        commitment_months=reader.whole("commitment_months"),
        last_day=reader.day("last_day"),
    )
    if first_day is None or plan not in reader.catalog.plans:
        return None
    if not reader.faults:
        _try_sale(reader, wish)
    return wish


def _add_ons(reader: RowReader, plan: str) -> tuple[tuple[str, int], ...]:
    bought = [
        (source.code, reader.bought(source, most=MOST_QUANTITY))
        for source in reader.mapping.add_ons
        if plan not in source.not_on
    ]
    return tuple((code, quantity) for code, quantity in bought if quantity)


def _try_sale(reader: RowReader, wish: Wish) -> None:
    """The sale as a rule would take it; when it is refused, each part alone, so that each gets its own sentence."""
    if _agreed_across_vat(reader, wish) or _refusal(reader, wish) is None:
        return
    base = replace(wish, add_ons=(), last_day=None)
    refusal = _refusal(reader, base)
    if refusal is not None:
        at = reader.column("plan" if wish.agreed is None else "agreed_price")
        reader.faults.append(Fault(refusal.message, reader.row.number, at))
        return
    parts = [(replace(base, add_ons=(each,)), _column_of_add_on(reader, each[0])) for each in wish.add_ons]
    for part, at in [*parts, (replace(wish, add_ons=()), reader.column("last_day"))]:
        refusal = _refusal(reader, part)
        if refusal is not None:
            reader.faults.append(Fault(refusal.message, reader.row.number, at))


def _agreed_across_vat(reader: RowReader, wish: Wish) -> bool:
    """An agreed price has one VAT code (model.md 3), so it cannot cover an add-on with another."""
    if wish.agreed is None:
        return False
    code = reader.catalog.plan(wish.plan).vat_code
    others = [each for each, _ in wish.add_ons if each in reader.catalog.add_ons]
    apart = [each for each in others if reader.catalog.add_on(each).vat_code != code]
    for each in apart:
        reader.note(
            N_("An agreed price has one VAT code, and {add_on} has another than the plan. Leave it out of the row."),
            at=_column_of_add_on(reader, each),
            add_on=reader.catalog.add_on(each).name,
        )
    return bool(apart)


def _column_of_add_on(reader: RowReader, code: str) -> str:
    return next(source.column for source in reader.mapping.add_ons if source.code == code)


def _refusal(reader: RowReader, wish: Wish) -> DomainError | None:
    try:
        start(wish, catalog=reader.catalog, currency=reader.mapping.currency)
    except DomainError as refusal:
        return refusal
    return None
