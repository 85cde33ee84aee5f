"""Who is assisted: the four categories and how long an identity holds."""

from lingxing.language import (
    Bool,
    Choice,
    Date,
    Parameters,
    all_of,
    any_of,
    article,
    choice_of,
    months_later,
    when,
)

_CATEGORIES = {"one": "一类", "two": "二类", "three": "三类", "four": "四类", "none": "不属于救助对象"}


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
