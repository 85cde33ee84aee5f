"""What a resident of the invented city gets for heating."""

from lingxing.language import (
    Bool,
    Choice,
    Date,
    Money,
    Parameters,
    Quantity,
    Rate,
    article,
    cap,
    granted,
    half_up,
    not_covered,
    step,
    when,
    year_of,
)


@article("第三条", label="收入不超过上限", internal=True)
def poor_enough(income: Money, p: Parameters) -> Bool:
    """Return whether the income is at most the limit."""
    return income <= p.income_limit


@article("第四条", label="取暖补助")
def allowance(
    area: Quantity, stove: Choice, district: Choice, discount: Rate, registered: Bool, poor_enough: Bool, p: Parameters
) -> Money:
    """Return the allowance of a winter, in CNY.

    Reading: 减免比例从补助额中扣除，扣除后四舍五入到分。
    """
    full = step("按面积计算的补助", area * p.rate[stove])
    inside = when(district == "f", not_covered("郊区的标准另行制定")).otherwise(cap(full, p.annual_cap))
    return granted(half_up(inside * (1 - discount)), poor_enough, step("本市户籍", registered))


@article("第五条", label="老人补助")
def elder_allowance(born_on: Date, registered: Bool, p: Parameters) -> Money:
    """Return what an old person gets, in CNY."""
    return granted(
        step("老人补助额", p.elder_amount),
        step("年龄", year_of(p.season) - year_of(born_on) >= p.elder_age),
        step("本市户籍", registered),
    )
