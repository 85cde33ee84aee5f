"""Orders (令): papers whose title is their number, 临江市人民政府令第12号, and that carry a text."""

import re

_SEQUENCE = r"第?\s*(?P<sequence>\d{1,6}|[〇零一二三四五六七八九十百]{1,7})\s*号"
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、 ]{0,60}?(?:政府|委员会|公署|总局|局|署|银行|部|会|院|主席))\s*(?:令|命令)\s*"
    rf"[（(]?\s*(?:[〔\[（(]?\s*(?P<year>(?:19|20)\d{{2}})\s*(?:年|[〕\]）)])\s*)?{_SEQUENCE}\s*[）)]?"
)
_CARRIES = re.compile(r"公布|发布|施行|通过|决定|命令|任命|授予")
_OFFICES = "省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|部长|局长|署长|行长|院长|会长|主任|主席|专员|审计长"
_NAME = r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,8}"
_SIGNER = re.compile(rf"(?:代)?(?:{_OFFICES})[:：]?(?:{_NAME})")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:省|市|县|区|州|盟|旗)")
_LONGEST, _LONGEST_SIGNER = 80, 40


def read_order(text: str) -> re.Match[str] | None:
    """Return the match of an order's number that is the whole text, with `organ`, `year` and `sequence`; or None."""
    return _ORDER.fullmatch(text) if len(text) <= _LONGEST else None


def is_order(title: str) -> bool:
    """Tell whether a printed title is that of an order."""
    return "令" in title and read_order(title.strip()) is not None


def lacks_place(title: str, above: str) -> bool:
    """Tell whether an order's title begins with 人民政府 and the line above it is the place's name."""
    return title.startswith("人民政府") and bool(_PLACE.fullmatch(above))


def carries_text(text: str) -> bool:
    """Tell whether the line says what an order does: that a text is published, somebody appointed."""
    return bool(_CARRIES.search(text))


def is_signer(text: str) -> bool:
    """Tell whether a line of a signature names a person in office (市长 林远航) and no organ."""
    return len(text) <= _LONGEST_SIGNER and bool(_SIGNER.fullmatch("".join(text.split())))
