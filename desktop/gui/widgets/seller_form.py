"""The facts of a company as fields, for a new company and for a change of one; faults stand below their fields."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.settings import Seller, faults_of
from desktop.gui import theme
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.fields import CheckBox, Field
from desktop.gui.widgets.form import FormField
from desktop.gui.widgets.text import label
from desktop.i18n import _, translate
from desktop.i18n.numbers import account_number, organisation_number

LARGEST_LOGO = 2_000_000
"""Bytes."""

_LOGO_WIDTH, _LOGO_HEIGHT = 220, 56  # px before zoom


class SellerForm(QWidget):
    """Fields of a seller. `ask_logo` asks for a picture file; without it there is no logo to choose."""

    def __init__(
        self, seller: Seller, *, ask_logo: Callable[[], Path | None] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seller, self._logo, self._ask_logo = seller, seller.logo, ask_logo
        self.fields: list[FormField] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.name = self._line(_("Name"), seller.name, "name")
        self.vat = CheckBox(_("Registered for VAT"), checked=seller.vat_registered)
        self.register = CheckBox(_("Registered in Foretaksregisteret"), checked=seller.business_register)
        self.org_number = self._line(_("Organisation number"), organisation_number(seller.org_number), "org_number")
        self._column.addWidget(self.vat)
        self._column.addWidget(self.register)
        self.address1 = self._line(_("Address"), seller.address1)
        self.address2 = self._line(_("Address, second line"), seller.address2)
        self.postcode, self.city = self._two((_("Postcode"), seller.postcode), (_("City"), seller.city))
        self.account = self._line(_("Account number"), account_number(seller.account), "account")
        self.phone, self.email = self._two((_("Telephone"), seller.phone), (_("E-mail"), seller.email))
        self.website = self._line(_("Website"), seller.website)
        if ask_logo is not None:
            self._column.addWidget(self._logo_box())

    def _line(self, words: str, text: str, key: str = "") -> Field:
        made = Field(text)
        field = FormField(words, made, check=partial(self._fault, key) if key else None)
        self.fields.append(field)
        self._column.addWidget(field)
        return made

    def _two(self, first: tuple[str, str], second: tuple[str, str]) -> tuple[Field, Field]:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        made = []
        for words, text in (first, second):
            field = Field(text)
            held = FormField(words, field)
            self.fields.append(held)
            row.addWidget(held, 1)
            made.append(field)
        self._column.addLayout(row)
        return made[0], made[1]

    def _fault(self, key: str) -> str:
        """What is wrong with a fact, by the rules of the domain."""
        found = next((message for name, message in faults_of(self.value()) if name == key), None)
        return "" if found is None else translate(found)

    def value(self) -> Seller:
        """The seller as written; numbers may be written with spaces."""
        return replace(
            self._seller,
            name=self.name.text().strip(),
            org_number=_digits(self.org_number.text()),
            vat_registered=self.vat.isChecked(),
            business_register=self.register.isChecked(),
            address1=self.address1.text().strip(),
            address2=self.address2.text().strip(),
            postcode=self.postcode.text().strip(),
            city=self.city.text().strip(),
            account=_digits(self.account.text()),
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            website=self.website.text().strip(),
            logo=self._logo,
        )

    # ---- logo ----

    def _logo_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(label(_("Logo"), look="small", weight=500))
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo"))
        self._says = label(look="small", tone="text_secondary", wrap=True)
        row = QHBoxLayout()
        self.choose = button(_("Choose a picture …"), self._choose, in_row=True, icon="folder-open")
        self.remove = button(_("Remove the logo"), self._remove, in_row=True, icon="trash-2")
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addWidget(self.picture)
        column.addWidget(self._says)
        column.addLayout(row)
        self._show_logo()
        return box

    def _choose(self) -> None:
        path = self._ask_logo() if self._ask_logo is not None else None
        if path is not None:
            self.take_logo(path)

    def take_logo(self, path: Path) -> None:
        """Takes a picture as logo, or says why not."""
        try:
            content = path.read_bytes() if path.stat().st_size <= LARGEST_LOGO else b""
        except OSError:
            self._say(_("The picture cannot be read. Choose another."), tone="danger")
            return
        if _pixmap(content) is None:
            self._say(_("A logo is a PNG or JPEG of at most 2 MB. Choose another picture."), tone="danger")
            return
        self._logo = content
        self._show_logo()

    def _remove(self) -> None:
        self._logo = b""
        self._show_logo()

    def _show_logo(self) -> None:
        drawn = _pixmap(self._logo)
        self.picture.setVisible(drawn is not None)
        self.remove.setVisible(drawn is not None)
        if drawn is not None:
            self.picture.setPixmap(drawn)
        self._say(_("Stands at the top of invoices. PNG or JPEG, best at least 600 dots wide."))

    def _say(self, text: str, *, tone: str = "text_secondary") -> None:
        self._says.setText(text)
        theme.set_tone(self._says, tone)


def _pixmap(content: bytes) -> QPixmap | None:
    """The logo at the size of the form, None for what is no picture of the kinds that paper takes."""
    drawn = QPixmap()
    kinds = (b"\x89PNG", b"\xff\xd8\xff")
    if not content.startswith(kinds) or not drawn.loadFromData(content):
        return None
    return drawn.scaled(
        theme.px(_LOGO_WIDTH),
        theme.px(_LOGO_HEIGHT),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def logo_pixmap(content: bytes) -> QPixmap | None:
    """The same, for showing."""
    return _pixmap(content)


def _digits(text: str) -> str:
    """Digits without the spaces, points and letters people write about them; what has others stays to be refused."""
    bare = text.upper().replace("MVA", "").replace("NO", "")
    return "".join(character for character in bare if not character.isspace() and character != ".")
