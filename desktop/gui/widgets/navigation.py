"""The navigation: the company, the pages in the order of the day, each with what waits there, and who sits here."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.theme import paint
from desktop.gui.widgets.text import label, line, plain_tip
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer


class NavigationRow(QAbstractButton):
    """One page: icon, name, and a count of what waits for someone."""

    def __init__(self, key: str, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.is_current, self._icon, self._badge = key, False, icon, 0
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_badge(self, count: int) -> None:
        """Shows how many wait; 0 shows nothing."""
        self._badge = count
        waiting = ngettext("{count} waits", "{count} wait", count).format(count=integer(count)) if count else ""
        self.setToolTip(waiting)
        self._describe()

    def set_current(self, *, current: bool) -> None:
        """Lights the row of the page that is shown."""
        self.is_current = current
        self._describe()

    def _describe(self) -> None:
        parts = (_("This page is shown") if self.is_current else "", self.toolTip())
        self.setAccessibleDescription(", ".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("navigation_width") - theme.px(16), theme.size("navigation_row"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.size("navigation_row"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, on = QPainter(self), QRectF(self.rect()), self.is_current
        if on or self.underMouse():
            tone = "selection" if on else "hover"
            paint.rounded(painter, box, theme.px(6), fill=theme.colour(tone), outline=None)
        if on:
            bar = QRectF(0, theme.px(7), theme.px(3), self.height() - 2 * theme.px(7))
            paint.rounded(painter, bar, 1, fill=theme.colour("accent"), outline=None)
        tone = "accent" if on else "text_secondary"
        painter.drawPixmap(theme.px(12), (self.height() - theme.px(16)) // 2, theme.pixmap(self._icon, tone=tone))
        self._paint_words(painter, on=on)

    def _paint_words(self, painter: QPainter, *, on: bool) -> None:
        font = theme.font("body", weight=600 if on else 400)
        counted = integer(self._badge) if self._badge else ""
        room = QRect(theme.px(38), 0, self.width() - theme.px(48), self.height())
        painter.setFont(theme.font("small", weight=500, tabular=True))
        painter.setPen(theme.colour("selection_text" if on else "text_secondary"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, counted)
        painter.setFont(font)
        painter.setPen(theme.colour("selection_text" if on else "text"))
        room.setRight(room.right() - (theme.px(28) if counted else 0))
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class CompanyButton(QToolButton):
    """The company and its file, with a menu of others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._file = "", ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", "inside")
        self.show_company("", "")

    def show_company(self, name: str, file: str) -> None:
        """Shows the company's name and the name of its file."""
        self._name, self._file = name, file
        self.setAccessibleName(_("Company: {name}").format(name=name or _("none")))
        self.setToolTip(plain_tip(file))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("navigation_width") - theme.px(12), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(28)
        if self.underMouse():
            paint.rounded(painter, QRectF(self.rect()), theme.px(6), fill=theme.colour("hover"), outline=None)
        badge = QRectF(theme.px(8), (self.height() - side) / 2, side, side)
        paint.rounded(painter, badge, theme.px(6), fill=theme.colour("accent"), outline=None)
        painter.setFont(theme.font("section", weight=600))
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._name[:1].upper())
        left, width = theme.px(46), self.width() - theme.px(46) - theme.px(28)
        half = self.height() // 2
        self._words(painter, QRect(left, theme.px(4), width, half - theme.px(4)), self._name, "section", "text")
        below = QRect(left, half, width, half - theme.px(4))
        self._words(painter, below, self._file, "small", "text_secondary")
        chevron = theme.pixmap("chevrons-up-down")
        painter.drawPixmap(self.width() - theme.px(24), (self.height() - theme.px(16)) // 2, chevron)

    def _words(self, painter: QPainter, box: QRect, text: str, look: str, tone: str) -> None:
        font = theme.font(look)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


class Navigation(QFrame):
    """The left side of the window; `chosen` carries the key of the page a person chose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "side")
        self.setAccessibleName(_("Navigation"))
        self.setFixedWidth(theme.size("navigation_width"))
        self.company = CompanyButton()
        self._rows: dict[str, NavigationRow] = {}
        self._last_group: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(6), theme.px(7), theme.px(8))
        column.setSpacing(theme.px(2))
        column.addWidget(self.company)
        column.addSpacing(theme.px(8))
        self._upper, self._foot = QVBoxLayout(), QVBoxLayout()
        for part in (self._upper, self._foot):
            part.setContentsMargins(theme.px(2), 0, theme.px(2), 0)
            part.setSpacing(theme.px(2))
        column.addLayout(self._upper)
        column.addStretch(1)
        self._foot.addWidget(_indented(line(strong=True)))
        column.addLayout(self._foot)
        column.addWidget(self._person())

    def _person(self) -> QWidget:
        self._initials = label(look="small", weight=600, tone="text_secondary")
        self._initials.setProperty("look", "avatar")
        self._initials.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._initials.setFixedSize(theme.px(26), theme.px(26))
        self._name = label(look="emphasis")
        self._role = label(look="small", tone="text_secondary")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._role)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(theme.px(8), theme.px(6), 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._initials)
        row.addLayout(words, 1)
        self._person_holder = holder
        holder.hide()
        return holder

    def add(self, key: str, text: str, icon: str, *, group: int, at_foot: bool = False) -> None:
        """Adds a page; a new group begins with a line."""
        row = NavigationRow(key, text, icon)
        row.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._rows[key] = row
        if at_foot:
            self._foot.addWidget(row)
            return
        if self._last_group is not None and group != self._last_group:
            self._upper.addWidget(_indented(line(strong=True)))
        self._last_group = group
        self._upper.addWidget(row)

    def show_current(self, key: str) -> None:
        """Lights the page that is shown."""
        for one, row in self._rows.items():
            row.set_current(current=one == key)

    def set_badge(self, key: str, count: int) -> None:
        """How many on a page wait for someone; 0 hides it."""
        if key in self._rows:
            self._rows[key].set_badge(count)

    def show_person(self, name: str, role: str) -> None:
        """Who sits here, with their role."""
        self._initials.setText("".join(part[0] for part in name.split()[:2]).upper())
        self._name.setText(name)
        self._role.setText(role)
        self._person_holder.setVisible(bool(name))

    def first_focus(self) -> QWidget:
        """The row of the page that is shown."""
        lit = [row for row in self._rows.values() if row.is_current]
        return lit[0] if lit else next(iter(self._rows.values()), self.company)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, NavigationRow):
                focused.click()
            return
        super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        rows = list(self._rows.values())
        focused = self.focusWidget()
        at = rows.index(focused) if isinstance(focused, NavigationRow) else -1
        rows[(at + by) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)


def _indented(inside: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(5))
    row.addWidget(inside)
    return holder
