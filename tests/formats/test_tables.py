"""Tables of other programs: read whole, or refused in a sentence with its place."""

import struct
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from desktop.domain.transfer import Table
from desktop.formats import tables
from desktop.i18n import translate
from tests.formats.making import SHEET, repacked, sheet_xml, workbook


def read(content: bytes | str) -> tuple[Table, list[str]]:
    """The table, and its faults as people read them."""
    raw = content.encode() if isinstance(content, str) else content
    table, faults = tables.read(raw, name="abonnenter")
    return table, [translate(fault.message, language="en") for fault in faults]


QUOTATION = "A quotation mark is missing or out of place here, or a cell is too long. The rows after it were not read."
TOO_FAR = (
    "A sheet of abonnenter spans 1048576 rows and 16384 columns, which is too large. "
    "Delete what stands far from the table, or save it as CSV."
)


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


# --- CSV ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("separator", "said"), [(";", "semicolon"), (",", "comma"), ("\t", "tab")])
def test_the_separator_is_found_and_said(separator: str, said: str) -> None:
    table, faults = read(f"Nummer{separator}Navn\n1{separator}Kari\n")
    assert (table.header, cells(table), faults) == (("Nummer", "Navn"), [("1", "Kari")], [])
    assert table.read_as == ("utf-8", said)


def test_a_separator_within_quotation_marks_is_no_separator() -> None:
    table, _ = read('"a, b, c";d\n"1,5";2\n')
    assert (table.header, cells(table)) == (("a, b, c", "d"), [("1,5", "2")])


def test_the_line_that_names_the_separator_is_no_header() -> None:
    table, _ = read("sep=;\r\nA;B\r\n1,5;2\r\n")
    assert (table.header, table.rows[0].number, table.rows[0].cells) == (("A", "B"), 3, ("1,5", "2"))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_and_said(encoding: str, said: str) -> None:
    table, faults = read("Nummer;Navn\n1;Åse Kjærstø\n2;Aslak\n".encode(encoding))
    assert (cells(table)[0], faults, table.read_as[0]) == (("1", "Åse Kjærstø"), [], said)


def test_rows_are_counted_from_the_header_as_a_spreadsheet_counts_them() -> None:
    table, _ = read('A;B\n\n1;"to\nlinjer"\n;\n2;x\n')
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("1", "to\nlinjer")), (5, ("2", "x"))]


def test_every_row_of_another_width_is_a_fault_and_is_left_out() -> None:
    table, faults = read("A;B\n1;2\n3\n4;5;6\n7;8\n")
    assert cells(table) == [("1", "2"), ("7", "8")]
    assert faults == [
        "Row 3: The row has 1 cells where the header has 2. A cell may lack its quotation marks.",
        "Row 4: The row has 3 cells where the header has 2. A cell may lack its quotation marks.",
    ]


@pytest.mark.parametrize("broken", ['A;B\n1;"uten slutt\n2;3\n', 'A;B\n1;"x"y\n', "A;B\n1;" + "x" * 200_000 + "\n"])
def test_a_quotation_mark_out_of_place_is_a_fault_with_its_row(broken: str) -> None:
    assert read(broken)[1] == [f"Row 2: {QUOTATION}"]


def test_a_column_named_twice_is_a_fault() -> None:
    assert read("A;B;A\n1;2;3\n")[1] == ["Row 1, column “A”: The header names the column twice. Rename one of them."]


@pytest.mark.parametrize("content", [b"", b"\n\n", b" ", b"\xef\xbb\xbf", b"\0\0", ";;\n;;\n"])
def test_an_empty_file_is_said_to_be_empty(content: bytes | str) -> None:
    assert read(content)[1] == ["abonnenter is empty. Choose another file."]


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read("A;B\n") == (Table(("A", "B"), (), ("utf-8", "semicolon")), [])


def test_what_is_no_text_is_refused() -> None:
    assert read(b"GIF89a\0\1\2\3\xff\xff")[1] == ["abonnenter is not a text file. Save it as CSV or XLSX."]


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    assert read("A;B\n1;2\n3;4\n")[1] == ["abonnenter is larger than 0 MB. Divide it into several files."]


def test_too_many_columns_are_refused() -> None:
    assert read(";".join(f"c{n}" for n in range(1001)) + "\n")[1] == [
        "abonnenter has 1001 columns, more than 1000. It seems to be something else than a table."
    ]


# --- XLSX --------------------------------------------------------------------------------------------------------


def test_a_sheet_keeps_its_days_and_its_numbers_without_traces_of_binary() -> None:
    table, faults = read(
        workbook(
            [
                ["Nummer", "Pris", "Start", "Ja", "Sum"],
                [None],
                [1001, 29.85, date(2026, 11, 30), True, 0.1 + 0.2],
                ["00123", 1234567890123456, datetime(2026, 11, 30, 13, 5), False, None],  # noqa: DTZ001 - as a sheet
            ]
        )
    )
    assert faults == []
    assert [row.number for row in table.rows] == [3, 4]
    assert cells(table) == [
        (Decimal(1001), Decimal("29.85"), date(2026, 11, 30), "TRUE", Decimal("0.3")),
        ("00123", Decimal("1.23456789012346E+15"), date(2026, 11, 30), "FALSE", ""),
    ]
    assert table.read_as == ("xlsx", "Ark1")


