"""Import into real company files: all or nothing, once, and the telephone file with the sums that its notes give."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.rows import ListQuery
from desktop.i18n import translate
from desktop.jobs import Cancelled, Progress, Step
from desktop.services import invoice, renewal, settings, subscriber, subscription, transfer
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.services.transfer import Report
from tests.formats.making import workbook

TELCO = Path(__file__).parents[1] / "data" / "telco"
TODAY = date(2026, 11, 25)
COFFEE = """
[company]
name = "Kaffebaren (eksempel)"
org_number = "999 888 771"
account = "1234 56 78903"
first_number = 20001

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
included = { cup = 1 }

[catalog.plans.plus]
name = "Pluss"
rank = 2
vat = "31"

[catalog.add_ons.cup]
name = "Kopp"
allowed_on = ["plus"]
vat = "31"

[[catalog.prices]]
item = "basic"
amount = 199
valid_from = 2026-01-01
includes_vat = true

[[catalog.prices]]
item = "plus"
amount = 299
valid_from = 2026-01-01
includes_vat = true

[columns]
number = "Nummer"
name = "Navn"
plan = "Nivå"
start = "Start"
agreed_price = "Pris"
last_day = "Slutt"

[columns.add_ons]
cup = "Kopp"
"""
ROWS = """Nummer;Navn;Nivå;Start;Pris;Slutt;Kopp
1001;Kari Nordahl;basic;01.11.2026;;;nei
1002;Ola Li;plus;15.11.2026;249,50;;ja
"""


def import_coffee(
    folder: Path,
    rows: str | bytes = ROWS,
    *,
    mapping: str = COFFEE,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """The rows through the mapping into `coffee.fornya`."""
    file = folder / ("rows.csv" if isinstance(rows, str) else "rows.xlsx")
    file.write_bytes(rows.encode() if isinstance(rows, str) else rows)
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    company = folder / "company" / "coffee.fornya"
    company.parent.mkdir(exist_ok=True)
    return transfer.import_file(
        company, file=file, mapping=folder / "map.toml", day=TODAY, dry_run=dry_run, progress=progress
    )


def opened(folder: Path) -> Session:
    """The company that was imported into."""
    return settings.open_session(folder / "company" / "coffee.fornya", day=TODAY)


def sentences(report: Report) -> list[str]:
    return [translate(each.message, language="en") for each in report.faults]


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / "company").iterdir())


def test_a_company_that_is_not_there_is_made_with_all_that_the_mapping_says(tmp_path: Path) -> None:
    report = import_coffee(tmp_path)
    assert (report.added, report.known, report.faults, report.created) == (2, 0, (), True)
    assert Changed.SUBSCRIBER in report.changed
    assert files(tmp_path) == ["coffee.fornya"]
    ctx = opened(tmp_path)
    decided = settings.settings(ctx)
    assert (decided.seller.name, {each.next for each in decided.series}) == ("Kaffebaren (eksempel)", {20001})
    ola = subscriber.by_number(ctx, number="1002")
    assert ola is not None
    (life,) = subscription.of_subscriber(ctx, subscriber=ola.id)
    assert (life.number, life.preferences, ola.kid_number) == ("S-1002-1", {"grind": "hel"}, 2)
    with ctx.reading() as look:
        assert look.catalog.whole().plan("basic").included == {"cup": 1}
        assert look.outbox.waiting() == 2
    ctx.company.close()


def test_what_is_imported_is_due_and_is_billed_as_agreed_or_as_listed(tmp_path: Path) -> None:
    import_coffee(tmp_path)
    ctx = opened(tmp_path)
    proposal = renewal.propose(ctx, target=TODAY)
    assert [payer.sum for payer in proposal.payers] == [19900, 28693]
    ctx.company.close()


def test_twice_changes_nothing_not_even_the_audit(tmp_path: Path) -> None:
    import_coffee(tmp_path)
    before = (tmp_path / "company" / "coffee.fornya").read_bytes()
    report = import_coffee(tmp_path)
    assert (report.added, report.known, report.faults, report.changed) == (0, 2, (), Changed.NOTHING)
    assert (tmp_path / "company" / "coffee.fornya").read_bytes() == before


def test_a_row_is_known_still_when_the_subscription_has_lived_on(tmp_path: Path) -> None:
    import_coffee(tmp_path)
    ctx = opened(tmp_path)
    kari = subscriber.by_number(ctx, number="1001")
    assert kari is not None
    (life,) = subscription.of_subscriber(ctx, subscriber=kari.id)
    subscription.carry_out(ctx, subscription=life.id, move=subscription.ended(date(2026, 12, 31)))
    ctx.company.close()
    assert (import_coffee(tmp_path).known, import_coffee(tmp_path).added) == (2, 0)
    ended = ROWS.replace("01.11.2026;;;", "01.11.2026;;31.12.2026;")
    assert len(import_coffee(tmp_path, ended).faults) == 0
    assert len(import_coffee(tmp_path, ended.replace("31.12.2026", "30.12.2026")).faults) == 1


def test_new_rows_are_added_and_known_ones_are_counted(tmp_path: Path) -> None:
    import_coffee(tmp_path)
    report = import_coffee(tmp_path, ROWS + "1003;Aslak;plus;01.12.2026;;;nei\n")
    assert (report.added, report.known, report.created) == (1, 2, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Kari Nordahl", "Kari Li"), ("249,50", "250"), ("01.11.2026", "02.11.2026"), ("249,50;;ja", "249,50;;nei")],
)
def test_a_number_that_is_there_with_other_facts_is_a_fault_and_nothing_is_imported(
    tmp_path: Path, old: str, new: str
) -> None:
    import_coffee(tmp_path)
    report = import_coffee(tmp_path, ROWS.replace(old, new) + "1003;Aslak;plus;01.12.2026;;;nei\n")
    row = 2 if old in ROWS.splitlines()[1] else 3
    assert sentences(report) == [
        (
            f"Row {row}, column “Nummer”: {999 + row} is there already, with other facts. "
            "Change it in Fornya, or leave the row out."
        )
    ]
    assert (report.added, report.known) == (0, 0)
    ctx = opened(tmp_path)
    assert subscriber.by_number(ctx, number="1003") is None
    ctx.company.close()


def test_a_fault_in_one_row_leaves_no_company_file(tmp_path: Path) -> None:
    report = import_coffee(tmp_path, ROWS.replace("15.11.2026", "31.02.2026"))
    assert sentences(report) == ["Row 3, column “Start”: “31.02.2026” is not a date."]
    assert files(tmp_path) == []


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tmp_path: Path) -> None:
    report = import_coffee(tmp_path, dry_run=True)
    assert (report.added, report.created, report.dry_run, report.changed) == (2, True, True, Changed.NOTHING)
    assert files(tmp_path) == []
    import_coffee(tmp_path)
    more = import_coffee(tmp_path, ROWS + "1003;Aslak;plus;01.12.2026;;;nei\n", dry_run=True)
    assert (more.added, more.known, more.created) == (1, 2, False)
    ctx = opened(tmp_path)
    assert subscriber.count(ctx, query=ListQuery()) == 2
    ctx.company.close()


def test_a_workbook_reads_as_the_text_does(tmp_path: Path) -> None:
    import_coffee(tmp_path)
    report = import_coffee(
        tmp_path,
        workbook(
            [
                ["Nummer", "Navn", "Nivå", "Start", "Pris", "Slutt", "Kopp"],
                [1001, "Kari Nordahl", "basic", date(2026, 11, 1), None, None, False],
                [1002, "Ola Li", "plus", date(2026, 11, 15), 249.5, None, True],
            ]
        ),
    )
    assert (report.added, report.known, report.faults) == (0, 2, ())
    assert report.read_as == ("xlsx", "Ark1")


def test_stopping_at_a_step_leaves_nothing_behind(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        import_coffee(tmp_path, progress=progress)
    assert files(tmp_path) == []
    import_coffee(tmp_path)
    before = (tmp_path / "company" / "coffee.fornya").read_bytes()
    with pytest.raises(Cancelled):
        import_coffee(tmp_path, ROWS + "1003;Aslak;plus;01.12.2026;;;nei\n", progress=progress)
    assert (tmp_path / "company" / "coffee.fornya").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'name = "Basis"\nrank = 1',
            'name = "Basis"\nrank = 1\nunit = "year"',
            (
                "The mapping, [catalog.plans.basic]: “basic” is there already, and is billed otherwise. "
                "Give it another code, or write it as it is in Fornya."
            ),
        ),
        (
            "amount = 199",
            "amount = 198",
            (
                "The mapping, [[catalog.prices]]: basic has another price from 1 January 2026 already. "
                "Choose another day, or take the price out."
            ),
        ),
        (
            "[company]",
            '[company]\ncurrency = "EUR"',
            (
                "The mapping, [company] currency: The company bills in NOK, and the mapping says EUR. "
                "Write the currency of the company."
            ),
        ),
    ],
)
def test_a_mapping_that_contradicts_the_company_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    import_coffee(tmp_path)
    assert sentence in sentences(import_coffee(tmp_path, mapping=COFFEE.replace(old, new, 1)))


def test_a_vat_code_without_a_rate_and_a_kid_too_short_are_faults(tmp_path: Path) -> None:
    wrong = COFFEE.replace('vat = "31"', 'vat = "99"', 1).replace("first_number", "kid_payer_width = 1\nfirst_number")
    rows = ROWS + "".join(f"{n};Navn;basic;01.11.2026;;;nei\n" for n in range(10))
    assert sentences(import_coffee(tmp_path, rows, mapping=wrong)) == [
        "The mapping, [catalog.plans.basic] vat: VAT code 99 has no rate on 25 November 2026. Add it in Settings.",
        (
            "The mapping, [company] kid_payer_width: "
            "The KID has 1 digits for payers, too few for 12. Agree on a longer KID with the bank."
        ),
    ]


def test_faults_of_the_mapping_and_of_the_table_are_told_together(tmp_path: Path) -> None:
    report = import_coffee(tmp_path, ROWS + "1;2\n", mapping=COFFEE.replace("rank = 1", ""))
    assert [each.split(":")[0] for each in sentences(report)] == ["The mapping, [catalog.plans.basic]", "Row 4"]


def test_files_that_cannot_be_opened_are_refused_in_plain_words(tmp_path: Path) -> None:
    import_coffee(tmp_path, dry_run=True)
    rows, mapping = tmp_path / "rows.csv", tmp_path / "map.toml"
    with pytest.raises(DomainError, match=r"is not there"):
        transfer.import_file(tmp_path / "c.fornya", file=tmp_path / "x.csv", mapping=mapping)
    with pytest.raises(DomainError, match=r"is a folder"):
        transfer.import_file(tmp_path / "c.fornya", file=rows, mapping=tmp_path)
    with pytest.raises(DomainError, match=r"There is no folder"):
        transfer.import_file(tmp_path / "no" / "c.fornya", file=rows, mapping=mapping, day=TODAY)
    with pytest.raises(DomainError):
        transfer.import_file(rows, file=rows, mapping=mapping, day=TODAY)
    assert rows.read_text() == ROWS


def test_the_telephone_file_becomes_a_company_and_is_renewed_to_its_sums(tmp_path: Path) -> None:
    company = tmp_path / "telco.fornya"
    steps: list[Step] = []
    report = transfer.import_file(
        company, file=TELCO / "telco.csv", mapping=TELCO / "telco.toml", day=TODAY, progress=Progress(steps.append)
    )
    assert (report.added, report.faults, steps[-1].done) == (7043, (), 7043)
    ctx = settings.open_session(company, day=TODAY)
    proposal = renewal.propose(ctx, target=date(2026, 12, 1))
    documents = [document for payer in proposal.payers for document in payer.documents]
    assert len(documents) == 5174
    assert sum(document.net for document in documents) == 31_698_575
    assert sum(document.vat for document in documents) == 7_925_272
    assert [payer for payer in proposal.payers if payer.fault is not None] == []
    assert invoice.count(ctx, query=ListQuery()) == 0
    ctx.company.close()
    again = transfer.import_file(company, file=TELCO / "telco.csv", mapping=TELCO / "telco.toml", day=TODAY)
    assert (again.added, again.known, again.faults) == (0, 7043, ())
    assert replace(again, known=0).changed is Changed.NOTHING
