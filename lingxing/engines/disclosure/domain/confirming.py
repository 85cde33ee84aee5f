"""What looks personal leaves only where an officer has said why it may."""

from collections.abc import Iterable, Mapping

from lingxing.engines.disclosure.domain.detection import Concern
from lingxing.kernel.errors import LingxingError

SHORTEST = 4
LONGEST = 200


class Unconfirmed(LingxingError):
    """What is to be published still holds something that looks personal; `concerns` are those without a reason."""

    def __init__(self, concerns: tuple[Concern, ...]) -> None:
        first = concerns[0]
        super().__init__(
            f"还有 {len(concerns)} 处像个人信息的内容没有确认",
            where=f"{first.where}：{first.finding.kind.label} {first.finding.shown}",
            remedy="请删去或遮盖；确需公开的，逐处写明理由",
        )
        self.concerns = concerns


def check_confirmed(concerns: Iterable[Concern], reasons: Mapping[str, str]) -> dict[str, str]:
    """Return concern key → reason, of the concerns that there are. Unconfirmed where one has none.

    A reason has 4 to 200 characters; what is said of concerns that are gone is left out.
    """
    found = {concern.key: (concern, reasons.get(concern.key, "").strip()) for concern in concerns}
    missing = tuple(concern for concern, reason in found.values() if not SHORTEST <= len(reason) <= LONGEST)
    if missing:
        raise Unconfirmed(missing)
    return {key: reason for key, (_, reason) in found.items()}
