"""The route table: every page by its key, in the order of the day; a page is imported when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.text import N_
from desktop.gui.pages.base import Desk, Page


@dataclass(frozen=True, slots=True)
class Route:
    """A page: `title` is an English msgid, `factory` makes it; `section` is the entry of the navigation it is under.

    A route without a `group` has no entry of its own: it is reached from another page. Groups are set apart by lines;
    `FOOT` stands at the bottom.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[Desk], Page]
    group: int = 0
    section: str = ""


FOOT = 9


def _today(desk: Desk) -> Page:
    from desktop.gui.pages.today import TodayPage

    return TodayPage(desk)


def _subscribers(desk: Desk) -> Page:
    from desktop.gui.pages.subscribers import SubscribersPage

    return SubscribersPage(desk)


def _subscriber(desk: Desk) -> Page:
    from desktop.gui.pages.subscriber import SubscriberPage

    return SubscriberPage(desk)


def _renewals(desk: Desk) -> Page:
    from desktop.gui.pages.renewals import RenewalsPage

    return RenewalsPage(desk)


def _invoices(desk: Desk) -> Page:
    from desktop.gui.pages.invoices import InvoicesPage

    return InvoicesPage(desk)


def _invoice(desk: Desk) -> Page:
    from desktop.gui.pages.invoice import InvoicePage

    return InvoicePage(desk)


def _catalog(desk: Desk) -> Page:
    from desktop.gui.pages.catalog import CatalogPage

    return CatalogPage(desk)


def _settings(desk: Desk) -> Page:
    from desktop.gui.pages.settings import SettingsPage

    return SettingsPage(desk)


ROUTES: tuple[Route, ...] = (
    Route("today", N_("Today"), "sun", _today, group=1),
    Route("subscribers", N_("Subscribers"), "users", _subscribers, group=2),
    Route("subscriber", N_("Subscriber"), "user", _subscriber, section="subscribers"),
    Route("renewals", N_("Renewals"), "refresh-cw", _renewals, group=2),
    Route("invoices", N_("Invoices"), "file-text", _invoices, group=2),
    Route("invoice", N_("Invoice"), "file-text", _invoice, section="invoices"),
    Route("catalog", N_("Products and prices"), "package", _catalog, group=3),
    Route("settings", N_("Settings"), "settings", _settings, group=FOOT),
)
