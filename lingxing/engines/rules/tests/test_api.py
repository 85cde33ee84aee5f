"""The rules through the API: what a client needs to ask, exact answers, refusals that name the field."""

import dataclasses
import json
import re
from decimal import Decimal

import pytest
from django.db import connection

from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.rules import queries
from lingxing.language.packages import Loaded

pytestmark = pytest.mark.django_db

HEATING = "/api/rules/yunmeng/heating_2026"
CLINIC = "/api/rules/yunmeng/clinic_2026"
DAY = "?on=2026-11-01"
PERSON = {
    "income": "2500.00",
    "area": "88.5",
    "born_on": "1950-01-01",
    "stove": "gas",
    "district": "a",
    "registered": True,
}


@pytest.fixture(autouse=True)
def _invented(invented):
    pass


def post(client, address, body):
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(address, text, content_type="application/json")


def outputs(answer):
    return {name: (found["state"], found["value"]) for name, found in answer.json()["outputs"].items()}


def test_rules_are_listed_and_narrowed(client):
    every = client.get(f"/api/rules{DAY}").json()
    assert {(rule["id"], rule["state"]) for rule in every} == {
        ("yunmeng/clinic_2026", "in_force"),
        ("yunmeng/heating_2026", "in_force"),
        ("yunmeng/talent_2026", "expired"),
    }
    assert [rule["id"] for rule in client.get(f"/api/rules{DAY}&topic=医疗保障").json()] == ["yunmeng/clinic_2026"]


def test_a_rule_lets_a_client_build_the_form(client):
    found = client.get(HEATING + DAY).json()
    facts = found["facts"]["properties"]
    assert found["facts"]["additionalProperties"] is False
    assert facts["income"] | {"description": ""} == {
        "type": ["string", "number"],
        "pattern": "^[0-9]+(\\.[0-9]{1,2})?$",
        "title": "月收入",
        "description": "",
        "x-kind": "money",
        "x-unit": "CNY per month",
        "x-unit-label": "元/月",
        "x-minimum": "0",
        "x-maximum": "1000000",
        "x-decimals": 2,
        "x-bounds": "0 至 1,000,000 元/月",
        "x-article": "第三条",
        "x-effort": 1,
    }
    assert {choice["const"]: choice["title"] for choice in facts["stove"]["oneOf"]}["gas"] == "燃气"
    assert facts["born_on"]["format"] == "date"
    assert facts["registered"]["type"] == "boolean"
    assert facts["discount"]["default"] == "0"


def test_a_list_of_events_is_an_array_of_objects(client):
    visits = client.get(CLINIC + DAY).json()["facts"]["properties"]["visits"]
    assert visits["type"] == "array"
    assert set(visits["items"]["properties"]) == {"date", "cost", "level", "own"}
    assert visits["items"]["properties"]["cost"]["pattern"].startswith("^-?")


@pytest.mark.parametrize(("day", "cap"), [("2027-02-28", "800.00"), ("2027-03-01", "900.00")])
def test_parameters_have_the_values_of_the_day(client, day, cap):
    found = {parameter["name"]: parameter for parameter in client.get(f"{HEATING}?on={day}").json()["parameters"]}
    assert found["annual_cap"]["value"] == cap
    assert found["annual_cap"]["article"] == {"article": "第四条", "address": ""}
    assert found["rate"]["value"] == {"central": "6.00", "gas": "8.00", "coal": "3.50"}
    assert [day for day, _ in found["annual_cap"]["versions"]] == ["2026-03-01", "2027-03-01"]


def test_a_case_is_worked_out_with_its_trace(client):
    answer = post(client, f"{HEATING}/calculate{DAY}", {"case": PERSON})
    assert answer.status_code == 200
    assert outputs(answer)["allowance"] == ("settled", "708.00")
    assert answer.json()["status"] == "answered"
    assert any(line["expression"] == "88.5 × 8.00" for line in answer.json()["trace"])


@pytest.mark.parametrize("written", ['"2500.10"', "2500.10", "2500.1", '"2500.10 CNY"'])
def test_numbers_are_taken_as_they_are_written(client, written):
    body = json.dumps({"case": PERSON}).replace('"2500.00"', written)
    assert outputs(post(client, f"{HEATING}/calculate{DAY}", body))["allowance"][0] == "settled"


