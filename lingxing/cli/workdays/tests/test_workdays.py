"""`lingxing workdays` as an operator meets it."""

import json

import pytest
from click.testing import CliRunner

from lingxing.cli.workdays.counting import add, between
from lingxing.cli.workdays.showing import show

RUN = CliRunner()


def told(command, *arguments):
    done = RUN.invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def refused(command, *arguments):
    done = RUN.invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1
    return done.output


def test_five_working_days_over_the_spring_festival_of_2026():
    lines = told(add, "2026-02-12", "5 working days")
    assert len(lines) == 17  # 12 to 26 February, the rule and the verdict
    assert lines[2].startswith("2026-02-14  周六  第2个工作日（春节调休上班）")
    assert lines[2].endswith("（国办发明电〔2025〕7号）")
    assert lines[-2:] == [
        "规则：按民法期间计算（《民法典》第二百条至第二百零四条）",
        "届满：2026年2月26日（周四）24时",
    ]


def test_suspensions_extensions_and_rules():
    # 13 February counts; 14 to 20 are suspended, 21 to 23 off; 24, 25 and 26 make four, 27 is the fifth day.
    lines = told(add, "2026-02-12", "5 days", "--rule", "licensing", "--suspended", "2026-02-13..2026-02-20:补正")
    assert "2026-02-14  周六  暂停（补正），不计" in lines
    assert lines[-1] == "届满：2026年2月27日（周五）24时"
    assert told(add, "2026-05-11", "5 working days", "--extended", "1 working day")[-1].startswith(
        "届满：2026年5月19日"
    )
    assert told(add, "2026-05-11", "5 days", "--suspended", "2026-05-12..")[-1] == "暂停尚未结束，届满日待定"
    assert told(add, "2026-05-11", "5 days", "--rule", "plain")[-1] == "届满：2026年5月16日（周六）24时"
    assert "暂定" in told(add, "2026-12-30", "5 working days")[-1]


def test_json():
    answer = json.loads("\n".join(told(add, "2026-05-11", "2 working days", "--json")))
    assert (answer["due"], answer["provisional"]) == ("2026-05-13", False)
    assert [step["counted"] for step in answer["steps"]] == [None, 1, 2]
    open_ended = told(add, "2026-05-11", "2 days", "--suspended", "2026-05-11..", "--json")
    assert json.loads("\n".join(open_ended))["due"] is None


def test_between_two_days():
    assert told(between, "2026-02-12", "2026-02-26") == ["2026年2月12日之后至2026年2月26日：5个工作日，14日"]
    assert "暂定" in told(between, "2026-12-31", "2027-01-31")[0]


def test_a_year_with_its_papers():
    lines = told(show, "2024")
    assert any(line.startswith("02-04 周日") and "调休上班" in line and "〔2023〕7号" in line for line in lines)
    assert lines[-1] == "2024年：251个工作日"  # 366 - 104 weekend days - 11 statutory holidays
    assert told(show, "2028")[-1].endswith("（暂定：尚无国务院办公厅放假通知，只列周末和法定节假日）")


TABLE = "day\tworking\treason\tsource\n2026-05-14\t休息\t防汛停工\t市防指令〔2026〕3号\n2026-05-16\tyes\t补班\t\n"
YAML = (
    "- {day: 2026-05-14, working: no, reason: 防汛停工, source: 市防指令〔2026〕3号}\n"
    '- {day: "2026-05-16", working: 上班, reason: 补班}\n'
)


@pytest.mark.parametrize(("name", "text"), [("a.tsv", TABLE), ("a.yaml", YAML)])
def test_changes_are_laid_over(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    # 12, 13, (14 off), 15, 16 worked.
    lines = told(add, "2026-05-11", "4 working days", "--changes", str(tmp_path / name))
    assert lines[3].split()[2:] == ["调整为休息（防汛停工），不计", "市防指令〔2026〕3号"]
    assert lines[5].endswith("第4个工作日（调整为上班（补班）），期限届满")
    assert "防汛停工" in "".join(told(show, "2026", "--changes", str(tmp_path / name)))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2026-02-30", "1 day"], "起算日：“2026-02-30”不是日期。请写成 2026-02-12 的样子。"),
        (["20260212", "1 day"], "不是日期"),
        (["9999-12-31", "1 day"], "工作日历从1990年到2099年"),
        (["2099-12-30", "30 working days"], "工作日历从1990年到2099年"),
        (["2026-02-12", "soon"], "期限：“soon”不是期限。请写成 5 working days"),
        (["2026-02-12", "1 day", "--extended", "later"], "--extended：“later”不是期限"),
        (["2026-02-12", "1 day", "--suspended", "x"], "--suspended：“x”不是暂停"),
        (["2026-02-12", "1 day", "--suspended", "..2026-02-13"], "--suspended：“”不是日期"),
        (["2026-02-12", "1 day", "--suspended", "2026-02-14..2026-02-13"], "早于2026-02-14暂停"),
        (["2026-02-12", "1 day", "--changes", "/no/file"], "没有这个文件或文件夹"),
    ],
)
def test_wrong_input_is_one_line(arguments, words):
    assert words in refused(add, *arguments)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.tsv", "2026-05-14\t休息\t停工\n", "首行不是列名"),
        ("a.tsv", "day\tworking\treason\n2026-05-14\t也许\t停工\n", "第2行：working 应为上班或休息"),
        ("a.tsv", "day\tworking\treason\n14 May\t休息\t停工\n", "第2行：“14 May”不是日期"),
        ("a.tsv", "day\tworking\treason\n2026-05-14\t休息\t\n", "第2行：没有写 reason"),
        ("a.tsv", "day\tworking\treason\n2026-05-14\t休息\t停工\t甲\t乙\n", "第2行：没有这一列"),
        ("a.tsv", "day\tworking\treason\n2150-05-14\t休息\t停工\n", "工作日历从1990年到2099年"),
        ("a.yaml", "- {day: 2150-05-14, working: no, reason: 停工}", "工作日历从1990年到2099年"),
        ("a.yaml", "day: 2026-05-14", "应为一个列表"),
        ("a.yaml", "- 2026-05-14", "第1项：应为一组列名和值"),
        ("a.yaml", "- {day: 2026-02-30, working: no, reason: 停工}", "不是YAML"),
        ("a.yaml", "- {day: [", "不是YAML"),
        ("a.yaml", "- {day: 2026-05-14, holiday: yes, reason: 停工}", "没有这一列：holiday"),
    ],
)
def test_a_wrong_file_of_changes_is_one_line(tmp_path, name, text, words):
    (tmp_path / name).write_text(text, "utf-8")
    assert words in refused(add, "2026-05-11", "1 day", "--changes", str(tmp_path / name))


def test_a_file_in_another_encoding_is_one_line(tmp_path):
    (tmp_path / "a.tsv").write_bytes("日期".encode("gb18030"))
    assert "不是UTF-8文本" in refused(show, "2026", "--changes", str(tmp_path / "a.tsv"))


@pytest.mark.parametrize("year", ["12", "1899", "2100", "year", "２０２６"])
def test_a_year_outside_is_refused(year):
    assert "请写1990到2099之间的年份" in refused(show, year)
