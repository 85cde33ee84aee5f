"""What a resident of Xianning pays and is paid: enrolment, the share of each cost, benefits, yearly limits.

A negative claim takes back a settlement as a whole: every share, deductible and limit then has the same size as in the
settlement it takes back, with the other sign.
"""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Rate,
    all_of,
    any_of,
    article,
    days_later,
    granted,
    greatest,
    half_away,
    highest_of,
    increment,
    least,
    month_of,
    months_between,
    months_later,
    new_year,
    not_covered,
    plain,
    round_down,
    running,
    step,
    total,
    when,
    year_of,
)

_ALWAYS, _NEVER = True, False


def _within(amount: Money, limit: Money) -> Money:
    """Return the amount, held between the limit and its negative."""
    return greatest(least(amount, limit), -limit)


# ---- enrolment ----


@article("第七条", label="在集中缴费期内", internal=True)
def in_payment_period(enrolled_on: Date, p: Parameters) -> Bool:
    """Return whether the payment was made from September to the year's end, or while the period was extended.

    Reading: 延长缴费期由市级部门另行公布，未公布的按不延长计算；在延长期内缴费的，仍从1月1日起享受待遇。
    """
    opens = plain(p.payment_opens)
    return any_of(month_of(enrolled_on) >= opens, month_of(days_later(enrolled_on, -p.payment_extended)) >= opens)


@article("第十二条至第十四条", label="在转换期限内", internal=True)
def within_transfer_period(enrolled_on: Date, left_previous_on: Date, p: Parameters) -> Bool:
    """Return whether no more than three months lie between the previous insurance and the payment.

    Reading: 三个月算到第三个月的同一天为止，当天缴费仍算按时。
    """
    return enrolled_on <= months_later(left_previous_on, p.transfer_period)


@article("第十一条、第十六条", label="按规定时间参保")
def in_time(
    enrolment_kind: Choice,
    enrolled_on: Date,
    born_on: Date,
    in_payment_period: Bool,
    within_transfer_period: Bool,
    employee_insurance_months: Count,
    p: Parameters,
) -> Bool:
    """Return whether the enrolment avoids the waiting period.

    Reading: 连续参加职工医保满两年的，转来时不看中断多久，都从缴费之日起享受待遇；不满两年的才看是否超过三个月。
    """
    return (
        when(enrolment_kind == "regular", in_payment_period)
        .when(enrolment_kind == "student", month_of(enrolled_on) >= plain(p.payment_opens))
        .when(enrolment_kind == "newborn", year_of(enrolled_on) == year_of(born_on))
        .when(enrolment_kind == "employee", _long_insured(employee_insurance_months, p) | within_transfer_period)
        .when(enrolment_kind == "mid_year", _NEVER)
        .otherwise(within_transfer_period)
    )


def _long_insured(months: Count, p: Parameters) -> Bool:
    return step("连续参加职工医保年限", months >= p.continuous_insurance, "第十一条")


@article("第七条", label="按时缴费所管的年度", internal=True)
def insurance_year(enrolled_on: Date, p: Parameters) -> Count:
    """Return the calendar year that a payment in the payment period is for."""
    year = plain(year_of(enrolled_on))
    return when(month_of(enrolled_on) >= plain(p.payment_opens), year + 1).otherwise(year)


@article("第七条、第十一条至第十四条、第十六条", label="待遇开始日")
def benefit_from(
    enrolment_kind: Choice, enrolled_on: Date, in_time: Bool, insurance_year: Count, p: Parameters
) -> Date:
    """Return the first day whose costs the fund pays.

    Reading: 等待期从缴费当天起算，满三个月后的同一天起享受待遇。
    Reading: 外地居民医保在三个月内转来的，与失业职工一样从缴费之日起享受待遇。
    """
    students_first = months_later(new_year(plain(year_of(enrolled_on))), plain(p.student_benefit_opens) - 1)
    return (
        when(~in_time, months_later(enrolled_on, p.waiting_period))
        .when(enrolment_kind == "regular", new_year(insurance_year))
        .when(enrolment_kind == "student", students_first)
        .otherwise(enrolled_on)
    )


