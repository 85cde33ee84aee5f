"""The order in which issues were printed."""

import itertools

import pytest

from lingxing.engines.documents.domain.issue_order import printed_before
from lingxing.engines.documents.domain.model import GazetteInfo

ISSUES = (
    GazetteInfo(year=2023, issue="第12号", serial="总第88号", published="2023-12"),
    GazetteInfo(year=2024, issue="第二号", serial="总第90号", published="2024-02-29"),
    GazetteInfo(year=2024, issue="第3-4号", serial="总第91号", published="2024-04"),
    GazetteInfo(year=2024, issue="第10号", serial="总第100号", published="2024-10-31"),
)


@pytest.mark.parametrize("known", [("serial",), ("year", "issue"), ("published",), ("year", "issue", "serial")])
def test_any_sign_tells_earlier_from_later(known: tuple[str, ...]) -> None:
    shown = [GazetteInfo(**{name: getattr(issue, name) for name in known}) for issue in ISSUES]
    for (first, one), (second, other) in itertools.product(enumerate(shown), repeat=2):
        assert printed_before(one, other) == (first < second), (one, other)


def test_a_running_heads_year_is_no_issue_number() -> None:
    assert printed_before(GazetteInfo(year=2024, issue="2024.9"), GazetteInfo(year=2024, issue="2024.10"))
    assert not printed_before(GazetteInfo(year=2024, issue="2024.10"), GazetteInfo(year=2024, issue="第9号"))


def test_issues_that_print_nothing_comparable_are_not_told_apart() -> None:
    silent, issue_alone = GazetteInfo(), GazetteInfo(issue="第2号")
    for one, other in itertools.product((silent, issue_alone, *ISSUES), (silent, issue_alone)):
        assert not printed_before(one, other)
        assert not printed_before(other, one)
    # a month holds its days: neither came before the other
    assert not printed_before(GazetteInfo(published="2024-02"), GazetteInfo(published="2024-02-29"))
