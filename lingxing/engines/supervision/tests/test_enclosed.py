"""The workbook that a notice carries: beside the notice and in the message, of the unit's own matter alone."""

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lingxing.engines.supervision.sheets import read_rows
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town
from lingxing.engines.supervision.tests.test_pages import signed_in

pytestmark = pytest.mark.django_db
_SHEET = re.compile(r'href="([^"]*answers\.xlsx\?number=[^"]*)"')


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> PlanTown:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-04-20"))
    return open_plan_town()


def sheets(client: Client, address: str) -> list[str]:
    """Return where a page leads to for workbooks of one matter."""
    return [unescape(one) for one in _SHEET.findall(client.get(address).content.decode())]


def filled(content: bytes, kind: str, text: str, also: Callable[[object], None] = lambda _: None) -> io.BytesIO:
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet["H2"], sheet["I2"] = kind, text
    also(sheet)
    back = io.BytesIO()
    book.save(back)
    back.seek(0)
    back.name = "填报表.xlsx"
    return back


def test_the_unit_finds_the_workbook_of_its_own_matter_beside_the_notice_and_in_the_message(town: PlanTown):
    leading, _ = sorted(assigned(town, 6, 13), key=lambda item: item.lead_id != town.water.pk)
    unit = signed_in(town.water_clerk)
    (beside,) = sheets(unit, reverse("cases:case", args=[leading.case_id]))
    rows = read_rows(unit.get(beside).content)
    assert [row[0] for row in rows[1:]] == [leading.case.number]
    assert beside in sheets(unit, reverse("cases:notices"))
    back = filled(unit.get(beside).content, "进展", "完成六条河。")
    assert "收下 1 行，没有收 0 行" in unit.post(reverse("supervision:mine"), {"file": back}).content.decode()


def test_a_joint_unit_answers_by_the_workbook_of_its_own_part(town: PlanTown):
    (item,) = assigned(town, 6)
    part = next(one.case for one in item.units.select_related("case") if one.organ_id == town.water.pk)
    assert part is not None
    unit = signed_in(town.water_clerk)
    (beside,) = sheets(unit, reverse("cases:case", args=[part.pk]))
    content = unit.get(beside).content
    assert [row[0] for row in read_rows(content)[1:]] == [part.number]
    text = unit.post(
        reverse("supervision:mine"), {"file": filled(content, "会办答复", "提供了清单。")}
    ).content.decode()
    assert "收下 1 行，没有收 0 行" in text
    assert sheets(unit, reverse("cases:case", args=[part.pk])) == []


def test_a_workbook_that_was_overtaken_or_tampered_with_is_refused_with_the_reason(town: PlanTown):
    (item,) = assigned(town, 13)
    unit = signed_in(town.water_clerk)
    (beside,) = sheets(unit, reverse("cases:case", args=[item.case_id]))
    content = unit.get(beside).content

    def another_number(sheet: object) -> None:
        sheet["A2"] = "DCS-1"  # type: ignore[index]

    wrong = unit.post(reverse("supervision:mine"), {"file": filled(content, "进展", "在做。", another_number)})
    assert "没有这一件，或者不是本单位承办的" in wrong.content.decode()
    call = {"called_on": "2026-04-19", "called_person": "甲", "call_note": "请抓紧"}
    done(town.officer, item.case_id, "office", "call", "2026-04-19", **call)
    notice = {"notice_note": "请限期完成。", "correct_by": "2026-05-20"}
    done(town.officer, item.case_id, "office", "urge", "2026-04-19", **notice)
    late = unit.post(reverse("supervision:mine"), {"file": filled(content, "进展", "在做。")}).content.decode()
    assert "收下 0 行，没有收 1 行" in late
    assert "表格下载以后已有新的办理" in late


def test_nobody_else_is_offered_the_workbook(town: PlanTown):
    (item,) = assigned(town, 13)
    assert sheets(signed_in(town.officer), reverse("cases:case", args=[item.case_id])) == []
    assert sheets(signed_in(town.housing_clerk), reverse("cases:notices")) == []
