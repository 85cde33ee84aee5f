"""The demo's plan: whatever the day, some of its matters are done, some late, one is done again, once."""

import datetime as dt
from pathlib import Path

import pytest

from lingxing.cli.demo.accounts import demo_accounts
from lingxing.cli.demo.offices import open_offices
from lingxing.cli.demo.script import read_town
from lingxing.cli.demo.supervising import fill_plan
from lingxing.engines.documents.intake import read_gazette
from lingxing.engines.documents.services import import_gazette
from lingxing.engines.supervision.models import Item, MeasuredValue
from lingxing.engines.supervision.queries.indicators import measured_one
from lingxing.engines.supervision.tests.plan_town import GAZETTE
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-11-30", "2027-01-03"], ids=["a Monday", "a Sunday"])
def test_the_towns_plan_has_matters_done_late_and_done_again(day: str, tmp_path: Path):
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(0, 30), SHANGHAI)
    import_gazette(read_gazette(GAZETTE.name, GAZETTE.read_bytes()), OPERATOR, now)
    demo_accounts(tmp_path / "accounts.json")
    open_offices(read_town(), now)
    assert fill_plan(now) == "督查：一份文件的 8 件演示事项"
    items = Item.objects.all()
    assert items.exclude(concluded_on=None).count() == 2
    late = items.filter(concluded_on=None, due_on__lt=now.date(), reported_on=None)
    assert {item.heading for item in late} == {"开展排口溯源", "检测地下管网"}
    assert items.get(returns=1).heading == "核查重点排水户"
    # 27.1, 28.3 and 29.2 of the last three years.
    assert MeasuredValue.objects.count() == 3
    assert measured_one("ezhou/health_323_2021", "health_literacy", now.date()).latest.value == "29.2"
    assert fill_plan(now + dt.timedelta(days=3)) == "督查：已有演示计划"
    assert Item.objects.count() == 8
