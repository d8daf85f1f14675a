"""Carries out a renewal in a process of its own, so that a test can kill it: FILE, the target day."""

import sys
from datetime import date
from pathlib import Path

from desktop.services import renewal
from desktop.services.settings import open_session


def main(path: Path, day: date) -> None:
    """Plans and commits; says when the first batch begins, so that the killer knows from when to count."""
    ctx = open_session(path, day=day)
    proposal = renewal.propose(ctx, target=day)
    sys.stdout.write("planned\n")
    sys.stdout.flush()
    renewal.commit(ctx, proposal=proposal)


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
