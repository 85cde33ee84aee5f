"""What a unit on the public supply may use in a year, what is added for incidents, and what the excess costs."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Quantity,
    Rate,
    all_of,
    any_of,
    article,
    brackets,
    days_between,
    days_later,
    entitled,
    granted,
    greatest,
    half_up,
    least,
    month_of,
    months_later,
    new_year,
    not_covered,
    plain,
    step,
    total,
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


@article("附件2第5项", label="漏水量", internal=True)
def leak_loss(
    leak_total: Quantity, week_before: Quantity, week_after: Quantity, leak_days: Count, p: Parameters
) -> Quantity:
    """Return what leaked: the use of those days above the daily average of the weeks around them, in m3."""
    return greatest(0, leak_total - (week_before + week_after) / p.comparison_days * leak_days)


@article("附件2第5项备注4", label="大面积改造", internal=True)
def renovation_counts(
    renovated: Bool, discovered_on: Date, renovation_started_on: Date, renovation_cost: Money, p: Parameters
) -> Bool:
    """Return whether the pipes were renewed soon enough, and at such a cost, that the whole leak is made good."""
    latest = months_later(discovered_on, p.renovation_months)
    return all_of(renovated, renovation_started_on <= latest, renovation_cost >= p.renovation_minimum)


@article("附件2第5项备注", label="漏水增补水量", internal=True)
def leak_supplement(
    leak_loss: Quantity, renovation_counts: Bool, happened_on: Date, repair_started_on: Date, p: Parameters
) -> Quantity:
    """Return the leak less the part that the unit bears, in m3.

    Reading: 从漏水到开始维修的天数按两个日期相减；五天、十天当天含在内，超过才进下一档。
    """
    delay = days_between(happened_on, repair_started_on)
    return (
        when(renovation_counts | (delay <= p.prompt_days), leak_loss)
        .when(delay <= p.slow_days, leak_loss * (1 - p.slow_share))
        .otherwise(leak_loss * (1 - p.late_share))
    )


@article("附件2第6项、第7项", label="表计前后水量差", internal=True)
def metered_rise(volume_before: Quantity, volume_after: Quantity) -> Quantity:
    """Return by how much the meter's volume rose, in m3."""
    return greatest(0, volume_after - volume_before)


@article("附件2第7项", label="演练、迎检增补水量", internal=True)
def event_supplement(
    kind: Choice, metered: Bool, metered_rise: Quantity, times: Count, volume_each: Quantity, p: Parameters
) -> Quantity:
    """Return the water of drills and cleaning: by meter, or as set each time within the limits, in m3."""
    within = all_of(volume_each >= p.each_lowest[kind], volume_each <= p.each_highest[kind])
    return (
        when(metered, metered_rise)
        .when(within, volume_each * times)
        .otherwise(not_covered("核定的每次增补水量不在规定范围内"))
    )


@article("附件2第8项", label="增产增补水量", internal=True)
def growth_supplement(
    product_has_norm: Bool,
    output_now: Quantity,
    output_before: Quantity,
    quantity: Quantity,
    norm: Quantity,
    water_before: Quantity,
    water_role: Choice,
    industry_factor: Quantity,
    p: Parameters,
) -> Quantity:
    """Return the water for a higher output: by norm, or last year's by the growth and the factor, in whole m3."""
    within = all_of(industry_factor >= p.auxiliary_lowest, industry_factor <= p.auxiliary_highest)
    auxiliary = when(within, industry_factor).otherwise(not_covered("生产辅助用水的行业系数不在规定范围内"))
    factor = when(water_role == "ingredient", p.ingredient_factor).otherwise(auxiliary)
    rise = greatest(0, output_now - output_before)
    without_norm = half_up(water_before * rise / (output_before * factor))
    return when(product_has_norm, half_up(quantity * norm)).otherwise(without_norm)


