"""Links between documents, and the statuses that follow from them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from lingxing.engines.documents.domain.reference import Candidate, Speaker, choose_target
from lingxing.engines.documents.domain.status import Span, spans
from lingxing.engines.documents.models import Document, DocumentName, RelationRow, StatusSpan
from lingxing.engines.documents.queries.batching import batches
from lingxing.engines.documents.queries.facts import facts_of
from lingxing.engines.documents.services.writing import insert


def link_and_date(changed: set[int], formerly_targeted: set[int]) -> None:
    """Link the relations that speak of or from the changed documents, and date every document whose facts may differ.

    `formerly_targeted` are documents that the changed ones spoke of before.
    """
    affected = changed | formerly_targeted | _link(_relations_around(changed))
    for batch in batches(sorted(affected), 200):
        StatusSpan.objects.filter(document__in=batch).delete()
        insert(StatusSpan, _span_rows(batch))


def _relations_around(changed: set[int]) -> list[RelationRow]:
    names = DocumentName.objects.filter(document__in=changed)
    numbers = names.filter(is_number=True).values("name")
    titles = names.filter(is_number=False).values("name")
    speaks_of = Q(target_number__in=numbers) | Q(target_title__in=titles) | Q(target__in=changed)
    return list(RelationRow.objects.select_related("document").filter(Q(document__in=changed) | speaks_of))


def _link(rows: Sequence[RelationRow]) -> set[int]:
    """Set every row's target; return the documents whose orders changed: old and new targets."""
    candidates = _candidates(rows)
    affected: set[int] = set()
    moved: list[RelationRow] = []
    for row in rows:
        named = [*candidates[row.target_number], *candidates[row.target_title]]
        speaker = Speaker(row.document_id, row.document.city, row.document.signed_on)
        target = choose_target(speaker, row.target_number, row.target_title, named)
        affected.update(pk for pk in (row.target_id, target) if pk)
        if target != row.target_id:
            row.target_id = target
            moved.append(row)
    RelationRow.objects.bulk_update(moved, ["target"], batch_size=200)
    return affected


def _candidates(rows: Iterable[RelationRow]) -> Mapping[str, list[Candidate]]:
    wanted = sorted({name for row in rows for name in (row.target_number, row.target_title) if name})
    documents: set[int] = set()
    for at in range(0, len(wanted), 400):
        named = DocumentName.objects.filter(name__in=wanted[at : at + 400])
        documents.update(named.values_list("document_id", flat=True))
    found: dict[str, list[Candidate]] = defaultdict(list)
    for batch in batches(sorted(documents)):
        for candidate in _described(batch):
            for name in {candidate.number, *candidate.titles} - {""}:
                found[name].append(candidate)
    return found


def _described(documents: Sequence[int]) -> Iterable[Candidate]:
    numbers: dict[int, str] = {}
    titles: dict[int, set[str]] = defaultdict(set)
    for document, name, is_number in DocumentName.objects.filter(document__in=documents).values_list(
        "document_id", "name", "is_number"
    ):
        if is_number:
            numbers[document] = name
        else:
            titles[document].add(name)
    for row in Document.objects.filter(pk__in=documents).only("city", "signed_on"):
        yield Candidate(row.pk, row.city, row.signed_on, numbers.get(row.pk, ""), frozenset(titles[row.pk]))


def _span_rows(documents: Sequence[int]) -> Iterable[StatusSpan]:
    for document, facts in facts_of(documents).items():
        yield from (_span_row(document, span) for span in spans(facts))


def _span_row(document: int, span: Span) -> StatusSpan:
    order = span.status.order
    return StatusSpan(
        document_id=document,
        first_day=span.first_day,
        last_day=span.last_day,
        state=span.status.state,
        since=_stored(span.status.since),
        until=_stored(span.status.until),
        revise_by=span.status.revise_by,
        ordered_by=order.source if order else "",
        ordered_where=order.where if order else "",
        order_kind=order.kind if order else "",
    )


def _stored(day: dt.date | None) -> dt.date | None:
    return None if day in (dt.date.min, dt.date.max) else day
