"""What a unit may use in a year under 鄂州政办发〔2022〕15号, in plain fractions, written from the document alone.

`unit` and `incident` are dicts of the package's fact names. A figure that the document leaves open is None.
"""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

Facts = Mapping[str, Any]
WEIGHTS = {3: (Fraction(1, 10), Fraction(2, 10), Fraction(7, 10)), 2: (Fraction(0), Fraction(3, 10), Fraction(7, 10))}
WEIGHTS[1] = (Fraction(0), Fraction(0), Fraction(1))
SHORTAGE_CUT, PRICE = Fraction(1, 10), Fraction(5, 2)
MULTIPLES = ((Fraction(0), Fraction(1)), (Fraction(1, 10), Fraction(2)), (Fraction(3, 10), Fraction(3)))
"""What the city settles by itself; any figures serve."""
LASTING = {"output", "circulating", "equipment", "staff", "factory_let", "shop_let", "other_with_norm"}


def whole(value: Fraction) -> int:
    """Return the nearest whole number, ties up."""
    return (value + Fraction(1, 2)).__floor__()


def fraction(value: Decimal | int) -> Fraction:
    """Return the exact value."""
    return Fraction(value)


class Figures:
    """An incident's figures as fractions, each made when it is asked for: it has a hundred, a rule uses three."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> Fraction:
        return fraction(self._facts[name])


def coefficient(unit: Facts) -> Fraction:
    """Return the sum of grounds, each direction at most 0.3 (附件1三)."""
    year = unit["plan_year"]
    tested, filed = unit["balance_tested_on"].year, unit["saving_project_filed_on"].year
    up = [
        unit["saving_title"] and unit["title_from"].year <= year <= unit["title_until"].year,
        unit["balance_tested"] and year in (tested + 1, tested + 2, tested + 3),
        unit["saving_project"] and year == filed + 1,
        unit["recycled_water"] == "used" and unit["recycled_water_from"].year == year,
        unit["advanced_product"],
        unit["metering_complete"],
    ]
    down = [
        unit["balance_omitted"] and unit["balance_omitted_in"] + 1 == year,
        unit["measures_missing"],
        unit["recycled_water"] == "unused",
        unit["obsolete_equipment"],
        not unit["metering_complete"],
    ]
    raised = Fraction(sum(up), 10) + (Fraction(1, 20) if unit["reporting"] == "good" else 0)
    lowered = Fraction(sum(down), 10) + (Fraction(1, 20) if unit["reporting"] == "poor" else 0)
    return min(raised, Fraction(3, 10)) - min(lowered, Fraction(3, 10))


def base_plan(unit: Facts) -> int | None:
    """Return the year's volume by norm or by the weighted past."""
    if not unit["regulated"]:
        return None
    if unit["has_norm"] and unit["stable_use"] and unit["assessable"]:
        volume = fraction(unit["assessed_quantity"]) * fraction(unit["water_norm"])
    elif unit["years_of_use"] < 1:
        return None
    else:
        past = (unit["use_three_years_ago"], unit["use_two_years_ago"], unit["use_last_year"])
        weights = WEIGHTS[min(unit["years_of_use"], 3)]
        volume = sum((fraction(use) * weight for use, weight in zip(past, weights, strict=True)), Fraction(0))
    return whole(volume * (1 + coefficient(unit)))


def annual_plan(unit: Facts) -> int | None:
    """Return what is handed down for the year."""
    base = base_plan(unit)
    if base is None:
        return None
    cut = unit["reduction_set"] if unit["below_norm_standard"] or unit["refuses_rectification"] else 0
    left = max(Fraction(0), Fraction(base) - fraction(cut))
    return whole(left * (1 - SHORTAGE_CUT)) if unit["shortage"] else whole(left)


def may_be_supplemented(unit: Facts) -> bool:
    """Return whether none of the refusals of 第十三条 stands against the unit."""
    return (
        unit["reuse_rate_met"]
        and unit["within_norm"]
        and not (unit["indirect_cooling"] and unit["cooling_circulation"] < Decimal("0.95"))
        and not unit["fixture_leakage"] > Decimal("0.02")
        and unit["evaluation_done"]
        and not unit["leak_ignored"]
        and not unit["surcharge_owed"]
    )


def acceptable(unit: Facts, incident: Facts) -> bool:
    """Return whether the application is in order (第十条, 第十二条, 附件2)."""
    happened, applied, issued = incident["happened_on"], incident["applied_on"], unit["plan_issued_on"]
    if incident["route"] == "adjustment":
        timely = (applied.year - issued.year) * 12 + applied.month - issued.month <= 1
    else:
        timely = incident["reported_in_time"] and applied <= dt.date(happened.year, 12, 31)
    return (
        happened.year == unit["plan_year"]
        and incident["proof_given"]
        and timely
        and (incident["route"] == "sudden" or incident["kind"] in LASTING)
        and (incident["kind"] != "equipment" or incident["metered"])
        and (incident["kind"] != "leak" or incident["daily_records"])
        and (incident["kind"] != "output" or _grew(incident))
    )


