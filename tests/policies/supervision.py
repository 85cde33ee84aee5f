"""A matter of Jingzhou's supervision, proposed on 1 June 2026 and assigned two days later."""

import datetime as dt

from tests.policies.playing import Stories

PACKAGE = "jingzhou/supervision_2017"
DAY = dt.date(2026, 6, 1)
ITEM, ONE, TWO = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 4))
MATTER = {
    "heading": "城北污水处理厂扩建",
    "source": "meeting",
    "origin_document": "市政府常务会议纪要〔2026〕8号",
    "requirement": "完成主体工程并通水试运行",
    "unit": "11",
    "main_person": "甲一",
    "handling": "single",
    "urgent": "false",
    "major": "false",
}
PART = {"item": ITEM, "part": "厂外管网", "unit": "12", "main_person": "乙二", "due": "2026-07-01"}
CALL = {"called_on": "2026-07-20", "called_person": "甲一", "call_note": "询问进度，答复月底前完成"}
NOTICE = {"notice_note": "主体工程停工两周", "correct_by": "2026-08-07"}
REFERRAL = {"item": ITEM, "cause": "late", "facts_text": "七月十六日到期没有报告", "correct_by": "2026-08-31"}


def registered(**other: str) -> Stories:
    """Return a matter proposed on Monday 1 June 2026, approved the next day and registered on the third."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(ITEM, "item", "2026-06-01", "section", "propose", {**MATTER, **other})
    cases.do(ITEM, "2026-06-02", "deputy", "approve")
    cases.do(ITEM, "2026-06-03", "office", "register")
    return cases


def assigned(**other: str) -> Stories:
    """Return that matter as it was assigned on Wednesday 3 June."""
    cases = registered(**other)
    cases.do(ITEM, "2026-06-03", "office", "assign", {"tracker": "丙三"} if other.get("urgent") == "true" else {})
    return cases


def behind(**other: str) -> Stories:
    """Return that matter after its thirty working days, which end on 16 July."""
    cases = assigned(**other)
    cases.do(ITEM, "2026-07-17", "system", "fall_behind")
    return cases
