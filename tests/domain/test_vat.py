"""Tax is computed per rate and document, and the gross promised is the gross on the paper."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.vat import PricedLine, VatGroup, VatRate, nets_and_groups, rate_on

LINES = st.lists(
    st.builds(
        PricedLine,
        st.integers(-500_000, 500_000),
        st.sampled_from(["3", "31"]),
        st.just(0),
        st.booleans(),
    ).map(lambda line: line._replace(basis_points={"3": 2500, "31": 1500}[line.code])),
    max_size=8,
)


def test_three_lines_of_99_50_bear_74_63_in_tax() -> None:
    _, groups = nets_and_groups([PricedLine(9950, "3", 2500, includes_vat=False)] * 3)
    assert groups == [VatGroup("3", 2500, 29850, 7463)]


def test_a_gross_price_of_10_02_holds_2_00_in_tax() -> None:
    nets, groups = nets_and_groups([PricedLine(1002, "3", 2500, includes_vat=True)])
    assert (nets, groups) == ([802], [VatGroup("3", 2500, 802, 200)])


def test_gross_and_net_priced_lines_of_a_rate_are_two_groups_and_one_sum() -> None:
    lines = [PricedLine(1002, "3", 2500, includes_vat=True), PricedLine(9950, "3", 2500, includes_vat=False)]
    nets, groups = nets_and_groups(lines)
    assert nets == [802, 9950]
    assert groups == [VatGroup("3", 2500, 10752, 200 + 2488)]


@given(LINES)
def test_the_nets_of_the_lines_sum_to_the_nets_of_the_rates(lines: list[PricedLine]) -> None:
    nets, groups = nets_and_groups(lines)
    assert sum(nets) == sum(group.net for group in groups)
    for group in groups:
        members = [i for i, line in enumerate(lines) if line.code == group.code]
        assert sum(nets[i] for i in members) == group.net
        if all(lines[i].includes_vat for i in members):
            assert group.net + group.vat == sum(lines[i].amount for i in members)


def test_a_rate_is_looked_up_on_the_day() -> None:
    rates = [VatRate("31", date(2012, 1, 1), 1500, "S", ""), VatRate("31", date(2027, 1, 1), 1600, "S", "")]
    assert rate_on(rates, code="31", day=date(2026, 12, 31)).basis_points == 1500
    assert rate_on(rates, code="31", day=date(2027, 1, 1)).basis_points == 1600
    with pytest.raises(DomainError, match="no rate"):
        rate_on(rates, code="31", day=date(2011, 12, 31))
