"""A whole document as Akoma Ntoso XML."""

from collections.abc import Sequence

from lxml import etree

from lingxing.engines.documents.domain.model import Annex, Document, Instrument, Table, Unit
from lingxing.engines.documents.exports.akoma_ntoso.body import hierarchy, table_element
from lingxing.engines.documents.exports.akoma_ntoso.elements import Names, element
from lingxing.engines.documents.exports.akoma_ntoso.metadata import RESERVED, meta, titled, work_address
from lingxing.engines.documents.exports.edition import Edition


def akoma_ntoso(edition: Edition) -> bytes:
    """Return the document as Akoma Ntoso 3.0 XML in UTF-8, valid against the OASIS schema.

    A notice is a `doc` with its instruments and annexes as attachments; a document without a notice is an `act`.
    """
    names = Names(RESERVED)
    document = edition.document
    whole = len(document.instruments) == 1 and not document.notice and document.wrapper is None
    root = _act(edition, document.instruments[0], names) if whole else _notice(edition, names)
    return etree.tostring(element("akomaNtoso", root), encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _act(edition: Edition, instrument: Instrument, names: Names) -> etree._Element:
    frame = [meta(edition, names), _preface(edition.document), *_preamble(edition.document)]
    main = _main("act", instrument.units, instrument.tables, names)
    kind = instrument.kind or edition.document.kind
    return _structure(main, kind, frame, [*_conclusions(edition.document), *_attachments(edition, (), names)])


def _notice(edition: Edition, names: Names) -> etree._Element:
    document = edition.document
    frame = [meta(edition, names), _preface(document), *_preamble(document)]
    main = _main("doc", document.notice, (), names)
    after = [*_conclusions(document), *_attachments(edition, document.instruments, names)]
    return _structure(main, document.wrapper or document.kind, frame, after)


def _structure(
    main: etree._Element, kind: str, before: Sequence[etree._Element], after: Sequence[etree._Element]
) -> etree._Element:
    """Return the `act` or `doc` around `main`: an act's body, a doc's mainBody."""
    tag = "act" if etree.QName(main).localname == "body" else "doc"
    return element(tag, *before, main, *after, name=kind or "document", contains="singleVersion")


def _main(wanted: str, units: Sequence[Unit], tables: Sequence[Table], names: Names) -> etree._Element:
    """Return a `body` where an act is wanted and units stand, else a `mainBody`."""
    made = hierarchy(units, tables, names)
    if made and wanted == "act":
        return element("body", *made)
    return element("mainBody", *(made or [element("p")]))


def _preface(document: Document) -> etree._Element:
    number = [element("p", element("docNumber", text=document.number))] if document.number else []
    return element("preface", *number, element("p", element("docTitle", text=titled(document))))


def _preamble(document: Document) -> list[etree._Element]:
    return [element("preamble", element("p", text=document.recipients))] if document.recipients else []


def _conclusions(document: Document) -> list[etree._Element]:
    lines: list[etree._Element] = []
    if document.issuer:
        lines.append(element("p", element("organization", text=document.issuer, refersTo="#issuer")))
    if document.date:
        shown = document.date_printed or document.date.isoformat()
        lines.append(element("p", element("date", text=shown, date=document.date.isoformat())))
    if document.public_note:
        lines.append(element("p", text=document.public_note))
    return [element("conclusions", *lines)] if lines else []


def _attachments(edition: Edition, instruments: Sequence[Instrument], names: Names) -> list[etree._Element]:
    made = [_instrument(edition, instrument, names) for instrument in instruments]
    made += [_annex(edition, annex, names) for annex in edition.document.annexes]
    return [element("attachments", *made)] if made else []


def _instrument(edition: Edition, instrument: Instrument, names: Names) -> etree._Element:
    holder = names.take(f"attachment_{instrument.id}")
    main = _main("act", instrument.units, instrument.tables, names)
    inner = _structure(main, instrument.kind, [meta(edition, names, holder)], [])
    return element("attachment", element("heading", text=instrument.title), inner, eId=holder)


def _annex(edition: Edition, annex: Annex, names: Names) -> etree._Element:
    holder = names.take(f"attachment_{annex.id}")
    label = [element("num", text=annex.label)] if annex.label else []
    heading = [element("heading", text=annex.title)] if annex.title else []
    if not annex.included:
        reference = element("documentRef", href=work_address(None, annex.title or annex.label), showAs=annex.title)
        return element("attachment", *label, *heading, reference, eId=holder)
    blocks = hierarchy(annex.units, (), names) + [table_element(table, names) for table in annex.tables]
    main = element("mainBody", *(blocks or [element("p")]))
    inner = _structure(main, "annex", [meta(edition, names, holder)], [])
    return element("attachment", *label, *heading, inner, eId=holder)
