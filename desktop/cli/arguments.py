"""What a verb may be given, and what is said of what is not understood, in the language of the screen."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from desktop.domain.errors import DomainError
from desktop.domain.text import N_
from desktop.i18n import LANGUAGES, _, translate
from desktop.i18n.dates import parse_date
from desktop.services.context import current_time

# What the library says in English, as of Python 3.11, and what we say.
_SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"the following arguments are required: (?P<what>.*)"), N_("This is missing: {what}.")),
    (re.compile(r"one of the arguments (?P<what>.*) is required"), N_("One of these is missing: {what}.")),
    (re.compile(r"unrecognized arguments: (?P<what>.*)"), N_("This is not understood: {what}.")),
    (
        re.compile(r"argument (?P<what>[^:]+): invalid choice: '(?P<given>.*)' \(choose from (?P<choices>.*)\)"),
        N_("“{given}” is not among the choices for {what}: {choices}."),
    ),
    (re.compile(r"argument (?P<what>[^:]+): expected one argument"), N_("{what} needs a value.")),
    (re.compile(r"argument (?P<what>[^:]+): expected at least one argument"), N_("{what} needs a value.")),
    (re.compile(r"argument (?P<what>[^:]+): ignored explicit argument .*"), N_("{what} takes no value.")),
    (re.compile(r"argument (?P<what>[^:]+): (?P<fault>.*)"), "{what}: {fault}"),
)


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help that speaks the language of the screen."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A command line; a fault is one sentence and status 2. `options` is the group that arguments are added to."""

    def __init__(self, *, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Layout,
        )
        self.options = self.add_argument_group(_("Options"))
        self.options.add_argument("-h", "--help", action="help", help=_("Shows this help."))
        self.options.add_argument(
            "--language", choices=tuple(LANGUAGES), default=argparse.SUPPRESS, help=_("The language of what is said.")
        )

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{_understood(message)}\n")


Run = Callable[[argparse.Namespace], int]
"""A verb: what it was given → the exit status."""


class Verbs:
    """The verbs of a command line."""

    def __init__(self, parser: Parser) -> None:
        self._verbs = parser.add_subparsers(
            title=_("Verbs"), dest="verb", metavar="VERB", required=True, parser_class=Parser
        )

    def add(self, name: str, text: str, run: Run) -> Parser:
        """One more verb, and what it does in a sentence."""
        made = self._verbs.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made


def _understood(message: str) -> str:
    for pattern, sentence in _SAID:
        match = pattern.fullmatch(message)
        if match is not None:
            return _(sentence).format(**{name: value.replace("'", "") for name, value in match.groupdict().items()})
    return message


def add_company(parser: Parser) -> None:
    """`--company FILE`: the company file a verb works on."""
    parser.options.add_argument(
        "--company", type=Path, required=True, metavar="FILE", help=_("The company file, which ends with .fornya.")
    )


def add_today(parser: Parser) -> None:
    """`--today DATE`: another day than the clock's."""
    text = _("The day that counts as today; without it, the day of the clock.")
    parser.options.add_argument("--today", type=day, default=None, metavar="DATE", help=text)


def day(text: str) -> date:
    """A day as people write it."""
    return _value(lambda: parse_date(text, today=current_time().date()))


def number(text: str) -> int:
    """A whole number above zero."""
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(_("Write a whole number above zero."))
    return int(text)


def _value(read: Callable[[], date]) -> date:
    try:
        return read()
    except DomainError as refusal:
        raise argparse.ArgumentTypeError(translate(refusal.message)) from refusal
