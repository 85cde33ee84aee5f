"""What a simulation on a sample counts and adds up."""

import datetime as dt
import shutil

import pytest

from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.rules import queries
from lingxing.engines.rules.effects import comparison_json
from lingxing.engines.rules.live import compare
from lingxing.engines.rules.tests.invented import PACKAGES
from lingxing.language.packages import Loaded, load_folder

DAY = dt.date(2026, 11, 1)
TO_DATE = '''

@article("第四条", label="本年报销累计")
def paid_to_date(payment: Money) -> Money:
    """Return what was paid in the year up to and with this visit, in CNY."""
    return running(payment, within="year")
'''


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """Return the clinic's package with one more output: what was paid so far."""
    folder = tmp_path_factory.mktemp("packages") / "yunmeng" / "clinic_2026"
    shutil.copytree(PACKAGES["yunmeng/clinic_2026"], folder)
    formulas = folder / "formulas.py"
    formulas.write_text(formulas.read_text("utf-8") + TO_DATE, "utf-8")
    return load_folder(folder)


def test_totals_so_far_are_named_and_not_added_up(clinic):
    """A year's first visit would be counted once more with each later one."""
    found = compare(clinic, DAY, {}, rows=200, seed=1)
    assert found.not_added_up == (("本年报销累计", "是逐次累计数"),)
    assert {effect.output.name for effect in found.effects} == {"payment", "year_total"}
    shown = comparison_json(found, clinic.program(on=DAY))
    assert shown["not_added_up"] == [{"output": "本年报销累计", "reason": "是逐次累计数"}]


@pytest.mark.django_db
def test_the_page_says_in_one_sentence_what_is_left_out(clinic, client, monkeypatch):
    client.force_login(account("analyst", Role.READER))
    monkeypatch.setattr(queries, "load_packages", lambda: Loaded({"yunmeng/clinic_2026": clinic}, ()))
    page = client.get("/rules/yunmeng/clinic_2026/simulate/?on=2026-11-01&rows=200").content.decode()
    assert "这里不列：本年报销累计（是逐次累计数）。" in page
    assert 'value="paid_to_date"' not in page


def test_only_values_above_nothing_are_counted(clinic):
    payment = next(one for one in compare(clinic, DAY, {}, rows=500, seed=1).effects if one.output.name == "payment")
    above = sum(one.law for one in payment.bins if one.lower >= 0 and one.upper > 0)
    assert payment.bins[0].law > 0
    assert 0 < payment.law_above == above
