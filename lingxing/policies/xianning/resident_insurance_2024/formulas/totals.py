"""What the claims of a year, and of the whole list, come to."""

from lingxing.language import (
    Money,
    article,
    running,
    total,
)


@article("第二十二条", label="本年基本医保支付累计")
def basic_payment_to_date(basic_payment: Money) -> Money:
    """Return what the fund has paid in the claim's year up to and with it, in CNY."""
    return running(basic_payment, within="insurance_year")


@article("第二十条", label="政策范围内费用合计")
def total_covered_expenses(covered_expenses: Money) -> Money:
    """Return the covered expenses of all claims, in CNY."""
    return total(covered_expenses)


@article("第二十二条", label="基本医保支付合计")
def total_basic_payment(basic_payment: Money) -> Money:
    """Return what the fund pays on all claims, in CNY."""
    return total(basic_payment)


@article("第二十三条", label="进入大病保险的个人自付合计")
def total_covered_copayment(covered_copayment: Money) -> Money:
    """Return what counts toward catastrophic insurance of all claims, in CNY."""
    return total(covered_copayment)


@article("第二十条", label="基本医保后个人负担合计")
def total_person_pays(person_pays: Money) -> Money:
    """Return what is left to the person of all claims, in CNY."""
    return total(person_pays)
