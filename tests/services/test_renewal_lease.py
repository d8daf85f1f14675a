"""A run that was begun belongs to the process that carries it out, for as long as that lives."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.renewal import RunState
from desktop.jobs import Progress
from desktop.services import renewal
from desktop.services.context import Session
from desktop.store.renewal import Lease
from tests.services.shop import TODAY, buy, join, open_shop


class _Crash(Exception):
    """What no verb expects."""


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[tuple[Session, int]]:
    """A run that fell down before its first document."""
    ctx = open_shop(tmp_path)
    buy(ctx, join(ctx), "daily", TODAY)

    def fall(_step: object) -> None:
        raise _Crash

    with pytest.raises(_Crash):
        renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY), progress=Progress(fall))
    rest = renewal.rest(ctx)
    assert rest is not None
    assert rest.run.state is RunState.RUNNING
    yield ctx, rest.run.id
    ctx.company.close()


@pytest.fixture
def other() -> Iterator["subprocess.Popen[bytes]"]:
    """Another process of this machine."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def _give(ctx: Session, run: int, process: "subprocess.Popen[bytes]") -> None:
    with ctx.company.working(audited=False) as work:
        work.renewal.take_lease(run, Lease(socket.gethostname(), process.pid, ctx.now))


def test_what_fell_down_in_this_process_is_continued_and_not_begun_anew(begun: tuple[Session, int]) -> None:
    ctx, run = begun
    with pytest.raises(DomainError, match=r"Run 1 was interrupted\. Continue it before a new run"):
        renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    assert renewal.resume(ctx, run=run).run.done_documents == 1


def test_a_run_is_left_to_the_process_that_carries_it_out(
    begun: tuple[Session, int], other: "subprocess.Popen[bytes]"
) -> None:
    ctx, run = begun
    _give(ctx, run, other)
    with pytest.raises(DomainError, match=f"Run 1 is being carried out by process {other.pid}"):
        renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
    with pytest.raises(DomainError, match=f"Run 1 is being carried out by process {other.pid}"):
        renewal.resume(ctx, run=run)


def test_once_that_process_is_gone_the_run_is_taken_over(
    begun: tuple[Session, int], other: "subprocess.Popen[bytes]"
) -> None:
    ctx, run = begun
    _give(ctx, run, other)
    other.kill()
    other.wait()
    result = renewal.resume(ctx, run=run)
    assert result.run.state is RunState.DONE
    assert result.run.done_documents == 1
