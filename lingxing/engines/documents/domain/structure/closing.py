"""Closing words of an outline: 本措施自印发之日起施行…, the list of annexes, 特此通知."""

import re

_BEGINS = re.compile(r"(?:本|此|以上|上述|新|自|未尽|各县|各区|各地|国家|凡|特此|附件|此前|原有?|有效期|施行|同一)")
_SAYS = re.compile(r"起(?:施行|实施|执行|生效)|施行|有效期|负责解释|废止|起开始|生效实施|特此|^附件")
_ANNEXES = re.compile(r"附\s?件\s?[：:]")
_FAR = 400


def closes_outline(words: str) -> bool:
    """Return whether an unmarked line behind the last section closes the text."""
    return bool(_BEGINS.match(words) and _SAYS.search(words, 0, _FAR))


def names_annexes(words: str) -> bool:
    """Return whether the line begins the list of annexes."""
    return bool(_ANNEXES.match(words))
