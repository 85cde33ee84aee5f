"""Drafts and files: kept sealed, seen by their own account alone, handed in once, cleaned up."""

import datetime as dt
import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, Draft
from lingxing.engines.cases.queries.attachments import load_attachment
from lingxing.engines.cases.queries.drafts import draft_of, drafts
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.on_record import papers_on_record
from lingxing.engines.cases.services.attaching import attach, clean_uploads, remove_attachment, reuse, safe_name
from lingxing.engines.cases.services.drafting import (
    MOST_DRAFTS,
    DraftKind,
    begin_draft,
    drop_draft,
    drop_old_drafts,
    save_draft,
)
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT
from lingxing.engines.cases.tests.stories import VALUES, applied, capacity, day_of, photo
from lingxing.engines.cases.uploads.checking import FILE_TYPES, RefusedFile
from lingxing.engines.cases.uploads.storing import stored_files
from lingxing.engines.cases.uploads.tests.samples import JPEG, PDF
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services_facts import give_consent, withdraw_consent
from lingxing.kernel.errors import LingxingError, NotFound

ON = day_of(AT)
KIND = DraftKind(MARKET, "stall", "apply")


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOAD_DIRECTORY = tmp_path / "uploads"
    return settings.UPLOAD_DIRECTORY


def test_a_draft_is_laid_over_and_sealed(office):
    draft = begin_draft(office.applicant, KIND, AT)
    save_draft(office.applicant, draft.pk, {"full_name": "赵六一", "goods": "豆腐"}, AT)
    save_draft(office.applicant, draft.pk, {"goods": None, "area": "6.5"}, AT + dt.timedelta(hours=1))
    assert draft_of(office.applicant, draft.pk).values == {"full_name": "赵六一", "area": "6.5"}
    assert "赵六一" not in Draft.objects.get(pk=draft.pk).sealed
    assert [card.service_label for card in drafts(office.applicant)] == ["便民市场摊位申请"]


def test_a_draft_is_its_accounts_alone(office):
    draft = begin_draft(office.applicant, KIND, AT)
    for act in (
        lambda: draft_of(office.other, draft.pk),
        lambda: save_draft(office.other, draft.pk, {"goods": "x"}, AT),
        lambda: attach(office.other, draft.pk, "photo", "a.jpg", JPEG, AT),
    ):
        with pytest.raises(NotFound):
            act()
    drop_draft(office.other, draft.pk)
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert drafts(office.other) == []


def test_a_draft_is_for_whom_one_may_act(office):
    other = capacity(office.other, service(MARKET, "stall"), "applicant").party_id
    with pytest.raises(NotFound):
        begin_draft(office.applicant, DraftKind(MARKET, "stall", "apply", other), AT)
    assert begin_draft(office.clerk, DraftKind(MARKET, "stall", "apply", other), AT).party_id == other
    case = applied(office)
    with pytest.raises(NotFound):
        begin_draft(office.other, DraftKind(MARKET, "stall", "withdraw", None, case.pk), AT)
    with pytest.raises(NotFound):
        begin_draft(office.applicant, DraftKind(MARKET, "stall", "dance"), AT)


def test_drafts_and_their_words_have_a_measure(office):
    for _ in range(MOST_DRAFTS):
        draft = begin_draft(office.applicant, KIND, AT)
    with pytest.raises(LingxingError, match="草稿"):
        begin_draft(office.applicant, KIND, AT)
    with pytest.raises(LingxingError, match="过多"):
        save_draft(office.applicant, draft.pk, {"note": "字" * 400_000}, AT)


def test_a_file_is_kept_with_its_name_for_those_who_may_see_it(office):
    case = applied(office)
    held = Attachment.objects.get(case=case)
    assert (held.event_sequence, held.media_type, "相片" in held.name_sealed) == (1, "image/jpeg", False)
    for who in (office.applicant, office.clerk, office.chief):
        found = load_attachment(who, held.pk, ON)
        assert (found.name, found.media_type, found.content) == ("相片.jpg", "image/jpeg", JPEG)
    for who in (office.other, office.doctor, office.elsewhere, office.supervisor, office.administrator):
        with pytest.raises(NotFound):
            load_attachment(who, held.pk, ON)


def test_before_it_is_handed_in_a_file_is_its_uploaders_alone(office):
    key = UUID(photo(office.applicant))
    assert load_attachment(office.applicant, key, ON).content == JPEG
    for who in (office.clerk, office.other, office.supervisor):
        with pytest.raises(NotFound):
            load_attachment(who, key, ON)
        remove_attachment(who, key)
    remove_attachment(office.applicant, key)
    remove_attachment(office.applicant, key)
    assert not Attachment.objects.exists()


def test_nobody_hands_in_what_is_anothers(office):
    acting = capacity(office.other, service(MARKET, "stall"), "applicant")
    used = str(Attachment.objects.get(case=applied(office)).pk)
    for key in (photo(office.applicant), used, str(uuid4()), "no key"):
        with pytest.raises(LingxingError, match="不是您上传的"):
            start_case(MARKET, "stall", Command("apply", VALUES, papers={"photo": (key,)}), acting, AT)
    assert Case.objects.count() == 1


def test_what_was_handed_in_can_not_be_taken_back(office):
    held = Attachment.objects.get(case=applied(office))
    remove_attachment(office.applicant, held.pk)
    for draft in list(Draft.objects.all()):
        drop_draft(office.applicant, draft.pk)
    held = Attachment.objects.get(pk=held.pk)
    assert held.draft is None
    assert load_attachment(office.clerk, held.pk, ON).content == JPEG


