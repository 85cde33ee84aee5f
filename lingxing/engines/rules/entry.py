"""What people type, as a case takes it. Nothing is judged here: what can't be read is passed on as it was typed."""

import re
import unicodedata
from decimal import Decimal

from lingxing.language.definitions import Fact, FactKind

_NUMBER = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
_LONGEST = 200


def typed_value(text: str, fact: Fact) -> str | bool | None:
    """Return what a control's text says of the fact; None where nothing was typed.

    Full-width digits, thousands signs, units behind the number, 万 and % are understood; dates as 2026/3/1 and
    2026年3月1日 too.
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).replace("\x00", "").strip()
    if not text:
        return None
    if fact.kind is FactKind.BOOL:
        return {"true": True, "false": False}.get(text, text)
    if fact.kind is FactKind.CHOICE:
        return text
    return _typed_day(text) if fact.kind is FactKind.DATE else _typed_number(text, fact)


def _typed_day(text: str) -> str:
    found = _DAY.fullmatch(text.replace(" ", ""))
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def _typed_number(text: str, fact: Fact) -> str:
    bare = re.sub(r"[,\s¥]", "", text).replace("−", "-")
    for ending, factor in _endings(fact):
        if bare.endswith(ending) and (found := _NUMBER.fullmatch(bare.removesuffix(ending))):
            return format(Decimal(found[0]) * factor, "f")
    return text


def _endings(fact: Fact) -> list[tuple[str, Decimal]]:
    one = Decimal(1)
    endings = [(fact.unit.label, one), ("", one)] if not fact.unit.share else [("%", Decimal("0.01")), ("", one)]
    if fact.kind is FactKind.MONEY:
        endings = [("万元", Decimal(10000)), ("万", Decimal(10000)), ("元", one), *endings]
    return endings
