"""The two files of an import, read whole before anything is touched."""

from pathlib import Path
from typing import NamedTuple

from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.domain.transfer import Fault, Mapping, Table, faults_against, unused
from desktop.formats import mapping as mapping_file, tables


class Source(NamedTuple):
    """A table and how to read it; `unused` are the columns that the mapping leaves alone."""

    table: Table
    mapping: Mapping
    unused: tuple[str, ...]


def read_files(*, file: Path, mapping: Path) -> tuple[Source | None, list[Fault]]:
    """The files as values, or every fault of the mapping and of the table that was found without reading the rows.

    Raises DomainError for a file that cannot be opened.
    """
    wanted, faults = mapping_file.read(_bytes_of(mapping, most=mapping_file.MOST_BYTES))
    table, faults_of_table = tables.read(_bytes_of(file, most=tables.MOST_BYTES), name=file.name)
    faults += faults_of_table
    if wanted is None or not table.header:
        return None, faults
    missing = faults_against(wanted, table)
    if missing:
        return None, faults + missing
    return Source(table, wanted, tuple(unused(wanted, table))), faults


def _bytes_of(path: Path, *, most: int) -> bytes:
    """The file, or one byte more than the most that is read, so that its reader says that it is too large."""
    try:
        with path.open("rb") as opened:
            return opened.read(most + 1)
    except IsADirectoryError as error:
        raise DomainError(N_("{file} is a folder. Choose a file in it."), file=path.name) from error
    except FileNotFoundError as error:
        raise DomainError(N_("{file} is not there. It may have been moved or renamed."), file=path.name) from error
    except OSError as error:
        raise DomainError(
            N_("{file} cannot be read: {reason}."), file=path.name, reason=error.strerror or str(error)
        ) from error
