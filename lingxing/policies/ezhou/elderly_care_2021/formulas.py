"""What care homes, community facilities and elderly people in Ezhou are granted, and who pays."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Quantity,
    any_of,
    article,
    granted,
    greatest,
    half_up,
    least,
    months_later,
    negate,
    not_covered,
    step,
    when,
)


def _within(assessed: Money, lowest: Money, highest: Money) -> Money:
    return least(greatest(assessed, lowest), highest)


# ---- 二（三）1: building and running ----


@article("二（三）1", label="养老机构建设补贴")
def bed_subsidy(
    facility_kind: Choice, built_by: Choice, government_invested: Bool, beds: Count, p: Parameters
) -> Money:
    """Return a care home's building subsidy for its beds, in CNY; beds above the most bring nothing."""
    counted = step("补贴床位数", least(beds, p.most_beds))
    converted = when(government_invested, not_covered("政府投资的改造、租赁机构是否享受，文件没有写明")).otherwise(
        counted * p.converted_bed_sum
    )
    return granted(
        when(built_by == "new_built", counted * p.new_bed_sum).otherwise(converted),
        step("养老机构", facility_kind == "care_home"),
        step("新建机构为非政府投资", any_of(built_by != "new_built", negate(government_invested))),
    )


@article("二（三）1", label="养老机构年度运营补贴")
def operating_subsidy(
    facility_kind: Choice, care_grade: Choice, severe_residents: Quantity, other_residents: Quantity, p: Parameters
) -> Money:
    """Return a care home's subsidy for a year's residents, in CNY.

    Reading: 等级增发的部分按全部实际入住老年人计；入住不满全年的按折算人数计。
    """
    extra = p.grade_extra[care_grade]
    amount = severe_residents * (p.severe_sum + extra) + other_residents * (p.other_sum + extra)
    return granted(
        half_up(amount),
        step("养老机构", facility_kind == "care_home"),
        step("评定等级一级及以上", care_grade != "none"),
    )


@article("二（三）1", label="社区居家养老服务中心建设补贴")
def centre_building_subsidy(
    facility_kind: Choice, built_by: Choice, own_property: Bool, centre_assessed: Money, p: Parameters
) -> Money:
    """Return a community centre's building subsidy, in CNY.

    Reading: 文件只给幅度，具体金额按细则核定，超出幅度的按上限或下限计；自有产权的要求只对改扩建。
    """
    own = (built_by == "renovated") & own_property
    return granted(
        _within(centre_assessed, p.centre_lowest, p.centre_highest),
        step("社区居家养老服务中心", facility_kind == "community_centre"),
        step("新建或利用自有产权改扩建", any_of(built_by == "new_built", own)),
    )


@article("二（三）1", label="农村日间照料中心建设补贴")
def rural_building_subsidy(facility_kind: Choice, rural_building_assessed: Money, p: Parameters) -> Money:
    """Return a rural day-care centre's building subsidy, in CNY.

    Reading: 文件只给幅度，具体金额按细则核定，超出幅度的按上限或下限计。
    """
    return granted(
        _within(rural_building_assessed, p.rural_building_lowest, p.rural_building_highest),
        step("农村互助养老日间照料中心", facility_kind == "rural_day_care"),
    )


@article("二（三）1", label="社区中心年度运营补贴")
def centre_operating_subsidy(facility_kind: Choice, centre_operation: Choice, p: Parameters) -> Money:
    """Return a community centre's yearly subsidy where private bodies run it, in CNY."""
    return granted(
        p.centre_operation_sum[centre_operation],
        step("社区居家养老服务中心", facility_kind == "community_centre"),
        step("辐射式或嵌入式社会化运营", centre_operation != "none"),
    )


@article("二（三）1", label="社区日间照料中心年度运营补贴")
def day_care_subsidy(facility_kind: Choice, p: Parameters) -> Money:
    """Return a community day-care centre's yearly subsidy, in CNY."""
    return granted(p.day_care_sum, step("社区居家养老日间照料中心", facility_kind == "community_day_care"))


