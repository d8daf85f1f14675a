"""Migrations: up, down, against the tables and triggers, and never half."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from desktop.domain.errors import DomainError
from desktop.store import backup, migrations, triggers
from desktop.store.company import Company, open_company
from desktop.store.dialect import pragma
from desktop.store.engine import alone_engine, marks_of, read_engine
from desktop.store.tables import Base

VERSIONS = Path(migrations.__file__).parent / "versions"
Schema = list[tuple[str, str, str | None]]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Connection]:
    """A connection to a file with nothing in it."""
    engine = alone_engine(tmp_path / "bare.fornya", mode="rwc")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def schema(connection: Connection, *, kinds: tuple[str, ...] = ("table", "index", "trigger")) -> Schema:
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    return [(kind, name, " ".join(sql.split()) if sql else None) for kind, name, sql in rows if kind in kinds]


def ours(found: Schema) -> Schema:
    return [row for row in found if not row[1].startswith(("alembic_version", "subscriber_search", "sqlite_"))]


def test_the_head_is_the_newest_migration() -> None:
    numbers = sorted(int(file.name[:4]) for file in VERSIONS.glob("[0-9]*.py"))
    assert numbers == list(range(1, migrations.HEAD + 1))


def test_the_migrations_make_exactly_the_tables_and_indexes_of_the_models(bare: Connection, tmp_path: Path) -> None:
    with bare.begin():
        migrations.migrate(bare)
        migrated = ours(schema(bare, kinds=("table", "index")))
    engine = alone_engine(tmp_path / "models.fornya", mode="rwc")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        modelled = ours(schema(connection, kinds=("table", "index")))
    engine.dispose()
    assert {name: _columns(sql) for _, name, sql in migrated} == {name: _columns(sql) for _, name, sql in modelled}


def _columns(sql: str | None) -> list[str]:
    """The parts of a table's or index's SQL; the order of constraints says nothing."""
    whole = (sql or "").replace("( ", "(").replace(" )", ")")
    head, _, options = whole.rpartition(")")
    return [*sorted(part.strip(" )") for part in head.split(", ")), options.strip()]


def test_alembic_sees_no_difference_either(bare: Connection) -> None:
    with bare.begin():
        migrations.migrate(bare)
        options = {"compare_type": True, "include_name": _is_ours}
        assert compare_metadata(MigrationContext.configure(bare, opts=options), Base.metadata) == []


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and str(name).startswith("subscriber_search"))


def test_every_trigger_is_there_after_a_migration(bare: Connection) -> None:
    with bare.begin():
        migrations.migrate(bare)
        made = {name: sql for _, name, sql in schema(bare, kinds=("trigger",))}
    wanted = [" ".join(statement.split()) for statement in triggers.statements()]
    assert sorted(str(sql) for sql in made.values()) == sorted(wanted)


def test_down_leaves_nothing_and_up_again_the_same(bare: Connection) -> None:
    with bare.begin():
        migrations.migrate(bare)
        before = schema(bare)
    with bare.begin():
        migrations.migrate(bare, to=0)
        assert [name for _, name, _ in schema(bare, kinds=("table", "trigger"))] == ["alembic_version"]
        assert pragma(bare, "user_version") == 0
    with bare.begin():
        migrations.migrate(bare)
        assert schema(bare) == before
        assert pragma(bare, "user_version") == migrations.HEAD


def test_a_migration_that_leaves_loose_ends_is_refused_whole(bare: Connection) -> None:
    with bare.begin():
        migrations.migrate(bare)
        bare.exec_driver_sql("INSERT INTO item VALUES ('hverdag', 'plan')")
        bare.exec_driver_sql("INSERT INTO item_vat VALUES ('ingen', '2026-01-01', '3')")
    with pytest.raises(migrations.BrokenKeysError, match="item_vat"), bare.begin():
        migrations.migrate(bare)
    with bare.begin():
        assert len(schema(bare, kinds=("trigger",))) == len(triggers.statements())


def test_an_older_file_is_backed_up_before_it_is_brought_up_to_date(company: Company, now: datetime) -> None:
    _make_older(company)
    open_company(company.path, now=now).close()
    found = backup.backups_of(company.path)
    assert [(each.taken_at, each.reason) for each in found] == [(now, "migration")]
    assert backup.verify(found[0].path) == []
    assert _schema_of(found[0].path) == 0
    assert _schema_of(company.path) == migrations.HEAD


def test_an_older_file_that_another_program_has_open_stays_as_it_is(company: Company, now: datetime) -> None:
    _make_older(company)
    other = read_engine(company.path)
    with other.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM user").one()
        with pytest.raises(DomainError, match="another program has it open"):
            open_company(company.path, now=now, wait=0.1)
    other.dispose()
    assert _schema_of(company.path) == 0
    assert backup.backups_of(company.path) == []


def test_an_older_file_that_cannot_be_written_says_so(company: Company, now: datetime) -> None:
    _make_older(company)
    company.path.chmod(0o444)
    with pytest.raises(DomainError, match="older Fornya"):
        open_company(company.path, now=now)


def _make_older(company: Company) -> None:
    company.close()
    engine = alone_engine(company.path)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 0")
        connection.exec_driver_sql("DROP TRIGGER invoice_final")
    engine.dispose()


def _schema_of(path: Path) -> int:
    return marks_of(path)[1]
