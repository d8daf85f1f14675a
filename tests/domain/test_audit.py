"""The audit chain: one text for a value, and no entry that can be altered, left out or cut off unseen."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from desktop.domain.audit import (
    START,
    AuditEntry,
    AuditHead,
    canonical,
    entry,
    instant_text,
    link,
    ranges,
    rows_digest,
    verify,
)


def chain(n: int) -> tuple[list[AuditEntry], AuditHead]:
    head, entries = AuditHead(0, START), []
    for number in range(1, n + 1):
        entries.append(entry(head=head, command_id=number, batch=1, facts={"rows": {}}))
        head = AuditHead(entries[-1].seq, entries[-1].sha256)
    return entries, head


def test_a_value_has_one_text() -> None:
    value = {"b": (1, None, True), "a": "«ø»", "day": date(2026, 12, 1), "at": datetime(2026, 12, 1, 8, tzinfo=UTC)}
    assert canonical(value) == '{"a":"«ø»","at":"2026-12-01T08:00:00.000000Z","b":[1,null,true],"day":"2026-12-01"}'
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@dataclass
class Strange:
    """Something that has no canonical text."""


@pytest.mark.parametrize(("value", "error"), [(Strange(), TypeError), (float("nan"), ValueError), ({1, 2}, TypeError)])
def test_what_has_no_canonical_text_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical(value)


def test_an_instant_is_written_in_utc_and_never_naive() -> None:
    oslo = timezone(timedelta(hours=2))
    assert instant_text(datetime(2026, 7, 1, 1, 30, tzinfo=oslo)) == "2026-06-30T23:30:00.000000Z"
    with pytest.raises(ValueError, match="zone"):
        instant_text(datetime(2026, 7, 1))  # noqa: DTZ001 - the point of the test


def test_an_unbroken_chain_has_no_faults() -> None:
    entries, head = chain(5)
    assert verify(entries, head=head) == []
    assert verify([], head=AuditHead(0, START)) == []


def test_each_altered_entry_is_named() -> None:
    entries, head = chain(5)
    for i, one in enumerate(entries):
        for altered in (
            one._replace(body=one.body + " "),
            one._replace(sha256="0" * 64),
            one._replace(prev="f" * 64),
            one._replace(command_id=99),
        ):
            assert f"{one.seq}" in str(verify([*entries[:i], altered, *entries[i + 1 :]], head=head)[0])


def test_an_entry_rewritten_with_its_hash_still_breaks_the_next() -> None:
    entries, head = chain(3)
    body = entries[1].body.replace('"batch":1', '"batch":2')
    forged = entries[1]._replace(body=body, batch=2, sha256=link(entries[1].prev, body))
    assert [str(fault) for fault in verify([entries[0], forged, entries[2]], head=head)] == [
        "Entry 3 of the audit log does not follow the one before it."
    ]


@pytest.mark.parametrize("gone", [0, 1, 4])
def test_an_entry_left_out_or_cut_off_is_noticed(gone: int) -> None:
    entries, head = chain(5)
    assert verify(entries[:gone] + entries[gone + 1 :], head=head)


def test_entries_in_another_order_are_noticed() -> None:
    entries, head = chain(3)
    assert verify([entries[1], entries[0], entries[2]], head=head)


@given(st.lists(st.integers(0, 60)))
def test_ranges_hold_exactly_the_ids(ids: list[int]) -> None:
    spans = ranges(ids)
    assert {number for first, last in spans for number in range(first, last + 1)} == set(ids)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(spans))


def test_the_digest_of_rows_knows_where_each_ends() -> None:
    assert rows_digest(["ab", "c"]) != rows_digest(["a", "bc"]) != rows_digest(["abc"])
