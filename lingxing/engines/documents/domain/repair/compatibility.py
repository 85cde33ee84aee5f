"""Characters that look like others: full-width digits and letters, radicals that a PDF prints for whole words."""

import re
import unicodedata

_ALIKE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]")
_RADICALS = dict(
    zip(
        "⺎⺝⺟⺠⻁⻄⻅⻆⻉⻊⻋⻌⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "兀月母民虎西见角贝足车辶长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)


def unify(text: str) -> str:
    """Return the text with half-width digits and letters and with whole characters for radicals, one for one."""
    return text if text.isascii() else _ALIKE.sub(_usual, text)


def _usual(found: re.Match[str]) -> str:
    usual = _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
    return usual if len(usual) == 1 else found[0]
