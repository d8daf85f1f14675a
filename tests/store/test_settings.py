"""What the company decided, as kept; series and counters that never skip; notes and users."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.audit import User
from desktop.domain.errors import DomainError
from desktop.domain.ids import UserId
from desktop.domain.kid import CheckDigit, KidAgreement
from desktop.domain.settings import Accounts, BillingRules, CreditForm, DayCount, Seller, Series
from desktop.domain.vat import VatRate
from desktop.store.company import Company
from desktop.store.pen import ChangedMeanwhileError
from tests.store.making import NOW, add_person, command

SELLER = Seller(
    "Kvernbekk Kaffe AS",
    org_number="988077917",
    account="12345678903",
    kid=KidAgreement(7, 8, CheckDigit.MOD11),
    logo=b"\x89PNG",
)


def test_what_was_never_decided_is_as_usual(company: Company) -> None:
    with company.reading() as look:
        assert look.settings.rules() == BillingRules()
        assert look.settings.accounts() == Accounts()
        assert not look.settings.sellers()
        assert not look.settings.vat_rates()
        assert not look.settings.series()
        assert look.settings.counter("kid_running") == 1
        with pytest.raises(DomainError, match="no number series"):
            look.settings.active_series("invoice")


def test_decisions_come_back_as_they_went_in(company: Company) -> None:
    rules = BillingRules("EUR", day_count=DayCount.FIXED_30, credit_form=CreditForm.NEXT_INVOICE, notice_days=30)
    accounts = Accounts(revenue="3050", revenue_by_code=(("6", "3200"),))
    rates = [
        VatRate("3", date(2020, 1, 1), 2500, "S", "Høy sats"),
        VatRate("5", date(2020, 1, 1), None, "O", "Unntatt", "§ 3-2"),
    ]
    with command(company) as work:
        work.settings.change_rules(BillingRules(notice_days=9))
        work.settings.change_rules(rules)
        work.settings.change_accounts(accounts)
        work.settings.add_vat_rates(rates)
        work.settings.put("sample", value=True)
    with company.reading() as look:
        assert look.settings.rules() == rules
        assert look.settings.accounts() == accounts
        assert look.settings.vat_rates() == rates
        assert look.settings.value("sample") is True


def test_the_sellers_facts_are_dated_and_the_second_to_correct_them_is_told(company: Company) -> None:
    later = replace(SELLER, from_day=date(2027, 1, 1), name="Kvernbekk AS")
    with command(company) as work:
        ids = [work.settings.add_seller(each) for each in (later, SELLER)]
        known = work.settings.sellers()
        assert known == [replace(SELLER, id=ids[1]), replace(later, id=ids[0])]
        work.settings.change_seller(replace(known[0], city="Bergen"))
    with pytest.raises(ChangedMeanwhileError), command(company) as work:
        work.settings.change_seller(known[0])


def test_a_new_series_takes_over_and_the_old_one_stays(company: Company) -> None:
    with command(company) as work:
        work.settings.add_series(Series("invoice", 20001, 20001))
        assert work.settings.take_numbers("invoice", 3, day=date(2026, 11, 1)) == ("invoice", range(20001, 20004))
        work.settings.add_series(Series("invoice", 1, 1, "A"))
        assert work.settings.take_numbers("invoice", 1, day=date(2026, 11, 2)) == ("invoice/A", range(1, 2))
        assert work.settings.series() == [
            Series("invoice", 20001, 20004, "", date(2026, 11, 1)),
            Series("invoice", 1, 2, "A", date(2026, 11, 2)),
        ]
        assert work.settings.active_series("invoice").prefix == "A"
        assert [list(work.settings.take_count("kid_running", n)) for n in (2, 0, 1)] == [[1, 2], [], [3]]


def test_users_and_notes_come_back_and_change(company: Company) -> None:
    with command(company) as work:
        made = work.user.add(User("Kari Lien", "KL", "bookkeeping"))
        work.user.change(replace(work.user.get(made), role="manager"))
        assert work.user.get(made) == User("Kari Lien", "KL", "manager", 2, made)
        with pytest.raises(DomainError, match="no such user"):
            work.user.get(UserId(99))
        owner = add_person(work, "1", "Ola Bråten")
        for text, pinned in (("Ring etter kl. 12", False), ("Hund", True)):
            work.note.add(
                subscriber_id=owner,
                text=text,
                at=NOW,
                user_id=made,
                command_id=work.command.id,
                pinned=pinned,
            )
        dog, call = work.note.of_subscriber(owner)
        assert (dog.text, dog.by, call.at) == ("Hund", "Kari Lien", NOW)
        work.note.change(dog._replace(text="Snill hund", pinned=False))
        work.note.remove(call.id)
        assert [(note.text, note.version) for note in work.note.of_subscriber(owner)] == [("Snill hund", 2)]
