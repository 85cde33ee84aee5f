"""Whom illness impoverishes: the test of recognition and the monthly lists."""

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
    months_later,
    step,
    total,
    when,
    year_of,
)

_WARNINGS = {"return": "因病返贫预警", "poverty": "因病致贫预警", "none": "不列入"}


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
