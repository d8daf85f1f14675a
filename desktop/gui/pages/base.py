"""What every page is, and what it may ask of the window it stands in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from desktop.gui.actions import Action, Actions
from desktop.gui.changes import Changes
from desktop.gui.dialogs.ask import Question
from desktop.gui.runner import Runner
from desktop.gui.widgets.panel import Panel
from desktop.services.changes import Changed

if TYPE_CHECKING:
    from desktop.services.context import Session


class Crumb(NamedTuple):
    """A step of the path to a page; one with a route leads back there as it was left."""

    text: str
    route: str = ""


class Opened(NamedTuple):
    """A record or document that was opened: `navigate(route, **args)` opens it again."""

    route: str
    args: Mapping[str, object]
    title: str
    icon: str


class Desk(Protocol):
    """The window as a page sees it. Everything is called in the window's thread."""

    runner: Runner
    bus: Changes
    acts: Actions
    session: "Session"

    def navigate(self, route: str, **args: object) -> None:
        """Goes to a page; `args` reach its `open`. The page left is remembered for Alt+←."""
        ...

    def go_back(self) -> None:
        """Goes back to the page before, as it was left."""
        ...

    def open_panel(self, panel: Panel) -> None:
        """Shows a panel beside the page and moves the focus into it."""
        ...

    def close_panel(self) -> bool:
        """Closes the panel; False if none was open."""
        ...

    def toast(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Says what was done, for ten seconds, with a way to undo it."""
        ...

    def message(self, text: str, *, tone: str = "warn", act: tuple[str, Callable[[], object]] | None = None) -> None:
        """Says something true of the page above it, with one act; "" takes it away."""
        ...

    def say(self, text: str) -> None:
        """A quiet hint in the middle of the status line."""
        ...

    def ask(self, question: Question) -> str:
        """The one dialog: the key of the answer chosen, that of the safe one on Esc."""
        ...

    def set_badge(self, route: str, count: int) -> None:
        """How many on a page wait for someone; 0 hides it."""
        ...

    def retitle(self) -> None:
        """The page's title or path is another now."""
        ...

    def recent(self) -> Sequence[Opened]:
        """The records and documents opened last, newest first."""
        ...

    def today(self) -> date:
        """The day of the company."""
        ...


class Page(QWidget):
    """A page: columns, actions, layout, and named slots of a few lines.

    `shows` says which nouns it shows: `refresh` is called when one of them changed, at once if the page is seen,
    else when it is shown again.
    """

    shows: ClassVar[Changed] = Changed.NOTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("look", "page")

    def title(self) -> str:
        """The name of what is shown, translated."""
        raise NotImplementedError

    def aside(self) -> str:
        """A few words behind the title, such as the day."""
        return ""

    def path(self) -> Sequence[Crumb]:
        """The way here, ending with the page itself; a list is its own whole path."""
        return (Crumb(self.title()),)

    def open(self, **args: object) -> None:
        """The page is gone to: shows what `args` ask for. Called before `restore` when going back."""

    def refresh(self, changed: Changed) -> None:
        """Some of what is shown has changed: looks again, keeping place and marks."""

    def state(self) -> object:
        """Where the person is on the page, drafts included, for `restore`."""
        return None

    def restore(self, state: object) -> None:
        """Puts the person back where `state` says."""

    def acts(self) -> Sequence[Action]:
        """What can be done here, asked for once: the menu bar, the command list and F1 show it."""
        return ()

    def main_act(self) -> str:
        """The id of the one act that has a button in the top bar, or ""."""
        return ""

    def first_focus(self) -> QWidget | None:
        """What has the focus when the page is gone to."""
        return None

    def find_field(self) -> QWidget | None:
        """The field Ctrl+F goes to."""
        return None

    def bar(self) -> QWidget | None:
        """The bar at the foot of the page, if one is shown: F6 stops there."""
        return None

    def escape(self) -> bool:
        """Esc, when no panel was open: takes marks away, say. False if there was nothing to do."""
        return False
