"""What people give to `lingxing workdays`: days, terms, suspensions. What is wrong with it is one line and status 2."""

import datetime as dt
import re

from lingxing.cli.rules.inputs import WrongInput
from lingxing.engines.cases.domain.clocks import Suspension
from lingxing.kernel.calendars import FIRST_DAY, LAST_DAY, OutsideCalendar
from lingxing.kernel.terms import Term, parse_term

_SUSPENDED = re.compile(r"([^.:：]*)\.\.([^.:：]*)(?:[:：](.*))?", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TERMS = (
    "请写成 5 working days、20 days、3 months、1 year、24 hours、first 15 days of the next quarter、"
    "end of the next month、by 12-31 或 by 01-31 of the next year，数目从1到9999"
)


def given_day(text: str, where: str) -> dt.date:
    """Return the day written as YYYY-MM-DD. WrongInput for anything else, OutsideCalendar beyond it."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise WrongInput(f"“{text}”不是日期", where=where, remedy="请写成 2026-02-12 的样子") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutsideCalendar(f"{where}：{text}")
    return day


def given_term(text: str, where: str) -> Term:
    """Return the term of the words. WrongInput for anything else."""
    try:
        return parse_term(text)
    except ValueError:
        raise WrongInput(f"“{text}”不是期限", where=where, remedy=_TERMS) from None


def given_suspension(text: str) -> Suspension:
    """Return the suspension written as BEGIN..END:cause; END may be empty where it still lasts."""
    found = _SUSPENDED.fullmatch(text)
    if not found:
        raise WrongInput(f"“{text}”不是暂停", where="--suspended", remedy="请写成 2026-02-13..2026-02-20:补正")
    begin = given_day(found[1], "--suspended")
    end = given_day(found[2], "--suspended") if found[2] else None
    if end and end < begin:
        raise WrongInput(f"{end}恢复，早于{begin}暂停", where="--suspended", remedy="请核对两个日期")
    return Suspension(begin, end, found[3] or "未写原因")
