"""`python -m tests.conformance [DIRECTORY or FILE]`: a line a case that failed or is left out, and the count."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.conformance.runner import files_of, outcomes

OURS = Path(__file__).parent.parent / "data" / "conformance"


def main(arguments: Sequence[str]) -> int:
    """Runs the cases; 0 when none failed, 1 when one did, 2 when there is nothing to run."""
    path = Path(arguments[0]) if arguments else OURS
    files = files_of(path)
    if not files or not all(file.is_file() for file in files):
        print(f"There are no cases in {path}.", file=sys.stderr)  # noqa: T201 - a command says what it found
        return 2
    counts: Counter[str] = Counter()
    for outcome in outcomes(files):
        counts[outcome.word] += 1
        name = f"{outcome.case.id} ({outcome.case.kind})"
        if outcome.skipped:
            print(f"skipped {name}: {outcome.skipped}")  # noqa: T201 - a line a case left out
        elif outcome.faults:
            print(f"failed {name}: {'; '.join(outcome.faults)}")  # noqa: T201 - a line a failing case
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")  # noqa: T201 - the count
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
