"""Subscribers: found as people type, sorted as people read, and shown with what they subscribe to and owe."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings as effort, strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.ids import SubscriberId
from desktop.domain.rows import ListQuery
from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind
from desktop.store.company import Company
from desktop.store.pen import ChangedMeanwhileError
from desktop.store.search import fold, match, name_key, number_key
from tests.store.making import TODAY, add_catalog, add_person, command, sell

PEOPLE = (
    ("10482", "Kari Nordahl", {"city": "Bergen", "email": "kari@nordahl.example", "phone": "+47 912 34 567"}),
    ("10483", "Åse Marie Kvam", {"city": "Førde", "postcode": "6800"}),
    ("9", "Nøtterøy Frisør", {"city": "Nøtterøy"}),
    ("10519", "Per Gunnar Hætta", {"city": "Kautokeino"}),
    ("A7", "Øyvind Đokić", {"city": "Å i Lofoten"}),
)


@pytest.fixture
def people(company: Company) -> Company:
    with command(company) as work:
        for number, name, facts in PEOPLE:
            add_person(work, number, name, **facts)
    return company


def found(company: Company, typed: str = "", sort: str = "number", **filters: str) -> list[str]:
    query = ListQuery(typed, tuple((key, (value,)) for key, value in filters.items()), sort)
    with company.reading() as look:
        rows = look.subscriber.page(query, today=TODAY)
        assert look.subscriber.count(query, today=TODAY) == len(rows)
        assert look.subscriber.ids(query, today=TODAY) == [row.id for row in rows]
    return [row.number for row in rows]


def test_a_subscriber_comes_back_as_it_went_in(company: Company) -> None:
    firm = Subscriber("77", "Sagatun AS", SubscriberKind.ORGANISATION, "nn", "988077917", date(2024, 3, 14))
    contacts = [
        Contact(ContactRole.PRIMARY, "Sagatun AS", city="Hamar"),
        Contact(ContactRole.INVOICE, "Regnskap", date(2026, 1, 1), date(2026, 7, 1), email="faktura@sagatun.example"),
    ]
    with command(company) as work:
        made = work.subscriber.add(firm, contacts)
    with company.reading() as look:
        assert look.subscriber.get(made) == replace(firm, id=made, kid_number=1)
        assert [replace(each, id=0) for each in look.subscriber.contacts(made)] == contacts
        assert look.subscriber.by_number("77") == look.subscriber.get(made)
        assert look.subscriber.by_number("78") is None
        with pytest.raises(DomainError, match="no longer there"):
            look.subscriber.get(SubscriberId(99))


def test_numbers_sort_as_people_count_and_names_as_norwegians_do(people: Company) -> None:
    assert found(people) == ["9", "10482", "10483", "10519", "A7"]
    assert found(people, sort="name") == ["10482", "9", "10519", "A7", "10483"]
    assert sorted(["Ås", "Zorn", "Æra", "Ødegård", "Ada", "Önne"], key=name_key) == [
        "Ada",
        "Zorn",
        "Æra",
        "Ødegård",
        "Önne",
        "Ås",
    ]
    assert number_key("K10") > number_key("K9") > number_key("K01")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("nord", ["10482"]),
        ("KARI n", ["10482"]),
        ("aase", ["10483"]),
        ("Åse kvam", ["10483"]),
        ("notteroy", ["9"]),
        ("Nøtterøy", ["9"]),
        ("haetta", ["10519"]),
        ("dokic", ["A7"]),
        ("kari@nordahl.example", ["10482"]),
        ("912 34 567", ["10482"]),
        ("+4791234", ["10482"]),
        ("680", ["10483"]),
        ("1048", ["10482", "10483"]),
        ("ordahl", ["10482"]),
        ("nobody", []),
        ("   ", ["9", "10482", "10483", "10519", "A7"]),
    ],
)
def test_people_are_found_as_one_types(people: Company, typed: str, numbers: list[str]) -> None:
    assert found(people, typed) == numbers


@pytest.mark.parametrize(
    "typed", ['"', "'", "AND", "kari OR", "NEAR(", "*", "%", "_", "a:b", "-x", "(", "a\x00b", "^", "{"]
)
def test_odd_signs_are_no_search_syntax(people: Company, typed: str) -> None:
    assert found(people, typed) == []


@given(st.text(max_size=30))
@effort(max_examples=200)
def test_whatever_is_typed_becomes_quoted_words(typed: str) -> None:
    query = match(typed)
    words = [] if query is None else re.split(r" AND | OR ", query.replace("(", "").replace(")", ""))
    assert all(re.fullmatch(r'"[^\W_]+"\*', word) for word in words)
    assert fold(fold(typed)) == fold(typed)


def test_search_follows_a_change_of_name_and_of_contact(people: Company) -> None:
    with command(people) as work:
        kari = work.subscriber.by_number("10482")
        assert kari is not None
        work.subscriber.change(replace(kari, name="Kari Lien"))
        work.subscriber.add_contact(kari.id, Contact(ContactRole.DELIVERY, "Kari", city="Voss"))
    assert found(people, "lien") == found(people, "voss") == ["10482"]
    assert found(people, "10482 nordahl") == ["10482"]
    with command(people) as work:
        contact = work.subscriber.contacts(kari.id)[0]
        work.subscriber.change_contact(kari.id, replace(contact, name="Kari Lien", email="", city="Oslo"))
    assert found(people, "10482 nordahl") == []
    assert found(people, "oslo") == ["10482"]


def test_the_second_to_change_a_subscriber_is_told(people: Company) -> None:
    with people.reading() as look:
        kari = look.subscriber.by_number("10482")
    assert kari is not None
    with command(people) as work:
        work.subscriber.change(replace(kari, name="Kari Lien"))
    with pytest.raises(ChangedMeanwhileError), command(people) as work:
        work.subscriber.change(replace(kari, name="Kari Moe"))


@pytest.fixture
def subscribed(people: Company) -> Company:
    with command(people) as work:
        add_catalog(work)
        ids = {number: each.id for number, each in work.subscriber.by_numbers([n for n, _, _ in PEOPLE]).items()}
        sell(work, ids["10482"], "stor", date(2026, 9, 9), add_ons=["filter"])
        sell(work, ids["10483"], "hverdag", date(2026, 12, 1))
        sell(work, ids["9"], "liten", date(2026, 1, 1), last_day=date(2026, 10, 31))
        sell(work, ids["10519"], "liten", date(2026, 1, 1), last_day=date(2026, 12, 31))
    return people


def test_the_list_says_what_each_subscribes_to_and_where_it_stands(subscribed: Company) -> None:
    with subscribed.reading() as look:
        rows = look.subscriber.page(ListQuery(sort="number"), today=TODAY)
    assert [(row.number, row.subscription, row.status) for row in rows] == [
        ("9", "Liten · 1 × 250 g", "ended"),
        ("10482", "Stor · 3 × 250 g", "active"),
        ("10483", "Hverdag · 2 × 250 g", "not_started"),
        ("10519", "Liten · 1 × 250 g", "cancelled"),
        ("A7", "", ""),
    ]


def test_filters_and_counts_agree(subscribed: Company) -> None:
    assert found(subscribed, status="active") == ["10482"]
    assert found(subscribed, status="") == ["A7"]
    assert found(subscribed, plan="liten") == ["10519"]
    assert found(subscribed, product="kaffe", kind="person") == ["9", "10482", "10483", "10519"]
    assert found(subscribed, overdue="yes") == []
    with subscribed.reading() as look:
        counts = look.subscriber.counts(ListQuery(filters=(("status", ("active",)),)), today=TODAY)
    assert counts.total == 1
    assert counts.by == {"active": 1, "cancelled": 1, "not_started": 1, "ended": 1, "": 1, "overdue": 0}


@pytest.mark.parametrize("sort", ["city", "since", "status", "subscription", "next_issue_day", "outstanding"])
def test_every_column_sorts_both_ways_and_windows_join(subscribed: Company, sort: str) -> None:
    with subscribed.reading() as look:
        for descending in (False, True):
            query = ListQuery(sort=sort, descending=descending)
            whole = look.subscriber.page(query, today=TODAY)
            parts = [look.subscriber.page(query, today=TODAY, offset=n, limit=2) for n in (0, 2, 4)]
            assert [row for part in parts for row in part] == whole
            assert len(whole) == 5
