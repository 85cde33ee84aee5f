"""The ledger's record of one case, with what of it is opened."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.cases.queries.access import Sight
from lingxing.engines.cases.queries.loading import openings_of
from lingxing.engines.cases.queries.seen import SeenCase
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound
from lingxing.language.procedures.definitions import APPLICANT

Openings = Mapping[tuple[str, int], Mapping[str, tuple[str, Any]]]
_WORDS = {"act.reason": "理由", "act.note": "说明"}


def record_of(number: str, fields: Collection[str]) -> tuple[str, Openings]:
    """Return the chain of the case of that number, and what opens the named fields in each of its entries.

    `fields` are names of the service's fields, or act.reason and act.note; all others stay commitments. NotFound where
    there is no such case, LingxingError for a field that no act of it holds. Whoever calls this answers for what it
    opens and to whom.
    """
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise NotFound("没有这个办件", where=number, remedy="请核对办件编号")
    return _opened(case, {row.ledger_sequence: openings_of(row) for row in _events(case)}, fields)


def record_for(seen: SeenCase, fields: Collection[str]) -> tuple[str, Openings]:
    """Return the same for somebody who sees the case, opening no more than `openable_fields` names.

    NotAllowed for those who handle it, LingxingError for a field that is not theirs to open.
    """
    return _opened(seen.case, _theirs(seen), fields)


def openable_fields(seen: SeenCase) -> dict[str, str]:
    """Return what somebody who sees the case may open to others, name → label, in the order of the acts.

    Applicants: what was filled in on their own side. Supervisors: values that hold no personal data. NotAllowed for
    those who handle the case: what they know of it is not theirs to hand out.
    """
    names = dict.fromkeys(name for opened in _theirs(seen).values() for name in opened)
    return {name: _label(seen, name) for name in names}


def may_export(seen: SeenCase) -> bool:
    """Return whether whoever sees the case may take its record away."""
    return seen.sight is not Sight.HANDLER


def _theirs(seen: SeenCase) -> dict[int, dict[str, list[Any]]]:
    """Return by entry what opens the fields that are theirs to open."""
    if not may_export(seen):
        raise NotAllowed("存证由申请人或督查人员下载", where=seen.case.number, remedy="请由申请人登录后在办件页下载")
    rows = _events(seen.case)
    if seen.sight is Sight.APPLICANT:
        return {row.ledger_sequence: openings_of(row) for row in rows if row.role == APPLICANT}
    return {row.ledger_sequence: _impersonal(row) for row in rows}


def _impersonal(row: CaseEvent) -> dict[str, list[Any]]:
    plain = row.plain.get("values", {})
    return {name: pair for name, pair in openings_of(row).items() if name in plain}


def _events(case: Case) -> Iterable[CaseEvent]:
    return case.events.order_by("sequence")


def _label(seen: SeenCase, name: str) -> str:
    declared = seen.service.fields.get(name)
    return declared.label if declared else _WORDS.get(name, name)


def _opened(case: Case, held: Mapping[int, Mapping[str, list[Any]]], fields: Collection[str]) -> tuple[str, Openings]:
    known = {name for opened in held.values() for name in opened}
    if unknown := sorted(set(fields) - known):
        remedy = f"可公开的有：{'、'.join(sorted(known)) or '（无）'}"
        raise LingxingError("这个办件没有这一项", where=unknown[0], remedy=remedy)
    stream = f"case:{case.pk}"
    chosen = {
        (stream, sequence): {name: (pair[0], pair[1]) for name, pair in opened.items() if name in fields}
        for sequence, opened in held.items()
    }
    return stream, {place: opened for place, opened in chosen.items() if opened}
