"""Three processes that sweep one database at once, one of them killed in the middle: everything once, nothing lost."""

import json
import time

import pytest

from tests.installation import start

OPEN = """
import django; django.setup()
import datetime as dt, json
from lingxing.engines.cases.tests.invented import installed
from lingxing.engines.cases.tests.office import open_office
from lingxing.engines.cases.tests.stories import SHANGHAI, done, ferry_applied, open_ferry
with installed():
    office = open_office()
    open_ferry(office)
    for n in range({cases}):
        case = ferry_applied(office, f"{{n}}")
        done(case, office.clerk, "harbour", "ask", dt.datetime(2026, 3, 4, 9, tzinfo=SHANGHAI), reason="x")
"""
SWEEP = """
import django; django.setup()
import datetime as dt
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.cases.tests.invented import installed
from lingxing.kernel.dates import SHANGHAI
with installed():
    print("ready", flush=True)
    for _ in range(6):
        report = sweep(dt.datetime(2026, 3, 10, tzinfo=SHANGHAI), limit=10)
        print(report.fired.expired, report.fired.put_off, report.held, flush=True)
"""
COUNT = """
import django; django.setup()
import json
from django.db.models import Count
from lingxing.engines.cases.models import Case, CaseEvent, Firing, Notice
from lingxing.engines.ledger.queries import verify_all
lapses = CaseEvent.objects.filter(act="lapse").values("case").annotate(n=Count("pk"))
print(json.dumps({
    "states": sorted(set(Case.objects.values_list("state", flat=True))),
    "lapsed": len(lapses),
    "doubled": sum(row["n"] > 1 for row in lapses),
    "firings": Firing.objects.count(),
    "reminders": Notice.objects.filter(kind="reminder").count(),
    "told": Notice.objects.filter(kind="act", text__contains="视为撤回").count(),
    "faults": len(verify_all()),
}))
"""


def run(installation, script):
    process = start(installation, "-c", script)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


@pytest.mark.database
def test_everything_once_with_three_processes_and_a_crash(migrated):
    cases = 30
    run(migrated, OPEN.format(cases=cases))
    workers = [start(migrated, "-c", SWEEP) for _ in range(3)]
    for worker in workers:
        assert worker.stdout.readline().strip() == "ready"
    time.sleep(0.2)
    workers[0].kill()
    workers[0].communicate()
    for worker in workers[1:]:
        _, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
    run(migrated, SWEEP)
    found = json.loads(run(migrated, COUNT))
    assert found == {
        "states": ["lapsed"],
        "lapsed": cases,
        "doubled": 0,
        "firings": 2 * cases,
        "reminders": cases,
        "told": cases,
        "faults": 0,
    }


ANSWER = """
import django; django.setup()
import datetime as dt
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.tests.invented import installed
from lingxing.engines.cases.tests.stories import SHANGHAI, capacity
from lingxing.engines.parties.queries import account_named
with installed():
    who, at = account_named("zhaoliu"), dt.datetime(2026, 3, 9, 23, 59, tzinfo=SHANGHAI)
    cases = list(Case.objects.order_by("-number"))
    print("ready", flush=True)
    done = 0
    for case in cases:
        try:
            perform(case.pk, Command("answer", {"place": "新渡"}), capacity(who, case, "applicant", at), at)
            done += 1
        except Refused:
            pass
    print(done, flush=True)
"""


@pytest.mark.database
def test_who_answers_and_what_runs_out_never_both_happen(migrated):
    cases = 24
    run(migrated, OPEN.format(cases=cases))
    workers = [start(migrated, "-c", script) for script in (ANSWER, SWEEP, SWEEP)]
    outputs = []
    for worker in workers:
        output, errors = worker.communicate(timeout=120)
        assert worker.returncode == 0, errors
        outputs.append(output.split("\n"))
    run(migrated, SWEEP)
    found = json.loads(run(migrated, COUNT))
    answered = int(outputs[0][1])
    assert found["lapsed"] + answered == cases
    assert (found["doubled"], found["faults"]) == (0, 0)
    # Whatever the sweep put off because somebody held the case it came back to.
    assert set(found["states"]) <= {"lapsed", "submitted"}
