"""`lingxing gazette check`: readable, exact as JSON, and clear about what can't be read."""

import json
import subprocess
import sys

import pytest

GAZETTE = """云梦泽市人民政府公报
2026年第3期

云梦泽市人民政府关于印发云梦泽市渡口灯火管理办法的通知
泽政规〔2026〕9号

各区人民政府，市政府各部门：

现将《云梦泽市渡口灯火管理办法》印发给你们，请认真组织实施。

云梦泽市人民政府
2026年3月9日

云梦泽市渡口灯火管理办法

第一条 为了夜航平安，制定本办法。
第二条 渡口的灯日落前点亮，日出后熄灭。
第三条 本办法自2026年4月1日起施行，有效期5年。
"""


@pytest.fixture
def gazette(tmp_path):
    path = tmp_path / "公报.txt"
    path.write_text(GAZETTE, "utf-8")
    return path


def lingxing(*arguments, cwd):
    """Run the command as a person does, without any setting and in an empty home."""
    command = [sys.executable, "-m", "lingxing", "gazette", "check", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env={"HOME": str(cwd), "PATH": "/usr/bin"}, capture_output=True, text=True)


def test_a_gazette_is_summed_up_for_a_person(gazette, tmp_path):
    done = lingxing(gazette, cwd=tmp_path)
    assert done.returncode == 0
    assert "泽政规〔2026〕9号 云梦泽市人民政府关于印发云梦泽市渡口灯火管理办法的通知" in done.stdout
    # 2026-04-01 and five years: the last day is the one before the anniversary.
    assert "2026年4月1日起施行，有效至2031年3月31日" in done.stdout
    assert "条3" in done.stdout
    assert done.stderr == ""


def test_json_holds_the_documents(gazette, tmp_path):
    done = lingxing("--json", gazette, cwd=tmp_path)
    found = json.loads(done.stdout)
    assert [document["number_normal"] for document in found["documents"]] == ["泽政规〔2026〕9号"]
    assert found["documents"][0]["articles"] == 3
    assert found["gazettes"][0]["file"] == str(gazette)


def test_several_files_and_folders_come_in_order(gazette, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "b.txt").write_bytes(GAZETTE.encode("gb18030"))
    (folder / "a.html").write_text("<html><body><p>" + GAZETTE.replace("\n", "</p><p>"), "utf-8")
    (folder / "notes.json").write_text("{}", "utf-8")
    (folder / ".hidden.txt").write_text("x", "utf-8")
    done = lingxing("--json", gazette, folder, cwd=tmp_path)
    assert done.returncode == 0
    names = [found["file"] for found in json.loads(done.stdout)["gazettes"]]
    assert names == [str(gazette), str(folder / "a.html"), str(folder / "b.txt")]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("坏.txt", GAZETTE.encode()[:40] + GAZETTE.encode()[41:], "不是有效的UTF-8文字"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "这是图片"),
        ("空.txt", b"", "文件是空的"),
        ("信.txt", "渡口的灯很亮。\n".encode(), "没有认出任何文件"),
    ],
)
def test_a_broken_file_is_one_line_and_the_others_are_still_read(gazette, tmp_path, name, data, message):
    broken = tmp_path / name
    broken.write_bytes(data)
    done = lingxing("--json", broken, gazette, cwd=tmp_path)
    assert done.returncode == 2
    assert len(json.loads(done.stdout)["documents"]) == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"{broken}：")
    assert message in done.stderr


def test_a_path_that_leads_nowhere_is_one_line(tmp_path):
    done = lingxing(tmp_path / "nowhere", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"{tmp_path}/nowhere：没有这个文件或文件夹。请核对路径。\n")


def test_nothing_is_written_to_the_home(gazette, tmp_path):
    lingxing(gazette, cwd=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["公报.txt"]
