"""What is sold: products, plans, add-ons, their tax and their prices, read whole and written piece by piece."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, delete, select, update

from desktop.domain.catalog import AddOn, Catalog, Plan, PreferenceField, Price, PriceModel, Product, Tier
from desktop.domain.ids import CommandId, PriceId
from desktop.domain.period import Interval, Unit
from desktop.store.pen import Pen
from desktop.store.tables import (
    AddOnRow,
    AddOnRuleRow,
    ItemRow,
    ItemVatRow,
    PlanRow,
    PreferenceFieldRow,
    PriceRow,
    ProductRow,
)

_ALLOWED, _INCLUDED = "allowed", "included"
_PRICE_FACTS = {
    field.name: field.default
    for field in fields(Price)
    if field.name
    in {
        "rate",
        "free_events",
        "free_total",
        "event_minimum",
        "event_maximum",
        "zero_charges_first_flat",
        "minimum",
        "maximum",
        "one_time",
    }
}
"""What few price models need; kept as JSON, without those that are as usual."""

Dated = tuple[tuple[date, str], ...]


class CatalogReader:
    """Reads the catalog as one value; it is small, and rules look at all of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def whole(self) -> Catalog:
        """Everything for sale and all that ever was, with every price row."""
        vat_codes = self._vat_codes()
        rules = self._connection.execute(
            select(AddOnRuleRow.add_on_code, AddOnRuleRow.plan_code, AddOnRuleRow.rule, AddOnRuleRow.included_quantity)
        ).all()
        allowed: dict[str, set[str]] = {}
        included: dict[str, dict[str, int]] = {}
        for add_on, plan, rule, quantity in rules:
            if rule == _ALLOWED:
                allowed.setdefault(add_on, set()).add(plan)
            else:
                included.setdefault(plan, {})[add_on] = quantity
        plans = [_plan(row, included, vat_codes) for row in self._rows(PlanRow)]
        add_ons = [_add_on(row, allowed, vat_codes) for row in self._rows(AddOnRow)]
        prices = [_price(row) for row in self._rows(PriceRow)]
        return Catalog(
            products={product.code: product for product in self._products()},
            plans={plan.code: plan for plan in plans},
            add_ons={add_on.code: add_on for add_on in add_ons},
            prices={price.id: price for price in prices},
            vat_codes=vat_codes,
        )

    def _rows(self, table: type[PlanRow | AddOnRow | PriceRow | ProductRow]) -> Iterable[RowMapping]:
        return self._connection.execute(select(table.__table__).order_by(table.id)).mappings()

    def _products(self) -> list[Product]:
        questions: dict[str, list[PreferenceField]] = {}
        asked = select(PreferenceFieldRow.__table__).order_by(PreferenceFieldRow.ordinal)
        for row in self._connection.execute(asked).mappings():
            made = PreferenceField(row["key"], row["label"], tuple(row["choices"]), row["default_value"])
            questions.setdefault(row["product_code"], []).append(made)
        return [
            Product(
                row["code"],
                row["name"],
                row["description"],
                tuple(questions.get(row["code"], ())),
                row["active"],
                row["version"],
            )
            for row in self._rows(ProductRow)
        ]

    def _vat_codes(self) -> dict[str, Dated]:
        dated: dict[str, list[tuple[date, str]]] = {}
        asked = select(ItemVatRow.item_code, ItemVatRow.valid_from, ItemVatRow.vat_code)
        for item, valid_from, code in self._connection.execute(asked.order_by(ItemVatRow.valid_from)):
            dated.setdefault(item, []).append((valid_from, code))
        return {item: tuple(codes) for item, codes in dated.items()}


