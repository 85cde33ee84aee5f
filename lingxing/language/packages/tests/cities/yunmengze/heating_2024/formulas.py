"""What a household of Yunmengze receives for heating."""

from lingxing.language import (
    Bool,
    Choice,
    Date,
    Money,
    Parameters,
    Quantity,
    article,
    brackets,
    granted,
    half_up,
    highest_of,
    increment,
    running,
    step,
    tier,
    total,
    when,
)


@article("第三条", label="面积等级", choices={"small": "小户", "large": "大户"})
def size(area: Quantity, p: Parameters) -> Choice:
    """Return the size of the home."""
    return tier(area, p.grade_by_area)


@article("第四条", label="收入在上限以内", internal=True)
def is_poor(income: Money, p: Parameters) -> Bool:
    """Return whether the income is at most the limit.

    Reading: 收入恰好等于上限的，视为在上限以内。
    """
    return income <= p.income_limit


@article("第三条", label="面积补助")
def area_subsidy(home: Choice, area: Quantity, is_poor: Bool, applied_on: Date, p: Parameters) -> Money:
    """Return the subsidy by area, in CNY."""
    in_time = step("申请在截止日以前", applied_on <= p.last_day, "第五条")
    return granted(half_up(p.area_rate[home] * area), is_poor, in_time)


@article("第六条", label="账单补助")
def bill_payment(amount: Money, p: Parameters) -> Money:
    """Return what is paid on this bill, in CNY."""
    return increment(half_up(brackets(running(amount, within="winter", label="当年热费累计"), p.bill_share)))


@article("第六条", label="热费补助")
def bill_subsidy(bill_payment: Money) -> Money:
    """Return what is paid on all bills, in CNY."""
    return total(bill_payment, label="各账单补助之和")


@article("第七条", label="首次申请奖励")
def bonus(first_time: Bool, p: Parameters) -> Money:
    """Return the bonus of a first application, in CNY."""
    return when(first_time, p.first_bonus).otherwise(0)


@article("第六条", label="取暖补助合计")
def subsidy(area_subsidy: Money, bill_subsidy: Money, bonus: Money) -> Money:
    """Return the higher of both subsidies with the bonus, in CNY."""
    return highest_of(area_subsidy, bill_subsidy) + bonus


@article("第十条", label="区级补助")
def district_subsidy(subsidy: Money, p: Parameters) -> Money:
    """Return what the district adds, in CNY."""
    return half_up(subsidy * p.district_factor)
