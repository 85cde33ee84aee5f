"""The shape of an article's name."""

import re

from lingxing.language.packages.items import Section

_NUMERAL = r"[0-9一二三四五六七八九十百零〇两]+"
_PART = re.compile(
    rf"第(?:{_NUMERAL}|（{_NUMERAL}）)(?:自然段|[章节条款项目段行列])(?:之{_NUMERAL})?"
    rf"|(?:附件|附表|附录|表|注|备注|说明|栏|行|格|图)(?:{_NUMERAL})?|附则|通知|正文|标题|序言|前言|引言|导语|结尾|末段|首段"
    rf"|（{_NUMERAL}）|\({_NUMERAL}\)|{_NUMERAL}[.．]?|[至、和及，,—-]"
)

_REMEDY = "write 第二十条第一款, 四（二）1, 第四条至第六条 or 附件1"


def article(section: Section, *, required: bool = True) -> str:
    """Return the key `article`: 第二十条第一款, 四（二）, 第四条至第六条, 附件1. "" where it may be absent and is."""
    if not required and "article" not in section:
        return ""
    item = section.item("article")
    text = item.text()
    if not is_article(text):
        raise item.wrong(
            f"{text!r} is no place in a document", "write 第二十条第一款, 四（二）1, 第四条至第六条, 附件1 …"
        )
    return text


def is_article(text: str) -> bool:
    """Return whether the words have the form of one or several places in a document."""
    rest = text
    while rest:
        found = _PART.match(rest)
        if not found:
            return False
        rest = rest[found.end() :]
    return bool(text)
