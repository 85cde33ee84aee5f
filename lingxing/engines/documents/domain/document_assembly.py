"""One document put together: its parts read into units, tables, metadata, relations and tasks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lingxing.engines.documents.domain.metadata import issuers, kinds, titles
from lingxing.engines.documents.domain.metadata.numbers import PrintedNumber
from lingxing.engines.documents.domain.metadata.validity import find_validity, has_clipped_term
from lingxing.engines.documents.domain.model import (
    Annex,
    Confidence,
    Document,
    Instrument,
    Line,
    Problem,
    ProblemKind,
    Relation,
    Repair,
    RepairKind,
    Table,
    Task,
    Unit,
    Validity,
)
from lingxing.engines.documents.domain.organs.context import OrganContext
from lingxing.engines.documents.domain.relations.context import Part, RelationContext
from lingxing.engines.documents.domain.relations.extraction import extract_relations
from lingxing.engines.documents.domain.repair import join_lines
from lingxing.engines.documents.domain.repair.pairing import is_balanced, unpaired_signs
from lingxing.engines.documents.domain.splitting import AnnexPart, DocumentParts, InstrumentPart
from lingxing.engines.documents.domain.structure import build_units
from lingxing.engines.documents.domain.tables import extract_tables
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.extraction import extract_tasks


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document takes from its gazette: the place, its organs, the level that titles leave out when damaged."""

    place: str | None
    level: str | None
    organs: OrganContext
    raw: dict[int, str]
    lossy: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A region read: its units and tables, and its whole sentences."""

    units: tuple[Unit, ...]
    tables: tuple[Table, ...]
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Notes:
    """Repairs and problems that come up while a document is put together; `lossy` when its source lost characters."""

    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lossy: bool = False


def assemble(
    index: int, parts: DocumentParts, number: PrintedNumber | None, date: dt.date | None, around: Surroundings
) -> Document:
    """Return the document. `index` counts from 1 in the gazette; `date` is the settled date of signing."""
    notes = Notes(lossy=around.lossy)
    title = _title(parts, around, notes)
    notice = _read(parts.notice, title, "notice", notes)
    instruments = _instruments(parts, title, date, notes)
    annexes = tuple(_annex(part, place, title, notes) for place, part in enumerate(parts.annexes, 1))
    issuer = _issuer(title, parts, number, around, notes)
    _note_date(parts, date, notes)
    validity = _common_validity(instruments, notice.lines, date)
    document = Document(
        index=index,
        title=title,
        title_printed=_printed_title(parts, around),
        number=number.normal if number else None,
        number_printed=number.printed if number else None,
        issuer=issuer,
        date=date,
        date_printed=_raw(parts.date_line, around),
        kind=kinds.document_kind(parts),
        wrapper=kinds.wrapper_of(parts),
        recipients="".join(line.text for line in parts.recipients) or None,
        public_note=parts.public_note.text if parts.public_note else None,
        notice=notice.units,
        instruments=instruments,
        annexes=annexes,
        validity=validity,
        relations=(),
        tasks=(),
        problems=(),
        repairs=(),
        line_ranges=parts.line_ranges,
    )
    tasks = _tasks(document, around, notes)
    relations = _relations(document, notes)
    return replace(
        document, tasks=tasks, relations=relations, problems=tuple(notes.problems), repairs=tuple(notes.repairs)
    )


def _read(lines: Sequence[Line], title: str, prefix: str, notes: Notes) -> Reading:
    found = extract_tables(lines, prefix)
    joined = join_lines(found.rest, lossy=notes.lossy)
    structure = build_units(joined.lines, title, prefix)
    notes.repairs += [*found.repairs, *joined.repairs, *structure.repairs]
    notes.problems += [*found.problems, *joined.problems, *unpaired_signs(joined.lines), *structure.problems]
    return Reading(structure.units, found.tables, joined.lines)


def _title(parts: DocumentParts, around: Surroundings, notes: Notes) -> str:
    printed = parts.head.title
    if kinds.is_order(printed) and len(parts.instruments) == 1:
        return parts.instruments[0].title
    title = titles.mend_title(parts, around.level)
    line = parts.line_ranges[0][0]
    if title != printed:
        notes.repairs.append(Repair(line, RepairKind.TITLE, printed, title, Confidence.LIKELY))
    if not is_balanced(title):
        notes.problems.append(Problem(ProblemKind.UNPAIRED, "标题中的括号或引号不成对", line, title))
    return title


def _instruments(parts: DocumentParts, title: str, date: dt.date | None, notes: Notes) -> tuple[Instrument, ...]:
    return tuple(_instrument(part, place, parts, title, date, notes) for place, part in enumerate(parts.instruments, 1))


def _instrument(
    part: InstrumentPart, place: int, parts: DocumentParts, title: str, date: dt.date | None, notes: Notes
) -> Instrument:
    own_title = titles.mend_instrument_title(part.title, parts) if parts.wrapped else title
    reading = _read(part.lines, own_title, "" if place == 1 else f"inst_{place}", notes)
    texts = [line.text for line in reading.lines]
    if has_clipped_term(texts):
        line = next(line for line in reading.lines if has_clipped_term([line.text]))
        notes.problems.append(
            Problem(ProblemKind.LOST_TEXT, "有效期缺少单位，按“年”读，请核对", line.last_line, line.text[:60])
        )
    last = max((line.last_line for line in part.lines), default=part.first_line)
    kind = kinds.kind_of_title(own_title)
    validity = find_validity(texts, date)
    return Instrument(f"inst_{place}", own_title, kind, part.first_line, last, reading.units, reading.tables, validity)


def _annex(part: AnnexPart, place: int, title: str, notes: Notes) -> Annex:
    if not part.included:
        message = f"文件列有{part.label}，公报没有刊登：{part.title}"
        notes.problems.append(Problem(ProblemKind.ANNEX_MISSING, message, part.line, part.title))
    reading = _read(part.lines, part.title or title, f"annex_{place}", notes)
    return Annex(f"annex_{place}", part.label, part.title, part.included, part.line, reading.units, reading.tables)


def _issuer(
    title: str, parts: DocumentParts, number: PrintedNumber | None, around: Surroundings, notes: Notes
) -> str | None:
    signatures = tuple(line.text for line in parts.signature)
    named = parts.head.title if kinds.is_order(parts.head.title) else title
    found = issuers.find_issuer(named, signatures, number.parsed if number else None, around.place)
    line = parts.line_ranges[-1][0]
    if found is None:
        notes.problems.append(Problem(ProblemKind.ISSUER, "文件没有印出发文机关，也无法由文号推断", line, title))
    elif found.inferred:
        message = f"发文机关由文号推断为{found.name}，请核对"
        notes.problems.append(Problem(ProblemKind.ISSUER, message, line, title))
    return found.name if found else None


def _note_date(parts: DocumentParts, date: dt.date | None, notes: Notes) -> None:
    line = parts.date_line
    if line is None:
        notes.problems.append(
            Problem(ProblemKind.DATE, "文件没有印出成文日期", parts.line_ranges[-1][0], parts.head.title)
        )
    elif date is None:
        notes.problems.append(Problem(ProblemKind.DATE, "成文日期无法确定，请对照原件", line.first_line, line.text))
    elif line.text.strip().isdigit():
        printed = line.text.strip()
        notes.repairs.append(Repair(line.first_line, RepairKind.DATE, printed, date.isoformat(), Confidence.LIKELY))


def _common_validity(instruments: Sequence[Instrument], notice: Sequence[Line], date: dt.date | None) -> Validity:
    """Return the validity of the only instrument, that which all share, or what the notice says."""
    found = [instrument.validity for instrument in instruments if instrument.validity.effective_from]
    if found and all(_same(one, found[0]) for one in found):
        return found[0]
    if found:
        return Validity()
    term = [instrument.validity for instrument in instruments if instrument.validity.valid_until_or_period]
    by_notice = find_validity([line.text for line in notice], date)
    return (
        by_notice if by_notice.effective_from or not (term or instruments) else (term or [instruments[0].validity])[0]
    )


def _same(one: Validity, other: Validity) -> bool:
    return (one.effective_from, one.valid_until_or_period) == (other.effective_from, other.valid_until_or_period)


def _printed_title(parts: DocumentParts, around: Surroundings) -> str:
    lines = (*parts.head.displaced, *parts.head.title_lines)
    return "".join(around.raw.get(line.first_line, line.text).strip() for line in lines)


def _raw(line: Line | None, around: Surroundings) -> str | None:
    return around.raw.get(line.first_line, line.text).strip() if line else None


def _relations(document: Document, notes: Notes) -> tuple[Relation, ...]:
    signed = document.date
    parts = [Part(document.title, document.notice, (), signed)] if document.notice else []
    parts += [
        Part(instrument.title, instrument.units, instrument.tables, instrument.validity.effective_on or signed)
        for instrument in document.instruments
    ]
    parts += [
        Part(annex.title, annex.units, annex.tables, document.validity.effective_on) for annex in document.annexes
    ]
    own = tuple(instrument.title for instrument in document.instruments)
    found = extract_relations(parts, RelationContext(document.title, document.number, own, signed))
    notes.problems += found.problems
    return found.relations


def _tasks(document: Document, around: Surroundings, notes: Notes) -> tuple[Task, ...]:
    found: list[Task] = []
    for instrument in document.instruments:
        context = TaskContext(around.organs, document.date, instrument.title)
        result = extract_tasks(instrument.units, instrument.tables, context)
        found += result.tasks
        notes.problems += result.problems
    for annex in document.annexes:
        context = TaskContext(around.organs, document.date, annex.title or document.title)
        result = extract_tasks(annex.units, annex.tables, context)
        found += result.tasks
        notes.problems += result.problems
    return tuple(found)
