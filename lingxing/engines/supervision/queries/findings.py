"""What the system has proposed, open and decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.supervision.domain.grounds import GROUNDS, LIST, Ground
from lingxing.engines.supervision.models import Finding


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A proposal with its ground, and why it was declined where it was."""

    row: Finding
    ground: Ground
    reason: str

    @property
    def act_label(self) -> str:
        """Return what is proposed, in Chinese."""
        return "挂牌督办" if self.row.act == LIST else "移送问责"

    @property
    def lists(self) -> bool:
        """Return whether listing on the board is proposed."""
        return self.row.act == LIST


def findings(*, item: UUID | None = None, open_only: bool = True) -> Sequence[ShownFinding]:
    """Return proposals, the newest first; at most 500."""
    rows = Finding.objects.select_related("item", "item__lead", "item__plan")
    if item is not None:
        rows = rows.filter(item=item)
    if open_only:
        rows = rows.filter(taken__isnull=True)
    return [ShownFinding(row, GROUNDS[row.ground], _reason(row)) for row in rows.order_by("-found_on", "pk")[:500]]


def _reason(row: Finding) -> str:
    if not row.reason_sealed:
        return ""
    return unseal_text(row.reason_sealed, finding_context(row.pk)).partition("\n")[2]


def finding_context(finding_id: int) -> str:
    """Return the context in which the reason of a decision is sealed."""
    return f"supervision:finding:{finding_id}:reason"
