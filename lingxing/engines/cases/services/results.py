"""What the acting services answer, and how they refuse."""

from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.models import Case, CaseEvent, IssuedDocument
from lingxing.kernel.errors import LingxingError

__all__ = ["ActResult", "BatchOutcome", "Refused", "Stale"]


@dataclass(frozen=True, slots=True)
class ActResult:
    """What an act left behind. `code` is the tracking code, only when the act opened the case; it is stored nowhere.

    The event is as it was written, but for the key that the database gives it; it is known by case and sequence.
    `repeated` says that the act had been done before under the same key and nothing was changed.
    """

    case: Case
    event: CaseEvent
    state: CaseState
    documents: tuple[IssuedDocument, ...] = ()
    code: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What came of one case of a batch: the result, or in Chinese why it was refused."""

    case_id: UUID
    number: str
    result: ActResult | None
    refusal: str = ""


class Stale(LingxingError):
    """The case has moved on since the page was loaded, or somebody else acted first."""

    def __init__(self, number: str) -> None:
        super().__init__("案件已有新的办理动作，页面内容不是最新的", where=number, remedy="请刷新页面，核对后再办理")
