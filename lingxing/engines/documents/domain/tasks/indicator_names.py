"""The names of indicators: the words before a figure without auxiliaries and without what they are held against."""

import re

_BASELINE = re.compile(
    r"(?:较|比|同比)(?:于)?(?:19|20)\d\d\s*年(?:\s*\d{1,2}月)?(?:\s*[底末初])?(?:同期|水平)?"
    r"|(?:在|与|以|按)(?:19|20)\d\d\s*年[^，。；\d]{0,6}?(?:基础上|相比|为基[数期准]|的?基数)"
)
_FROM_VALUE = re.compile(r"(?:由|从)[^由从，]{0,12}\d[^由从，]{0,8}\Z")
_LEADING = re.compile(
    r"\A(?:力争|争取|确保|其中|使|将|并且|并|到|至|实现|努力|推动|促进|带动|引导|(?:19|20)\d\d\s*年(?:\d{1,2}月)?[底末]?(?:之?前|以前)?|[“”\"、]|基本)+"
)
_TRAILING = re.compile(
    r"(?:(?:长期|持续|始终)?(?:保持|稳定|维持)在?|力争|争取|原则上|要|应|应当|须|长期|一般|基本|总体|总体上)+\Z"
)


def without_baseline(words: str) -> str:
    """Return the words without the year that a change is measured from: 较2020年, 在2020年基础上."""
    return _BASELINE.sub("", words)


def indicator_name(words: str) -> str:
    """Return the name that the words before a figure hold: 满意率 of 力争满意率较2020年, 覆盖率 of 覆盖率由60%."""
    kept = _FROM_VALUE.sub("", without_baseline(words.strip(" 　和及与、")))
    return _TRAILING.sub("", _LEADING.sub("", kept)).strip()
