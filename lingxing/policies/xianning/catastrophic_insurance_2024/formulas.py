"""What catastrophic insurance pays on a resident's claims of one year, and what is left to the person."""

from lingxing.language import (
    Bool,
    Money,
    Parameters,
    article,
    brackets,
    half_up,
    increment,
    least,
    not_covered,
    running,
    total,
    when,
)


@article("四（一）、四（二）", label="本年累计个人自付", internal=True)
def copayment_of_year(covered_copayment: Money) -> Money:
    """Return the copayment of the claim's year up to and with it, in CNY.

    Reading: 当年得到的医疗救助不从累计额里扣除。
    """
    return running(covered_copayment, within="insurance_year")


@article("四（一）至四（三）", label="大病保险支付")
def catastrophic_payment(transition_low_income: Bool, copayment_of_year: Money, p: Parameters) -> Money:
    """Return what catastrophic insurance pays on this claim, in CNY.

    Reading: 全年只扣一次起付标准，按累计额分段；每次付累计应付与此前累计应付之差，各次相加等于全年应付。
    Reading: 累计额恰好3万元、10万元的部分仍按低一段的比例；全年应付四舍五入到分，再看封顶。
    """
    of_year = least(half_up(brackets(copayment_of_year, p.reimbursement)), p.annual_cap)
    return when(transition_low_income, not_covered("农村低收入人口的大病保险待遇按乡村振兴政策执行")).otherwise(
        increment(of_year)
    )


@article("四（三）", label="本年大病保险支付累计")
def catastrophic_payment_to_date(catastrophic_payment: Money) -> Money:
    """Return what catastrophic insurance has paid in the claim's year up to and with it, in CNY."""
    return running(catastrophic_payment, within="insurance_year")


@article("二", label="两项保险后个人负担")
def person_pays(left_after_basic: Money, catastrophic_payment: Money) -> Money:
    """Return what is left to the person after basic and catastrophic insurance, in CNY."""
    return left_after_basic - catastrophic_payment


@article("二", label="本年两项保险后个人负担累计")
def person_pays_to_date(person_pays: Money) -> Money:
    """Return what is left to the person in the claim's year up to and with it after both insurances, in CNY."""
    return running(person_pays, within="insurance_year")


@article("四（二）", label="大病保险支付合计")
def total_catastrophic_payment(catastrophic_payment: Money) -> Money:
    """Return what catastrophic insurance pays on all claims, in CNY."""
    return total(catastrophic_payment)


@article("二", label="两项保险后个人负担合计")
def total_person_pays(person_pays: Money) -> Money:
    """Return what is left to the person of all claims after both insurances, in CNY."""
    return total(person_pays)
