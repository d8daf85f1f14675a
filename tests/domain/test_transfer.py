"""Rows of another program: read whole, or every fault with its row, its column and what to do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from desktop.domain.catalog import AddOn, Catalog, Plan, PreferenceField, Price, Product
from desktop.domain.ids import PriceId
from desktop.domain.period import Interval, Unit
from desktop.domain.settings import Seller
from desktop.domain.subscriber import Contact, ContactRole, SubscriberKind
from desktop.domain.subscription import Subscription, cancel, start
from desktop.domain.transfer import (
    AddOnSource,
    Cell,
    ImportedSubscriber,
    Mapping,
    Opening,
    Row,
    Source,
    Table,
    read_rows,
    same_person,
    same_sale,
    unused,
)
from desktop.i18n import translate
from desktop.i18n.numbers import parse_money

TODAY = date(2026, 11, 25)
MONTHLY = Interval(Unit.MONTH, 1)
COFFEE = Product("coffee", "Kaffe hjem", preferences=(PreferenceField("grind", "Maling", ("hel", "filter"), "hel"),))
SHOP = Catalog(
    products={"coffee": COFFEE},
    plans={
        "basic": Plan("basic", "coffee", "Basis", 1, MONTHLY),
        "plus": Plan("plus", "coffee", "Pluss", 2, MONTHLY, included={"mug": 1}),
    },
    add_ons={
        "mug": AddOn("mug", "coffee", "Kopp", frozenset({"basic"})),
        "gold": AddOn("gold", "coffee", "Gullkort", frozenset({"plus"})),
        "beans": AddOn("beans", "coffee", "Bønner", frozenset({"basic", "plus"}), vat_code="31"),
    },
    prices={
        PriceId(1): Price("basic", "NOK", 19900, date(2026, 1, 1), id=PriceId(1)),
        PriceId(2): Price("mug", "NOK", 4900, date(2026, 1, 1), id=PriceId(2)),
    },
)
WORDS = frozenset({"ja"})
NOT = frozenset({"nei", ""})
COLUMNS = {
    "number": Source("Nummer"),
    "name": Source("Navn"),
    "kind": Source("Type", {"B": "organisation", "P": "person"}),
    "org_number": Source("Org.nr."),
    "postcode": Source("Postnr."),
    "country": Source("Land"),
    "email": Source("E-post"),
    "plan": Source("Nivå", {"Liten": "basic", "Stor": "plus"}),
    "quantity": Source("Antall"),
    "start": Source("Start"),
    "last_day": Source("Slutt"),
    "agreed_price": Source("Pris"),
}
MAPPING = Mapping(
    Opening(Seller("Kaffebaren")),
    COFFEE,
    SHOP,
    COLUMNS,
    (
        AddOnSource("mug", "Kopp", WORDS, NOT, not_on=frozenset({"plus"})),
        AddOnSource("gold", "Gull", WORDS, NOT),
        AddOnSource("beans", "Bønner", counts=True),
    ),
    {"grind": Source("Maling")},
)
HEADER = (
    "Nummer", "Navn", "Type", "Org.nr.", "Postnr.", "Land", "E-post", "Nivå", "Antall", "Start", "Slutt", "Pris",
    "Kopp", "Gull", "Bønner", "Maling", "Annet",
)  # fmt: skip
KARI: dict[str, Cell] = {"Nummer": "1001", "Navn": "Kari Nordahl", "Nivå": "Liten", "Start": "15.03.2026"}


def table(*rows: dict[str, Cell]) -> Table:
    """The rows from row 2 on; what is not named is empty."""
    return Table(HEADER, tuple(Row(n, tuple(row.get(name, "") for name in HEADER)) for n, row in enumerate(rows, 2)))


def read(*rows: dict[str, Cell], mapping: Mapping = MAPPING) -> tuple[list[ImportedSubscriber], list[str]]:
    """The subscribers, and the faults as people read them."""
    good, faults = read_rows(table(*rows), mapping, catalog=SHOP, today=TODAY, amount=parse_money)
    return good, [translate(each.message, language="en") for each in faults]


def one(**cells: Cell) -> ImportedSubscriber:
    """Kari's row with other cells, which must be whole."""
    good, faults = read({**KARI, **{key.replace("_", "."): cell for key, cell in cells.items()}})
    assert faults == []
    return good[0]


