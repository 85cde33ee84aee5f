"""What medical assistance pays under 鄂州政办发〔2022〕34号, in plain decimals, written from the document alone.

Claims are dicts of the package's fact names with money as Decimal yuan, one person's, in the order of their dates.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

Facts = Mapping[str, Any]
ZERO = Decimal(0)
INCOME, RURAL_INCOME = Decimal("31234.56"), Decimal("20123.45")
"""What the statistics of the year before say; any figures serve."""
ASSISTANCE = {  # 第十一条: 年起付标准, 比例, 年度限额
    "one": (Decimal(0), Decimal(1), Decimal(30000)),
    "two": (Decimal(0), Decimal("0.70"), Decimal(20000)),
    "three": (Decimal(3000), Decimal("0.65"), Decimal(10000)),
    "four": (Decimal(7000), Decimal("0.55"), Decimal(10000)),
}
ADDITIONAL = {  # 第十二条: 年起付标准, 比例, 年支付限额
    "one": (Decimal(2000), Decimal(1), None),
    "two": (Decimal(3000), Decimal(1), None),
    "three": (Decimal(7000), Decimal("0.65"), Decimal(50000)),
    "four": (Decimal(10000), Decimal("0.55"), Decimal(50000)),
}
FIRST_DAY, TRANSITION_ENDS = dt.date(2022, 9, 1), dt.date(2022, 12, 31)


def by_size(value: Decimal) -> Decimal:
    """Return the value to the fen, ties away from zero."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def upward(value: Decimal) -> Decimal:
    """Return the value to the fen, ties up."""
    return (value * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 100


def moved(day: dt.date, years: int) -> dt.date:
    """Return the same day years later; 29 February becomes 28 where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return dt.date(day.year + years, day.month, min(day.day, last))


def category(person: Facts) -> str:
    """Return the best category of the person's identities (第四条, 第六条)."""
    grounds = {
        "one": ("extreme_hardship", "orphan"),
        "two": ("minimum_living_allowance", "returned_to_poverty"),
        "three": ("near_minimum_household", "monitored_rural"),
        "four": ("illness_poverty", "other_hardship"),
    }
    return next((name for name, facts in grounds.items() if any(person[fact] for fact in facts)), "none")


def counts(person: Facts, claim: Facts) -> bool:
    """Return whether assistance looks at the claim."""
    grade, day, recognised = category(person), claim["date"], person["recognised_on"]
    if day < recognised:
        valid = person["applied_for_before"] and day >= moved(recognised, -1)
    else:
        valid = grade != "four" or person["other_hardship"] or day < moved(recognised, 1)
    return (
        grade != "none"
        and claim["kind"] != "outpatient"
        and claim["designated"]
        and claim["insured_then"]
        and valid
        and (grade in ("one", "two") or person["applied"])
        and day >= FIRST_DAY
    )


class Year:
    """One year's accounts of a person."""

    def __init__(self) -> None:
        self.counted = self.due = self.left = self.additional = ZERO


def settle(person: Facts, claims: Sequence[Facts]) -> Iterator[dict[str, Decimal]]:
    """Yield each claim's figures, in yuan."""
    years: dict[int, Year] = defaultdict(Year)
    for claim in claims:
        yield _claim(person, claim, years[claim["date"].year])


def _claim(person: Facts, claim: Facts, year: Year) -> dict[str, Decimal]:
    grade = category(person)
    counted = claim["covered_copayment"] if counts(person, claim) else ZERO
    away = claim["place"] != "in_city" and claim["referral"] == "self_arranged"
    factor = Decimal("0.5") if away else Decimal(1)
    taken, new = _assistance(grade, counted, factor, year)
    assistance = new
    if FIRST_DAY <= claim["date"] <= TRANSITION_ENDS:
        choose = min if claim["covered_copayment"] < 0 else max
        assistance = choose(new, claim["former_assistance"])
    kept = counted - assistance if claim["place"] != "out_of_province" else ZERO
    additional = _additional(grade, kept, factor, year)
    if not (person["poverty_risk"] and person["additional_approved"]):
        additional = ZERO
    borne = _hospital(grade, claim)
    own = claim["covered_copayment"] + claim["out_of_policy"]
    return {
        "deductible_part": taken,
        "assistance": assistance,
        "left_of_year": year.left,
        "additional_assistance": additional,
        "hospital_bears": borne,
        "person_pays": own - assistance - additional - borne,
    }


def _assistance(grade: str, counted: Decimal, factor: Decimal, year: Year) -> tuple[Decimal, Decimal]:
    """Return what the claim uses up of the deductible, and what it adds to the year's assistance."""
    if grade == "none":
        return ZERO, ZERO
    deductible, rate, limit = ASSISTANCE[grade]
    used, above, paid = _used(year, deductible), max(year.counted - deductible, ZERO), min(upward(year.due), limit)
    year.counted += counted
    year.due += (max(year.counted - deductible, ZERO) - above) * rate * factor
    return _used(year, deductible) - used, min(upward(year.due), limit) - paid


def _used(year: Year, deductible: Decimal) -> Decimal:
    return max(min(year.counted, deductible), ZERO)


def _additional(grade: str, kept: Decimal, factor: Decimal, year: Year) -> Decimal:
    """Return what the claim adds to the year's additional assistance."""
    before, above = _additional_paid(grade, year), _above(grade, year.left)
    year.left += kept
    if grade == "none":
        return ZERO
    year.additional += (_above(grade, year.left) - above) * ADDITIONAL[grade][1] * factor
    return _additional_paid(grade, year) - before


def _above(grade: str, left: Decimal) -> Decimal:
    return ZERO if grade == "none" else max(left - ADDITIONAL[grade][0], ZERO)


def _additional_paid(grade: str, year: Year) -> Decimal:
    if grade == "none" or not year.left > INCOME * Decimal("0.25"):
        return ZERO
    paid, limit = upward(year.additional), ADDITIONAL[grade][2]
    return paid if limit is None else min(paid, limit)


def _hospital(grade: str, claim: Facts) -> Decimal:
    """Return the part of the costs outside the policy that the hospital bears (第十三条)."""
    stay = claim["kind"] == "inpatient" and claim["place"] == "in_city" and claim["designated"]
    if grade == "none" or not stay:
        return ZERO
    share = Decimal("0.03") if claim["facility_level"] == "primary" else Decimal("0.08")
    over = claim["out_of_policy"] - claim["total_cost"] * share
    return by_size(max(over, ZERO) if claim["total_cost"] >= 0 else min(over, ZERO))


def of_person(person: Facts, claims: Sequence[Facts]) -> dict[str, Any]:
    """Return what is known of the person as a whole: category, burdens, the warning list of the month."""
    asked, listed = person["requested_on"], person["listed_on"]
    own = [(claim["date"], claim["covered_copayment"] + claim["out_of_policy"]) for claim in claims]
    grade = category(person)
    before = sum((cost for day, cost in own if moved(asked, -1) <= day < asked), ZERO)
    year = sum((cost for day, cost in own if day.year == listed.year and day <= listed), ZERO)
    poor = (
        person["insurance"] != "uninsured"
        and grade not in ("one", "two", "three")
        and before > INCOME
        and person["property_conforms"]
        and person["living_hard"]
    )
    watched = person["near_minimum_household"] or person["monitored_rural"] or person["stable_out_of_poverty"]
    ordinary = person["insurance"] == "resident" and grade == "none" and not person["stable_out_of_poverty"]
    if watched and year > RURAL_INCOME / 2:
        warning = "return"
    else:
        warning = "poverty" if ordinary and year > RURAL_INCOME else "none"
    return {
        "category": grade,
        "burden_before_request": before,
        "burden_of_year": year,
        "illness_poverty_test": poor,
        "warning": warning,
    }
