"""Numbers of a plan's document that its package does not know: shown with their places, taken over by the office."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.tests.story import signed_in, told
from lingxing.engines.ledger.queries import entries
from lingxing.engines.parties.access_types import Role
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.supervision.domain.entering import Entered
from lingxing.engines.supervision.domain.measuring import Verdict
from lingxing.engines.supervision.models import Plan, TakenIndicator
from lingxing.engines.supervision.queries.indicators import (
    followed_packages,
    known_indicators,
    measured,
    measured_one,
)
from lingxing.engines.supervision.queries.stated import uncovered_of
from lingxing.engines.supervision.queries.taken import taking_office
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.services.planning import take_up
from lingxing.engines.supervision.services.taking import redefine_taken, take_indicator, withdraw_taken
from lingxing.engines.supervision.tests.plan_town import PACKAGE as PROCEDURE
from lingxing.engines.supervision.tests.plan_town import PlanTown, at, open_plan_town, staff
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.packages import load_package

pytestmark = [pytest.mark.django_db]
PACKAGE = "ezhou/elderly_care_2021"
AT = at("2026-04-01")
NAME = "城区污水集中收集率"
PAGE = reverse("supervision:indicator-plan", args=PACKAGE.split("/"))
GIVEN = {
    "label": NAME,
    "unit": "percent",
    "kind": "share",
    "better": "at_least",
    "targets": "2026 72\n2028 80",
    "baseline": "2025 66.5",
    "area": "云梦泽市",
    "holder": "",
    "note": "",
}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> PlanTown:
    """Return the city with a plan that another package's indicators stand beside."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    made = open_plan_town()
    take_up(made.officer, made.document, AT)
    Plan.objects.update(package=PACKAGE)
    return made


def key_of(name: str) -> str:
    """Return the key of the first stated number of that name."""
    return next(one.key for one in uncovered_of(PACKAGE) if one.name == name)


def test_stated_numbers_stand_on_the_plans_page_and_are_taken_over_there(town: PlanTown):
    office, key = signed_in(town.officer), key_of(NAME)
    page = told(office.get(PAGE))
    for shown in (NAME, "≥72%", "2026年12月31日", f'value="{key}"', "2026-12-31 72\n2028-12-31 80"):
        assert shown in page
    assert PAGE in told(office.get(reverse("supervision:plan", args=[Plan.objects.get().pk])))
    assert f'value="{key}"' not in told(signed_in(town.water_clerk).get(PAGE))
    refused = office.post(PAGE, {**GIVEN, "do": "take", "key": key, "unit": "", "label": "污水收集率"})
    assert (refused.status_code, "没有选单位" in told(refused), "污水收集率" in told(refused)) == (422, True, True)
    assert office.post(PAGE, {**GIVEN, "do": "take", "key": key}).status_code == 302
    assert NAME not in {one.name for one in uncovered_of(PACKAGE)}
    assert "生态岸线比例" in {one.name for one in uncovered_of(PACKAGE)}
    assert office.get(reverse("supervision:indicator", args=[*PACKAGE.split("/"), key])).status_code == 200


def test_what_was_taken_over_is_measured_like_what_the_package_declares(town: PlanTown):
    made = take_indicator(town.officer, PACKAGE, key_of(NAME), GIVEN, AT)
    assert known_indicators(PACKAGE)[made.name] == made
    assert PACKAGE in followed_packages()
    enter_value(town.officer, PACKAGE, Entered(made.name, "云梦泽市", dt.date(2025, 12, 31), 73, "年鉴"), AT)
    found = {one.indicator.name: one for one in measured([PACKAGE], dt.date(2026, 4, 1))}[made.name]
    assert found.outlook is not None
    assert (found.next, len(found.values)) == (made.targets[0], 1)
    first = next(iter(entries(f"indicator:{PACKAGE}/{made.name}")))
    held = json.loads(first.payload)["definition"]
    assert (first.act, held["targets"]) == ("indicator_taken", [["2026-12-31", "72"], ["2028-12-31", "80"]])
    assert TakenIndicator.objects.get().stated["number"] == "72%"


