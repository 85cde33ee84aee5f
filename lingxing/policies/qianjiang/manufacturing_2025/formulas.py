"""What manufacturers are granted in Qianjiang: upgrades, titles, platforms, embodied AI, growth, carriers, interest."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    article,
    cap,
    granted,
    greatest,
    half_up,
    months_later,
    negate,
    step,
    total,
    when,
)


def _awarded(amount: Money, label: str, condition: Bool) -> Money:
    return granted(amount, step(label, condition))


def _industrial(industrial_enterprise: Bool) -> Bool:
    return step("工业企业", industrial_enterprise)


def _part_of_project(part: Money, whole: Money) -> Bool:
    return step("设备与软件投入不超过固定资产投资", part <= whole)


# ---- 一（一）（二）: equipment and smart upgrades ----


@article("一（一）", label="技术改造奖补")
def equipment_subsidy(
    industrial_enterprise: Bool,
    fixed_asset_investment: Money,
    equipment_software_investment: Money,
    equipment_subsidy_received: Money,
    p: Parameters,
) -> Money:
    """Return the subsidy for one project's equipment and software, in CNY.

    Reading: 单个企业的最高额是各项目累计的最高额，以前领过的从中扣除。
    Reading: 设备与软件投入是固定资产投资的一部分，填得比总额还多的按填报有误处理，不予计算。
    """
    left = step("尚可领取的余额", greatest(p.equipment_cap - equipment_subsidy_received, 0))
    return granted(
        cap(half_up(equipment_software_investment * p.equipment_share), left),
        _industrial(industrial_enterprise),
        step("项目固定资产投资", fixed_asset_investment >= p.minimum_investment),
        step("设备与软件投入金额达到占比", equipment_software_investment >= fixed_asset_investment * p.equipment_floor),
        _part_of_project(equipment_software_investment, fixed_asset_investment),
    )


@article("一（二）", label="智能化改造奖补")
def smart_upgrade_subsidy(
    industrial_enterprise: Bool,
    fixed_asset_investment: Money,
    equipment_software_investment: Money,
    maturity_level: Count,
    smart_upgrade_received: Bool,
    p: Parameters,
) -> Money:
    """Return the subsidy for a project that reaches the maturity level, in CNY."""
    return granted(
        cap(half_up(equipment_software_investment * p.upgrade_share), p.upgrade_cap),
        _industrial(industrial_enterprise),
        step("项目固定资产投资", fixed_asset_investment >= p.upgrade_minimum),
        step("设备与软件投入金额达到占比", equipment_software_investment >= fixed_asset_investment * p.upgrade_floor),
        _part_of_project(equipment_software_investment, fixed_asset_investment),
        step("智能制造能力成熟度", maturity_level >= p.upgrade_maturity),
        step("没有领过智改数转奖补", negate(smart_upgrade_received)),
    )


@article("一（二）", label="数字化水平奖补")
def digital_level_award(
    industrial_enterprise: Bool, digital_level: Count, smart_upgrade_received: Bool, p: Parameters
) -> Money:
    """Return the one-off award for the digital level that was accepted, in CNY."""
    return granted(
        when(digital_level >= p.digital_level_high, p.digital_sum_high).otherwise(p.digital_sum_low),
        _industrial(industrial_enterprise),
        step("数字化水平", digital_level >= p.digital_level_low),
        step("没有领过智改数转奖补", negate(smart_upgrade_received)),
    )


# ---- 一（三）: plants ----


@article("一（三）", label="国家5G工厂奖补")
def national_5g_plant_award(national_5g_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.national_5g_plant_sum, "首次列入国家5G工厂名录", national_5g_plant_recognised)


@article("一（三）", label="卓越级智能工厂奖补")
def excellent_smart_plant_award(excellent_smart_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.excellent_smart_plant_sum, "首次认定为卓越级智能工厂", excellent_smart_plant_recognised)


@article("一（三）", label="先进级智能工厂奖补")
def advanced_smart_plant_award(advanced_smart_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.advanced_smart_plant_sum, "首次认定为先进级智能工厂", advanced_smart_plant_recognised)


@article("一（三）", label="省级5G全连接工厂奖补")
def provincial_5g_plant_award(provincial_5g_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.provincial_5g_plant_sum, "首次认定为省级5G全连接工厂", provincial_5g_plant_recognised)


@article("一（三）", label="省级数字孪生工厂奖补")
def digital_twin_plant_award(digital_twin_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.digital_twin_plant_sum, "首次认定为省级数字孪生工厂", digital_twin_plant_recognised)


@article("一（三）", label="省级无人工厂奖补")
def unmanned_plant_award(unmanned_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.unmanned_plant_sum, "首次认定为省级无人工厂", unmanned_plant_recognised)


# ---- 一（四）（五）: cases and platforms ----


def _case_award(case: Choice, label: str, national: Money, provincial: Money) -> Money:
    return _awarded(when(case == "national", national).otherwise(provincial), label, case != "none")


@article("一（四）", label="数字化转型典型案例奖补")
def digital_case_award(digital_case: Choice, p: Parameters) -> Money:
    """Return the one-off award for a first selection as a typical case, in CNY.

    Reading: 三类案例合并看是否首次入选，同时入选两级的取国家级。
    """
    return _case_award(
        digital_case, "首次入选数字化转型典型案例", p.national_digital_case_sum, p.provincial_digital_case_sum
    )


@article("一（四）", label="人工智能典型案例奖补")
def ai_case_award(ai_case: Choice, p: Parameters) -> Money:
    """Return the one-off award for a selection as a typical case of AI, in CNY.

    Reading: 这一类只写入选，没有要求首次。
    """
    return _case_award(ai_case, "入选人工智能赋能典型案例", p.national_ai_case_sum, p.provincial_ai_case_sum)


@article("一（五）", label="省级工业互联网平台奖补")
def provincial_platform_award(provincial_platforms_recognised: Count, p: Parameters) -> Money:
    """Return the award for platforms of one trade, industry or region, in CNY.

    Reading: 专业型、行业型、区域性三类平台分别计，每类首次认定各给一次。
    """
    return _awarded(
        provincial_platforms_recognised * p.provincial_platform_sum,
        "首次认定的省级平台",
        provincial_platforms_recognised > 0,
    )


@article("一（五）", label="国家级双跨平台奖补")
def national_joint_platform_award(national_joint_platform_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(
        p.national_joint_platform_sum, "首次认定为国家级双跨工业互联网平台", national_joint_platform_recognised
    )


@article("一（五）", label="省级双跨平台奖补")
def provincial_joint_platform_award(provincial_joint_platform_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(
        p.provincial_joint_platform_sum, "首次认定为省级双跨工业互联网平台", provincial_joint_platform_recognised
    )


# ---- 二（六）: embodied AI ----


@article("二（六）", label="具身智能产品应用奖补")
def embodied_subsidy(embodied_user: Bool, embodied_purchase: Money, p: Parameters) -> Money:
    """Return the subsidy for one project's purchase of embodied-AI products, in CNY."""
    return _awarded(
        cap(half_up(embodied_purchase * p.embodied_share), p.embodied_cap), "具身智能产品应用企业", embodied_user
    )


