"""Xianning's investment committee in January 2026: its calendar and a meeting."""

import datetime as dt

from tests.policies.playing import Stories

PACKAGE = "xianning/investment_committee_2024"
DAY = dt.date(2026, 1, 5)
BOARD, MEETING, ONE, TWO = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
CALL = {
    "committee": BOARD,
    "heading": "一月例会",
    "kind": "monthly",
    "planned_on": "2026-01-16",
    "collect_until": "2026-01-12",
}
SUBJECT = {
    "session": MEETING,
    "heading": "城东医院选址",
    "subject": "arguments",
    "unit": "11",
    "summary": "请求明确选址",
}
PLAN = {"agenda": [{"subject": "arguments", "title": "城东医院选址", "reporter": "11"}], "plan_note": "九楼会议室"}


def board() -> Stories:
    """Return the committee's calendar as it was opened on Monday 5 January 2026."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(
        BOARD, "committee", "2026-01-05", "office", "open", {"heading": "市投委会", "last_assessed": "2025-12-31"}
    )
    return cases


def called(**other: str) -> Stories:
    """Return that calendar with a meeting called the same day."""
    cases = board()
    cases.begin(MEETING, "session", "2026-01-05", "office", "announce", {**CALL, **other})
    return cases


def held(kind: str = "monthly") -> Stories:
    """Return the meeting as it was held on 16 January, its minutes signed on the 19th."""
    director = "director" if kind == "plenary" else "deputy_director"
    cases = called(kind=kind)
    cases.do(MEETING, "2026-01-13", "office", "plan", PLAN)
    cases.do(MEETING, "2026-01-14", director, f"approve_{kind}")
    cases.do(MEETING, "2026-01-15", "office", "prepare")
    cases.do(MEETING, "2026-01-16", "office", f"hold_{kind}", {"held_on": "2026-01-16", "attended": "全体"})
    cases.do(MEETING, "2026-01-16", "office", "draft_minutes", {"minutes": "会议同意选址方案"})
    cases.do(MEETING, "2026-01-19", director, f"sign_{kind}")
    return cases
