"""Showing personal data that are masked at first: nobody does it unseen."""

import datetime as dt

from django.db import transaction

from lingxing.engines.cases.queries.access import Sight
from lingxing.engines.cases.queries.seen import SeenCase
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import NotAllowed


@transaction.atomic
def reveal(seen: SeenCase, actor: Actor, at: dt.datetime) -> None:
    """Record that somebody had the personal data of a case shown. NotAllowed for supervisors, who see them masked."""
    if seen.sight is Sight.SUPERVISOR:
        raise NotAllowed("督查只看遮盖后的内容", remedy="请向经办人调阅")
    record(f"case:{seen.case.pk}", "reveal", actor, {"number": seen.case.number, "sight": seen.sight.value}, at)
