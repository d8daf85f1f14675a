"""A mapping file: read whole, or every fault of it with its place and what to do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from desktop.domain.catalog import PriceModel
from desktop.domain.period import Interval, Unit
from desktop.domain.transfer import Mapping, Source
from desktop.formats import mapping
from desktop.i18n import translate

COFFEE = """
[company]
name = "Kaffebaren"
org_number = "999 888 771"
account = "1234 56 78903"
kid_payer_width = 5
first_number = 20001
prices_include_vat = true

[catalog.product]
code = "coffee"
name = "Kaffe hjem"

[catalog.preferences.grind]
label = "Maling"
choices = ["hel", "filter"]
default = "hel"

[catalog.plans.basic]
name = "Basis"
rank = 1
vat = "31"

[catalog.plans.plus]
name = "Pluss"
rank = 2
unit = "month"
every = 3
vat = "31"
included = { mug = 1 }

[catalog.add_ons.mug]
name = "Kopp"
allowed_on = ["basic", "plus"]

[[catalog.prices]]
item = "basic"
amount = 199
valid_from = 2026-01-01

[[catalog.prices]]
item = "mug"
amount = 49.50
valid_from = 2026-01-01
includes_vat = false
model = "per_unit"

[columns]
number = "Nummer"
plan = { column = "Abonnement", values = { "Liten" = "basic", "Stor" = "plus" } }
start = "Start"

[columns.add_ons]
mug = "Kopp"

