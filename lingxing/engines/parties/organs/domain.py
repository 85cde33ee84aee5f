"""What is said of organs: their kinds and what reforms do to them. No Django."""

from enum import StrEnum


class OrganKind(StrEnum):
    """Where an organ stands."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    INSTITUTION = "institution"
    FIRM = "firm"

    @property
    def label(self) -> str:
        """Return the kind's Chinese name."""
        return _KINDS[self.value]


_KINDS = {
    "government": "人民政府",
    "department": "政府部门",
    "district": "县（市、区）",
    "street": "街道、乡镇",
    "community": "社区、村",
    "institution": "事业单位",
    "firm": "企业",
}


class ChangeKind(StrEnum):
    """What a reform does to an organ."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    ABOLISHED = "abolished"

    @property
    def label(self) -> str:
        """Return the change's Chinese name."""
        return {"renamed": "更名", "merged": "并入", "split": "分设", "abolished": "撤销"}[self.value]