def test_only_the_office_takes_over_and_each_number_once(town: PlanTown):
    key = key_of(NAME)
    with pytest.raises(NotFound):
        take_indicator(town.water_clerk, PACKAGE, key, GIVEN, AT)
    take_indicator(town.officer, PACKAGE, key, GIVEN, AT)
    with pytest.raises(LingxingError, match="已经列为指标"):
        take_indicator(town.officer, PACKAGE, key, GIVEN, AT)


def test_what_was_taken_over_wrongly_is_taken_back_with_a_reason_as_long_as_it_has_no_values(town: PlanTown):
    made = take_indicator(town.officer, PACKAGE, key_of(NAME), GIVEN, AT)
    office, address = signed_in(town.officer), reverse("supervision:indicator", args=[*PACKAGE.split("/"), made.name])
    assert "撤销这个指标" in told(office.get(address))
    assert "撤销这个指标" not in told(signed_in(town.water_clerk).get(address))
    assert office.post(address, {"do": "withdraw", "reason": " "}).status_code == 422
    assert office.post(address, {"do": "withdraw", "reason": "长" * 501}).status_code == 422
    with pytest.raises(NotFound):
        withdraw_taken(town.water_clerk, PACKAGE, made.name, "单位不对", AT)
    assert office.post(address, {"do": "withdraw", "reason": "目标年份写错"}).status_code == 302
    assert made.name not in known_indicators(PACKAGE)
    acts = [one.act for one in entries(f"indicator:{PACKAGE}/{made.name}")]
    assert acts == ["indicator_taken", "indicator_withdrawn"]
    assert TakenIndicator.objects.get().withdrawn_reason == "目标年份写错"
    again = take_indicator(town.officer, PACKAGE, key_of(NAME), GIVEN | {"targets": "2028 80"}, AT)
    assert len(known_indicators(PACKAGE)[again.name].targets) == 1
    enter_value(town.officer, PACKAGE, Entered(again.name, "云梦泽市", dt.date(2025, 12, 31), 73, "年鉴"), AT)
    assert "撤销这个指标" not in told(office.get(address))
    with pytest.raises(NotFound):
        withdraw_taken(town.officer, PACKAGE, again.name, "又错了", AT)


def in_2025(value: int) -> Entered:
    return Entered(key_of_taken(), "云梦泽市", dt.date(2025, 12, 31), value, "年鉴")


def key_of_taken() -> str:
    return TakenIndicator.objects.get(withdrawn_at=None).name


def test_a_definition_is_corrected_with_a_reason_and_the_values_are_judged_anew(town: PlanTown):
    wrong = {**GIVEN, "better": "at_most", "targets": "2025 72"}
    made = take_indicator(town.officer, PACKAGE, key_of(NAME), wrong, AT)
    row = TakenIndicator.objects.get().pk
    enter_value(town.officer, PACKAGE, in_2025(75), AT)
    office, address = signed_in(town.officer), reverse("supervision:indicator", args=[*PACKAGE.split("/"), made.name])
    # At most 72 are wanted and 75 were measured: not met. At least 72 are wanted: met.
    assert measured_one(PACKAGE, made.name, AT.date()).verdict is Verdict.NOT_MET
    right = {**wrong, "do": "redefine", "better": "at_least", "why": "文件写的是不低于"}
    for change, why in (({"why": " "}, "没有写改正的原因"), ({"unit": "furlong"}, "没有选单位"), (wrong, "没有改动")):
        refused = office.post(address, {**right, **change})
        assert (refused.status_code, why in told(refused)) == (422, True)
    assert office.post(address, right).status_code == 302
    assert measured_one(PACKAGE, made.name, AT.date()).verdict is Verdict.MET
    page = told(office.get(address))
    for shown in ("≤72%", "文件写的是不低于", "现行", "75%"):
        assert shown in page
    former, standing = TakenIndicator.objects.order_by("ledger_sequence")
    assert (standing.pk, former.corrected_id, former.definition["better"]) == (row, row, "at_most")
    first, _, last = entries(f"indicator:{PACKAGE}/{made.name}")
    held = json.loads(last.payload)
    assert (last.act, held["before"], held["definition"]["better"]) == (
        "indicator_redefined",
        first.sequence,
        "at_least",
    )


