"""The ledger's record of one case, with what of it is opened."""

from collections.abc import Collection, Mapping
from typing import Any

from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.loading import openings_of
from lingxing.kernel.errors import LingxingError, NotFound

Openings = Mapping[tuple[str, int], Mapping[str, tuple[str, Any]]]


def record_of(number: str, fields: Collection[str]) -> tuple[str, Openings]:
    """Return the chain of the case of that number, and what opens the named fields in each of its entries.

    `fields` are names of the service's fields, or act.reason and act.note; all others stay commitments. NotFound where
    there is no such case, LingxingError for a field that no act of it holds. Whoever calls this answers for what it
    opens and to whom.
    """
    case = Case.objects.filter(number=number).first()
    if case is None:
        raise NotFound("没有这个办件", where=number, remedy="请核对办件编号")
    stream = f"case:{case.pk}"
    held = {(stream, row.ledger_sequence): openings_of(row) for row in case.events.order_by("sequence")}
    known = {name for opened in held.values() for name in opened}
    if unknown := sorted(set(fields) - known):
        remedy = f"可公开的有：{'、'.join(sorted(known)) or '（无）'}"
        raise LingxingError("这个办件没有这一项", where=unknown[0], remedy=remedy)
    chosen = {
        place: {name: (pair[0], pair[1]) for name, pair in opened.items() if name in fields}
        for place, opened in held.items()
    }
    return stream, {place: opened for place, opened in chosen.items() if opened}
