"""Pages of boards, indicators, bulletins and scores: every number leads to a list of that length."""

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.parties.access import today
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.entering import Entered
from lingxing.engines.supervision.models import Bulletin, Item, MeasuredValue, OwnAssessment
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.tests.board_town import CITY, ON, PACKAGE, BoardTown, fill, installed, open_board_town

BEDS = "/supervision/indicators/yunmeng/oversight_2026/beds/"
DEFINITION = "/supervision/assessments/yunmeng/oversight_2026/"


@pytest.fixture
def town(db: None) -> Iterator[BoardTown]:
    with installed():
        made = open_board_town()
        fill(made)
        shift = today() - ON
        for row in Item.objects.all():
            for name in ("registered_on", "due_on", "yellow_on", "reported_on", "concluded_on"):
                if getattr(row, name):
                    setattr(row, name, getattr(row, name) + shift)
            row.save()
        yield made


def asking(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


_LINK = re.compile(r'href="(/supervision/boards/items/[^"]*)"[^>]*>(?:<span class="figure">)?(\d+)<')


@pytest.mark.parametrize("who", ["clerk", "mayor", "civil_clerk"])
def test_every_number_on_a_page_is_the_length_of_the_list_it_leads_to(town: BoardTown, who: str):
    client = asking(getattr(town, who))
    boards = ["/supervision/boards/?source=meeting", f"/supervision/boards/units/{town.civil.pk}/"]
    boards += ["/supervision/boards/", f"/supervision/boards/plans/{town.plans['河湖行动'].pk}/"]
    links = {
        (unescape(address), int(number)) for board in boards for address, number in _LINK.findall(page(client, board))
    }
    assert len(links) > 30
    for address, number in links:
        assert f"共<strong>{number}</strong>件" in page(client, address), address


def test_a_list_leaves_as_a_workbook(town: BoardTown):
    answer = asking(town.clerk).get("/supervision/boards/items.xlsx?standing=red")
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 5
    assert {row[-1] for row in rows[1:]} == {"逾期未办结"}


def test_others_boards_are_not_there(town: BoardTown):
    client = asking(town.water_clerk)
    assert client.get(f"/supervision/boards/units/{town.civil.pk}/").status_code == 404
    assert client.get(f"/supervision/boards/plans/{town.plans['养老行动'].pk}/").status_code == 404
    assert "市民政局" not in page(client, "/supervision/boards/items/")
    assert client.get(f"/supervision/boards/plans/{town.plans['河湖行动'].pk}/").status_code == 200
    assert asking(town.stranger).get("/supervision/boards/").status_code == 200
    assert Client().get("/supervision/boards/").status_code == 302


def test_a_holder_enters_corrects_and_attaches(town: BoardTown):
    client = asking(town.civil_clerk)
    given = {"on": "2025", "value": "6.1", "area": CITY, "source": "年鉴"}
    file = io.BytesIO(JPEG)
    file.name = "表.jpg"
    assert client.post(BEDS, {**given, "file": file}).status_code == 302
    refused = client.post(BEDS, {**given, "value": "6.2"})
    assert refused.status_code == 422
    assert "要更正请写明原因" in refused.content.decode()
    assert client.post(BEDS, {**given, "value": "6.2", "reason": "更正"}).status_code == 302
    shown = page(client, BEDS)
    assert "<s>6.1个</s>" in shown
    assert "已达到" in shown
    assert "直线外推" in shown
    first = MeasuredValue.objects.get(value="6.1")
    assert client.get(f"/supervision/indicators/values/{first.pk}/file").content == JPEG
    assert asking(town.water_clerk).get(f"/supervision/indicators/values/{first.pk}/file").status_code == 404
    assert asking(town.water_clerk).post(BEDS, given).status_code == 404
    assert "填报或更正" not in page(asking(town.water_clerk), BEDS)


def test_a_sheet_goes_out_and_comes_back(town: BoardTown):
    client, address = asking(town.civil_clerk), "/supervision/indicators/yunmeng/oversight_2026/"
    book = load_workbook(io.BytesIO(client.get(f"{address}values.xlsx").content))
    sheet = book.worksheets[0]
    for row, value in ((2, 6.1), (3, "二")):
        sheet.cell(row=row, column=4, value="2025")
        sheet.cell(row=row, column=5, value=value)
        sheet.cell(row=row, column=7, value="年鉴")
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "值.xlsx"
    shown = client.post(address, {"sheet": out}).content.decode()
    assert "收下1行，共2行" in shown
    assert MeasuredValue.objects.get().value == "6.1"
    assert client.post(address, {}).status_code == 422


def test_indicators_are_counted_by_verdict(town: BoardTown):
    client = asking(town.mayor)
    assert "还不能认定 2" in page(client, "/supervision/indicators/")
    entered = Entered("deaths", CITY, today().replace(year=2025, month=12, day=31), 4, "年鉴")
    enter_value(town.clerk, PACKAGE, entered, timezone.now())
    shown = page(client, "/supervision/indicators/?verdict=not_met")
    assert "每十万人溺水" in shown
    assert "每千人口养老床位" not in shown


def test_a_bulletin_from_draft_to_disclosure(town: BoardTown):
    client = asking(town.clerk)
    drawn = client.post("/supervision/bulletins/", {"procedure": PACKAGE, "period": f"{today():%Y-%m}"})
    row = Bulletin.objects.get()
    address = f"/supervision/bulletins/{row.pk}/"
    assert drawn["Location"] == address
    shown = page(client, address)
    assert "表1 各单位办理情况" in shown
    _charts_are_drawn_and_told(shown)
    assert client.get(f"{address}file.pdf").content.startswith(b"%PDF")
    edited = {"act": "edit", "revision": "0", "title": "改过的简报", "text": "一、情况\n都好。"}
    assert client.post(address, edited).status_code == 302
    assert client.post(address, edited).status_code == 422
    assert client.post(address, {"act": "release", "revision": "1"}).status_code == 302
    assert "督查简报〔" in page(asking(town.water_clerk), address)
    assert client.get(f"{address}file.docx").content.startswith(b"PK")
    assert client.post(address, {"act": "publish"})["Location"].startswith("/publishing/")
    assert client.post(address, {"act": "sing"}).status_code == 422
    assert asking(town.water_clerk).post(address, {"act": "drop"}).status_code == 404
    assert (
        asking(town.water_clerk).post("/supervision/bulletins/", {"procedure": PACKAGE, "period": "2025"}).status_code
        == 404
    )


def _charts_are_drawn_and_told(shown: str) -> None:
    """Every chart has its place, its numbers and its words; civil affairs leads 15 open matters, 3 of them overdue."""
    held = re.search(r'<script id="board-charts" type="application/json">(.*?)</script>', shown)
    assert held is not None
    charts = json.loads(held[1])
    assert set(re.findall(r'data-chart="(\w+)"', shown)) == set(charts)
    months, units = charts.values()
    assert (months["kind"], len(months["names"])) == ("columns", 12)
    assert (units["kind"], units["names"][0]) == ("across", "市民政局")
    assert [(one["name"], one["values"][0], one["bad"]) for one in units["series"]] == [
        ("逾期未办结", 3, True),
        ("其他在办", 12, False),
    ]
    assert "市民政局在办15件，逾期3件" in shown


def test_scores_name_what_they_come_from(town: BoardTown):
    client = asking(town.mayor)
    assert "市民政局" in page(client, "/supervision/scores/")
    shown = page(client, f"/supervision/scores/{town.civil.pk}/")
    overdue = Item.objects.filter(lead=town.civil, due_on__lt=today(), closed=False).first()
    assert overdue is not None
    assert f"/cases/{overdue.case_id}/" in shown
    own = asking(town.water_clerk)
    assert "市民政局" not in page(own, "/supervision/scores/")
    assert own.get(f"/supervision/scores/{town.civil.pk}/").status_code == 404


def test_the_office_sets_how_it_assesses(town: BoardTown):
    client = asking(town.clerk)
    given = {"weight-done": "100", "ranks": "好 60\n差 0", "first_year": str(today().year), "reason": "会议议定"}
    assert "每次扣" in page(client, DEFINITION)
    assert client.post(DEFINITION, {**given, "ranks": ""}).status_code == 422
    assert client.post(DEFINITION, given).status_code == 302
    assert OwnAssessment.objects.get().first_year == today().year
    assert "会议议定" in page(asking(town.civil_clerk), DEFINITION)
    assert asking(town.civil_clerk).post(DEFINITION, given).status_code == 404


def test_scores_through_the_interface_count_and_name_matters_page_by_page(town: BoardTown):
    client, query = asking(town.mayor), f"procedure={PACKAGE}&year={today().year}"
    listed = client.get(f"/api/supervision/scores?{query}").json()["scores"]
    civil = next(row for row in listed if row["unit"] == town.civil.pk)
    overdue = next(one for one in civil["deductions"] if one["label"] == "年末逾期未办结")
    # Three of civil affairs' matters are overdue: they are counted in the list and named two and one on its pages.
    assert (overdue["times"], "named" in overdue, "short" in civil) == (3, False, False)
    first = client.get(f"{civil['detail']}&size=2").json()
    second = client.get(f"{civil['detail']}&size=2&page=2").json()
    shown = [next(one for one in page["taken_for"] if one["label"] == "年末逾期未办结") for page in (first, second)]
    assert [(one["total"], len(one["named"])) for one in shown] == [(3, 2), (3, 1)]
    named = {UUID(row["id"]) for one in shown for row in one["named"]}
    assert named == set(
        Item.objects.filter(lead=town.civil, settled="", due_on__lt=today()).values_list("pk", flat=True)
    )
    assert first["pages"] == -(-max(one["total"] for one in (*first["short"], *first["taken_for"])) // 2)
    assert {name: first[name] for name in civil} == civil
    assert asking(town.water_clerk).get(civil["detail"]).status_code == 404
