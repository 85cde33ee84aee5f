"""The rows that repeat what a document says, so that queries need not open every text."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.corrections import apply_acts
from lingxing.engines.documents.domain.identity import names_of, number_slug, title_names
from lingxing.engines.documents.domain.model import Document as Content
from lingxing.engines.documents.domain.model import Relation, RelationKind
from lingxing.engines.documents.domain.passages import Passage, passages
from lingxing.engines.documents.models import Document, DocumentName, RelationRow, TaskRow, UnitRow
from lingxing.engines.documents.queries.acts import acts_of
from lingxing.engines.documents.search.indexing import Entry, index
from lingxing.engines.documents.search.rows import row_number
from lingxing.engines.documents.services.problems import keep_document_problems
from lingxing.engines.documents.services.standing import link_and_date
from lingxing.engines.documents.services.tasks import store_tasks
from lingxing.engines.documents.services.writing import insert, storable
from lingxing.kernel.document_numbers import parse_document_number

_COLUMNS = ("title", "number", "issuer", "kind", "signed_on", "effective_on", "expires_on", "newest_by")


@dataclass(frozen=True, slots=True)
class _Text:
    """A document's row and what it says, corrections applied; `read` is what was read."""

    row: Document
    read: Content
    said: Content


def rebuild(documents: Sequence[tuple[Document, Content]]) -> None:
    """Write again all rows of these documents from their current texts, with the editors' acts laid over them.

    Links between documents and statuses follow, also those of other documents that these ones speak of.
    """
    acts = acts_of([row.pk for row, _ in documents])
    texts = [_Text(row, read, apply_acts(read, acts[row.pk]).document) for row, read in documents]
    _clear([text.row for text in texts])
    for text in texts:
        _set_columns(text)
    Document.objects.bulk_update([text.row for text in texts], _COLUMNS, batch_size=60)
    _store_units(texts)
    store_tasks([(text.row, text.said.tasks) for text in texts])
    insert(DocumentName, (name for text in texts for name in _names(text)))
    before = set(_targets(texts))
    RelationRow.objects.filter(document__in=[text.row for text in texts]).delete()
    insert(RelationRow, (relation for text in texts for relation in _relations(text)))
    link_and_date({text.row.pk for text in texts}, before)
    for text in texts:
        if text.row.current:
            keep_document_problems(text.row.current.gazette, text.row, text.read.problems)


def _clear(rows: Sequence[Document]) -> None:
    UnitRow.objects.filter(document__in=rows).delete()
    TaskRow.objects.filter(document__in=rows).delete()
    DocumentName.objects.filter(document__in=rows).delete()


def _set_columns(text: _Text) -> None:
    row, said = text.row, text.said
    row.title, row.number = storable(said.title), storable(said.number or "", 100)
    row.issuer, row.kind = storable(said.issuer or "", 300), storable(said.kind, 50)
    row.signed_on = said.date
    row.effective_on, row.expires_on = said.validity.effective_on, said.validity.expires_on
    row.newest_by = said.date or _published(row) or _numbered(said) or row.newest_by


def _published(row: Document) -> dt.date | None:
    printed = row.current.gazette.published if row.current else ""
    try:
        return dt.date.fromisoformat(printed if len(printed) > 7 else f"{printed}-01")
    except ValueError:
        return None


def _numbered(said: Content) -> dt.date | None:
    """Return the first day of the year in the document's number."""
    number = parse_document_number(said.number or "")
    return dt.date(number.year, 1, 1) if number and number.year >= dt.MINYEAR else None


def _store_units(texts: Iterable[_Text]) -> None:
    rows = insert(UnitRow, (row for text in texts for row in _units(text)))
    titles = {text.row.pk: text.row.title for text in texts}
    index(Entry(row.pk, titles[row.document_id], row.heading, row.text) for row in rows)


def _units(text: _Text) -> Iterable[UnitRow]:
    head = Passage("", "", text.row.title, text.row.number)
    return (_unit(text.row, position, passage) for position, passage in enumerate((head, *passages(text.said))))


def _unit(document: Document, position: int, passage: Passage) -> UnitRow:
    return UnitRow(
        id=row_number(document.pk, position),
        document=document,
        unit_id=storable(passage.id, 200),
        position=position,
        citation=storable(passage.citation),
        heading=storable(passage.heading),
        text=storable(passage.text),
    )


def _names(text: _Text) -> Iterable[DocumentName]:
    names = names_of(text.said)
    if names.number:
        yield DocumentName(document=text.row, name=names.number, is_number=True)
    for title in names.titles:
        yield DocumentName(document=text.row, name=storable(title, 300), is_number=False)


def _targets(texts: Iterable[_Text]) -> Iterable[int]:
    rows = [text.row for text in texts]
    linked = RelationRow.objects.filter(document__in=rows).exclude(target=None)
    return (pk for pk in linked.values_list("target_id", flat=True) if pk)


def _relations(text: _Text) -> Iterable[RelationRow]:
    lapses = any("失效" in passage.text or "停止执行" in passage.text for passage in passages(text.said))
    return (
        _relation(text.row, position, relation, lapses=lapses and relation.kind is RelationKind.MUST_REVISE)
        for position, relation in enumerate(text.said.relations)
    )


def _relation(document: Document, position: int, relation: Relation, *, lapses: bool) -> RelationRow:
    names = title_names(relation.title)
    return RelationRow(
        document=document,
        position=position,
        kind=relation.kind,
        title=storable(relation.title),
        number=storable(relation.number or "", 100),
        target_title=storable(names[-1] if names else "", 300),
        target_number=storable(number_slug(relation.number), 120),
        where=storable(relation.where),
        unit_id=storable(relation.unit_id, 200),
        printed=storable(relation.printed),
        effective_on=relation.effective_on,
        deadline=relation.deadline,
        lapses=lapses,
    )