# ---- 三（七）: growth ----


@article("三（七）", label="进规奖补")
def scale_entry_award(industrial_enterprise: Bool, scale_entry: Choice, p: Parameters) -> Money:
    """Return the one-off award for the first entry into industry above scale, in CNY."""
    return granted(p.scale_entry_sum, _industrial(industrial_enterprise), step("首次进规", scale_entry == "first"))


@article("三（七）", label="省级专精特新企业奖补")
def specialised_firm_award(specialised_firm_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.specialised_firm_sum, "首次认定为省级专精特新企业", specialised_firm_recognised)


@article("三（七）", label="专精特新首次复核奖补")
def specialised_firm_review_award(specialised_firm_review_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.specialised_firm_review_sum, "首次复核通过省级专精特新企业", specialised_firm_review_recognised)


@article("三（七）", label="省级绿色工厂奖补")
def green_plant_award(green_plant_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.green_plant_sum, "首次认定为省级绿色工厂", green_plant_recognised)


@article("三（七）", label="省级制造业单项冠军奖补")
def single_champion_award(single_champion_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.single_champion_sum, "首次认定为省级制造业单项冠军企业", single_champion_recognised)


@article("三（七）", label="军民融合企业奖补")
def military_civil_firm_award(military_civil_firm_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.military_civil_firm_sum, "首次获得省级部门认定的军民融合企业", military_civil_firm_recognised)


