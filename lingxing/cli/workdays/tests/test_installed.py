"""The officers' changes leave the installation as a file that counting lays over."""

import datetime as dt
from typing import Any

import pytest
from click.testing import CliRunner

from lingxing.cli.workdays.changes import calendar_with
from lingxing.cli.workdays.installed import changes
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.services.calendar import change_calendar, revoke_calendar_change
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


@pytest.mark.django_db
def test_what_officers_changed_is_laid_over_as_the_site_itself_does(tmp_path):
    day, other = dt.date(2026, 3, 11), dt.date(2026, 3, 12)
    given: dict[str, Any] = {"working": False, "source": "市政府\t通告", "actor": OPERATOR, "at": NOW}
    change_calendar(day, reason="暴雪", **given)
    revoke_calendar_change(change_calendar(other, reason="误设", **given).pk, OPERATOR, NOW)
    told = CliRunner().invoke(changes)
    assert told.exit_code == 0
    file = tmp_path / "changes.tsv"
    file.write_text(told.output, encoding="utf-8")
    laid_over = calendar_with(str(file))
    assert [laid_over.is_working_day(one) for one in (day, other)] == [False, True]
    days = [dt.date(2026, 3, 1) + dt.timedelta(days=number) for number in range(31)]
    assert [laid_over.is_working_day(one) for one in days] == [calendar().is_working_day(one) for one in days]
