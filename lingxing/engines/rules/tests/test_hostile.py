"""What a stranger may send: half characters, endless figures, lists of gaps. Each is refused, none breaks anything."""

import json

import pytest

pytestmark = pytest.mark.django_db

HEATING = "/api/rules/yunmeng/heating_2026/calculate?on=2026-11-01"


@pytest.fixture(autouse=True)
def _invented(invented):
    pass


def post(client, body):
    return client.post(HEATING, body, content_type="application/json")


@pytest.mark.parametrize(
    "case", [{"\ud800": 1}, {"income": "\ud800"}, {"stove": "\udfff gas"}], ids=["key", "money", "choice"]
)
def test_half_a_character_is_a_wrong_value(client, case):
    answer = post(client, json.dumps({"case": case}))
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"]


@pytest.mark.parametrize("figure", ["9" * 5000, "0." + "1" * 5000, "1e99999", "NaN", "Infinity"])
def test_an_endless_figure_is_refused(client, figure):
    assert post(client, json.dumps({"case": {"income": figure}})).status_code == 422
    name = next(iter(client.get("/api/rules/yunmeng/heating_2026?on=2026-11-01").json()["parameters"]), {"name": "x"})
    name = name if isinstance(name, str) else name["name"]
    assert post(client, json.dumps({"case": {}, "set": {name: figure}})).status_code in {400, 422}
