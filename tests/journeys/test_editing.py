"""An editor's work: signing in, correcting a value, taking a gazette in; and what is refused."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.journeys.casework import PASSWORD, sign_up, somebody

LETTER = """薄云县人民政府关于印发薄云县雨具共享办法的通知
薄政规〔2026〕5号

各乡镇人民政府：

现将《薄云县雨具共享办法》印发给你们，请遵照执行。

薄云县人民政府
2026年5月6日

薄云县雨具共享办法

第一条 车站应当备有雨具<script>window.broken = 1</script>，<img src=x onerror="window.broken = 2">供人借用。
第二条 本办法自印发之日起施行，有效期2年。
"""


def test_a_reader_may_not_edit(visit, sign_in):
    page = visit("/")
    sign_in(page, "reader")
    page.goto("/gazettes/import/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    page.goto("/")
    page.locator(".entries__title a").first.click()
    assert page.get_by_role("link", name=re.compile("^核对")).count() == 0


def test_who_is_not_signed_in_is_led_to_the_sign_in(visit):
    page = visit("/gazettes/import/")
    assert "/sign-in" in page.url


def test_a_corrected_value_is_shown_with_its_reason_and_can_be_withdrawn(visit, sign_in):
    page = visit("/")
    sign_in(page, "editor")
    page.goto("/search/?q=泽政规〔2026〕2号")
    page.locator(".hits__place a").first.click()
    document = page.url.split("#")[0]
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="核对标题").click()
    page.get_by_label("更正为").fill(f"{before}（勘误）")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("理由")

    page.get_by_label("理由").fill("与纸质公报核对")
    page.get_by_role("button", name="保存更正").click()
    page.goto(document)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{before}（勘误）")
    public = visit(document)
    expect(public.get_by_role("heading", level=1)).to_have_text(f"{before}（勘误）")

    page.get_by_role("link", name="核对标题").click()
    expect(page.get_by_role("main")).to_contain_text("与纸质公报核对")
    page.get_by_label("理由").fill("纸质公报本无此字")
    page.get_by_role("button", name="撤回更正").click()
    page.goto(document)
    expect(page.get_by_role("heading", level=1)).to_have_text(before)


def test_a_gazette_is_checked_then_taken_in_and_its_markup_stays_text(visit, sign_in):
    page = visit("/")
    sign_in(page, "editor")
    upload = {"name": "薄云县.txt", "mimeType": "text/plain", "buffer": LETTER.encode()}
    page.goto("/gazettes/import/")
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_role("button", name="只检查").click()
    expect(page.get_by_role("heading", name=re.compile("检查结果"))).to_be_visible()
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator(".notice").first).to_contain_text("新文件 1 件")

    for address in ("/", "/search/?q=雨具"):
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("雨具共享办法")
    page.locator(".hits__place a").first.click()
    expect(page.locator(".paper")).to_contain_text("供人借用")
    assert page.locator(".paper script, .paper img").count() == 0
    page.get_by_role("link", name="原文对照").click()
    expect(page.get_by_role("main")).to_contain_text("<script>window.broken = 1</script>")
    assert page.locator("main script, main img").count() == 0
    assert page.evaluate("window.broken") is None

    page.goto("/gazettes/import/")
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator(".notice").first).to_contain_text("没有变化")


def _archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


BOMB = _archive({"word/document.xml": b" " * 60_000_000})
ENTITY = _archive({"word/document.xml": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'})


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("公报.docx", BOMB, "压缩比"),
        ("公报.docx", ENTITY, "外部实体"),
        ("公报.docx", _archive({"a.txt": b"x"}), "压缩包"),
        ("公报.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "PDF已损坏"),
        ("公报.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "图片"),
        ("公报.txt", "第一行\n".encode() + b"\xe7\xac\n" + "第二行".encode() * 9, "不是有效的UTF-8"),
        ("公报.html", b"<html><script>alert(1)</script></html>", "没有文字"),
        ("公报.txt", "渡口的灯很亮。".encode(), "没有认出任何文件"),
        ("公报.exe", b"MZ" + b"\0" * 100, "不能读取 .exe 文件"),
    ],
)
def test_a_bad_upload_is_refused_in_one_clear_line(visit, sign_in, name, data, message):
    page = visit("/")
    sign_in(page, "editor")
    page.goto("/gazettes/import/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/x", "buffer": data})
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(message)
    expect(page.get_by_role("heading", level=1)).to_have_text("导入公报")


def test_an_account_is_locked_after_wrong_passwords(visit):
    username = sign_up(visit("/"), somebody("赵六一"))  # nobody else's: it stays locked for the next tests
    page = visit("/sign-in")
    for password in (*(f"wrong password {attempt}" for attempt in range(6)), PASSWORD):
        page.goto("/sign-in")
        page.get_by_label(re.compile("用户名|账号")).fill(username)
        page.get_by_label("密码").fill(password)
        page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(page.get_by_role("main")).to_contain_text("暂停登录")
    assert page.get_by_role("button", name="退出").count() == 0
