"""CSV: text in the encoding and with the separator it seems to have, which the table then says."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from desktop.domain.text import N_
from desktop.domain.transfer import Fault, Row, Table, fault, faults_of_header

MOST_COLUMNS = 1000

_SEPARATORS = (";", ",", "\t")
_SHOWN = {";": N_("semicolon"), ",": N_("comma"), "\t": N_("tab")}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SNIFFED = 4096


class _Lines(NamedTuple):
    """The records of a file, each with its number from the top, up to where reading stopped."""

    records: list[tuple[int, list[str]]]
    faults: list[Fault]


def read(content: bytes, *, name: str) -> tuple[Table, list[Fault]]:
    """The header and the rows; empty lines are skipped, and rows of another width are faults."""
    text, encoding = _decode(content)
    if text is None:
        return Table(), [fault(N_("{file} is not a text file. Save it as CSV or XLSX."), file=name)]
    text, told = _separator_told(text)
    separator = told or _separator(text)
    records, faults = _records(text, separator, first=2 if told else 1)
    read_as = (encoding, _SHOWN[separator])
    if not records:
        return Table(read_as=read_as), faults or [fault(N_("{file} is empty. Choose another file."), file=name)]
    number, named = records[0]
    header = tuple(each.strip() for each in named)
    faults += faults_of_header(header, row=number)
    if len(header) > MOST_COLUMNS:
        return Table(read_as=read_as), [
            fault(
                N_("{file} has {columns} columns, more than {most}. It seems to be something else than a table."),
                file=name,
                columns=len(header),
                most=MOST_COLUMNS,
            )
        ]
    rows: list[Row] = []
    for number, cells in records[1:]:
        if len(cells) == len(header):
            rows.append(Row(number, tuple(cells)))
        else:
            faults.append(
                fault(
                    N_("The row has {found} cells where the header has {wanted}. A cell may lack its quotation marks."),
                    row=number,
                    found=len(cells),
                    wanted=len(header),
                )
            )
    return Table(header, tuple(rows), read_as), faults


def _decode(content: bytes) -> tuple[str | None, str]:
    """The text and the encoding: by its mark, else UTF-8 if it is that, else Western European; None for no text."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (None if "\0" in text else text), encoding.removesuffix("-sig")
    return None, ""


def _candidates(content: bytes) -> Iterator[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            yield encoding
            return
    start = content[:_SNIFFED]
    for zeros, encoding in ((start[1::2], "utf-16-le"), (start[0::2], "utf-16-be")):
        if len(zeros) > 1 and zeros.count(0) * 2 > len(zeros):
            yield encoding
            return
    yield from ("utf-8", "cp1252", "iso-8859-1")


def _separator_told(text: str) -> tuple[str, str]:
    """Some spreadsheets write `sep=;` as their first line; the rest, and the separator or nothing."""
    first, _, rest = text.partition("\n")
    told = first.strip("\r").lower().removeprefix("sep=")
    return (rest, told) if first.lower().startswith("sep=") and told in _SEPARATORS else (text, "")


def _separator(text: str) -> str:
    """The separator that stands most often in the first line, outside quotation marks."""
    line = next((each for each in text[: 16 * _SNIFFED].splitlines() if each.strip()), "")
    bare = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=bare.count) if any(each in bare for each in _SEPARATORS) else ","


def _records(text: str, separator: str, *, first: int) -> _Lines:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[tuple[int, list[str]]] = []
    number = first - 1
    try:
        for number, cells in enumerate(reader, start=first):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
    except csv.Error:
        return _Lines(records, [_broken(number + 1)])
    return _Lines(records, [])


def _broken(row: int) -> Fault:
    """The csv module's own words are for programmers; what they come to is one of two things."""
    return fault(
        N_("A quotation mark is missing or out of place here, or a cell is too long. The rows after it were not read."),
        row=row,
    )
