"""Backups: complete, proved, rotated, and restored from."""

import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.audit import User
from desktop.domain.errors import DomainError
from desktop.domain.ids import UserId
from desktop.store import backup
from desktop.store.backup import Backup, Reason
from desktop.store.company import Company, open_company

NOW = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)


@pytest.fixture
def made(company: Company) -> Backup:
    with company.working() as work:
        work.start(name="user.added", user_id=UserId(1), at=NOW)
        work.user.add(User("Kari", "K"))
        work.close_with_audit()
    return company.back_up(now=NOW, reason=Reason.ASKED)


def test_a_backup_is_one_whole_file_with_its_hash_beside_it(company: Company, made: Backup) -> None:
    assert made.path.name == "2026-11-23T080200.000000Z-asked.fornya"
    assert backup.verify(made.path) == []
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert sorted(file.suffix for file in made.path.parent.iterdir()) == [".fornya", ".sha256"]
    assert backup.backups_of(company.path) == [made]


def test_a_backup_is_taken_while_another_writes(
    company: Company, held_elsewhere: Callable[..., AbstractContextManager[int]]
) -> None:
    with held_elsewhere(company.path):
        made = company.back_up(now=NOW, reason=Reason.CLOSE)
    assert backup.verify(made.path) == []


def test_one_flipped_bit_is_noticed(made: Backup) -> None:
    content = bytearray(made.path.read_bytes())
    content[len(content) // 3] ^= 0x04
    made.path.write_bytes(content)
    assert [str(fault) for fault in backup.verify(made.path)] == [
        "The backup 2026-11-23T080200.000000Z-asked.fornya has changed since it was taken."
    ]


def test_a_restored_backup_has_everything(company: Company, made: Backup, tmp_path: Path) -> None:
    place = tmp_path / "restored.fornya"
    backup.restore(made.path, to=place)
    restored = open_company(place, now=NOW)
    with restored.reading() as theirs, company.reading() as ours:
        assert theirs.user.all() == ours.user.all()
        assert theirs.audit.head() == ours.audit.head()
    assert restored.key == company.key
    restored.close()


def test_nothing_is_restored_from_a_bad_backup_nor_over_a_file(made: Backup, tmp_path: Path) -> None:
    taken = tmp_path / "taken.fornya"
    taken.write_text("mine")
    with pytest.raises(DomainError, match="already there"):
        backup.restore(made.path, to=taken)
    made.path.write_bytes(b"no more")
    with pytest.raises(DomainError, match="has changed"):
        backup.restore(made.path, to=tmp_path / "new.fornya")
    assert taken.read_text() == "mine"
    assert not (tmp_path / "new.fornya").exists()


def test_twelve_days_ten_weeks_and_nine_months_are_kept() -> None:
    backups = [Backup(Path(f"{n}"), NOW - timedelta(hours=12 * n), "close") for n in range(2 * 500)]
    days = {(NOW.date() - each.taken_at.date()).days for each in backup.kept(backups)}
    assert len([day for day in days if day < 12]) == 12
    assert 12 + 7 <= len(days) <= 12 + 10 + 9
    assert max(days) > 200


def test_the_newest_good_backup_is_never_deleted(company: Company) -> None:
    good = company.back_up(now=NOW - timedelta(days=900), reason=Reason.CLOSE)
    for n in range(40):
        bad = good.path.with_name((NOW - timedelta(days=20 * n)).strftime("%Y-%m-%dT%H%M%S.%fZ-close.fornya"))
        bad.write_bytes(b"broken")
    gone = backup.rotate(company.path)
    assert gone
    assert good in backup.backups_of(company.path)
    assert good not in gone


def test_what_a_killed_program_left_half_done_is_swept_away(company: Company, made: Backup) -> None:
    half = made.path.with_suffix(".part")
    half.write_bytes(b"half")
    os.utime(half, (0, (NOW - timedelta(hours=23)).timestamp()))
    company.back_up(now=NOW + timedelta(minutes=1), reason=Reason.BULK)
    assert half.exists()
    company.back_up(now=NOW + timedelta(hours=2), reason=Reason.BULK)
    assert not half.exists()


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(company: Company) -> None:
    backup.folder_of(company.path).write_text("a file in the way")
    with pytest.raises(DomainError, match="was not made"):
        company.back_up(now=NOW, reason=Reason.CLOSE)
