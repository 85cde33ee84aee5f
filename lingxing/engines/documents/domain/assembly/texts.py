"""The texts of a document: notice, instruments and annexes, read into units and tables."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.assembly.surroundings import Notes
from lingxing.engines.documents.domain.metadata import kinds, titles
from lingxing.engines.documents.domain.metadata.validity import find_validity, has_clipped_term
from lingxing.engines.documents.domain.model import (
    Annex,
    Instrument,
    Line,
    Problem,
    ProblemKind,
    Table,
    Unit,
    Validity,
)
from lingxing.engines.documents.domain.repair import join_lines
from lingxing.engines.documents.domain.repair.oddities import strange_words
from lingxing.engines.documents.domain.repair.pairing import unpaired_signs
from lingxing.engines.documents.domain.splitting import AnnexPart, DocumentParts, InstrumentPart
from lingxing.engines.documents.domain.structure import build_units
from lingxing.engines.documents.domain.tables import extract_tables

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A region read: its units and tables, and its whole sentences."""

    units: tuple[Unit, ...]
    tables: tuple[Table, ...]
    sentences: tuple[str, ...]


def read_notice(lines: Sequence[Line], title: str, notes: Notes) -> Reading:
    """Return the notice's own text; it holds no tables."""
    return _read_sentences(lines, (), title, "notice", notes)


def read_region(lines: Sequence[Line], title: str, prefix: str, notes: Notes) -> Reading:
    """Return the units and tables of an instrument or annex; ids start with `prefix`."""
    found = extract_tables(lines, prefix)
    notes.repairs += found.repairs
    notes.problems += found.problems
    return _read_sentences(found.rest, found.tables, title, prefix, notes)


def _read_sentences(lines: Sequence[Line], tables: tuple[Table, ...], title: str, prefix: str, notes: Notes) -> Reading:
    joined = join_lines(lines, lossy=notes.lossy)
    structure = build_units(joined.lines, title, prefix)
    notes.repairs += [*joined.repairs, *structure.repairs]
    unpaired = unpaired_signs(joined.lines)
    named = {problem.line for problem in unpaired}
    notes.problems += [problem for problem in joined.problems if problem.line not in named]
    notes.problems += [*unpaired, *strange_words(joined.lines), *structure.problems]
    return Reading(structure.units, tables, tuple(line.text for line in joined.lines))


def read_instruments(
    parts: DocumentParts, title: str, notice: Reading, signed: dt.date | None, notes: Notes
) -> tuple[Instrument, ...]:
    """Return the instruments in printed order; one that is silent on its force takes it from the notice."""
    return tuple(
        _instrument(
            part,
            place,
            titles.mend_instrument_title(part.title, parts) if parts.wrapped else title,
            notice,
            signed,
            notes,
        )
        for place, part in enumerate(parts.instruments, 1)
    )


def _instrument(
    part: InstrumentPart, place: int, title: str, notice: Reading, signed: dt.date | None, notes: Notes
) -> Instrument:
    reading = read_region(part.lines, title, "" if place == 1 else f"inst_{place}", notes)
    _note_clipped(part, reading, notes)
    validity = find_validity(reading.sentences, signed)
    if validity.effective_from is None:
        validity = find_validity((*notice.sentences, *reading.sentences), signed)
    last = max((line.last_line for line in part.lines), default=part.first_line)
    kind = kinds.kind_of_title(title)
    return Instrument(f"inst_{place}", title, kind, part.first_line, last, reading.units, reading.tables, validity)


def _note_clipped(part: InstrumentPart, reading: Reading, notes: Notes) -> None:
    if has_clipped_term(reading.sentences):
        line = next((line for line in reversed(part.lines) if has_clipped_term([line.text])), part.lines[-1])
        message = "有效期缺少单位，按“年”读，请核对"
        notes.problems.append(Problem(ProblemKind.LOST_TEXT, message, line.last_line, line.text[:_EXCERPT]))


def read_annexes(parts: DocumentParts, title: str, notes: Notes) -> tuple[Annex, ...]:
    """Return the annexes, also those that are only named."""
    return tuple(_annex(part, place, title, notes) for place, part in enumerate(parts.annexes, 1))


def _annex(part: AnnexPart, place: int, title: str, notes: Notes) -> Annex:
    if not part.included:
        message = f"文件列有{part.label}，公报没有刊登：{part.title}"
        notes.problems.append(Problem(ProblemKind.ANNEX_MISSING, message, part.line, part.title))
    reading = read_region(part.lines, part.title or title, f"annex_{place}", notes)
    return Annex(f"annex_{place}", part.label, part.title, part.included, part.line, reading.units, reading.tables)


def common_validity(instruments: Sequence[Instrument], notice: Reading, signed: dt.date | None) -> Validity:
    """Return the validity of the only instrument or that which all share; without instruments, what the notice says.

    Instruments that differ give the document none: each keeps its own.
    """
    if not instruments:
        return find_validity(notice.sentences, signed)
    first = instruments[0].validity
    return first if all(_same(first, instrument.validity) for instrument in instruments) else Validity()


def _same(one: Validity, other: Validity) -> bool:
    return (one.effective_from, one.valid_until_or_period) == (other.effective_from, other.valid_until_or_period)
