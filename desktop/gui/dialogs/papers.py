"""Papers in bulk, from any page: to the printer, one PDF each into a folder, or all in one file; on a read lane."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.gui.dialogs.ask import ask_folder, ask_save_file, wait_for
from desktop.gui.runner import Job, Runner
from desktop.gui.widgets.paper_view import image_of
from desktop.gui.widgets.work_bar import WorkBar
from desktop.i18n import _, ngettext
from desktop.i18n.numbers import integer
from desktop.jobs import Progress, Step
from desktop.services import invoice

if TYPE_CHECKING:
    from desktop.services.context import Session

Find = Callable[[], Sequence[int]]
"""Which documents; asked on a lane."""

DOTS = 300
"""To the inch, for the printer."""

_AT_ONCE = 50  # papers read at a time


class Papers(QObject):
    """Prints and saves documents for a page, with its progress in `bar` and its receipt told to `say`."""

    def __init__(
        self, page: QWidget, runner: Runner, session: "Session", bar: WorkBar, *, say: Callable[[str], object]
    ) -> None:
        super().__init__(page)
        self._page, self._runner, self._session, self._bar, self._say = page, runner, session, bar, say
        self._job: Job[int] | None = None
        bar.stopped.connect(self.stop)

    def print_all(self, find: Find) -> None:
        """Asks for the printer, then prints."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._page.window())
        dialog.setWindowTitle(_("Print"))
        if wait_for(dialog):
            self.print_on(printer, find)
        dialog.deleteLater()

    def print_on(self, printer: QPrinter, find: Find) -> None:
        """Prints on a printer that has been chosen."""
        work = partial(_printed, self._session, find, printer)
        self._start(work, _("Printing"), self._printed)

    def save_each(self, find: Find) -> None:
        """Asks for a folder, then writes one PDF each."""
        folder = ask_folder(self._page.window(), _("Folder for the PDF files"))
        if folder is not None:
            self.save_each_in(folder, find)

    def save_each_in(self, folder: Path, find: Find) -> None:
        """Writes one PDF each into a folder that has been chosen."""
        session = self._session

        def work(progress: Progress) -> int:
            return len(invoice.export(session, invoices=find(), folder=folder, progress=progress))

        self._start(work, _("Writing PDF files"), partial(self._saved, folder))

    def save_one(self, find: Find, *, name: str = "") -> None:
        """Asks for a file, then writes all documents into it."""
        start = Path(name or _("invoices.pdf"))
        path = ask_save_file(self._page.window(), _("Save as PDF"), kinds=_("PDF files (*.pdf)"), start=start)
        if path is not None:
            self.save_one_as(path if path.suffix else path.with_suffix(".pdf"), find)

    def save_one_as(self, path: Path, find: Find) -> None:
        """Writes all documents into a file that has been chosen."""
        session = self._session

        def work(progress: Progress) -> int:
            return invoice.write_all_in_one(session, invoices=find(), path=path, progress=progress)

        self._start(work, _("Writing the PDF file"), partial(self._saved, path))

    def stop(self) -> None:
        """Stops at the next step."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, work: Callable[[Progress], int], words: str, done: Callable[[int], None]) -> None:
        self._bar.begin(words)
        self._job = self._runner.start(
            work, owner=self, progress=self._step, done=done, failed=self._failed, stopped=self._stopped
        )

    def _step(self, step: Step) -> None:
        self._bar.step(step)

    def _printed(self, count: int) -> None:
        self._end()
        sentence = ngettext(
            "{count} document was sent to the printer.", "{count} documents were sent to the printer.", count
        )
        self._say(sentence.format(count=integer(count)))

    def _saved(self, place: Path, count: int) -> None:
        self._end()
        sentence = ngettext("{count} document is in {place}.", "{count} documents are in {place}.", count)
        self._say(sentence.format(count=integer(count), place=place.name or str(place)))

    def _stopped(self) -> None:
        self._end()
        self._say(_("Stopped. What was written or printed before that stays."))

    def _failed(self, error: DomainError) -> None:
        self._end()
        self._runner.refused.emit(error)

    def _end(self) -> None:
        self._job = None
        self._bar.end()


def _printed(session: "Session", find: Find, printer: QPrinter, progress: Progress) -> int:
    """Draws every page of every document; Qt allows it on a printer outside the window's thread."""
    wanted = find()
    if not wanted:
        raise DomainError(N_("There is nothing to print. Choose at least one document."))
    painter = QPainter()
    if not painter.begin(printer):
        raise DomainError(N_("The printer does not answer. Nothing was printed. Choose another printer."))
    try:
        sheet = _Sheets(painter, printer)
        for start in range(0, len(wanted), _AT_ONCE):
            for at, (_document, pdf) in enumerate(invoice.papers(session, invoices=wanted[start : start + _AT_ONCE])):
                progress.step(start + at, len(wanted))
                for page in range(invoice.page_count(pdf)):
                    sheet.draw(pdf, page)
        progress.step(len(wanted), len(wanted))
    finally:
        painter.end()
    return len(wanted)


class _Sheets:
    """Puts one page on each sheet, within the range of pages that was asked for."""

    def __init__(self, painter: QPainter, printer: QPrinter) -> None:
        self._painter, self._printer = painter, printer
        self._number = 0
        self._drawn = 0
        whole = printer.printRange() != QPrinter.PrintRange.PageRange
        self._first = 1 if whole else printer.fromPage()
        self._last = 0 if whole else printer.toPage()

    def draw(self, pdf: bytes, page: int) -> None:
        """One page, as large as the paper lets it be."""
        self._number += 1
        if self._number < self._first or (self._last and self._number > self._last):
            return
        if self._drawn:
            self._printer.newPage()
        self._drawn += 1
        image = image_of(pdf, page=page, dots=DOTS)
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        size = image.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(_centred(size, paper), image, QRectF(image.rect()).toRect())


def _centred(size: QSize, paper: QRect) -> QRect:
    return QRect(
        (paper.width() - size.width()) // 2, (paper.height() - size.height()) // 2, size.width(), size.height()
    )
