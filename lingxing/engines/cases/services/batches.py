"""One act on many cases."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.services.results import BatchOutcome


def perform_many(case_ids: Sequence[UUID], command: Command, who: Acting, at: dt.datetime) -> list[BatchOutcome]:
    """Do the same act in each case, each in its own transaction, and return the outcomes in the order given."""
    raise NotImplementedError(case_ids, command, who, at)
