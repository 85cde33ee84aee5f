"""The problems that wait for people."""

from django.db.models import Count, Q, QuerySet

from lingxing.engines.documents.domain.model import ProblemKind
from lingxing.engines.documents.models import Document, ProblemRow
from lingxing.engines.documents.queries.values import FacetValue, ProblemsPage, ProblemView

PAGE_SIZE = 20
State = ProblemRow.State


def problems(
    kind: str = "", city: str = "", state: str = State.OPEN, page: int = 1, page_size: int = PAGE_SIZE
) -> ProblemsPage:
    """Return one page of the problems: `state` is open, resolved, or empty for both. `open` counts the city's."""
    here = ProblemRow.objects.filter(gazette__city=city) if city else ProblemRow.objects.all()
    asked = here.filter(state=state) if state else here.exclude(state=State.GONE)
    rows = asked.filter(kind=kind) if kind else asked
    total = rows.count()
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    shown = _views(rows)[(page - 1) * page_size : page * page_size]
    opened = here.filter(state=State.OPEN).count()
    return ProblemsPage(tuple(_view(row) for row in shown), total, opened, page, pages, _kinds(asked))


def problem(problem_id: int) -> ProblemView | None:
    """Return one problem, or None."""
    row = _views(ProblemRow.objects.filter(pk=problem_id)).first()
    return _view(row) if row else None


def document_problems(document: Document) -> tuple[ProblemView, ...]:
    """Return the document's problems: open ones, then those decided."""
    rows = _views(ProblemRow.objects.filter(Q(document=document) & ~Q(state=State.GONE)))
    return tuple(_view(row) for row in rows.order_by("state", "line", "pk"))


def _views(rows: QuerySet[ProblemRow]) -> QuerySet[ProblemRow]:
    return rows.select_related("gazette", "document").defer("gazette__source", "gazette__outside")


def _kinds(rows: QuerySet[ProblemRow]) -> tuple[FacetValue, ...]:
    counts = rows.order_by().values_list("kind").annotate(many=Count("pk")).order_by("-many", "kind")
    return tuple(FacetValue(kind, kind, many) for kind, many in counts)


def _view(row: ProblemRow) -> ProblemView:
    return ProblemView(
        id=row.pk,
        kind=ProblemKind(row.kind),
        message=row.message,
        excerpt=row.excerpt,
        line=row.line,
        unit_id=row.unit_id,
        resolved=row.state == State.RESOLVED,
        note=row.note,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        gazette_id=row.gazette_id,
        gazette_label=str(row.gazette),
        document_key=row.document.key if row.document else "",
        document_title=row.document.title if row.document else "",
        state=row.state,
    )
