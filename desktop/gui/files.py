"""The File menu: new, open, recent, sample, back up; and what the window says of the company file it has open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QMenu

from desktop import app
from desktop.config import Config
from desktop.domain.errors import DomainError
from desktop.domain.settings import Seller
from desktop.gui.actions import Action
from desktop.gui.dialogs.ask import ask_open_file
from desktop.gui.lookup import look_up
from desktop.gui.main_window import MainWindow
from desktop.gui.runner import Job, Runner
from desktop.i18n import _, translate
from desktop.i18n.dates import clock_time, date_short
from desktop.jobs import Progress, Step
from desktop.paths import data_dir
from desktop.services import backup, settings
from desktop.services.backup import Taken
from desktop.services.changes import Changed

if TYPE_CHECKING:
    from desktop.services.context import Session

_MOST_RECENT = 6
_TOLD = Changed.COMPANY | Changed.SETTINGS | Changed.RENEWAL
_ICONS = {"new": "file-plus", "open": "folder-open", "sample": "shopping-bag", "back_up": "copy"}


class Holder(Protocol):
    """What of the program the menu needs: the company that is open, and the way to another."""

    runner: Runner
    config: Config
    session: "Session"
    window: MainWindow | None

    def change_company(self, session: "Session") -> None: ...


class Files(QObject):
    """Furnishes each window of a program; give it the program as soon as there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.program: Holder | None = None
        self._window: MainWindow | None = None
        self._writing = 0
        self._job: Job[Path] | None = None

    def furnish(self, window: MainWindow) -> None:
        """Puts the acts and the company into a window that has just been built."""
        if self._window is not None:
            self._window.bus.announced.disconnect(self._look_again)
        self._window = window
        session, recent = window.session, self._recent()
        window.runner.writing.connect(self._count_writing)
        window.acts.add(*self._acts(recent))
        menu = QMenu(window.navigation.company)
        for path in recent:
            menu.addAction(path.name).triggered.connect(partial(self._open_again, path))
        menu.addSeparator()
        for words, run in ((_("Open …"), self.ask_open), (_("New company …"), self.ask_new)):
            menu.addAction(words).triggered.connect(partial(_do, run))
        window.navigation.company.setMenu(menu)
        window.lookup = partial(look_up, session, window.navigate)
        window.bus.announced.connect(self._look_again)
        window.runner.start(partial(_about, session), owner=window, done=partial(self._show_about, window))

    def _recent(self) -> list[Path]:
        kept = app.recent_companies()
        here = self._window.session.company.path if self._window else None
        return [path for path in kept if here is None or path != here][:_MOST_RECENT]

    def _acts(self, recent: list[Path]) -> list[Action]:
        def act(name: str, text: str, run: Callable[[], object], *, keys: str = "", group: int = 0) -> Action:
            return Action(
                id=f"file.{name}",
                text=text,
                run=run,
                shortcut=keys,
                menu="file",
                group=group,
                icon=_ICONS.get(name, ""),
            )

        again = [
            act(f"recent_{rank}", f"{path.name}  –  {path.parent}", partial(self.open, path), group=1)
            for rank, path in enumerate(recent)
        ]
        return [
            act("new", _("New company …"), self.ask_new),
            act("open", _("Open …"), self.ask_open, keys="Ctrl+O"),
            *again,
            act("sample", _("Make a sample company"), self.make_sample, group=2),
            act("back_up", _("Back up now"), self.back_up, group=3),
            act("close", _("Close"), self._close, keys="Ctrl+W", group=9),
        ]

    # ---- what the window says ----

    def _show_about(self, window: MainWindow, about: tuple[str, str, Taken | None]) -> None:
        self._show_name(window, about)
        file = about[1]
        if settings.is_read_only(window.session):
            window.message(_("{file} can only be read, so nothing can be changed.").format(file=file), tone="info")

    def _show_name(self, window: MainWindow, about: tuple[str, str, Taken | None]) -> None:
        name, file, taken = about
        window.navigation.company.show_company(name, file)
        window.status.show_backup(backup_words(taken, window))

    def _look_again(self, what: Changed) -> None:
        """Another name, or a backup that was taken before much was written."""
        window = self._window
        if window is not None and what & _TOLD:
            work = partial(_about, window.session)
            window.runner.start(work, owner=window, slot="about", done=partial(self._show_name, window))

    def _count_writing(self, count: object) -> None:
        self._writing = int(str(count))

    # ---- acts ----

    def ask_new(self) -> None:
        """Founds a company and opens it."""
        from desktop.gui.dialogs.new_company import NewCompanyDialog

        if self.program is not None and self._window is not None and self._may_leave():
            dialog = NewCompanyDialog(self._window, self.program.runner, _found, folder=_documents())
            dialog.founded.connect(self._opened)
            dialog.open()

    def ask_open(self) -> None:
        """Asks for a company file and opens it."""
        start = self._window.session.company.path.parent if self._window else _documents()
        chosen = ask_open_file(self._window, _("Open a company file"), kinds=_("Company files (*.fornya)"), start=start)
        if chosen is not None:
            self.open(chosen)

    def _open_again(self, path: Path, _checked: object = None) -> None:
        self.open(path)

    def open(self, path: Path) -> None:
        """Opens a company file in place of the one that is open; one that is refused changes nothing."""
        if self.program is not None and self._may_leave():
            work = partial(app.open_company, path)
            self.program.runner.start(
                work, owner=self, slot="open", done=self._opened, failed=partial(self._refused, path)
            )

    def _opened(self, session: "Session") -> None:
        if self.program is not None:
            self.program.change_company(session)

    def _refused(self, path: Path, error: DomainError) -> None:
        if self._window is not None:
            words = _("{file} was not opened. {reason}").format(file=path.name, reason=translate(error.message))
            self._window.message(words, tone="danger", act=(_("Open another …"), self.ask_open))

    def make_sample(self) -> None:
        """Makes a sample company beside the others of its kind, and opens it."""
        if self.program is None or self._job is not None or not self._may_leave():
            return
        path = free_path(data_dir() / f"sample-{app.SAMPLES[0]}.fornya")
        self._job = self.program.runner.start(
            partial(_sample, path), owner=self, progress=self._step, done=self._sampled, failed=self._no_sample
        )
        if self._window is not None:
            self._window.say(_("Making a sample company …"))

    def _step(self, step: Step) -> None:
        if self._window is not None and step.total:
            done = _("Making a sample company: {percent}").format(percent=f"{100 * step.done // step.total}\u00a0%")
            self._window.say(done)

    def _sampled(self, path: Path) -> None:
        self._job = None
        if self._window is not None:
            self._window.say("")
        self.open(path)

    def _no_sample(self, error: DomainError) -> None:
        self._job = None
        if self._window is not None:
            self._window.say("")
            self._window.message(translate(error.message), tone="danger")

    def back_up(self) -> None:
        """Takes a backup now."""
        if self.program is not None:
            work = partial(backup.take, self.program.session)
            self.program.runner.start(work, owner=self, done=self._backed_up)

    def _backed_up(self, taken: Taken) -> None:
        if self._window is not None:
            self._window.status.show_backup(backup_words(taken, self._window))
            self._window.toast(_("The backup is in {folder}.").format(folder=taken.path.parent.name))

    def _close(self) -> None:
        if self._window is not None:
            self._window.close()

    def _may_leave(self) -> bool:
        """Another company is not opened while something is being written to this one."""
        if self._writing and self._window is not None:
            self._window.message(_("Something is being saved. Open another company when it is done."))
        return not self._writing


def _do(run: Callable[[], object], _checked: object = None) -> None:
    run()


def _found(path: Path, seller: Seller) -> object:
    return settings.found(path, seller=seller, person=app.person())


def _sample(path: Path, progress: Progress) -> Path:
    from desktop.services import sample

    return sample.make(path, kind=app.SAMPLES[0], progress=progress)


def free_path(path: Path) -> Path:
    """The path, or the first with a number behind it that is not taken."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found


def _documents() -> Path:
    """Where people keep their documents, and there a folder for companies."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(places[0] if places else Path.home()) / "Fornya"


def _about(session: "Session") -> tuple[str, str, Taken | None]:
    """The company's name, its file, and its last backup."""
    return settings.settings(session).seller.name, session.company.path.name, backup.last(session)


def backup_words(taken: Taken | None, window: MainWindow) -> str:
    """When the last backup was taken, for the foot of the window."""
    if taken is None:
        return _("No backup yet: the first is taken when you close")
    if taken.at.date() == window.session.today:
        return _("Backup today {time}").format(time=clock_time(taken.at))
    return _("Backup {day} {time}").format(day=date_short(taken.at.date()), time=clock_time(taken.at))