def test_only_the_office_corrects_and_only_what_was_taken_over(town: PlanTown):
    made = take_indicator(town.officer, PACKAGE, key_of(NAME), GIVEN, AT)
    address = reverse("supervision:indicator", args=[*PACKAGE.split("/"), made.name])
    assert "改正定义" not in told(signed_in(town.water_clerk).get(address))
    with pytest.raises(NotFound):
        redefine_taken(town.water_clerk, PACKAGE, made.name, {**GIVEN, "note": "改"}, "口径", AT)
    declared = next(name for name in known_indicators(PACKAGE) if name != made.name)
    with pytest.raises(LingxingError, match="由规则包写明"):
        redefine_taken(town.officer, PACKAGE, declared, GIVEN, "口径", AT)
    with pytest.raises(NotFound, match="没有这个指标"):
        redefine_taken(town.officer, PACKAGE, "nothing", GIVEN, "口径", AT)


def test_the_office_of_another_city_takes_over_and_corrects_nothing(town: PlanTown):
    made = take_indicator(town.officer, PACKAGE, key_of(NAME), GIVEN, AT)
    other = Organ.objects.create(city="别处市", name="别处市政府督查室")
    ServiceBinding.objects.create(package=PROCEDURE, role="office", organ=other)
    stranger = staff("elsewhere_one", other, role=Role.SUPERVISION_OFFICER)
    assert 'value="take"' not in told(signed_in(stranger).get(PAGE))
    with pytest.raises(NotFound, match="本市的督查室"):
        take_indicator(stranger, PACKAGE, key_of("生态岸线比例"), {**GIVEN, "targets": "2028 60"}, AT)
    with pytest.raises(NotFound):
        redefine_taken(stranger, PACKAGE, made.name, {**GIVEN, "note": "改"}, "口径", AT)
    with pytest.raises(NotFound):
        withdraw_taken(stranger, PACKAGE, made.name, "不要", AT)
    # Its own city's documents are its own, whoever took them up; and so is what it took up, whoever issued that.
    other.city = load_package(PACKAGE).policy.city
    other.save()
    assert taking_office(stranger, PACKAGE, AT.date()) == other.pk
    assert taking_office(town.officer, PACKAGE, AT.date()) == town.office.pk
    Plan.objects.update(package="")
    assert taking_office(town.officer, PACKAGE, AT.date()) is None


def test_the_interface_lists_them_and_takes_them_over(town: PlanTown):
    office, address = signed_in(town.officer), f"/api/supervision/stated-indicators/{PACKAGE}"
    listed = office.get(address).json()
    one = next(row for row in listed if row["label"] == NAME)
    assert (one["comparator"], one["value"], one["unit"], one["due_on"]) == ("at_least", "72", "%", "2026-12-31")
    sent = office.post(f"{address}/{one['key']}", GIVEN, content_type="application/json")
    assert sent.status_code == 200, told(sent)
    assert one["key"] in known_indicators(PACKAGE)
    detail = f"/api/supervision/indicators/{PACKAGE}/{one['key']}"
    corrected = {**GIVEN, "targets": "2028 80", "reason": "只有2028年的目标"}
    sent = office.put(f"{detail}/definition", corrected, content_type="application/json")
    assert sent.status_code == 200, told(sent)
    now, before = office.get(detail).json()["definitions"]
    assert (now["ended"], before["ended"], before["reason"]) == ("", "corrected", "只有2028年的目标")
    assert "2026年12月31日≥72%" in before["told"]
