"""The allowance of named experts in Qianjiang."""

from lingxing.language import (
    Bool,
    Count,
    Date,
    Money,
    Parameters,
    article,
    days_later,
    granted,
    months_later,
    plain,
    step,
    when,
    year_of,
)


@article("正文", label="享受津贴的最后一天", internal=True)
def allowance_ends(p: Parameters) -> Date:
    """Return the last day of the allowance.

    Reading: 期限自开始执行的月份起连续计算，与发文日期无关。
    """
    return days_later(months_later(p.first_month, p.allowance_years * 12), -1)


@article("正文", label="当年专项津贴")
def yearly_allowance(named_expert: Bool, allowance_year: Count, allowance_ends: Date, p: Parameters) -> Money:
    """Return the allowance of the year asked about, in CNY."""
    return granted(
        p.allowance,
        step("在享受专项津贴的名单上", named_expert),
        step("津贴年度不早于首年", allowance_year >= year_of(p.first_month)),
        step("津贴年度不晚于末年", allowance_year <= year_of(allowance_ends)),
    )


@article("正文", label="全部年度合计专项津贴")
def whole_allowance(named_expert: Bool, p: Parameters) -> Money:
    """Return the allowance of all years together, in CNY."""
    return when(named_expert, plain(p.allowance_years) * p.allowance).otherwise(0)
