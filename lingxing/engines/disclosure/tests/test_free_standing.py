"""Lists and figures that no case ordered: written, previewed, released, corrected."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from lingxing.engines.disclosure.domain.confirming import Unconfirmed
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.desk import desk
from lingxing.engines.disclosure.queries.open import open_publication
from lingxing.engines.disclosure.queries.preview import DraftText, draft_of, of_draft
from lingxing.engines.disclosure.services.correcting import Correction, correct, corrected_preview
from lingxing.engines.disclosure.services.drafting import Draft, DraftRelease, drop_draft, release_draft, save_draft
from lingxing.engines.disclosure.tests.pier import at
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.kernel.errors import LingxingError, NotFound

MONDAY = at("2026-03-02")
TABLE = "企业\t负责人\t车辆数\n泽东航运公司\t钱七二\t12\n泽西航运公司\t孙八三\t7"
RULES = {"负责人": "name"}


def draft(pier, **changes):
    written = DraftText("名单如下。", TABLE, RULES)
    return replace(Draft(pier.station.pk, "disclosure", "2026年航运企业名单", written), **changes)


def released(pier, when=MONDAY, **changes):
    row = save_draft(pier.clerk, draft(pier, **changes), when)
    digest = of_draft(row.title, draft_of(row)).content.digest
    return release_draft(pier.clerk, DraftRelease(row.pk, digest), when)


def test_a_list_goes_out_with_its_columns_treated(pier):
    made = released(pier)
    content = open_publication(made.number, MONDAY.date()).current.content
    assert content.rows == (("泽东航运公司", "钱**", "12"), ("泽西航运公司", "孙**", "7"))
    assert open_publication(made.number, dt.date(2040, 1, 1)).card.state == "released"  # without a term it stays


def test_an_omitted_column_is_nowhere(pier):
    written = DraftText("", TABLE, {"负责人": "omitted"})
    made = released(pier, written=written)
    content = open_publication(made.number, MONDAY.date()).current.content
    assert content.headings == ("企业", "车辆数")
    assert (
        json.loads(LedgerEntry.objects.get(stream=f"publication:{made.number}").payload)["rules"]["负责人"] == "omitted"
    )


def test_a_draft_is_sealed_public_to_nobody_and_can_be_dropped(pier):
    row = save_draft(pier.clerk, draft(pier), MONDAY)
    assert "钱七二" not in row.sealed_draft
    assert (row.number, LedgerEntry.objects.filter(stream__startswith="publication:").count()) == (None, 0)
    assert [own.publication.pk for own in desk(pier.clerk, MONDAY.date()).drafts] == [row.pk]
    for who in (pier.stranger, pier.supervisor, pier.administrator):
        with pytest.raises(NotFound):
            drop_draft(who, row.pk, MONDAY)
        with pytest.raises(NotFound):
            save_draft(who, draft(pier), MONDAY, row.pk)
    drop_draft(pier.clerk, row.pk, MONDAY)
    assert Publication.objects.count() == 0


def test_a_draft_changed_after_the_preview_does_not_leave(pier):
    row = save_draft(pier.clerk, draft(pier), MONDAY)
    digest = of_draft(row.title, draft_of(row)).content.digest
    save_draft(pier.master, draft(pier, title="另一个标题"), MONDAY, row.pk)
    with pytest.raises(LingxingError, match="预览之后有了变化"):
        release_draft(pier.clerk, DraftRelease(row.pk, digest), MONDAY)


def test_what_is_out_is_no_draft_any_more(pier):
    made = released(pier)
    with pytest.raises(LingxingError):
        save_draft(pier.clerk, draft(pier), MONDAY, made.pk)
    with pytest.raises(LingxingError):
        drop_draft(pier.clerk, made.pk, MONDAY)


def test_personal_data_in_words_and_cells_hold_it(pier):
    written = DraftText("联系zhao@example.com", "企业\t电话\n泽东航运公司\t13800001234")
    row = save_draft(pier.clerk, draft(pier, written=written), MONDAY)
    digest = of_draft(row.title, written).content.digest
    with pytest.raises(Unconfirmed) as refused:
        release_draft(pier.clerk, DraftRelease(row.pk, digest), MONDAY)
    assert [concern.where for concern in refused.value.concerns] == ["正文第1段", "第1行“电话”"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "},
        {"title": "长" * 201},
        {"kind": "rumour"},
        {"lasts": "3 fortnights"},
        {"kind": "public_notice", "contact": "0000-1234567"},
        {"kind": "public_notice", "lasts": "5 working days"},
        {"written": DraftText("", "企业\t数量\n只有一格")},
    ],
)
def test_a_draft_that_lacks_something_is_refused(pier, changes):
    with pytest.raises(LingxingError):
        save_draft(pier.clerk, draft(pier, **changes), MONDAY)


def test_an_empty_one_does_not_leave(pier):
    with pytest.raises(LingxingError, match="还没有内容"):
        released(pier, written=DraftText())


def test_a_notice_of_its_own_ends_with_its_term(pier):
    made = released(pier, kind="public_notice", lasts="5 working days", contact="0000-1234567")
    # Five working days after Monday the 2nd: 3, 4, 5, 6 and 9 March.
    found = open_publication(made.number, dt.date(2026, 3, 9))
    assert (found.card.last_day, found.card.state) == (dt.date(2026, 3, 9), "released")
    assert not found.taking_objections  # there is no case to keep them with: the page names the contact
    assert open_publication(made.number, dt.date(2026, 3, 10)).card.state == "expired"


def test_a_correction_changes_table_and_title(pier):
    made = released(pier)
    written = DraftText("名单如下。", TABLE.replace("12", "13"), RULES)
    digest = corrected_preview(made, "2026年航运企业名单（更正）", written).content.digest
    asked = Correction(made.pk, "车辆数有误", digest, written, "2026年航运企业名单（更正）")
    correct(pier.clerk, asked, MONDAY)
    found = open_publication(made.number, MONDAY.date())
    assert found.card.title == "2026年航运企业名单（更正）"
    assert [version.content.rows[0][2] for version in found.versions] == ["13", "12"]
