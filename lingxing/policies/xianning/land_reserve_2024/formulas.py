"""What Xianning's rules on reserved land set in figures: temporary use, greening, prices, fees."""

from lingxing.language import Bool, Date, Money, Parameters, article, entitled, months_later, plain, round_down, step


@article("第二十二条", label="临时利用的最后日期")
def temporary_last_day(temporary_from: Date, p: Parameters) -> Date:
    """Return the last day on which a parcel may be used for the time being.

    Reading: “一般不超过2年”按上限执行，自开始之日起算，到期月没有对应日的以月末日为准。
    """
    return months_later(temporary_from, plain(p.temporary_years) * 12)


@article("第二十二条", label="临时利用没有超过年限")
def temporary_allowed(temporary_until: Date, temporary_last_day: Date) -> Bool:
    """Return whether the agreed end lies within the limit."""
    return entitled(step("不超过最长年限", temporary_until <= temporary_last_day, "第二十二条"))


@article("第二十一条", label="应当绿化、铺装或者遮盖的日期")
def greening_due(bare_since: Date, p: Parameters) -> Date:
    """Return the last day on which bare ground may lie covered only.

    Reading: “超过3个月”自覆盖之日起算，满3个月的当天还没有超过。
    """
    return months_later(bare_since, plain(p.bare_months))


@article("第二十八条", label="出让价格不低于评估价格")
def price_allowed(sale_price: Money, appraised_price: Money) -> Bool:
    """Return whether the price is at least what the land was appraised at.

    Reading: “原则上不得低于”按不得低于执行；确需低于的不在本办法的规则之内，由市规划委员会另行决定。
    """
    return entitled(step("不低于评估价格", sale_price >= appraised_price, "第二十八条"))


@article("第三十一条", label="拆迁安置补偿服务报酬上限")
def service_fee_cap(resettlement_cost: Money, p: Parameters) -> Money:
    """Return the most that may be paid for the service, in CNY, cut off to the fen."""
    return round_down(resettlement_cost * p.service_fee_share)


@article("第三十一条", label="服务报酬没有超过上限")
def service_fee_allowed(service_fee: Money, service_fee_cap: Money) -> Bool:
    """Return whether the agreed fee is within the limit."""
    return entitled(step("不超过补偿费用的上限比例", service_fee <= service_fee_cap, "第三十一条"))
