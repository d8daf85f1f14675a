"""The command line as a whole: the verbs there are, and the language they are spoken in."""

from collections.abc import Sequence

from desktop import app
from desktop.cli import demo, doctor, invoice, renewal, sample, transfer
from desktop.cli.arguments import Parser, Verbs
from desktop.i18n import LANGUAGES, _

_PROGRAM = "fornya"


def parser() -> Parser:
    """The command line with every verb."""
    whole = Parser(
        prog=_PROGRAM,
        description=_("Runs subscriptions: tiers, add-ons, renewals and invoices, in one company file."),
        epilog=_("Without a verb the window opens: fornya, fornya FILE.fornya, or fornya --sample coffee."),
    )
    version = f"Fornya {app.version()}"
    whole.options.add_argument("--version", action="version", version=version, help=_("Shows the version."))
    verbs = Verbs(whole)
    for module in (transfer, renewal, invoice, doctor, sample, demo):
        module.add(verbs)
    return whole


def language_in(arguments: Sequence[str]) -> str | None:
    """The language the arguments ask for, looked up before they are understood: help is shown in it too."""
    for i, argument in enumerate(arguments):
        name, _sign, value = argument.partition("=")
        if name == "--language":
            wanted = value or (arguments[i + 1] if i + 1 < len(arguments) else "")
            return wanted if wanted in LANGUAGES else None
    return None
