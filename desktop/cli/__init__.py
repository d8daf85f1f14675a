"""The terminal: one function a verb, the same services as the window. Begin in `parser`; never imports the store.

Exit status: 0 done, 1 refused or faults found, 2 not understood, 130 stopped by Ctrl+C.
"""

import logging
import os
import sys
from collections.abc import Sequence

from desktop import app
from desktop.cli.parser import language_in, parser
from desktop.cli.terminal import STOPPED, complain
from desktop.domain.errors import DomainError
from desktop.i18n import _, translate
from desktop.jobs import Cancelled
from desktop.log import log_file

__all__ = ["main"]

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Does what the arguments ask for; the exit status."""
    app.set_up(language=language_in(arguments))
    try:
        options = parser().parse_args(arguments)
        return int(options.run(options))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except DomainError as refusal:
        complain(translate(refusal.message))
        return 1
    except (KeyboardInterrupt, Cancelled):
        complain(_("Stopped. What was done before is kept."))
        return STOPPED
    except BrokenPipeError:
        # Whoever read our lines has seen enough; the interpreter must not try to write the rest as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception:  # noqa: BLE001 - here everything ends: what is no refusal is logged whole, and told
        _log.exception("the verb failed")
        complain(_("Something went wrong in Fornya. The log says more: {file}.").format(file=log_file()))
        return 1
