"""The dialog of a fault in the program: what happened, whether what was saved is safe, and what to do now."""

from desktop.gui.dialogs.ask import Answer, Fact, Question
from desktop.i18n import _

GO_ON, LEAVE = "go_on", "leave"


def crash_question(trace: str, *, safe: bool | None) -> Question:
    """`safe` is what a check of the company file found; None when it could not be checked."""
    return Question(
        text=_("Something went wrong in Fornya"),
        answers=(Answer(GO_ON, _("Go on")), Answer(LEAVE, _("Close Fornya"))),
        facts=(_safety(safe), Fact(_("What you did last may not have been done"), _("Look before you do it again."))),
        icon="circle-alert",
        tone="danger",
        details=trace,
    )


def _safety(safe: bool | None) -> Fact:  # noqa: FBT001 - one claim with three answers
    if safe is None:
        more = _("The company file could not be checked just now. Backups are untouched.")
        return Fact(_("What you had saved has not been touched by this"), more, "info", "info")
    if safe:
        return Fact(
            _("Everything you saved is safe"), _("The company file was checked just now."), "circle-check", "ok"
        )
    more = _("Close Fornya and restore the latest backup.")
    return Fact(_("The check of the company file found a fault"), more, "triangle-alert", "danger")
