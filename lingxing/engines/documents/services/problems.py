"""The list of problems for people."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db.models import Q

from lingxing.engines.documents.domain.model import Problem
from lingxing.engines.documents.models import Document, Gazette, ProblemRow
from lingxing.engines.documents.services.writing import insert, one_writer, storable
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError

State = ProblemRow.State


def resolve_problem(problem_id: int, note: str, actor: Actor, at: dt.datetime) -> None:
    """Close a problem with a note; LingxingError where it is unknown or closed already, or the note is empty."""
    _decide(problem_id, (State.OPEN, State.RESOLVED), note, actor, at)


def reopen_problem(problem_id: int, note: str, actor: Actor, at: dt.datetime) -> None:
    """Open a closed problem again; LingxingError where it is unknown or open, or the note is empty."""
    _decide(problem_id, (State.RESOLVED, State.OPEN), note, actor, at)


def keep_gazette_problems(gazette: Gazette, problems: Iterable[Problem]) -> None:
    """Bring the list in line with the problems outside any document that the gazette has now."""
    _keep(gazette, None, problems)


def keep_document_problems(gazette: Gazette, document: Document, problems: Iterable[Problem]) -> None:
    """Bring the list in line with the problems that the document has now.

    A problem that came before keeps what was decided on it; one that no longer comes is gone unless it was decided.
    """
    _keep(gazette, document, problems)


def _keep(gazette: Gazette, document: Document | None, problems: Iterable[Problem]) -> None:
    where = Q(document=document) if document else Q(document=None, gazette=gazette)
    now = {_fingerprint(problem): problem for problem in problems}
    known = {row.fingerprint: row for row in ProblemRow.objects.filter(where)}
    insert(ProblemRow, (_row(gazette, document, mark, now[mark]) for mark in now if mark not in known))
    back = [row.pk for mark, row in known.items() if mark in now and row.state == State.GONE]
    gone = [row.pk for mark, row in known.items() if mark not in now and row.state == State.OPEN]
    ProblemRow.objects.filter(pk__in=back).update(state=State.OPEN)
    ProblemRow.objects.filter(pk__in=gone).update(state=State.GONE)
    here = [row for mark, row in known.items() if mark in now]
    for row in here:
        row.gazette, row.line, row.unit_id = gazette, now[row.fingerprint].line, now[row.fingerprint].unit_id[:200]
    ProblemRow.objects.bulk_update(here, ["gazette", "line", "unit_id"], batch_size=200)


def _row(gazette: Gazette, document: Document | None, mark: str, problem: Problem) -> ProblemRow:
    return ProblemRow(
        gazette=gazette,
        document=document,
        kind=problem.kind,
        message=storable(problem.message),
        excerpt=storable(problem.excerpt),
        line=problem.line,
        unit_id=storable(problem.unit_id, 200),
        fingerprint=mark,
        state=State.OPEN,
    )


def _fingerprint(problem: Problem) -> str:
    said = f"{problem.kind}\n{problem.message}\n{problem.excerpt}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _decide(problem_id: int, step: tuple[State, State], note: str, actor: Actor, at: dt.datetime) -> None:
    if not note.strip():
        raise LingxingError("没有写处理说明", where="说明", remedy="请写明如何处理或为何无需处理")
    before, after = step
    with one_writer():
        row = ProblemRow.objects.filter(pk=problem_id, state=before).select_related("document", "gazette").first()
        if row is None:
            label = before.label
            raise LingxingError(
                f"没有这个{label}的问题", where=str(problem_id), remedy="它可能已由他人处理，请刷新页面"
            )
        row.state, row.note, row.decided_by, row.decided_at = after, note.strip(), actor.id, at
        row.save(update_fields=["state", "note", "decided_by", "decided_at"])
        stream = f"document:{row.document.key}" if row.document else f"gazette:{row.gazette.digest}"
        act = "resolve_problem" if after == State.RESOLVED else "reopen_problem"
        record(stream, act, actor, {"problem": row.fingerprint, "kind": row.kind}, at)
