"""The question after a run that could not go on: what is safe, what is left, and what to do."""

from desktop.domain.errors import DomainError
from desktop.gui.dialogs.ask import Answer, Fact, Question
from desktop.i18n import _, ngettext, translate
from desktop.i18n.numbers import integer
from desktop.services.renewal import Rest

GO_ON = "go_on"


def interrupted_question(error: DomainError, rest: Rest) -> Question:
    """What is asked; the safe answer is to go on later."""
    left = ngettext("{count} document is left", "{count} documents are left", rest.left)
    go_on = ngettext("Issue the {count} that is left", "Issue the {count} that are left", rest.left)
    return Question(
        _("The run could not go on"),
        answers=(
            Answer("later", _("Continue later")),
            Answer(GO_ON, go_on.format(count=integer(rest.left)), "primary"),
        ),
        facts=(
            Fact(_("Nothing is lost"), translate(rest.message), "circle-check", "ok"),
            Fact(left.format(count=integer(rest.left)), _("They get the next numbers when you continue."), "hourglass"),
            Fact(_("What happened"), translate(error.message), "info"),
        ),
        icon="circle-alert",
        tone="danger",
        details=str(error),
    )
