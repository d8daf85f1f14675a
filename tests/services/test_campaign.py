"""A price campaign: shown subscriber by subscriber, from the first renewal that may take it, and withdrawn."""

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.services import campaign, doctor, invoice, renewal, subscription
from desktop.services.campaign import Campaign
from desktop.services.context import Session
from tests.services.shop import TODAY, buy, join, open_shop

JUNE = date(2026, 6, 1)


def _run(ctx: Session, day: date) -> None:
    ctx.day = day
    renewal.commit(ctx, proposal=renewal.propose(ctx, target=day))


def test_each_is_moved_at_the_first_renewal_never_in_a_paid_period_or_a_commitment(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx, "1", "Anne"))
    buy(ctx, join(ctx, "2", "Berit"), start=date(2026, 3, 15))
    buy(ctx, join(ctx, "3", "Cato"), commitment_months=6)
    buy(ctx, join(ctx, "4", "Dina"), agreed=19900, agreed_includes_vat=True)
    buy(ctx, join(ctx, "5", "Eva"))
    buy(ctx, join(ctx, "6", "Finn"), plan="big")
    wanted = Campaign("daily", JUNE, percent=500, excluded=frozenset({"S-5-1"}))
    shown = campaign.preview(ctx, campaign=wanted)
    assert [(row.name, row.before, row.after, row.first_day, row.letter_by) for row in shown.rows] == [
        ("Anne", 24900, 26100, JUNE, date(2026, 5, 2)),
        ("Berit", 24900, 26100, date(2026, 6, 15), date(2026, 5, 16)),
        ("Cato", 24900, 26100, date(2026, 10, 1), date(2026, 9, 1)),
    ]
    command, count, _ = campaign.begin(ctx, campaign=wanted)
    assert count == 3
    assert [(each.command, each.item, each.moved, each.standing) for each in campaign.begun(ctx)] == [
        (command, "daily", 3, 3)
    ]
    for day in (TODAY, date(2026, 5, 1), JUNE):
        _run(ctx, day)
    anne = subscription.of_subscriber(ctx, subscriber=1)[0].payer
    assert [row.total for row in invoice.of_payer(ctx, payer=anne)] == [26100, 24900, 24900]
    left, _ = campaign.withdraw(ctx, command=command)
    assert left == 2
    assert [each.standing for each in campaign.begun(ctx)] == [1]
    _run(ctx, date(2026, 6, 15))
    assert invoice.of_payer(ctx, payer=2)[0].total == 24900
    assert doctor.check(ctx).faults == ()
    assert renewal.propose(ctx, target=ctx.today).payers == ()


def test_a_campaign_keeps_its_notice_and_needs_somebody_to_move(tmp_path: Path) -> None:
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx))
    with pytest.raises(DomainError, match="30 days of notice"):
        campaign.preview(ctx, campaign=Campaign("daily", date(2026, 4, 20), amount=26900))
    with pytest.raises(DomainError, match="Nobody has an older price"):
        campaign.begin(ctx, campaign=Campaign("big", JUNE, amount=44900))
    command, _, _ = campaign.begin(ctx, campaign=Campaign("daily", JUNE, amount=26900))
    assert campaign.preview(ctx, campaign=Campaign("daily", JUNE, amount=26900)).rows == ()
    with pytest.raises(DomainError, match="already"):
        campaign.preview(ctx, campaign=Campaign("daily", JUNE, amount=27900))
    undone = subscription.undo(ctx, command=command)
    assert undone.subscription
    with pytest.raises(DomainError, match="invoiced at the new price"):
        campaign.withdraw(ctx, command=command)
