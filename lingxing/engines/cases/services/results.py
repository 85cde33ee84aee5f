"""What the acting services answer, and how they refuse."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.domain.state import CaseState, RefusedCheck
from lingxing.engines.cases.models import Case, CaseEvent, IssuedDocument
from lingxing.kernel.errors import LingxingError


@dataclass(frozen=True, slots=True)
class ActResult:
    """What an act left behind. `code` is the tracking code, only when the act opened the case; it is stored nowhere.

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


class Refused(LingxingError):
    """An act that can't be done. `items` holds every reason with its article, at once."""

    def __init__(
        self, items: Iterable[RefusedCheck], *, where: str = "", remedy: str = "请按上述原因处理后重试"
    ) -> None:
        self.items = tuple(items)
        super().__init__("；".join(str(item) for item in self.items), where=where, remedy=remedy)


class Stale(LingxingError):
    """The case has moved on since the page was loaded, or somebody else acted first."""

    def __init__(self, number: str) -> None:
        super().__init__("案件已有新的办理动作，页面内容不是最新的", where=number, remedy="请刷新页面，核对后再办理")
