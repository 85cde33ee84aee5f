"""The roles of procedure.yaml: who acts, and in which organ."""

from collections.abc import Mapping

from lingxing.language.packages.items import Item
from lingxing.language.packages.procedures.entries import ROLES, named, word
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, SYSTEM, Duty, Role

FIXED: Mapping[str, Role] = {
    APPLICANT: Role(APPLICANT, "申请人"),
    EVERYONE: Role(EVERYONE, "任何人"),
    SYSTEM: Role(SYSTEM, "系统"),
}
"""The roles that every package has."""


def read_roles(item: Item | None) -> Mapping[str, Role]:
    """Return the three fixed roles and the declared ones."""
    return {**FIXED, **{name: _role(name, entry) for name, entry in named(item, ROLES)}}


def _role(name: str, item: Item) -> Role:
    section = item.section(("label", "organ", "duty", "named_by"))
    duty = word(section, "duty", tuple(Duty), Duty.CLERK)
    if "named_by" in section and "organ" in section:
        raise section.item("named_by").wrong("an organ is bound to the role already", "leave organ or named_by away")
    named_by = section.text("named_by", "")
    organ = "" if named_by else section.text("organ")
    return Role(name, section.text("label"), organ, Duty(duty), item.where, named_by)


def read_marks(item: Item | None) -> Mapping[str, str]:
    """Return the marks that a party may carry from case to case: name → label."""
    return {name: entry.text() for name, entry in named(item)}
