"""Whether a paper is what it looks like, for anybody who holds it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.cases.models import CaseEvent, IssuedDocument
from lingxing.engines.cases.papers.composing import SettledRow, settled_rows
from lingxing.engines.cases.papers.files import settled_values
from lingxing.engines.cases.queries.labels import state_label
from lingxing.engines.ledger.queries.covering import Entry, covering_checkpoint, entry_at
from lingxing.engines.parties.access_masking import mask_address, mask_name, mask_number, mask_phone
from lingxing.kernel.canonical import Json
from lingxing.language.procedures.definitions import Personal
from lingxing.printing.paper import PaperKind, Row

_CODE = re.compile(r"[A-Za-z0-9_-]{20,40}", re.ASCII)
_GRANTED = "granted"
_HIDDEN = "（不公开）"
_MASKS: Mapping[str, Callable[[str], str]] = {
    Personal.NAME: mask_name,
    Personal.IDENTITY: mask_number,
    Personal.PHONE: mask_phone,
    Personal.ADDRESS: mask_address,
    Personal.ACCOUNT: mask_number,
}


class Standing(StrEnum):
    """How a paper stands on a day."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Return the standing in Chinese."""
        return {
            "valid": "有效",
            "not_yet": "尚未生效",
            "expired": "已过有效期",
            "revoked": "已撤销",
            "replaced": "已换发",
            "ended": "已失效",
        }[self.value]


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """Where the ledger holds the paper's digest. `checkpoint` is the first signed one that covers it, if any."""

    stream: str
    sequence: int
    checkpoint: int | None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a holder is told of a paper: nothing personal unmasked. `ledger` is None where the ledger does not hold the
    digest: then the paper must not be relied on. `state` is where the matter stands now, of certificates only: one may
    have been suspended since."""

    standing: Standing
    title: str
    number: str
    organ: str
    applicant: str
    issued_on: dt.date
    valid_from: dt.date
    valid_until: dt.date | None
    revoked_on: dt.datetime | None
    digest: str
    rows: tuple[Row, ...]
    ledger: LedgerPlace | None
    state: str = ""


def verified(code: str, on: dt.date) -> Verified | None:
    """Return what is known on the day of the paper with that code, None where no paper has it.

    Codes are random and too long to be guessed (120 bits); what has another form is not even looked up.
    """
    issued = IssuedDocument.objects.select_related("case").filter(code=code).first() if _CODE.fullmatch(code) else None
    if issued is None:
        return None
    values = settled_values(issued)
    person = values["applicant_is_person"] == "yes"
    certifies = values["kind"] == PaperKind.CERTIFICATE
    lasting = (outlived(issued) if certifies else None) or Standing.VALID
    standing = standing_of(issued, on)
    return Verified(
        standing=lasting if standing is Standing.VALID else standing,
        title=values["title"],
        number=values["number"],
        organ=values["organ"],
        applicant=mask_name(values["applicant"]) if person else values["applicant"],
        issued_on=dt.date.fromisoformat(values["issued_on"]),
        valid_from=issued.valid_from,
        valid_until=issued.valid_until,
        revoked_on=issued.revoked_at,
        digest=issued.digest,
        rows=tuple(Row(row.label, masked_value(row)) for row in settled_rows(values)),
        ledger=_ledger_place(issued),
        state=state_label(issued.case.package, issued.case.service, issued.case.state) if certifies else "",
    )


def outlived(issued: IssuedDocument) -> Standing | None:
    """Return why a certificate no longer says what is: another one took its place, or its matter has ended since.

    Reading: 换发、补发后旧证即失效；许可被撤销、注销或者资格终止的，证件随之失效, even where nobody hands it in.
    """
    same = IssuedDocument.objects.filter(case=issued.case, name=issued.name, revoked_at=None)
    if same.filter(event_sequence__gt=issued.event_sequence).exists():
        return Standing.REPLACED
    case = issued.case
    over = case.closed and case.outcome != _GRANTED and case.revision > issued.event_sequence
    return Standing.ENDED if over else None


def standing_of(issued: IssuedDocument, on: dt.date) -> Standing:
    """Return how the paper stands on the day; its last day of validity counts."""
    if issued.revoked_at is not None:
        return Standing.REVOKED
    if issued.valid_until is not None and on > issued.valid_until:
        return Standing.EXPIRED
    return Standing.NOT_YET if on < issued.valid_from else Standing.VALID


def masked_value(row: SettledRow) -> str:
    """Return the value as strangers may read it; personal data of no known form are left out."""
    if not row.personal:
        return row.value
    mask = _MASKS.get(row.personal)
    return mask(row.value) if mask else _HIDDEN


def _documents(entry: Entry) -> list[Json]:
    """Return the (number, digest) of each paper that the entry holds."""
    held = entry.facts.get("documents")
    return list(held) if isinstance(held, list) else []


def _ledger_place(issued: IssuedDocument) -> LedgerPlace | None:
    stream = f"case:{issued.case_id}"
    event = CaseEvent.objects.filter(case=issued.case_id, sequence=issued.event_sequence).first()
    entry = entry_at(stream, event.ledger_sequence) if event else None
    if entry is None or [issued.number, issued.digest] not in _documents(entry):
        return None
    return LedgerPlace(stream, entry.sequence, covering_checkpoint(stream, entry.sequence))
