"""Tables that other programs leave: `read` takes CSV or XLSX by its content, never by its name alone.

`delimited` reads text, `workbook` reads sheets, `package` looks through a workbook before anything opens it.
"""

from desktop.domain.text import N_
from desktop.domain.transfer import Fault, Table, fault, shown
from desktop.formats.tables import delimited, workbook

MOST_BYTES = 64 * 1024 * 1024
"""A larger file is refused unread; a million rows of text are about so large."""

_PACKAGE = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(content: bytes, *, name: str) -> tuple[Table, list[Fault]]:
    """The table in a file and what is wrong with it; `name` is for the sentences alone.

    An unreadable file gives an empty table and its fault. Rows that are no whole rows are faults, and left out.
    """
    shown_name = shown(name)
    if not content.strip(b"\0 \t\r\n"):
        return Table(), [fault(N_("{file} is empty. Choose another file."), file=shown_name)]
    if len(content) > MOST_BYTES:
        return Table(), [
            fault(
                N_("{file} is larger than {most} MB. Divide it into several files."),
                file=shown_name,
                most=MOST_BYTES // 1024**2,
            )
        ]
    if content.startswith(_OLD_WORKBOOK):
        return Table(), [
            fault(
                N_("{file} is an older or locked workbook. Save it as XLSX or CSV without a password."), file=shown_name
            )
        ]
    if content.startswith(_PACKAGE):
        return workbook.read(content, name=shown_name)
    return delimited.read(content, name=shown_name)