@article("第七条", label="本次缴费的待遇截止日")
def benefit_until(enrolment_kind: Choice, enrolled_on: Date, in_time: Bool, insurance_year: Count) -> Date:
    """Return the last day that the payment covers: the end of the year that was paid for.

    Reading: 年度中途参保和转来参保的，缴的是当年的费，待遇到当年12月31日为止。
    """
    for_next_year = all_of(in_time, enrolment_kind.is_in("regular", "student"))
    year = when(for_next_year, insurance_year).otherwise(plain(year_of(enrolled_on)))
    return days_later(new_year(year + 1), -1)


@article("第七条、第十六条", label="在待遇享受期内", internal=True)
def in_benefit_period(
    date: Date,
    enrolment_kind: Choice,
    born_on: Date,
    enrolled_on: Date,
    renewed: Bool,
    benefit_from: Date,
    benefit_until: Date,
) -> Bool:
    """Return whether the fund pays for costs of that day."""
    unregistered = all_of(enrolment_kind == "newborn", date >= born_on, date < enrolled_on)
    return when(unregistered, not_covered("新生儿登记以前发生的费用是否补报，办法没有写明")).otherwise(
        all_of(date >= benefit_from, any_of(date <= benefit_until, renewed))
    )


# ---- premiums ----


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


# ---- a claim: what is covered ----


@article("第十七条、第二十条（二）", label="医疗机构符合规定", internal=True)
def facility_accepted(designated: Bool, kind: Choice, place: Choice, filing: Choice) -> Bool:
    """Return whether the fund pays at the institution: a designated one, or any in an emergency outside the city."""
    emergency = filing.is_in("emergency", "resident_elsewhere_emergency")
    return (
        when(designated, _ALWAYS)
        .when(kind != "inpatient", _NEVER)
        .when(place == "out_of_city", emergency)
        .when(emergency, not_covered("市内非定点机构急诊住院的待遇，办法没有写明"))
        .otherwise(_NEVER)
    )


@article("第十五条", label="未因参加职工医保暂停待遇", internal=True)
def not_suspended(in_employee_insurance: Bool) -> Bool:
    """Return whether the residents' benefits run: they rest while a person is in the employees' insurance."""
    return ~in_employee_insurance


@article("第二十四条", label="不属于应由他方承担的费用", internal=True)
def not_paid_by_others(other_payer: Choice) -> Bool:
    """Return whether no one else has to bear the costs."""
    return other_payer == "none"


@article("第十七条（二）、第十八条", label="可享受这一类待遇", internal=True)
def kind_open(kind: Choice, two_disease_patient: Bool, facility_level: Choice) -> Bool:
    """Return whether the person and the institution may use this kind of benefit."""
    return (
        when(kind == "two_disease_drugs", two_disease_patient)
        .when(kind == "general_consultation", facility_level.is_in("township", "village"))
        .when(kind == "chronic_outpatient", not_covered("门诊慢特病的限额和报销办法由市医疗保障部门另行制定"))
        .otherwise(_ALWAYS)
    )


@article("第十五条至第十八条、第二十条、第二十四条", label="可由基金支付", internal=True)
def payable(
    in_benefit_period: Bool, not_suspended: Bool, facility_accepted: Bool, not_paid_by_others: Bool, kind_open: Bool
) -> Bool:
    """Return whether the fund pays on this claim at all."""
    return all_of(in_benefit_period, not_suspended, facility_accepted, not_paid_by_others, kind_open)


@article("第二十六条", label="目录内费用", internal=True)
def listed_costs(
    class_a: Money,
    class_b_drug: Money,
    class_b_blood: Money,
    class_b_service: Money,
    hemodialysis_b: Money,
    material_general: Money,
    material_domestic: Money,
    material_imported: Money,
) -> Money:
    """Return the costs within the three catalogues and the payment standards, in CNY."""
    class_b = class_b_drug + class_b_blood + class_b_service + hemodialysis_b
    return class_a + class_b + material_general + material_domestic + material_imported


@article("第二十六条", label="医疗总费用")
def total_cost(listed_costs: Money, over_standard: Money, excluded: Money) -> Money:
    """Return all costs of the claim, in CNY."""
    return listed_costs + over_standard + excluded


