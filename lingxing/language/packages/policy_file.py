"""policy.yaml: what the document is."""

import datetime as dt

from lingxing.language.definitions import AUDIENCES, Ceiling, NotComputable, Overlap, Policy
from lingxing.language.packages.articles import article
from lingxing.language.packages.items import Item, Section

_KEYS = (
    "title",
    "instrument",
    "document_number",
    "issuer",
    "city",
    "effective",
    "expires",
    "interpreter",
    "basis",
    "audience",
    "topic",
    "abstract",
    "builds_on",
    "overlaps",
    "ceilings",
    "not_computable",
)


def read_policy(root: Item, identifier: str) -> Policy:
    """Return what policy.yaml says."""
    section = root.section(_KEYS)
    effective, expires = section.item("effective").date(), _last_day(section)
    return Policy(
        id=identifier,
        title=section.text("title"),
        instrument=section.text("instrument", ""),
        document_number=section.text("document_number", ""),
        issuer=section.text("issuer"),
        city=section.text("city"),
        effective=effective,
        expires=expires,
        interpreter=section.text("interpreter", ""),
        basis=_texts(section, "basis"),
        audience=section.item("audience").word(tuple(AUDIENCES)),
        topic=section.text("topic"),
        abstract=section.text("abstract"),
        builds_on=_texts(section, "builds_on"),
        overlaps=tuple(_overlap(item) for item in _list(section, "overlaps")),
        ceilings=tuple(_ceiling(item) for item in _list(section, "ceilings")),
        not_computable=tuple(_not_computable(item) for item in _list(section, "not_computable")),
        where=root.where,
    )


def _last_day(section: Section) -> dt.date | None:
    item = section.get("expires")
    if item is None:
        return None
    if item.date() < section.item("effective").date():
        raise item.wrong("the last day in force lies before the first", "write the last day in force")
    return item.date()


def _list(section: Section, key: str) -> tuple[Item, ...]:
    item = section.get(key)
    return item.list() if item else ()


def _texts(section: Section, key: str) -> tuple[str, ...]:
    return tuple(item.text() for item in _list(section, key))


def _measures(section: Section) -> tuple[str, ...]:
    names = tuple(item.identifier() for item in section.item("measures").list())
    if not names:
        raise section.item("measures").wrong("names no measure", "name at least one formula")
    return names


def _overlap(item: Item) -> Overlap:
    section = item.section(("group", "label", "article", "measures", "keep"))
    keep = section.item("keep").word(("highest", "newest", "chosen"))
    return Overlap(
        section.item("group").identifier(), section.text("label"), article(section), _measures(section), keep
    )


def _ceiling(item: Item) -> Ceiling:
    section = item.section(("label", "article", "measures", "parameter", "order"))
    order = section.item("order").word(("first_come", "pro_rata"))
    parameter = section.item("parameter").identifier()
    return Ceiling(section.text("label"), article(section), _measures(section), parameter, order)


def _not_computable(item: Item) -> NotComputable:
    section = item.section(("label", "article", "reason"))
    return NotComputable(section.text("label"), article(section), section.text("reason"))
