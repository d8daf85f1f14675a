"""The company file: what is refused and how, whose turn it is, and that nothing half is ever kept."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from desktop.domain.audit import User, verify
from desktop.domain.errors import DomainError
from desktop.domain.ids import UserId
from desktop.store import engine as engines, migrations
from desktop.store.company import Company, create_company, open_company
from desktop.store.engine import faults_in, read_engine, write_engine
from desktop.store.work import UnsealedError

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
Hold = Callable[..., AbstractContextManager[int]]


def write_something(company: Company, name: str = "user.added") -> None:
    with company.working() as work:
        work.start(name=name, user_id=UserId(1), at=NOW)
        work.user.add(User("Ola", "O"))
        work.close_with_audit()


def test_a_new_file_is_its_owners_alone_and_whole(company: Company) -> None:
    assert stat.S_IMODE(company.path.stat().st_mode) == 0o600
    assert faults_in(company.path) == []
    with company.reading() as look:
        assert [user.name for user in look.user.all()] == ["Ingrid Solberg"]
        assert look.user.get(UserId(1)).initials == "IS"


def test_a_name_that_is_taken_is_refused_and_the_file_left_alone(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(DomainError, match="already there"):
        create_company(path, now=NOW)
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_refused_and_nothing_left_behind(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="was not made"):
        create_company(tmp_path / "no" / "such.fornya", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_opening_an_up_to_date_file_does_not_load_alembic(company: Company) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime;"
        "from desktop.store.company import open_company;"
        "open_company(Path(sys.argv[1]), now=datetime.now(UTC)).close(); print('alembic' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(company.path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert said.stdout == "False\n"


def test_what_is_not_there_or_a_folder_or_empty_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder.fornya").mkdir()
    (tmp_path / "empty.fornya").touch()
    for name, sentence in {"gone": "is not there", "folder": "is a folder", "empty": "is empty"}.items():
        with pytest.raises(DomainError, match=sentence):
            open_company(tmp_path / f"{name}.fornya", now=NOW)


@pytest.mark.parametrize("content", [b"%PDF-1.7 and more", b"SQLite format 3\x00" + bytes(84), os.urandom(5000)])
def test_a_foreign_file_is_refused_and_not_touched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DomainError, match="not a Fornya company file"):
        open_company(path, now=NOW)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_programs_database_is_refused_and_not_touched(path: Path) -> None:
    engine = engines.alone_engine(path, mode="rwc")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE company_file (id INTEGER)")
    engine.dispose()
    content = path.read_bytes()
    with pytest.raises(DomainError, match="not a Fornya company file"):
        open_company(path, now=NOW)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_and_not_touched(company: Company) -> None:
    company.close()
    engine = engines.alone_engine(company.path)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {migrations.HEAD + 1}")
    engine.dispose()
    content = company.path.read_bytes()
    with pytest.raises(DomainError, match="newer Fornya"):
        open_company(company.path, now=NOW)
    assert company.path.read_bytes() == content


@pytest.mark.parametrize("harm", ["cut short", "overwritten"])
def test_a_damaged_file_is_refused(company: Company, harm: str) -> None:
    company.close()
    content = company.path.read_bytes()
    if harm == "cut short":
        company.path.write_bytes(content[: len(content) // 2])
    else:
        company.path.write_bytes(content[:8192] + os.urandom(40_000) + content[48_192:])
    with pytest.raises(DomainError, match="damaged"):
        open_company(company.path, now=NOW)


def test_a_read_only_file_opens_for_reading_and_refuses_to_write(company: Company) -> None:
    write_something(company)
    company.close()
    company.path.chmod(0o444)
    opened = open_company(company.path, now=NOW)
    assert opened.read_only
    with opened.reading() as look:
        assert len(look.user.all()) == 2
    with pytest.raises(DomainError, match="can only be read"), opened.working():
        pass
    opened.close()


def test_a_reader_cannot_write(company: Company) -> None:
    engine = read_engine(company.path)
    with engine.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM user")
    engine.dispose()


def test_a_second_writer_waits_and_is_told_who_writes(company: Company, held_elsewhere: Hold) -> None:
    with held_elsewhere(company.path, "Kari") as pid:
        began = time.monotonic()
        with pytest.raises(DomainError, match=rf"by Kari \(process {pid}"), company.working():
            pass
        assert time.monotonic() - began >= 0.2
    write_something(company)


def test_readers_go_on_while_another_writes(company: Company, held_elsewhere: Hold) -> None:
    with held_elsewhere(company.path), company.reading() as look:
        assert len(look.user.all()) == 1


def test_a_second_writer_gets_its_turn_when_the_first_is_done(path: Path, held_elsewhere: Hold) -> None:
    company = create_company(path, now=NOW, wait=20)
    worker = threading.Thread(target=write_something, args=(company,))
    with held_elsewhere(path):
        worker.start()
        time.sleep(0.1)
        assert worker.is_alive()
    worker.join(timeout=20)
    with company.reading() as look:
        assert len(look.user.all()) == 2
    company.close()


def test_two_threads_of_one_program_take_turns(company: Company) -> None:
    with company.working(audited=False), pytest.raises(DomainError, match="being written to"), company.working():
        pass


def test_what_others_commit_is_noticed_and_ones_own_is_not(company: Company) -> None:
    other = open_company(company.path, now=NOW)
    write_something(company)
    assert not company.changed_elsewhere()
    write_something(other)
    assert company.changed_elsewhere()
    assert not company.changed_elsewhere()
    other.close()


def test_rows_without_an_audit_line_are_rolled_back(company: Company) -> None:
    with pytest.raises(UnsealedError), company.working() as work:
        work.user.add(User("Ola", "O"))
    with company.reading() as look:
        assert len(look.user.all()) == 1


def test_a_transaction_that_fails_leaves_no_trace_and_its_ids_are_given_again_at_most_once(company: Company) -> None:
    nameless = User(None, "O")  # type: ignore[arg-type] # what the file refuses
    with pytest.raises(IntegrityError), company.working() as work:
        work.user.add(nameless)
    given: set[int] = set()
    for n in (3, 250, 400, 400, 1):
        with company.working(audited=False) as work:
            taken = work.take_ids("user", n)
        assert given.isdisjoint(taken)
        given.update(taken)
    assert min(given) == 2


def test_two_processes_never_get_the_same_ids(company: Company) -> None:
    other = open_company(company.path, now=NOW)
    given: list[int] = []
    for n in (1, 150, 70, 300, 300, 2):
        for each in (company, other):
            with each.working(audited=False) as work:
                given += work.take_ids("invoice", n)
    assert len(given) == len(set(given))
    other.close()


def test_a_command_of_several_transactions_has_an_entry_for_each(company: Company) -> None:
    with company.working() as work:
        command = work.start(name="renewal.run", user_id=UserId(1), at=NOW, parameters={"through": NOW.date()})
        work.close_with_audit()
    with company.working() as work:
        work.resume(command.id)
        work.close_with_audit()
    with company.reading() as look:
        entries = list(look.audit.entries())
        assert [(entry.seq, entry.batch) for entry in entries] == [(1, 1), (2, 2)]
        assert len({entry.body.split("command_sha256")[1][:70] for entry in entries}) == 1
        assert verify(entries, head=look.audit.head()) == []


def test_a_final_row_refuses_to_change(company: Company) -> None:
    write_something(company)
    engine = write_engine(company.path)
    for statement in ("UPDATE audit SET body = 'x'", "DELETE FROM command", "UPDATE command SET name = 'y'"):
        with engine.connect() as connection, pytest.raises(IntegrityError, match="final:"):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(engines, "OLDEST_SQLITE", (9, 0, 0))
    with pytest.raises(DomainError, match=r"9\.0\.0 or newer"):
        open_company(path, now=NOW)


_FILL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.audit import User
from desktop.domain.errors import DomainError
from desktop.domain.ids import UserId
from desktop.store.company import open_company
company = open_company(Path(sys.argv[1]), now=datetime.now(UTC))

def add(n):
    with company.working() as work:
        work.start(name="user.added", user_id=UserId(1), at=datetime.now(UTC))
        for _ in range(n):
            work.user.add(User("O" * 500, "O"))
        work.close_with_audit()

add(1)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, hard))
try:
    while True:
        add(50)
except DomainError as refusal:
    print(refusal, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
add(1)
company.close()
"""


