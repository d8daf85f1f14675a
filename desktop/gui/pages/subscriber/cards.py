"""The cards of a record: the subscription with its days, the next invoice, contact, choices, notes, documents."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.period import OPEN_END
from desktop.domain.rows import InvoiceRow
from desktop.domain.subscriber import Contact, ContactRole
from desktop.gui import theme
from desktop.gui.widgets.buttons import button, icon_button
from desktop.gui.widgets.cards import Card, Facts, SumLine
from desktop.gui.widgets.shown import Elided, breakable, day_words
from desktop.gui.widgets.text import icon_label, label, line, plain_tip
from desktop.i18n import LANGUAGES, _, ngettext, translate
from desktop.i18n.dates import date_long, date_narrow, date_range, date_short
from desktop.i18n.numbers import amount, integer, money, organisation_number, percent, phone_number
from desktop.services.record import Coming, Record, SubscriptionView

_INVOICES = 6  # documents shown before all of them are asked for
_KINDS = {"invoice": "file-text", "credit_note": "file-plus"}


def coming_card(coming: Coming, *, year: int) -> Card:
    """The next invoice, if nothing changes until then."""
    card = Card(_("Next invoice"), aside=_when(coming, year=year))
    if coming.fault is not None:
        card.add(fault_line(translate(coming.fault)))
        return card
    for each in coming.lines:
        days = date_range(each.from_day, each.to_day, year=year)
        text = _("Deduction for {item}").format(item=each.text) if each.is_credit else each.text
        made = SumLine(f"{text}, {days}", amount(each.amount, coming.currency))
        made.setToolTip(plain_tip(_("How the amount was worked out: {how}").format(how=translate(each.how))))
        made.setAccessibleDescription(translate(each.how))
        card.add(made)
    card.add(line())
    if not coming.shows_vat:
        for group in coming.groups:
            name = _("VAT {rate} of {net}").format(
                rate=percent(group.basis_points), net=amount(group.net, coming.currency)
            )
            card.add(SumLine(name, amount(group.vat, coming.currency)))
    name = _("To pay") if coming.total >= 0 else _("In their favour")
    card.add(SumLine(name, money(abs(coming.total), coming.currency), total=True))
    if coming.shows_vat:
        for group in coming.groups:
            card.add(_small_sum(_("of which VAT {rate}").format(rate=percent(group.basis_points)), amount(group.vat)))
    return card


def _when(coming: Coming, *, year: int) -> str:
    issued = date_long(coming.issue_day, year=year)
    if coming.due_day is None:
        return _("issued {day}").format(day=issued)
    return _("issued {day}, due {due}").format(day=issued, due=date_long(coming.due_day, year=year))


def _small_sum(text: str, figure: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label(text, look="small", tone="text_secondary"), 1)
    row.addWidget(label(figure, look="small", tone="text_secondary", tabular=True, right=True))
    return made


def fault_line(text: str, *, tone: str = "danger") -> QWidget:
    """A sentence about something that stands in the way."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    icon = "circle-alert" if tone == "danger" else "info"
    row.addWidget(icon_label(icon, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True, tone=tone if tone == "danger" else ""), 1)
    return made


def contact_card(record: Record, *, edit: Callable[[], object], away: Callable[[], object]) -> Card:
    """How to reach the subscriber today, and what holds for a time."""
    card = Card(_("Contact"), aside=_link(_("Edit"), edit, name=_("Edit contact")))
    owner, contact = record.person.subscriber, record.contact
    facts = Facts(name_width=64)
    if owner.org_number:
        facts.add(_("Org. no."), organisation_number(owner.org_number))
    if contact is not None:
        if contact.name and contact.name != owner.name:
            facts.add(_("Name"), breakable(contact.name))
        facts.add(_("Address"), breakable(address(contact)))
        if contact.email:
            facts.add_widget(_("E-mail"), Elided(contact.email))
        facts.add(_("Telephone"), phone_number(contact.phone))
        facts.add(_("Reference"), breakable(contact.reference))
    facts.add(_("Language"), LANGUAGES.get(owner.language, owner.language))
    card.add(facts)
    for each in record.later:
        card.add(line())
        card.add(_temporary(each, year=record.today.year))
    card.add(_link(_("Temporary address …"), away))
    return card


def _temporary(contact: Contact, *, year: int) -> QWidget:
    days = date_range(contact.from_day, contact.to_day, year=year)
    what = {
        ContactRole.PRIMARY: _("Everything goes here"),
        ContactRole.DELIVERY: _("Deliveries go here"),
        ContactRole.INVOICE: _("Invoices go here"),
    }[contact.role]
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    title = f"{what}, {days}" if contact.to_day < OPEN_END else what
    column.addWidget(label(title, look="small", tone="text_secondary", wrap=True))
    column.addWidget(label(breakable(address(contact)), wrap=True))
    return made


