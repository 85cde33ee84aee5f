"""Imports: all or nothing, versions with their differences, and what editors decided outlives them."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.domain.corrections import MarkState
from lingxing.engines.documents.domain.diff import ChangeKind
from lingxing.engines.documents.domain.model import Document as Content
from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.status import StatusState
from lingxing.engines.documents.models import (
    CorrectionAct,
    Document,
    DocumentVersion,
    Gazette,
    ProblemRow,
    StatusSpan,
    TaskUnit,
    UnitRow,
)
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.documents.services import importing, rows, standing
from lingxing.engines.documents.tests import samples
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.organs.queries import organ_card
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

pytestmark = pytest.mark.django_db

FERRY, OLD = "云政规-2024-3", "云政办发-2017-11"
ON = dt.date(2024, 12, 1)
TABLES = (Gazette, Document, DocumentVersion, UnitRow, TaskUnit, StatusSpan, ProblemRow, Organ, LedgerEntry)


def take_in(*documents: Content, edition: str = "") -> services.ImportResult:
    return services.import_gazette(samples.gazette(*documents, edition=edition), OPERATOR, samples.AT)


def ferry(**changes: Any) -> Content:
    return dataclasses.replace(samples.ferry_rules(), **changes)


def reworded() -> Content:
    document = samples.ferry_rules()
    (instrument,) = document.instruments
    third = dataclasses.replace(instrument.units[2], text="渡船每日开航前应当检查救生设备，检查记录保存三年。")
    units = (*instrument.units[:2], third, instrument.units[3])
    return dataclasses.replace(document, instruments=(dataclasses.replace(instrument, units=units),))


def counts() -> list[int]:
    return [table._default_manager.count() for table in TABLES]


def correct(path: str, value: str) -> None:
    services.correct_value(FERRY, path, value, "与纸质原件核对", OPERATOR, samples.AT)


def test_the_same_gazette_again_writes_nothing():
    assert [document.outcome for document in take_in(ferry(), samples.old_ferry_rules()).documents] == ["new", "new"]
    before = counts()
    again = take_in(ferry(), samples.old_ferry_rules())
    assert again.unchanged
    assert counts() == before


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (importing, "_store_gazette"),
        (importing, "rebuild"),
        (rows, "index"),
        (rows, "store_tasks"),
        (rows, "keep_document_problems"),
        (standing, "spans"),
        (importing, "record"),
    ],
)
def test_a_failure_anywhere_leaves_nothing(monkeypatch: pytest.MonkeyPatch, module: Any, name: str):
    take_in(samples.old_ferry_rules())
    before = counts()
    work = getattr(module, name)

    def fails(*arguments: Any, **named: Any) -> None:
        work(*arguments, **named)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(module, name, fails)
    with pytest.raises(RuntimeError):
        take_in(ferry(), edition="2")
    assert counts() == before
    assert queries.search("救生设备", Filters(), ON).total == 0
    monkeypatch.undo()
    assert take_in(ferry(), edition="2").documents[0].outcome == "new"


def test_a_changed_text_becomes_the_next_version_with_its_difference():
    take_in(ferry(), samples.old_ferry_rules())
    result = take_in(reworded(), samples.old_ferry_rules(), edition="2")
    assert [(one.outcome, one.version, one.changed_units) for one in result.documents] == [
        ("changed", 2, 1),
        ("unchanged", 1, 0),
    ]
    found = queries.version_diff(FERRY, 2)
    assert found is not None
    (change,) = found.changes
    assert (change.kind, change.after_id) == (ChangeKind.CHANGED, "art_3")
    assert [run.text for run in change.runs if run.kind == "added"] == ["三"]
    assert queries.version_diff(FERRY, 1) is None
    page = queries.document_page(FERRY, ON, version=1)
    assert page is not None
    assert page.document.instruments[0].units[2].text.endswith("两年。")


def issue(number: int, *documents: Content) -> services.ImportResult:
    """Take in the issue of that number in 2024, printed on the last day of its month."""
    whole = samples.gazette(*documents, edition=str(number))
    info = dataclasses.replace(whole.info, issue=f"第{number}号", serial=f"总第{number + 6}号", published=None)
    return services.import_gazette(dataclasses.replace(whole, info=info), OPERATOR, samples.AT)


def test_an_older_issue_that_comes_in_later_is_kept_and_does_not_become_current():
    issue(5, reworded())
    (late,) = issue(4, ferry()).documents
    assert (late.outcome, late.version, late.changed_units) == ("earlier", 2, 1)
    page = queries.document_page(FERRY, ON)
    assert page is not None
    assert page.document.instruments[0].units[2].text.endswith("三年。")
    assert [(version.sequence, version.current) for version in page.versions] == [(1, True), (2, False)]
    assert UnitRow.objects.filter(text__endswith="三年。").exists()
    assert not UnitRow.objects.filter(text__endswith="两年。").exists()
    assert issue(4, ferry()).unchanged
    assert issue(5, reworded()).unchanged
    assert [one.outcome for one in issue(3, ferry()).documents] == ["unchanged"]
    (newest,) = issue(6, ferry(kind="规定")).documents
    assert (newest.outcome, newest.version) == ("changed", 3)
    assert Document.objects.get().kind == "规定"


def test_editions_without_a_number_are_told_by_the_day_they_were_signed():
    def edition(year: int) -> Content:
        said = dataclasses.replace(samples.document(1, "政府工作报告", "无"), number=None, number_printed=None)
        return dataclasses.replace(said, date=dt.date(year, 1, 20), issuer=f"第{year - 2020}次会议")

    keys = {issue(number, edition(year)).documents[0].key for number, year in ((2, 2025), (3, 2023), (4, 2024))}
    (key,) = keys
    for on, year in (("2023-06-01", 2023), ("2024-06-01", 2024), ("2026-01-01", 2025), ("2022-01-01", 2025)):
        page = queries.document_page(key, dt.date.fromisoformat(on))
        assert page is not None
        assert page.document.issuer == f"第{year - 2020}次会议", on
    assert Document.objects.get().signed_on == dt.date(2025, 1, 20)


def test_an_undated_document_is_placed_by_the_day_it_came_in_at_shanghai():
    undated = dataclasses.replace(samples.document(1, "云梦泽市渡口告示", "无"), number=None, date=None)
    whole = samples.gazette(undated)
    whole = dataclasses.replace(whole, info=dataclasses.replace(whole.info, published=None))
    # 18:30 UTC is half past two of the next morning in Shanghai
    services.import_gazette(whole, OPERATOR, dt.datetime(2026, 2, 28, 18, 30, tzinfo=dt.UTC))
    assert Document.objects.get().newest_by == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("/home/zhangsan/公报/2024-3.docx", "2024-3.docx"),
        ("C:\\Users\\zhangsan\\2024-3.docx", "2024-3.docx"),
        ("https://zhangsan:secret@example.gov.cn/gb/3.html?id=7", "https://example.gov.cn/gb/3.html?id=7"),
    ],
)
def test_where_a_file_lay_and_who_fetched_it_are_not_published(name: str, kept: str):
    services.import_gazette(samples.gazette(ferry(), name=name), OPERATOR, samples.AT)
    assert [gazette.source_name for gazette in queries.gazettes()] == [kept]
    assert not LedgerEntry.objects.filter(payload__contains="zhangsan").exists()


def test_moved_lines_make_no_version():
    take_in(ferry())
    moved = dataclasses.replace(ferry(), line_ranges=((300, 309),), index=2)
    assert [document.outcome for document in take_in(moved, edition="2").documents] == ["unchanged"]


def test_another_text_under_the_same_number_stays_another_document():
    take_in(ferry())
    other = samples.document(1, "云梦泽市路灯节电方案", "云政规〔2024〕3号")
    (result,) = take_in(other, edition="2").documents
    assert result.outcome == "new"
    assert result.key.startswith(f"{FERRY}-")
    assert take_in(other, edition="2").unchanged


def test_a_correction_outlives_an_import_and_shows_what_the_source_says_now():
    take_in(ferry())
    correct("issuer", "云梦泽市交通运输局")
    correct("validity/expires_on", "2030-12-31")
    take_in(dataclasses.replace(reworded(), issuer="云梦泽市人民政府办公室"), edition="2")
    page = queries.document_page(FERRY, ON)
    assert page is not None
    assert (page.version.sequence, page.document.issuer) == (2, "云梦泽市交通运输局")
    assert page.status.until == dt.date(2030, 12, 31)
    states = {mark.act.path: (mark.state, mark.source_now) for mark in page.marks}
    assert states == {
        "issuer": (MarkState.CONFLICT, "云梦泽市人民政府办公室"),
        "validity/expires_on": (MarkState.APPLIED, "2029-07-31"),
    }
    assert Document.objects.get().issuer == "云梦泽市交通运输局"


def test_a_withdrawn_correction_shows_the_source_again_and_stays_in_the_history():
    take_in(ferry())
    correct("title", "渡口新规")
    services.withdraw_correction(FERRY, "title", "看错了", OPERATOR, samples.AT)
    page = queries.document_page(FERRY, ON)
    assert page is not None
    assert (page.document.title, page.marks) == ("云梦泽市渡口管理办法", ())
    assert [act.kind for act in page.acts] == ["correct", "withdraw"]
    with pytest.raises(LingxingError):
        services.withdraw_correction(FERRY, "title", "再撤", OPERATOR, samples.AT)


def test_a_confirmed_value_stands_against_a_later_reading():
    take_in(ferry())
    services.confirm_value(FERRY, "kind", "与原件一致", OPERATOR, samples.AT)
    take_in(ferry(kind="规定"), edition="2")
    page = queries.document_page(FERRY, ON)
    assert page is not None
    assert page.document.kind == "办法"
    assert page.marks[0].state is MarkState.CONFLICT


@pytest.mark.parametrize(("path", "value"), [("date", "2024-13-01"), ("nothing", "x"), ("units/art_9/text", "x")])
def test_a_refused_correction_writes_nothing(path: str, value: str):
    take_in(ferry())
    before = counts()
    with pytest.raises(LingxingError):
        correct(path, value)
    assert counts() == before
    assert not CorrectionAct.objects.exists()


def test_a_correction_without_a_reason_or_of_an_unknown_document_is_refused():
    take_in(ferry())
    with pytest.raises(LingxingError, match="理由"):
        services.correct_value(FERRY, "title", "甲", " ", OPERATOR, samples.AT)
    with pytest.raises(LingxingError, match="没有这份文件"):
        services.correct_value("没有", "title", "甲", "理由", OPERATOR, samples.AT)


def test_a_corrected_number_is_found_under_both_addresses():
    take_in(ferry())
    correct("number", "云政规〔2024〕8号")
    found = [queries.document_page(key, ON) for key in (FERRY, "云政规-2024-8")]
    assert [page.key for page in found if page] == [FERRY, FERRY]
    assert take_in(ferry(), edition="2").documents[0].outcome == "unchanged"


@pytest.mark.parametrize("repealed_first", [True, False])
def test_a_repeal_reaches_the_repealed_text_whichever_comes_first(*, repealed_first: bool):
    documents = [samples.old_ferry_rules(), ferry()]
    for edition, document in enumerate(documents if repealed_first else reversed(documents)):
        take_in(document, edition=str(edition))
    page = queries.document_page(OLD, dt.date(2024, 8, 1))
    assert page is not None
    assert (page.status.state, page.status.since) == (StatusState.REPEALED, dt.date(2024, 8, 1))
    assert [(link.kind, link.key) for link in page.incoming] == [(RelationKind.REPEALS, FERRY)]
    before = queries.document_page(OLD, dt.date(2024, 7, 31))
    assert before is not None
    assert before.status.state is StatusState.EXPIRING


def test_a_repeal_that_a_new_version_no_longer_orders_is_undone():
    take_in(ferry(), samples.old_ferry_rules())
    take_in(ferry(relations=()), edition="2")
    page = queries.document_page(OLD, ON)
    assert page is not None
    assert page.status.state is StatusState.IN_FORCE


def test_what_was_decided_on_a_problem_outlives_an_import():
    take_in(ferry())
    problem = ProblemRow.objects.get(kind="numbering")
    services.resolve_problem(problem.pk, "原件即缺", OPERATOR, samples.AT)
    take_in(reworded(), edition="2")
    assert [(row.state, row.note) for row in ProblemRow.objects.filter(kind="numbering")] == [("resolved", "原件即缺")]
    services.reopen_problem(problem.pk, "再核", OPERATOR, samples.AT)
    take_in(dataclasses.replace(ferry(), problems=()), edition="3")
    take_in(dataclasses.replace(reworded(), problems=()), edition="4")
    assert ProblemRow.objects.get(kind="numbering").state == "gone"
    with pytest.raises(LingxingError):
        services.resolve_problem(problem.pk, "晚了", OPERATOR, samples.AT)


def test_merged_organs_show_as_one_and_come_apart_again():
    take_in(ferry())
    water, traffic = (Organ.objects.get(name=f"云梦泽市{name}") for name in ("水利局", "交通运输局"))
    services.merge_organs(water.pk, traffic.pk, "机构改革", OPERATOR, samples.AT)
    page = queries.organ_page(traffic.pk, ON)
    assert page is not None
    assert (page.organ.tasks, page.merged_from) == (2, ("云梦泽市水利局",))
    assert "市水利局" in page.organ.aliases
    assert [organ.name for organ in queries.organs()] == ["云梦泽市交通运输局"]
    take_in(reworded(), edition="2")
    assert queries.organs()[0].tasks == 2
    with pytest.raises(LingxingError):
        services.merge_organs(traffic.pk, water.pk, "反向", OPERATOR, samples.AT)
    services.separate_organ(water.pk, "恢复", OPERATOR, samples.AT)
    assert [organ.tasks for organ in queries.organs()] == [1, 1]


def test_an_alias_resolves_names_here_and_in_later_imports():
    unknown = dataclasses.replace(samples.task(3, "整治码头", "云梦泽市交通运输局", None), lead_units=())
    unit = dataclasses.replace(samples.ferry_rules().tasks[0].lead_units[0], printed="市交运办", organs=())
    unknown = dataclasses.replace(unknown, lead_units=(unit,))
    take_in(ferry(tasks=(*samples.ferry_rules().tasks, unknown)))
    assert [name.printed for name in queries.unresolved_names()] == ["市交运办"]
    traffic = Organ.objects.get(name="云梦泽市交通运输局")
    assert services.assign_alias(traffic.pk, "市交运办", OPERATOR, samples.AT) == 1
    take_in(dataclasses.replace(reworded(), tasks=(unknown,)), edition="2")
    assert queries.unresolved_names() == ()
    card = organ_card(traffic.pk)
    assert card is not None
    assert "市交运办" in card.aliases


def test_every_write_is_recorded():
    take_in(ferry())
    correct("title", "渡口新规")
    services.confirm_value(FERRY, "kind", "一致", OPERATOR, samples.AT)
    services.withdraw_correction(FERRY, "title", "看错了", OPERATOR, samples.AT)
    services.resolve_problem(ProblemRow.objects.get(kind="numbering").pk, "原件即缺", OPERATOR, samples.AT)
    acts = LedgerEntry.objects.filter(stream=f"document:{FERRY}").order_by("sequence").values_list("act", flat=True)
    assert list(acts) == ["import", "correct_value", "confirm_value", "withdraw_value", "resolve_problem"]


def test_text_that_a_database_can_not_hold_is_stored_without_it():
    take_in(samples.document(1, "云梦泽市\x00渡口办法", "云政规〔2024〕9号", articles=("渡\x00口开放。",)))
    assert queries.search("渡口开放", Filters(), ON).total == 1
