"""A case's record leaves the house: chosen fields opened, the others committed to, and an outsider verifies it."""

import json

import pytest

from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.record import record_of
from lingxing.engines.cases.tests.homes import NAME, NUMBER, at, installed_homes, open_town
from lingxing.engines.ledger.queries import export
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.verdicts import Evidence

MONDAY = at("2026-03-02")


@pytest.fixture
def town(db: None):
    with installed_homes():
        yield open_town()


def exported(case: Case, *fields: str) -> list[bytes]:
    stream, openings = record_of(case.number, fields)
    return list(export(MONDAY, [stream], openings=openings))


def test_what_is_named_is_opened_and_the_rest_stays_hidden(town):
    case = town.apply(MONDAY).case
    lines = exported(case, "full_name")
    assert NAME in b"".join(lines).decode()
    assert NUMBER not in b"".join(lines).decode()
    assert verify_export(lines, Evidence()).faults == []
    assert NAME not in b"".join(exported(case)).decode()


def test_a_value_opened_wrongly_is_found(town):
    case = town.apply(MONDAY).case
    stream, openings = record_of(case.number, ["full_name"])
    place = next(iter(openings))
    salt, _ = openings[place]["full_name"]
    lines = list(export(MONDAY, [stream], openings={place: {"full_name": (salt, "某某")}}))
    assert any("full_name" in str(fault) for fault in verify_export(lines, Evidence()).faults)


def test_only_fields_that_the_case_holds_are_opened(town):
    case = town.apply(MONDAY).case
    with pytest.raises(LingxingError, match="没有这一项"):
        record_of(case.number, ["salary"])
    with pytest.raises(NotFound):
        record_of("YHZ2026999999", [])


def test_the_file_is_one_json_a_line(town):
    assert all(json.loads(line) for line in exported(town.apply(MONDAY).case))
