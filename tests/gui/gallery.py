"""Shows every control, or a window of invented people: `python -m tests.gui.gallery components --mode dark`.

With `--shot FILE` it photographs itself instead: run it with `QT_QPA_PLATFORM=offscreen`, or on a display.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.changes import Changes
from desktop.gui.dialogs.ask import Answer, AskDialog, Fact, Question
from desktop.gui.main_window import MainWindow
from desktop.gui.models.columns import Status
from desktop.gui.models.marks import Marking
from desktop.gui.runner import Runner
from desktop.gui.widgets.bars import ProgressBox
from desktop.gui.widgets.buttons import button
from desktop.gui.widgets.cards import Card, EmptyState, Facts, KeyFigure, Start, SumLine
from desktop.gui.widgets.chips import Chip, ChipRow, StatusChip
from desktop.gui.widgets.choice import Choice, Option
from desktop.gui.widgets.coverage import CoverageLegend, CoverageStrip, Segment
from desktop.gui.widgets.fields import CheckBox, DateEdit, Field, MoneyEdit, SearchField, Select
from desktop.gui.widgets.form import FormField, LockedField
from desktop.gui.widgets.message_bar import MessageBar
from desktop.gui.widgets.paged_table import PagedTable
from desktop.gui.widgets.panel import Panel
from desktop.gui.widgets.text import label, line
from desktop.gui.widgets.toast import Toast
from desktop.i18n import set_language
from desktop.jobs import Step
from tests.gui import demo

TODAY = date(2026, 11, 23)
STRIP = (
    Segment(date(2026, 9, 1), date(2026, 9, 9), "paid", "249,00 kr"),
    Segment(date(2026, 9, 9), date(2026, 10, 9), "paid", "249,00 kr"),
    Segment(date(2026, 10, 9), date(2026, 10, 23), "paid", "249,00 kr"),
    Segment(date(2026, 10, 23), date(2026, 11, 9), "paused"),
    Segment(date(2026, 11, 9), date(2026, 11, 23), "billed", "249,00 kr"),
    Segment(date(2026, 11, 23), date(2026, 12, 9), "credited", "−132,80 kr"),
    Segment(date(2026, 12, 9), date(2027, 1, 9), "proposed", "429,00 kr"),
    Segment(date(2027, 1, 9), date(2027, 1, 31), "next", "429,00 kr"),
)
SCALE = (date(2026, 9, 1), date(2027, 1, 31))


def row(*widgets: QWidget, top: bool = False) -> QWidget:
    """Widgets side by side, from the left."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(12))
    for widget in widgets:
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
    layout.addStretch(1)
    return holder


def buttons() -> QWidget:
    off = button("Send")
    off.setEnabled(False)
    return row(
        button("Fakturer 214", style="primary"),
        button("Pause …"),
        button("Avbryt", style="quiet"),
        button("Vis alle", style="link"),
        button("Si opp i dag", style="danger"),
        off,
        button("Lagre"),
    )


def fields() -> QWidget:
    faulty = FormField("Postnummer", Field("501"), check=lambda: "Postnummer har fire sifre.")
    faulty.check()
    advised = FormField("E-post", Field("kari@nordahl.exmaple"))
    advised.set_advice("Mente du .example?")
    plain = FormField("Fornavn", Field("Kari"))
    for one in (plain, faulty, advised):
        one.setFixedWidth(theme.px(200))
    return row(plain, faulty, advised, top=True)


def more_fields() -> QWidget:
    day = FormField("Første dag", DateEdit(TODAY, today=lambda: TODAY))
    amount = FormField("Beløp, kr", MoneyEdit(128450))
    language = FormField("Språk", Select([("nb", "Norsk bokmål"), ("nn", "Norsk nynorsk"), ("en", "English")]))
    locked = LockedField("Fakturanummer", "21644", "Utstedt, kan ikke endres")
    for one in (day, amount, language, locked):
        one.setFixedWidth(theme.px(180))
    return row(day, amount, language, locked, CheckBox("Send på e-post", checked=True), top=True)


def statuses() -> QWidget:
    keys = {**demo.STATES, "overdue": "Forfalt 16 dager"}
    return row(*(StatusChip(Status.of(key, text)) for key, text in keys.items()))


