"""What a resident pays for the insurance of a year, and what the government pays."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    all_of,
    any_of,
    article,
    half_away,
    highest_of,
    months_between,
    not_covered,
    plain,
    round_down,
    step,
    when,
)


@article("第九条", label="参保时的年龄", internal=True)
def age(born_on: Date, enrolled_on: Date) -> Count:
    """Return the full years of age on the day of the payment."""
    return round_down(plain(months_between(born_on, enrolled_on)) / 12)


@article("第九条", label="个人缴费资助（低收入类为最低额）")
def premium_support(
    fully_supported: Bool,
    minimum_living_allowance: Bool,
    low_income_household: Bool,
    other_special_hardship: Bool,
    rural_low_income: Bool,
    age: Count,
    p: Parameters,
) -> Money:
    """Return what the government pays of the yearly premium, in CNY.

    Reading: 低收入家庭的老人、未成年人和其他特殊困难人员按下限计算，县（市、区）定得更高的，改参数即可。
    Reading: 县级政府批准的其他特殊困难人员，不要求属于低收入家庭。
    Reading: 满60周岁算老年人，不满18周岁算未成年人，都看缴费那一天。
    """
    old_or_young = any_of(age >= plain(p.elderly_age), age < plain(p.adult_age))
    low_income = any_of(other_special_hardship, all_of(low_income_household, old_or_young))
    share = highest_of(
        step("全额资助", when(fully_supported, p.full_support).otherwise(0)),
        step("低保对象资助", when(minimum_living_allowance, p.minimum_living_support).otherwise(0)),
        step("低收入等人员资助", when(low_income, p.low_income_support).otherwise(0)),
    )
    open_share = all_of(rural_low_income, ~fully_supported)
    return when(open_share, not_covered("农村低收入人口和稳定脱贫人口的资助比例按乡村振兴政策执行")).otherwise(
        half_away(share * p.premium)
    )


@article("第七条、第九条", label="个人应缴")
def premium_due(enrolment_kind: Choice, in_time: Bool, premium_support: Money, p: Parameters) -> Money:
    """Return what the person pays for the year, in CNY; nothing in the year of birth."""
    born_this_year = all_of(enrolment_kind == "newborn", in_time)
    return when(born_this_year, 0).otherwise(p.premium - premium_support)
