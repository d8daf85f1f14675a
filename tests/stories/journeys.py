"""The main journey in a real window, by mouse and by keyboard alone: find, change tier, renew, open the invoice.

Runs with the system's Python, which has AT-SPI: journeys.py HOW PYTHON COMPANY PICTURES TODAY. Prints `unnamed N` for
each page and ends with `journey done`.
"""

import pathlib
import subprocess
import sys
import time
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))

from uiharness import UI  # it lies beside, for the system's Python

SUBSCRIBER = "Synnøve Einerhaug"
NUMBER = "1002"


class Journey:
    """The steps that both ways share, and what is proved on the way."""

    def __init__(self, ui: UI, pictures: pathlib.Path) -> None:
        self.ui = ui
        self.pictures = pictures
        self.seen = 0

    def look(self, page: str) -> None:
        """Every focusable thing has a name; a picture is kept."""
        unnamed = self.ui.unnamed()
        print(f"unnamed {len(unnamed)} on {page}", *unnamed)
        self.seen += 1
        self.ui.shot(str(self.pictures / f"{self.seen}-{page}.png"))

    def button(self, start: str) -> object:
        """The button that begins so; buttons say what they will do, with names and numbers that differ."""

        def found() -> object:
            hits = [
                node
                for _, node in self.ui.walk()
                if node.getRoleName() == "push button" and node.name.startswith(start) and self.ui.visible(node)
            ]
            return hits[-1] if hits else None

        return self.ui._wait(found, f"a button that begins with {start!r}")

    def press(self, start: str) -> None:
        self.ui.click(start, n=self.button(start))

    def by_mouse(self) -> None:
        ui = self.ui
        ui.find("Åpne kjøreplanen")
        self.look("today")
        ui.click("Abonnenter", "push button")
        ui.click("Finn en abonnent")
        ui.type("einerhaug syn")
        cell = ui.find(SUBSCRIBER, "table cell")
        self.look("subscribers")
        ui.xdo("mousemove", *ui.centre(cell), "click", "--repeat", "2", "--delay", "60", "1")
        self.press("Endre nivå")
        ui.find("Stor", "radio button")
        time.sleep(0.4)  # the panel finds its place
        ui.click("Stor", "radio button")
        self.look("change")
        self.press("Bytt til Stor")
        ui.expect("Stor")
        self.look("record")
        ui.click("Fornyelser", "push button")
        ui.find("Regn ut")
        self.run_to_the_end(lambda: self.press("Utsted"))
        ui.click("Fakturaer", "push button")
        ui.find("Fakturaer", "table")
        self.look("invoices")
        ui.key("Down")
        ui.key("Return")
        ui.expect("KID")
        self.look("invoice")

    def by_keyboard(self) -> None:
        ui = self.ui
        ui.find("Åpne kjøreplanen")
        ui.key("ctrl+2")
        ui.find("Abonnenter", "table")
        ui.key("ctrl+f")
        ui.type(NUMBER)
        ui.find(SUBSCRIBER, "table cell")
        ui.key("Return")
        self.button("Endre nivå")
        ui.key("ctrl+e")
        ui.find("Stor", "radio button")
        ui.key("Down")
        self.button("Bytt til")
        ui.key("ctrl+Return")
        ui.expect("Angre")
        ui.key("ctrl+z")
        ui.key("ctrl+3")
        ui.find("Regn ut")
        ui.key("F5")
        self.run_to_the_end(self.issue_by_keys)
        ui.key("ctrl+4")
        ui.find("Fakturaer", "table")
        ui.key("Down", "Return")
        ui.expect("KID")
        self.look("invoice-keys")
        for keys, page in (("ctrl+5", "catalog"), ("ctrl+6", "settings")):
            ui.key(keys)
            time.sleep(0.5)
            self.look(page)

    def issue_by_keys(self) -> None:
        """To the commit bar with F6, and its primary with Ctrl+Enter."""
        self.button("Utsted").queryComponent().grabFocus()
        self.ui.key("ctrl+Return")

    def run_to_the_end(self, issue: Callable[[], None]) -> None:
        self.button("Utsted")
        self.look("renewals")
        issue()
        self.ui.expect("er utstedt")
        self.look("result")


def main(how: str, python: str, company: str, pictures: str, today: str) -> None:
    """One journey in a window of its own."""
    program = [python, "-m", "desktop", company, "--today", today]
    with UI(program, size="1440x900", timeout=30) as ui:
        journey = Journey(ui, pathlib.Path(pictures))
        journey.by_mouse() if how == "mouse" else journey.by_keyboard()
        print("journey done")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:6])
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
