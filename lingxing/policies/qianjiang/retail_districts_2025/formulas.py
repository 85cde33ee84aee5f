"""What a shopping district, its operator or its merchants are granted in Qianjiang."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Quantity,
    Rate,
    article,
    cap,
    days_later,
    granted,
    greatest,
    half_up,
    least,
    months_between,
    negate,
    step,
    total,
    when,
)


def _is_operator(applicant_role: Choice) -> Bool:
    return step("商圈、商街运营单位", applicant_role == "operator")


@article("1", label="奖励起算日", internal=True)
def reward_from(moved_in_on: Date, p: Parameters) -> Date:
    """Return the day from which a merchant's space counts: moving in, at the earliest the measures' first day.

    Reading: 文件没有写奖励从哪天起算，按租售起始日与措施施行日中较晚的一天起算，施行前的月份不补。
    """
    return when(moved_in_on < p.rewards_from, p.rewards_from).otherwise(moved_in_on)


@article("1", label="奖励截止日", internal=True)
def reward_until(settled_through: Date, p: Parameters) -> Date:
    """Return the last day that counts for a merchant: the day settled through, at the latest the period's end."""
    return when(settled_through > p.rewards_until, p.rewards_until).otherwise(settled_through)


@article("1", label="奖励月数", internal=True)
def reward_months(reward_from: Date, reward_until: Date) -> Count:
    """Return the complete months of a merchant's space, both days included, never below 0.

    Reading: 奖励按整月计，首尾两天都算在内，不足一个月的零头不计。
    """
    return greatest(months_between(reward_from, days_later(reward_until, 1)), 0)


@article("1", label="商户面积奖励", internal=True)
def merchant_reward(let_area: Quantity, merchant_in_statistics: Bool, reward_months: Count, p: Parameters) -> Money:
    """Return what one merchant's space earns the operator, in CNY.

    Reading: 提高后的标准按商户逐户适用：哪一户纳限入统，哪一户的面积提高，并对该户此前的月份一并补足差额。
    """
    rate = when(merchant_in_statistics, p.statistics_rate).otherwise(p.basic_rate)
    return let_area * rate * reward_months


@article("1", label="商户入驻奖励")
def occupancy_reward(
    applicant_role: Choice,
    district_kind: Choice,
    commercial_area: Quantity,
    occupancy_rate: Rate,
    merchant_reward: Money,
    p: Parameters,
) -> Money:
    """Return the operator's reward over all merchants up to the days settled through, in CNY."""
    return granted(
        half_up(total(merchant_reward, label="全部商户面积奖励")),
        _is_operator(applicant_role),
        step("新建成或闲置的商圈、商街", district_kind.is_in("newly_built", "idle")),
        step("商业面积", commercial_area >= p.minimum_area),
        step("商户入驻率", occupancy_rate >= p.minimum_occupancy),
    )


@article("2", label="首店奖励")
def first_store_reward(
    applicant_role: Choice,
    first_store_level: Choice,
    first_store_contract_years: Quantity,
    first_store_in_statistics: Bool,
    first_store_assessed: Money,
    p: Parameters,
) -> Money:
    """Return the one-off reward for bringing in one first store, in CNY.

    Reading: 文件只定各级首店的最高额，实际金额为市商务局核定数，核定数高于最高额的按最高额。
    """
    return granted(
        cap(first_store_assessed, p.first_store_limit[first_store_level]),
        _is_operator(applicant_role),
        step("引进的是首店", first_store_level != "none"),
        step("首店入驻合同年限", first_store_contract_years >= p.contract_years),
        step("首店已纳限入统", first_store_in_statistics),
    )


@article("3", label="首发活动奖励")
def launch_reward(applicant_role: Choice, launch_filed: Bool, launch_cost: Money, p: Parameters) -> Money:
    """Return the reward for one launch event that was filed beforehand, in CNY.

    Reading: 文件写由商圈、商街举办而没有写谁来申领，按由其运营单位申领。
    """
    return granted(
        cap(half_up(launch_cost * p.launch_share), p.launch_cap),
        _is_operator(applicant_role),
        step("活动已报备", launch_filed),
    )


@article("4", label="票根奖励比例", internal=True)
def stub_rate(stub_rate_assessed: Rate, p: Parameters) -> Rate:
    """Return the share of ticket-stub sales that is rewarded: the one settled on, kept within the document's range.

    Reading: 文件只给比例的幅度，具体比例由主管部门确定，超出幅度的按幅度的上限或下限计。
    """
    return least(greatest(stub_rate_assessed, p.stub_rate_lowest), p.stub_rate_highest)


@article("4", label="票根消费奖励")
def stub_reward(applicant_role: Choice, stub_participant: Bool, stub_sales: Money, stub_rate: Rate) -> Money:
    """Return a merchant's reward for sales that ticket stubs brought, in CNY.

    Reading: 文件只要求商户参与票根活动，没有要求开在商圈、商街之内。
    """
    return granted(
        half_up(stub_sales * stub_rate),
        step("商户", applicant_role == "merchant"),
        step("参与票根经济活动", stub_participant),
    )


@article("4", label="跨业态票根活动奖励")
def cross_format_reward(cross_format_event: Bool, cross_format_cost: Money, p: Parameters) -> Money:
    """Return the reward for one event that joins branches of trade, in CNY.

    Reading: 文件没有另设费用比例，按实际发生费用全额计，到最高额为止。
    """
    return granted(cap(cross_format_cost, p.cross_format_cap), step("举办跨业态票根联动活动", cross_format_event))


@article("6", label="示范称号奖励")
def demonstration_award(demonstration_level: Choice, demonstration_received: Bool, p: Parameters) -> Money:
    """Return the one-off award for a provincial or national title, in CNY.

    Reading: 示范步行街和夜间消费聚集区两种称号合起来只奖励一次。
    """
    return granted(
        p.demonstration_sum,
        step("称号为省级及以上", demonstration_level.is_in("provincial", "national")),
        step("没有领过这项奖励", negate(demonstration_received)),
    )
