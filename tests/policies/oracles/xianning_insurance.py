"""What a resident's year costs whom under 咸政办发〔2024〕11号, in plain decimals, written from the document alone.

Claims are dicts of the package's fact names with money as Decimal yuan; they come in the order of their dates and one
person's claims at a time. Only cases that the document settles are asked for.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

FEN = Decimal("0.01")
ZERO = Decimal(0)
FIRST_SHARES = {  # 第二十六条（一）至（六）
    "class_a": Decimal(0),
    "class_b_drug": Decimal("0.10"),
    "class_b_blood": Decimal("0.30"),
    "class_b_service": Decimal("0.10"),
    "hemodialysis_b": Decimal("0.005"),
    "material_general": Decimal("0.10"),
    "material_domestic": Decimal("0.15"),
    "material_imported": Decimal("0.30"),
}
HOSPITAL = {  # 第二十条（一）: 起付标准, 支付比例
    "tertiary": (Decimal(1000), Decimal("0.60")),
    "secondary": (Decimal(600), Decimal("0.70")),
    "primary": (Decimal(200), Decimal("0.85")),
    "township": (Decimal(200), Decimal("0.85")),
}
DAY_LIMIT = {"tertiary": ("hospital", 50), "secondary": ("hospital", 50), "township": ("township", 25)}
DAY_LIMIT["village"] = ("village", 15)
CONSULTATION = {"township": (Decimal(13), Decimal(9)), "village": (Decimal(8), Decimal(7))}
AWAY = {"referred": Decimal("0.10"), "unfiled": Decimal("0.20"), "emergency": Decimal("0.10")}


def fen(value: Decimal) -> Decimal:
    """Return the value to the fen, ties away from zero."""
    return value.quantize(FEN, ROUND_HALF_UP)


def later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def benefit_period(person: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """Return the first and last day whose costs the payment covers (第七条, 第十一条至第十六条)."""
    kind, paid = person["enrolment_kind"], person["enrolled_on"]
    punctual = {
        "regular": paid.month >= 9,
        "student": paid.month >= 9,
        "newborn": paid.year == person["born_on"].year,
        "mid_year": False,
    }.get(kind, paid <= later(person["left_previous_on"], 3))
    if kind == "employee" and person["employee_insurance_months"] >= 24:
        punctual = True
    own_year_end = dt.date(paid.year, 12, 31)
    if not punctual:
        return later(paid, 3), own_year_end
    if kind == "regular":
        return dt.date(paid.year + 1, 1, 1), dt.date(paid.year + 1, 12, 31)
    if kind == "student":
        return dt.date(paid.year, 9, 1), dt.date(paid.year + 1, 12, 31)
    return paid, own_year_end


def paid_at_all(person: Mapping[str, Any], claim: Mapping[str, Any], period: tuple[dt.date, dt.date]) -> bool:
    """Return whether the fund pays on the claim at all."""
    first, last = period
    in_period = first <= claim["date"] if claim["date"] <= last else person["renewed"]
    away_emergency = claim["place"] == "out_of_city" and "emergency" in claim["filing"] and claim["kind"] == "inpatient"
    grassroots = claim["facility_level"] in CONSULTATION
    open_to_person = {"two_disease_drugs": person["two_disease_patient"], "general_consultation": grassroots}
    return (
        in_period
        and not claim["in_employee_insurance"]
        and (claim["designated"] or away_emergency)
        and claim["other_payer"] == "none"
        and open_to_person.get(claim["kind"], True)
    )


def settle(person: Mapping[str, Any], claims: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Decimal]]:
    """Yield each claim's figures, in yuan."""
    period = benefit_period(person)
    year = 0
    days: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    spent: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for claim in claims:
        if claim["date"].year != year:
            year, spent = claim["date"].year, defaultdict(lambda: ZERO)
        yield _claim(person, claim, paid_at_all(person, claim, period), spent, days)


