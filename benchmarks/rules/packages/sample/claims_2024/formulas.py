"""What catastrophic insurance pays on each claim of a year, settled in order."""

from lingxing.language import Money, Parameters, article, brackets, half_up, increment, least, running


@article("二", label="本次支付")
def payment(copayment: Money, p: Parameters) -> Money:
    """Return what is paid on this claim, in CNY."""
    total = running(copayment, within="year", label="年度累计")
    return increment(least(half_up(brackets(total, p.shares)), p.cap))
