"""How figures are written for people."""

import pytest

from lingxing.engines.rules.shown import parted


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("45678.90 × 60% − 1234.00", "45,678.90 × 60% − 1,234.00"),
        ("-1234567.5 元", "-1,234,567.5 元"),
        ("12000 × 0.12345", "12,000 × 0.12345"),
        ("2026-09-01 不早于 2026 年，999.99", "2026-09-01 不早于 2026 年，999.99"),
        ("12,000.00", "12,000.00"),
    ],
)
def test_thousands_are_parted_and_years_are_not(written, shown):
    assert parted(written) == shown