def test_on_a_full_disk_what_was_confirmed_is_there_and_work_goes_on_when_there_is_room(company: Company) -> None:
    said = subprocess.run(
        [sys.executable, "-c", _FILL, str(company.path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert said.stdout == "The disk is full. Everything confirmed is saved. Free some space and continue.\n"
    with company.reading() as look:
        entries = list(look.audit.entries())
        assert verify(entries, head=look.audit.head()) == []
        assert len(look.user.all()) == 1 + 2 + 50 * (len(entries) - 2)
    assert faults_in(company.path) == []


_WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.domain.audit import User
from desktop.domain.ids import UserId
from desktop.store.company import open_company
company = open_company(Path(sys.argv[1]), now=datetime.now(UTC))
while True:
    with company.working() as work:
        work.start(name="user.added", user_id=UserId(1), at=datetime.now(UTC))
        for _ in range(50):
            work.user.add(User("Ola", "O"))
        work.close_with_audit()
    print("done", flush=True)
"""


def test_killed_at_any_moment_what_was_confirmed_is_there_and_nothing_half(company: Company) -> None:
    confirmed = 0
    for pause in (0.0, 0.003, 0.011):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(company.path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "done\n"
            time.sleep(pause)
            child.send_signal(signal.SIGKILL)
            confirmed += 1 + child.stdout.read().count("done\n")
        with company.reading() as look:
            entries = list(look.audit.entries())
            assert verify(entries, head=look.audit.head()) == []
            assert len(look.user.all()) == 1 + 50 * len(entries)
            assert len(entries) >= confirmed
            confirmed = len(entries)
    assert faults_in(company.path) == []


def test_killed_while_the_log_was_written_back_the_file_is_whole_again_by_its_log(
    company: Company, now: datetime
) -> None:
    path, torn = company.path, company.path.with_name("torn.fornya")
    with company.working() as work:
        work.start(name="user.added", user_id=UserId(1), at=now)
        for _ in range(3_000):
            work.user.add(User("Ola", "O"))
        work.close_with_audit()
    # Copied by another process: closing a file here would let go of the locks that the open company holds on it.
    for end in ("", "-wal"):
        subprocess.run(["cp", f"{path}{end}", f"{torn}{end}"], check=True)
    company.close()
    page = 4096
    with torn.open("r+b") as file:
        file.write(path.read_bytes()[:page])
    opened = open_company(torn, now=now)
    with opened.reading() as look:
        assert len(look.user.all()) == 3_001
    opened.close()
    assert faults_in(torn) == []
