"""Who issued a document, by full name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.issuing_place import place_level
from lingxing.engines.documents.domain.repair.line_shapes import is_organ, without_seal
from lingxing.engines.documents.domain.repair.number_classes import IssuerClass, issuer_class
from lingxing.engines.documents.domain.splitting.titles import opening_organ
from lingxing.kernel.document_numbers import DocumentNumber

_SPACE = re.compile(r"\s+")
_JOINT = re.compile(
    r"、|(?<=[^、]{2}[局委厅办院部])(?=[省市县区州][^、]{2,12}[局委厅办院部]|中共)"
    r"|(?<=指挥部)(?=[^、]{4})|(?<=[省市县区州]委)(?=[^、]{2,14}人民政府)|(?<=委办公[室厅])(?=[^、]{2,14}人民政府)"
)
_OFFICE = {"省": "办公厅"}
_PLACE = 3


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer's full name, and whether it follows only from the class of the document number."""

    name: str
    inferred: bool = False


def find_issuer(
    title: str, signatures: tuple[str, ...], number: DocumentNumber | None, place: str | None
) -> Issuer | None:
    """Return the issuer: the signature, else the organ in the title, else what the number's class says; or None.

    Organs that sign together are joined by 、; an abbreviated name (市医疗保障局) gets the place's full name.
    """
    signed = [full_name(organ, place) for line in signatures for organ in _signing_organs(line)]
    named = [full_name(organ, place) for organ in _joint_organs(opening_organ(title) or "", signed)]
    if named and not set(named) <= set(signed):
        return Issuer("、".join(named))
    if signed:
        return Issuer("、".join(dict.fromkeys(signed)))
    return _by_number(number, place)


def _signing_organs(line: str) -> list[str]:
    """Return the organs that sign on one line, parted by spaces; a letter-spaced or broken name is one."""
    words = [without_seal(word) for word in line.split()]
    return words if all(is_organ(word) for word in words) else [_SPACE.sub("", without_seal(line))]


def _joint_organs(opening: str, signed: Sequence[str]) -> list[str]:
    """Return the organs that open a title together: 市水利局市财政局 are two, and so are two that sign below."""
    if opening == "".join(signed):
        return list(signed)
    parted = (part for organ in _JOINT.split(opening) for part in _same_opening(organ))
    return [organ for organ in parted if organ]


def _same_opening(joined: str) -> list[str]:
    """Part names that begin with one place: 临江市水利局临江市财政局."""
    again = joined.find(joined[:_PLACE], _PLACE)
    return [joined[:again], *_same_opening(joined[again:])] if again > 0 and is_organ(joined[:again]) else [joined]


def full_name(organ: str, place: str | None) -> str:
    """Return the organ with its place in front: 市医疗保障局 of 临江市 is 临江市医疗保障局."""
    if not place or place in organ:
        return organ
    level = place_level(place)
    if organ.startswith(level) and len(organ) > 2:
        return place + organ[1:]
    return place + organ if organ.startswith("人民政府") else organ


def _by_number(number: DocumentNumber | None, place: str | None) -> Issuer | None:
    if number is None or place is None:
        return None
    kind = issuer_class(number.prefix)
    if kind is IssuerClass.DEPARTMENT:
        return None
    office = _OFFICE.get(place_level(place), "办公室") if kind is IssuerClass.OFFICE else ""
    return Issuer(f"{place}人民政府{office}", inferred=True)