def test_a_fen_above_the_limit_is_not_lost(client):
    body = json.dumps({"case": PERSON}).replace('"2500.00"', "3000.01")
    answer = post(client, f"{HEATING}/calculate{DAY}", body)
    assert outputs(answer)["allowance"] == ("refused", "0.00")
    assert answer.json()["refusals"][0]["actual"] == "3000.01 元/月"


def test_every_wrong_value_is_named(client):
    answer = post(client, f"{HEATING}/calculate{DAY}", {"case": PERSON | {"income": -1, "area": "x", "colour": "red"}})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert {re.split(r"\W", field["field"])[0] for field in error["fields"]} == {"income", "area", "colour"}
    assert "3" in error["what"]
    assert error["remedy"]
    assert error["request_id"]


@pytest.mark.parametrize("body", ["", "{", "[]", '{"case": 3}', '{"case": {"income": NaN}}', "\x00", '{"case": [1]}'])
def test_a_body_that_is_no_case_is_refused(client, body):
    assert post(client, f"{HEATING}/calculate{DAY}", body).status_code in (400, 422)


def test_a_parameter_may_be_set_and_a_wrong_one_is_refused(client):
    asked = {"case": PERSON, "set": {"annual_cap": "500"}}
    assert outputs(post(client, f"{HEATING}/calculate{DAY}", asked))["allowance"] == ("settled", "500.00")
    wrong = post(client, f"{HEATING}/calculate{DAY}", asked | {"set": {"annual_cap": "viel", "nothing": "1"}})
    assert wrong.status_code == 422
    fields = {field["field"]: field for field in wrong.json()["error"]["fields"]}
    assert set(fields) == {"set.annual_cap", "set.nothing"}
    assert fields["set.annual_cap"]["value"] == "viel"
    assert "0 至 5000" in fields["set.annual_cap"]["expected"]
    assert "annual_cap" in fields["set.nothing"]["expected"]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        (f"{HEATING}/calculate", {"case": PERSON}),
        (f"{HEATING}/simulate", {"rows": 20}),
        ("/api/rules/match", {"city": "yunmeng"}),
    ],
)
def test_a_key_that_no_body_has_is_refused(client, address, body):
    """A misspelt key would be a setting silently not made."""
    client.force_login(account("analyst", Role.READER))
    assert post(client, address + DAY, body).status_code == 200
    answer = post(client, address + DAY, body | {"sett": {"annual_cap": "500"}})
    assert answer.status_code == 422
    assert answer.json()["error"]["where"] == "sett"


@pytest.mark.parametrize("city", ["云梦泽市", "云梦泽", "yunmeng"])
def test_a_city_is_known_by_each_of_its_names(client, city):
    found = post(client, f"/api/rules/match{DAY}", {"city": city, "profile": PERSON})
    assert found.status_code == 200
    assert found.json()["entitlements"]


@pytest.mark.parametrize(("city", "number"), [("云梦泽", 3), ("云梦泽市", 3), ("云梦", 0)])
def test_rules_are_narrowed_by_a_city_with_or_without_its_rank(client, city, number):
    assert len(client.get(f"/api/rules{DAY}&city={city}").json()) == number


def test_a_choice_that_nobody_has_is_refused(client, invented, monkeypatch):
    package = invented["yunmeng/heating_2026"]
    overlap = dataclasses.replace(package.policy.overlaps[0], keep="chosen")
    choosing = dataclasses.replace(package, policy=dataclasses.replace(package.policy, overlaps=(overlap,)))
    known, unknown = "yunmeng/heating_2026.elder_allowance", "yunmeng/heating_2026.nothing"
    asked = {"city": "yunmeng", "profile": PERSON, "chosen": [known, unknown]}
    assert post(client, f"/api/rules/match{DAY}", asked).json()["error"]["where"] == "chosen[0]、chosen[1]"
    monkeypatch.setattr(queries, "load_packages", lambda: Loaded({**invented, choosing.id: choosing}, ()))
    answer = post(client, f"/api/rules/match{DAY}", asked)
    assert answer.status_code == 422
    (field,) = answer.json()["error"]["fields"]
    assert (field["field"], field["value"]) == ("chosen[1]", unknown)
    assert known in field["expected"]
    assert post(client, f"/api/rules/match{DAY}", asked | {"chosen": [known]}).status_code == 200