class CatalogWriter(CatalogReader):
    """Adds what is sold and changes its names and rules; prices are only ever added."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen.connection)
        self._pen = pen

    def add_product(self, product: Product) -> None:
        """A new product with its preference fields."""
        row = {"id": self._pen.take_id("product"), "code": product.code, **_product_values(product), "version": 1}
        self._pen.add(ProductRow, [row])
        self._ask(product)

    def change_product(self, product: Product) -> None:
        """Another name, description, or fields; raises ChangedMeanwhileError when someone else was first."""
        values = _product_values(product)
        self._pen.change(ProductRow, key=product.code, version=product.version, values=values, column="code")
        self._connection.execute(delete(PreferenceFieldRow).where(PreferenceFieldRow.product_code == product.code))
        self._ask(product)

    def _ask(self, product: Product) -> None:
        ids = self._pen.take_ids("preference_field", len(product.preferences))
        rows = [
            {
                "id": number,
                "product_code": product.code,
                "key": field.key,
                "label": field.label,
                "choices": list(field.choices),
                "default_value": field.default,
                "ordinal": ordinal,
            }
            for ordinal, (number, field) in enumerate(zip(ids, product.preferences, strict=True))
        ]
        self._pen.add(PreferenceFieldRow, rows)

    def add_plan(self, plan: Plan) -> None:
        """A new plan, its VAT code from ever, and what it includes of add-ons that are there."""
        self._add_item(plan.code, "plan", plan.vat_code)
        row = {"id": self._pen.take_id("plan"), "code": plan.code, **_plan_values(plan), "version": 1}
        self._pen.add(PlanRow, [row])
        self._set_rules(_included_rules(plan))

    def change_plan(self, plan: Plan) -> None:
        """Other facts of a plan, for new sales; raises ChangedMeanwhileError when someone else was first."""
        self._pen.change(PlanRow, key=plan.code, version=plan.version, values=_plan_values(plan), column="code")
        self._change_vat(plan.code, plan.vat_code)
        self._drop_rules(_INCLUDED, plan=plan.code)
        self._set_rules(_included_rules(plan))

    def add_add_on(self, add_on: AddOn) -> None:
        """A new add-on, its VAT code from ever, and the plans, already there, that allow it."""
        self._add_item(add_on.code, "add_on", add_on.vat_code)
        row = {"id": self._pen.take_id("add_on"), "code": add_on.code, **_add_on_values(add_on), "version": 1}
        self._pen.add(AddOnRow, [row])
        self._set_rules(_allowed_rules(add_on))

    def change_add_on(self, add_on: AddOn) -> None:
        """Other facts of an add-on; raises ChangedMeanwhileError when someone else was first."""
        values = _add_on_values(add_on)
        self._pen.change(AddOnRow, key=add_on.code, version=add_on.version, values=values, column="code")
        self._change_vat(add_on.code, add_on.vat_code)
        self._drop_rules(_ALLOWED, add_on=add_on.code)
        self._set_rules(_allowed_rules(add_on))

    def add_vat_code(self, *, item: str, valid_from: date, code: str) -> None:
        """Another VAT code of a plan or add-on from a day on."""
        self._pen.add(ItemVatRow, [{"item_code": item, "valid_from": valid_from, "vat_code": code}])

    def add_price(self, price: Price, *, command_id: CommandId) -> PriceId:
        """A new price row, which never changes; gives its id."""
        made = PriceId(self._pen.take_id("price"))
        self._pen.add_final(PriceRow, [_price_values(price, made, command_id)])
        return made

    def _add_item(self, code: str, kind: str, vat_code: str) -> None:
        self._pen.add(ItemRow, [{"code": code, "kind": kind}])
        self.add_vat_code(item=code, valid_from=date.min, code=vat_code)

    def _change_vat(self, item: str, code: str) -> None:
        """The code that holds from ever; dated codes after it stay."""
        first = update(ItemVatRow).where(ItemVatRow.item_code == item, ItemVatRow.valid_from == date.min)
        self._connection.execute(first.values(vat_code=code))

    def _set_rules(self, rows: list[dict[str, object]]) -> None:
        self._pen.add(AddOnRuleRow, rows)

    def _drop_rules(self, rule: str, *, plan: str | None = None, add_on: str | None = None) -> None:
        mine = AddOnRuleRow.plan_code == plan if plan is not None else AddOnRuleRow.add_on_code == add_on
        self._connection.execute(delete(AddOnRuleRow).where(AddOnRuleRow.rule == rule, mine))


def _plan(row: RowMapping, included: Mapping[str, Mapping[str, int]], vat_codes: Mapping[str, Dated]) -> Plan:
    return Plan(
        code=row["code"],
        product=row["product_code"],
        name=row["name"],
        rank=row["rank"],
        interval=Interval(Unit(row["unit"]), row["interval_count"]),
        detail=row["detail"],
        in_arrears=row["in_arrears"],
        lead_days=row["lead_days"],
        trial_days=row["trial_days"],
        commitment_months=row["commitment_months"],
        notice_days=row["notice_days"],
        vat_code=vat_codes[row["code"]][0][1],
        included=included.get(row["code"], {}),
        active=row["active"],
        version=row["version"],
    )


def _add_on(row: RowMapping, allowed: Mapping[str, set[str]], vat_codes: Mapping[str, Dated]) -> AddOn:
    return AddOn(
        code=row["code"],
        product=row["product_code"],
        name=row["name"],
        allowed_on=frozenset(allowed.get(row["code"], ())),
        detail=row["detail"],
        interval=None if row["unit"] is None else Interval(Unit(row["unit"]), row["interval_count"]),
        vat_code=vat_codes[row["code"]][0][1],
        active=row["active"],
        version=row["version"],
    )


def _price(row: RowMapping) -> Price:
    return Price(
        item=row["item_code"],
        currency=row["currency"],
        amount=row["amount"],
        valid_from=row["valid_from"],
        model=PriceModel(row["model"]),
        scale=row["scale"],
        includes_vat=row["includes_vat"],
        tiers=tuple(Tier(*tier) for tier in cast("list[Any]", row["tiers"])),
        package_size=row["package_size"],
        free_units=row["free_units"],
        **cast("dict[str, Any]", row["facts"]),
        id=PriceId(row["id"]),
    )


def _product_values(product: Product) -> dict[str, object]:
    return {"name": product.name, "description": product.description, "active": product.active}


def _plan_values(plan: Plan) -> dict[str, object]:
    return {
        "product_code": plan.product,
        "name": plan.name,
        "detail": plan.detail,
        "rank": plan.rank,
        "unit": plan.interval.unit.value,
        "interval_count": plan.interval.n,
        "in_arrears": plan.in_arrears,
        "lead_days": plan.lead_days,
        "trial_days": plan.trial_days,
        "commitment_months": plan.commitment_months,
        "notice_days": plan.notice_days,
        "active": plan.active,
    }


def _add_on_values(add_on: AddOn) -> dict[str, object]:
    return {
        "product_code": add_on.product,
        "name": add_on.name,
        "detail": add_on.detail,
        "unit": None if add_on.interval is None else add_on.interval.unit.value,
        "interval_count": None if add_on.interval is None else add_on.interval.n,
        "active": add_on.active,
    }


def _price_values(price: Price, number: PriceId, command_id: CommandId) -> dict[str, object]:
    return {
        "id": number,
        "item_code": price.item,
        "currency": price.currency,
        "model": price.model.value,
        "amount": price.amount,
        "scale": price.scale,
        "includes_vat": price.includes_vat,
        "tiers": [list(tier) for tier in price.tiers],
        "package_size": price.package_size,
        "free_units": price.free_units,
        "facts": {name: value for name, usual in _PRICE_FACTS.items() if (value := getattr(price, name)) != usual},
        "valid_from": price.valid_from,
        "recorded_command": command_id,
    }


def _included_rules(plan: Plan) -> list[dict[str, object]]:
    return [
        {"add_on_code": code, "plan_code": plan.code, "rule": _INCLUDED, "included_quantity": quantity}
        for code, quantity in sorted(plan.included.items())
    ]


def _allowed_rules(add_on: AddOn) -> list[dict[str, object]]:
    return [
        {"add_on_code": add_on.code, "plan_code": plan, "rule": _ALLOWED, "included_quantity": 0}
        for plan in sorted(add_on.allowed_on)
    ]
