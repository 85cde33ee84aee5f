"""The metadata of a document as Akoma Ntoso: FRBR identification, lifecycle, references."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import quote

from lxml import etree

from lingxing.engines.documents.domain.model import Document, Relation, RelationKind
from lingxing.engines.documents.exports.akoma_ntoso.elements import Names, element
from lingxing.engines.documents.exports.edition import Edition
from lingxing.kernel.document_numbers import parse_document_number

_UNDATED = dt.date(1, 1, 1)
_FORCE = {
    RelationKind.REPEALS: "endOfEnactment",
    RelationKind.LAPSES: "endOfEnactment",
    RelationKind.EXTENDS: "prorogationOfForce",
}
_AGENT = "#lingxing"
RESERVED = ("lingxing", "issuer", "meta_signed", "meta_effective", "meta_ended", "meta_validity", "meta_in_force")


def work_address(number: str | None, title: str) -> str:
    """Return the address of a work: /akn/cn/act/咸政办发-2024-11, by its title where it has no number."""
    parsed = parse_document_number(number) if number else None
    return "/akn/cn/act/" + quote(parsed.slug if parsed else (number or title or "untitled"), safe="")


def meta(edition: Edition, names: Names, part: str = "") -> etree._Element:
    """Return the metadata of the whole document, or of the part (an attachment) that `part` names."""
    if part:
        return element("meta", _identification(edition, part))
    document = edition.document
    organizations = [("lingxing", "令行"), ("issuer", document.issuer or "未印明")]
    references = [_organization(name, shown) for name, shown in organizations]
    return element(
        "meta",
        _identification(edition, "main"),
        *_publication(edition),
        *_lifecycle(edition),
        *_modifications(document.relations, names),
        *_interval(edition),
        element("references", *references, *_relations(document.relations, names), _in_force(), source=_AGENT),
    )


def _organization(name: str, shown: str) -> etree._Element:
    return element("TLCOrganization", eId=name, href=f"/ontology/organization/cn/{quote(shown)}", showAs=shown)


def _in_force() -> etree._Element:
    return element("TLCConcept", eId="meta_in_force", href="/ontology/concept/in-force", showAs="有效")


def _identification(edition: Edition, part: str) -> etree._Element:
    document = edition.document
    work = work_address(document.number, document.title)
    expression = f"{work}/zho@{_signed(edition).isoformat()}"
    number = [element("FRBRnumber", value=document.number)] if document.number else []
    country = element("FRBRcountry", value="cn")
    name = element("FRBRname", value=document.title or edition.key)
    return element(
        "identification",
        element("FRBRWork", *_core(edition, work, part), country, *number, name),
        element("FRBRExpression", *_core(edition, expression, part), *_expression(edition)),
        element("FRBRManifestation", *_core(edition, f"{expression}.xml", part)),
        source=_AGENT,
    )


def _expression(edition: Edition) -> list[etree._Element]:
    return [element("FRBRversionNumber", value=str(edition.version)), element("FRBRlanguage", language="zho")]


def _core(edition: Edition, address: str, part: str) -> list[etree._Element]:
    signed = edition.document.date is not None
    return [
        element("FRBRthis", value=f"{address}/!{part}"),
        element("FRBRuri", value=address),
        element("FRBRalias", value=edition.url or f"/documents/{quote(edition.key)}/", name="page"),
        element("FRBRdate", date=_signed(edition).isoformat(), name="成文日期" if signed else "推定日期"),
        element("FRBRauthor", href="#issuer"),
    ]


def _signed(edition: Edition) -> dt.date:
    """Return the date of signature, else the day or month the gazette came out, else 0001-01-01 for undated."""
    if edition.document.date:
        return edition.document.date
    published = edition.gazette.published or ""
    for text in (published, f"{published}-01"):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            continue
    return dt.date(edition.gazette.year, 1, 1) if edition.gazette.year else _UNDATED


def _publication(edition: Edition) -> list[etree._Element]:
    info = edition.gazette
    if not info.name:
        return []
    number = " ".join(part for part in (info.issue, info.serial) if part)
    shown = f"{info.name} {info.year or ''} {number}".strip()
    day = info.published if info.published and len(info.published) == len("2024-01-01") else None
    return [
        element("publication", date=day or _signed(edition).isoformat(), name=info.name, showAs=shown, number=number)
    ]


def _events(edition: Edition) -> list[tuple[str, dt.date, str]]:
    events = [("meta_signed", _signed(edition), "generation")]
    if edition.effective_on:
        events.append(("meta_effective", edition.effective_on, "generation"))
    if edition.ended_on:
        events.append(("meta_ended", edition.ended_on, "repeal"))
    return events


def _lifecycle(edition: Edition) -> list[etree._Element]:
    refs = [
        element("eventRef", eId=name, date=day.isoformat(), type=kind, source="#issuer")
        for name, day, kind in _events(edition)
    ]
    return [element("lifecycle", *refs, source=_AGENT)]


def _interval(edition: Edition) -> list[etree._Element]:
    if not edition.effective_on:
        return []
    interval = element(
        "timeInterval",
        start="#meta_effective",
        end="#meta_ended" if edition.ended_on else None,
        refersTo="#meta_in_force",
    )
    return [element("temporalData", element("temporalGroup", interval, eId="meta_validity"), source=_AGENT)]


def _relations(relations: Sequence[Relation], names: Names) -> list[etree._Element]:
    return [
        element(
            "activeRef",
            eId=names.take(f"meta_{relation.kind.value}_1"),
            href=work_address(relation.number, relation.title),
            showAs=relation.title or relation.number or "未印明",
        )
        for relation in relations
    ]


def _modifications(relations: Sequence[Relation], names: Names) -> list[etree._Element]:
    changes = [_force_change(relation, names) for relation in relations if relation.kind in _FORCE]
    return [element("analysis", element("activeModifications", *changes), source=_AGENT)] if changes else []


def _force_change(relation: Relation, names: Names) -> etree._Element:
    return element(
        "forceMod",
        element("source", href=f"#{quote(relation.unit_id)}"),
        element("destination", href=work_address(relation.number, relation.title)),
        type=_FORCE[relation.kind],
        eId=names.take("meta_modification_1"),
    )


def titled(document: Document) -> str:
    """Return what a heading shows for the document: its title, or its number."""
    return document.title or document.number or "无标题"
