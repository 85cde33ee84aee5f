"""The workbook that an assignment notice carries (art. 6(3)): for each unit, of its own matter alone."""

import datetime as dt
from collections.abc import Collection, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from lingxing.engines.cases.queries.enclosed import Enclosure
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.queries.units import lines_in, unit_organs


def answer_sheets(account: Account, cases: Collection[UUID], on: dt.date) -> Mapping[UUID, Enclosure]:
    """Return for each of these cases that waits for a unit of the account the workbook to answer it with."""
    return {
        line.case: Enclosure(
            f"督查填报表 {line.case_number}（XLSX）",
            f"{reverse('supervision:answer-sheet')}?{urlencode({'number': line.case_number})}",
            "可以在网页上填报，也可以填好这张表，在“本单位督办”交回",
        )
        for line in lines_in(unit_organs(account, on), cases, on)
        if line.waits
    }