def test_a_draft_goes_with_the_act_that_it_is_sent_with_and_stays_where_that_is_refused(office):
    acting = capacity(office.applicant, service(MARKET, "stall"), "applicant")
    draft = begin_draft(office.applicant, DraftKind(MARKET, "stall", "apply", acting.party_id), AT)
    given, spare = (attach(office.applicant, draft.pk, "photo", f"{name}.jpg", JPEG, AT) for name in "ab")
    command = Command("apply", VALUES, papers={"photo": (str(given.pk),)})
    with pytest.raises(LingxingError):
        start_case(MARKET, "stall", Command("apply", {}, papers=command.papers), acting, AT, draft_id=draft.pk)
    assert Attachment.objects.filter(draft=draft.pk, case=None).count() == 2
    stranger = capacity(office.other, service(MARKET, "stall"), "applicant")
    with pytest.raises(LingxingError, match="不是您上传的"):
        start_case(MARKET, "stall", command, stranger, AT, draft_id=draft.pk)
    case = start_case(MARKET, "stall", command, acting, AT, draft_id=draft.pk).case
    assert not Draft.objects.exists()
    (kept,) = Attachment.objects.all()
    assert (kept.pk, kept.case_id) == (given.pk, case.pk)
    assert kept.draft_id is None
    assert spare.pk != given.pk


@pytest.mark.parametrize(
    ("paper", "name", "content", "refusal"),
    [
        ("photo", "a.exe", b"MZ", RefusedFile),
        ("photo", "a.jpg", PDF, RefusedFile),
        ("photo", "a.jpg", b"", RefusedFile),
        ("lunch", "a.jpg", JPEG, NotFound),
    ],
)
def test_what_is_refused_leaves_nothing_behind(office, paper, name, content, refusal):
    draft = begin_draft(office.applicant, KIND, AT)
    with pytest.raises(refusal):
        attach(office.applicant, draft.pk, paper, name, content, AT)
    assert not Attachment.objects.exists()
    assert list(stored_files()) == []


def test_a_file_over_the_limit_is_refused(office, settings):
    settings.PAPER_MAX_BYTES = len(JPEG) - 1
    draft = begin_draft(office.applicant, KIND, AT)
    with pytest.raises(RefusedFile, match="超过"):
        attach(office.applicant, draft.pk, "photo", "a.jpg", JPEG, AT)
    settings.PAPER_MAX_BYTES = len(JPEG)
    for _ in range(10):
        attach(office.applicant, draft.pk, "photo", "a.jpg", JPEG, AT)
    with pytest.raises(LingxingError, match="过多或过大"):
        attach(office.applicant, draft.pk, "photo", "a.jpg", JPEG, AT)


def test_old_drafts_go_with_their_files(office, django_capture_on_commit_callbacks):
    draft = begin_draft(office.applicant, KIND, AT)
    attach(office.applicant, draft.pk, "photo", "a.jpg", JPEG, AT)
    assert drop_old_drafts(AT + dt.timedelta(days=90)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_old_drafts(AT + dt.timedelta(days=91)) == 1
    assert not Attachment.objects.exists()
    assert list(stored_files()) == []


def test_files_without_a_row_are_cleaned_up_once_they_are_a_day_old(office, uploads):
    photo(office.applicant)
    kept = set(stored_files())
    orphan = Path(uploads, "ab", "c" * 62)
    unfinished = Path(uploads, "ab", ".1234.part")
    orphan.parent.mkdir(exist_ok=True)
    for path in (orphan, unfinished):
        path.write_bytes(b"x")
    assert clean_uploads() == 0
    yesterday = orphan.stat().st_mtime - 25 * 3600
    for name in stored_files():
        os.utime(uploads / name[:2] / name[2:], (yesterday, yesterday))
    assert clean_uploads() == 2
    assert set(stored_files()) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\fakepath\\张三 身份证.PDF", "张三 身份证.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nX: y\u202e.pdf", "aX: y.pdf"),
        (".pdf", "文件.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names_lose_what_could_mislead(given, kept):
    assert safe_name(given, FILE_TYPES[0]) == kept


def test_what_was_given_once_is_not_asked_again_where_the_party_consents(office):
    stall = service(MARKET, "stall")
    party = party_of(office.applicant.pk).pk
    first = Attachment.objects.get(case=applied(office))
    draft = begin_draft(office.applicant, DraftKind(MARKET, "stall", "apply", party), AT)
    assert papers_on_record(stall, party, office.applicant.pk, ON) == {}
    with pytest.raises(LingxingError, match="沿用"):
        reuse(office.applicant, draft.pk, "photo", AT)
    give_consent(party, "reuse:yunmeng", office.applicant.actor, AT)
    (card,) = papers_on_record(stall, party, office.applicant.pk, ON)["photo"]
    assert (card.id, card.name) == (first.pk, "相片.jpg")
    assert papers_on_record(stall, party_of(office.other.pk).pk, office.other.pk, ON) == {}
    counter = begin_draft(office.clerk, DraftKind(MARKET, "stall", "apply", party), AT)
    with pytest.raises(LingxingError, match="沿用"):
        reuse(office.clerk, counter.pk, "photo", AT)
    (copy,) = reuse(office.applicant, draft.pk, "photo", AT)
    assert (copy.digest, copy.stored_as == first.stored_as) == (first.digest, False)
    acting = capacity(office.applicant, stall, "applicant")
    made = start_case(MARKET, "stall", Command("apply", VALUES, papers={"photo": (str(copy.pk),)}), acting, AT)
    assert load_attachment(office.clerk, copy.pk, ON).content == JPEG
    assert made.case.number == "BMT2026000002"
    withdraw_consent(party, "reuse:yunmeng", office.applicant.actor, AT)
    assert papers_on_record(stall, party, office.applicant.pk, ON) == {}
