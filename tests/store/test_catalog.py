"""The catalog as kept."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from desktop.domain.catalog import Plan, Price, PriceModel, Tier
from desktop.domain.ids import PriceId
from desktop.store.company import Company
from desktop.store.engine import write_engine
from desktop.store.pen import ChangedMeanwhileError
from tests.store.making import MONTHLY, add_catalog, command


def test_the_catalog_comes_back_as_it_went_in(company: Company) -> None:
    with command(company) as work:
        add_catalog(work)
    with company.reading() as look:
        catalog = look.catalog.whole()
    assert [plan.code for plan in catalog.plans_of("kaffe")] == ["liten", "hverdag", "stor"]
    assert catalog.plans["hverdag"] == Plan("hverdag", "kaffe", "Hverdag", 1, MONTHLY, "2 × 250 g", vat_code="31")
    assert catalog.products["kaffe"].preferences[0].choices == ("hele", "filter", "espresso")
    assert [add_on.code for add_on in catalog.add_ons_for("stor")] == ["filter"]
    assert catalog.add_ons_for("liten") == []
    price = catalog.price_for_sale(item="stor", currency="NOK", day=date(2026, 1, 1))
    assert (price.amount, price.includes_vat) == (34900, True)


def test_tiers_and_packages_are_kept_with_the_price(company: Company) -> None:
    tiers = (Tier(10, 5000), Tier(50, 4000, 100), Tier(None, 3000))
    graduated = Price("stor", "NOK", 0, date(2026, 1, 1), PriceModel.GRADUATED, 3, tiers=tiers)
    package = Price("liten", "NOK", 30000, date(2026, 1, 1), PriceModel.PACKAGE, package_size=10, free_units=5)
    with command(company) as work:
        add_catalog(work)
        ids = [work.catalog.add_price(each, command_id=work.command.id) for each in (graduated, package)]
        prices = work.catalog.whole().prices
    assert [prices[number] for number in ids] == [
        replace(price, id=number) for price, number in zip((graduated, package), ids, strict=True)
    ]


def test_what_a_plan_includes_and_an_add_on_allows_can_change(company: Company) -> None:
    with command(company) as work:
        add_catalog(work)
        work.catalog.change_plan(replace(work.catalog.whole().plans["stor"], included={"filter": 2}, rank=9))
        filters = work.catalog.whole().add_ons["filter"]
        work.catalog.change_add_on(replace(filters, allowed_on=frozenset(("liten",)), vat_code="31"))
        catalog = work.catalog.whole()
    assert catalog.plans["stor"].included == {"filter": 2}
    assert catalog.plans["stor"].version == 2
    assert catalog.add_ons["filter"].allowed_on == {"liten"}
    assert catalog.vat_code_on("filter", date(2026, 1, 1)) == "31"


def test_the_second_to_change_a_product_is_told(company: Company) -> None:
    with command(company) as work:
        add_catalog(work)
        read_by_both = work.catalog.whole().products["kaffe"]
        work.catalog.change_product(replace(read_by_both, name="Kaffe"))
    with pytest.raises(ChangedMeanwhileError), command(company) as work:
        work.catalog.change_product(replace(read_by_both, name="Te"))
    with company.reading() as look:
        assert look.catalog.whole().products["kaffe"].name == "Kaffe"


def test_a_plan_and_an_add_on_never_share_a_code(company: Company) -> None:
    with command(company) as work:
        add_catalog(work)
    with pytest.raises(IntegrityError), command(company) as work:
        work.catalog.add_plan(Plan("filter", "kaffe", "Filter", 5, MONTHLY))


def test_a_dated_vat_code_follows_the_one_from_ever(company: Company) -> None:
    with command(company) as work:
        add_catalog(work)
        work.catalog.add_vat_code(item="stor", valid_from=date(2027, 1, 1), code="3")
        catalog = work.catalog.whole()
    assert [catalog.vat_code_on("stor", date(2026, 12, 31)), catalog.vat_code_on("stor", date(2027, 1, 1))] == [
        "31",
        "3",
    ]


def test_a_price_never_changes(company: Company) -> None:
    with command(company) as work:
        add_catalog(work)
    engine = write_engine(company.path)
    with engine.connect() as connection, pytest.raises(IntegrityError, match="final: price"):
        connection.exec_driver_sql("UPDATE price SET amount = 1")
    engine.dispose()
    with company.reading() as look:
        assert look.catalog.whole().prices[PriceId(1)].amount == 14900
