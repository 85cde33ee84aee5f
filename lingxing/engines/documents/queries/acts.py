"""The editors' acts, read as values."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from lingxing.engines.documents.domain.corrections import Act, ActKind
from lingxing.engines.documents.models import CorrectionAct


def acts_of(documents: Iterable[int]) -> Mapping[int, tuple[Act, ...]]:
    """Return each document's acts, oldest first; a document without any has none."""
    found: dict[int, tuple[Act, ...]] = defaultdict(tuple)
    for row in CorrectionAct.objects.filter(document__in=list(documents)).order_by("pk"):
        found[row.document_id] += (_act(row),)
    return found


def _act(row: CorrectionAct) -> Act:
    value, source = json.loads(row.value), json.loads(row.source_value)
    return Act(row.pk, ActKind(row.kind), row.path, value, source, row.reason, row.actor, row.at)
