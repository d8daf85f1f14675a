"""What the company has decided: the seller's dated facts, rules, accounts, VAT rates, series and counters."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, insert, select, update

from desktop.domain.errors import DomainError
from desktop.domain.kid import CheckDigit, KidAgreement
from desktop.domain.settings import (
    Accounts,
    BillingRules,
    Seller,
    Series,
)
from desktop.domain.text import N_
from desktop.domain.vat import VatRate
from desktop.store.pen import Pen
from desktop.store.tables import CompanyFactRow, CounterRow, SeriesRow, SettingRow, VatRateRow

_RULES, _ACCOUNTS = "billing_rules", "accounts"
_CHOICES: dict[str, type[StrEnum]] = {
    field.name: type(field.default) for field in fields(BillingRules) if isinstance(field.default, StrEnum)
}
"""Rules that are one of a few words."""


class SettingsReader:
    """Looks up what was decided; what never was is as usual."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sellers(self) -> list[Seller]:
        """The company's facts, oldest first."""
        rows = self._connection.execute(select(CompanyFactRow.__table__).order_by(CompanyFactRow.from_day))
        return [_seller(row) for row in rows.mappings()]

    def value(self, key: str) -> object:
        """The stored structure of a setting, None when it was never decided."""
        return self._connection.execute(select(SettingRow.value).where(SettingRow.key == key)).scalar_one_or_none()

    def rules(self) -> BillingRules:
        """How the company bills."""
        stored = _known(self.value(_RULES), BillingRules)
        chosen = {name: _CHOICES[name](str(value)) if name in _CHOICES else value for name, value in stored.items()}
        return BillingRules(**cast("dict[str, Any]", chosen))

    def accounts(self) -> Accounts:
        """Where documents and payments are posted."""
        stored = _known(self.value(_ACCOUNTS), Accounts)
        pairs = {
            name: tuple((str(code), str(account)) for code, account in value) if isinstance(value, list) else value
            for name, value in stored.items()
        }
        return Accounts(**cast("dict[str, Any]", pairs))

    def vat_rates(self) -> list[VatRate]:
        """Every dated rate, by code and day."""
        rows = self._connection.execute(
            select(
                VatRateRow.code,
                VatRateRow.valid_from,
                VatRateRow.basis_points,
                VatRateRow.ehf,
                VatRateRow.name,
                VatRateRow.text,
            ).order_by(VatRateRow.code, VatRateRow.valid_from)
        )
        return [VatRate(*row) for row in rows]

    def series(self) -> list[Series]:
        """Every number series, by kind; of a kind with several the active one last."""
        rows = self._connection.execute(
            select(SeriesRow.kind, SeriesRow.first, SeriesRow.next, SeriesRow.prefix, SeriesRow.last_day).order_by(
                SeriesRow.kind, SeriesRow.active, SeriesRow.code
            )
        )
        return [Series(*row) for row in rows]

    def active_series(self, kind: str) -> Series:
        """The series that gives the next number of a kind; raises DomainError when there is none."""
        found = [series for series in self.series() if series.kind == kind]
        if not found:
            raise DomainError(N_("There is no number series for this kind of document. Create it in Settings."))
        return found[-1]

    def counter(self, name: str) -> int:
        """The next number a counter gives, without taking it."""
        found = self._connection.execute(select(CounterRow.next).where(CounterRow.name == name)).scalar_one_or_none()
        return 1 if found is None else found


class SettingsWriter(SettingsReader):
    """Decides, and takes numbers."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add_seller(self, seller: Seller) -> int:
        """The company's facts from a day on; gives the id."""
        made = self._pen.take_id("company_fact")
        self._pen.add(CompanyFactRow, [{"id": made, **_seller_values(seller), "version": 1}])
        return made

    def change_seller(self, seller: Seller) -> None:
        """Corrects facts; documents keep what they were issued with."""
        self._pen.change(CompanyFactRow, key=seller.id, version=seller.version, values=_seller_values(seller))

    def put(self, key: str, value: object) -> None:
        """Decides a setting; `value` is made of text, whole numbers, truth, lists and mappings."""
        found = select(SettingRow.version).where(SettingRow.key == key)
        version = self._connection.execute(found).scalar_one_or_none()
        if version is None:
            self._pen.add(SettingRow, [{"key": key, "value": value, "version": 1}])
        else:
            self._pen.change(SettingRow, key=key, version=version, values={"value": value}, column="key")

    def change_rules(self, rules: BillingRules) -> None:
        """How the company bills from now on."""
        self.put(_RULES, asdict(rules))

    def change_accounts(self, accounts: Accounts) -> None:
        """Where documents and payments are posted from now on."""
        self.put(_ACCOUNTS, asdict(accounts))

    def add_vat_rates(self, rates: Iterable[VatRate]) -> None:
        """New dated rates."""
        self._pen.add(VatRateRow, [asdict(rate) for rate in rates])

    def add_series(self, series: Series) -> None:
        """A number series, from now on the one that gives numbers of its kind."""
        self._connection.execute(update(SeriesRow).where(SeriesRow.kind == series.kind).values(active=False))
        code = f"{series.kind}/{series.prefix}" if series.prefix else series.kind
        self._connection.execute(insert(SeriesRow).values(code=code, active=True, **asdict(series)))

    def change_first(self, kind: str, first: int) -> bool:
        """Another first number of the active series of a kind; False, with nothing changed, once it has given one."""
        unused = (SeriesRow.kind == kind) & SeriesRow.active & (SeriesRow.next == SeriesRow.first)
        done = self._connection.execute(update(SeriesRow).where(unused).values(first=first, next=first))
        return bool(done.rowcount)

    def take_numbers(self, kind: str, n: int, *, day: date) -> tuple[str, range]:
        """The next n numbers of the active series of a kind, for documents of the day; gives its code and them.

        The number and the document are committed together or not at all, so that there is no gap.
        """
        taken = (
            update(SeriesRow)
            .where(SeriesRow.kind == kind, SeriesRow.active)
            .values(next=SeriesRow.next + n, last_day=day)
            .returning(SeriesRow.code, SeriesRow.next)
        )
        code, end = self._connection.execute(taken).one()
        return code, range(end - n, end)

    def take_count(self, name: str, n: int) -> range:
        """The next n numbers of a company-wide counter, such as kid_running."""
        return self._pen.take_count(name, n)


def _known(value: object, shape: type[BillingRules | Accounts]) -> Mapping[str, object]:
    """What was stored of the fields the program knows; an older file lacks some, and they are as usual."""
    names = {field.name for field in fields(shape)}
    stored = value if isinstance(value, dict) else {}
    return {name: stored[name] for name in names if name in stored}


def _seller(row: RowMapping) -> Seller:
    values = dict(row)
    agreement = KidAgreement(
        values.pop("kid_payer_width"), values.pop("kid_running_width"), CheckDigit(values.pop("kid_method"))
    )
    return Seller(kid=agreement, **cast("dict[str, Any]", values))


def _seller_values(seller: Seller) -> dict[str, object]:
    values = asdict(replace(seller, kid=KidAgreement()))
    for name in ("kid", "id", "version"):
        del values[name]
    agreement = seller.kid
    return {
        **values,
        "kid_payer_width": agreement.payer_width,
        "kid_running_width": agreement.running_width,
        "kid_method": agreement.method.value,
    }
