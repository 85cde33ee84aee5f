"""Characters that look like others: full-width digits and letters, radicals that a PDF prints for whole words."""

import re
import unicodedata

_ALIKE = re.compile("[笫\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]")
_DAY = re.compile(r"(?<=[\d〇一二三四五六七八九十之])曰")
_DASHES = ("—", "－", "―", "-")
_FIRST = re.compile(r"^[—－―-](?=、)")
_RADICALS = dict(
    zip(
        "笫⺎⺝⺟⺠⻁⻄⻅⻆⻉⻊⻋⻌⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "第兀月母民虎西见角贝足车辶长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)


def unify(text: str) -> str:
    """Return the text with half-width digits and letters and with whole characters for radicals, one for one.

    What optical reading takes for another character is put right where nothing else can stand: 笫三条, 5月8曰, —、总则.
    """
    if text.isascii():
        return text
    text = _ALIKE.sub(_usual, text)
    if "曰" in text:
        text = _DAY.sub("日", text)
    return _FIRST.sub("一", text) if text[:1] in _DASHES else text


def _usual(found: re.Match[str]) -> str:
    usual = _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
    return usual if len(usual) == 1 else found[0]