def _claim(
    person: Mapping[str, Any],
    claim: Mapping[str, Any],
    paid: bool,
    spent: dict[str, Decimal],
    days: dict[Any, Decimal],
) -> dict[str, Decimal]:
    kind, level = claim["kind"], claim["facility_level"]
    listed = sum((claim[name] for name in FIRST_SHARES), ZERO)
    everything = listed + claim["over_standard"] + claim["excluded"]
    covered = listed if paid else ZERO
    first = fen(sum((claim[name] * share for name, share in FIRST_SHARES.items()), ZERO)) if paid else ZERO
    if kind == "general_consultation":
        first = ZERO
        covered = _held(covered, CONSULTATION[level][0]) if paid else ZERO
    place = lost = taken = due = ZERO
    if paid and kind == "inpatient":
        place = fen((covered - first) * _place_share(person, claim))
        if claim["place"] == "out_of_city" and claim["filing"] == "unfiled":
            lost = fen((covered - first) * (AWAY["unfiled"] - AWAY["referred"]))
        taken = _held(covered - first - place, HOSPITAL[level][0])
        due = fen((covered - first - place - taken) * HOSPITAL[level][1])
    if paid and kind == "general_consultation":
        due = _held(covered, CONSULTATION[level][1])
    due += _outpatient(person, claim, covered - first, spent, days) if paid else ZERO
    basic = _growth(spent, "basic", due, Decimal(200000))
    copayment = covered - basic - lost if kind == "inpatient" else ZERO
    catastrophic = _catastrophic(spent, copayment)
    return {
        "covered_expenses": covered,
        "category_copayment": first,
        "place_copayment": place,
        "deductible": taken,
        "basic_payment": basic,
        "covered_copayment": copayment,
        "catastrophic_payment": catastrophic,
        "person_pays": everything - basic - catastrophic,
    }


def _held(amount: Decimal, limit: Decimal) -> Decimal:
    return max(min(amount, limit), -limit)


def _place_share(person: Mapping[str, Any], claim: Mapping[str, Any]) -> Decimal:
    if claim["place"] == "municipal":
        return ZERO if person["former_municipal_resident"] else Decimal("0.05")
    return AWAY.get(claim["filing"], ZERO) if claim["place"] == "out_of_city" else ZERO


def _outpatient(
    person: Mapping[str, Any],
    claim: Mapping[str, Any],
    base: Decimal,
    spent: dict[str, Decimal],
    days: dict[Any, Decimal],
) -> Decimal:
    """Return what the visit adds: 50 %, limits of the day by sort of institution, 350 or 550 a year."""
    half = fen(base * Decimal("0.5"))
    if claim["kind"] == "outpatient":
        sort, limit = DAY_LIMIT[claim["facility_level"]]
        half = _growth(days, (claim["date"], sort), half, Decimal(limit))
    elif claim["kind"] != "two_disease_drugs":
        return ZERO
    return _growth(spent, "outpatient", half, Decimal(550 if person["two_disease_patient"] else 350))


def _growth(totals: dict[Any, Decimal], key: Any, amount: Decimal, limit: Decimal) -> Decimal:
    """Return by how much the limited total grows with the amount."""
    before = _held(totals[key], limit)
    totals[key] += amount
    return _held(totals[key], limit) - before


def _catastrophic(spent: dict[str, Decimal], copayment: Decimal) -> Decimal:
    before = _of_year(spent["copayment"])
    spent["copayment"] += copayment
    return _of_year(spent["copayment"]) - before


def _of_year(total: Decimal) -> Decimal:
    """Return the year's payment: 60 % above 12,000, 65 % above 30,000, 75 % above 100,000."""
    if total <= 12000:
        return ZERO
    parts = (min(total, Decimal(30000)) - 12000) * Decimal("0.60")
    parts += max(min(total, Decimal(100000)) - 30000, ZERO) * Decimal("0.65")
    parts += max(total - 100000, ZERO) * Decimal("0.75")
    return min(fen(parts), Decimal(300000))
