"""Factories for files of other programs."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter


def workbook(rows: Sequence[Sequence[object]], *, sheet: str = "Ark1") -> bytes:
    """An XLSX of one sheet; days get the format of a day."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        page = book.add_worksheet(sheet)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, date | datetime):
                    page.write_datetime(r, c, value, day)
                elif isinstance(value, str):
                    page.write_string(r, c, value)
                elif value is not None:
                    page.write(r, c, value)
    return file.getvalue()


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet_xml(body: str, *, before: str = "") -> bytes:
    """A worksheet with the given rows."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = f"<sheetData>{body}</sheetData>"
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{namespace}">{rows}</worksheet>'.encode()
