"""How somebody may have a decision reviewed."""

import re
from collections.abc import Iterator

from lingxing.engines.cases.papers.facts import PaperFacts

_DIVISIONS = re.compile(r"(?:(?!城市)[^市县区旗盟]{1,12}?(?:自治州|[市县旗盟]|(?<![发新假园税社地])区))+")


def remedy_lines(facts: PaperFacts) -> Iterator[str]:
    """Return what is told of review and suit, with both terms and their statutes."""
    court = facts.court or "有管辖权的人民法院"
    yield (
        f"如不服本决定，可以自收到本决定之日起60日内向{facts.review_organ or review_organ(facts.organ)}"
        f"申请行政复议（《中华人民共和国行政复议法》第二十条），也可以自收到本决定之日起6个月内"
        f"向{court}提起行政诉讼（《中华人民共和国行政诉讼法》第四十六条）。"
    )


def review_organ(organ: str) -> str:
    """Return to whom a review of the organ's act is applied for: 荆州市公安局 → 荆州市人民政府.

    Reading: reviews of departments and of the offices they send out go to the people's government of their own level
    (行政复议法 2023, art. 24), which is the one whose divisions the name begins with. What is led from above only
    (customs, tax) needs its name given. Acts of a government itself go to the one above it.
    """
    if organ.endswith("人民政府"):
        return "上一级人民政府"
    found = _DIVISIONS.match(organ)
    return f"{found[0]}人民政府" if found else "本机关的本级人民政府"
