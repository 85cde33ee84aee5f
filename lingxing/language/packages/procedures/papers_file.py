"""What is handed in and what is issued: the applicant's papers, and the documents of the organs."""

from collections.abc import Iterator, Mapping

from lingxing.kernel.placeholders import Placeholder, placeholders_of
from lingxing.language.packages.articles import article
from lingxing.language.packages.items import Item
from lingxing.language.packages.procedures.entries import condition, named, term, truth, word, words
from lingxing.language.packages.procedures.outlines import Outline
from lingxing.language.packages.procedures.scopes import ServiceScope
from lingxing.language.procedures.definitions import (
    FieldKind,
    IssuedDocumentKind,
    RequiredPaper,
    Role,
)

KINDS = ("notice", "decision", "certificate", "receipt", "letter")
_PAPER = ("label", "article", "required", "when", "reuse", "original", "promised", "help")
_DOCUMENT = (
    "label",
    "kind",
    "article",
    "by",
    "number",
    "body",
    "title",
    "red_head",
    "remedy",
    "valid",
    "valid_until_field",
    "fields",
)
_FIXED = (
    "applicant",
    "case_number",
    "document_number",
    "date",
    "organ",
    "reason",
    "missing",
    "act_label",
    "valid_from",
    "valid_until",
)


def read_papers(item: Item | None, scope: ServiceScope) -> Mapping[str, RequiredPaper]:
    """Return the papers that an applicant hands in, in the order of the file."""
    return {name: _paper(name, entry, scope) for name, entry in named(item)}


def _paper(name: str, item: Item, scope: ServiceScope) -> RequiredPaper:
    section = item.section(_PAPER)
    return RequiredPaper(
        name=name,
        label=section.text("label"),
        article=article(section),
        required=truth(section, "required", default=True),
        when=condition(section.get("when"), scope),
        reuse=section.text("reuse", ""),
        original=truth(section, "original"),
        promised=truth(section, "promised"),
        help=section.text("help", ""),
        where=item.where,
    )


def read_documents(item: Item | None, scope: ServiceScope) -> Mapping[str, IssuedDocumentKind]:
    """Return the documents that acts issue, in the order of the file."""
    return {name: _document(name, entry, scope) for name, entry in named(item)}


def _document(name: str, item: Item, scope: ServiceScope) -> IssuedDocumentKind:
    section, fields = item.section(_DOCUMENT), scope.outline.fields
    dates = tuple(key for key, held in fields.items() if held.kind is FieldKind.DATE)
    return IssuedDocumentKind(
        name=name,
        label=section.text("label"),
        kind=word(section, "kind", KINDS),
        article=article(section),
        by=word(section, "by", _signing(scope.known.roles)),
        number=_number(section.item("number")),
        body=tuple(_paragraph(entry, scope) for entry in section.item("body").list()),
        red_head=truth(section, "red_head"),
        remedy=truth(section, "remedy"),
        valid=term(section, "valid"),
        valid_until_field=word(section, "valid_until_field", dates, ""),
        fields=words(section, "fields", fields),
        where=item.where,
        title=_paragraph(title, scope) if (title := section.get("title")) else "",
    )


def _signing(roles: Mapping[str, Role]) -> tuple[str, ...]:
    """Return the roles that belong to an organ."""
    return tuple(name for name, role in roles.items() if role.is_organ)


def _number(item: Item) -> str:
    text = item.text()
    found = [str(place) for place in _places(item, text)]
    if sorted(found) != ["{number}", "{year}"]:
        raise item.wrong("a document's number holds the year and a running number", "write 示许〔{year}〕{number}号")
    return text


def _paragraph(item: Item, scope: ServiceScope) -> str:
    text = item.text()
    for place in _places(item, text):
        if not _stands(place, scope):
            known = "field, link.field, applicant, case_number, date, organ, reason, missing, act_label"
            remedy = f"write {known}, clock.NAME.due, document.NAME.number, or field:capitals for money"
            raise item.wrong(f"{place} stands for nothing", remedy)
    return text


def _places(item: Item, text: str) -> tuple[Placeholder, ...]:
    try:
        return placeholders_of(text)
    except ValueError as error:
        raise item.wrong(str(error), "write {name}") from error


def _stands(place: Placeholder, scope: ServiceScope) -> bool:
    outline, name = scope.outline, place.name
    if place.style:
        held = outline.fields.get(name)
        return place.style == "capitals" and held is not None and held.kind is FieldKind.MONEY
    return name in _FIXED or name in outline.fields or name in _dotted(scope, outline)


def _dotted(scope: ServiceScope, outline: Outline) -> Iterator[str]:
    yield from (f"clock.{name}.due" for name in outline.names["clocks"])
    yield from (f"document.{name}.number" for name in outline.names["documents"])
    for name, held in outline.fields.items():
        if held.kind is FieldKind.CASE:
            yield f"{name}.number"
            yield from (f"{name}.{inner}" for inner in scope.outlines[held.service].fields)
        if held.catalogue:
            yield from (f"{name}.{column}" for column in scope.known.catalogue[held.catalogue].columns)
