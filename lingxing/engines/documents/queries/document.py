"""The pages of one document."""

import datetime as dt
from collections.abc import Sequence

from lingxing.engines.documents.domain.corrections import Corrected, apply_acts
from lingxing.engines.documents.domain.diff import compare
from lingxing.engines.documents.domain.encoding import decode
from lingxing.engines.documents.domain.model import Document as Content
from lingxing.engines.documents.domain.model import RelationKind, Source
from lingxing.engines.documents.domain.side_by_side import RawBlock, side_by_side
from lingxing.engines.documents.domain.status import status_on, timeline
from lingxing.engines.documents.models import Document, DocumentVersion, RelationRow
from lingxing.engines.documents.queries.acts import acts_of
from lingxing.engines.documents.queries.facts import facts_of
from lingxing.engines.documents.queries.gazettes import gazette_view
from lingxing.engines.documents.queries.pages import DocumentPage, VersionDiff
from lingxing.engines.documents.queries.problems import document_problems
from lingxing.engines.documents.queries.values import RelationLink, VersionInfo
from lingxing.engines.parties.organs.queries import organs_by_name, standing_names


def document_page(key: str, on: dt.date, version: int | None = None) -> DocumentPage | None:
    """Return the document under `key` (or under its number's slug), or None where there is none.

    Without `version` the latest text dated on or before `on` is shown, or the current one where all are later.
    """
    row = found_document(key)
    shown = _version(row, on, version) if row else None
    if row is None or shown is None:
        return None
    acts = acts_of([row.pk])[row.pk]
    corrected = apply_acts(decode(Content, shown.content), acts)
    facts = facts_of([row.pk])[row.pk]
    infos = _infos(row)
    return DocumentPage(
        key=row.key,
        city=row.city,
        on=on,
        document=corrected.document,
        marks=corrected.marks,
        acts=acts,
        status=status_on(facts, on),
        timeline=timeline(facts),
        outgoing=_outgoing(row, corrected),
        incoming=_incoming(row),
        problems=document_problems(row),
        versions=infos,
        version=next(info for info in infos if info.sequence == shown.sequence),
        gazette=gazette_view(shown.gazette),
        organs=_organs(row.city, corrected.document),
    )


def raw_blocks(key: str, version: int | None = None, on: dt.date = dt.date.max) -> tuple[RawBlock, ...]:
    """Return the raw lines of the document beside the clean text, in reading order; none for an unknown document."""
    row = found_document(key)
    shown = _version(row, on, version) if row else None
    if row is None or shown is None:
        return ()
    corrected = apply_acts(decode(Content, shown.content), acts_of([row.pk])[row.pk])
    return side_by_side(corrected.document, decode(Source, shown.gazette.source).lines)


def version_diff(key: str, after: int, before: int | None = None) -> VersionDiff | None:
    """Return what changed from version `before` (default: the one before `after`) to version `after`, as read.

    None where the document or one of the versions does not exist.
    """
    row = found_document(key)
    if row is None:
        return None
    wanted = (after - 1 if before is None else before, after)
    infos = {info.sequence: info for info in _infos(row)}
    if not all(sequence in infos for sequence in wanted):
        return None
    texts = {version.sequence: version for version in row.versions.filter(sequence__in=wanted)}
    old, new = (decode(Content, texts[sequence].content) for sequence in wanted)
    return VersionDiff(row.key, row.title, infos[wanted[0]], infos[wanted[1]], compare(old, new))


def found_document(key: str) -> Document | None:
    """Return the document at an address: its key, or its number's slug where a correction changed the number."""
    rows = Document.objects.select_related("current")
    found = rows.filter(key=key).first()
    return found or rows.filter(names__name=key, names__is_number=True).order_by("pk").first()


def _version(row: Document, on: dt.date, sequence: int | None) -> DocumentVersion | None:
    versions = row.versions.select_related("gazette").order_by("-sequence")
    if sequence is not None:
        return versions.filter(sequence=sequence).first()
    if row.current is None:
        return None
    if row.current.signed_on is None or row.current.signed_on <= on:
        return versions.get(pk=row.current.pk)
    dated = [(day or dt.date.min, sequence) for sequence, day in versions.values_list("sequence", "signed_on")]
    fitting = [place for place in dated if place[0] <= on]
    return versions.get(sequence=max(fitting)[1]) if fitting else versions.get(pk=row.current.pk)


def _infos(row: Document) -> tuple[VersionInfo, ...]:
    versions = row.versions.select_related("gazette").defer("content", "gazette__source", "gazette__outside")
    return tuple(
        VersionInfo(
            version.sequence,
            version.imported_at,
            version.gazette_id,
            str(version.gazette),
            version.digest,
            version.signed_on,
            version.pk == row.current_id,
            version.changed_units,
        )
        for version in versions.order_by("sequence")
    )


def _outgoing(row: Document, corrected: Corrected) -> tuple[RelationLink, ...]:
    relations = corrected.document.relations
    rows = row.relations_out.select_related("target").order_by("position")
    return tuple(
        RelationLink(
            RelationKind(link.kind),
            link.target.key if link.target else "",
            link.title or (link.target.title if link.target else ""),
            link.number or (link.target.number if link.target else ""),
            link.where,
            link.unit_id,
            link.printed,
            link.effective_on,
            link.deadline,
            relations[link.position].instructions if link.position < len(relations) else (),
        )
        for link in rows
    )


def _incoming(row: Document) -> tuple[RelationLink, ...]:
    rows = RelationRow.objects.filter(target=row).select_related("document")
    ordered: Sequence[RelationRow] = list(rows.order_by("-document__newest_by", "document", "position"))
    return tuple(
        RelationLink(
            RelationKind(link.kind),
            link.document.key,
            link.document.title,
            link.document.number,
            link.where,
            link.unit_id,
            link.printed,
            link.effective_on or link.document.effective_on or link.document.signed_on,
            link.deadline,
        )
        for link in ordered
    )


def _organs(city: str, document: Content) -> dict[str, int]:
    units = (
        unit for task in document.tasks for unit in (*task.lead_units, *task.responsible_units, *task.supporting_units)
    )
    names = {name for unit in units for name in (unit.printed, *unit.organs)}
    known = organs_by_name(city, names)
    standing = standing_names(known.values())
    return {name: standing[organ][0] for name, organ in known.items()}
