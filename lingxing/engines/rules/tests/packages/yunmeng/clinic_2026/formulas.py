"""What the invented city pays of visits to a doctor."""

from lingxing.language import (
    Bool,
    Choice,
    Money,
    Parameters,
    article,
    granted,
    half_away,
    increment,
    least,
    running,
    total,
)


@article("第三条", label="按比例计算", internal=True)
def reckoned(cost: Money, own: Money, level: Choice, p: Parameters) -> Money:
    """Return the share of one visit before the cap, in CNY."""
    return half_away((cost - own) * p.share[level])


@article("第四条", label="报销金额")
def payment(reckoned: Money, insured: Bool, p: Parameters) -> Money:
    """Return what is paid for this visit, in CNY."""
    return granted(increment(least(running(reckoned, within="year", label="年度累计"), p.annual_cap)), insured)


@article("第四条", label="全年报销")
def year_total(payment: Money) -> Money:
    """Return what is paid in all, in CNY."""
    return total(payment)
