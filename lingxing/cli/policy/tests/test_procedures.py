"""`lingxing policy check` and `show` on packages that have a procedure."""

import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from lingxing.cli.policy.check import check
from lingxing.cli.policy.citing import cited_articles
from lingxing.cli.policy.show import show
from lingxing.cli.policy.tests.test_check import EXAMPLES
from lingxing.language.packages import load_folder
from lingxing.language.packages.procedures.tests.packaged import CATALOGUE, PROCEDURE, changed
from lingxing.language.packages.tests.folders import write


@pytest.fixture(autouse=True)
def no_database(monkeypatch, tmp_path):
    """Hold no citation against a database of this machine."""
    monkeypatch.setenv("LINGXING_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LINGXING_DATABASE", raising=False)


def folder(tmp_path, procedure=PROCEDURE):
    files = {"procedure.yaml": procedure, "catalogue.yaml": CATALOGUE, "examples.yaml": EXAMPLES}
    return str(write(tmp_path, files))


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_procedure_is_proved_with_its_package(tmp_path):
    done = run(check, folder(tmp_path))
    assert done.exit_code == 0, done.output
    assert "办理事项 2 个，步骤 16 个" in done.output
    assert "全部成立" in done.output


def test_a_weakness_fails_the_check(tmp_path):
    done = run(check, folder(tmp_path, changed("lent, lent_to, berth]", "lent, berth]")))
    assert done.exit_code == 1
    assert "程序：行船许可：“借给谁”没有哪一步填写（" in done.output


def test_what_an_author_should_look_at_is_a_note(tmp_path):
    done = run(check, folder(tmp_path, changed(", tells: master, escalates: true}", "}")))
    assert done.exit_code == 0, done.output
    assert "注：行船许可：“审核”逾期以后没有上报" in done.output


def test_a_procedure_that_does_not_load_is_told_with_its_line(tmp_path):
    done = run(check, folder(tmp_path, changed("starts: [accept]", "starts: [acept]")), "--json")
    assert done.exit_code == 1
    fault = json.loads(done.output)["packages"][0]["faults"][0]
    assert (fault["kind"], "did you mean 'accept'" in fault["text"]) == ("load", True)
    assert "procedure.yaml:" in fault["where"]


def test_everything_that_cites_an_article_is_held_against_the_text(tmp_path):
    package = load_folder(write(tmp_path, {"procedure.yaml": PROCEDURE, "catalogue.yaml": CATALOGUE}))
    cited = {article for article, _ in cited_articles(package)}
    # 第八条: the guide's fee; 附件1: the list; 第一条: one of its items; 第七条: a clock; 第六条: a check
    assert {"第八条", "附件1", "第一条", "第七条", "第六条", "第三条"} <= cited
    assert "" not in cited
    assert all(":" in where for _, where in cited_articles(package))


def test_the_procedure_is_shown_in_words(tmp_path):
    done = run(show, folder(tmp_path), "--diagram")
    assert done.exit_code == 0
    assert "berth  泊位登记（第六条）" in done.output
    assert "permit  行船许可（第三条）\n【开始】\n  申请人、港务所：申请 → 待审核" in done.output
    assert "permit  行船许可" not in run(show, folder(tmp_path), "--diagram", "--service", "berth").output


def test_services_are_listed_with_the_rest(tmp_path):
    done = run(show, folder(tmp_path))
    assert "公式" in done.output
    assert "permit  行船许可  7 个状态，12 个步骤，4 个期限  第三条" in done.output
    services = json.loads(run(show, folder(tmp_path), "--json").output)["services"]
    assert [service["name"] for service in services] == ["berth", "permit"]
    assert services[1]["clocks"]["review"] == "15 working days"
    assert "办理事项" not in run(show, write(tmp_path / "bare")).output


def test_a_service_is_drawn_into_a_file(tmp_path):
    file = tmp_path / "permit.svg"
    done = run(show, folder(tmp_path), "--service", "permit", "--svg", file)
    assert (done.exit_code, done.output) == (0, f"已写入 {file}\n")
    assert ET.parse(file).getroot().tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--svg", "x.svg"), "一个文件只画一个办理事项。用 --service 指定：berth、permit。"),
        (("--diagram", "--service", "permits"), "没有这个办理事项：permits。有：berth、permit。"),
        (("--service", "permit", "--svg", "missing/x.svg"), "missing/x.svg：写不进去"),
    ],
)
def test_what_can_not_be_drawn_is_told(tmp_path, options, told):
    done = run(show, folder(tmp_path), *options)
    assert done.exit_code == 2
    assert told in done.output


def test_a_package_without_a_procedure_has_no_picture(tmp_path):
    done = run(show, write(tmp_path), "--diagram")
    assert done.exit_code == 2
    assert "这个规则包没有办理程序" in done.output
