"""Who may rent affordable housing in Ezhou, how large it is, what it costs and until when."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Quantity,
    all_of,
    article,
    choice_of,
    days_later,
    entitled,
    greatest,
    least,
    months_later,
    negate,
    not_covered,
    round_down,
    step,
    when,
)

_KINDS = {"rent_then_sale": "允许先租后售", "rent_only": "只租不售"}

# ---- 第十二条: who may rent ----


@article("第十二条第（二）项", label="计入的住房面积", internal=True)
def counted_area(housing_area: Quantity, undelivered_area: Quantity) -> Quantity:
    """Return the family's housing in the district, less what is bought but not handed over, in m²."""
    return greatest(housing_area - undelivered_area, 0)


@article("第十二条第（二）项", label="人均居住建筑面积", internal=True)
def area_by_head(counted_area: Quantity, family_members: Count) -> Quantity:
    """Return the family's housing by head, in m² a person.

    Reading: 家庭按申请人、配偶和未成年子女计；人均面积也只看申请辖区内的住房，没有住房的人均为零。
    """
    return counted_area / family_members


@article("第十二条", label="可以申请保障性租赁住房")
def may_rent(
    birth_date: Date,
    applied_on: Date,
    full_capacity: Bool,
    area_by_head: Quantity,
    other_housing_support: Bool,
    p: Parameters,
) -> Bool:
    """Return whether a person may apply.

    Reading: 第十一条写的是主要面向的人群，不作为另外的条件；享受其他保障性住房按申请时的情况看。
    """
    return entitled(
        step("年满规定年龄", applied_on >= months_later(birth_date, p.applicant_age * 12)),
        step("具有完全民事行为能力", full_capacity),
        step("人均居住建筑面积", area_by_head < p.area_by_head),
        step("没有享受其他形式的保障性住房", negate(other_housing_support)),
    )


# ---- 第六条、第八条: kinds and areas ----


@article("第六条", label="房源类别", choices=_KINDS)
def letting_kind(source: Choice) -> Choice:
    """Return whether the dwelling may be sold later; it follows from how it was raised."""
    rent_only = source.is_in("own_land", "collective_land", "converted")
    return when(rent_only, choice_of("rent_only")).otherwise(choice_of("rent_then_sale"))


@article("第八条", label="单套面积原则标准")
def guide_area(letting_kind: Choice, p: Parameters) -> Quantity:
    """Return the area that a dwelling keeps to in principle, in m²."""
    return when(letting_kind == "rent_only", p.rent_area_guide).otherwise(p.sale_area_guide)


@article("第八条", label="单套面积上限")
def largest_area(letting_kind: Choice, started_or_existing: Bool, p: Parameters) -> Quantity:
    """Return the most that a dwelling may have, in m².

    Reading: 只租不售的新项目只有原则上的标准，就以它为上限；已开工或由建成住房转化的才用较宽的上限。
    """
    rented = when(started_or_existing, p.rent_area_limit).otherwise(p.rent_area_guide)
    return when(letting_kind == "rent_only", rented).otherwise(p.sale_area_limit)


@article("第八条", label="单套面积符合规定")
def area_allowed(dwelling_area: Quantity, largest_area: Quantity) -> Bool:
    """Return whether the dwelling is no larger than allowed."""
    return step("单套面积不超过上限", dwelling_area <= largest_area)


@article("第六条第二款", label="可以申请购买的最早日期")
def purchase_from(letting_kind: Choice, renting_since: Date, p: Parameters) -> Date:
    """Return the day from which a tenant may ask to buy; there is none where the dwelling is only let.

    Reading: 租满年限后的次日起，即同月同日。
    """
    none = not_covered("只租不售的房源不能转为共有产权，没有可以申请购买的日期")
    return when(letting_kind == "rent_only", none).otherwise(months_later(renting_since, p.purchase_years * 12))


@article("第六条第二款", label="可以申请转为共有产权")
def may_buy(letting_kind: Choice, purchase_asked_on: Date, purchase_from: Date) -> Bool:
    """Return whether a tenant may ask on that day to buy all or part of the dwelling."""
    return entitled(
        step("房源允许先租后售", letting_kind == "rent_then_sale"),
        step("租赁已满规定年限", purchase_asked_on >= purchase_from),
    )


# ---- 第十条: rent ----


@article("第十条", label="月租金上限")
def rent_ceiling(market_rent: Money, p: Parameters) -> Money:
    """Return the most that a month's rent is in principle, in CNY.

    Reading: 不高于比例，算到分以下的舍去。
    """
    return round_down(market_rent * p.rent_share)


@article("第十条", label="月租金不高于上限")
def rent_allowed(monthly_rent: Money, rent_ceiling: Money) -> Bool:
    """Return whether the agreed rent keeps to the ceiling."""
    return step("约定租金不高于上限", monthly_rent <= rent_ceiling)


@article("第十条", label="下次租金评估日期")
def next_assessment(rent_assessed_on: Date, p: Parameters) -> Date:
    """Return the day on which the rent is in principle assessed again."""
    return months_later(rent_assessed_on, p.assessment_years * 12)


# ---- 第二十条: lease ----


@article("第二十条第一款", label="租期和收租周期符合规定")
def lease_allowed(lease_from: Date, lease_until: Date, payment_months: Count, p: Parameters) -> Bool:
    """Return whether the lease is neither too short nor too long and no more rent is taken at once than allowed."""
    after = days_later(lease_until, 1)
    return all_of(
        step("租期不短于下限", after >= months_later(lease_from, p.shortest_lease * 12)),
        step("租期不长于上限", after <= months_later(lease_from, p.longest_lease * 12)),
        step("单次收租周期不超过上限", payment_months <= p.longest_payment),
    )


@article("第二十条第二款", label="搬迁期不超过上限")
def removal_allowed(removal_months: Count, p: Parameters) -> Bool:
    """Return whether the operator may give that much time for moving out; none at all is allowed too."""
    return step("搬迁期不超过上限", removal_months <= p.longest_removal)


@article("第二十条第二款", label="最迟腾退日期")
def vacate_by(left_on: Date, removal_months: Count, p: Parameters) -> Date:
    """Return the last day of the time for moving out.

    Reading: 搬迁期从退出的次日起算，运营单位给得再长也以上限为止。
    """
    return months_later(left_on, least(removal_months, p.longest_removal))


@article("第二十条第二款", label="当天适用的月租金")
def rent_on_day(rent_day: Date, vacate_by: Date, monthly_rent: Money, market_rent: Money) -> Money:
    """Return the month's rent that applies on the day asked about, in CNY: the agreed one, then the market's."""
    return when(rent_day <= vacate_by, monthly_rent).otherwise(market_rent)