def test_a_row_becomes_a_subscriber_with_a_contact_and_what_is_sold() -> None:
    kari = one(Type="P", Kopp="Ja", Antall="2", Maling="filter", Slutt="2026-12-31")
    assert (kari.row, kari.subscriber.number, kari.subscriber.name) == (2, "1001", "Kari Nordahl")
    assert kari.subscriber.since == kari.wish.start == date(2026, 3, 15)
    assert (kari.wish.plan, kari.wish.add_ons, kari.wish.quantity) == ("basic", (("mug", 1),), 2)
    assert (kari.wish.last_day, kari.preferences, kari.product) == (
        date(2026, 12, 31),
        (("grind", "filter"),),
        "coffee",
    )
    assert (kari.wish.agreed, kari.contact.country, kari.contact.has_address) == (None, "NO", False)


def test_an_organisation_keeps_the_digits_of_its_number() -> None:
    firm = read({**KARI, "Type": "B", "Org.nr.": "999 888 771"})[0][0].subscriber
    assert (firm.kind, firm.org_number) == (SubscriberKind.ORGANISATION, "999888771")


def test_the_number_stands_as_the_name_when_no_column_gives_one() -> None:
    columns = {name: source for name, source in COLUMNS.items() if name != "name"}
    good, _ = read(KARI, mapping=replace(MAPPING, columns=columns))
    assert good[0].subscriber.name == good[0].contact.name == "1001"


@pytest.mark.parametrize("written", ["15.03.2026", "15.3.2026", "2026-03-15", "2026-03-15 00:00:00", date(2026, 3, 15)])
def test_a_day_is_read_as_norwegians_and_iso_write_it(written: Cell) -> None:
    assert one(Start=written).wish.start == date(2026, 3, 15)


@pytest.mark.parametrize("written", ["1 284,50", "1284.5", "kr 1284,50", "1.284,50", Decimal("1284.5")])
def test_an_amount_is_read_as_people_write_it(written: Cell) -> None:
    assert one(Pris=written).wish.agreed == 128450


def test_whole_months_count_back_from_the_day_of_reference() -> None:
    columns = {**COLUMNS, "start": Source("Start", months_before=date(2026, 12, 1))}
    good, faults = read({**KARI, "Start": "13", "Pris": "10"}, mapping=replace(MAPPING, columns=columns))
    assert (good[0].wish.start, faults) == (date(2025, 11, 1), [])
    assert read({**KARI, "Start": "-1"}, mapping=replace(MAPPING, columns=columns))[1] == [
        "Row 2, column “Start”: “-1” is out of range. Give a whole number from 0 to 1200."
    ]


def test_a_fixed_value_holds_for_every_row() -> None:
    columns = {**COLUMNS, "billing_day": Source(fixed=1), "elsewhere_through": Source(fixed=date(2026, 11, 30))}
    good, _ = read(KARI, mapping=replace(MAPPING, columns=columns))
    assert (good[0].wish.billing_day, good[0].wish.elsewhere_through) == (1, date(2026, 11, 30))


def test_a_value_map_may_say_nothing_and_may_give_a_day() -> None:
    columns = {**COLUMNS, "last_day": Source("Slutt", {"Nei": "", "Ja": date(2026, 11, 30)})}
    mapping = replace(MAPPING, columns=columns)
    good, faults = read({**KARI, "Slutt": "Ja"}, {**KARI, "Nummer": "2", "Slutt": "Nei"}, mapping=mapping)
    assert ([each.wish.last_day for each in good], faults) == ([date(2026, 11, 30), None], [])


def test_an_add_on_that_the_plan_holds_anyway_is_not_bought() -> None:
    assert one(Nivå="Stor", Kopp="Ja", Pris="299").wish.add_ons == ()


def test_a_column_may_count() -> None:
    rows = [{**KARI, "Nummer": str(n), "Bønner": count} for n, count in enumerate(["", "0"])]
    assert [each.wish.add_ons for each in read(*rows)[0]] == [(), ()]
    assert read({**KARI, "Bønner": "mange"})[1] == ["Row 2, column “Bønner”: “mange” is not a whole number."]


def test_a_postcode_that_a_spreadsheet_took_for_a_number_gets_its_zeros_back() -> None:
    good, faults = read({**KARI, "Postnr.": Decimal(150)})
    assert (good[0].contact.postcode, faults) == ("0150", [])


