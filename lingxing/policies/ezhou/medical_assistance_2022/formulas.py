"""Who in Ezhou is assisted with the costs of illness, how much, and who is put on the monthly warning lists.

All amounts are counted after basic and catastrophic insurance. A negative claim takes back costs of its year: the
totals of the year fall, and with them what they had brought.
"""

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
    choice_of,
    granted,
    greatest,
    half_away,
    half_up,
    highest_of,
    increment,
    least,
    months_later,
    running,
    step,
    total,
    when,
    year_of,
)

_CATEGORIES = {"one": "一类", "two": "二类", "three": "三类", "four": "四类", "none": "不属于救助对象"}
_WARNINGS = {"return": "因病返贫预警", "poverty": "因病致贫预警", "none": "不列入"}


# ---- who ----


@article("第四条、第六条", label="救助类别", choices=_CATEGORIES)
def category(
    extreme_hardship: Bool,
    orphan: Bool,
    minimum_living_allowance: Bool,
    returned_to_poverty: Bool,
    near_minimum_household: Bool,
    monitored_rural: Bool,
    illness_poverty: Bool,
    other_hardship: Bool,
) -> Choice:
    """Return the best category that any of the person's identities gives.

    Reading: 同时有几种身份的，就高不重复即按类别最靠前的一种计算。
    """
    return (
        when(extreme_hardship | orphan, choice_of("one"))
        .when(minimum_living_allowance | returned_to_poverty, choice_of("two"))
        .when(near_minimum_household | monitored_rural, choice_of("three"))
        .when(illness_poverty | other_hardship, choice_of("four"))
        .otherwise(choice_of("none"))
    )


@article("第六条", label="属于医疗救助对象", internal=True)
def in_a_category(category: Choice) -> Bool:
    """Return whether the person belongs to any category."""
    return category != "none"


@article("第四条", label="个人自负费用", internal=True)
def own_burden(covered_copayment: Money, out_of_policy: Money) -> Money:
    """Return what a claim leaves to the person after insurance and before assistance, in CNY.

    Reading: 自负费用是医保报销后个人承担的全部费用，包括政策范围外的部分；得到救助以前就这样计算。
    """
    return covered_copayment + out_of_policy


@article("第四条", label="申请前12个月累计自负")
def burden_before_request(date: Date, requested_on: Date, own_burden: Money, p: Parameters) -> Money:
    """Return the burden of the twelve months before the request to be recognised, in CNY.

    Reading: 从12个月前的同一天起算，到申请的前一天为止。
    """
    inside = all_of(date >= months_later(requested_on, -p.look_back), date < requested_on)
    return total(when(inside, own_burden).otherwise(0))


@article("第四条", label="符合因病致贫重病患者条件")
def illness_poverty_test(
    insurance: Choice,
    burden_before_request: Money,
    property_conforms: Bool,
    living_hard: Bool,
    category: Choice,
    p: Parameters,
) -> Bool:
    """Return whether the person can be recognised as impoverished by illness (category four)."""
    insured = step("参加基本医保", insurance != "uninsured")
    others = step("不在前三类救助对象之内", ~category.is_in("one", "two", "three"))
    much = step("累计自负超过人均可支配收入", burden_before_request > p.illness_share * p.disposable_income)
    return granted(insured, insured, others, much, property_conforms, living_hard)


@article("第四条、第十五条", label="在救助身份有效期内", internal=True)
def identity_valid(
    date: Date,
    recognised_on: Date,
    category: Choice,
    other_hardship: Bool,
    applied_for_before: Bool,
    p: Parameters,
) -> Bool:
    """Return whether the identity holds on the day of the claim.

    Reading: 因病致贫重病患者的身份从认定当天起，到12个月后同一天的前一天为止；其他身份没有期限。
    Reading: 认定前12个月的费用，各类因病致困的对象提出申请都可救助，从12个月前的同一天算起。
    """
    before = all_of(date >= months_later(recognised_on, -p.retroaction), applied_for_before)
    unlimited = any_of(category != "four", other_hardship)
    in_term = any_of(unlimited, date < months_later(recognised_on, p.validity))
    return when(date < recognised_on, before).otherwise(in_term)


# ---- insurance ----


@article("第五条", label="享受大病保险倾斜")
def catastrophic_tilt(insurance: Choice, category: Choice) -> Bool:
    """Return whether residents' catastrophic insurance pays more: categories one and two, without a cap."""
    return all_of(insurance == "resident", category.is_in("one", "two"))


@article("第五条", label="大病保险起付标准（倾斜后）")
def tilted_deductible(catastrophic_tilt: Bool, p: Parameters) -> Money:
    """Return the deductible of catastrophic insurance for the person, in CNY."""
    cut = when(catastrophic_tilt, p.deductible_cut).otherwise(0)
    return half_away(p.catastrophic_deductible * (1 - cut))


