"""Which standard of social assistance holds for a household, a person in extreme hardship or an orphan."""

from lingxing.language import (
    Bool,
    Choice,
    Date,
    Money,
    Parameters,
    all_of,
    any_of,
    article,
    choice_of,
    granted,
    half_up,
    not_covered,
    step,
    when,
)


@article("一", label="当地低保标准")
def minimum_living_standard(county: Choice, residence: Choice, p: Parameters) -> Money:
    """Return the minimum living standard of the place, in CNY per head and month."""
    return p.minimum_standard[county, residence]


@article("四", label="在认定期限内的在册家庭", internal=True)
def under_former_limit(recipient: Choice, registered: Bool, registered_until: Date, assessed_on: Date) -> Bool:
    """Return whether the household keeps the limit of the year before.

    Reading: 认定期限截止日当天仍在期限内。
    """
    return all_of(recipient == "household", registered, assessed_on <= registered_until)


@article("四", label="低保边缘家庭收入线")
def near_minimum_limit(
    county: Choice,
    residence: Choice,
    minimum_living_standard: Money,
    under_former_limit: Bool,
    p: Parameters,
) -> Money:
    """Return the income limit of a near-minimum household, in CNY per head and month.

    Reading: 在册家庭沿用的2023年标准本通知没有刊出，由市里提供。
    """
    return when(under_former_limit, p.former_near_minimum_limit[county, residence]).otherwise(
        half_up(minimum_living_standard * p.near_minimum_factor)
    )


@article(
    "一、四",
    label="按收入归类",
    choices={
        "minimum": "低保收入范围",
        "near_minimum": "低保边缘收入范围",
        "above": "超出收入线",
        "not_asked": "不按收入归类",
    },
)
def income_group(
    recipient: Choice,
    income_per_head: Money,
    minimum_living_standard: Money,
    near_minimum_limit: Money,
    p: Parameters,
) -> Choice:
    """Return where a household's income lies.

    Reading: 收入低于标准才算符合，等于标准不算；市里另有规定的可改为包含本数。财产等其他条件不在本通知内。
    """
    low = _within(income_per_head, minimum_living_standard, p)
    near = _within(income_per_head, near_minimum_limit, p)
    return (
        when(recipient != "household", choice_of("not_asked"))
        .when(low, choice_of("minimum"))
        .when(near, choice_of("near_minimum"))
        .otherwise(choice_of("above"))
    )


def _within(income: Money, limit: Money, p: Parameters) -> Bool:
    return any_of(income < limit, all_of(p.limit_included, income == limit))


@article("二（四）", label="适用的城乡标准", choices={"urban": "城市标准", "rural": "农村标准"}, internal=True)
def tariff(recipient: Choice, residence: Choice, care: Choice, mixed_public_institution: Bool) -> Choice:
    """Return whether the urban or the rural standard of support holds.

    Reading: 公办机构只要同时供养城乡特困人员，其中的农村特困人员也按城市标准；分散供养仍按本人的城乡类别。
    """
    together = all_of(recipient == "hardship", care == "institution", mixed_public_institution)
    return when((residence == "urban") | together, choice_of("urban")).otherwise(choice_of("rural"))


@article("二（三）", label="特困人员基本生活标准下限")
def basic_living_floor(county: Choice, tariff: Choice, p: Parameters) -> Money:
    """Return the least basic living standard of a person in extreme hardship, in CNY per month."""
    return half_up(p.minimum_standard[county, tariff] * p.basic_living_factor)


@article("二（三）", label="特困人员基本生活标准", internal=True)
def basic_living(county: Choice, tariff: Choice, basic_living_floor: Money, p: Parameters) -> Money:
    """Return the basic living standard that the city supplies, in CNY per month."""
    supplied = p.basic_living[county, tariff]
    return when(supplied >= basic_living_floor, supplied).otherwise(
        not_covered("提供的基本生活标准低于当地低保标准的规定倍数")
    )


@article("二（三）", label="完全丧失自理能力的照料护理标准", internal=True)
def full_care(county: Choice, p: Parameters) -> Money:
    """Return the care standard of a person who can't look after themselves, in CNY per month.

    Reading: “增加至”是提高到月平均工资的33%，不是在自理档上再加33%；年平均工资按十二个月折算，尾数四舍五入到分。
    """
    return half_up(p.monthly_wage[county] * p.wage_share)


@article("二（一）、二（二）、二（三）", label="特困人员供养标准")
def support(
    recipient: Choice,
    county: Choice,
    tariff: Choice,
    care: Choice,
    ability: Choice,
    basic_living: Money,
    full_care: Money,
    p: Parameters,
) -> Money:
    """Return the standard of support of a person in extreme hardship, in CNY per month.

    Reading: 分散供养不分档；集中供养部分丧失的在自理档上加重度残疾人护理标准，完全丧失的为基本生活标准加全护理标准。
    """
    standard = p.support_standard[county, tariff]
    amount = (
        when((care == "dispersed") | (ability == "full"), standard)
        .when(ability == "partial", standard + p.disability_allowance[county])
        .otherwise(basic_living + full_care)
    )
    return granted(amount, step("属于特困人员", recipient == "hardship"))


@article("二（三）", label="其中：照料护理标准")
def care_standard(recipient: Choice, support: Money, basic_living: Money) -> Money:
    """Return the part of the support that is for care, in CNY per month.

    Reading: 供养标准由基本生活标准和照料护理标准两部分组成，减去前者即为后者。
    """
    return when(recipient == "hardship", support - basic_living).otherwise(0)


@article("二（五）", label="照料护理费只用于购买服务")
def care_as_service(recipient: Choice, care: Choice) -> Bool:
    """Return whether the care part goes into services and not to the person."""
    return all_of(recipient == "hardship", care == "dispersed")


@article("三", label="孤儿养育标准")
def orphan_support(recipient: Choice, county: Choice, care: Choice, p: Parameters) -> Money:
    """Return the standard of an orphan's upkeep, in CNY per month."""
    amount = when(care == "institution", p.orphan_institution_standard).otherwise(p.orphan_standard[county])
    return granted(amount, step("属于孤儿", recipient == "orphan"))