@article("附件2", label="该项应计水量", internal=True)
def incident_volume(
    kind: Choice,
    volume: Quantity,
    quantity: Quantity,
    norm: Quantity,
    metered: Bool,
    circulating_volume: Quantity,
    flow: Quantity,
    burst_hours: Quantity,
    leak_supplement: Quantity,
    metered_rise: Quantity,
    event_supplement: Quantity,
    growth_supplement: Quantity,
    p: Parameters,
) -> Quantity:
    """Return the water of an incident before anything is refused, in whole m3.

    Reading: 文件没有给出爆管流量的算式，每小时流失水量按口径和压力核定后填入。
    """
    # Rounded branch by branch: columns could not hold all over one divisor.
    circulating = half_up(circulating_volume * p.circulating_share)
    return (
        when(kind.is_in("fire", "municipal_resale", "fire_test", "factory_let"), half_up(volume))
        .when(kind.is_in("other_resale", "staff", "shop_let", "other_with_norm"), half_up(quantity * norm))
        .when(kind == "burst", half_up(flow * least(burst_hours, p.burst_limit)))
        .when(kind == "leak", half_up(leak_supplement))
        .when(kind == "equipment", half_up(metered_rise))
        .when(kind.is_in("drill", "cleaning"), half_up(event_supplement))
        .when(kind == "output", growth_supplement)
        .when(kind == "circulating", when(metered, half_up(volume)).otherwise(circulating))
        .when(kind == "construction", 0)
        .otherwise(not_covered("无定额标准的其他突发用水由主管部门出具意见"))
    )


@article("第十条、第十二条", label="在期限内申请", internal=True)
def applied_in_time(
    route: Choice, happened_on: Date, applied_on: Date, plan_issued_on: Date, reported_in_time: Bool, p: Parameters
) -> Bool:
    """Return whether the application was made in time.

    Reading: 指标调整到下达次月最后一天为止；突发用水到发生当年12月31日为止，当天仍可申请。
    """
    months = month_of(plan_issued_on) + plain(p.adjustment_months)
    last_of_adjustment = days_later(months_later(new_year(plain(year_of(plan_issued_on))), months), -1)
    last_of_year = days_later(new_year(plain(year_of(happened_on)) + 1), -1)
    sudden = all_of(reported_in_time, applied_on <= last_of_year)
    return when(route == "adjustment", applied_on <= last_of_adjustment).otherwise(sudden)


@article("第十三条第（三）项", label="间接冷却水循环率")
def cooling_kept(indirect_cooling: Bool, cooling_circulation: Rate, p: Parameters) -> Bool:
    """Return whether indirect cooling water, where it is used, circulates enough."""
    return when(indirect_cooling, cooling_circulation).otherwise(p.cooling_minimum) >= p.cooling_minimum


@article("第十三条第（四）项", label="漏失率")
def leakage_kept(fixture_leakage: Rate, p: Parameters) -> Bool:
    """Return whether no more is lost at fixtures than allowed."""
    return fixture_leakage <= p.leakage_maximum


@article("第十三条", label="没有不得调整和增补的情形")
def adjustable(
    reuse_rate_met: Bool,
    within_norm: Bool,
    cooling_kept: Bool,
    leakage_kept: Bool,
    evaluation_done: Bool,
    leak_ignored: Bool,
    surcharge_owed: Bool,
) -> Bool:
    """Return whether none of the seven grounds stands against changing the plan."""
    return entitled(
        step("重复利用率达到国家规定", reuse_rate_met, "第十三条第（一）项"),
        step("没有超过用水定额", within_norm, "第十三条第（二）项"),
        cooling_kept,
        leakage_kept,
        step("已开展节水评估或水平衡测试", evaluation_done, "第十三条第（五）项"),
        step("已及时处理管网漏损", ~leak_ignored, "第十三条第（六）项"),
        step("没有拖欠加价水费", ~surcharge_owed, "第十三条第（七）项"),
    )


