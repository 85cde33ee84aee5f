"""What public vocational schools in Ezhou must at least be given."""

from lingxing.language import Bool, Choice, Count, Money, Parameters, article, greatest, not_covered, when


@article("四17", label="生均拨款最低总额")
def funding_floor(school_kind: Choice, public_school: Bool, students: Count, p: Parameters) -> Money:
    """Return the least appropriation of a year, in CNY."""
    return when(public_school, students * p.floor_by_student[school_kind]).otherwise(
        not_covered("民办学校的生均拨款，文件没有规定")
    )


@article("四17", label="计入的财政拨款")
def counted_appropriation(appropriation: Money, offset_income: Money) -> Money:
    """Return the appropriation that counts, in CNY: tuition and earnings must not take its place.

    Reading: 以学费和社会服务收入冲抵的部分不算财政拨款，全部扣除。
    """
    return greatest(appropriation - offset_income, 0)


@article("四17", label="拨款缺口")
def funding_gap(funding_floor: Money, counted_appropriation: Money) -> Money:
    """Return by how much the year's appropriation falls short of the floor, in CNY."""
    return greatest(funding_floor - counted_appropriation, 0)


@article("四17", label="拨款达到最低标准")
def floor_met(funding_gap: Money) -> Bool:
    """Return whether the year's appropriation reaches the floor."""
    return funding_gap == 0
