"""Issued papers by their key, for those who may have them."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.models import IssuedDocument
from lingxing.engines.cases.queries.access import Viewer, sight_of
from lingxing.kernel.errors import NotAllowed, NotFound


def issued_for(account: Viewer, paper_id: UUID, on: dt.date) -> IssuedDocument:
    """Return the paper for an account that may read it on the day.

    NotFound where there is none or the account must not know of its case; NotAllowed for supervisors: papers hold
    personal data, which they see masked only.
    """
    issued = IssuedDocument.objects.select_related("case").filter(pk=paper_id).first()
    sight = sight_of(account, issued.case, on) if issued else None
    if issued is None or sight is None:
        raise NotFound("没有这份文书", remedy="请从办件页面下载")
    if not sight.clear:
        raise NotAllowed("文书载有个人信息，督查只看办理情况", where=issued.number, remedy="请向经办人调阅")
    return issued
