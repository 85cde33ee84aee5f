"""The report: what it says, and that it stands on its own."""

import datetime as dt
import json
import re

from lingxing.engines.rules.simulation.presenting import findings_json, lines
from lingxing.engines.rules.simulation.report.page import report_text
from lingxing.engines.rules.simulation.tests.files import RICHER, csv, findings, rows_program

DATA = "id,income,share,heads,grade,born\n" + "".join(
    f"{n},{income},0.5,3,{grade},2020-01-31\n"
    for n, income, grade in [(1, "1200", "low"), (2, "900.50", "low"), (3, "-2000", "middle"), (4, "</script>", "low")]
)
DAY = dt.date(2026, 1, 5)


def found(folder, **more):
    return findings(folder, csv(folder, DATA), **more)


def test_the_report_needs_nothing_from_elsewhere(tmp_path):
    text = report_text(found(tmp_path, reform=rows_program(RICHER), by="grade"), DAY)
    without_library = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"""(src|href)=|url\(|@import""", without_library)


def test_the_report_says_what_was_changed_and_what_came_of_it(tmp_path):
    text = report_text(found(tmp_path, reform=rows_program(RICHER), by="grade"), DAY)
    assert "2026年1月5日制作" in text
    assert "超过 1,000 元：50%" in text or "超过 1,000 元：0.5" in text
    # a tenth of 900.50 and of 1000, and half or three quarters of 200; the negative income is not granted
    assert "290.05" in text
    assert "340.05" in text
    assert "+50.00" in text
    assert "income应是数字" in text


def test_without_a_reform_only_the_law_is_shown(tmp_path):
    text = report_text(found(tmp_path), DAY)
    assert "没有调整参数" in text
    assert "调整后" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_what_the_data_says_cannot_end_a_script(tmp_path):
    data = csv(
        tmp_path, DATA.replace("1,1200,", "</script><script>alert(1)</script>_id,1200,").replace("id,", "x_id,", 1)
    )
    text = report_text(findings(tmp_path, data, by="x_id"), DAY)
    assert "<script>alert" not in text
    (held,) = re.findall(r'<script type="application/json" id="charts">(.*?)</script>', text, re.DOTALL)
    assert any("</script>" in name for chart in json.loads(held).values() for name in chart["names"])


def test_json_gives_amounts_as_decimal_strings(tmp_path):
    given = json.loads(json.dumps(findings_json(found(tmp_path, reform=rows_program(RICHER), by="grade"))))
    payment = given["outputs"][0]
    assert (payment["law"]["total"], payment["reform"]["total"], payment["difference"]) == ("290.05", "340.05", "50.00")
    assert payment["winners"] == {"number": 1, "total": "50.00", "most": "50.00"}
    assert (payment["law"]["eligible"], payment["law"]["refused"], payment["law"]["not_covered"]) == (2, 1, 0)
    assert (given["rows"], given["rejected"]) == (3, 1)
    assert given["reasons"] == [{"column": "income", "reason": given["reasons"][0]["reason"], "number": 1}]


def test_lines_for_people_name_the_side_file(tmp_path):
    told = "\n".join(lines(found(tmp_path, reform=rows_program(RICHER))))
    assert "退回1行" in told
    assert "out.parquet.rejected.csv" in told
    assert "差额 50.00 元" in told
