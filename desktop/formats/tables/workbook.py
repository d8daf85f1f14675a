"""XLSX: the first visible sheet, by python-calamine; days stay days, and numbers come without traces of binary."""

import io
import posixpath
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.domain.transfer import Cell, Fault, Row, Table, fault, faults_of_header, shown, text_of
from desktop.formats.tables.package import Part, look_through

Raw = int | float | str | bool | time | date | datetime | timedelta

_DIGITS = ".15g"
"""As many digits as a spreadsheet keeps and shows: 0.1 + 0.2 is 0.3 there."""


def read(content: bytes, *, name: str) -> tuple[Table, list[Fault]]:
    """The header and the rows of the first visible sheet; cells in error (#N/A and the like) are faults."""
    try:
        parts = look_through(content, name=name)
        index, sheet, rows = _first_sheet(content, name)
    except DomainError as refusal:
        return Table(), [Fault(refusal.message)]
    numbered = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cell != "" for cell in cells)]
    if not numbered:
        return Table(read_as=("xlsx", sheet)), [
            fault(N_("The sheet {sheet} of {file} is empty. Choose another file."), sheet=shown(sheet), file=name)
        ]
    top, named = numbered[0]
    header = _header(named)
    faults = faults_of_header(header, row=top)
    faults += _errors(parts, index, header)
    width = len(header)
    table_rows: list[Row] = []
    for number, cells in numbered[1:]:
        beyond = [cell for cell in cells[width:] if cell != ""]
        if beyond:
            faults.append(fault(N_("The row has a cell to the right of the header's last column."), row=number))
        filled = [*cells[:width], *[""] * (width - len(cells))]
        table_rows.append(Row(number, tuple(_cell(each) for each in filled)))
    return Table(header, tuple(table_rows), ("xlsx", sheet)), faults


def _header(cells: Sequence[Raw]) -> tuple[str, ...]:
    """The names up to the last one; cells without a name in between are columns that nothing is read from."""
    names = [text_of(_cell(each)) for each in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _first_sheet(content: bytes, name: str) -> tuple[int, str, list[list[Raw]]]:
    """The place among the sheets, the name and the rows from the very top."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for index, sheet in enumerate(book.sheets_metadata):
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                    found = book.get_sheet_by_name(sheet.name)
                    return index, sheet.name, [list(row) for row in found.to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError) as error:
        raise DomainError(N_("{file} is damaged or not a workbook. Save it anew as XLSX or CSV."), file=name) from error
    raise DomainError(N_("{file} has no visible sheet. Choose another file."), file=name)


def _errors(parts: dict[str, Part], index: int, header: Sequence[str]) -> list[Fault]:
    """Cells such as #N/A, which the reader itself leaves empty."""
    sheets = parts["xl/workbook.xml"].sheets
    relations = parts.get("xl/_rels/workbook.xml.rels", Part())
    target = relations.targets.get(sheets[index], "") if index < len(sheets) else ""
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return [
        fault(
            N_("The cell is an error of the spreadsheet, such as #N/A. Correct it there."),
            row=row,
            column=shown(header[column - 1]),
        )
        for row, column in parts.get(path, Part()).errors
        if column <= len(header)
    ]


def _cell(raw: Raw) -> Cell:
    match raw:
        case str():
            return raw
        case bool():
            return "TRUE" if raw else "FALSE"
        case int():
            return Decimal(raw)
        case datetime():
            return raw.date()
        case date():
            return raw
        case time():
            return raw.isoformat()
        case timedelta():
            return str(raw)
        case _:
            number = Decimal(format(raw, _DIGITS))
            return number if number.is_finite() else str(number)
