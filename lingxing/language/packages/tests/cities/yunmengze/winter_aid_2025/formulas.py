"""What Yunmengze adds for households in need."""

from lingxing.language import Count, Money, Parameters, article, granted, step


@article("二（一）", label="冬令救助金")
def aid(received: Money, heads: Count, p: Parameters) -> Money:
    """Return the aid, in CNY."""
    return granted(heads * p.per_head, step("取暖补助达到起点", received >= p.income_limit))
