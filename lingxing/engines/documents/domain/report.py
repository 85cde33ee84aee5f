"""A gazette as plain values for JSON: the fields by which documents are compared, and everything that was read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from lingxing.engines.documents.domain.model import (
    Annex,
    Document,
    Gazette,
    GazetteInfo,
    Instrument,
    Relation,
    RelationKind,
    Table,
    Unit,
    UnitLevel,
    Validity,
)
from lingxing.engines.documents.domain.structure import highest_number, walk

Report = dict[str, Any]


def gazette_report(gazette: Gazette) -> Report:
    """Return the gazette as dicts, lists, strings, numbers and None; dates are ISO days.

    `documents` is in reading order; `repairs` and `problems` on this level are those outside any document.
    """
    return {
        "file": gazette.source.name,
        "digest": gazette.source.digest,
        "gazette_info": _info(gazette.info),
        "contents": list(gazette.contents),
        "documents": [document_report(document, gazette) for document in gazette.documents],
        "repairs": [_plain(asdict(repair)) for repair in gazette.repairs],
        "problems": [_plain(asdict(problem)) for problem in gazette.problems],
    }


def document_report(document: Document, gazette: Gazette) -> Report:
    """Return one document; `articles`, `chapters` and `sections` are None where it has several instruments or none."""
    report: Report = {
        "gazette": gazette.info.name or gazette.source.name,
        "file": gazette.source.name,
        "index": document.index,
        "title": document.title,
        "title_printed": document.title_printed,
        "number_printed": document.number_printed,
        "number_normal": document.number,
        "issuer": document.issuer,
        "date": _iso(document.date),
        "date_printed": document.date_printed,
        "kind": document.kind,
        "wrapper": document.wrapper,
        "recipients": document.recipients,
        "public_note": document.public_note,
        "gazette_info": _info(gazette.info),
    }
    report |= _counts(document.instruments[0]) if len(document.instruments) == 1 else _no_counts()
    report |= _validity(document.validity)
    report |= _contents(document)
    return report


def _contents(document: Document) -> Report:
    lines = document.line_ranges
    return {
        "repeals": [_named(relation) for relation in document.relations if relation.kind is RelationKind.REPEALS],
        "lapses": [_named(relation) for relation in document.relations if relation.kind is RelationKind.LAPSES],
        "begin_line": lines[0][0] if lines else None,
        "end_line": lines[-1][1] if lines else None,
        "line_ranges": [list(bounds) for bounds in lines],
        "notice": [_unit(unit) for unit in document.notice],
        "instruments": [_instrument(instrument) for instrument in document.instruments],
        "units": [_unit(unit) for instrument in document.instruments for unit in instrument.units],
        "annexes": [_annex(annex) for annex in document.annexes],
        "tables": [_table(table) for table in _all_tables(document)],
        "tasks": [_plain(asdict(task)) for task in document.tasks],
        "relations": [_plain(asdict(relation)) for relation in document.relations],
        "repairs": [_plain(asdict(repair)) for repair in document.repairs],
        "problems": [_plain(asdict(problem)) for problem in document.problems],
    }


def _all_tables(document: Document) -> list[Table]:
    own = [table for instrument in document.instruments for table in instrument.tables]
    return own + [table for annex in document.annexes for table in annex.tables]


def _counts(instrument: Instrument) -> Report:
    """Count articles and chapters by the last one's number: those whose place in the text is lost count too."""
    articles = highest_number(instrument.units, UnitLevel.ARTICLE)
    return {
        "articles": articles,
        "chapters": highest_number(instrument.units, UnitLevel.CHAPTER),
        "sections": None if articles else count_sections(instrument.units),
    }


def _no_counts() -> Report:
    return {"articles": None, "chapters": None, "sections": None}


def count_sections(units: Sequence[Unit]) -> int | None:
    """Return how many top heads an outline has: those of its highest level in use (一、, else （一）, else 1.)."""
    for level in (UnitLevel.OUTLINE_1, UnitLevel.OUTLINE_2, UnitLevel.OUTLINE_3):
        count = sum(unit.level is level for unit in walk(units))
        if count:
            return count
    return None


def _instrument(instrument: Instrument) -> Report:
    report: Report = {
        "title": instrument.title,
        "kind": instrument.kind,
        "line": instrument.first_line,
        "end": instrument.last_line,
    }
    report |= _counts(instrument)
    report |= _validity(instrument.validity)
    report["interpreter"] = instrument.validity.interpreter
    report["tables"] = [_table(table) for table in instrument.tables]
    return report


def _validity(validity: Validity) -> Report:
    return {
        "effective_text": validity.effective_text or None,
        "effective_from": validity.effective_from,
        "effective_on": _iso(validity.effective_on),
        "valid_text": validity.valid_text or None,
        "valid_until_or_period": validity.valid_until_or_period,
        "valid_iso": validity.valid_for,
        "expires_on": _iso(validity.expires_on),
    }


def _annex(annex: Annex) -> Report:
    return {
        "label": annex.label,
        "title": annex.title,
        "line": annex.line,
        "included": annex.included,
        "units": [_unit(unit) for unit in annex.units],
        "tables": [_table(table) for table in annex.tables],
    }


def _table(table: Table) -> Report:
    report: Report = _plain(asdict(table))
    return report


def _unit(unit: Unit) -> Report:
    return {
        "id": unit.id,
        "level": str(unit.level),
        "number": unit.number,
        "marker": unit.marker,
        "heading": unit.heading,
        "text": unit.text,
        "citation": unit.citation,
        "first_line": unit.first_line,
        "last_line": unit.last_line,
        "inferred": unit.inferred,
        "children": [_unit(child) for child in unit.children],
    }


def _named(relation: Relation) -> Report:
    return {
        "title": relation.title,
        "number": relation.number,
        "printed": relation.printed,
        "where": relation.where,
        "when": _iso(relation.effective_on),
    }


def _info(info: GazetteInfo) -> Report:
    return dict(asdict(info))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Any) -> Any:
    """Return the value with dates as ISO days, enumerations as strings and tuples as lists."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