@article("第二十条、第二十六条", label="政策范围内费用")
def covered_expenses(
    listed_costs: Money,
    kind: Choice,
    facility_level: Choice,
    in_benefit_period: Bool,
    not_suspended: Bool,
    facility_accepted: Bool,
    not_paid_by_others: Bool,
    kind_open: Bool,
    p: Parameters,
) -> Money:
    """Return the costs that the rules count, in CNY, before any share of the person.

    Reading: 政策范围内费用包括乙类和材料先行自付的部分，不包括超支付标准和目录以外的部分。
    Reading: 不能由基金支付的一次就医，政策范围内费用为零，也不进入大病保险。
    Reading: 一般诊疗费收得比规定多的，多出的部分不算政策范围内费用。
    """
    consultation = kind == "general_consultation"
    counted = when(consultation, _consultation_charge(listed_costs, facility_level, p)).otherwise(listed_costs)
    return granted(counted, in_benefit_period, not_suspended, facility_accepted, not_paid_by_others, kind_open)


def _consultation_charge(charge: Money, facility_level: Choice, p: Parameters) -> Money:
    at_grassroots = facility_level.is_in("township", "village")
    return when(at_grassroots, _within(charge, p.consultation_fee[facility_level])).otherwise(0)


@article("第二十六条", label="按类别先行自付")
def category_copayment(
    payable: Bool,
    kind: Choice,
    class_b_drug: Money,
    class_b_blood: Money,
    class_b_service: Money,
    hemodialysis_b: Money,
    material_general: Money,
    material_domestic: Money,
    material_imported: Money,
    p: Parameters,
) -> Money:
    """Return what the person bears first by the category of the costs, in CNY.

    Reading: 先按类别自付，再按就医地自付，再减起付标准，再乘支付比例，最后看限额；类别自付加总后四舍五入到分。
    Reading: 门诊和两病用药也先按类别自付；一般诊疗费定额支付，不再按类别自付。
    """
    drugs = class_b_drug * p.class_b_drug_share + class_b_blood * p.class_b_blood_share
    services = class_b_service * p.class_b_service_share + hemodialysis_b * p.hemodialysis_share
    materials = material_general * p.material_general_share + material_domestic * p.material_domestic_share
    shares = drugs + services + materials + material_imported * p.material_imported_share
    return when(payable & (kind != "general_consultation"), half_away(shares)).otherwise(0)


@article("第二十条（一）3、第二十条（二）", label="就医地先行自付比例", internal=True)
def place_share(kind: Choice, place: Choice, filing: Choice, former_municipal_resident: Bool, p: Parameters) -> Rate:
    """Return the share that the person bears first because of the place, for stays only.

    Reading: 急诊、抢救无论在市外定点还是非定点机构，都按先行自付10%计算。
    Reading: 异地长期居住已备案的，在备案地视同在参保县内就医；回市级机构住院的仍先行自付5%。
    """
    at_municipal = all_of(place == "municipal", ~former_municipal_resident)
    return (
        when(kind != "inpatient", 0)
        .when(place == "out_of_city", _out_of_city_share(filing, p))
        .when(at_municipal, p.municipal_share)
        .otherwise(0)
    )


def _out_of_city_share(filing: Choice, p: Parameters) -> Rate:
    return (
        when(filing == "referred", p.referred_share)
        .when(filing == "unfiled", p.unfiled_share)
        .when(filing == "emergency", p.emergency_share)
        .otherwise(0)
    )


@article("第二十条（一）3、第二十条（二）", label="按就医地先行自付")
def place_copayment(covered_expenses: Money, category_copayment: Money, payable: Bool, place_share: Rate) -> Money:
    """Return what the person bears first because of the place, in CNY."""
    return when(payable, half_away((covered_expenses - category_copayment) * place_share)).otherwise(0)


# ---- inpatient ----


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
        .otherwise(_within(left, p.inpatient_deductible[facility_level]))
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
def outpatient_part(
    covered_expenses: Money, category_copayment: Money, kind: Choice, facility_level: Choice, p: Parameters
) -> Money:
    """Return half of an outpatient visit's costs, before the limits of day and year, in CNY."""
    part = half_away((covered_expenses - category_copayment) * p.outpatient_rate)
    return (
        when(kind != "outpatient", 0)
        .when(facility_level == "primary", not_covered("乡镇卫生院、社区以外的一级机构没有写明门诊日限额"))
        .otherwise(part)
    )


