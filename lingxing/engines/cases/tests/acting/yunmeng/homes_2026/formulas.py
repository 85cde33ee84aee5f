"""What a resident of the invented city gets towards the rent."""

from lingxing.language import Bool, Count, Money, Parameters, article, granted, half_up


@article("第三条", label="收入不超过上限")
def eligible(income: Money, persons: Count, p: Parameters) -> Bool:
    """Return whether the income by head is at most the limit."""
    return income <= p.limit * persons


@article("第九条", label="租金补贴")
def aid(income: Money, persons: Count, eligible: Bool, p: Parameters) -> Money:
    """Return the aid of a month, in CNY: a share of what the income by head lacks to the limit."""
    return granted(half_up((p.limit * persons - income) * p.share), eligible)
