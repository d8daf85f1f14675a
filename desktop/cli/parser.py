"""The command line: its verbs and options, and what is said when it is not understood."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Does what the arguments ask for; the exit status."""
    del arguments
    return 2