def test_markup_in_a_name_is_text() -> None:
    assert one(Navn="<script>alert('x')</script> & <b>Kari</b>").subscriber.name == (
        "<script>alert('x')</script> & <b>Kari</b>"
    )


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("Start", "31.02.2026", "“31.02.2026” is not a date."),
        ("Start", "2026-02-30", "“2026-02-30” is not a date."),
        ("Start", "3/15/2026", "“3/15/2026” is not a date. Write it like 25.11.2026 or 2026-11-25."),
        ("Start", "15.03.26", "“15.03.26” is not a date. Write it like 25.11.2026 or 2026-11-25."),
        ("Start", Decimal(46000), "“46000” is not a date. Write it like 25.11.2026 or 2026-11-25."),
        ("Start", "", "The cell is empty. Fill it in."),
        ("Start", "26.11.2027", "The start, 26 November 2027, lies more than a year ahead. Correct the date."),
        (
            "Start",
            "01.01.1026",
            "1 January 1026 lies before 1900 or after 2199. Correct the date, or leave the cell empty.",
        ),
        (
            "Slutt",
            "31.12.9999",
            "31 December 9999 lies before 1900 or after 2199. Correct the date, or leave the cell empty.",
        ),
        ("Slutt", "13.03.2026", "The last day, 13 March 2026, lies before the first day, 15 March 2026."),
        ("Pris", "gratis", "“gratis” is not an amount. Write the amount in figures, like 1284,50."),
        ("Pris", "1.284", "“1.284” is not an amount. Write the amount in figures, like 1284,50."),
        ("Pris", "10,005", "“10,005” is not an amount. An amount in NOK has at most 2 decimals."),
        ("Pris", Decimal("10.005"), "“10.005” is not an amount. 10,005 has more than 2 decimals."),
        ("Pris", "-10", "An agreed price cannot be below zero."),
        ("Pris", "99999999999999999999", "“99999999999999999999” is larger than any price. Correct the amount."),
        ("Antall", "0", "“0” is out of range. Give a whole number from 1 to 1000000."),
        ("Antall", "1,5", "“1,5” is not a whole number."),
        (
            "Nivå",
            "Middels",
            "The mapping gives “Middels” no meaning here. Add it to the mapping, or correct the row.",
        ),
        ("Nivå", "", "The cell is empty. Fill it in."),
        ("Nivå", "Stor", "Pluss has no price on 15 March 2026. Enter the price, or agree on one."),
        ("Start", "15.03.2025", "Basis has no price on 15 March 2025. Enter the price, or agree on one."),
        ("Gull", "Ja", "Gullkort cannot be combined with Basis. Choose another plan, or leave the add-on out."),
        ("Bønner", "2", "Bønner has no price on 15 March 2026. Enter the price, or agree on one."),
        (
            "Kopp",
            "kanskje",
            "“kanskje” is neither yes nor no in the mapping. Add it to the mapping, or correct the row.",
        ),
        ("Nummer", "", "The cell is empty. Fill it in."),
        ("Nummer", "1" * 41, "A customer number has at most 40 characters."),
        ("Navn", "", "Fill in the name."),
        ("Navn", "x" * 10_000, "A name has at most 200 characters."),
        (
            "Navn",
            "Kari\nNordahl",
            (
                "“Kari\N{REPLACEMENT CHARACTER}Nordahl” has a line break or another character that cannot be printed. "
                "Take it out."
            ),
        ),
        ("E-post", "x" * 201, "This field has at most 200 characters."),
        ("E-post", "kari", "An e-mail address has one @ and a domain, such as kari@nordahl.example."),
        ("Postnr.", "12345", "A postcode has four digits."),
        ("Land", "Norge", "“NORGE” is not a country code. Write two letters, such as NO."),
        ("Org.nr.", "999888772", "An organisation number has nine digits, and the last one checks."),
        ("Type", "X", "The mapping gives “X” no meaning here. Add it to the mapping, or correct the row."),
        ("Maling", "kokemalt", "“kokemalt” is none of: hel, filter."),
    ],
)
def test_a_wrong_cell_is_a_fault_with_its_row_and_its_column(column: str, cell: Cell, sentence: str) -> None:
    place = "Nivå" if "has no price" in sentence and column == "Start" else column
    assert read({**KARI, column: cell}) == ([], [f"Row 2, column “{place}”: {sentence}"])


def test_a_number_twice_is_a_fault_that_names_both_rows() -> None:
    assert read(KARI, {**KARI, "Nummer": "2"}, KARI)[1] == [
        "Row 4, column “Nummer”: The customer number 1001 stands in row 2 too. Keep one of the rows."
    ]


def test_an_agreed_price_cannot_cover_an_add_on_with_another_vat_code() -> None:
    assert read({**KARI, "Pris": "100", "Bønner": "1"})[1] == [
        (
            "Row 2, column “Bønner”: "
            "An agreed price has one VAT code, and Bønner has another than the plan. Leave it out of the row."
        )
    ]


