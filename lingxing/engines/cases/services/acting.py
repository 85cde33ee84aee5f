"""Doing acts in cases. Every function is one use case, atomic, with its ledger entry."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.services.results import ActResult


def perform(
    case_id: UUID, command: Command, who: Acting, at: dt.datetime, *, revision: int | None = None, key: str = ""
) -> ActResult:
    """Do one act in a case and return what it left behind.

    `revision` is that of the page the act was asked from; Stale where the case has moved on since.
    `key` makes a repeated request harmless: the same key again answers with the first result.
    Refused (all reasons at once) where the act isn't possible; NotAllowed where `who` isn't entitled to it; NotFound
    where there is no such case.
    """
    raise NotImplementedError(case_id, command, who, at, revision, key)
