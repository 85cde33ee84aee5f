"""What the claims of a year, and of the whole list, come to.

The last claim of a year has the year's figures: every total of a year runs up to and with its claim.
"""

from lingxing.language import (
    Money,
    article,
    running,
    total,
)


@article("第二十条", label="本年政策范围内费用累计")
def covered_expenses_to_date(covered_expenses: Money) -> Money:
    """Return the covered expenses in the claim's year up to and with it, in CNY."""
    return running(covered_expenses, within="insurance_year")


@article("第二十六条", label="本年按类别先行自付累计")
def category_copayment_to_date(category_copayment: Money) -> Money:
    """Return what the person has borne first by category in the claim's year up to and with it, in CNY."""
    return running(category_copayment, within="insurance_year")


@article("第二十条", label="本年按就医地先行自付累计")
def place_copayment_to_date(place_copayment: Money) -> Money:
    """Return what the person has borne first because of the place in the claim's year up to and with it, in CNY."""
    return running(place_copayment, within="insurance_year")


@article("第二十条（一）1", label="本年起付标准累计")
def deductible_to_date(deductible: Money) -> Money:
    """Return what the deductibles of all stays have taken in the claim's year up to and with it, in CNY."""
    return running(deductible, within="insurance_year")


@article("第二十二条", label="本年基本医保支付累计")
def basic_payment_to_date(basic_payment: Money) -> Money:
    """Return what the fund has paid in the claim's year up to and with it, in CNY."""
    return running(basic_payment, within="insurance_year")


@article("第二十三条", label="本年进入大病保险的自付累计")
def covered_copayment_to_date(covered_copayment: Money) -> Money:
    """Return what counts toward catastrophic insurance in the claim's year up to and with it, in CNY."""
    return running(covered_copayment, within="insurance_year")


@article("第二十条", label="本年基本医保后个人负担累计")
def person_pays_to_date(person_pays: Money) -> Money:
    """Return what is left to the person in the claim's year up to and with it, in CNY."""
    return running(person_pays, within="insurance_year")


@article("第二十条", label="政策范围内费用合计")
def total_covered_expenses(covered_expenses: Money) -> Money:
    """Return the covered expenses of all claims, in CNY."""
    return total(covered_expenses)


@article("第二十六条", label="按类别先行自付合计")
def total_category_copayment(category_copayment: Money) -> Money:
    """Return what the person bears first by category on all claims, in CNY."""
    return total(category_copayment)


@article("第二十条", label="按就医地先行自付合计")
def total_place_copayment(place_copayment: Money) -> Money:
    """Return what the person bears first because of the place on all claims, in CNY."""
    return total(place_copayment)


@article("第二十条（一）1", label="起付标准合计")
def total_deductible(deductible: Money) -> Money:
    """Return what the deductibles of all stays take, in CNY."""
    return total(deductible)


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
