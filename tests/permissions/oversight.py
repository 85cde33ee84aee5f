"""What the routes by which supervision is run name: a look at the matter, a draw, a proposal, a task of the plan."""

import datetime as dt
from collections.abc import Mapping

from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.models import Finding, Item, Plan, PlanTask, RecordKind
from lingxing.engines.supervision.services.drawing import open_draw
from lingxing.engines.supervision.services.recording import NewRecord, add_record

SEEN = "后院还堆着豆渣"


def open_oversight(overseer: Account, item: Item, plan: Plan, now: dt.datetime) -> Mapping[str, str]:
    """Return what routes name, of the office's matter and plan."""
    look = NewRecord(RecordKind.VISIT, now, "作坊后院", "戊某、己某", found=SEEN)
    row = add_record(overseer, item.pk, look, [("后院.jpg", JPEG)], now)
    drawn = open_draw(overseer, "三月随机督查", ["甲局", "乙局"], ["丁某"], (1, 1), now)
    found = Finding.objects.create(item=item, act="refer", ground="late", found_on=now.date())
    task = PlanTask.objects.create(plan=plan, organ=plan.organ, position=1, heading="搬迁", text="搬迁。")
    return {
        "matter": str(item.pk),
        "look": str(row.pk),
        "look_file": str(row.files.get().pk),
        "draw": str(drawn.pk),
        "proposal": str(found.pk),
        "plan_task": str(task.pk),
    }
