"""The data check: whether everything in the company file still holds together."""

from desktop.domain.text import Message
from desktop.services.context import Session


def check(ctx: Session) -> list[Message]:
    """What is wrong, in sentences; nothing for a sound file."""
    with ctx.reading() as look:
        return [*look.proof.faults()]
