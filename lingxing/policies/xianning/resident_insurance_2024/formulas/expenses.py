"""What counts of the costs of a claim, and what the person bears before the fund pays."""

from lingxing.language import (
    Bool,
    Choice,
    Money,
    Parameters,
    Rate,
    all_of,
    article,
    granted,
    greatest,
    half_away,
    least,
    not_covered,
    when,
)

_ALWAYS, _NEVER = True, False


def within(amount: Money, limit: Money) -> Money:
    """Return the amount, held between the limit and its negative."""
    return greatest(least(amount, limit), -limit)


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
    return when(at_grassroots, within(charge, p.consultation_fee[facility_level])).otherwise(0)


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

    Reading: 其他临时外出就医的备案不算转诊备案，与没有备案的一样先行自付。
    Reading: 急诊、抢救无论在市外定点还是非定点机构，都按急诊抢救的先行自付比例计算。
    Reading: 异地长期居住已备案的，在备案地视同在参保县内就医；回市级机构住院的，仍按市级机构的比例先行自付。
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