def test_every_fault_of_every_row_is_told() -> None:
    wrong = {**KARI, "Start": "x", "Pris": "y", "Antall": "z", "E-post": "kari", "Gull": "?"}
    good, faults = read(wrong, {**KARI, "Nummer": "2"}, {**wrong, "Nummer": "3"})
    assert [each.subscriber.number for each in good] == ["2"]
    assert sorted(each.split(":")[0] for each in faults) == sorted(
        f"Row {row}, column “{column}”" for row in (2, 4) for column in ("Start", "Pris", "Antall", "E-post", "Gull")
    )


def test_two_add_ons_that_the_plan_forbids_get_a_sentence_each() -> None:
    good, faults = read({**KARI, "Gull": "ja", "Bønner": "1", "Slutt": "01.01.2026"})
    assert good == []
    assert [each.split(":")[0] for each in faults] == [
        "Row 2, column “Gull”",
        "Row 2, column “Bønner”",
        "Row 2, column “Slutt”",
    ]


def test_a_column_that_the_file_lacks_is_told_with_those_it_has() -> None:
    short = Table(("Nummer", "Navn"), ())
    _, faults = read_rows(short, MAPPING, catalog=SHOP, today=TODAY, amount=parse_money)
    assert len(faults) == 14
    assert translate(faults[0].message, language="en") == (
        "The mapping, [columns] kind: The file has no column “Type”. Its columns are: Nummer, Navn."
    )


def test_columns_that_nothing_is_read_from_are_known() -> None:
    assert unused(MAPPING, table(KARI)) == ["Annet"]


# --- Twice -------------------------------------------------------------------------------------------------------


def sold(imported: ImportedSubscriber) -> Subscription:
    """The subscription as the import would make it."""
    effect = start(imported.wish, catalog=SHOP, currency="NOK")
    return Subscription("S-1", 1, 1, imported.product, "NOK", effect.changes, dict(imported.preferences))


def test_the_same_row_again_says_the_same_even_after_the_subscription_has_lived_on() -> None:
    kari = one(Kopp="Ja", Maling="filter")
    subscription = sold(kari)
    effect = cancel(subscription, today=TODAY, last_day=date(2026, 12, 31))
    lived = replace(subscription, changes=(*subscription.changes, *effect.changes))
    assert same_person(kari, subscriber=replace(kari.subscriber, kid_number=7), contact=replace(kari.contact, id=3))
    assert same_sale(kari, subscription=lived, began=subscription.changes, catalog=SHOP)


@pytest.mark.parametrize(
    "other",
    [
        {"Kopp": "Nei"},
        {"Start": "16.03.2026"},
        {"Pris": "1"},
        {"Maling": "hel"},
        {"Antall": "2"},
        {"Slutt": "31.12.2026"},
    ],
)
def test_a_row_with_another_sale_is_another(other: dict[str, Cell]) -> None:
    kari = one(Kopp="Ja", Maling="filter")
    changed = read({**KARI, "Kopp": "Ja", "Maling": "filter", **other})[0][0]
    before = sold(kari)
    assert not same_sale(changed, subscription=before, began=before.changes, catalog=SHOP)


def test_the_usual_answer_is_the_same_whether_it_is_given_or_not() -> None:
    silent, said = one(), one(Maling="hel")
    assert same_sale(said, subscription=sold(silent), began=sold(silent).changes, catalog=SHOP)
    assert same_sale(silent, subscription=sold(said), began=sold(said).changes, catalog=SHOP)


def test_a_row_with_another_name_or_without_a_contact_is_another() -> None:
    kari = one()
    assert not same_person(one(Navn="Kari Li"), subscriber=kari.subscriber, contact=kari.contact)
    assert not same_person(kari, subscriber=kari.subscriber, contact=None)
    assert not same_person(kari, subscriber=kari.subscriber, contact=Contact(ContactRole.PRIMARY, "Ola"))


# --- Anything at all ---------------------------------------------------------------------------------------------

_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Ja", "Stor", "Liten", "31.12.9999", "0001-01-01", "1e9", "-", "999888771", "<b>", "1 000,00"]),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(HEADER), _CELLS))
def test_no_row_crashes_the_reader_and_each_is_whole_or_at_fault(cells: dict[str, Cell]) -> None:
    good, faults = read({**KARI, **cells})
    assert bool(good) != bool(faults)
