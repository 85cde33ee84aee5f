"""The relations of a document that has been put together."""

from lingxing.engines.documents.domain.model import Document
from lingxing.engines.documents.domain.relations.context import Part, RelationContext, RelationsFound
from lingxing.engines.documents.domain.relations.extraction import extract_relations


def document_relations(document: Document) -> RelationsFound:
    """Return what the document's notice, instruments and annexes do to other documents, in printed order."""
    common = document.validity.effective_on
    notice = Part(document.title, document.notice, (), common)
    instruments = [Part(one.title, one.units, one.tables, one.validity.effective_on) for one in document.instruments]
    annexes = [Part(one.title, one.units, one.tables, common) for one in document.annexes]
    own = tuple(part.title for part in (*instruments, *annexes))
    context = RelationContext(document.title, document.number, own, document.date)
    return extract_relations([notice, *instruments, *annexes], context)
