"""Taking back a mistaken act by a new one."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.services.results import ActResult


def correct(
    case_id: UUID, sequence: int, reason: str, who: Acting, at: dt.datetime, *, revision: int | None = None
) -> ActResult:
    """Take back the last act in force of a case; nothing is erased. Return the correcting event.

    Its documents are revoked, its marks lifted, its publications not yet released dropped, its acts on linked cases
    taken back too. Refused where it isn't the last one, opened the case, or was done by another organ.
    """
    raise NotImplementedError(case_id, sequence, reason, who, at, revision)
