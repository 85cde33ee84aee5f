"""The place whose government publishes a gazette, found in the gazette itself."""

import re
from collections import Counter
from collections.abc import Iterable

_PLACE = r"[\u4e00-\u9fff]{2,14}?(?:自治州|自治县|自治旗|自治区|地区|省|市|县|区|州|盟|旗)"
_MASTHEAD = re.compile(rf"\s*({_PLACE})人民政府(?:办公[室厅])?公报")
_SPONSOR = re.compile(
    rf"(?:主办|承办|主办单位)\s*[:：/]?\s*({_PLACE})人民政府|\s*({_PLACE})人民政府(?:办公[室厅])?\s*主\s*办"
)
_SIGNATURE = re.compile(rf"\s*({_PLACE})人民政府(?:办公[室厅])?\s*")
_TITLED = re.compile(rf"关于(?:印发|公布|发布)《?({_PLACE})")
_NAMED = re.compile(rf"\s*({_PLACE})[\u4e00-\u9fff“”]{{4,40}}(?:办法|方案|细则|规定|意见|措施|规则|条例|规划)\s*")
_FALSE = re.compile(r"^(?:各|全|本|我|省|市|县|区|州|国|关于|印发|《)")
_WEIGHTS = ((_MASTHEAD, 50), (_SPONSOR, 50), (_SIGNATURE, 10), (_TITLED, 3), (_NAMED, 1))
_LONGEST = 80


def find_issuing_place(texts: Iterable[str]) -> str | None:
    """Return the place by its full name (临江市, 云梦泽县), or None where nothing names it.

    The masthead and the sponsor weigh most, then signatures, then the places that titles name.
    """
    votes: Counter[str] = Counter()
    for text in texts:
        if 4 <= len(text) <= _LONGEST:
            votes.update(_votes_of(text))
    return votes.most_common(1)[0][0] if votes else None


def _votes_of(text: str) -> dict[str, int]:
    votes: dict[str, int] = {}
    for pattern, weight in _WEIGHTS:
        found = pattern.search(text) if pattern in (_SPONSOR, _TITLED) else pattern.match(text)
        if not found or (pattern in (_SIGNATURE, _NAMED) and found.end() != len(text)):
            continue
        place = next(group for group in found.groups() if group)
        if not _FALSE.match(place):
            votes[place] = votes.get(place, 0) + weight
    return votes


def place_level(place: str) -> str:
    """Return the last character of the place's name, by which its own papers call it: 市, 县, 区, 省, 州, 盟, 旗."""
    return place[-1]
