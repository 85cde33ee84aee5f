"""How an act is refused: every reason at once, each with its article."""

from collections.abc import Iterable

from lingxing.engines.cases.domain.state import RefusedCheck
from lingxing.kernel.errors import LingxingError


class Refused(LingxingError):
    """An act that can't be done. `items` holds every reason with its article, at once."""

    def __init__(self, items: Iterable[RefusedCheck], *, where: str = "") -> None:
        self.items = tuple(items)
        told = "；".join(str(item) for item in self.items)
        super().__init__(told, where=where, remedy="请按上述原因处理后重试")
