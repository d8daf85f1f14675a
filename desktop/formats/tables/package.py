"""Looks through the package that a workbook is before anything opens it: how large it is unpacked, and what it spans.

A few kilobytes can unpack to gigabytes, and two cells in opposite corners make a table of all between them. So every
part is unpacked within limits whatever its header claims, and read as XML, where document types are refused.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from desktop.domain.errors import DomainError
from desktop.domain.text import N_

MOST_PARTS = 2000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 250
SMALL = 1024 * 1024
"""Parts below so many bytes may be packed as tightly as they like."""
MOST_CELLS = 20_000_000
"""Of the rectangle around all cells of a sheet."""

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_SHEET_MARKS = tuple("sheetData".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


_ROW = re.compile("[1-9][0-9]{0,6}")
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
"""Places are held to their form: from others the reader makes rows far beyond any sheet, and fails to hold them."""


class _PlaceError(Exception):
    """A row or a cell says that it stands where nothing can."""


class _DocumentTypeError(Exception):
    """A part declares a document type, which no spreadsheet program writes."""


@dataclass(slots=True)
class Part:
    """What an XML part holds that matters: its span, cells in error as (row, column) from 1, and references by id."""

    rows: int = 0
    columns: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    _row: int = 0
    _column: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Expat's handler of a start tag; prefixes are left out, as the reader of the workbook leaves them out."""
        match name.rpartition(":")[2]:
            case "row":
                self._begin_row(attributes.get("r"))
            case "c":
                self._cell(attributes)
            case "sheet":
                self.sheets += [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
            case "Relationship":
                self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _begin_row(self, number: str | None) -> None:
        """A row without a number is the next one."""
        if number is not None and not _ROW.fullmatch(number):
            raise _PlaceError
        self._row, self._column = self._row + 1 if number is None else int(number), 0

    def _cell(self, attributes: dict[str, str]) -> None:
        """A cell without a place is the next one of its row."""
        place = attributes.get("r")
        row, column = (self._row, self._column + 1) if place is None else _row_and_column(place)
        self._row, self._column = row, column
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if attributes.get("t") == "e":
            self.errors.append((row, column))


def look_through(content: bytes, *, name: str) -> dict[str, Part]:
    """The XML parts of a package by their names; refuses a broken, locked or overlarge one."""
    parts: dict[str, Part] = {}
    unpacked = 0
    for path, data in _unpack(content, name):
        unpacked += len(data)
        if unpacked > MOST_UNPACKED or _is_bomb(content, data):
            raise DomainError(
                N_("{file} unpacks to far more than it is. Save the sheet as CSV and choose that file."), file=name
            )
        if path.lower().endswith((".xml", ".rels")) or any(mark in data for mark in _SHEET_MARKS):
            parts[path] = _read_part(data, name)
            _refuse_span(parts[path], name)
    if "xl/workbook.xml" not in parts:
        raise DomainError(N_("{file} is not a workbook that can be read. Save it as XLSX or CSV."), file=name)
    return parts


def _refuse_span(part: Part, name: str) -> None:
    if part.rows * part.columns > MOST_CELLS:
        raise DomainError(
            N_(
                "A sheet of {file} spans {rows} rows and {columns} columns, which is too large. "
                "Delete what stands far from the table, or save it as CSV."
            ),
            file=name,
            rows=part.rows,
            columns=part.columns,
        )


def _unpack(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Each part with its bytes, never more than the limit of them: the sizes in the headers are not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error, ValueError) as error:
        raise _damaged(name) from error
    if len(members) > MOST_PARTS:
        raise DomainError(N_("{file} has {parts} parts, too many for a workbook."), file=name, parts=len(members))
    for member in members:
        if member.flag_bits & 1:
            raise DomainError(N_("{file} is locked with a password. Save it without one."), file=name)
        try:
            yield member.filename, _bytes_of(content, member)
        except (struct.error, zlib.error) as error:
            raise _damaged(name) from error


def _bytes_of(content: bytes, member: zipfile.ZipInfo) -> bytes:
    fields = _LOCAL_HEADER.unpack_from(content, member.header_offset)
    begin = member.header_offset + _LOCAL_HEADER.size + fields[-2] + fields[-1]
    packed = content[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return packed
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zlib.error("an unusual way of packing")
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, MOST_UNPACKED + 1)


def _is_bomb(content: bytes, data: bytes) -> bool:
    return len(data) > SMALL and len(data) > MOST_RATIO * len(content)


def _read_part(data: bytes, name: str) -> Part:
    part = Part()
    parser = expat.ParserCreate()
    parser.StartElementHandler = part.begin
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature: this is all of it
    except _DocumentTypeError:
        raise DomainError(
            N_("{file} holds a document type, which spreadsheets never do. It has not been read."), file=name
        ) from None
    except (expat.ExpatError, LookupError, ValueError, _PlaceError) as error:
        raise _damaged(name) from error
    return part


def _refuse_document_type(*_: object) -> None:
    raise _DocumentTypeError


def _row_and_column(place: str) -> tuple[int, int]:
    """A1 → (1, 1), AA3 → (3, 27)."""
    match = _PLACE.fullmatch(place)
    if match is None:
        raise _PlaceError
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _damaged(name: str) -> DomainError:
    return DomainError(N_("{file} is damaged or not a workbook. Save it anew as XLSX or CSV."), file=name)