def chips() -> QWidget:
    active, paused = Chip("Aktive", icon="circle-check", on=True), Chip("Pauset", icon="circle-pause", tone="info")
    active.set_count(1102)
    paused.set_count(41)
    return ChipRow(active, paused, Chip("Nivå: Stor, Hverdag", removable=True), Chip("Per måned", has_list=True))


def progress() -> QWidget:
    box = ProgressBox()
    box.begin("Fakturerer", safe="Det som er fakturert, er lagret. Stopper du, kan resten tas senere.")
    box.step(Step(132, 214, "omtrent 4 sekunder igjen"))
    card = Card()
    card.add(box)
    return card


def toast() -> QWidget:
    holder = QWidget()
    holder.setFixedHeight(theme.px(44))
    made = Toast(holder)
    made.show_toast("3 abonnementer er satt på pause til 15. desember", undo=lambda: None)
    return holder


def message() -> QWidget:
    bar = MessageBar()
    bar.show_message("Vigdis endret adressen kl. 09.32, mens du skrev.", act=("Se begge", lambda: None))
    return bar


def left_side(runner: Runner) -> QWidget:
    table = PagedTable(demo.columns()[:6], runner, name="Rader", marking=Marking.SELECT)
    table.setFixedHeight(theme.px(190))
    table.show_rows(demo.People(40))
    table.rows.set_marked([10484, 10485], marked=True)
    parts: Sequence[tuple[str, QWidget]] = (
        ("Knapper: hoved, vanlig, stille, lenke, farlig, av", buttons()),
        ("Felt: vanlig, feil, råd", fields()),
        ("Dag, beløp, valg, låst, avkrysning", more_fields()),
        ("Status: alltid ikon og ord", statuses()),
        ("Filter: på, av, fjernbart, med valg", chips()),
        ("Dekningsstripe", strip()),
        ("Framdrift: i bunnen av siden, aldri modal", progress()),
        ("Kvittering med Angre", toast()),
        ("Melding på siden", message()),
        ("Rader", table),
    )
    return stacked(parts)


def strip() -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(CoverageStrip("Kaffe hjem, Hverdag", STRIP, scale=SCALE, today=TODAY, months=True))
    column.addWidget(CoverageLegend(("paid", "billed", "next", "trial", "paused", "credited", "proposed", "unbilled")))
    return holder


def right_side() -> QWidget:
    preview = Card("Dette skjer", aside="kr inkl. mva.", preview=True)
    preview.add(SumLine("Kreditt for Hverdag", "−132,80", below="16 av 30 dager, 23. nov.–8. des."))
    preview.add(SumLine("Stor", "228,80", below="16 av 30 dager, 23. nov.–8. des."))
    preview.add(line())
    preview.add(SumLine("Mellomlegg på neste faktura", "96,00", total=True))
    contact = Card("Kontakt", aside=button("Rediger", style="link"))
    contact.add(
        Facts(("Adresse", "Fjellveien 18\n5019 Bergen"), ("E-post", "kari@nordahl.example"), ("Språk", "Bokmål"))
    )
    figures = row(
        KeyFigure("Å fakturere", "68 412,00 kr", "herav mva. 15 %: 8 923,30"),
        line(upright=True, strong=True),
        KeyFigure("Abonnenter", "214", "av 221 i planen"),
    )
    return stacked(
        (("Valg", choice()), ("Kort", preview), ("", contact), ("Nøkkeltall", figures), ("", SearchField("Filtrer")))
    )


def choice() -> QWidget:
    plans = (
        Option("s", "Liten", "1 × 250 g", right="149,00"),
        Option("m", "Hverdag", "2 × 250 g", chip="Nå", right="249,00"),
        Option("l", "Stor", "4 × 250 g", right="429,00"),
    )
    days = (
        Option("now", "I dag, 23. november", "høyere nivå gjelder straks"),
        Option("next", "Fra neste periode, 9. desember"),
    )
    return stacked(
        (("", Choice("Nivå", plans, value="l", boxed=True)), ("Gjelder fra", Choice("Gjelder fra", days, value="now")))
    )


