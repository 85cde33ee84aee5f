"""Where a matter comes from: the sources that the engine tells apart, and those of a procedure (art. 4)."""

from collections.abc import Collection, Mapping

OTHER = "other"
_COVERED_BY: Mapping[str, tuple[str, ...]] = {"document": ("key_work",)}
"""Source → the sources of a procedure that cover it, in the order tried, where it does not know it by its name."""


def filed_under(source: str, choices: Collection[str]) -> str:
    """Return the source of the procedure under which a matter is filed: its own, else what covers it, else `other`.

    Reading: 本级政府文件部署的任务属于第四条第（四）项的重点工作落实；上级文件、会议决定、批示按各自的项登记，
    查实的投诉归入第（八）项。
    """
    wanted = (source, *_COVERED_BY.get(source, ()), OTHER)
    return next((one for one in wanted if one in choices), OTHER)


def source_of(stored: object, known: Collection[str]) -> str:
    """Return the source as the engine knows it; `other` for what it doesn't."""
    return str(stored) if stored in known else OTHER