@article("第十条、第十二条、第十三条、附件2", label="增补水量")
def supplement(
    incident_volume: Quantity,
    kind: Choice,
    happened_on: Date,
    plan_year: Count,
    proof_given: Bool,
    applied_in_time: Bool,
    route: Choice,
    metered: Bool,
    daily_records: Bool,
    product_has_norm: Bool,
    quantity: Quantity,
    output_now: Quantity,
    output_before: Quantity,
    adjustable: Bool,
) -> Quantity:
    """Return what is added to the plan for an incident, in whole m3, with every ground for a refusal.

    Reading: 各项增补分别四舍五入到整立方米后相加。
    Reading: 指标调整只用于规模、产量、用水性质、人员等变化；灭火、爆管、漏水等只走突发用水处理。
    """
    lasting = kind.is_in("output", "circulating", "equipment", "staff", "factory_let", "shop_let", "other_with_norm")
    grew = when(product_has_norm, quantity > 0).otherwise(output_now > output_before)
    return granted(
        incident_volume,
        step("发生在计划年度内", year_of(happened_on) == plan_year),
        step("证明材料齐全", proof_given, "第十二条"),
        applied_in_time,
        step("途径与情形相符", (route == "sudden") | lasting, "第十条"),
        step("用水点装表计量", any_of(kind != "equipment", metered), "附件2第6项"),
        step("有每日抄表记录", any_of(kind != "leak", daily_records), "附件2第5项"),
        step("产量或产值同比增加", any_of(kind != "output", grew), "附件2第8项"),
        adjustable,
    )


@article("附件2第3项", label="扣除的基建水量")
def deducted(kind: Choice, metered: Bool, proof_given: Bool, monthly_reports: Bool, volume: Quantity) -> Quantity:
    """Return the building water that does not count as used, in m3."""
    return when(all_of(kind == "construction", metered, proof_given, monthly_reports), volume).otherwise(0)


@article("第十条、第十二条", label="增补水量合计")
def supplement_total(supplement: Quantity) -> Quantity:
    """Return what is added to the plan for all incidents, in whole m3."""
    return total(supplement, label="增补水量合计")


@article("第七条、第十条、第十二条", label="调整后的用水计划指标")
def plan(annual_plan: Quantity, supplement_total: Quantity) -> Quantity:
    """Return the year's plan with all supplements, in whole m3.

    Reading: 紧缺时期的下调只作用于下达的指标，不作用于增补水量。
    """
    return annual_plan + supplement_total


@article("第十四条、附件2第3项", label="计入考核的用水量")
def countable_use(actual_use: Quantity, deducted: Quantity) -> Quantity:
    """Return the volume measured against the plan, in m3."""
    return greatest(0, actual_use - total(deducted, label="基建水量合计"))


@article("第十四条", label="超计划水量")
def excess(countable_use: Quantity, plan: Quantity) -> Quantity:
    """Return by how much the use exceeds the plan, in m3."""
    return greatest(0, countable_use - plan)


def _surcharge(excess: Quantity, plan: Quantity, p: Parameters) -> Money:
    multiples = brackets(excess / plan, p.surcharge_multiples)
    result: Money = when(excess > 0, half_up(multiples * plan * p.water_price)).otherwise(0)
    return result


@article("第十四条、第十六条", label="超计划用水累进加价水费")
def progressive_surcharge(excess: Quantity, plan: Quantity, p: Parameters) -> Money:
    """Return the surcharge on the excess, in CNY.

    Reading: 累进按超出部分占计划的比例分档，每一档只对落在该档内的水量加价；各档比例、倍数和水价由市里另行规定后填入。
    """
    return _surcharge(excess, plan, p)


@article("第十四条、第十六条", label="按已下达指标计算的加价水费")
def surcharge_on_record(indicator: Quantity, counted_use: Quantity, p: Parameters) -> Money:
    """Return the surcharge where plan and use are on record, in CNY."""
    return _surcharge(greatest(0, counted_use - indicator), indicator, p)