@article("二（三）1", label="农村日间照料中心年度运营补贴")
def rural_operating_subsidy(facility_kind: Choice, rural_operation_assessed: Money, p: Parameters) -> Money:
    """Return a rural day-care centre's yearly subsidy, in CNY.

    Reading: 文件只给幅度，具体金额按细则核定，超出幅度的按上限或下限计。
    """
    return granted(
        _within(rural_operation_assessed, p.rural_operation_lowest, p.rural_operation_highest),
        step("农村互助养老日间照料中心", facility_kind == "rural_day_care"),
    )


@article("二（三）1", label="建设和运营补贴合计", internal=True)
def shared_subsidies(
    bed_subsidy: Money,
    operating_subsidy: Money,
    centre_building_subsidy: Money,
    rural_building_subsidy: Money,
    centre_operating_subsidy: Money,
    day_care_subsidy: Money,
    rural_operating_subsidy: Money,
) -> Money:
    """Return the building and operating subsidies that city and district share, in CNY."""
    building = bed_subsidy + centre_building_subsidy + rural_building_subsidy
    return building + operating_subsidy + centre_operating_subsidy + day_care_subsidy + rural_operating_subsidy


@article("二（三）1", label="市级承担的建设和运营补贴")
def city_share(shared_subsidies: Money, p: Parameters) -> Money:
    """Return what the city pays of them, in CNY.

    Reading: 市级部分四舍五入到分，余下的全由区级承担。
    """
    return half_up(shared_subsidies * p.city_part)


@article("二（三）1", label="区级承担的建设和运营补贴")
def district_share(shared_subsidies: Money, city_share: Money) -> Money:
    """Return what the district pays of them, in CNY."""
    return shared_subsidies - city_share


@article("二（三）1", label="福彩公益金用于养老的最低额")
def welfare_fund_floor(welfare_fund: Money, p: Parameters) -> Money:
    """Return the least part of the level's welfare-lottery money that goes to care of the elderly, in CNY."""
    return half_up(welfare_fund * p.welfare_share)


# ---- 二（三）3、二（四）4: what the city alone pays ----


@article("二（三）3", label="连锁品牌扶持奖励")
def brand_award(chain_facilities: Count, chain_qualified: Bool, brand_received: Bool, p: Parameters) -> Money:
    """Return the one-off award of a legal person that runs enough facilities, in CNY."""
    return granted(
        p.brand_sum,
        step("连锁运营的设施数", chain_facilities >= p.chain_minimum),
        step("连锁设施全部达标", chain_qualified),
        step("没有领过这项奖励", negate(brand_received)),
    )


@article("二（四）4", label="安全整改奖补")
def safety_award(
    private_home: Bool, safety_passed: Bool, safety_completed_on: Date, safety_cost: Money, p: Parameters
) -> Money:
    """Return what a private home gets back of the cost of putting its fire safety right, in CNY.

    Reading: 比例的基数文件没有写，按整改费用计。
    """
    return granted(
        half_up(safety_cost * p.safety_share),
        step("民办养老机构", private_home),
        step("整改已达标", safety_passed),
        step("整改完成日期", safety_completed_on <= p.safety_until),
    )


# ---- 二（四）3: people ----


@article("二（四）3", label="居家养老服务补贴（每月）", audience="person")
def care_allowance(
    birth_date: Date,
    applied_on: Date,
    ability_assessed: Bool,
    hardship_elder: Bool,
    home_care_bought: Bool,
    care_allowance_assessed: Money,
    p: Parameters,
) -> Money:
    """Return a person's monthly allowance for home care, in CNY.

    Reading: 评估面向规定年龄以上的老年人，评估结果是领取依据，因此年龄和评估都作为条件；金额超出幅度的按上限或下限计。
    """
    return granted(
        _within(care_allowance_assessed, p.allowance_lowest, p.allowance_highest),
        step("已到评估年龄", applied_on >= months_later(birth_date, p.assessment_age * 12)),
        step("已做综合能力评估", ability_assessed),
        step("特殊困难老年人", hardship_elder),
        step("购买了居家养老服务", home_care_bought),
    )


# ---- 二（一）2: new estates ----


@article("二（一）2", label="应配建养老服务用房面积")
def required_care_area(estate_households: Count, p: Parameters) -> Quantity:
    """Return the least area for care of the elderly in a new estate, in m²."""
    return estate_households * p.area_by_household
