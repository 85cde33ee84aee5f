"""What statements write is what Django's own fields would write."""

import datetime as dt
import uuid

import pytest
from django.db import connection

from lingxing.engines.cases.models import Case, CaseClock, CaseEvent, Turn
from lingxing.engines.cases.statements import adapted, written
from lingxing.kernel.dates import SHANGHAI

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 10, 30, 0, 123456, SHANGHAI)
WHOLE = dt.datetime(2026, 3, 2, 16, 0, tzinfo=dt.UTC)
KEY = uuid.UUID(int=7)
ROWS = [
    Case(id=KEY, party_id=uuid.UUID(int=8), organ_id=3, snapshot={"a": [1]}, opened_at=AT, changed_at=WHOLE),
    CaseEvent(case_id=KEY, at=AT, plain={"values": {"名": "甲"}}),
    CaseClock(case_id=KEY, run={}, due_on=dt.date(2026, 3, 2), next_at=None),
    Turn(case_id=KEY, since=AT, due_on=None, yellow_on=dt.date(2026, 3, 1), assignee_id=KEY),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: type(row).__name__)
def test_values_are_those_that_django_writes(row):
    fields = [field for field in row._meta.concrete_fields if not field.auto_created]
    usual = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    assert list(map(str, written(row))) == list(map(str, usual))
    if connection.vendor == "sqlite":
        assert list(map(type, written(row))) == list(map(type, usual))


@pytest.mark.parametrize("given", [KEY, str(KEY), KEY.hex])
def test_a_key_may_be_given_as_text(given):
    assert adapted(Case, "pk", given) == Case._meta.pk.get_db_prep_save(KEY, connection)
