"""The audit chain: canonical text, the digest of rows, the link to the entry before, and what proves it unbroken."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from desktop.domain.ids import CommandId, UserId
from desktop.domain.text import N_, Message

START = "0" * 64
"""What the first entry has for the one before."""


@dataclass(frozen=True, slots=True)
class User:
    """Who works with the company file; the role says what the person may do."""

    name: str
    initials: str
    role: str = "administrator"
    version: int = 1
    id: UserId = UserId(0)  # noqa: RUF009 - a NewType call is a constant


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asked for; `parameters` hold only ids, codes, dates and amounts, never typed text."""

    id: CommandId
    name: str
    user_id: UserId
    at: datetime
    parameters: Mapping[str, object] = field(default_factory=dict)


class AuditEntry(NamedTuple):
    """One transaction in the chain; `body` is canonical text, `sha256` covers `prev` and `body`."""

    seq: int
    prev: str
    command_id: int
    batch: int
    body: str
    sha256: str


class AuditHead(NamedTuple):
    """The last entry as the company file knows it; what cuts entries off the end cannot follow."""

    seq: int
    sha256: str


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical text")


_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
).encode


def canonical(value: object) -> str:
    """The one text of a value: keys sorted, no spaces, days and instants as ISO text; refuses any other type."""
    return _encode(value)


def instant_text(instant: datetime) -> str:
    """An instant in UTC, always 27 characters, so that texts sort as times: 2026-12-01T08:30:00.000000Z."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def salted_digest(salt: str, shown: Iterable[object]) -> str:
    """What is kept of facts that may be purged one day: without the salt nobody can guess back to them."""
    return digest("\x1f".join([salt, *map(str, shown)]))


def rows_digest(texts: Iterable[str]) -> str:
    """SHA-256 of the canonical texts of rows, each ended by a line feed, which canonical text never contains."""
    running = hashlib.sha256()
    for text in texts:
        running.update(text.encode() + b"\n")
    return running.hexdigest()


def ranges(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Ids as inclusive runs from first to last, ascending: 7, 8, 9, 12 → (7, 9), (12, 12)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(ids):
        if runs and number <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def link(prev: str, body: str) -> str:
    """The hash that ties an entry to the one before it."""
    return digest(f"{prev}\n{body}")


def entry(*, head: AuditHead, command_id: int, batch: int, facts: Mapping[str, object]) -> AuditEntry:
    """The next entry after `head`; its body says its own place and command, so that neither can be altered alone."""
    seq = head.seq + 1
    body = canonical({**facts, "seq": seq, "command": command_id, "batch": batch})
    return AuditEntry(seq, head.sha256, command_id, batch, body, link(head.sha256, body))


def verify(entries: Iterable[AuditEntry], *, head: AuditHead) -> list[Message]:
    """What breaks the chain, in sentences; empty when every entry follows the one before and the last is the head."""
    faults: list[Message] = []
    seq, prev = 0, START
    for item in entries:
        seq += 1
        faults += [Message(text, values={"seq": item.seq}) for text in _entry_faults(item, seq, prev)]
        seq, prev = item.seq, item.sha256
    if (seq, prev) != tuple(head):
        text = N_("The audit log ends at entry {seq}, but entry {head} was written last.")
        faults.append(Message(text, values={"seq": seq, "head": head.seq}))
    return faults


def _entry_faults(item: AuditEntry, seq: int, prev: str) -> Sequence[str]:
    if item.seq != seq:
        return [N_("Entries are missing from the audit log before entry {seq}.")]
    if item.prev != prev:
        return [N_("Entry {seq} of the audit log does not follow the one before it.")]
    if link(item.prev, item.body) != item.sha256:
        return [N_("Entry {seq} of the audit log has been altered.")]
    said = json.loads(item.body)
    if (said.get("seq"), said.get("command"), said.get("batch")) != (item.seq, item.command_id, item.batch):
        return [N_("Entry {seq} of the audit log has been altered.")]
    return []
