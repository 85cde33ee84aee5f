"""What is added to a plan for what happened, and what of the use does not count."""

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
