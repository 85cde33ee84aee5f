"""What basic and then catastrophic insurance pay on one stay."""

from lingxing.language import Choice, Money, Parameters, article, brackets, greatest, half_up, least


@article("一", label="基本医保支付")
def basic_payment(expenses: Money, level: Choice, p: Parameters) -> Money:
    """Return what basic insurance pays, in CNY."""
    above = greatest(expenses - p.deductible[level], 0)
    return least(half_up(above * p.rate[level]), p.basic_cap)


@article("二", label="大病保险支付")
def catastrophic_payment(expenses: Money, basic_payment: Money, p: Parameters) -> Money:
    """Return what catastrophic insurance pays on the rest, in CNY."""
    return least(half_up(brackets(expenses - basic_payment, p.shares)), p.catastrophic_cap)
