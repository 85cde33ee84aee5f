"""How a hospital's income lost with the mark-up on drugs is made good."""

from lingxing.language import Money, Parameters, article, half_up


@article("三（三）7", label="服务价格调整补偿额")
def from_prices(lost_income: Money, p: Parameters) -> Money:
    """Return what dearer medical services are to bring in, in CNY a year.

    Reading: 原文写“原则上”，这里给出按比例的测算数，个别医院另行批准的不在此列。
    """
    return half_up(lost_income * p.price_share)


@article("三（三）7", label="政府补助额")
def from_government(lost_income: Money, p: Parameters) -> Money:
    """Return what the government pays, in CNY a year; both parts add up to what was lost, to the fen."""
    return half_up(lost_income * p.subsidy_share)