[columns.preferences]
grind = "Maling"
"""


def read(text: str) -> tuple[Mapping | None, list[str]]:
    """The mapping, and its faults as people read them."""
    found, faults = mapping.read(text.encode())
    return found, [translate(each.message, language="en") for each in faults]


def only_fault(text: str) -> str:
    """The one sentence that the text gives."""
    found, faults = read(text)
    assert found is None
    assert len(faults) == 1, faults
    return faults[0]


def test_a_whole_mapping_is_read() -> None:
    found, faults = read(COFFEE)
    assert faults == []
    assert found is not None
    seller = found.opening.seller
    assert (seller.name, seller.org_number, seller.account) == ("Kaffebaren", "999888771", "12345678903")
    assert (seller.kid.payer_width, seller.vat_registered, found.currency) == (5, True, "NOK")
    assert found.opening.first_number == 20001
    assert found.catalog.plan("plus").interval == Interval(Unit.MONTH, 3)
    assert found.catalog.plan("plus").included == {"mug": 1}
    prices = {price.item: price for price in found.catalog.prices.values()}
    assert (prices["basic"].amount, prices["basic"].includes_vat) == (19900, True)
    assert (prices["mug"].amount, prices["mug"].includes_vat, prices["mug"].model) == (4950, False, PriceModel.PER_UNIT)
    assert found.columns["plan"] == Source("Abonnement", {"Liten": "basic", "Stor": "plus"})
    assert found.columns["start"] == Source("Start")
    assert found.product.preferences[0].choices == ("hel", "filter")
    assert found.preferences["grind"] == Source("Maling")
    assert found.agreed_includes_vat is True


def test_an_agreed_price_says_itself_whether_it_includes_vat() -> None:
    found, _ = read(
        COFFEE.replace('start = "Start"', 'start = "Start"\nagreed_price = { column = "Pris", includes_vat = false }')
    )
    assert found is not None
    assert found.agreed_includes_vat is False


def test_a_fixed_value_may_be_a_day_or_a_number() -> None:
    found, _ = read(
        COFFEE.replace(
            'start = "Start"',
            "start = { fixed = 2026-01-01 }\nbilling_day = { fixed = 1 }\nagreed_price = { fixed = 99.50 }",
        )
    )
    assert found is not None
    assert found.columns["start"].fixed == date(2026, 1, 1)
    assert found.columns["billing_day"].fixed == 1
    assert found.columns["agreed_price"].fixed == Decimal("99.50")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'name = "Kaffebaren"',
            "name = 5",
            "The mapping, [company]: “name” must be a text in quotation marks.",
        ),
        (
            "kid_payer_width = 5",
            "kid_payer_witdh = 5",
            "The mapping, [company]: There is no key “kid_payer_witdh” here. The keys are: ",
        ),
        (
            "kid_payer_width = 5",
            "kid_payer_width = 20\nkid_running_width = 20",
            "The mapping, [company]: A KID has from 4 to 25 digits; 20 + 20 + 1 is 41. Change the widths.",
        ),
        (
            "kid_payer_width = 5",
            'kid_method = "mod12"',
            "The mapping, [company]: “kid_method” must be one of: ",
        ),
        (
            "999 888 771",
            "999 888 772",
            "The mapping, [company] org_number: An organisation number has nine digits, and the last one checks.",
        ),
        (
            "1234 56 78903",
            "1234 56 78904",
            "The mapping, [company] account: An account number has eleven digits, and the last one checks.",
        ),
        (
            "first_number = 20001",
            "first_number = 0",
            "The mapping, [company]: “first_number” is 0. Give a whole number from 1 to 1000000000.",
        ),
        (
            "first_number = 20001",
            'currency = "kr"',
            "The mapping, [company]: “currency” must be three capital letters, such as NOK.",
        ),
        (
            'rank = 1\nvat = "31"',
            "",
            "The mapping, [catalog.plans.basic]: “rank” is missing. Write it as a whole number.",
        ),
        (
            "every = 3",
            "every = 13",
            "The mapping, [catalog.plans.plus]: “every” is 13. Give a whole number from 1 to 12.",
        ),
        (
            "included = { mug = 1 }",
            "included = { cup = 1 }",
            "The mapping, [catalog]: The plan plus includes “cup”, which is no add-on.",
        ),
        (
            'allowed_on = ["basic", "plus"]',
            'allowed_on = ["basic", "max"]',
            "The mapping, [catalog]: The add-on mug is allowed on “max”, which is no plan.",
        ),
        (
            'item = "mug"',
            'item = "cup"',
            "The mapping, [catalog]: A price is for “cup”, which is neither a plan nor an add-on.",
        ),
        (
            "amount = 49.50",
            "amount = 49.505",
            "The mapping, [catalog.prices 2] amount: “49.505” is not an amount. 49,505 has more than 2 decimals.",
        ),
        ("amount = 49.50", "amount = -1", "The mapping, [catalog.prices 2]: A price cannot be below zero."),
        ("amount = 49.50", "amount = 1e999999999", "The mapping is not valid TOML: 1e999999999. Correct it there."),
        ("amount = 49.50", "amount = nan", "The mapping is not valid TOML: nan. Correct it there."),
        (
            "valid_from = 2026-01-01\nincludes_vat",
            'valid_from = "2026"\nincludes_vat',
            "The mapping, [catalog.prices 2]: “valid_from” must be a date such as 2026-11-30.",
        ),
        (
            'default = "hel"',
            'default = "halv"',
            "The mapping, [catalog.preferences.grind]: “default” must be one of: ",
        ),
        ('start = "Start"', "", "The mapping, [columns]: “start” is missing. Say which column it comes from."),
        (
            'start = "Start"',
            "start = { fixed = 2026-01-01, column = 'Start' }",
            "The mapping, [columns.start]: Give either “column” or “fixed”.",
        ),
        (
            'start = "Start"',
            'start = { fixed = "31.02.2026" }',
            "The mapping, [columns] start: “31.02.2026” is not a date.",
        ),
        (
            'start = "Start"',
            'start = "Start"\nbilling_day = { fixed = 32 }',
            "The mapping, [columns] billing_day: “32” is out of range. Give a whole number from 1 to 31.",
        ),
        (
            'start = "Start"',
            'start = "Start"\nsluttdato = "Slutt"',
            "The mapping, [columns]: There is no key “sluttdato” here. The keys are: ",
        ),
        (
            'start = "Start"',
            'start = "Start"\nlast_day = { column = "Slutt", values = { Ja = true } }',
            "The mapping, [columns.last_day.values]: “Ja” must be a text, a number or a date.",
        ),
        (
            '"Stor" = "plus"',
            '"Stor" = "max"',
            "The mapping, [columns]: There is no plan “max”. Write it under [catalog.plans], or choose another.",
        ),
        (
            'number = "Nummer"',
            'number = { fixed = "1" }',
            "The mapping, [columns]: “number” must come from a column: no two subscribers have the same.",
        ),
        (
            'mug = "Kopp"',
            'cup = "Kopp"',
            "The mapping, [columns.add_ons]: There is no add-on “cup”. Write it under [catalog.add_ons].",
        ),
        (
            'mug = "Kopp"',
            'mug = { column = "Kopp", yes = ["Ja"], no = ["ja"] }',
            "The mapping, [columns.add_ons.mug]: “ja” stands under both yes and no.",
        ),
        (
            'mug = "Kopp"',
            'mug = { column = "Kopp", not_on = ["max"] }',
            "The mapping, [columns.add_ons.mug]: “not_on” names “max”, which is no plan.",
        ),
        (
            'grind = "Maling"',
            'milk = "Melk"',
            "The mapping, [columns.preferences]: There is no key “milk” here. The keys are: grind.",
        ),
        (
            "[company]",
            "[compani]\n[company]",
            "The mapping, at the top: There is no key “compani” here. The keys are: company, catalog, columns.",
        ),
        ("[company]", "[company", "The mapping is not valid TOML: "),
    ],
)
def test_a_fault_says_what_and_where_and_what_to_do(old: str, new: str, sentence: str) -> None:
    assert COFFEE.count(old) >= 1
    assert only_fault(COFFEE.replace(old, new, 1)).startswith(sentence)


def test_a_code_that_would_confuse_the_lines_of_a_subscription_is_refused() -> None:
    assert read(COFFEE.replace("mug", '"a#b,c"').replace('item = ""a#b,c""', 'item = "a#b,c"'))[0] is None
    assert any("“base” cannot be a code." in each for each in read(COFFEE.replace("plans.basic", "plans.base"))[1])


def test_all_faults_are_told_and_not_the_first_alone() -> None:
    _, faults = read(COFFEE.replace("kid_payer_width", "kid").replace("rank", "range"))
    assert len(faults) == 5


@pytest.mark.parametrize("content", ["", "x = 1", "company = 1\ncatalog = []\ncolumns = 'x'"])
def test_what_is_no_mapping_at_all_says_what_it_lacks(content: str) -> None:
    found, faults = read(content)
    assert found is None
    assert any("company" in each for each in faults)


@pytest.mark.parametrize("content", [b"\xff\xfe\0", b"a = " + b"[" * 100_000, b"a" * 2_000_000, b"a = " + b"9" * 5000])
def test_what_is_no_toml_is_refused(content: bytes) -> None:
    found, faults = mapping.read(content)
    assert found is None
    assert len(faults) == 1


_SCALARS = st.one_of(
    st.text(max_size=5), st.integers(), st.booleans(), st.dates(), st.lists(st.text(max_size=3), max_size=2)
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([line for line in COFFEE.splitlines() if " = " in line]), _SCALARS)
def test_no_value_of_any_type_crashes_the_reader(line: str, value: object) -> None:
    written = value.isoformat() if isinstance(value, date) else _toml(value)
    found, faults = read(COFFEE.replace(line, f"{line.split(' = ', maxsplit=1)[0]} = {written}"))
    assert (found is None) == bool(faults)


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return '"' + "".join(f"\\U{ord(each):08x}" for each in value if not "\ud800" <= each <= "\udfff") + '"'
        case list():
            return "[" + ", ".join(_toml(each) for each in value) + "]"
        case _:
            return str(value)
