"""Import: `table` is a file as it was left, `mapping` what its columns mean, `rows` reads them, `facts` compares."""

from desktop.domain.transfer.cells import AmountReader, amount_of, check_value
from desktop.domain.transfer.facts import same_person, same_sale
from desktop.domain.transfer.mapping import (
    FIELDS,
    AddOnSource,
    FieldKind,
    Mapping,
    Opening,
    Source,
    Value,
    faults_against,
    unused,
)
from desktop.domain.transfer.rows import ImportedSubscriber, read_rows
from desktop.domain.transfer.table import Cell, Fault, Row, Table, fault, faults_of_header, shown, text_of

__all__ = [
    "FIELDS",
    "AddOnSource",
    "AmountReader",
    "Cell",
    "Fault",
    "FieldKind",
    "ImportedSubscriber",
    "Mapping",
    "Opening",
    "Row",
    "Source",
    "Table",
    "Value",
    "amount_of",
    "check_value",
    "fault",
    "faults_against",
    "faults_of_header",
    "read_rows",
    "same_person",
    "same_sale",
    "shown",
    "text_of",
    "unused",
]
