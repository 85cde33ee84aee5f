"""What editors do on pages, and that nobody else can."""

import dataclasses
import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.domain.model import ResponsibleUnit
from lingxing.engines.documents.tests import samples
from lingxing.engines.documents.tests.library import FERRY, change_ferry_rules, fill, signed_in
from lingxing.engines.parties.domain import Role
from lingxing.kernel.actors import OPERATOR

pytestmark = pytest.mark.django_db
CORRECT = f"/documents/{FERRY}/correct/?path=number"
GAZETTE = """临江市人民政府公报
2026年第1号

临江市人民政府关于印发临江市码头管理办法的通知
临政规〔2026〕5号

各区人民政府，市政府各部门：
现将《临江市码头管理办法》印发给你们，请认真遵照执行。
临江市人民政府
2026年2月3日

临江市码头管理办法
第一条 为了规范码头管理，制定本办法。
第二条 市交通运输局主管码头工作。
第三条 本办法自2026年3月1日起施行，有效期5年。
"""


@pytest.fixture(autouse=True)
def library() -> int:
    return fill()


def problem_id() -> int:
    return queries.problems().problems[0].id


def organ_ids() -> list[int]:
    return [organ.id for organ in queries.organs()]


def test_an_editor_corrects_a_value_with_a_reason() -> None:
    editor = signed_in()
    assert "云政规〔2024〕3号" in editor.get(CORRECT).content.decode()
    answer = editor.post(CORRECT, {"act": "correct", "value": "云政规[2024]4", "reason": "与纸质公报核对"}, follow=True)
    page = answer.content.decode()
    assert "云政规〔2024〕4号" in page
    assert "已更正" in page
    assert "与纸质公报核对" in editor.get(f"/documents/{FERRY}/versions/").content.decode()
    editor.post(CORRECT, {"act": "withdraw", "value": "", "reason": "看错了"})
    assert "云政规〔2024〕4号" not in editor.get(f"/documents/{FERRY}/").content.decode()


def test_an_editor_confirms_a_value() -> None:
    editor = signed_in()
    page = editor.post(CORRECT, {"act": "confirm", "value": "", "reason": "无误"}, follow=True).content.decode()
    assert "已确认" in page


def test_only_the_current_text_is_corrected_never_one_that_is_shown_beside_it() -> None:
    change_ferry_rules()
    editor = signed_in()
    former = editor.post(f"{CORRECT}&version=1", {"act": "confirm", "value": "", "reason": "无误"})
    assert former.status_code == 400
    assert "只能核对现行文本" in former.content.decode()
    found = queries.document_page(FERRY, dt.date(2026, 3, 1))
    assert found is not None
    assert found.acts == ()
    assert editor.get(f"{CORRECT}&version=2").status_code == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "correct", "value": "云政规〔2024〕4号", "reason": ""}, "理由：请填写"),
        ({"act": "correct", "value": "不是字号", "reason": "核对"}, "不能作为发文字号"),
        ({"act": "erase", "value": "", "reason": "核对"}, "没有这种操作"),
    ],
)
def test_a_wrong_correction_is_told_on_top_of_the_form(sent: dict[str, str], said: str) -> None:
    page = signed_in().post(CORRECT, sent).content.decode()
    assert 'class="error-summary"' in page
    assert said in page


def test_a_value_that_nobody_may_set_is_refused() -> None:
    answer = signed_in().get(f"/documents/{FERRY}/correct/?path=relations")
    assert answer.status_code == 400
    assert "不能更正" in answer.content.decode()


def test_an_editor_decides_a_problem_and_opens_it_again() -> None:
    editor, problem = signed_in(), problem_id()
    page = editor.post(f"/problems/{problem}/resolve/", {"note": "已核对目录"}, follow=True).content.decode()
    assert "已记为处理完毕" in page
    assert problem not in [p.id for p in queries.problems().problems]
    assert "已核对目录" in editor.get("/problems/?state=resolved").content.decode()
    editor.post(f"/problems/{problem}/reopen/", {"note": "还有疑问", "next": "https://elsewhere.example/"})
    assert problem in [p.id for p in queries.problems().problems]
    refused = editor.post(f"/problems/{problem}/resolve/", {"note": " "})
    assert refused.status_code == 400


def test_an_editor_merges_two_organs() -> None:
    first, second = organ_ids()[:2]
    editor = signed_in()
    assert "并入" in editor.get(f"/organs/{first}/merge/").content.decode()
    page = editor.post(f"/organs/{first}/merge/", {"into": second, "reason": "同一机构"}, follow=True).content.decode()
    assert "已并入本机构" in page
    wrong = editor.post(f"/organs/{second}/merge/", {"into": "", "reason": ""}).content.decode()
    assert 'class="error-summary"' in wrong


def test_a_merge_is_undone() -> None:
    first, second = organ_ids()[:2]
    editor = signed_in()
    editor.post(f"/organs/{first}/merge/", {"into": second, "reason": "同一机构"})
    page = editor.post(f"/organs/{first}/separate/", {"reason": "看错了"}, follow=True).content.decode()
    assert "已分开" in page
    assert set(organ_ids()) >= {first, second}
    assert editor.post(f"/organs/{first}/separate/", {}).status_code == 400


