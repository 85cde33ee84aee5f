"""Entering values of indicators: each is kept for good, a correction is a further one, the ledger has them all."""

import base64
import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from lingxing.engines.cases.services.filing import check_file
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.entering import Entered, SheetRow, WrongValue, read_sheet
from lingxing.engines.supervision.models import MeasuredFile, MeasuredValue
from lingxing.engines.supervision.queries.indicators import declared, entering_organ, indicator_of, stored
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import LingxingError, NotFound

MOST_FILE_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """The paper that a value was taken from, as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row of a sheet: taken, the same as before, or refused and why."""

    number: int
    label: str
    taken: bool
    told: str


@transaction.atomic
def enter_value(
    account: Account, package: str, given: Entered, at: dt.datetime, file: Attached | None = None
) -> MeasuredValue:
    """Keep a value and return it. A value of a day that has one replaces that, which stays, and needs a reason.

    NotFound for who neither works in an organ that answers for the indicator nor in the office. WrongValue where the
    reason is missing, or the same value stands there.
    """
    indicator = indicator_of(package, given.indicator)
    organ = entering_organ(account, package, indicator, at.astimezone(SHANGHAI).date())
    if organ is None:
        told = f"只有{'、'.join(indicator.holder) or '督查室'}和督查室能填报"
        raise NotFound(told, where=indicator.label, remedy="请由责任单位的账号填报")
    earlier = _standing(package, given)
    _check_correction(earlier, given)
    row = MeasuredValue(
        package=package,
        indicator=given.indicator,
        area=given.area,
        on=given.on,
        value=stored(given.value),
        source=given.source,
        reason=given.reason if earlier else "",
        corrects=earlier,
        organ_id=organ,
        entered_at=at,
        entered_by=account.actor.id,
        account=account,
    )
    return _kept(row, account, at, _checked(file))


def _standing(package: str, given: Entered) -> MeasuredValue | None:
    """Return the value that stands for the same day and area, locked."""
    rows = MeasuredValue.objects.select_for_update().filter(package=package, indicator=given.indicator)
    return rows.filter(area=given.area, on=given.on, superseded=False).first()


def _check_correction(earlier: MeasuredValue | None, given: Entered) -> None:
    if earlier is None:
        return
    day = format_date(given.on)
    if earlier.value == stored(given.value) and earlier.source == given.source:
        raise WrongValue(f"{day}已有同样的数值", where="数值", remedy="没有改动就不用再填")
    if not given.reason:
        raise WrongValue(f"{day}已填报{earlier.value}", where="更正原因", remedy="要更正请写明原因；原来的数值会保留")


def _checked(file: Attached | None) -> tuple[Attached, str] | None:
    if file is None:
        return None
    return file, check_file(file.name, file.content, MOST_FILE_BYTES).media_type


def _kept(row: MeasuredValue, account: Account, at: dt.datetime, file: tuple[Attached, str] | None) -> MeasuredValue:
    payload: dict[str, object] = {
        "value": str(row.pk),
        "number": row.value,
        "area": row.area,
        "on": row.on.isoformat(),
        "organ": row.organ_id,
        "source": _digest(row.source.encode()),
    }
    if row.corrects is not None:
        payload |= {"corrects": str(row.corrects.pk), "reason": _digest(row.reason.encode())}
        row.corrects.superseded = True
        row.corrects.save(update_fields=["superseded"])
    if file is not None:
        payload["file"] = _digest(file[0].content)
    act = "value_corrected" if row.corrects else "value_entered"
    entry = record(f"indicator:{row.package}/{row.indicator}", act, account.actor, payload, at)
    row.ledger_sequence = entry.sequence
    row.save()
    if file is not None:
        _attach(row, *file)
    return row


def _attach(row: MeasuredValue, file: Attached, media_type: str) -> None:
    MeasuredFile.objects.create(
        value=row,
        name_sealed=seal_text(file.name, file_context(row.pk, "name")),
        media_type=media_type,
        size=len(file.content),
        digest=_digest(file.content),
        content_sealed=seal_text(base64.b64encode(file.content).decode(), file_context(row.pk, "content")),
    )


def file_context(key: uuid.UUID, part: str) -> str:
    """Return the context under which a part of a value's file is sealed."""
    return f"measured:{key}:{part}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def enter_sheet(
    account: Account, package: str, rows: Sequence[Sequence[str]], at: dt.datetime
) -> tuple[RowResult, ...]:
    """Keep the values of a sheet that came back and return what became of each row; each is taken whole or not at all.

    WrongValue where the sheet's headings are others: then nothing is taken.
    """
    today = at.astimezone(SHANGHAI).date()
    return tuple(_entered_row(account, package, row, at) for row in read_sheet(rows, declared(package), today))


def _entered_row(account: Account, package: str, row: SheetRow, at: dt.datetime) -> RowResult:
    if row.entered is None:
        return RowResult(row.number, row.label, taken=False, told=row.refused)
    try:
        with transaction.atomic():
            kept = enter_value(account, package, row.entered, at)
    except LingxingError as error:
        return RowResult(row.number, row.label, taken=False, told=str(error))
    done = "已更正" if kept.corrects_id else "已填报"
    return RowResult(row.number, row.label, taken=True, told=f"{done}：{format_date(kept.on)} {kept.value}")
