"""Documents that end, and later papers that continue them."""

import datetime as dt
import shutil

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.models import Continuation
from lingxing.engines.cases.queries.in_force import in_force, last_days
from lingxing.engines.cases.queries.offered import services_offered
from lingxing.engines.cases.services.continuing import continue_policy
from lingxing.engines.cases.tests.homes import HOMES, ROOT, at, installed_homes, open_town
from lingxing.engines.cases.tests.story import signed_in, told
from lingxing.engines.ledger.queries import entries
from lingxing.engines.rules import queries as rules_queries
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import discovery, load_package

pytestmark = pytest.mark.django_db
BASIS = "《关于延续部分规范性文件有效期的通知》（云梦泽政发〔2030〕9号）"
LAST, BEYOND = "2032-06-30", "2032-07-01"


@pytest.fixture
def town(db: None):
    with installed_homes():
        yield open_town()


def prolong(until: str = LAST, basis: str = BASIS) -> Continuation:
    return continue_policy(HOMES, dt.date.fromisoformat(until), basis, OPERATOR, at("2030-12-01"))


def test_cases_are_opened_until_the_continued_day_and_not_after(town):
    prolong()
    assert town.apply(at(LAST)).case.number == "YHZ2032000001"
    with pytest.raises(Refused, match="2032年6月30日"):
        town.apply(at(BEYOND))


def test_the_list_of_services_follows(town):
    def offered(day):
        return HOMES in {card.service.package for card in services_offered(dt.date.fromisoformat(day))}

    assert (offered("2030-12-31"), offered("2031-01-01")) == (True, False)
    prolong()
    assert (offered("2031-01-01"), offered(LAST), offered(BEYOND)) == (True, True, False)


def test_the_longest_paper_counts_and_a_shorter_one_is_refused(town):
    prolong("2033-12-31")
    for until in ("2032-01-01", "2033-12-31", "2030-12-31"):
        with pytest.raises(LingxingError, match="没有超过"):
            prolong(until)
    policy = load_package(HOMES).policy
    assert in_force(policy, dt.date(2033, 12, 31), last_days())
    assert not in_force(policy, dt.date(2034, 1, 1), last_days())


@pytest.mark.parametrize("basis", ["", "  ", "长" * 201])
def test_a_paper_has_to_be_named(town, basis):
    with pytest.raises(LingxingError, match="依据"):
        prolong(basis=basis)
    assert not Continuation.objects.exists()


def test_the_record_names_day_and_paper(town):
    prolong()
    assert list(entries(f"services:{HOMES}"))[-1].facts == {"until": LAST, "basis": BASIS}


def test_an_administrator_enters_it_on_the_page_and_a_clerk_does_not(office):
    sent = {"continue": "yunmeng/market_2026", "until": "2040-01-05", "basis": BASIS}
    assert signed_in(office.clerk).post("/bindings/", sent).status_code == 403
    page = signed_in(office.administrator)
    assert "日期无法识别" in told(page.post("/bindings/", {**sent, "until": "明年"}))
    assert not Continuation.objects.exists()
    assert page.post("/bindings/", sent).status_code == 302
    assert "已延续至2040年1月5日" in told(page.get("/bindings/"))
    assert BASIS in told(page.get("/services/yunmeng/market_2026/stall/?on=2040-01-05"))


def test_a_broken_procedure_takes_no_other_service_from_the_list(tmp_path, monkeypatch):
    for name, broken in (("homes_2026", False), ("worse_2026", True)):
        folder = tmp_path / "yunmeng" / name
        shutil.copytree(ROOT / HOMES, folder)
        if broken:
            (folder / "procedure.yaml").write_text("services: {lease: {}}", "utf-8")
    sources = {source.id: source for source in discovery.sources_below(tmp_path)}
    monkeypatch.setattr(discovery, "catalogue", lambda: discovery.Catalogue(sources))
    discovery._load.cache_clear()
    packages = {card.service.package for card in services_offered(dt.date(2026, 5, 6))}
    told = rules_queries.problems()
    discovery._load.cache_clear()
    assert packages == {HOMES}
    assert len(told) == 1
    assert "worse_2026" in told[0]
