"""Numbers that tell people and firms apart: form, checksum, and what a resident number says of its holder.

A refusal names what is wrong and never repeats the number.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from lingxing.kernel.errors import LingxingError

RESIDENT_LENGTH = CREDIT_LENGTH = 18
OTHER_LENGTHS = range(5, 31)

# GB 11643: weights 2^17, 2^16, … 2^1 modulo 11; ISO 7064 MOD 11-2 writes the check value 10 as X.
_RESIDENT_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_RESIDENT_CHECKS = "10X98765432"
# GB 32100: 31 characters without I, O, S, V, Z; weights 3^0 … 3^16 modulo 31.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(_CREDIT_ALPHABET)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))

# GB/T 2260: the two digits of provinces; 81 to 83 stand in residence permits of Hong Kong, Macao and Taiwan residents.
_PROVINCES = frozenset(
    f"{number}"
    for span in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(span[0], span[1] + 1)
)
_RESIDENT_FORM = re.compile(r"[0-9]{17}[0-9X]")
_OTHER_FORM = re.compile(r"[0-9A-Z\u4e00-\u9fff()/-]+")
_RESIDENT, _CREDIT, _OTHER = "身份证号码", "统一社会信用代码", "证件号码"


@dataclass(frozen=True, slots=True)
class ResidentNumber:
    """A resident identity number that holds: as it is written, date of birth, sex and the six digits of the division.

    The division is that of the first registration of the household; its holder may live elsewhere.
    """

    text: str
    birth: dt.date
    sex: Literal["female", "male"]
    division: str


def canonical_number(text: str) -> str:
    """Return a number as it is compared: full-width forms made plain, spaces dropped, letters in capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check_resident_number(text: str, on: dt.date) -> ResidentNumber:
    """Return what a number by GB 11643 says, as seen on the day `on`. LingxingError names what is wrong with it.

    Reading: 十五位旧号码不再接受。《居民身份证法》第三条的公民身份号码为十八位。
    """
    number = canonical_number(text)
    if not _RESIDENT_FORM.fullmatch(number):
        raise _wrong(_RESIDENT, "应为18位，前17位是数字，末位是数字或X", "请对照身份证逐位核对")
    if number[:2] not in _PROVINCES:
        raise _wrong(_RESIDENT, "开头的行政区划代码不存在", "请核对前6位")
    birth = _birth(number[6:14], on)
    if number[17] != resident_check_character(number[:17]):
        raise _wrong(_RESIDENT, "末位校验码不对，号码中有写错的数字", "请对照身份证逐位核对")
    return ResidentNumber(number, birth, "male" if int(number[16]) % 2 else "female", number[:6])


def resident_check_character(body: str) -> str:
    """Return the last character that belongs to the first 17 digits of a resident number."""
    total = sum(weight * int(digit) for weight, digit in zip(_RESIDENT_WEIGHTS, body, strict=True))
    return _RESIDENT_CHECKS[total % 11]


def check_credit_code(text: str) -> str:
    """Return a unified social credit code by GB 32100 as it is written. LingxingError names what is wrong with it."""
    code = canonical_number(text)
    if len(code) != CREDIT_LENGTH or any(character not in _CREDIT_VALUES for character in code):
        raise _wrong(_CREDIT, "应为18位数字和大写字母，不含I、O、S、V、Z", "请对照营业执照或登记证书逐位核对")
    if not code[2:8].isdecimal():
        raise _wrong(_CREDIT, "第3至8位的登记机关代码应为数字", "请核对第3至8位")
    if code[17] != credit_check_character(code[:17]):
        raise _wrong(_CREDIT, "末位校验码不对，代码中有写错的字符", "请对照营业执照或登记证书逐位核对")
    return code


def credit_check_character(body: str) -> str:
    """Return the last character that belongs to the first 17 of a unified social credit code."""
    total = sum(weight * _CREDIT_VALUES[character] for weight, character in zip(_CREDIT_WEIGHTS, body, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def check_other_number(text: str) -> str:
    """Return a number of another document (passport, residence permit) as it is compared: 5 to 30 characters.

    LingxingError names what is wrong with it. Such numbers carry no checksum that is known to us.
    """
    number = canonical_number(text)
    if len(number) not in OTHER_LENGTHS or not _OTHER_FORM.fullmatch(number):
        raise _wrong(_OTHER, "应为5至30个数字、字母、汉字或 ( ) / -", "请对照证件核对")
    return number


def _birth(digits: str, on: dt.date) -> dt.date:
    try:
        birth = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _wrong(_RESIDENT, "第7至14位不是一个日期", "请核对出生年月日") from None
    if birth > on or birth.year < 1900:
        raise _wrong(_RESIDENT, "出生日期在将来或早于1900年", "请核对第7至14位")
    return birth


def _wrong(where: str, what: str, remedy: str) -> LingxingError:
    return LingxingError(what, where=where, remedy=remedy)
