"""Which standard of social assistance holds for a household, a person in extreme hardship or a child."""

from lingxing.language import (
    Bool,
    Choice,
    Money,
    Parameters,
    all_of,
    any_of,
    article,
    choice_of,
    granted,
    step,
    when,
)


@article("一", label="低保标准")
def minimum_living_standard(residence: Choice, p: Parameters) -> Money:
    """Return the minimum living standard, in CNY per head and month.

    Reading: 通知说2021年仍按2020年标准，因此两年的数值相同；通知只管2021年，到年底为止。
    """
    return p.minimum_standard[residence]


@article("四", label="低收入家庭收入线")
def low_income_limit(residence: Choice, p: Parameters) -> Money:
    """Return the income limit of a low-income household, in CNY per head and month."""
    return p.low_income_limit[residence]


@article(
    "一、四",
    label="按收入归类",
    choices={
        "minimum": "低保收入范围",
        "low_income": "低收入家庭收入范围",
        "above": "超出收入线",
        "not_asked": "不按收入归类",
    },
)
def income_group(
    recipient: Choice, income_per_head: Money, minimum_living_standard: Money, low_income_limit: Money, p: Parameters
) -> Choice:
    """Return where a household's income lies.

    Reading: 收入低于标准才算符合，等于标准不算；市里另有规定的可改为包含本数。财产等其他条件不在本通知内。
    """
    return (
        when(recipient != "household", choice_of("not_asked"))
        .when(_within(income_per_head, minimum_living_standard, p), choice_of("minimum"))
        .when(_within(income_per_head, low_income_limit, p), choice_of("low_income"))
        .otherwise(choice_of("above"))
    )


def _within(income: Money, limit: Money, p: Parameters) -> Bool:
    return any_of(income < limit, all_of(p.limit_included, income == limit))


@article("二", label="特困人员救助供养标准")
def support(recipient: Choice, residence: Choice, p: Parameters) -> Money:
    """Return the standard of support of a person in extreme hardship, in CNY per month."""
    return granted(p.support_standard[residence], step("属于特困人员", recipient == "hardship"))


@article("三", label="孤儿养育标准")
def orphan_support(recipient: Choice, care: Choice, p: Parameters) -> Money:
    """Return the standard of a child's upkeep, in CNY per month.

    Reading: 参照孤儿标准的两类儿童，按各自的养育方式用同一数额。
    """
    child = recipient.is_in("orphan", "unsupported_child", "hiv_child")
    return granted(p.orphan_standard[care], step("属于孤儿或参照孤儿的儿童", child))