# ---- 四（八）: carriers of innovation ----


@article("四（八）", label="省级工业设计中心奖补")
def design_centre_award(design_centre_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.design_centre_sum, "首次认定为省级工业设计中心", design_centre_recognised)


@article("四（八）", label="省中小企业技术中心奖补")
def technical_centre_award(technical_centre_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.technical_centre_sum, "首次认定为省中小企业技术中心", technical_centre_recognised)


@article("四（八）", label="省级公共服务示范平台奖补")
def service_platform_award(service_platform_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.service_platform_sum, "首次认定为省级中小企业公共服务示范平台", service_platform_recognised)


@article("四（八）", label="省级双创示范基地奖补")
def startup_base_award(startup_base_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.startup_base_sum, "首次认定为省级小型微型创业创新示范基地", startup_base_recognised)


@article("四（八）", label="省制造业创新中心奖补")
def innovation_centre_award(innovation_centre_recognised: Bool, p: Parameters) -> Money:
    """Return the one-off award for this first recognition, in CNY."""
    return _awarded(p.innovation_centre_sum, "首次认定为省制造业创新中心", innovation_centre_recognised)


# ---- 五（九）（十）: services and loans ----


@article("五（九）", label="数字化转型工作站奖补")
def workstation_award(workstation_recognised: Bool, workstation_months: Count, p: Parameters) -> Money:
    """Return the one-off award for a recognised workstation that has run long enough, in CNY."""
    return granted(
        p.workstation_sum,
        step("首次通过省级认定的数字化转型工作站", workstation_recognised),
        step("正常运营时间", workstation_months >= p.operating_months),
    )


@article("五（九）", label="数字化转型促进中心奖补")
def promotion_centre_award(promotion_centre_recognised: Bool, promotion_centre_months: Count, p: Parameters) -> Money:
    """Return the one-off award for a recognised centre that has run long enough, in CNY."""
    return granted(
        p.promotion_centre_sum,
        step("首次通过省级认定的数字化转型促进中心", promotion_centre_recognised),
        step("正常运营时间", promotion_centre_months >= p.operating_months),
    )


@article("五（十）", label="贴息期内的利息", internal=True)
def counted_interest(paid_on: Date, interest_paid: Money, interest_from: Date, p: Parameters) -> Money:
    """Return what counts of one payment: all of it within the years of subsidy, else nothing, in CNY.

    Reading: 贴息年限自经办部门认定的起算日起算，按付息日期落在期内的利息计。
    """
    end = months_later(interest_from, p.interest_years * 12)
    return when((paid_on >= interest_from) & (paid_on < end), interest_paid).otherwise(0)


@article("五（十）", label="智改数转贷款贴息")
def interest_subsidy(
    upgrade_completed: Bool, fixed_asset_investment: Money, digital_level: Count, counted_interest: Money, p: Parameters
) -> Money:
    """Return the subsidy on one project's interest to local banks, in CNY."""
    return granted(
        cap(half_up(total(counted_interest, label="贴息期内利息合计") * p.interest_share), p.interest_cap),
        step("已完成改造的智改数转项目", upgrade_completed),
        step("项目固定资产投资", fixed_asset_investment >= p.interest_minimum),
        step("数字化水平", digital_level >= p.interest_level),
    )
