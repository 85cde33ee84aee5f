"""Putting the figures of a period out: a draft of disclosure, which an officer looks at and releases."""

import datetime as dt

from django.db import transaction

from lingxing.engines.disclosure.queries.preview import DraftText
from lingxing.engines.disclosure.services.drafting import Draft, save_draft
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import FiguresOut
from lingxing.engines.hotline.queries.boards import Period, board
from lingxing.engines.hotline.queries.circulars import circular_day
from lingxing.engines.hotline.queries.hotlines import operator_of
from lingxing.engines.hotline.tables import HEADINGS, unit_rows
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_package


@transaction.atomic
def draft_figures(account: Account, hotline: Hotline, period: Period, at: dt.datetime) -> FiguresOut:
    """Draft the publication of a period's figures, due by the package's rule, and return where it is kept.

    LingxingError before the period is over, and where the package does not publish. Errors as `save_draft`.
    """
    on = at.astimezone(SHANGHAI).date()
    who = operator_of(account, hotline, on)
    if not hotline.publishes:
        raise LingxingError("这份文件没有要求公开热线统计", where=hotline.label, remedy="请查看文件的规定")
    if on <= period.last_day:
        raise LingxingError(
            "这个时期还没有结束", where=period.label, remedy=f"{format_date(period.last_day)}以后再公开"
        )
    found = board(hotline, period, on)
    policy = load_package(hotline.package).policy
    text = (
        f"{period.label}，{policy.city}{hotline.label}受理{found.total.counts.received}件，"
        f"办结{found.total.counts.concluded}件，电话接通率{found.answered.shown}。统计截至{format_date(on)}，"
        "按受理的时间归集；各项的算法见热线统计页。"
    )
    table = "\n".join("\t".join(row) for row in (HEADINGS, *unit_rows(found)))
    due = circular_day(hotline, period)
    title = f"{policy.city}{hotline.label}{period.label}通报"
    draft = Draft(
        who.organ_id or 0, "disclosure", title, DraftText(text, table), policy.title[:200], hotline.article, due_on=due
    )
    publication = save_draft(account, draft, at)
    return FiguresOut.objects.create(
        package=hotline.package, service=hotline.name, period=period.text, publication_id=publication.pk, at=at
    )
