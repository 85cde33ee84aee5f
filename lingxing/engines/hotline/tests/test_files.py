"""Files of a ticket: who adds which, who opens which, on pages and through the interface, and what no file may be."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from lingxing.engines.cases.uploads.tests.samples import JPEG, PDF
from lingxing.engines.hotline.models import TicketFile
from lingxing.engines.hotline.queries.files import callers_files, files_of
from lingxing.engines.hotline.services.enclosing import MOST_FILES, enclose, enclose_with_code
from lingxing.engines.hotline.services.intake import Taken
from lingxing.engines.hotline.services.tracking import withdraw
from lingxing.engines.hotline.tests.town import CALL, Town, at
from lingxing.engines.ledger.queries import entries
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = dt.date(2026, 3, 2)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def file(name: str = "灯.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def given(town: Town, day: dt.date = DAY, **other: Any) -> Taken:
    """Take a ticket in, give it to the unit of the lamps, and let caller, hotline and unit add a file each."""
    taken, moment = town.take(day.isoformat(), **other), at(day.isoformat())
    town.forward(taken, day.isoformat())
    enclose_with_code(taken.number, taken.code, "10.0.0.1", "灯.jpg", JPEG, moment)
    enclose(town.operator, taken.case_id, "记录.pdf", PDF, moment)
    enclose(town.lamps, taken.case_id, "修好了.jpg", JPEG, moment)
    return taken


def names(town: Town, taken: Taken, who: Account) -> list[tuple[str, str]]:
    ticket = TicketFile.objects.filter(ticket=taken.case_id).select_related("ticket")[0].ticket
    return [(card.name, card.source) for card in files_of(who, ticket, DAY)[0]]


def test_each_adds_its_own_and_the_ledger_keeps_whose_and_what(town: Town) -> None:
    taken = given(town)
    everything = [("灯.jpg", "来电人"), ("记录.pdf", "热线"), ("修好了.jpg", "承办单位")]
    assert names(town, taken, town.operator) == names(town, taken, town.lamps) == everything
    told = [json.loads(entry.payload) for entry in entries(f"case:{taken.case_id}", 0) if entry.act == "enclose"]
    assert [one["source"] for one in told] == ["caller", "centre", "unit"]
    assert told[0]["digest"] == TicketFile.objects.order_by("place")[0].digest
    assert "灯" not in str(told)


@pytest.mark.parametrize("other", [{"anonymous": True}, {"kind": "report"}])
def test_a_callers_files_stay_with_the_hotline_where_the_caller_does(town: Town, other: dict[str, Any]) -> None:
    taken = given(town, **other)
    # What the operator was handed by the caller is the caller's as well.
    enclose(town.operator, taken.case_id, "来件.pdf", PDF, at("2026-03-02"), of_caller=True)
    assert names(town, taken, town.lamps) == [("记录.pdf", "热线"), ("修好了.jpg", "承办单位")]
    assert len(names(town, taken, town.operator)) == 4
    ticket = TicketFile.objects.select_related("ticket")[0].ticket
    assert [card.name for card in callers_files(ticket)] == ["灯.jpg", "来件.pdf"]


def test_others_neither_add_nor_see(town: Town) -> None:
    taken = given(town)
    with pytest.raises(NotFound):
        enclose(town.water, taken.case_id, "x.pdf", PDF, at("2026-03-02"))
    with pytest.raises(NotFound):
        enclose_with_code(taken.number, "AAAAAAAA", "10.0.0.1", "x.pdf", PDF, at("2026-03-02"))
    assert TicketFile.objects.count() == 3


def test_who_only_watches_the_hotline_adds_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = given(town)
    monkeypatch.setattr("lingxing.engines.hotline.queries.tickets.watches", lambda *_: True)
    with pytest.raises(NotAllowed, match="只有热线和承办单位"):
        enclose(town.supervisor, taken.case_id, "x.pdf", PDF, at("2026-03-02"))


def test_no_more_than_twenty_and_none_once_it_is_over(town: Town, settings: Settings) -> None:
    taken, moment = town.take(), at("2026-03-02")

    def add(content: bytes = PDF) -> None:
        enclose_with_code(taken.number, taken.code, "10.0.0.1", "x.pdf", content, moment)

    with pytest.raises(LingxingError, match="不接受扩展名"):
        enclose_with_code(taken.number, taken.code, "10.0.0.1", "x.exe", PDF, moment)
    settings.PAPER_MAX_BYTES = len(PDF)
    for _ in range(5):
        add()
    # Five of the largest size are the room of a ticket; with more room the twenty-first is refused.
    with pytest.raises(LingxingError, match="过多或过大"):
        add()
    settings.PAPER_MAX_BYTES = 20 * len(PDF)
    for _ in range(MOST_FILES - 5):
        add()
    with pytest.raises(LingxingError, match="最多20个"):
        add()
    withdraw(taken.number, taken.code, "10.0.0.1", moment)
    with pytest.raises(LingxingError, match="已经结束"):
        add()
    assert TicketFile.objects.count() == MOST_FILES


def test_callers_add_and_open_on_the_page_of_their_ticket(town: Town, client: Client) -> None:
    day = dt.datetime.now(SHANGHAI).date()
    taken = given(town, day)
    pair = {"number": taken.number, "code": taken.code}
    page = client.post("/hotline/track/", {**pair, "do": "enclose", "file": file("又不亮.jpg")}).content.decode()
    assert "又不亮.jpg" in page
    assert "修好了.jpg" not in page
    first, unit = TicketFile.objects.get(place=0), TicketFile.objects.get(source="unit")
    opened = client.post("/hotline/track/", {**pair, "file_key": str(first.pk)})
    assert (opened.content, opened["Content-Type"]) == (JPEG, "image/jpeg")
    for wrong in (str(unit.pk), "nothing"):
        assert client.post("/hotline/track/", {**pair, "file_key": wrong}).status_code == 422
    assert client.post("/hotline/track/", {**pair, "code": "AAAAAAAA", "file_key": str(first.pk)}).status_code == 422
    # What is wrong with the file is said beside the ticket, which is shown all the same.
    for wrong_file in ({"file": file("灯.exe")}, {}):
        refused = client.post("/hotline/track/", {**pair, "do": "enclose", **wrong_file})
        assert refused.status_code == 422
        assert "添加" in refused.content.decode()


def test_operators_and_units_add_and_open_on_the_ticket(town: Town) -> None:
    taken = given(town, dt.datetime.now(SHANGHAI).date())
    unit, address = signed_in(town.lamps), f"/hotline/tickets/{taken.case_id}/"
    assert unit.post(f"{address}files/", {"file": file("第二盏.jpg")}, follow=True).status_code == 200
    assert "第二盏.jpg" in unit.get(address).content.decode()
    assert "不接受扩展名为 .exe" in unit.post(f"{address}files/", {"file": file("x.exe")}, follow=True).content.decode()
    assert "没有选择文件" in unit.post(f"{address}files/", follow=True).content.decode()
    assert signed_in(town.water).post(f"{address}files/", {"file": file()}).status_code == 404
    assert TicketFile.objects.count() == 4


def test_the_interface_lists_adds_and_gives_as_the_pages_do(town: Town) -> None:
    taken = given(town, dt.datetime.now(SHANGHAI).date(), kind="report")
    base, unit, centre = f"/api/hotline/tickets/{taken.case_id}/files", signed_in(town.lamps), signed_in(town.operator)
    listed = unit.get(base).json()
    assert [one["source"] for one in listed["items"]] == ["热线", "承办单位"]
    assert "举报" in listed["hidden"]
    hidden = centre.get(base).json()["items"][0]
    assert (hidden["name"], hidden["size"]) == ("灯.jpg", len(JPEG))
    assert unit.get(f"{base}/{hidden['id']}").status_code == 404
    assert centre.get(f"{base}/{hidden['id']}").content == JPEG
    made = centre.post(base, {"file": file("来件.jpg"), "given_by": "caller"})
    assert (made.status_code, made.json()["source"]) == (200, "来电人")
    assert centre.post(base, {"file": file("x.exe")}).status_code == 400
    pair = {"number": taken.number, "code": taken.code}
    added = signed_in(town.reader).post("/api/hotline/files", {**pair, "file": file("补充.jpg")})
    assert added.status_code == 200
    told = Client().post("/api/hotline/track", pair, content_type="application/json").json()
    assert [one["name"] for one in told["files"]] == ["灯.jpg", "来件.jpg", "补充.jpg"]
    asked = {**pair, "file": added.json()["id"]}
    assert Client().post("/api/hotline/track/file", asked, content_type="application/json").content == JPEG
    asked["file"] = str(TicketFile.objects.get(source="unit").pk)
    assert Client().post("/api/hotline/track/file", asked, content_type="application/json").status_code == 404


def test_a_call_that_is_closed_offers_no_more_files(town: Town) -> None:
    day = dt.datetime.now(SHANGHAI).date().isoformat()
    taken = town.take(day)
    address = f"/hotline/tickets/{taken.case_id}/"
    assert "添加附件" in signed_in(town.operator).get(address).content.decode()
    town.step(taken, "decline", day, ground="court")
    assert "添加附件" not in signed_in(town.operator).get(address).content.decode()
    assert CALL.matter in signed_in(town.operator).get(address).content.decode()
