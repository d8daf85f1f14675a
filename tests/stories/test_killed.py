"""A renewal that is killed at any moment: nothing billed twice, none forgotten, numbers without gap, and it goes on."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.company import TODAY, make_company
from desktop.domain.renewal import RunState
from desktop.services import renewal
from desktop.services.context import Session
from desktop.services.settings import open_session
from desktop.store.work import Reading

SUBSCRIPTIONS = 10_000
KILLS = 20
LONGEST = 1.6
"""Seconds: about what the commit takes, so that the kills fall from the first batch to the last."""


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company of ten thousand subscriptions, all due, made once."""
    path = tmp_path_factory.mktemp("killed") / "company.fornya"
    make_company(path, subscriptions=SUBSCRIPTIONS).company.close()
    return path


def _one(look: Reading, statement: str) -> int:
    return int(look._connection.exec_driver_sql(statement).scalar_one())  # noqa: SLF001 - the proof reads the file itself


def _prove(ctx: Session) -> int:
    """What must hold after every kill; gives the number of invoices."""
    with ctx.reading() as look:
        count = _one(look, "SELECT count(*) FROM invoice")
        twice = "SELECT count(*) - count(DISTINCT subscription_line_id || from_day) FROM invoice_line"
        assert _one(look, twice) == 0
        assert _one(look, "SELECT count(DISTINCT payer_id) FROM invoice") == count
        assert _one(look, "SELECT next - first FROM series WHERE kind = 'invoice'") == count
        if count:
            assert _one(look, "SELECT max(number) - min(number) + 1 FROM invoice") == count
            assert _one(look, "SELECT min(number) FROM invoice") == _one(
                look, "SELECT first FROM series WHERE kind = 'invoice'"
            )
        lines = "SELECT count(*) FROM invoice_line"
        settled = "SELECT count(*) FROM subscription_line WHERE billed_to IS NOT NULL"
        assert _one(look, lines) == _one(look, settled)
        assert _one(look, "SELECT coalesce(sum(amount), 0) FROM journal") == 0
    return count


def _kill_at(path: Path, moment: float) -> None:
    command = [sys.executable, "-m", "tests.stories.renewing_child", str(path), TODAY.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "planned"
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("share", range(4))
def test_a_killed_renewal_bills_nothing_twice_forgets_nobody_and_goes_on(
    company: Path, tmp_path: Path, share: int
) -> None:
    draw = random.Random(share)  # noqa: S311 - which moment is no secret
    interrupted = 0
    for turn in range(KILLS // 4):
        path = tmp_path / f"{turn}.fornya"
        shutil.copy(company, path)
        _kill_at(path, draw.uniform(0, LONGEST))
        ctx = open_session(path, day=TODAY)
        billed = _prove(ctx)
        run = renewal.unfinished(ctx)
        if run is not None:
            assert run.state is RunState.RUNNING
            interrupted += billed > 0
            result = renewal.resume(ctx, run=run.id)
            assert (result.run.state, result.run.done_documents) == (RunState.DONE, SUBSCRIPTIONS)
        elif not billed:
            renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
        assert _prove(ctx) == SUBSCRIPTIONS
        assert renewal.propose(ctx, target=TODAY).payers == ()
        with ctx.reading() as look:
            assert turn or list(look.proof.faults()) == []
        ctx.company.close()
        path.unlink()
    assert interrupted, "no kill fell within the run"
