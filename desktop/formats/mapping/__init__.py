"""A mapping file: TOML that says how another program's file reads as subscriptions.

`keys` takes a table key by key; `company`, `catalog` and `columns` read the three tables of a mapping.
"""

import tomllib
from decimal import Decimal, InvalidOperation

from desktop.domain.text import N_
from desktop.domain.transfer import Fault, Mapping, fault
from desktop.formats.mapping import catalog, columns, company
from desktop.formats.mapping.keys import Keys

MOST_BYTES = 1024 * 1024
_MOST_DIGITS = 18


def read(content: bytes) -> tuple[Mapping | None, list[Fault]]:
    """The mapping, or None with every fault of it, each with its place in the file."""
    table, faults = _parse(content)
    if faults:
        return None, faults
    keys = Keys(table, "", faults)
    mapping = _mapping(keys)
    keys.done()
    return (None if faults else mapping), faults


def _mapping(keys: Keys) -> Mapping:
    opening_keys = keys.inner("company", required=True)
    gross = opening_keys.yes("prices_include_vat", default=False)
    opening = company.read(opening_keys)
    currency = opening.rules.currency
    product, sold = catalog.read(keys.inner("catalog", required=True), currency=currency, includes_vat=gross)
    own = keys.inner("columns", required=True)
    fields = columns.read_fields(own, catalog=sold, currency=currency)
    mapping = Mapping(
        opening,
        product,
        sold,
        fields,
        columns.read_add_ons(own, catalog=sold),
        columns.read_preferences(own, product=product),
        columns.agreed_includes_vat(own, default=gross),
    )
    own.done()
    return mapping


def _parse(content: bytes) -> tuple[dict[str, object], list[Fault]]:
    if len(content) > MOST_BYTES:
        return {}, [fault(N_("The mapping is larger than a megabyte, so it cannot be one. Choose another file."))]
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=_number), []
    except UnicodeDecodeError:
        return {}, [fault(N_("The mapping is not text in UTF-8. Save it as that."))]
    except RecursionError:
        return {}, [fault(N_("The mapping is nested too deeply to be one. Choose another file."))]
    except ValueError as error:
        return {}, [fault(N_("The mapping is not valid TOML: {reason}. Correct it there."), reason=str(error))]


def _number(text: str) -> Decimal:
    """Exact decimals; what no price could be is refused before anybody multiplies it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError(text)
    return number