@pytest.mark.parametrize("address", ["", "/calculate", "/sample", "/simulate"])
def test_an_unknown_rule_is_not_found(client, address):
    client.force_login(account("analyst", Role.READER))
    path = f"/api/rules/yunmeng/nothing_2026{address}"
    bodies: dict[str, object] = {"/calculate": {"case": {}}, "/simulate": {}}
    answer = post(client, path, bodies[address]) if address in bodies else client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()["error"]) >= {"what", "where", "remedy", "request_id"}


def test_a_profile_is_held_against_every_rule_of_the_city(client):
    asked = {"city": "云梦泽市", "audience": "person", "profile": {**PERSON, "insured": True}}
    found = post(client, f"/api/rules/match{DAY}", asked).json()
    standing = {one["measure"]: (one["standing"], one["value"]) for one in found["entitlements"]}
    assert standing["allowance"] == ("eligible", "708.00")
    assert standing["elder_allowance"] == ("gives_way", "500.00")


def test_what_is_undecided_comes_with_questions_and_their_schema(client):
    found = post(client, f"/api/rules/match{DAY}", {"city": "yunmeng", "profile": {}}).json()
    assert {one["standing"] for one in found["entitlements"]} == {"undecided"}
    assert found["questions"][0]["key"] == "born_on"
    assert found["questions"][0]["fact"]["format"] == "date"
    efforts = [question["effort"] for question in found["questions"]]
    assert efforts == sorted(efforts)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"city": "别的市"}, 404),
        ({"city": "云梦泽市", "audience": "firm"}, 404),
        ({"city": "云梦泽市", "audience": "cat"}, 422),
        ({"city": ""}, 422),
        ({}, 422),
        ({"city": "云梦泽市", "profile": {"nothing": 1}}, 422),
    ],
)
def test_a_profile_that_cant_be_matched_is_refused(client, asked, status):
    assert post(client, f"/api/rules/match{DAY}", asked).status_code == status


@pytest.fixture
def analyst(client):
    client.force_login(account("analyst", Role.READER))
    return client


def test_a_sample_is_made_of_cases_that_can_be_worked_out(analyst):
    for rule in (HEATING, CLINIC):
        found = analyst.get(f"{rule}/sample{DAY}&rows=12&seed=3").json()
        assert found["rows"] == len(found["cases"]) == 12
        for case in found["cases"]:
            answer = post(analyst, f"{rule}/calculate{DAY}", {"case": case})
            assert answer.status_code == 200, answer.content.decode()
            assert answer.json()["status"] in ("answered", "not_covered")


def test_a_simulation_agrees_with_single_cases(analyst):
    """Totals of law and reform over the sample are the sums of what each case gives by itself."""
    simulated = post(analyst, f"{HEATING}/simulate{DAY}", {"set": {"annual_cap": "500"}, "rows": 40, "seed": 5}).json()
    effect = next(one for one in simulated["effects"] if one["name"] == "allowance")
    cases = analyst.get(f"{HEATING}/sample{DAY}&rows=40&seed=5").json()["cases"]
    for side, settings in (("law", {}), ("reform", {"annual_cap": "500"})):
        answers = [post(analyst, f"{HEATING}/calculate{DAY}", {"case": case, "set": settings}) for case in cases]
        values = [Decimal(outputs(answer)["allowance"][1] or "0") for answer in answers]
        assert Decimal(effect[side]["value"]) == sum(values)
    assert effect["winners"] == 0
    assert effect["rows"] == 40


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"set": {"annual_cap": "viel"}}, 422),
        ({"set": {"nothing": "1"}}, 422),
        ({"rows": 0}, 422),
        ({"rows": 10_000_000}, 422),
        ({"by": "income"}, 400),
    ],
)
def test_a_simulation_that_cant_be_run_is_refused(analyst, asked, status):
    assert post(analyst, f"{HEATING}/simulate{DAY}", asked).status_code == status


def test_samples_and_simulations_need_the_permission(client):
    assert client.get(f"{HEATING}/sample").status_code == 401
    assert post(client, f"{HEATING}/simulate", {}).status_code == 401


def test_what_is_asked_is_stored_nowhere(client):
    def guard(execute, sql, params, many, context):
        assert not re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)", sql, re.IGNORECASE), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        assert post(client, f"{HEATING}/calculate{DAY}", {"case": PERSON}).status_code == 200
        assert post(client, f"/api/rules/match{DAY}", {"city": "yunmeng", "profile": PERSON}).status_code == 200
    assert not client.cookies
