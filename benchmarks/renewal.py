"""`scripts/bench renewal [N …]`: a whole run, planning included, against a raw executemany of exactly the same rows.

The limit writes every row that the run wrote, into a copy of the file as it was before the run: the same tables,
indexes, triggers and pragmas, in as many transactions, with the values at hand as tuples.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from benchmarks.company import TODAY, make_company
from desktop.services import renewal
from desktop.services.renewal.carrying_out import BATCH
from desktop.services.settings import open_session
from desktop.store.dialect import WRITE_PRAGMAS

BAR = 0.30
TABLES = ("document_party", "invoice", "invoice_line", "invoice_vat", "journal", "command", "audit", "run")
SIZES = (10_000, 100_000)


def main(sizes: Sequence[int]) -> int:
    """Prints name, ours, limit, ratio, bar, ok or short; 1 when one is short."""
    short = 0
    print(f"{'name':<22} {'ours/s':>10} {'limit/s':>10} {'ratio':>6} {'bar':>6}")
    for size in sizes:
        ours, limit, documents = measure(size)
        ratio = limit / ours
        short += ratio < BAR
        print(
            f"renewal {size:<14} {documents / ours:>10.0f} {documents / limit:>10.0f} {ratio:>6.2f} {BAR:>6.2f} "
            f"{'ok' if ratio >= BAR else 'short'}"
        )
    return 1 if short else 0


def measure(size: int) -> tuple[float, float, int]:
    """Seconds of a run from the question to the last commit, seconds of the limit, and documents written."""
    with tempfile.TemporaryDirectory() as name:
        path, before = Path(name) / "ours.fornya", Path(name) / "limit.fornya"
        ctx = make_company(path, subscriptions=size)
        ctx.company.close()
        shutil.copy(path, before)
        ctx = open_session(path, day=TODAY)
        begun = time.perf_counter()
        result = renewal.commit(ctx, proposal=renewal.propose(ctx, target=TODAY))
        ours = time.perf_counter() - begun
        ctx.company.close()
        return ours, write_raw(path, before), result.run.done_documents


def write_raw(done: Path, before: Path) -> float:
    """Seconds that the bare driver takes for the rows that `done` has and `before` has not."""
    written = _rows(done, before)
    lines = _changed_lines(done)
    connection = driver.connect(str(before), isolation_level=None)
    for pragma in WRITE_PRAGMAS:
        connection.execute("PRAGMA " + pragma.format(wait=5000)).close()
    batches = max(1, -(-len(written["invoice"][1]) // BATCH))
    parts = {table: _split(rows, batches) for table, (_, rows) in written.items()}
    updates = _split(lines, batches)
    begun = time.perf_counter()
    for i in range(batches):
        connection.execute("BEGIN IMMEDIATE")
        for table, (statement, _) in written.items():
            if parts[table][i]:
                connection.executemany(statement, parts[table][i])
        connection.executemany(
            "UPDATE subscription_line SET clean_from = ?, next_issue_day = ?, billed_to = ? WHERE id = ?", updates[i]
        )
        connection.execute("COMMIT")
    spent = time.perf_counter() - begun
    connection.close()
    return spent


def _rows(done: Path, before: Path) -> dict[str, tuple[str, list[tuple[Any, ...]]]]:
    connection = driver.connect(str(done))
    connection.execute("ATTACH ? AS old", (str(before),))
    found = {}
    # A run refers to a command, a document to its run: parents first, as the foreign keys ask.
    for table in ("command", "run", *(t for t in TABLES if t not in ("command", "run"))):
        key = {"audit": "seq", "invoice_vat": "invoice_id"}.get(table, "id")
        rows = connection.execute(
            f"SELECT * FROM main.{table} WHERE {key} NOT IN (SELECT {key} FROM old.{table}) ORDER BY {key}"
        ).fetchall()
        columns = len(rows[0]) if rows else 1
        found[table] = (f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)
    connection.close()
    return found


def _changed_lines(done: Path) -> list[tuple[Any, ...]]:
    connection = driver.connect(str(done))
    rows = connection.execute(
        "SELECT clean_from, next_issue_day, billed_to, id FROM subscription_line "
        "WHERE billed_to IS NOT NULL ORDER BY id"
    ).fetchall()
    connection.close()
    return list(rows)


def _split(rows: list[tuple[Any, ...]], parts: int) -> list[list[tuple[Any, ...]]]:
    size = max(1, -(-len(rows) // parts))
    made = [rows[i : i + size] for i in range(0, len(rows), size)]
    return made + [[] for _ in range(parts - len(made))]


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or SIZES))
