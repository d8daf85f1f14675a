"""How a file of another program reads as subscriptions: the company, its catalog, and what each column means."""

import enum
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from desktop.domain.catalog import Catalog, Product
from desktop.domain.settings import BillingRules, Seller
from desktop.domain.text import N_
from desktop.domain.transfer.table import Fault, Table, fault, shown

Value = str | int | Decimal | date
"""What a mapping may say itself; an empty text says: nothing."""


class FieldKind(enum.Enum):
    """How the cell of a field is read."""

    TEXT = enum.auto()
    DAY = enum.auto()
    WHOLE = enum.auto()
    AMOUNT = enum.auto()


class Field(NamedTuple):
    """A field of a subscriber or a subscription: how it is read, and its least and greatest whole number."""

    kind: FieldKind
    required: bool = False
    least: int = 0
    most: int = 0


MOST_MONTHS = 1200
MOST_QUANTITY = 1_000_000

FIELDS: Dictionary[str, Field] = {
    "number": Field(FieldKind.TEXT, required=True),
    "name": Field(FieldKind.TEXT),
    "kind": Field(FieldKind.TEXT),
    "language": Field(FieldKind.TEXT),
    "org_number": Field(FieldKind.TEXT),
    "care_of": Field(FieldKind.TEXT),
    "address1": Field(FieldKind.TEXT),
    "address2": Field(FieldKind.TEXT),
    "postcode": Field(FieldKind.TEXT),
    "city": Field(FieldKind.TEXT),
    "country": Field(FieldKind.TEXT),
    "email": Field(FieldKind.TEXT),
    "phone": Field(FieldKind.TEXT),
    "reference": Field(FieldKind.TEXT),
    "plan": Field(FieldKind.TEXT, required=True),
    "quantity": Field(FieldKind.WHOLE, least=1, most=MOST_QUANTITY),
    "start": Field(FieldKind.DAY, required=True),
    "last_day": Field(FieldKind.DAY),
    "elsewhere_through": Field(FieldKind.DAY),
    "billing_day": Field(FieldKind.WHOLE, least=1, most=31),
    "commitment_months": Field(FieldKind.WHOLE, most=MOST_MONTHS),
    "agreed_price": Field(FieldKind.AMOUNT),
}
"""Every field that a column can give; what is not mapped is left as a sale leaves it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field comes from: a column, read through `values` if there are any, or the one `fixed` value.

    With `months_before` the column holds whole months, counted back from that day.
    """

    column: str = ""
    values: Dictionary[str, Value] | None = None
    fixed: Value | None = None
    months_before: date | None = None


@dataclass(frozen=True, slots=True)
class AddOnSource:
    """A column that says whether an add-on was bought; `yes` and `no` are its words, compared without case.

    With `counts` the column holds how many. On the plans of `not_on` the column says nothing: it is part of the plan.
    """

    code: str
    column: str
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    counts: bool = False
    not_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """What a company file begins with when it is not there yet; `first_number` is that of its documents."""

    seller: Seller
    rules: BillingRules = field(default_factory=BillingRules)
    first_number: int | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping. The prices of `catalog` carry ids of their own, 1 and on, until the store gives others."""

    opening: Opening
    product: Product
    catalog: Catalog
    columns: Dictionary[str, Source]
    add_ons: tuple[AddOnSource, ...] = ()
    preferences: Dictionary[str, Source] = field(default_factory=dict)
    agreed_includes_vat: bool = False

    @property
    def currency(self) -> str:
        return self.opening.rules.currency

    def used(self) -> dict[str, str]:
        """Each column the mapping names, with the place where it does."""
        named = {source.column: f"[columns] {name}" for name, source in self.columns.items()}
        named |= {source.column: f"[columns.preferences] {key}" for key, source in self.preferences.items()}
        named |= {source.column: f"[columns.add_ons] {source.code}" for source in self.add_ons}
        named.pop("", None)
        return named

    def column_of(self, name: str) -> str:
        """The column of a field; empty when it is fixed or not mapped."""
        return self.columns[name].column if name in self.columns else ""


def faults_against(mapping: Mapping, table: Table) -> list[Fault]:
    """Columns that the mapping names and the file lacks."""
    known = [name for name in table.header if name]
    return [
        fault(
            N_("The file has no column “{missing}”. Its columns are: {columns}."),
            place=place,
            missing=shown(column),
            columns=[shown(name) for name in known],
        )
        for column, place in mapping.used().items()
        if column not in table.header
    ]


def unused(mapping: Mapping, table: Table) -> list[str]:
    """The columns of the file that the mapping leaves alone."""
    named = mapping.used()
    return [name for name in table.header if name and name not in named]
