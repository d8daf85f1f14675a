"""`[columns]`: where each field comes from."""

from collections.abc import Mapping as Dictionary
from datetime import date

from desktop.domain.catalog import Catalog, Product
from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.domain.transfer import FIELDS, AddOnSource, Fault, Source, Value, check_value, shown
from desktop.formats.mapping.keys import Keys
from desktop.i18n.numbers import parse_money

_YES = ("Yes", "Ja", "True", "1")
_NO = ("No", "Nei", "False", "0", "")
_REQUIRED = tuple(name for name, each in FIELDS.items() if each.required)


def read_fields(keys: Keys, *, catalog: Catalog, currency: str) -> dict[str, Source]:
    """Every mapped field with its source; `number`, `plan` and `start` must be among them."""
    fields: dict[str, Source] = {}
    for name in FIELDS:
        source = _source(keys, name, months=name == "start")
        if source is not None:
            fields[name] = source
            _check_values(keys, name, source, catalog=catalog, currency=currency)
    for name in _REQUIRED:
        if name not in keys.table:
            keys.note(N_("“{key}” is missing. Say which column it comes from."), key=name)
    if "number" in fields and not fields["number"].column:
        keys.note(N_("“{key}” must come from a column: no two subscribers have the same."), key="number")
    return fields


def read_preferences(keys: Keys, *, product: Product) -> dict[str, Source]:
    """`[columns.preferences]`: the keys are those of the product."""
    own = keys.inner("preferences")
    fields = {asked.key: _source(own, asked.key) for asked in product.preferences}
    own.done()
    return {key: source for key, source in fields.items() if source is not None}


def read_add_ons(keys: Keys, *, catalog: Catalog) -> tuple[AddOnSource, ...]:
    """`[columns.add_ons]`: a column for each add-on that subscribers may have."""
    own = keys.inner("add_ons")
    sources: list[AddOnSource] = []
    for code in own.table:
        if code not in catalog.add_ons:
            own.note(N_("There is no add-on “{code}”. Write it under [catalog.add_ons]."), code=shown(code))
        elif isinstance(own.table[code], str):
            sources.append(AddOnSource(code, own.text(code), _words(_YES), _words(_NO)))
        else:
            sources.append(_add_on(code, own.inner(code), catalog))
    return tuple(sources)


def agreed_includes_vat(keys: Keys, *, default: bool) -> bool:
    """Whether the agreed price is including VAT; as the company's prices are when nothing is said."""
    table = keys.table.get("agreed_price")
    if not isinstance(table, dict):
        return default
    return Keys(table, f"{keys.place[:-1]}.agreed_price]", keys.faults).yes("includes_vat", default=default)


def _add_on(code: str, keys: Keys, catalog: Catalog) -> AddOnSource:
    source = AddOnSource(
        code,
        keys.text("column"),
        _words(keys.texts("yes") or _YES),
        _words(keys.texts("no") or _NO),
        keys.yes("counts", default=False),
        frozenset(keys.texts("not_on")),
    )
    keys.done()
    for plan in sorted(source.not_on - catalog.plans.keys()):
        keys.note(N_("“{key}” names “{code}”, which is no plan."), key="not_on", code=shown(plan))
    for word in sorted(source.yes & source.no):
        keys.note(N_("“{text}” stands under both yes and no."), text=shown(word))
    return source


def _words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in words)


def _source(keys: Keys, name: str, *, months: bool = False) -> Source | None:
    """A column's name alone, or a table with `column` and what is to be made of it, or with `fixed`."""
    if name not in keys.table:
        keys.known.append(name)
        return None
    if isinstance(keys.table[name], str):
        return Source(keys.text(name))
    own = keys.inner(name)
    source = Source(
        column=own.text("column", ""),
        values=_values(own),
        fixed=own.value("fixed"),
        months_before=_reference(own) if months else None,
    )
    if name == "agreed_price":
        own.known.append("includes_vat")
    own.done()
    if bool(source.column) == (source.fixed is not None):
        own.note(N_("Give either “column” or “fixed”."))
        return None
    return source


def _reference(keys: Keys) -> date | None:
    if "months_before" in keys.table:
        return keys.day("months_before")
    keys.known.append("months_before")
    return None


def _values(keys: Keys) -> Dictionary[str, Value] | None:
    if "values" not in keys.table:
        keys.known.append("values")
        return None
    inner = keys.inner("values")
    found = {word.strip(): inner.value(word) for word in inner.table}
    return {word: value for word, value in found.items() if value is not None}


def _check_values(keys: Keys, name: str, source: Source, *, catalog: Catalog, currency: str) -> None:
    """What the mapping itself gives a field is read as a cell would be, and a plan must be one of the catalog."""
    if source.months_before is not None:
        return
    given = [*(source.values or {}).values(), *([] if source.fixed is None else [source.fixed])]
    for value in given:
        try:
            check_value(name, value, currency=currency, read=parse_money)
        except DomainError as refusal:
            keys.faults.append(Fault(refusal.message, place=f"{keys.place} {name}"))
        else:
            if name == "plan" and str(value) not in catalog.plans:
                keys.note(
                    N_("There is no plan “{code}”. Write it under [catalog.plans], or choose another."),
                    code=shown(str(value)),
                )
