"""The plan with its supplements, the use held against it, and what the excess costs."""

from lingxing.language import (
    Money,
    Parameters,
    Quantity,
    article,
    brackets,
    greatest,
    half_up,
    total,
    when,
)


@article("第七条、第十条、第十二条", label="调整后的用水计划指标")
def plan(annual_plan: Quantity, supplement_total: Quantity) -> Quantity:
    """Return the year's plan with all supplements, in whole m3.

    Reading: 紧缺时期的下调只作用于下达的指标，不作用于增补水量。
    """
    return annual_plan + supplement_total


@article("第十四条、附件2第3项", label="计入考核的用水量")
def countable_use(actual_use: Quantity, deducted: Quantity) -> Quantity:
    """Return the volume measured against the plan, in m3."""
    return greatest(0, actual_use - total(deducted, label="基建水量合计"))


@article("第十四条", label="超计划水量")
def excess(countable_use: Quantity, plan: Quantity) -> Quantity:
    """Return by how much the use exceeds the plan, in m3."""
    return greatest(0, countable_use - plan)


def _surcharge(excess: Quantity, plan: Quantity, p: Parameters) -> Money:
    multiples = brackets(excess / plan, p.surcharge_multiples)
    result: Money = when(excess > 0, half_up(multiples * plan * p.water_price)).otherwise(0)
    return result


@article("第十四条、第十六条", label="超计划用水累进加价水费")
def progressive_surcharge(excess: Quantity, plan: Quantity, p: Parameters) -> Money:
    """Return the surcharge on the excess, in CNY.

    Reading: 累进按超出部分占计划的比例分档，每一档只对落在该档内的水量加价；各档比例、倍数和水价由市里另行规定后填入。
    """
    return _surcharge(excess, plan, p)


@article("第十四条、第十六条", label="按已下达指标计算的加价水费")
def surcharge_on_record(indicator: Quantity, counted_use: Quantity, p: Parameters) -> Money:
    """Return the surcharge where plan and use are on record, in CNY."""
    return _surcharge(greatest(0, counted_use - indicator), indicator, p)