def test_markup_in_a_cell_is_text() -> None:
    assert cells(read(workbook([["Navn"], ["<b>Kari</b> & =1+1"]]))[0]) == [("<b>Kari</b> & =1+1",)]


def test_a_cell_in_error_is_a_fault_and_not_an_empty_cell() -> None:
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>Pris</t></is></c></row>'
    body = f'{header}<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
    assert read(repacked(workbook([["x"]]), {SHEET: sheet_xml(body)}))[1] == [
        "Row 2, column “Pris”: The cell is an error of the spreadsheet, such as #N/A. Correct it there."
    ]


def test_a_cell_beyond_the_header_is_a_fault() -> None:
    assert read(workbook([["A"], ["1", "2"]]))[1] == [
        "Row 2: The row has a cell to the right of the header's last column."
    ]


def test_an_empty_sheet_is_said_to_be_empty() -> None:
    assert read(workbook([]))[1] == ["The sheet Ark1 of abonnenter is empty. Choose another file."]


def test_two_cells_in_opposite_corners_are_refused_before_a_table_is_made_of_all_between() -> None:
    for body in (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row><row r='1048576'><c r='XFC1048576'/><c><v>1</v></c></row>",
    ):
        assert read(repacked(workbook([["x"]]), {SHEET: sheet_xml(body)}))[1] == [TOO_FAR]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="A99999999999"><c><v>1</v></c></row>',
        '<row r="1"><c r="XFDA1"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="0"/>',
    ],
)
def test_a_cell_that_stands_where_none_can_is_refused(body: str) -> None:
    assert read(repacked(workbook([["x"]]), {SHEET: sheet_xml(body)}))[1] == [
        "abonnenter is damaged or not a workbook. Save it anew as XLSX or CSV."
    ]


def test_a_sheet_in_an_encoding_nobody_knows_is_refused() -> None:
    odd = sheet_xml("").replace(b'version="1.0"', b'version="1.0" encoding="UTF-8s"')
    assert read(repacked(workbook([["x"]]), {SHEET: odd}))[1] == [
        "abonnenter is damaged or not a workbook. Save it anew as XLSX or CSV."
    ]


def test_a_row_far_down_that_holds_no_cell_does_no_harm() -> None:
    body = '<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c></row><row r="1048576" ht="12.8"/>'
    assert read(repacked(workbook([["x"]]), {SHEET: sheet_xml(body)})) == (Table(("A",), (), ("xlsx", "Ark1")), [])


def test_a_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'
    assert read(repacked(workbook([["x"]]), {SHEET: sheet_xml("", before=bomb)}))[1] == [
        "abonnenter holds a document type, which spreadsheets never do. It has not been read."
    ]


def test_a_package_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    bomb = repacked(workbook([["x"]]), {"xl/media/image1.png": b"\0" * 30_000_000})
    assert len(bomb) < 100_000
    assert read(bomb)[1] == ["abonnenter unpacks to far more than it is. Save the sheet as CSV and choose that file."]


def test_the_sizes_that_a_package_claims_are_not_believed() -> None:
    bomb = bytearray(repacked(workbook([["x"]]), {"xl/media/image1.png": b"\0" * 30_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.rindex(signature) + offset
        bomb[at : at + 4] = struct.pack("<L", 10)
    assert read(bytes(bomb))[1] == [
        "abonnenter unpacks to far more than it is. Save the sheet as CSV and choose that file."
    ]


def test_a_package_of_very_many_parts_is_refused() -> None:
    many = repacked(workbook([["x"]]), {f"xl/media/{n}.png": b"" for n in range(2000)})
    assert read(many)[1] == ["abonnenter has 2010 parts, too many for a workbook."]


def test_a_package_that_is_no_workbook_is_refused() -> None:
    whole = workbook([["x"]])
    other = repacked(whole, {"xl/workbook.xml": b"<x"})
    assert read(other)[1] == ["abonnenter is damaged or not a workbook. Save it anew as XLSX or CSV."]
    assert read(whole[: len(whole) // 2])[1] == [
        "abonnenter is damaged or not a workbook. Save it anew as XLSX or CSV."
    ]


def test_an_older_workbook_is_refused_with_what_to_do() -> None:
    assert read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)[1] == [
        "abonnenter is an older or locked workbook. Save it as XLSX or CSV without a password."
    ]


# --- Anything at all ---------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    table, faults = read(content)
    assert table.header or faults


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='a1;,"\t\r\n\0å\ud800 ='.replace("\ud800", "\ufffd"), max_size=60))
def test_no_text_crashes_the_reader_and_all_rows_have_the_width_of_the_header(content: str) -> None:
    table, _ = read(content)
    assert all(len(row.cells) == len(table.header) for row in table.rows)


_WHOLE = workbook([["Nummer", "Navn", "Start"], ["1", "Kari", date(2026, 11, 30)]])


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(_WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_crashes_the_reader(at: int, damage: bytes) -> None:
    table, faults = read(_WHOLE[:at] + damage + _WHOLE[at + len(damage) :])
    assert table.header or faults


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_no_damage_within_a_sheet_crashes_the_reader(at: int, damage: bytes) -> None:
    sheet = sheet_xml(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="B2" t="n" s="1"><v>46000</v></c></row>'
    )
    at %= len(sheet)
    table, faults = read(repacked(_WHOLE, {SHEET: sheet[:at] + damage + sheet[at + len(damage) :]}))
    assert table.header or faults
