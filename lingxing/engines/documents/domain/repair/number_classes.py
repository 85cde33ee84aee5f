"""What the issuing mark of a document number says of the issuer: 政发 the government, 政办发 its office."""

import re
from enum import StrEnum

_OFFICE = re.compile(r"(?:政办|府办)")
_GOVERNMENT = re.compile(r"(?:政|府)(?:规|发|函|字|令|通|告|公|电|复|任|土|文|呈|议|干|人)?[〔\[（(]?$")


class IssuerClass(StrEnum):
    """Who stands behind an issuing mark."""

    GOVERNMENT = "government"
    OFFICE = "office"
    DEPARTMENT = "department"


def issuer_class(prefix: str) -> IssuerClass:
    """Return the class of an issuing mark such as 临政发, 临政办函 or 临医保发."""
    if _OFFICE.search(prefix):
        return IssuerClass.OFFICE
    if _GOVERNMENT.search(prefix):
        return IssuerClass.GOVERNMENT
    return IssuerClass.DEPARTMENT
