"""A paper on the screen: the pages of a PDF below each other, drawn on read lanes as they come into sight."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.runner import Runner
from desktop.i18n import _
from desktop.services import invoice

FIT = 0
"""The zoom that fills the width there is."""

STEPS = (50, 75, 100, 125, 150, 200, 300)
_A4_WIDTH = 210 / 25.4  # inches
_A4_RATIO = 297 / 210
_SETTLE_MS = 120  # a window being resized draws when it rests
_WIDEST_FIT = 820  # px before zoom


def image_of(pdf: bytes, *, page: int, dots: int) -> QImage:
    """A page of a PDF as an image that holds its own pixels."""
    drawn = invoice.picture(pdf, page=page, dots=dots)
    return QImage(drawn.pixels, drawn.width, drawn.height, 4 * drawn.width, QImage.Format.Format_ARGB32).copy()


class PaperView(QScrollArea):
    """Shows a PDF. `zoomed` carries the per cent in force; + − 0 zoom while it has the focus, arrows scroll."""

    zoomed = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._pdf, self._name = runner, b"", ""
        self._sheets: list[Sheet] = []
        self._zoom = FIT
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(*(theme.px(20),) * 4)
        self._column.setSpacing(theme.px(16))
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._draw())

    def show_pdf(self, pdf: bytes, *, name: str) -> None:
        """Shows a PDF from its top; `name` is what a screen reader calls it."""
        self._pdf, self._name = pdf, name
        self.setAccessibleName(name)
        self._runner.start(partial(invoice.page_count, pdf), owner=self, slot="pages", done=partial(self._lay_out, pdf))

    @property
    def pages(self) -> int:
        """How many pages there are, 0 until it is known."""
        return len(self._sheets)

    @property
    def percent(self) -> int:
        """How large the paper is, in per cent of its size."""
        return (self._width() * 100 + self._natural_width() // 2) // max(self._natural_width(), 1)

    def drawn(self, page: int) -> bool:
        """Whether a page, counted from 0, has its picture."""
        return page < len(self._sheets) and self._sheets[page].dots > 0

    def set_zoom(self, zoom: int) -> None:
        """FIT, or per cent of the size on paper."""
        self._zoom = zoom
        self._size_sheets()
        self._draw()

    def step_zoom(self, by: int) -> None:
        """One step larger or smaller."""
        now = self.percent
        larger = [step for step in STEPS if step > now]
        smaller = [step for step in STEPS if step < now]
        self.set_zoom((larger or STEPS[-1:])[0] if by > 0 else (smaller or STEPS[:1])[-1])

    # ---- sheets ----

    def _lay_out(self, pdf: bytes, count: int) -> None:
        if pdf is not self._pdf:
            return
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        self._sheets = []
        for number in range(count):
            sheet = Sheet(self._inside)
            sheet.setAccessibleName(
                _("{name}, page {number} of {count}").format(name=self._name, number=number + 1, count=count)
            )
            self._column.addWidget(sheet)
            sheet.show()
            self._sheets.append(sheet)
        self.verticalScrollBar().setValue(0)
        self._size_sheets()
        self._settle.start(0)

    def _natural_width(self) -> int:
        return int(_A4_WIDTH * 96 * theme.zoom() / 100)

    def _width(self) -> int:
        if self._zoom != FIT:
            return self._natural_width() * self._zoom // 100
        room = self.viewport().width() - 2 * theme.px(20)
        return max(min(room, theme.px(_WIDEST_FIT)), theme.px(200))

    def _size_sheets(self) -> None:
        width = self._width()
        for sheet in self._sheets:
            sheet.set_size(QSize(width, int(width * _A4_RATIO)))
        self.zoomed.emit(self._zoom)

    def _draw(self) -> None:
        """Asks for the pictures of the sheets in sight that have none of this size."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        dots = int(self._width() * self.devicePixelRatioF() / _A4_WIDTH)
        for number, sheet in enumerate(self._sheets):
            box = sheet.geometry()
            if box.bottom() >= top and box.top() <= bottom and sheet.wanted != dots:
                sheet.wanted = dots
                work = partial(image_of, self._pdf, page=number, dots=dots)
                self._runner.start(work, owner=sheet, slot="picture", done=partial(sheet.show_image, dots))

    # ---- Qt's events ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom == FIT:
            self._size_sheets()
        self._settle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {"+": 1, "-": -1, "\u2212": -1}
        if event.text() in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(steps[event.text()])
        elif event.text() == "0":
            self.set_zoom(FIT)
        elif event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settle.start()


class Sheet(QLabel):
    """A page: white until its picture has come. Paper stays white in the dark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.dots = self.wanted = 0
        self.setProperty("look", "sheet")
        self.setScaledContents(True)

    def set_size(self, size: QSize) -> None:
        """Another size; the picture of the old one is stretched until the new one has come."""
        self.setFixedSize(size)

    def show_image(self, dots: int, image: QImage) -> None:
        """Its picture, with so many dots to the inch."""
        self.dots = dots
        self.setPixmap(QPixmap.fromImage(image))
