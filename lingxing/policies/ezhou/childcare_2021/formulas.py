"""What nurseries in Ezhou are granted, where they register, and what new estates must build."""

from lingxing.language import (
    Bool,
    Choice,
    Count,
    Money,
    Parameters,
    any_of,
    article,
    choice_of,
    granted,
    least,
    not_covered,
    round_up,
    step,
    when,
)

_ORGANS = {
    "staffing_office": "区级机构编制部门",
    "civil_affairs": "区级民政部门",
    "market_regulation": "区级市场监管部门",
}


@article("三（三）8", label="登记机关", choices=_ORGANS)
def registration_organ(nursery_kind: Choice) -> Choice:
    """Return where a nursery of this kind registers; all of them file with the district's health department after."""
    return (
        when(nursery_kind == "public", choice_of("staffing_office"))
        .when(nursery_kind == "nonprofit", choice_of("civil_affairs"))
        .otherwise(choice_of("market_regulation"))
    )


@article("四（三）", label="普惠托位年度补贴")
def place_subsidy(
    nursery_filed: Bool, inclusive_nursery: Bool, filed_places: Count, enrolled_places: Count, p: Parameters
) -> Money:
    """Return a year's subsidy for the places in use, in CNY.

    Reading: 按招收情况给每个托位补贴，取实际招收的托位数，以备案的托位数为限。
    """
    return granted(
        least(enrolled_places, filed_places) * p.place_sum,
        step("已备案", nursery_filed),
        step("普惠托育机构", inclusive_nursery),
    )


@article("三（二）5", label="应配建托位数")
def required_places(estate_kind: Choice, estate_residents: Count, estate_households: Count, p: Parameters) -> Count:
    """Return how many places an estate must have; nothing below the size that obliges it.

    Reading: 人口和户数达到一项即须配建；算出的托位数有零头的进一。
    Reading: 老城区和已建成居住区参照新建居住区，用同样的规模和比例，可以利用现有公共设施设置，不必新建。
    """
    large = any_of(estate_residents >= p.estate_residents, estate_households >= p.estate_households)
    places = when(large, round_up(estate_residents * p.place_ratio)).otherwise(0)
    return when(estate_kind == "other", not_covered("文件只写了中心城区的新建居住区和老城区、已建成居住区")).otherwise(
        places
    )
