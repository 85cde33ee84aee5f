"""What a unit may use in a year: the method, the coefficient, what is taken off."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Parameters,
    Quantity,
    Rate,
    all_of,
    any_of,
    article,
    days_later,
    greatest,
    half_up,
    least,
    new_year,
    not_covered,
    plain,
    step,
    when,
    year_of,
)


@article("第六条", label="申请用水计划的最后日期")
def apply_by(plan_year: Count) -> Date:
    """Return the last day of the year before the plan's."""
    return days_later(new_year(plain(plan_year)), -1)


@article("第七条", label="计划年度的最后日期")
def plan_ends(plan_year: Count) -> Date:
    """Return the last day of the plan's year."""
    return days_later(new_year(plain(plan_year) + 1), -1)


@article("附件1一（1）、二（1）", label="核定方法", choices={"norm": "定额法", "statistical": "统计法"})
def method(regulated: Bool, has_norm: Bool, stable_use: Bool, assessable: Bool) -> Choice:
    """Return which of the two methods the plan is reckoned by.

    Reading: 有定额标准、用水结构稳定、具备考核条件三项同时满足的用定额法，缺一项即用统计法；同一单位只用一种方法。
    """
    by_norm = all_of(has_norm, stable_use, assessable)
    outside = not_covered("只适用于使用城市公共供水且达到规定用水量的单位")
    return when(~regulated, outside).when(by_norm, "norm").otherwise("statistical")


@article("附件1二（2）", label="加权平均用水量", internal=True)
def past_use(
    years_of_use: Count,
    use_three_years_ago: Quantity,
    use_two_years_ago: Quantity,
    use_last_year: Quantity,
    p: Parameters,
) -> Quantity:
    """Return the weighted use of up to three past years, in m3.

    Reading: 恰满三年按前三年加权，恰满两年按前二年加权。
    """
    earlier = use_three_years_ago * p.first_weight_of_three + use_two_years_ago * p.second_weight_of_three
    three = earlier + use_last_year * p.third_weight_of_three
    two = use_two_years_ago * p.first_weight_of_two + use_last_year * p.second_weight_of_two
    return (
        when(years_of_use >= p.three_years, three)
        .when(years_of_use >= p.two_years, two)
        .when(years_of_use >= p.one_year, use_last_year)
        .otherwise(not_covered("新增或用水不满一年的，由主管部门参考设计用水量等核定"))
    )


def _where(condition: Bool, value: Rate) -> Rate:
    result: Rate = when(condition, value).otherwise(0)
    return result


@article("附件1三", label="增加累计", internal=True)
def increases(
    plan_year: Count,
    saving_title: Bool,
    title_from: Date,
    title_until: Date,
    balance_tested: Bool,
    balance_tested_on: Date,
    saving_project: Bool,
    saving_project_filed_on: Date,
    recycled_water: Choice,
    recycled_water_from: Date,
    advanced_product: Bool,
    metering_complete: Bool,
    reporting: Choice,
    p: Parameters,
) -> Rate:
    """Return the sum of what raises the coefficient, each ground in its years, at most its limit.

    Reading: 称号有效期与计划年度有重叠的，该年度计入；非常规水源只在开始使用的当年计入，以后各年不加也不减。
    """
    titled = all_of(saving_title, year_of(title_from) <= plan_year, plan_year <= year_of(title_until))
    tested, filed = plan_year - year_of(balance_tested_on), plan_year - year_of(saving_project_filed_on)
    balanced = all_of(balance_tested, tested >= 1, tested <= p.balance_years)
    saved = all_of(saving_project, filed >= 1, filed <= p.project_years)
    recycled = all_of(recycled_water == "used", year_of(recycled_water_from) == plan_year)
    earned = (
        _where(step("称号在有效期内", titled, "附件1三（一）"), p.title_credit)
        + _where(step("水平衡测试在计入年度", balanced, "附件1三（二）"), p.balance_credit)
        + _where(step("节水项目在计入年度", saved, "附件1三（三）"), p.project_credit)
        + _where(step("当年开始使用非常规水源", recycled, "附件1三（四）"), p.recycled_credit)
        + _where(advanced_product, p.advanced_credit)
        + _where(metering_complete, p.metering_credit)
        + _where(reporting == "good", p.reporting_credit)
    )
    return least(earned, p.credit_limit)


@article("附件1三", label="降低累计", internal=True)
def decreases(
    balance_omitted: Bool,
    balance_omitted_in: Count,
    plan_year: Count,
    measures_missing: Bool,
    recycled_water: Choice,
    obsolete_equipment: Bool,
    metering_complete: Bool,
    reporting: Choice,
    p: Parameters,
) -> Rate:
    """Return the sum of what lowers the coefficient, at most its limit, as a positive number.

    Reading: 未开展水平衡测试只影响次年；其余各项在计划年度仍存在的才计入。
    """
    lost = (
        _where(balance_omitted & (plan_year - balance_omitted_in == 1), p.balance_debit)
        + _where(measures_missing, p.measures_debit)
        + _where(recycled_water == "unused", p.recycled_debit)
        + _where(obsolete_equipment, p.obsolete_debit)
        + _where(~metering_complete, p.metering_debit)
        + _where(reporting == "poor", p.reporting_debit)
    )
    return least(lost, p.debit_limit)


@article("附件1三", label="增减系数")
def adjustment_coefficient(increases: Rate, decreases: Rate) -> Rate:
    """Return the coefficient by which the plan is raised or lowered.

    Reading: 增加和降低先各自累计、各自封顶，再相抵。
    """
    return increases - decreases


@article("附件1一（2）、二（2）", label="按方法核定的年度水量")
def base_plan(
    method: Choice, assessed_quantity: Quantity, water_norm: Quantity, past_use: Quantity, adjustment_coefficient: Rate
) -> Quantity:
    """Return the year's volume by norm or by past use, with the coefficient, in whole m3.

    Reading: 文件没有规定尾数，水表按整立方米抄见，各项水量四舍五入到整立方米。
    """
    factor = 1 + adjustment_coefficient
    by_norm, by_past = half_up(assessed_quantity * water_norm * factor), half_up(past_use * factor)
    return when(method == "norm", by_norm).otherwise(by_past)


@article("第八条", label="存在核减情形")
def reduction_due(
    below_norm_standard: Bool,
    refuses_rectification: Bool,
    obsolete_equipment: Bool,
    recycled_water: Choice,
    measures_missing: Bool,
    metering_complete: Bool,
) -> Bool:
    """Return whether one of the six grounds for a reduction holds."""
    others = any_of(obsolete_equipment, recycled_water == "unused", measures_missing, ~metering_complete)
    return below_norm_standard | refuses_rectification | others


@article("第八条第（一）项、第（二）项", label="核减水量")
def reduction(below_norm_standard: Bool, refuses_rectification: Bool, reduction_set: Quantity) -> Quantity:
    """Return what the authority takes off, in m3.

    Reading: 第（三）至（六）项已经由增减系数各降0.1体现，不重复核减；第（一）、（二）项按主管部门核定的数额核减。
    """
    return when(below_norm_standard | refuses_rectification, reduction_set).otherwise(0)


@article("第七条、第十一条", label="年度用水计划指标")
def annual_plan(base_plan: Quantity, reduction: Quantity, shortage: Bool, p: Parameters) -> Quantity:
    """Return the plan handed down for the year, before supplements, in whole m3."""
    volume = greatest(0, base_plan - reduction)
    return when(shortage, half_up(volume * (1 - p.shortage_cut))).otherwise(volume)
