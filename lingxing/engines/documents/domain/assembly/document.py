"""One document put together."""

import datetime as dt
from dataclasses import replace

from lingxing.engines.documents.domain.assembly import facts, texts
from lingxing.engines.documents.domain.assembly.surroundings import Notes, Surroundings
from lingxing.engines.documents.domain.metadata import kinds
from lingxing.engines.documents.domain.metadata.numbers import PrintedNumber
from lingxing.engines.documents.domain.model import Annex, Document, Instrument, Relation, Task
from lingxing.engines.documents.domain.relations.context import Part, RelationContext
from lingxing.engines.documents.domain.relations.extraction import extract_relations
from lingxing.engines.documents.domain.splitting import DocumentParts
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.extraction import extract_tasks


def assemble(
    index: int, parts: DocumentParts, number: PrintedNumber | None, date: dt.date | None, around: Surroundings
) -> Document:
    """Return the document. `index` counts from 1 in the gazette; `date` is the settled date of signing."""
    notes = Notes(around.lossy)
    document = _bare(index, parts, number, date, around, notes)
    return replace(
        document,
        tasks=_tasks(document, around, notes),
        relations=_relations(document, notes),
        problems=tuple(notes.problems),
        repairs=tuple(notes.repairs),
    )


def _bare(
    index: int,
    parts: DocumentParts,
    number: PrintedNumber | None,
    date: dt.date | None,
    around: Surroundings,
    notes: Notes,
) -> Document:
    """Return the document without what follows from its units."""
    title = facts.read_title(parts, around, notes)
    notice = texts.read_notice(parts.notice, title, notes)
    instruments = texts.read_instruments(parts, title, notice, date, notes)
    facts.note_date(parts, date, notes)
    return Document(
        index=index,
        title=title,
        title_printed=facts.printed_title(parts, around),
        number=number.normal if number else None,
        number_printed=number.printed if number else None,
        issuer=facts.read_issuer(title, parts, number, around, notes),
        date=date,
        date_printed=facts.printed_date(parts, around),
        kind=kinds.document_kind(parts),
        wrapper=kinds.wrapper_of(parts),
        recipients="".join(line.text for line in parts.recipients) or None,
        public_note=parts.public_note.text if parts.public_note else None,
        notice=notice.units,
        instruments=instruments,
        annexes=texts.read_annexes(parts, title, notes),
        validity=texts.common_validity(instruments, notice, date),
        relations=(),
        tasks=(),
        problems=(),
        repairs=(),
        line_ranges=parts.line_ranges,
    )


def _relations(document: Document, notes: Notes) -> tuple[Relation, ...]:
    signed = document.date
    parts = [Part(document.title, document.notice, (), signed)] if document.notice else []
    parts += [
        Part(one.title, one.units, one.tables, one.validity.effective_on or signed) for one in document.instruments
    ]
    parts += [Part(one.title, one.units, one.tables, document.validity.effective_on) for one in document.annexes]
    own = tuple(instrument.title for instrument in document.instruments)
    found = extract_relations(parts, RelationContext(document.title, document.number, own, signed))
    notes.problems += found.problems
    return found.relations


def _tasks(document: Document, around: Surroundings, notes: Notes) -> tuple[Task, ...]:
    found: list[Task] = []
    preface = tuple(unit.text for unit in document.notice)
    texts_read: list[Instrument | Annex] = [*document.instruments, *document.annexes]
    for text in texts_read:
        context = TaskContext(around.organs, document.date, text.title or document.title, preface)
        result = extract_tasks(text.units, text.tables, context)
        found += result.tasks
        notes.problems += result.problems
    return tuple(found)
