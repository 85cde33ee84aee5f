"""What an article of knowledge rests on: a document of the library and an article of it, linked where it shows."""

import datetime as dt
import json
from dataclasses import replace
from urllib.parse import quote

import pytest
from django.test import Client

from lingxing.engines.documents.tests.library import FERRY, fill
from lingxing.engines.hotline.models import ArticleVersion
from lingxing.engines.hotline.queries.sources import DOCUMENT, PLACE
from lingxing.engines.hotline.services.knowledge import Writing, write_article
from lingxing.engines.hotline.tests.town import Town
from lingxing.engines.ledger.queries import entries
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db
BASE = "/hotline/yunmeng/calls_2026/call/"
NUMBER, TITLE, OLD = "云政规〔2024〕3号", "云梦泽市渡口管理办法", "云政办发〔2017〕11号"
WHERE = f"/documents/{quote(FERRY)}/#art_3"


@pytest.fixture
def library(town: Town) -> None:
    """The ferry rules, which repeal the old ones of 2017."""
    fill()


def written(town: Town, document: str, place: str, key: int | None = None) -> int:
    now = dt.datetime.now(SHANGHAI)
    day = now.date()
    writing = Writing(town.lamps_unit.pk, "渡船救生设备多久检查一次", "每日开航前。", day, day + dt.timedelta(days=90))
    return write_article(town.lamps, town.hotline, replace(writing, document=document, place=place), now, key)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", [NUMBER, TITLE, f"《{TITLE}》", " 云政规[2024]3号 "])
def test_a_document_is_named_by_number_or_title_and_its_article_is_found(town: Town, name: str) -> None:
    key = written(town, name, "第3条")
    version = ArticleVersion.objects.get()
    assert (version.document, version.unit, version.place) == (FERRY, "art_3", "第3条")
    (entry,) = entries(f"knowledge:{key}", 0)
    told = json.loads(entry.payload)
    assert (told["document"], told["unit"]) == (FERRY, "art_3")


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("document", "place", "where", "told"),
    [
        ("云政规〔2024〕99号", "第3条", DOCUMENT, "文库里没有这份文件"),
        ("", "第3条", DOCUMENT, "没有写是哪份文件"),
        (NUMBER, "第9条", PLACE, f"《{TITLE}》没有这一条"),
        # A place below one that exists is not that place.
        (NUMBER, "第3条第七款", PLACE, "没有这一条"),
        (NUMBER, "条" * 101, PLACE, "没有这一条"),
    ],
)
def test_what_does_not_exist_is_refused_at_its_field(
    town: Town, document: str, place: str, where: str, told: str
) -> None:
    with pytest.raises(LingxingError, match=told) as caught:
        written(town, document, place)
    assert caught.value.where == where
    assert not ArticleVersion.objects.exists()


@pytest.mark.usefixtures("library")
def test_everybody_who_reads_the_article_finds_the_link(town: Town, client: Client) -> None:
    key = written(town, NUMBER, "第3条")
    link = f'href="{WHERE}"'
    assert link in page(client, f"/hotline/knowledge/{key}/")
    assert link in page(client, f"{BASE}?q=渡船救生设备")
    assert link in page(signed_in(town.lamps), f"{BASE}knowledge/{key}/versions/")
    hints = signed_in(town.operator).post(f"{BASE}hints/", {"matter": "渡船救生设备检查", "content": ""})
    assert link in hints.content.decode()
    (told,) = client.get("/api/hotline/yunmeng/calls_2026/call/knowledge", {"q": "渡船救生设备"}).json()
    assert told["rests_on"] == {"cited": f"《{TITLE}》第3条", "link": WHERE, "ended": ""}
    assert client.get(WHERE).status_code == 200


@pytest.mark.usefixtures("library")
def test_who_relies_on_a_repealed_text_is_told(town: Town, client: Client) -> None:
    key = written(town, OLD, "")
    assert "该文件已废止" in page(client, f"/hotline/knowledge/{key}/")
    assert "依据的文件已废止" in page(signed_in(town.lamps), f"{BASE}knowledge/")
    # Written anew on the rules that count, it says so no more; the old version keeps what it rested on.
    written(town, NUMBER, "第3条", key)
    assert "废止" not in page(client, f"/hotline/knowledge/{key}/")
    assert page(signed_in(town.lamps), f"{BASE}knowledge/{key}/versions/").count("该文件已废止") == 1


@pytest.mark.usefixtures("library")
def test_the_form_offers_the_documents_and_says_what_is_wrong_beside_the_field(town: Town) -> None:
    unit = signed_in(town.lamps)
    assert f'<option value="{NUMBER}">{TITLE}</option>' in page(unit, f"{BASE}knowledge/new/")
    typed = {
        "organ": town.lamps_unit.pk,
        "title": "渡船检查",
        "text": "每日。",
        "valid_from": "2026-01-01",
        "review_on": "2030-01-01",
        "document": NUMBER,
        "place": "第9条",
    }
    wrong = unit.post(f"{BASE}knowledge/new/", typed)
    assert wrong.status_code == 422
    assert "没有这一条" in wrong.content.decode().split('id="id_place"')[0].rsplit("条款", 1)[1]
    made = unit.post(f"{BASE}knowledge/new/", {**typed, "place": "第3条"})
    form = page(unit, made["Location"].replace("versions", "edit"))
    assert f'value="{NUMBER}"' in form
    assert 'value="第3条"' in form