def test_an_editor_says_which_organ_a_printed_name_means(client: Client) -> None:
    unknown = ResponsibleUnit("市渡口办")
    task = dataclasses.replace(samples.task(9, "登记渡工", "云梦泽市水利局", None), lead_units=(unknown,))
    rules = samples.document(7, "云梦泽市渡工登记办法", "云政规〔2024〕8号", tasks=(task,))
    services.import_gazette(samples.gazette(rules, edition="3"), OPERATOR, samples.AT)
    assert "市渡口办" in client.get("/organs/unresolved/").content.decode()
    editor, organ = signed_in(), organ_ids()[0]
    assert "所指的机构" in editor.get("/organs/unresolved/?city=云梦泽市").content.decode()
    page = editor.post("/organs/assign/", {"printed": "市渡口办", "organ": organ}, follow=True).content.decode()
    assert "1 处任务随之归到该机构" in page
    assert "登记渡工" in editor.get(f"/organs/{organ}/").content.decode()
    assert editor.post("/organs/assign/", {"printed": "市渡口办", "organ": ""}).status_code == 400


def test_an_editor_corrects_a_unit_and_a_task() -> None:
    editor = signed_in()
    page = editor.get(f"/documents/{FERRY}/").content.decode()
    assert "?path=units/art_3/text" in page
    assert "?path=tasks/task_1/deadline/due_on" in page
    for path, value in (("units/art_3/text", "渡船每日检查。"), ("tasks/task_1/deadline/due_on", "2025年1月31日")):
        sent = {"act": "correct", "value": value, "reason": "与纸质公报核对"}
        page = editor.post(f"/documents/{FERRY}/correct/?path={path}", sent, follow=True).content.decode()
    assert "渡船每日检查。" in page
    assert "2025年1月31日" in page
    assert page.count("已更正</span>") == 2


def upload(client: Client, name: str, data: bytes, act: str = "import") -> str:
    answer = client.post("/gazettes/import/", {"file": SimpleUploadedFile(name, data), "act": act}, follow=True)
    return str(answer.content.decode())


def test_an_editor_checks_and_imports_a_gazette() -> None:
    editor = signed_in()
    page = upload(editor, "临江市公报.txt", GAZETTE.encode("gb18030"), "check")
    assert "临政规〔2026〕5号" in page
    assert queries.document_page("临政规-2026-5", dt.date(2026, 3, 1)) is None
    page = upload(editor, "临江市公报.txt", GAZETTE.encode())
    assert "新文件 1 件" in page
    assert "临江市码头管理办法" in page
    assert "内容没有变化" in upload(editor, "临江市公报.txt", GAZETTE.encode())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "不能读取 .exe"),
        ("a", b"text", "没有扩展名"),
        ("a.txt", b"", "文件是空的"),
        ("a.docx", b"PK\x03\x04 no zip", "a.docx"),
        ("a.txt", "今天天气很好。".encode(), "没有认出任何文件"),
        ("a.pdf", b"%PDF-1.7 broken", "a.pdf"),
        ("a.txt", b"\x00\x01\x02" * 50, "a.txt"),
    ],
)
def test_a_bad_upload_is_refused_with_a_clear_line(name: str, data: bytes, said: str) -> None:
    page = upload(signed_in(), name, data)
    assert 'class="error-summary"' in page
    assert said in page


def test_a_large_upload_is_refused() -> None:
    with override_settings(UPLOAD_MAX_BYTES=1024 * 1024):
        assert "超过 1 MB 的上限" in upload(signed_in(), "a.txt", b"x" * (1024 * 1024 + 1))


def forbidden_to_readers() -> list[str]:
    return [
        CORRECT,
        f"/problems/{problem_id()}/resolve/",
        f"/problems/{problem_id()}/reopen/",
        f"/organs/{organ_ids()[0]}/merge/",
        f"/organs/{organ_ids()[0]}/separate/",
        "/organs/assign/",
        "/gazettes/import/",
    ]


def test_nobody_without_the_permission_reaches_an_act(client: Client) -> None:
    reader = signed_in(Role.READER)
    for path in forbidden_to_readers():
        for act in (client.get, client.post):
            assert re.match(r"/sign-in\?next=", act(path)["Location"]), path
        assert reader.get(path).status_code == 403, path
        assert reader.post(path, {"note": "x", "reason": "x"}).status_code == 403, path


def test_a_reader_sees_no_way_to_edit(client: Client) -> None:
    pages = "".join(
        client.get(path).content.decode() for path in ("/", f"/documents/{FERRY}/", "/problems/", "/gazettes/")
    )
    assert "/correct/" not in pages
    assert "/gazettes/import/" not in pages
    assert "处理说明" not in pages


def test_a_form_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in().cookies
    assert strict.post(CORRECT, {"act": "correct", "value": "x", "reason": "y"}).status_code == 403