def _grew(incident: Facts) -> bool:
    if incident["product_has_norm"]:
        return bool(incident["quantity"] > 0)
    return bool(incident["output_now"] > incident["output_before"])


def supplement(unit: Facts, incident: Facts) -> int | None:
    """Return what is added for the incident."""
    if not (acceptable(unit, incident) and may_be_supplemented(unit)):
        return 0
    volume = _volume(incident)
    return None if volume is None else whole(volume)


def _volume(incident: Facts) -> Fraction | None:
    kind = incident["kind"]
    value = Figures(incident)
    if kind in {"fire", "municipal_resale", "fire_test", "factory_let"}:
        return value["volume"]
    if kind in {"other_resale", "staff", "shop_let", "other_with_norm"}:
        return value["quantity"] * value["norm"]
    if kind == "burst":
        return value["flow"] * min(value["burst_hours"], Fraction(24))
    if kind == "circulating":
        return value["volume"] if incident["metered"] else value["circulating_volume"] / 50
    if kind in {"equipment", "drill", "cleaning"}:
        return _by_meter_or_set(kind, incident["metered"], value)
    special = {"leak": _leak, "output": _growth}
    if kind in special:
        return special[kind](incident, value)
    return Fraction(0) if kind == "construction" else None


def _by_meter_or_set(kind: str, metered: bool, value: Figures) -> Fraction | None:
    if kind == "equipment" or metered:
        return max(Fraction(0), value["volume_after"] - value["volume_before"])
    lowest, highest = (100, 150) if kind == "drill" else (50, 100)
    return value["volume_each"] * value["times"] if lowest <= value["volume_each"] <= highest else None


def _leak(incident: Facts, value: Figures) -> Fraction:
    usual = (value["week_before"] + value["week_after"]) / 14 * value["leak_days"]
    leak = max(Fraction(0), value["leak_total"] - usual)
    found, begun = incident["discovered_on"], incident["renovation_started_on"]
    if incident["renovated"] and begun <= _a_month_after(found) and incident["renovation_cost"] >= 50000:
        return leak
    delay = (incident["repair_started_on"] - incident["happened_on"]).days
    borne = Fraction(0) if delay <= 5 else Fraction(1, 5) if delay <= 10 else Fraction(1, 3)
    return leak * (1 - borne)


def _a_month_after(day: dt.date) -> dt.date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _growth(incident: Facts, value: Figures) -> Fraction | None:
    if incident["product_has_norm"]:
        return value["quantity"] * value["norm"]
    rise = value["output_now"] - value["output_before"]
    factor = Fraction(2) if incident["water_role"] == "ingredient" else value["industry_factor"]
    if incident["water_role"] == "auxiliary" and not 6 <= factor <= 10:
        return None
    return value["water_before"] * rise / value["output_before"] / factor


def year_of_unit(unit: Facts, incidents: Sequence[Facts]) -> dict[str, Fraction | int | None]:
    """Return the unit's figures: m3, the surcharge in fen."""
    added = [supplement(unit, incident) for incident in incidents]
    handed = annual_plan(unit)
    plan = None if handed is None or None in added else handed + sum(held for held in added if held is not None)
    built = sum((fraction(incident["volume"]) for incident in incidents if _is_building(incident)), Fraction(0))
    used = max(Fraction(0), fraction(unit["actual_use"]) - built)
    excess = None if plan is None else max(Fraction(0), used - plan)
    return {
        "base_plan": base_plan(unit),
        "annual_plan": handed,
        "plan": plan,
        "countable_use": used,
        "excess": excess,
        "progressive_surcharge": _surcharge(excess, plan),
    }


def _is_building(incident: Facts) -> bool:
    return all(
        (incident["kind"] == "construction", *(incident[n] for n in ("metered", "proof_given", "monthly_reports")))
    )


def _surcharge(excess: Fraction | None, plan: int | None) -> int | None:
    if excess is None or plan is None or (excess > 0 and plan == 0):
        return None
    parts, limits = Fraction(0), [*(start for start, _ in MULTIPLES[1:]), None]
    for (start, multiple), end in zip(MULTIPLES, limits, strict=True):
        upper = excess if end is None else min(excess, end * plan)
        parts += max(Fraction(0), upper - start * plan) * multiple
    return whole(parts * PRICE * 100)
