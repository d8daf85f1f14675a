"""One field for people, documents, money and acts: what is typed is looked up, «>» asks for acts alone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.actions import Actions, can
from desktop.gui.dialogs.shade import Shade
from desktop.gui.runner import Runner
from desktop.gui.theme import paint
from desktop.gui.widgets.text import icon_label, keys_label, label, line
from desktop.i18n import _

Index = QModelIndex | QPersistentModelIndex
_LEAST_TYPED = 2  # letters before anything but acts is looked up


class Hit(NamedTuple):
    """A line of the answer: what it is, a few words more, what stands at the right, and what Enter does."""

    group: str
    text: str
    run: Callable[[], object]
    icon: str = "search"
    more: str = ""
    right: str = ""


Lookup = Callable[[str], Sequence[Hit]]
"""Answers what is typed, on a read lane; hits of one group stand together."""


class HitModel(QAbstractListModel):
    """Hits with a heading before each group: a heading is a `str`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Hit | str] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.lines = []
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self.lines.append(group)
            self.lines.append(hit)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = isinstance(self.lines[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        one = self.lines[index.row()]
        return one if isinstance(one, str) else one.text


class HitDelegate(QStyledItemDelegate):
    """Paints a heading, or icon, words and keys of a hit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(100), theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        one, box = model.lines[index.row()], QRect(option.rect)
        inner = box.adjusted(theme.px(12), 0, -theme.px(12), 0)
        if isinstance(one, str):
            self._words(painter, inner, one, look="small", tone="text_secondary")
            return
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, QRectF(box), theme.px(6), fill=theme.colour("selection"), outline=None)
        top = box.center().y() - theme.px(8)
        painter.drawPixmap(inner.left(), top, theme.pixmap(one.icon, tone="text_secondary"))
        after = inner.adjusted(theme.px(28), 0, 0, 0)
        after.setLeft(self._words(painter, after, one.text) + theme.px(12))
        self._words(painter, after, one.more, look="small", tone="text_secondary")
        self._words(painter, after, one.right, look="small", tone="text_secondary", right=True)

    def _words(
        self, painter: QPainter, box: QRect, text: str, *, look: str = "body", tone: str = "text", right: bool = False
    ) -> int:
        font = theme.font(look)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return box.left() + QFontMetrics(font).horizontalAdvance(shown)


class Palette(QDialog):
    """Opened by Ctrl+K and Ctrl+Shift+P; arrows choose, Enter does, Esc leaves."""

    def __init__(
        self, parent: QWidget, actions: Actions, runner: Runner, *, lookup: Lookup | None, text: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Search everything"))
        self.destroyed.connect(Shade(parent).deleteLater)
        self._actions, self._runner, self._lookup = actions, runner, lookup
        self._found: Sequence[Hit] = ()
        self._field = QLineEdit(text)
        self._field.setProperty("look", "bare")
        self._field.setFont(theme.font("heading", weight=500))
        self._field.setAccessibleName(_("Search everything"))
        self._field.setPlaceholderText(_("Name, invoice, KID, or > for commands"))
        self._count = label(look="small", tone="text_secondary")
        self._model = HitModel(self)
        self._list = QListView()
        self._list.setObjectName("commands")
        self._list.setModel(self._model)
        self._list.setItemDelegate(HitDelegate(self))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(_("Hits"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.clicked.connect(self._do)
        self._field.textChanged.connect(self._typed)
        self._lay_out()
        self._typed(text)
        self._place(parent)

    def _lay_out(self) -> None:
        box = QFrame(self)
        box.setProperty("look", "raised")
        column = QVBoxLayout(box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(18), theme.px(10), theme.px(14), theme.px(10))
        head.setSpacing(theme.px(10))
        head.addWidget(icon_label("search", size=18))
        head.addWidget(self._field, 1)
        head.addWidget(self._count)
        head.addWidget(keys_label("Esc"))
        column.addLayout(head)
        column.addWidget(line())
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        holder.addWidget(self._list)
        column.addLayout(holder, 1)
        column.addWidget(line())
        column.addLayout(self._foot())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(8))
        for keys, text in (("↑↓", _("choose")), ("Enter", _("open")), (">", _("commands only"))):
            row.addWidget(keys_label(keys))
            row.addWidget(label(text, look="small", tone="text_secondary"))
            row.addSpacing(theme.px(10))
        row.addStretch(1)
        return row

    def _place(self, parent: QWidget) -> None:
        self.resize(theme.size("palette_width"), min(theme.px(470), parent.height() - theme.px(120)))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + theme.px(92))

    # ---- hits ----

    def _typed(self, text: str) -> None:
        self._show()
        if self._lookup is None or text.startswith(">") or len(text.strip()) < _LEAST_TYPED:
            self._found = ()
            self._show()
            return
        self._runner.start(partial(self._lookup, text.strip()), done=self._take, owner=self, slot="lookup")

    def _take(self, found: Sequence[Hit]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        hits = [*self._found, *self._commands()]
        self._model.show_hits(hits)
        self._count.setText(_("{count} hits").format(count=len(hits)) if self._field.text() else "")
        self._move(0, 1)

    def _commands(self) -> list[Hit]:
        wanted = self._field.text().lstrip(">").strip().casefold()
        return [
            Hit(
                _("Commands"),
                action.text,
                made.trigger,
                action.icon or "chevron-right",
                right=made.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
            for action, made in self._actions.commands()
            if can(action) and wanted in action.text.casefold()
        ]

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._list.currentIndex().row()
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._move(now + by, by)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._do(self._list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _move(self, number: int, by: int) -> None:
        """Moves to a hit, past a heading."""
        while 0 <= number < len(self._model.lines) and isinstance(self._model.lines[number], str):
            number += by
        if 0 <= number < len(self._model.lines):
            self._list.setCurrentIndex(self._model.index(number, 0))

    def _do(self, index: QModelIndex) -> None:
        one = self._model.lines[index.row()] if index.isValid() else ""
        if isinstance(one, Hit):
            self.accept()
            one.run()
