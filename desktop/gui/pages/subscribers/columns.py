"""What the list of subscribers shows of each."""

from desktop.gui.models.columns import Column, Kind, Row, Status
from desktop.gui.widgets.shown import status_of
from desktop.i18n import _


def columns() -> list[Column]:
    """The columns, in their order."""
    return [
        Column("number", _("No."), Kind.ID, width=84, min_width=64),
        Column("name", _("Name"), width=220, min_width=140, strong=True, stretch=True),
        Column("city", _("City"), width=120, min_width=80, muted=True),
        Column("subscription", _("Subscription"), width=190, min_width=120),
        Column("status", _("Status"), Kind.STATUS, width=146, min_width=120, value=_status),
        Column("next_issue_day", _("Next invoice"), Kind.DATE, width=112, min_width=100),
        Column("outstanding", _("Outstanding, kr"), Kind.MONEY, width=134, min_width=112, tone=_tone, icon=_icon),
        Column("since", _("Subscriber since"), Kind.DATE, width=130, min_width=104, muted=True),
    ]


def _status(row: Row) -> Status:
    return status_of(row.status)


def _tone(row: Row) -> str:
    return "danger" if row.overdue > 0 else ""


def _icon(row: Row) -> str:
    return "circle-alert" if row.overdue > 0 else ""
