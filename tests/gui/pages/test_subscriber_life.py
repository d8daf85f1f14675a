"""The panels of a subscription's life: each shows first, does once, says what it did, and can be undone."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.catalog import Plan, Price, PriceModel
from desktop.domain.subscription import BASE, Origin, Pause, Status, Unused, payer_on, status_on, terms_on
from desktop.gui.main_window import MainWindow
from desktop.gui.pages.subscriber.cancel import CancelPanel
from desktop.gui.pages.subscriber.life_panel import LifePanel
from desktop.gui.pages.subscriber.pause import PausePanel
from desktop.gui.pages.subscriber.paying import AgreedPricePanel, PayerPanel
from desktop.gui.pages.subscriber.returning import UndoPanel, WithdrawPanel
from desktop.gui.pages.subscriber.sell import SellPanel
from desktop.gui.pages.subscriber.terms import BillingDayPanel, CommitmentPanel, QuantityPanel, TrialPanel
from desktop.gui.widgets.fields import Field
from desktop.gui.widgets.panel import Panel
from desktop.i18n import set_language
from desktop.services import catalog, renewal, subscription
from desktop.services.context import Session
from desktop.services.verbs import Verb
from tests.gui.looking import clipped, unnamed
from tests.gui.pages.people import LONG, opened, panel_of, press, primary, record_of, rest, words
from tests.services.shop import MONTHLY, TODAY, buy, join, open_shop

DAY, MAY = date(2026, 4, 11), date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language("en")


@pytest.fixture
def ctx(tmp_path: Path) -> Session:
    """Kari has Hverdag with filter paper, invoiced on 1 April; Ola has nothing; it is the 11th."""
    made = open_shop(tmp_path)
    buy(made, join(made), add_ons=(("filter", 1),))
    join(made, "20000", "Ola Nordahl")
    renewal.commit(made, proposal=renewal.propose(made, target=TODAY))
    made.day = DAY
    return made


def begin(qtbot: QtBot, window: MainWindow, verb: Verb) -> Panel:
    record_of(qtbot, window).live(verb)
    return panel_of(qtbot, window)


def write(qtbot: QtBot, window: MainWindow, field: Field, text: str) -> None:
    field.setText(text)
    field.settled.emit()
    rest(qtbot, window)


def fits(panel: Panel) -> bool:
    return clipped(panel) == []


def status(ctx: Session) -> Status:
    return status_on(subscription.of_subscriber(ctx, subscriber=1)[0].changes, day=ctx.today)


def test_every_panel_fits_and_names_its_fields_in_three_languages(qtbot: QtBot, ctx: Session) -> None:
    for language in ("nb", "nn", "en"):
        set_language(language)
        with opened(qtbot, ctx, "subscriber", id=1) as window:
            page = record_of(qtbot, window)
            assert page.record is not None
            for verb in sorted(page.record.subscriptions[0].verbs):
                panel = begin(qtbot, window, verb)
                qtbot.waitUntil(partial(fits, panel), timeout=LONG)
                assert unnamed(panel) == []


def test_a_pause_is_shown_in_kroner_done_and_resumed(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.PAUSE)
        assert isinstance(panel, PausePanel)
        assert "−166,00" in words(panel)
        write(qtbot, window, panel.last, "30.4.2026")
        assert primary(panel).text() == "Pause from 11 April through 30 April"
        press(qtbot, window, panel)
        assert status(ctx) is Status.PAUSED
        assert "Paused from 11 April 2026 through 30 April 2026" in words(record_of(qtbot, window).body)
        panel = begin(qtbot, window, Verb.RESUME)
        assert primary(panel).text() == "Resume from 12 April"
        press(qtbot, window, panel)
        ctx.day = date(2026, 4, 12)
        assert status(ctx) is Status.ACTIVE


def test_the_answers_of_a_pause_are_kept(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.PAUSE)
        assert isinstance(panel, PausePanel)
        panel.unused.set_value(Unused.CARRY)
        panel.access.setChecked(True)
        panel.reason.set_value("holiday")
        rest(qtbot, window)
        press(qtbot, window, panel)
        (life,) = subscription.of_subscriber(ctx, subscriber=1)
        assert (life.changes[-1].pause, life.changes[-1].reason) == (Pause(access=True, unused=Unused.CARRY), "holiday")


def test_a_quantity_is_changed_where_it_changes_the_price(qtbot: QtBot, ctx: Session) -> None:
    catalog.add_plan(ctx, plan=Plan("piece", "home", "Stykk", 0, MONTHLY, vat_code="31"))
    price = Price("piece", "NOK", 9900, date(2024, 1, 1), model=PriceModel.PER_UNIT, includes_vat=True)
    catalog.add_price(ctx, price=price)
    buy(ctx, 2, plan="piece", start=TODAY)
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        assert page.record is not None
        assert Verb.QUANTITY not in page.record.subscriptions[0].verbs
    with opened(qtbot, ctx, "subscriber", id=2) as window:
        panel = begin(qtbot, window, Verb.QUANTITY)
        assert isinstance(panel, QuantityPanel)
        assert not primary(panel).isEnabled()
        write(qtbot, window, panel.count, "3")
        press(qtbot, window, panel)
        assert terms_on(subscription.of_subscriber(ctx, subscriber=2)[0].changes, day=DAY)[BASE].quantity == 3


def test_a_billing_day_and_a_commitment_are_changed(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.BILLING_DAY)
        assert isinstance(panel, BillingDayPanel)
        write(qtbot, window, panel.day, "20")
        assert primary(panel).text() == "Move to day 20 of the month"
        press(qtbot, window, panel)
        panel = begin(qtbot, window, Verb.COMMIT)
        assert isinstance(panel, CommitmentPanel)
        write(qtbot, window, panel.months, "12")
        assert primary(panel).text() == "Commit for 12 months from today"
        press(qtbot, window, panel)
        (life,) = subscription.of_subscriber(ctx, subscriber=1)
        assert [change.kind.value for change in life.changes[-2:]] == ["anchor_moved", "commitment_changed"]


def test_a_payer_is_found_by_number_and_pays_from_today(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.PAYER)
        assert isinstance(panel, PayerPanel)
        write(qtbot, window, panel.number, "99")
        assert "Nobody has this customer number." in words(panel)
        write(qtbot, window, panel.number, "20000")
        assert primary(panel).text() == "Let Ola Nordahl pay from today"
        press(qtbot, window, panel)
        (life,) = subscription.of_subscriber(ctx, subscriber=1)
        assert (life.payer, payer_on(life.changes, day=DAY, first=1)) == (2, 2)
        assert "Ola Nordahl pays from 11 April 2026" in words(record_of(qtbot, window).body)


def test_an_agreed_price_is_for_a_time(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.AGREE)
        assert isinstance(panel, AgreedPricePanel)
        write(qtbot, window, panel.amount, "199")
        write(qtbot, window, panel.last, "31.7.2026")
        press(qtbot, window, panel)
        assert "Agreed price 199,00\u00a0kr from 1 May 2026 through 31 July 2026" in words(
            record_of(qtbot, window).body
        )


def test_a_purchase_is_withdrawn_from_within_fourteen_days(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.WITHDRAW)
        assert isinstance(panel, WithdrawPanel)
        assert "−249,00" in words(panel)
        panel.used.set_value(True)
        rest(qtbot, window)
        assert "−157,70" in words(panel)
        press(qtbot, window, panel)
        ctx.day = date(2026, 4, 12)
        assert status(ctx) is Status.ENDED


def test_a_trial_is_extended_and_ended(qtbot: QtBot, ctx: Session) -> None:
    buy(ctx, 2, start=DAY, trial_days=14)
    with opened(qtbot, ctx, "subscriber", id=2) as window:
        panel = begin(qtbot, window, Verb.TRIAL)
        assert isinstance(panel, TrialPanel)
        write(qtbot, window, panel.last, "8.5.2026")
        assert primary(panel).text() == "Trial through 8 May"
        panel.ends.set_value("now")
        rest(qtbot, window)
        assert "249,00" in words(panel)
        press(qtbot, window, panel)
        assert status_on(subscription.of_subscriber(ctx, subscriber=2)[0].changes, day=DAY) is Status.ACTIVE


def test_what_ended_starts_again(qtbot: QtBot, ctx: Session) -> None:
    (life,) = subscription.of_subscriber(ctx, subscriber=1)
    move = subscription.ended(DAY, origin=Origin.SUBSCRIBER)
    subscription.carry_out(ctx, subscription=life.id, move=move)
    ctx.day = date(2026, 4, 20)
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        panel = begin(qtbot, window, Verb.RESTART)
        assert isinstance(panel, LifePanel)
        assert primary(panel).text() == "Start again from today"
        press(qtbot, window, panel)
        assert status(ctx) is Status.ACTIVE


def test_the_last_change_is_undone_and_done_again_and_after_an_invoice_credited(qtbot: QtBot, ctx: Session) -> None:
    (life,) = subscription.of_subscriber(ctx, subscriber=1)
    subscription.carry_out(ctx, subscription=life.id, move=subscription.to_plan("big"))

    def undo(act: str) -> str:
        panel = begin(qtbot, window, Verb.UNDO)
        assert isinstance(panel, UndoPanel)
        qtbot.waitUntil(lambda: primary(panel).isEnabled(), timeout=LONG)
        assert primary(panel).text() == act
        said = words(panel)
        press(qtbot, window, panel)
        return said

    with opened(qtbot, ctx, "subscriber", id=1) as window:
        assert "Changes to Stor from 11 April 2026" in undo("Undo the last change")
        assert "Taken back: Changes to Stor" in undo("Do it again")
        renewal.commit(ctx, proposal=renewal.propose(ctx, target=DAY))
        (life,) = subscription.of_subscriber(ctx, subscriber=1)
        assert terms_on(life.changes, day=DAY)[BASE].item == "big"
        done = subscription.carry_out(ctx, subscription=life.id, move=subscription.with_add_on("taste"))
        subscription.undo(ctx, command=done.command)
        record_of(qtbot, window).look_again()
        rest(qtbot, window)
        undo("Do it again")
        renewal.commit(ctx, proposal=renewal.propose(ctx, target=DAY))
        assert "A credit note takes it back" in undo("Undo with a credit note")


def test_the_words_of_an_amount_to_come_stand_behind_it(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        page = record_of(qtbot, window)
        tips = [widget.toolTip() for widget in page.body.findChildren(QWidget) if widget.toolTip()]
        assert any("the whole period 1 May 2026 to 31 May 2026" in tip for tip in tips), tips


def test_a_cancellation_keeps_the_commitment_and_its_notice_and_says_what_caused_it(qtbot: QtBot, ctx: Session) -> None:
    (life,) = subscription.of_subscriber(ctx, subscriber=1)
    subscription.carry_out(ctx, subscription=life.id, move=subscription.committed(6, notice_days=30))
    with opened(qtbot, ctx, "subscriber", id=1) as window:
        record_of(qtbot, window).cancel()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, CancelPanel)
        assert primary(panel).text() == "End on 10 October"
        assert "Notice is due by 11 September." in words(panel)
        panel.when.choose(DAY)
        panel.origin.set_value(Origin.NON_PAYMENT)
        panel.unused.set_value(Unused.KEEP)
        write(qtbot, window, panel.access, "30.4.2026")
        assert "Nothing is invoiced or deducted" in words(panel)
        press(qtbot, window, panel)
        (life,) = subscription.of_subscriber(ctx, subscriber=1)
        stop = life.changes[-1]
        assert (stop.origin, stop.unused, stop.last_access) == ("non_payment", "keep", date(2026, 4, 30))


def test_an_offer_of_steps_is_sold_with_its_invoices_beside_it(qtbot: QtBot, ctx: Session) -> None:
    with opened(qtbot, ctx, "subscriber", id=2) as window:
        record_of(qtbot, window).sell()
        panel = panel_of(qtbot, window)
        assert isinstance(panel, SellPanel)
        qtbot.waitUntil(partial(fits, panel), timeout=LONG)
        write(qtbot, window, panel.terms.commitment, "6")
        (first, price), (second, higher) = panel.terms.steps
        write(qtbot, window, first, "1")
        assert not panel.terms.is_whole()
        write(qtbot, window, price, "99")
        write(qtbot, window, second, "1")
        write(qtbot, window, higher, "119")
        rest(qtbot, window)
        assert all(part in words(panel) for part in ("99,00", "119,00", "149,00"))
        press(qtbot, window, panel)
        (life,) = subscription.of_subscriber(ctx, subscriber=2)
        assert [
            terms_on(life.changes, day=day)[BASE].agreed for day in (DAY, date(2026, 5, 11), date(2026, 6, 11))
        ] == [
            9900,
            11900,
            None,
        ]
        assert life.changes[0].commitment_months == 6