@article("第五条", label="大病保险各段报销比例提高")
def tilted_rate_rise(catastrophic_tilt: Bool, p: Parameters) -> Rate:
    """Return what is added to each rate of catastrophic insurance.

    Reading: 提高5%指每一段的比例都加5个百分点。
    """
    return when(catastrophic_tilt, p.rate_rise).otherwise(0)


@article("第七条", label="属于资助参保的人员", internal=True)
def premium_supported(category: Choice, monitored_rural: Bool, premium_paid_on: Date, p: Parameters) -> Bool:
    """Return whether the person's premium is supported.

    Reading: 三类对象中只有农村监测对象得到资助，缴费日在脱贫过渡期最后一天以前（含当天）。
    """
    in_transition = all_of(monitored_rural, premium_paid_on <= p.poverty_transition_ends)
    return any_of(category.is_in("one", "two"), in_transition)


@article("第七条", label="参保缴费资助")
def premium_support(insurance: Choice, category: Choice, premium_supported: Bool, p: Parameters) -> Money:
    """Return what the government pays of the yearly premium of residents' insurance, in CNY."""
    resident = step("参加城乡居民医保", insurance == "resident")
    return granted(half_away(p.premium_support_rate[category] * p.premium), resident, premium_supported)


@article("第八条", label="免除待遇等待期")
def waiting_period_waived(insurance: Choice, premium_supported: Bool) -> Bool:
    """Return whether benefits begin without a waiting period."""
    return all_of(insurance == "resident", premium_supported)


# ---- assistance ----


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


@article("第十一条（一）、第十一条（二）", label="本次扣除的起付标准")
def deductible_part(counted_copayment: Money, category: Choice, p: Parameters) -> Money:
    """Return what this claim adds to the yearly deductible used up, in CNY; categories one and two have none.

    Reading: 起付标准按自然年扣一次，住院和门诊慢特病按就医先后合并扣除。
    Reading: 退费使一年累计成为负数的，不倒扣救助，也不补救助。
    """
    of_year = running(counted_copayment, within="year", label="本年计入救助的自付累计")
    deductible = when(category.is_in("three", "four"), p.deductible[category]).otherwise(0)
    return increment(least(of_year, deductible))


@article("第十三条", label="自行转诊折扣", internal=True)
def referral_factor(place: Choice, referral: Choice, p: Parameters) -> Rate:
    """Return the factor of all rates of assistance: one half where a person left the city without a referral.

    Reading: 折半对医疗救助和倾斜救助都适用；异地安置已备案的不折半。
    """
    return when(all_of(place != "in_city", referral == "self_arranged"), p.self_arranged_factor).otherwise(1)


@article("第十一条", label="按本办法的医疗救助", internal=True)
def assistance_by_rate(
    counted_copayment: Money,
    deductible_part: Money,
    referral_factor: Rate,
    category: Choice,
    in_a_category: Bool,
    p: Parameters,
) -> Money:
    """Return what this claim adds to the assistance of its year, in CNY.

    Reading: 全年应救助额累计后四舍五入到分，再看年度限额；各次相加等于全年应救助额。
    """
    part = (counted_copayment - deductible_part) * p.rate[category] * referral_factor
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


# ---- additional assistance ----


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


# ---- hospitals and the person ----


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


# ---- the monthly lists ----


@article("第十四条", label="当年累计自负")
def burden_of_year(date: Date, listed_on: Date, own_burden: Money) -> Money:
    """Return the burden from 1 January to the day of the list, in CNY."""
    inside = all_of(year_of(date) == year_of(listed_on), date <= listed_on)
    return total(when(inside, own_burden).otherwise(0))


@article("第十四条", label="月度预警", choices=_WARNINGS)
def warning(
    near_minimum_household: Bool,
    monitored_rural: Bool,
    stable_out_of_poverty: Bool,
    in_a_category: Bool,
    insurance: Choice,
    burden_of_year: Money,
    p: Parameters,
) -> Choice:
    """Return the warning list of the month that the person is put on.

    Reading: 普通参保人员是参加城乡居民医保、又不属于救助对象和稳定脱贫人口的人。
    """
    watched = any_of(near_minimum_household, monitored_rural, stable_out_of_poverty)
    ordinary = all_of(insurance == "resident", ~in_a_category, ~stable_out_of_poverty)
    return (
        when(all_of(watched, burden_of_year > p.return_share * p.rural_income), choice_of("return"))
        .when(all_of(ordinary, burden_of_year > p.poverty_share * p.rural_income), choice_of("poverty"))
        .otherwise(choice_of("none"))
    )