@article("第十七条（一）", label="普通门诊日限额内应付", internal=True)
def outpatient_within_day(outpatient_part: Money, facility_level: Choice, p: Parameters) -> Money:
    """Return what a visit adds within the limits of the day, in CNY.

    Reading: 日限额按机构类别分别累计：同一天去两类机构的，各用各的限额；退费当天同样受限额约束。
    """
    hospital = facility_level.is_in("secondary", "tertiary")
    return (
        _of_day(when(hospital, outpatient_part).otherwise(0), p.hospital_day_limit, "二级及以上机构当日累计")
        + _of_day(
            when(facility_level == "township", outpatient_part).otherwise(0), p.township_day_limit, "乡镇当日累计"
        )
        + _of_day(when(facility_level == "village", outpatient_part).otherwise(0), p.village_day_limit, "村级当日累计")
    )


def _of_day(part: Money, limit: Money, label: str) -> Money:
    return increment(_within(running(part, within="day", label=label), limit))


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
def outpatient_payment(outpatient_within_day: Money, two_disease_part: Money, yearly_outpatient_limit: Money) -> Money:
    """Return what a visit adds within the limit of the year, in CNY."""
    of_year = running(outpatient_within_day + two_disease_part, within="insurance_year", label="本年门诊应付累计")
    return increment(_within(of_year, yearly_outpatient_limit))


@article("第十八条", label="一般诊疗费支付", internal=True)
def consultation_payment(
    covered_expenses: Money, payable: Bool, kind: Choice, facility_level: Choice, p: Parameters
) -> Money:
    """Return the fund's fixed part of a consultation fee, in CNY; it uses up no outpatient limit."""
    paid = payable & (kind == "general_consultation")
    return when(paid, _within(covered_expenses, p.consultation_fund_part[facility_level])).otherwise(0)


# ---- the claim and the year ----


@article("第二十二条", label="基本医保支付")
def basic_payment(
    inpatient_payment: Money, outpatient_payment: Money, consultation_payment: Money, p: Parameters
) -> Money:
    """Return what the fund pays on this claim, in CNY.

    Reading: 年度最高支付限额管住基金一年内付的全部款项，门诊和一般诊疗费也计入；年度按自然年。
    """
    paid = inpatient_payment + outpatient_payment + consultation_payment
    return increment(_within(running(paid, within="insurance_year", label="本年应付累计"), p.annual_limit))


@article("第二十三条", label="因未备案少付的费用", internal=True)
def unfiled_part(
    covered_expenses: Money, category_copayment: Money, kind: Choice, place: Choice, filing: Choice, p: Parameters
) -> Money:
    """Return the costs that an unfiled stay outside the city bears on top of a referred one, in CNY.

    Reading: 降低支付比例的部分，是未备案比已转诊备案多先行自付的10%，其余自付仍进入大病保险。
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


@article("第二十二条", label="本年基本医保支付累计")
def basic_payment_to_date(basic_payment: Money) -> Money:
    """Return what the fund has paid in the claim's year up to and with it, in CNY."""
    return running(basic_payment, within="insurance_year", label="本年累计")


@article("第二十条", label="政策范围内费用合计")
def total_covered_expenses(covered_expenses: Money) -> Money:
    """Return the covered expenses of all claims, in CNY."""
    return total(covered_expenses, label="各次之和")


@article("第二十二条", label="基本医保支付合计")
def total_basic_payment(basic_payment: Money) -> Money:
    """Return what the fund pays on all claims, in CNY."""
    return total(basic_payment, label="各次之和")


@article("第二十三条", label="进入大病保险的个人自付合计")
def total_covered_copayment(covered_copayment: Money) -> Money:
    """Return what counts toward catastrophic insurance of all claims, in CNY."""
    return total(covered_copayment, label="各次之和")


@article("第二十条", label="基本医保后个人负担合计")
def total_person_pays(person_pays: Money) -> Money:
    """Return what is left to the person of all claims, in CNY."""
    return total(person_pays, label="各次之和")
