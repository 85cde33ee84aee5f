"""What assistance pays on a claim, what the hospital bears, what is left to the person."""

from lingxing.language import (
    Bool,
    Choice,
    Date,
    Money,
    Parameters,
    Rate,
    all_of,
    any_of,
    article,
    granted,
    greatest,
    half_away,
    half_up,
    highest_of,
    increment,
    least,
    running,
    step,
    total,
    when,
)


@article("第九条、第十一条", label="计入救助的自付费用")
def counted_copayment(
    covered_copayment: Money,
    in_a_category: Bool,
    kind: Choice,
    designated: Bool,
    insured_then: Bool,
    identity_valid: Bool,
    category: Choice,
    applied: Bool,
    date: Date,
    p: Parameters,
) -> Money:
    """Return the copayment of a claim that assistance counts, in CNY."""
    return granted(
        covered_copayment,
        in_a_category,
        step("住院或门诊慢特病", kind.is_in("inpatient", "chronic_outpatient"), "第九条"),
        step("在定点医药机构就医", designated, "第九条"),
        step("在医保待遇期内", insured_then, "第六条"),
        identity_valid,
        step("一类、二类或本人已申请", any_of(category.is_in("one", "two"), applied), "第十五条"),
        step("就医在办法施行以后", date >= p.first_day, "第二十七条"),
    )


@article("第十一条", label="本年计入救助的自付累计", internal=True)
def counted_of_year(counted_copayment: Money) -> Money:
    """Return the counted copayments of the claim's year up to and with it, in CNY."""
    return running(counted_copayment, within="year")


@article("第十一条（一）、第十一条（二）", label="年救助起付标准", internal=True)
def own_deductible(category: Choice, p: Parameters) -> Money:
    """Return the yearly deductible, in CNY; categories one and two have none."""
    return when(category.is_in("three", "four"), p.deductible[category]).otherwise(0)


@article("第十一条（一）、第十一条（二）", label="本次扣除的起付标准")
def deductible_part(counted_of_year: Money, own_deductible: Money) -> Money:
    """Return what this claim adds to the yearly deductible used up, in CNY.

    Reading: 起付标准按自然年扣一次，住院和门诊慢特病按就医先后合并扣除。
    """
    return increment(greatest(least(counted_of_year, own_deductible), 0))


@article("第十三条", label="自行转诊折扣", internal=True)
def referral_factor(place: Choice, referral: Choice, p: Parameters) -> Rate:
    """Return the factor of all rates of assistance: one half where a person left the city without a referral.

    Reading: 折半对医疗救助和倾斜救助都适用；异地安置已备案的不折半。
    """
    return when(all_of(place != "in_city", referral == "self_arranged"), p.self_arranged_factor).otherwise(1)


@article("第十一条", label="按本办法的医疗救助", internal=True)
def assistance_by_rate(
    counted_of_year: Money,
    own_deductible: Money,
    referral_factor: Rate,
    category: Choice,
    in_a_category: Bool,
    p: Parameters,
) -> Money:
    """Return what this claim adds to the assistance of its year, in CNY.

    Reading: 退费使一年累计成为负数的，不倒扣救助，也不补救助。
    Reading: 全年应救助额累计后四舍五入到分，再看年度限额；各次相加等于全年应救助额。
    """
    excess = increment(greatest(counted_of_year - own_deductible, 0))
    part = excess * p.rate[category] * referral_factor
    of_year = running(when(in_a_category, part).otherwise(0), within="year", label="本年应救助累计")
    return when(in_a_category, increment(least(half_up(of_year), p.annual_cap[category]))).otherwise(0)


@article("第十一条、第二十七条", label="医疗救助")
def assistance(
    assistance_by_rate: Money, former_assistance: Money, covered_copayment: Money, date: Date, p: Parameters
) -> Money:
    """Return the assistance of this claim, in CNY.

    Reading: 过渡期内逐次与原规定比较，取高的一个；退费取退得多的一个，与原来付出的对应。
    """
    new = step("按本办法", assistance_by_rate)
    former = step("按原规定", former_assistance, "第二十七条")
    in_transition = all_of(date >= p.first_day, date <= p.transition_ends)
    higher = when(covered_copayment < 0, least(new, former)).otherwise(highest_of(new, former))
    return when(in_transition, higher).otherwise(assistance_by_rate)


