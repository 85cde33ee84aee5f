"""The API does what the pages do, for the same people."""

import json

import pytest

from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.tests.pier import PERSONAL, PHONE, at, signed_in, told

MONDAY = at("2026-03-02")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)


def call(client, method, path, body=None):
    answer = client.generic(method, f"/api{path}", json.dumps(body or {}), "application/json")
    return answer.status_code, json.loads(answer.content)


def test_a_notice_from_the_waiting_list_to_its_withdrawal(pier):
    order, client = pier.noticed(MONDAY, remark=f"联系{PHONE}"), signed_in(pier.clerk)
    _, (line,) = call(client, "GET", "/publishing/waiting")
    assert (line["order"], line["light"], line["due_on"]) == (order.pk, "green", "2026-03-04")
    _, seen = call(client, "POST", "/publishing/preview", {"orders": [order.pk]})
    (concern,) = seen["concerns"]
    asked = {"orders": [order.pk], "digest": seen["digest"]}
    assert call(client, "POST", "/publishing/release", asked)[0] == 400
    reasons = {concern["key"]: "单位总机，不是个人电话"}
    _, made = call(client, "POST", "/publishing/release", {**asked, "reasons": reasons})
    _, page = call(signed_in(None), "GET", f"/disclosure/{made['number']}")
    assert page["history"][0]["content"]["rows"][0][0] == "赵**"
    assert page["taking_objections"] is True
    path = f"/publishing/{made['id']}"
    _, seen = call(client, "POST", f"{path}/correction", {"text": "补充。"})
    given = {"text": "补充。", "reason": "补充说明", "digest": seen["digest"], "reasons": reasons}
    assert call(client, "POST", f"{path}/correct", given)[0] == 200
    assert call(client, "POST", f"{path}/withdraw", {"reason": "公示对象有误"})[0] == 200
    _, page = call(signed_in(None), "GET", f"/disclosure/{made['number']}")
    assert (page["state"], [one["content"] for one in page["history"]]) == ("withdrawn", [None, None])


def test_a_list_is_written_and_released(pier):
    client = signed_in(pier.clerk)
    given = {"organ": pier.station.pk, "kind": "disclosure", "title": "名单", "table": "企业\t负责人\n甲\t钱七二",
             "rules": {"负责人": "omitted"}}  # fmt: skip
    _, made = call(client, "POST", "/publishing/drafts", given)
    _, made = call(client, "PUT", f"/publishing/drafts/{made['id']}", {**given, "title": "企业名单"})
    assert made["preview"]["content"]["headings"] == ["企业"]
    assert call(client, "GET", f"/publishing/drafts/{made['id']}")[1]["preview"] == made["preview"]
    path = f"/publishing/drafts/{made['id']}/release"
    _, out = call(client, "POST", path, {"digest": made["preview"]["digest"]})
    _, page = call(signed_in(None), "GET", "/disclosure?q=企业")
    assert [item["number"] for item in page["items"]] == [out["number"]]
    _, other = call(client, "POST", "/publishing/drafts", given)
    assert call(client, "DELETE", f"/publishing/drafts/{other['id']}")[0] == 200
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("who", ["stranger", "master", "supervisor", "administrator", "applicant", None])
def test_others_neither_see_nor_do(pier, who):
    order, made = pier.noticed(MONDAY), pier.release(MONDAY, pier.noticed(MONDAY, berth_name="九号泊位"))
    client = signed_in(getattr(pier, who) if who else None)
    for path, body in (
        ("preview", {"orders": [order.pk]}),
        ("release", {"orders": [order.pk], "digest": "0" * 64}),
        (f"decline/{order.pk}", {"reason": "文件另有规定"}),
        (f"{made.pk}/correction", {}),
        (f"{made.pk}/correct", {"reason": "别人更正的", "digest": "0" * 64}),
        (f"{made.pk}/withdraw", {"reason": "别人撤回的"}),
    ):
        status, answer = call(client, "POST", f"/publishing/{path}", body)
        assert status in (401, 403, 404), path
        assert not [text for text in PERSONAL if text in json.dumps(answer, ensure_ascii=False)]
    made.refresh_from_db()
    assert (made.withdrawn_at, made.versions_count) == (None, 1)


def test_the_supervisor_counts(pier):
    pier.noticed(MONDAY)
    _, (row,) = call(signed_in(pier.supervisor), "GET", "/publishing/overview")
    assert (row["waiting"], row["per_thousand"]) == (1, None)
    assert call(signed_in(pier.clerk), "GET", "/publishing/overview")[0] == 403


@pytest.mark.parametrize("body", [{"orders": []}, {"orders": [1], "x": 1}, {"orders": [1], "text": "\ud800"}, []])
def test_what_does_not_fit_is_refused(pier, body):
    assert call(signed_in(pier.clerk), "POST", "/publishing/preview", body)[0] in (400, 422)


def test_orders_out_of_any_range_are_nobodys(pier):
    answer = signed_in(pier.clerk).post(
        "/api/publishing/preview", json.dumps({"orders": [-1, 2**70]}), "application/json"
    )
    assert answer.status_code == 400
    assert "不能一起公开" in told(answer)
