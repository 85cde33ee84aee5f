"""A firm in Ezhou that asks for a licence, on a commitment or in the ordinary way."""

import datetime as dt

from lingxing.engines.cases.domain.play import Story
from tests.policies.playing import others, story

PACKAGE = "ezhou/notification_commitment_2022"
DAY = dt.date(2026, 3, 2)
TEXT, OTHER_TEXT = (f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2))
PROMISES = dict.fromkeys(("knows", "truthful", "able", "punctual", "obedient", "liable"), "true")
FIRM = {
    "firm_name": "云梦餐饮有限公司",
    "credit_code": "91350100M000100Y43",
    "phone": "13800000000",
    "licence": "food_business",
}
COMMITTED = {
    **FIRM,
    **PROMISES,
    "way": "commitment",
    "text": TEXT,
    "delivery": "online",
    "ready": "now",
    "papers_later": "false",
}
ORDINARY = {**FIRM, "way": "ordinary"}
CHECKED = {"inspected_on": "2026-04-01", "inspection_way": "on_site", "finding": "操作间没有隔开"}


def case(**world: object) -> Story:
    text = {"licence": "food_business", "papers_days": 30, "ready_days": 60}
    cases = {
        TEXT: ("commitment_text", "published", text),
        OTHER_TEXT: ("commitment_text", "draft", text),
    }
    return story(PACKAGE, "licence", DAY, linked_case=others(cases, PACKAGE), **world)


def granted(**changed: str) -> Story:
    """Return a licence granted on Monday 2 March 2026 on a commitment, the certificate handed over."""
    told = case()
    told.do("2026-03-02", "applicant", "apply_by_commitment", {**COMMITTED, **changed})
    told.do("2026-03-02", "authority", "grant", {"serious_record": "false"})
    told.do("2026-03-02", "authority", "deliver")
    return told


def promising() -> Story:
    """Return a licence whose holder hands in papers by 20 March and is ready by 10 April."""
    return granted(papers_later="true", papers_by="2026-03-20", ready="later", ready_by="2026-04-10")


def corrected(told: Story, day: str = "2026-04-20") -> Story:
    told.do("2026-04-02", "authority", "order_correction", {"correct_by": "2026-04-20"}, reason="没有做到")
    told.do(day, "applicant", "report_correction", {"correction": "已隔开"})
    return told
