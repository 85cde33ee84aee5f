"""The announcement of a result (art. 29): what the grantor has published, among the lot's other announcements."""

import datetime as dt
import hashlib
from collections.abc import Mapping

from lingxing.engines.auctions.domain.announcements import FORMAT
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.settling import result_of
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import Announcement, AnnouncementKind, Lot
from lingxing.kernel.canonical import Json, canonical_json

_RESULTS = {
    "sold": "成交",
    "no_bid": "未成交（无人报价）",
    "below_reserve": "未成交（最高报价低于底价）",
    "terminated": "终止",
}


def announce_result(lot: Lot, state: LotState, values: Mapping[str, object], at: dt.datetime) -> None:
    """Announce the result as the grantor has published it. `values`: those of the case. The lot is locked."""
    content: dict[str, Json] = {"format": FORMAT, "lot": lot.number, "kind": AnnouncementKind.RESULT.value}
    content["text"] = _text(lot, state, values)
    first = Announcement.objects.filter(lot=lot).earliest("number")
    Announcement.objects.create(
        lot=lot,
        number=Announcement.objects.filter(lot=lot).count() + 1,
        kind=AnnouncementKind.RESULT,
        title=first.title,
        county=first.county,
        content=content,
        digest=hashlib.sha256(canonical_json(content).encode()).hexdigest(),
        published_at=at,
    )


def _text(lot: Lot, state: LotState, values: Mapping[str, object]) -> str:
    parts = [
        f"宗地编号：{lot.number}",
        f"宗地位置：{values['location']}",
        f"出让面积：{values['area']}",
        f"土地用途：{values['use']}",
        f"出让人：{lot.grantor.name}",
        f"交易机构：{lot.agency.name}",
        f"出让结果：{_RESULTS[result_of(state)]}",
    ]
    if state.winner is not None and "winner" in values:
        parts += [f"受让人：{values['winner']}", f"成交价：{format_price(state.winner.price)}"]
    return "\n\n".join(parts)
