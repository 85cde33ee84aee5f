"""Which titles in 《》 name a document of their own, and which a form, a book or the text itself."""

import re
from collections.abc import Iterable

_LAW = re.compile(r"(?:[^办]法|法典|宪法|条例)(?:[（(].*[）)])?\Z")
_KIND = re.compile(
    r"(?:办法|规定|规则|细则|意见|通知|方案|决定|公告|通告|标准|规范|规划|纲要|目录|指南|措施|要点|计划|规程|准则|指引|批复|章程|制度|导则|清单|政策"
    r"|解释|公约|协定|决议|命令|技术要求|总则|定额|图则|条例|函|通报)(?:[（(][^（）()]*[）)]){0,3}\Z"
)
_FORM = re.compile(
    r"(?:通知书|告知书|承诺书|确认书|合同|协议书|登记表|申请表|证明|收据|许可证|证书|执照|报告|报|文书|手册)\Z"
)
_SHORTEST_KIND, _SHORTEST_LAW = 7, 3


def plain_title(title: str) -> str:
    """Return the title without punctuation, brackets and spaces, for comparison."""
    return re.sub(r"[\s《》〈〉“”\"'‘’（）()【】\[\]〔〕—\-－–~～、，,。：:·]+", "", title)


def names_a_document(title: str, number: str | None) -> bool:
    """Return whether a title in 《》 is that of a law or an official document rather than of a form or a column."""
    if number:
        return True
    if not title or _FORM.search(title):
        return False
    if _LAW.search(title):
        return len(title) >= _SHORTEST_LAW and title not in {"条例", "办法"}
    return len(title) >= _SHORTEST_KIND and bool(_KIND.search(title))


def is_own(title: str, own: Iterable[str]) -> bool:
    """Return whether the title is one of the document's own, as printed in its notice or with the issuer before it."""
    plain = plain_title(title)
    return any(plain == name or (len(plain) >= _SHORTEST_KIND and name.endswith(plain)) for name in own)
