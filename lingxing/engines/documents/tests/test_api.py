"""The API: the same as the pages, typed, with refusals in Chinese."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lingxing.engines.documents import services
from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.tests import samples
from lingxing.engines.documents.tests.library import FERRY, OLD_FERRY, change_ferry_rules, fill, signed_in
from lingxing.engines.documents.tests.test_editing_pages import GAZETTE, organ_ids, problem_id
from lingxing.engines.parties.domain import Role
from lingxing.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> int:
    return fill()


def said(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api{path}")
    assert answer.status_code == status, answer.content[:500]
    return json.loads(answer.content)


def sent(client: Client, path: str, body: object, status: int = 200) -> Any:
    answer = client.post(f"/api{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content[:500]
    return json.loads(answer.content)


def test_the_list_with_filters_counts_and_states(client: Client) -> None:
    page = said(client, "/documents?on=2025-01-05&year=2017")
    assert [d["status"]["state"] for d in page["documents"]] == ["repealed"]
    assert page["total"] == 1
    assert {year["value"]: year["count"] for year in page["facets"]["years"]} == {"2026": 1, "2024": 1, "2017": 1}
    assert len(said(client, "/documents?page_size=1&page=2")["documents"]) == 1


def test_a_document_its_units_tasks_relations_and_raw_lines(client: Client) -> None:
    page = said(client, f"/documents/{FERRY}?on=2025-01-05")
    assert page["document"]["title"] == "云梦泽市渡口管理办法"
    assert page["status"]["until"] == "2029-07-31"
    assert [u["id"] for u in said(client, f"/documents/{FERRY}/units")] == ["art_1", "art_2", "art_3", "art_4"]
    assert said(client, f"/documents/{FERRY}/units/art_3")["text"].startswith("渡船每日开航前")
    assert said(client, f"/documents/{FERRY}/tasks")[0]["deadline"]["due_on"] == "2024-12-31"
    relations = said(client, f"/documents/{FERRY}/relations")
    assert [(r["kind"], r["key"]) for r in relations["outgoing"]] == [("repeals", OLD_FERRY)]
    assert said(client, f"/documents/{FERRY}/raw")[0]["first_line"] >= 100


def test_versions_and_changes(client: Client) -> None:
    change_ferry_rules()
    changes = said(client, f"/documents/{FERRY}/versions/2")["changes"]
    assert "art_3" in [change["after_id"] for change in changes]
    assert said(client, f"/documents/{FERRY}?version=1")["version"]["sequence"] == 1


@pytest.mark.parametrize(
    "path",
    ["/documents/none", "/documents/none/units", f"/documents/{FERRY}/units/none", "/organs/99999", "/gazettes/99999"],
)
def test_what_does_not_exist_is_said_in_chinese(client: Client, path: str) -> None:
    error = said(client, path, 404)["error"]
    assert "没有" in error["what"]
    assert error["remedy"]


def test_search_tasks_deadlines_expiring_lapsed_organs_gazettes_problems(client: Client, library: int) -> None:
    assert said(client, "/search?q=救生")["hits"][0]["unit_id"] == "art_3"
    assert said(client, "/tasks?year=2024")["total"] == 2
    assert "2024-12-31" in [d["day"] for d in said(client, "/deadlines?on=2024-09-01")]
    assert [d["key"] for d in said(client, "/expiring?within=90&on=2029-06-30")] == [FERRY]
    assert said(client, "/lapsed") == []
    organ = next(o for o in said(client, "/organs?q=交通") if o["name"] == "云梦泽市交通运输局")
    assert said(client, f"/organs/{organ['id']}?on=2024-09-01")["dated"][0]["text"] == "检修三十二艘渡船"
    assert said(client, "/gazettes")[0]["id"] == library
    assert len(said(client, f"/gazettes/{library}")["documents"]) == 3
    assert said(client, "/problems")["total"] == 2


@pytest.mark.parametrize(
    ("path", "status"),
    [("/documents?on=2024-02-30", 400), ("/problems?page=0", 422), ("/problems?page_size=1000", 422)],
)
def test_a_wrong_value_is_refused_in_chinese(client: Client, path: str, status: int) -> None:
    assert said(client, path, status)["error"]["remedy"]


@pytest.mark.parametrize("path", ["/documents?page=0", "/documents?year=x", "/search", "/expiring?within=0"])
def test_a_value_of_the_wrong_type_is_refused_in_chinese(client: Client, path: str) -> None:
    error = said(client, path, 422)["error"]
    assert error["where"] in ("page", "year", "q", "within")
    assert re.search("[一-龥]", error["what"])


def test_a_body_that_is_no_json_is_refused_in_chinese() -> None:
    answer = signed_in().post("/api/problems/1/resolve", "{", content_type="application/json")
    assert answer.status_code == 400
    assert "请求" in json.loads(answer.content)["error"]["what"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/documents/{FERRY}/corrections", {"path": "issuer", "value": "云\x00", "reason": "与原件核对"}),
        (f"/documents/{FERRY}/confirmations", {"path": "issuer", "reason": "与\x00原件核对"}),
        ("/problems/1/resolve", {"note": "核对\x00"}),
        ("/organs/1/aliases", {"printed": "交通\x00局"}),
    ],
)
def test_a_nul_character_is_refused_before_any_database_sees_it(path: str, body: object) -> None:
    assert sent(signed_in(), path, body, 422)["error"]["what"] == "参数格式不对"


def test_an_editor_corrects_confirms_and_withdraws(client: Client) -> None:
    editor = signed_in()
    sent(editor, f"/documents/{FERRY}/corrections", {"path": "kind", "value": "规定", "reason": "核对"})
    assert said(client, f"/documents/{FERRY}")["document"]["kind"] == "规定"
    sent(editor, f"/documents/{FERRY}/withdrawals", {"path": "kind", "reason": "看错"})
    sent(editor, f"/documents/{FERRY}/confirmations", {"path": "kind", "reason": "无误"})
    assert said(client, f"/documents/{FERRY}")["marks"][0]["state"] == "agrees"


def test_an_editor_decides_problems_and_merges_organs() -> None:
    editor, problem = signed_in(), problem_id()
    sent(editor, f"/problems/{problem}/resolve", {"note": "已核对"})
    sent(editor, f"/problems/{problem}/reopen", {"note": "再看"})
    first, second = organ_ids()[:2]
    sent(editor, f"/organs/{first}/merge", {"into": second, "reason": "同一机构"})
    assert said(editor, f"/organs/{second}")["merged_from"]
    sent(editor, f"/organs/{first}/separate", {"reason": "看错"})
    assert said(editor, "/organs/unresolved") == []
    assert sent(editor, f"/organs/{first}/aliases", {"printed": "市渡口办"}) == {"resolved": 0}


def test_an_editor_checks_and_imports_a_gazette() -> None:
    editor = signed_in()

    def post(act: str) -> Any:
        answer = editor.post(f"/api/gazettes/{act}", {"file": SimpleUploadedFile("临江.txt", GAZETTE.encode())})
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    assert post("check")["documents"][0]["number_normal"] == "临政规〔2026〕5号"
    assert post("import")["documents"][0]["outcome"] == "new"
    assert post("import")["unchanged"]
    bad = editor.post("/api/gazettes/import", {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 no zip")})
    assert bad.status_code == 400
    assert json.loads(bad.content)["error"]["remedy"]


WRITES = [
    (f"/documents/{FERRY}/corrections", {"path": "kind", "value": "规定", "reason": "核对"}),
    (f"/documents/{FERRY}/confirmations", {"path": "kind", "reason": "核对"}),
    (f"/documents/{FERRY}/withdrawals", {"path": "kind", "reason": "核对"}),
    ("/problems/1/resolve", {"note": "x"}),
    ("/problems/1/reopen", {"note": "x"}),
    ("/organs/1/merge", {"into": 2, "reason": "x"}),
    ("/organs/1/separate", {"reason": "x"}),
    ("/organs/1/aliases", {"printed": "x"}),
    ("/gazettes/check", {}),
    ("/gazettes/import", {}),
]


@pytest.mark.parametrize(("path", "body"), WRITES)
def test_nobody_writes_without_the_permission(client: Client, path: str, body: object) -> None:
    assert sent(client, path, body, 401)["error"]["what"]
    assert sent(signed_in(Role.READER), path, body, 403)["error"]["what"]


@pytest.mark.parametrize(("path", "body"), WRITES[:8])
def test_a_write_without_the_form_token_is_refused(path: str, body: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in().cookies
    assert "CSRF" in sent(strict, path, body, 403)["error"]["what"]


def test_the_description_names_every_operation_in_chinese(client: Client) -> None:
    paths = said(client, "/openapi.json")["paths"]
    assert "/api/documents/{key}" in paths
    for operations in paths.values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["tags"]


def test_ordered_revisions_of_texts_outside_the_library(client: Client) -> None:
    order = samples.relation(RelationKind.MUST_REVISE, "灯塔规定", "云政规〔2019〕8号", deadline=dt.date(2025, 6, 1))
    decision = samples.document(
        1, "关于限期修改的决定", "云政发〔2024〕30号", date=dt.date(2024, 11, 1), relations=(order,)
    )
    services.import_gazette(samples.gazette(decision, edition="2"), OPERATOR, samples.AT)
    (found,) = said(client, "/ordered-revisions?on=2025-05-31")
    assert (found["number"], found["deadline"]) == ("云政规〔2019〕8号", "2025-06-01")
    assert said(client, "/ordered-revisions?on=2024-10-31") == []
