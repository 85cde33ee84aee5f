"""Strange hosts that a compromised site printed where the issuing organ stood."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.repair.number_classes import IssuerClass, issuer_class

_HOST = re.compile(
    r"(?:https?://)?www\.[a-zA-Z0-9-]{1,40}(?:\.[a-zA-Z0-9-]{1,20}){1,3}/?(?=办公[室厅]|关于|印发|批转|转发)"
)
_OFFICE = re.compile(r"办公[室厅]")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,12}?)[〔\[（(【﹝](?:19|20)\d{2}")
_REACH = 200


def replace_hosts(texts: Sequence[str], at: int, level: str | None) -> tuple[str, bool]:
    """Return line `at` with the organ put back where a host replaced it, and whether every host could be replaced.

    The organ follows from what is left of its name (办公室) and from the class of the next document number.
    Without one of them the host is only taken out.
    """
    text, sure = texts[at], True
    while found := _HOST.search(text):
        rest = text[found.end() :]
        following = rest + "".join(texts[at + 1 : at + 4])
        organ = _organ(rest, following[:_REACH], level)
        sure = sure and organ is not None
        text = text[: found.start()] + (organ or "") + rest
    return text, sure


def _organ(rest: str, following: str, level: str | None) -> str | None:
    number = _NUMBER.search(following)
    if level is None or (number is None and not _OFFICE.match(rest)):
        return None
    kind = issuer_class(_own_prefix(number[1])) if number else IssuerClass.OFFICE
    if kind is IssuerClass.DEPARTMENT:
        return None
    named_office = bool(_OFFICE.match(rest))
    office = "办公厅" if level == "省" else "办公室"
    return f"{level}人民政府" + (office if kind is IssuerClass.OFFICE and not named_office else "")


def _own_prefix(text: str) -> str:
    """Return the issuing mark at the end of a run of Chinese: …的通知》（荆政发 was cut before, …知荆政发 is not."""
    mark = re.search(r"[\u4e00-\u9fff]{1,4}?(?:政办|府办|政|府)[发规函字令电]{0,2}$", text)
    return mark[0] if mark else text