def stacked(parts: Sequence[tuple[str, QWidget]]) -> QWidget:
    """Titles and widgets below each other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(6))
    for title, widget in parts:
        if title:
            column.addWidget(label(title, look="small", tone="text_secondary"))
        column.addWidget(widget)
    column.addStretch(1)
    return holder


def components(runner: Runner) -> QWidget:
    inside = QWidget()
    inside.setProperty("look", "page")
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QHBoxLayout(inside)
    layout.setContentsMargins(*(theme.px(20),) * 4)
    layout.setSpacing(theme.px(32))
    layout.addWidget(left_side(runner), 3)
    layout.addWidget(right_side(), 2)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area


def window(runner: Runner, name: str) -> QWidget:
    made = MainWindow(demo.DemoSession(), runner, Changes(), routes=demo.ROUTES)  # type: ignore[arg-type]  # its day
    made.navigation.company.show_company("Kvernbekk Kaffe", "kaffe.fornya")
    made.navigation.show_person("Ingrid Solberg", "Kundeservice")
    made.status.show_backup("Sikkerhetskopi i dag kl. 08.02")
    made.set_badge("people", 5)
    made.resume("people")
    QTimer.singleShot(150, lambda: _act(made, name))
    return made


def _act(made: MainWindow, name: str) -> None:
    page = made.page
    if isinstance(page, demo.PeoplePage):
        page.table.set_current(3)
        for number in (3, 4, 5, 8):
            page.table.toggle(number)
        if name == "panel":
            page.change()
            panel = made.area.panel
            if isinstance(panel, Panel):
                panel.add(choice())
    if name == "palette":
        made.show_commands("")
    if name == "shortcuts":
        made.show_shortcuts()
    if name == "toast":
        made.toast("3 abonnementer er satt på pause til 15. desember", undo=lambda: None)
        made.message("Planen er endret siden kl. 09.21: 2 rader.", act=("Regn ut på nytt", lambda: None))


def question() -> QWidget:
    facts = (
        Fact(
            "Ingenting er tapt",
            "132 av 214 abonnenter er fakturert og lagret, nummer 21875–22006. Ingen er fakturert to ganger.",
            "circle-check",
            "ok",
        ),
        Fact("82 abonnenter gjenstår", "De faktureres med de neste numrene når du fortsetter.", "hourglass"),
    )
    answers = (Answer("later", "Fortsett senere"), Answer("go", "Fakturer de 82 som gjenstår", "primary"))
    return AskDialog(
        None, Question("Disken er full, og kjøringen stanset", answers, facts, "circle-alert", "danger", "spor")
    )


def empty() -> QWidget:
    made = EmptyState(
        "Ingen abonnenter ennå",
        "Her kommer alle som abonnerer, med nivå, neste faktura og det de skylder.",
        Start(
            "file-text",
            "Hent fra regneark",
            "CSV eller XLSX. Du ser alle rader og feil før noe lagres, og kan angre hele importen.",
            "Velg fil …",
            lambda: None,
        ),
        Start(
            "user-plus",
            "Legg inn den første",
            "Navn og adresse holder. Abonnement og betaling kan komme etterpå.",
            "Ny abonnent",
            lambda: None,
        ),
        Start(
            "package",
            "Se deg om først",
            "Åpner Kvernbekk Kaffe, en øvingsbedrift. Din egen fil røres ikke.",
            "Åpne øvingsbedriften",
            lambda: None,
        ),
        note="Du kan også slippe en fil hvor som helst i vinduet.",
    )
    made.setProperty("look", "page")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "name", choices=("components", "list", "panel", "palette", "shortcuts", "toast", "ask", "empty")
    )
    parser.add_argument("--mode", default="light", choices=("light", "dark"))
    parser.add_argument("--zoom", type=int, default=100)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--rows", type=int, default=1_284)
    parser.add_argument("--shot")
    asked = parser.parse_args(argv)
    demo.PeoplePage.many = asked.rows
    app = QApplication([])
    set_language("nb")
    theme.apply(app, mode=asked.mode, zoom=asked.zoom)
    runner = Runner()
    makers = {"components": lambda: components(runner), "ask": question, "empty": empty}
    shown = makers.get(asked.name, lambda: window(runner, asked.name))()
    if asked.name != "ask":
        shown.resize(*map(int, asked.size.split("x")))
    shown.show()
    if asked.shot:
        loop = QEventLoop()
        QTimer.singleShot(900, loop.quit)
        loop.exec()
        over = app.activeModalWidget()
        (over or shown).grab().save(asked.shot)
    else:
        app.exec()
    runner.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
