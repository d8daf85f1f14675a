"""The page of what is sold: a product at a time, its plans, its add-ons, and the one in the frame beside them."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.catalog import AddOn, Plan, Product
from desktop.gui import theme
from desktop.gui.actions import Action
from desktop.gui.models.in_memory import InMemory
from desktop.gui.pages.base import Desk, Page
from desktop.gui.pages.catalog.campaign_panel import CampaignPanel
from desktop.gui.pages.catalog.inspector import ItemInspector
from desktop.gui.pages.catalog.item_panels import AddOnPanel, PlanPanel
from desktop.gui.pages.catalog.price_panel import PricePanel
from desktop.gui.pages.catalog.product_panel import ProductPanel
from desktop.gui.pages.catalog.tables import add_on_table, plan_table
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import EmptyState, Start
from desktop.gui.widgets.chips import Chip, FlowLayout
from desktop.gui.widgets.paged_table import PagedTable
from desktop.gui.widgets.text import clear, label
from desktop.i18n import _
from desktop.services import settings, shelf
from desktop.services.changes import Changed
from desktop.services.shelf import ItemRow, Shelves

_NARROW = 860  # px before zoom


class CatalogPage(Page):
    """Products and prices."""

    shows: ClassVar[Changed] = Changed.CATALOG | Changed.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shelves: Shelves | None = None
        self.product = ""
        self._item = self._wanted = ""
        self._can_write = not settings.is_read_only(desk.session)
        self.plans, self.add_ons = plan_table(desk.runner), add_on_table(desk.runner)
        self.inspector = ItemInspector(self.change_item, self.new_price, self.change_price, can_write=self._can_write)
        self._chips = QWidget()
        FlowLayout(self._chips)
        self._preferences = label(look="small", tone="text_secondary", wrap=True)
        self._body = QStackedWidget()
        self._body.addWidget(self._lists())
        self._body.addWidget(
            EmptyState(
                _("Nothing is sold yet"),
                _("A product has plans, such as small and large, and add-ons. Each has a price from a day on."),
                Start(
                    "package",
                    _("Begin with a product"),
                    _("A name is enough. Plans and prices come next."),
                    _("New product …"),
                    self.new_product,
                ),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)

    def _lists(self) -> QWidget:
        head = QFrame()
        head.setProperty("look", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(10))
        row.addWidget(self._chips, 1)
        self._change = button(_("Change the product …"), self.change_product, in_row=True, icon="pencil")
        self._change.setVisible(self._can_write)
        row.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._section(_("Plans"), _("New plan …"), self.new_plan))
        column.addWidget(self.plans, 3)
        column.addWidget(self._section(_("Add-ons"), _("New add-on …"), self.new_add_on))
        column.addWidget(self.add_ons, 2)
        self._preferences.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        column.addWidget(self._preferences)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(self.inspector)
        self._split.setStretchFactor(0, 1)
        for table in (self.plans, self.add_ons):
            table.current_changed.connect(partial(self._show_current, table))
            table.opened.connect(self._open)
            table.rows.swapped.connect(self._put_back)
        return self._split

    def _section(self, words: str, new: str, run: object) -> QFrame:
        bar = QFrame()
        bar.setProperty("look", "head")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        row.addWidget(label(words, look="section"), 1)
        made = button(new, run if callable(run) else None, in_row=True, icon="plus")
        made.setVisible(self._can_write)
        row.addWidget(made)
        return bar

    # ---- the page ----

    def title(self) -> str:
        return _("Products and prices")

    def open(self, **args: object) -> None:
        item = args.get("item")
        if isinstance(item, str):
            self._item = item
        self._load()

    def refresh(self, changed: Changed) -> None:
        self._load()

    def state(self) -> object:
        return (self.product, self._item)

    def restore(self, state: object) -> None:
        match state:
            case (str() as product, str() as item):
                self.product, self._item = product, item
                self._load()

    def acts(self) -> Sequence[Action]:
        def act(name: str, text: str, run: "object", keys: str = "", icon: str = "") -> Action:
            return Action(
                id=f"catalog.{name}",
                text=text,
                run=run if callable(run) else self._load,
                shortcut=keys,
                menu="edit",
                group=4,
                icon=icon,
                enabled=lambda: self._can_write and (name == "new_product" or self.shelves is not None),
            )

        return (
            act("new_product", _("New product …"), self.new_product, "Ctrl+N", "plus"),
            act("new_plan", _("New plan …"), self.new_plan),
            act("new_add_on", _("New add-on …"), self.new_add_on),
            act("new_price", _("New price …"), self.new_price),
            act("campaign", _("Price change …"), self.change_price),
            act("change", _("Change the plan or add-on …"), self.change_item, "F2"),
        )

    def main_act(self) -> str:
        return "catalog.new_product" if self._can_write else ""

    def first_focus(self) -> QWidget:
        return self.plans

    # ---- what is shown ----

    def _load(self) -> None:
        work = partial(shelf.shelves, self.desk.session)
        self.desk.runner.start(work, owner=self, slot="shelves", done=self._show)

    def _show(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self._body.setCurrentIndex(0 if shelves.shelves else 1)
        if not shelves.shelves:
            return
        self._item = _code_of(shelves, self._item)
        of_item = shelves.catalog.item(self._item).product if self._is_known(self._item) else ""
        wanted = of_item or self.product
        if shelves.shelf(wanted) is None:
            wanted = shelves.shelves[0].product.code
        self._show_chips(shelves, wanted)
        self._show_product(wanted)

    def _is_known(self, item: str) -> bool:
        known = self.shelves.catalog if self.shelves else None
        return known is not None and (item in known.plans or item in known.add_ons)

    def _show_chips(self, shelves: Shelves, wanted: str) -> None:
        clear(self._chips)
        layout, group = self._chips.layout(), QButtonGroup(self._chips)
        for each in shelves.shelves:
            chip = Chip(each.product.name, icon="package", on=each.product.code == wanted)
            chip.clicked.connect(partial(self._choose, each.product.code))
            group.addButton(chip)
            if layout is not None:
                layout.addWidget(chip)
        self._chips.updateGeometry()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Chips that have just come would be the last stops of the Tab key."""
        inspector = self.inspector
        stops = [*self._chips.findChildren(Chip), self._change, self.plans, self.add_ons]
        for one, after in pairwise([*stops, inspector.change, inspector.new_price, inspector.campaign]):
            QWidget.setTabOrder(one, after)

    def _choose(self, product: str, _checked: object = None) -> None:
        self._item = ""
        self._show_product(product)

    def _show_product(self, code: str) -> None:
        shelf_now = self.shelves.shelf(code) if self.shelves else None
        if shelf_now is None:
            return
        self.product = code
        first = next((row.code for row in (*shelf_now.plans, *shelf_now.add_ons)), "")
        self._wanted = self._item if self.current() is not None else first
        self.plans.show_rows(InMemory(shelf_now.plans))
        self.add_ons.show_rows(InMemory(shelf_now.add_ons))
        asked = [f"{each.label}: {', '.join(each.choices)}" for each in shelf_now.product.preferences]
        words = _("Asks its subscribers for: {preferences}").format(preferences=" · ".join(asked)) if asked else ""
        self._preferences.setText(words)
        self._preferences.setVisible(bool(asked))

    def _show_current(self, table: PagedTable, row: ItemRow | None) -> None:
        """The row a person goes to is shown, and is the only one in a frame."""
        if row is None or self.shelves is None:
            return
        self._item = row.code
        self.inspector.show_item(self.shelves, row)
        other = self.add_ons if table is self.plans else self.plans
        other.selectionModel().clearCurrentIndex()

    def _put_back(self, _others: object = None) -> None:
        """After a reading, the one that was shown before is shown again; it may be the first of all."""
        if self.shelves is None:
            return
        self._item = self._wanted
        for table in (self.plans, self.add_ons):
            found = table.rows.find(self._wanted)
            if found is None:
                table.selectionModel().clearCurrentIndex()
            else:
                table.set_current(found)
        self._item = self._wanted
        self.inspector.show_item(self.shelves, self.current())

    def current(self) -> ItemRow | None:
        """The plan or add-on in the frame."""
        here = self.shelves.shelf(self.product) if self.shelves else None
        return next((row for row in (*here.plans, *here.add_ons) if row.code == self._item), None) if here else None

    def _open(self, row: ItemRow) -> None:
        self._item = row.code
        self.change_item()

    # ---- acts ----

    def _product(self) -> Product | None:
        return self.shelves.catalog.products.get(self.product) if self.shelves else None

    def new_product(self) -> None:
        """Opens the panel of a new product."""
        if self.shelves is not None and self._can_write:
            self.desk.open_panel(ProductPanel(self.desk, self.shelves))

    def change_product(self) -> None:
        """Opens the panel of the product shown."""
        product = self._product()
        if self.shelves is not None and product is not None and self._can_write:
            self.desk.open_panel(ProductPanel(self.desk, self.shelves, product))

    def new_plan(self) -> None:
        """Opens the panel of a new plan."""
        if self.shelves is not None and self.product and self._can_write:
            self.desk.open_panel(PlanPanel(self.desk, self.shelves, self.product))

    def new_add_on(self) -> None:
        """Opens the panel of a new add-on."""
        if self.shelves is not None and self.product and self._can_write:
            self.desk.open_panel(AddOnPanel(self.desk, self.shelves, self.product))

    def new_price(self) -> None:
        """Opens the panel of a new price of what is in the frame."""
        row = self.current()
        if self.shelves is not None and row is not None and self._can_write:
            self.desk.open_panel(PricePanel(self.desk, self.shelves, row))

    def change_price(self) -> None:
        """Opens the panel that moves those who subscribe already to a new price."""
        row = self.current()
        if self.shelves is not None and row is not None and self._can_write:
            self.desk.open_panel(CampaignPanel(self.desk, self.shelves, row))

    def change_item(self) -> None:
        """Opens the panel of what is in the frame."""
        if self.shelves is None or not self._is_known(self._item) or not self._can_write:
            return
        match self.shelves.catalog.item(self._item):
            case Plan() as plan:
                self.desk.open_panel(PlanPanel(self.desk, self.shelves, plan.product, plan))
            case AddOn() as add_on:
                self.desk.open_panel(AddOnPanel(self.desk, self.shelves, add_on.product, add_on))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.inspector.setVisible(self.width() >= theme.px(_NARROW))


def _code_of(shelves: Shelves, item: str) -> str:
    """The code of a plan or add-on that was asked for by its code or its name."""
    rows = [row for each in shelves.shelves for row in (*each.plans, *each.add_ons)]
    return next((row.code for row in rows if item in {row.code, row.name}), item)
