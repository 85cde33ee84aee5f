"""Files of a matter on their way into its bound volume: those handed in with acts, then those of the records."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from uuid import UUID

from lingxing.engines.cases.queries.attachments import load_attachment
from lingxing.engines.cases.queries.binding import HandedIn as CaseFile
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.queries.records import ShownRecord, file_of
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError
from lingxing.printing.binding import HandedIn


def volume_files(
    account: Account, files: Sequence[CaseFile], records: Sequence[ShownRecord], on: dt.date
) -> Iterator[HandedIn]:
    """Yield each file with its content, one in memory at a time.

    A file goes in as the account could have downloaded it by itself; one that it must not have, or that is gone, is
    named with the reason alone.
    """
    place = 0
    for place, one in enumerate(files, start=1):
        content, why = _content(partial(_handed_in, account, one.id, on))
        lines = (
            f"{one.case_number}　{one.paper}　{one.by or '申请人'}　{_moment(one.at)} 提交",
            _digest(one.size, one.digest),
        )
        yield HandedIn(_title(place, one.name), lines, one.name, one.media_type, content, why)
    shown = [(record, card) for record in records for card in record.files]
    for number, (record, card) in enumerate(shown, start=place + 1):
        content, why = _content(partial(_recorded, account, card.id, on))
        taken = f"{record.kind_label}　{record.row.place}　{_moment(record.row.at)}".replace("　　", "　")
        lines = (f"督查记录：{taken}；{_moment(record.row.entered_at)} 存入", _digest(card.size, card.digest))
        yield HandedIn(_title(number, card.name), lines, card.name, card.media_type, content, why)


def _title(place: int, name: str) -> str:
    return f"材料 {place}　{name}"


def _digest(size: int, digest: str) -> str:
    return f"{size} 字节　SHA-256 {digest}"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _handed_in(account: Account, file_id: UUID, on: dt.date) -> bytes:
    return load_attachment(account, file_id, on).content


def _recorded(account: Account, file_id: UUID, on: dt.date) -> bytes:
    return file_of(account, file_id, on)[1]


def _content(load: Callable[[], bytes]) -> tuple[bytes | None, str]:
    try:
        return load(), ""
    except LingxingError as refused:
        return None, f"没有并入：{refused.what}"