def address(contact: Contact) -> str:
    """The lines of an address."""
    place = " ".join(part for part in (contact.postcode, contact.city) if part)
    country = contact.country if contact.country != "NO" else ""
    parts = (contact.care_of, contact.address1, contact.address2, place, country)
    return "\n".join(part for part in parts if part)


def _link(text: str, pressed: Callable[[], object], *, name: str = "") -> QWidget:
    made = button(text, pressed, style="link")
    if name:
        made.setAccessibleName(name)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made)
    row.addStretch(1)
    return holder


def preferences_card(view: SubscriptionView, *, edit: Callable[[], object]) -> Card | None:
    """What the subscriber chose of what the product asks; None when it asks nothing."""
    if not view.product.preferences:
        return None
    card = Card(view.product.name, aside=_link(_("Edit"), edit, name=_("Edit preferences")))
    facts = Facts(name_width=64)
    for field in view.product.preferences:
        facts.add(breakable(field.label), breakable(view.life.preferences.get(field.key, field.default) or "–"))
    card.add(facts)
    return card


def notes_card(
    record: Record,
    *,
    new: Callable[[], object],
    edit: Callable[[int], object],
    pin: Callable[[int], object],
) -> Card:
    """What staff wrote; pinned notes first."""
    card = Card(_("Notes"), aside=_link(_("New note"), new))
    if not record.person.notes:
        card.add(label(_("Nothing is written yet."), look="small", tone="text_secondary"))
    for note in record.person.notes:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(breakable(note.text), wrap=True))
        said = ", ".join(part for part in (note.by, date_narrow(note.at.date())) if part)
        words.addWidget(label(said, look="small", tone="text_secondary"))
        if note.pinned:
            row.addWidget(icon_label("pin", tone="warn"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        top = Qt.AlignmentFlag.AlignTop
        act = _("Unpin the note") if note.pinned else _("Pin the note")
        row.addWidget(icon_button("pin", act, partial(pin, note.id), size=14), 0, top)
        row.addWidget(icon_button("pencil", _("Edit the note"), partial(edit, note.id), size=14), 0, top)
        card.add(made)
    return card


def invoices_card(record: Record, *, show: Callable[[int], object], all_of_them: Callable[[], object]) -> Card:
    """The newest documents; each leads to its own page."""
    many = len(record.invoices)
    card = Card(_("Invoices"), aside=integer(many) if many else "")
    if not many:
        card.add(label(_("Nothing is invoiced yet."), look="small", tone="text_secondary"))
    for row in record.invoices[:_INVOICES]:
        card.add(_invoice(row, record, show))
    if many > _INVOICES:
        text = ngettext("See all {count}", "See all {count}", many).format(count=integer(many))
        card.add(_link(text, all_of_them, name=_("See all invoices")))
    return card


def _invoice(row: InvoiceRow, record: Record, show: Callable[[int], object]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    first = QHBoxLayout()
    is_invoice = row.kind == "invoice"
    name = row.number if is_invoice else _("Credit note {number}").format(number=row.number)
    link = button(name, partial(show, row.id), style="link")
    spoken = _("Invoice {number}") if is_invoice else _("Credit note {number}")
    link.setAccessibleName(spoken.format(number=row.number))
    first.addWidget(link)
    first.addStretch(1)
    total = row.total if is_invoice else -row.total
    first.addWidget(label(amount(total, row.currency), tabular=True, right=True))
    column.addLayout(first)
    second = QHBoxLayout()
    second.addWidget(label(date_short(row.document_day), look="small", tone="text_secondary", tabular=True))
    second.addStretch(1)
    second.setSpacing(theme.px(4))
    text, icon, tone = settled(row, record)
    second.addWidget(icon_label(icon, tone=tone, size=14))
    second.addWidget(label(text, look="small", tone=tone))
    column.addLayout(second)
    return made


def settled(row: InvoiceRow, record: Record) -> tuple[str, str, str]:
    """How far a document is settled: words, icon and tone."""
    if row.kind != "invoice":
        free = row.open_amount != 0
        return (_("In their favour"), "info", "info") if free else (_("Settled"), "circle-check", "ok")
    if row.open_amount <= 0:
        return _("Paid"), "circle-check", "ok"
    if row.due_day is not None and row.due_day < record.today:
        return _("Overdue"), "circle-alert", "danger"
    if row.due_day is None:
        return _("Unpaid"), "circle-slash", "text_secondary"
    due = day_words(row.due_day, today=record.today)
    return _("due {day}").format(day=due), "calendar", "text_secondary"
