"""What the fund pays on a claim: stays, outpatient visits, fees, within the limits of day and year."""

from lingxing.language import (
    Bool,
    Choice,
    Money,
    Parameters,
    all_of,
    article,
    half_away,
    increment,
    not_covered,
    running,
    when,
)
from lingxing.policies.xianning.resident_insurance_2024.formulas.expenses import within


@article("第二十条（一）1", label="起付标准")
def deductible(
    covered_expenses: Money,
    category_copayment: Money,
    place_copayment: Money,
    payable: Bool,
    kind: Choice,
    facility_level: Choice,
    p: Parameters,
) -> Money:
    """Return the part of this stay's costs that the deductible takes, in CNY; nothing outside hospital.

    Reading: 起付标准从扣除两项先行自付以后的费用中扣，每次住院都扣；费用不足起付标准的，扣到零为止。
    Reading: 退费按整单冲回处理，起付标准等与原单相同、方向相反；只退一部分的，先整单冲回再按新数额结算。
    """
    left = covered_expenses - category_copayment - place_copayment
    return (
        when(~(payable & (kind == "inpatient")), 0)
        .when(facility_level == "village", not_covered("村卫生室（诊所）的住院待遇，办法没有规定"))
        .otherwise(within(left, p.inpatient_deductible[facility_level]))
    )


@article("第二十条（一）2", label="住院支付（限额前）", internal=True)
def inpatient_payment(
    covered_expenses: Money,
    category_copayment: Money,
    place_copayment: Money,
    deductible: Money,
    payable: Bool,
    kind: Choice,
    facility_level: Choice,
    p: Parameters,
) -> Money:
    """Return what the fund pays on the stay before the yearly limit, in CNY, rounded stay by stay."""
    left = covered_expenses - category_copayment - place_copayment - deductible
    return when(payable & (kind == "inpatient"), half_away(left * p.inpatient_rate[facility_level])).otherwise(0)


# ---- outpatient ----


@article("第十七条（一）", label="普通门诊按比例应付", internal=True)
def outpatient_part(covered_expenses: Money, category_copayment: Money, kind: Choice, p: Parameters) -> Money:
    """Return half of an outpatient visit's costs, before the limits of day and year, in CNY."""
    part = half_away((covered_expenses - category_copayment) * p.outpatient_rate)
    return when(kind == "outpatient", part).otherwise(0)


@article("第十七条（一）", label="普通门诊日限额内应付", internal=True)
def outpatient_within_day(outpatient_part: Money, kind: Choice, facility_level: Choice, p: Parameters) -> Money:
    """Return what a visit adds within the limits of the day, in CNY.

    Reading: 日限额按机构类别分别累计：同一天去两类机构的，各用各的限额；退费当天同样受限额约束。
    """
    hospital = facility_level.is_in("secondary", "tertiary")
    township, village = facility_level == "township", facility_level == "village"
    paid = (
        _of_day(outpatient_part, hospital, p.hospital_day_limit, "二级及以上机构当日应付累计")
        + _of_day(outpatient_part, township, p.township_day_limit, "乡镇卫生院、社区当日应付累计")
        + _of_day(outpatient_part, village, p.village_day_limit, "村卫生室当日应付累计")
    )
    unnamed = not_covered("乡镇卫生院、社区以外的一级机构没有写明门诊日限额")
    return when(all_of(kind == "outpatient", facility_level == "primary"), unnamed).otherwise(paid)


def _of_day(part: Money, counted: Bool, limit: Money, label: str) -> Money:
    return increment(within(running(when(counted, part).otherwise(0), within="day", label=label), limit))


@article("第十七条（二）", label="两病用药按比例应付", internal=True)
def two_disease_part(covered_expenses: Money, category_copayment: Money, kind: Choice, p: Parameters) -> Money:
    """Return half of the costs of drugs for the two diseases, before the year's limit, in CNY."""
    part = half_away((covered_expenses - category_copayment) * p.two_disease_rate)
    return when(kind == "two_disease_drugs", part).otherwise(0)


@article("第十七条（一）、第十七条（二）", label="本人门诊年度限额")
def yearly_outpatient_limit(two_disease_patient: Bool, p: Parameters) -> Money:
    """Return the limit of outpatient payments of one year, in CNY.

    Reading: 两病患者的限额合并为一个，普通门诊和两病用药都可以用。
    """
    return p.outpatient_limit + when(two_disease_patient, p.two_disease_addition).otherwise(0)


@article("第十七条（一）、第十七条（二）", label="门诊支付", internal=True)
def outpatient_payment(
    outpatient_within_day: Money, two_disease_part: Money, kind: Choice, yearly_outpatient_limit: Money
) -> Money:
    """Return what a visit adds within the limit of the year, in CNY."""
    of_year = running(outpatient_within_day + two_disease_part, within="insurance_year", label="本年门诊应付累计")
    outpatient = kind.is_in("outpatient", "two_disease_drugs")
    return when(outpatient, increment(within(of_year, yearly_outpatient_limit))).otherwise(0)


@article("第十八条", label="一般诊疗费支付", internal=True)
def consultation_payment(
    covered_expenses: Money, payable: Bool, kind: Choice, facility_level: Choice, p: Parameters
) -> Money:
    """Return the fund's fixed part of a consultation fee, in CNY; it uses up no outpatient limit."""
    paid = payable & (kind == "general_consultation")
    return when(paid, within(covered_expenses, p.consultation_fund_part[facility_level])).otherwise(0)


# ---- the claim ----


@article("第二十二条", label="基本医保支付")
def basic_payment(
    inpatient_payment: Money, outpatient_payment: Money, consultation_payment: Money, p: Parameters
) -> Money:
    """Return what the fund pays on this claim, in CNY.

    Reading: 年度最高支付限额管住基金一年内付的全部款项，门诊和一般诊疗费也计入；年度按自然年。
    """
    paid = inpatient_payment + outpatient_payment + consultation_payment
    return increment(within(running(paid, within="insurance_year", label="本年应付累计"), p.annual_limit))


@article("第二十三条", label="因未备案少付的费用", internal=True)
def unfiled_part(
    covered_expenses: Money, category_copayment: Money, kind: Choice, place: Choice, filing: Choice, p: Parameters
) -> Money:
    """Return the costs that an unfiled stay outside the city bears on top of a referred one, in CNY.

    Reading: 降低支付比例的部分，是未备案比已转诊备案多先行自付的那一截，其余自付仍进入大病保险。
    """
    extra = p.unfiled_share - p.referred_share
    unfiled = all_of(kind == "inpatient", place == "out_of_city", filing == "unfiled")
    return when(unfiled, half_away((covered_expenses - category_copayment) * extra)).otherwise(0)


@article("第二十三条", label="可进入大病保险的个人自付")
def covered_copayment(covered_expenses: Money, basic_payment: Money, unfiled_part: Money, kind: Choice) -> Money:
    """Return what counts toward catastrophic insurance, in CNY.

    Reading: 只有住院（门诊慢特病另定）的自付进入大病保险，普通门诊、两病用药和一般诊疗费不进入。
    Reading: 先行自付、起付标准、按比例自付和超过年度限额的部分都算政策范围内自付。
    """
    return when(kind == "inpatient", covered_expenses - basic_payment - unfiled_part).otherwise(0)


@article("第二十条、第二十六条", label="基本医保后个人负担")
def person_pays(total_cost: Money, basic_payment: Money) -> Money:
    """Return what is left to the person after basic insurance, in CNY."""
    return total_cost - basic_payment
