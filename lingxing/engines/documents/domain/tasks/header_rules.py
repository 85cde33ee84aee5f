"""Rules that a plan states once for all its tasks: the first unit named leads; every county too, not repeated below."""

import re

_FIRST_LEADS = re.compile(
    r"(?:第[一1](?:位|个|名|家)?|首位|首个|首家|首名)[^。；\n]{0,15}牵头|牵头[^。；，\n]{0,10}(?:第一(?:位|个|名)|首位)"
)
_ALL_LEAD = re.compile(
    r"(?:无|没有|未(?:明确|列|确定))[^。；，\n]{0,4}牵头[^。；\n]{0,12}责任(?:单位|部门)[^。；\n]{0,3}(?:为|是)牵头"
)
_NOT_REPEATED = re.compile(
    r"不再(?:一一|逐一|重复|另行|单独|分别)*(?:列|罗)|不(?:一一|逐一|另)列|以下均(?:含|包括|包含)|均(?:为|是|属)责任单位"
)
_EVERY = re.compile(
    r"(?P<units>各(?:[^。；\n（）()]|[（(][^。；\n（）()]{0,20}[）)]){1,80}?)"
    r"(?=[，,]?(?:均|都|落实|负责|不再|为责任|按职责)|[。；）)\n]|\Z)"
)
_ONWARDS = re.compile(r"以下|下同|下列|后同")


def first_unit_leads(text: str) -> bool:
    """Return whether the words say that the first unit of a list is its lead."""
    return "牵头" in text and bool(_FIRST_LEADS.search(text))


def all_units_lead(text: str) -> bool:
    """Return whether the words say that responsible units lead where no lead is named."""
    return "牵头" in text and bool(_ALL_LEAD.search(text))


def units_of_every_task(text: str) -> str:
    """Return the printed list of units that answer for every task without being repeated, or ''."""
    found = _NOT_REPEATED.search(text)
    if not found:
        return ""
    start = max(text.rfind(stop, 0, found.start()) for stop in "。；;\n（(") + 1
    while start and text[start - 1] in "（(" and text[start - 2 : start - 1] in {"县", "市", "区"}:
        start = max(text.rfind(stop, 0, start - 1) for stop in "。；;\n（(") + 1
    units = _EVERY.search(text, start)
    return units["units"].strip("，, ") if units else ""


def holds_onwards(text: str) -> bool:
    """Return whether the rule starts where it is printed (下同, 以下…) rather than holding for the whole plan."""
    return bool(_ONWARDS.search(text))
