"""What is sold: products, plans, add-ons, and new price rows."""

from collections.abc import Container

from desktop.domain.catalog import AddOn, Catalog, Plan, Price, PriceModel, Product, check_tiers, dips
from desktop.domain.errors import DomainError
from desktop.domain.period import Unit
from desktop.domain.text import N_
from desktop.services.changes import Changed
from desktop.services.context import Session
from desktop.store.work import Work

_LONGEST_INTERVAL = {Unit.DAY: 366, Unit.WEEK: 52, Unit.MONTH: 12, Unit.YEAR: 1}


def catalog(ctx: Session) -> Catalog:
    """Everything for sale, and all price rows."""
    with ctx.reading() as look:
        return look.catalog.whole()


def add_product(ctx: Session, *, product: Product) -> Changed:
    """A new product; its code must be new."""
    with ctx.command("catalog.product_added", code=product.code) as work:
        _refuse_empty(product.code, product.name)
        _refuse_taken(product.code, work.catalog.whole().products)
        work.catalog.add_product(product)
    return Changed.CATALOG


def change_product(ctx: Session, *, product: Product) -> Changed:
    """Another name, description or preferences."""
    with ctx.command("catalog.product_changed", code=product.code) as work:
        _refuse_empty(product.code, product.name)
        work.catalog.change_product(product)
    return Changed.CATALOG


def add_plan(ctx: Session, *, plan: Plan) -> Changed:
    """A new plan of a product, with its VAT code."""
    with ctx.command("catalog.plan_added", code=plan.code) as work:
        _add_plan(work, plan=plan)
    return Changed.CATALOG


def _add_plan(work: Work, *, plan: Plan) -> None:
    _refuse_plan(work, plan)
    _refuse_item(work, plan.code)
    work.catalog.add_plan(plan)


def change_plan(ctx: Session, *, plan: Plan) -> Changed:
    """Another name, rank, detail or what it includes, for new sales; running subscriptions keep what they were sold."""
    with ctx.command("catalog.plan_changed", code=plan.code) as work:
        _refuse_plan(work, plan)
        work.catalog.change_plan(plan)
    return Changed.CATALOG


def add_add_on(ctx: Session, *, add_on: AddOn) -> Changed:
    """A new add-on, with the plans it may be bought with."""
    with ctx.command("catalog.add_on_added", code=add_on.code) as work:
        _refuse_empty(add_on.code, add_on.name)
        _refuse_item(work, add_on.code)
        work.catalog.add_add_on(add_on)
    return Changed.CATALOG


def change_add_on(ctx: Session, *, add_on: AddOn) -> Changed:
    """Another name, detail or list of plans."""
    with ctx.command("catalog.add_on_changed", code=add_on.code) as work:
        _refuse_empty(add_on.code, add_on.name)
        work.catalog.change_add_on(add_on)
    return Changed.CATALOG


def add_price(ctx: Session, *, price: Price) -> Changed:
    """A new price row for new sales from its first day; running subscriptions keep the row they were sold at."""
    with ctx.command("catalog.price_added", item=price.item, amount=price.amount, day=price.valid_from) as work:
        _add_price(work, price=price)
    return Changed.CATALOG


def _add_price(work: Work, *, price: Price) -> None:
    if price.amount < 0:
        raise DomainError(N_("A price cannot be below zero."))
    if price.model in (PriceModel.GRADUATED, PriceModel.VOLUME, PriceModel.STAIRSTEP):
        check_tiers(price.tiers)
    known = work.catalog.whole()
    item = known.item(price.item)
    for row in known.prices.values():
        if (row.item, row.currency, row.valid_from) == (price.item, price.currency, price.valid_from):
            raise DomainError(
                N_("{item} has a price from {day} already. Choose another day."), item=item.name, day=price.valid_from
            )
    work.catalog.add_price(price, command_id=work.command.id)


def price_dips(price: Price, *, through: int = 200) -> list[int]:
    """Quantities where one more costs less than one fewer, for the editor's warning."""
    return dips(price, through=through)


def _refuse_plan(work: Work, plan: Plan) -> None:
    _refuse_empty(plan.code, plan.name)
    if not 1 <= plan.interval.n <= _LONGEST_INTERVAL[plan.interval.unit]:
        raise DomainError(
            N_("Subscriptions can be invoiced for at most 12 months at a time. Choose a shorter interval.")
        )
    if plan.product not in work.catalog.whole().products:
        raise DomainError(N_("There is no product {code}. Create it first."), code=plan.product)


def _refuse_empty(code: str, name: str) -> None:
    if not code.strip():
        raise DomainError(N_("Fill in the code."))
    if not name.strip():
        raise DomainError(N_("Fill in the name."))


def _refuse_item(work: Work, code: str) -> None:
    known = work.catalog.whole()
    _refuse_taken(code, {**known.plans, **known.add_ons})


def _refuse_taken(code: str, known: Container[str]) -> None:
    if code in known:
        raise DomainError(N_("The code {code} is taken already. Choose another."), code=code)
