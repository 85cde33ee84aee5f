"""What a service shows: publications, registers, queues, and the words of its guide."""

from collections.abc import Mapping

from lingxing.language.packages.articles import article, is_article
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.procedures.entries import counting_rule, named, pairs, term, texts, truth, word, words
from lingxing.language.packages.procedures.outlines import Outline
from lingxing.language.packages.procedures.scopes import ServiceScope
from lingxing.language.procedures.definitions import (
    SYSTEM,
    FieldKind,
    Guide,
    Publication,
    PublicationKind,
    Queue,
    Register,
)

REDACTIONS = ("plain", "name", "identity", "phone", "address", "account")
_FIXED = ("applicant", "number", "decided_on", "organ")
_PUBLICATION = ("label", "kind", "article", "by", "within", "rule", "lasts", "announced_by", "columns")
_REGISTER = ("label", "article", "states", "public", "columns")
_QUEUE = ("label", "article", "states", "order", "each", "reading")
_GUIDE = ("who", "fee", "fee_article", "complain", "basis", "place", "note", "lists")


def read_publications(outline: Outline, scope: ServiceScope) -> Mapping[str, Publication]:
    """Return what acts order to be published, in the order of the file."""
    entries = named(outline.section.get("publications"))
    return {name: _publication(name, entry, outline, scope) for name, entry in entries}


def _publication(name: str, item: Item, outline: Outline, scope: ServiceScope) -> Publication:
    section = item.section(_PUBLICATION)
    kind = PublicationKind(section.item("kind").word(tuple(PublicationKind)))
    announced_by = word(section, "announced_by", outline.acts, "")
    if kind is PublicationKind.PUBLIC_NOTICE and "lasts" not in section:
        raise section.at.wrong("a public notice asks for objections during a term", "add lasts: 5 working days")
    if announced_by and SYSTEM not in outline.acts[announced_by].by:
        told = f"{announced_by} is not done by the system"
        raise section.item("announced_by").wrong(told, "add system to its roles in by")
    roles = tuple(key for key, role in scope.known.roles.items() if role.is_organ)
    return Publication(
        name=name,
        label=section.text("label"),
        kind=kind,
        article=article(section),
        by=word(section, "by", roles),
        within=term(section, "within", same_day=True) or _missing(section, "within"),
        rule=counting_rule(section),
        columns=_columns(section, outline, public=True),
        lasts=term(section, "lasts"),
        announced_by=announced_by,
        where=item.where,
    )


def _missing(section: Section, key: str) -> str:
    return section.item(key).text()


def _columns(section: Section, outline: Outline, *, public: bool) -> Mapping[str, str]:
    """Return column → redaction. What is personal is never shown plainly to the public."""
    simple = [name for name, held in outline.fields.items() if held.kind not in (FieldKind.ROWS, FieldKind.CASE)]
    known = (*_FIXED, *simple, *outline.names["documents"])
    found = {name: entry.word(REDACTIONS) for name, entry in pairs(section, "columns", known).items()}
    if not found:
        raise section.item("columns").wrong("names no column", "write {number: plain, applicant: name}")
    persons = "audience" in outline.section and "person" in texts(outline.section, "audience")
    for name, redaction in found.items():
        held = outline.fields.get(name)
        personal = held.personal is not None if held else name == "applicant" and persons
        if public and personal and redaction == "plain":
            entry = section.item("columns").section().item(name)
            raise entry.wrong(
                f"{name} is personal and would be shown plainly", f"write one of {', '.join(REDACTIONS[1:])}"
            )
    return found


def read_registers(outline: Outline) -> Mapping[str, Register]:
    """Return the lists of cases in certain states."""
    return {name: _register(name, entry, outline) for name, entry in named(outline.section.get("registers"))}


def _register(name: str, item: Item, outline: Outline) -> Register:
    section = item.section(_REGISTER)
    public = truth(section, "public", default=True)
    states = words(section, "states", outline.states, required=True)
    columns = _columns(section, outline, public=public)
    return Register(name, section.text("label"), article(section), states, columns, public, item.where)


def read_queues(outline: Outline) -> Mapping[str, Queue]:
    """Return the waiting lists."""
    return {name: _queue(name, entry, outline) for name, entry in named(outline.section.get("queues"))}


def _queue(name: str, item: Item, outline: Outline) -> Queue:
    section = item.section(_QUEUE)
    states = words(section, "states", outline.states, required=True)
    unordered = (FieldKind.ROWS, FieldKind.CASE, FieldKind.ORGAN)
    ordered = [key for key, held in outline.fields.items() if held.kind not in unordered]
    order = words(section, "order", ("opened_at", *ordered)) or ("opened_at",)
    apart = tuple(key for key, held in outline.fields.items() if held.kind is not FieldKind.ROWS and not held.personal)
    each = word(section, "each", apart, "")
    reading = section.text("reading", "")
    return Queue(name, section.text("label"), article(section), states, order, each, reading, item.where)


def read_guide(item: Item | None, scope: ServiceScope) -> Guide | None:
    """Return what the guide says beyond what follows from the procedure; None where nothing is said."""
    if item is None:
        return None
    section = item.section(_GUIDE)
    if "fee_article" in section and not is_article(section.text("fee_article")):
        raise section.item("fee_article").wrong("is no place in a document", "write 第二十条第一款, 四（二）1 …")
    return Guide(
        who=section.text("who"),
        fee=section.text("fee"),
        complain=section.text("complain"),
        basis=texts(section, "basis"),
        fee_article=section.text("fee_article", ""),
        place=section.text("place", ""),
        note=section.text("note", ""),
        lists=words(section, "lists", scope.known.catalogue),
    )