@article("第十二条", label="救助后自付的本年累计（省内）")
def left_of_year(counted_copayment: Money, assistance: Money, place: Choice) -> Money:
    """Return what is left of counted copayments in the province, up to this claim of its year, in CNY.

    Reading: 只累计省内就医、可得医疗救助的费用；省外和普通门诊的自付不计入触发线，也不计入倾斜救助。
    """
    left = when(place != "out_of_province", counted_copayment - assistance).otherwise(0)
    return running(left, within="year")


@article("第十二条", label="自付累计超过收入的规定比例", internal=True)
def over_trigger(left_of_year: Money, p: Parameters) -> Bool:
    """Return whether the year's remaining copayments exceed a quarter of disposable income."""
    return left_of_year > p.trigger_share * p.disposable_income


@article("第十二条", label="可申请倾斜救助")
def additional_open(in_a_category: Bool, over_trigger: Bool, poverty_risk: Bool) -> Bool:
    """Return whether additional assistance can be applied for after this claim."""
    return granted(in_a_category, step("是救助对象", in_a_category), over_trigger, poverty_risk)


@article("第十二条", label="超过倾斜救助起付标准的部分", internal=True)
def additional_excess(left_of_year: Money, category: Choice, in_a_category: Bool, p: Parameters) -> Money:
    """Return what this claim adds to the year's copayments above the deductible of additional assistance, in CNY."""
    excess = increment(greatest(left_of_year - p.additional_deductible[category], 0))
    return when(in_a_category, excess).otherwise(0)


@article("第十二条", label="倾斜救助")
def additional_assistance(
    additional_excess: Money,
    referral_factor: Rate,
    over_trigger: Bool,
    category: Choice,
    in_a_category: Bool,
    poverty_risk: Bool,
    additional_approved: Bool,
    p: Parameters,
) -> Money:
    """Return the additional assistance of this claim, in CNY.

    Reading: 累计一旦超过触发线，起付标准以上的部分从头一次性计算，以后逐次增加；一类、二类不封顶。
    """
    part = when(in_a_category, additional_excess * p.additional_rate[category] * referral_factor).otherwise(0)
    of_year = half_up(running(part, within="year", label="本年应倾斜救助累计"))
    capped = when(category.is_in("three", "four"), least(of_year, p.additional_cap[category])).otherwise(of_year)
    paid = increment(when(over_trigger, capped).otherwise(0))
    return granted(paid, in_a_category, poverty_risk, additional_approved)


@article("第十三条", label="由医疗机构承担的政策范围外费用")
def hospital_bears(
    kind: Choice,
    place: Choice,
    designated: Bool,
    in_a_category: Bool,
    facility_level: Choice,
    out_of_policy: Money,
    total_cost: Money,
    p: Parameters,
) -> Money:
    """Return the costs outside the policy that the hospital bears, in CNY.

    Reading: 占比按每次住院计算；退费与原单方向相反，数额相同。
    """
    over = out_of_policy - total_cost * p.out_of_policy_share[facility_level]
    borne = when(total_cost >= 0, greatest(over, 0)).otherwise(least(over, 0))
    held = all_of(in_a_category, kind == "inpatient", place == "in_city", designated)
    return when(held, half_away(borne)).otherwise(0)


@article("第二十条", label="先诊疗后付费（入院只缴起付标准）")
def treated_before_paying(
    kind: Choice, place: Choice, designated: Bool, category: Choice, monitored_rural: Bool, grassroots_referral: Bool
) -> Bool:
    """Return whether the person is admitted without a deposit, paying only the deductible of basic insurance."""
    admitted = step("在市内定点医疗机构住院", all_of(kind == "inpatient", place == "in_city", designated))
    entitled = step("一类、二类对象或农村监测对象", any_of(category.is_in("one", "two"), monitored_rural))
    return granted(admitted, admitted, entitled, grassroots_referral)


@article("第十一条至第十三条", label="个人最后负担")
def person_pays(own_burden: Money, assistance: Money, additional_assistance: Money, hospital_bears: Money) -> Money:
    """Return what is left to the person of this claim after all of it, in CNY."""
    return own_burden - assistance - additional_assistance - hospital_bears


@article("第十一条", label="医疗救助合计")
def total_assistance(assistance: Money) -> Money:
    """Return the assistance of all claims, in CNY."""
    return total(assistance)


@article("第十二条", label="倾斜救助合计")
def total_additional_assistance(additional_assistance: Money) -> Money:
    """Return the additional assistance of all claims, in CNY."""
    return total(additional_assistance)
