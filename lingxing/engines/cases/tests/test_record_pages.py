"""A case's record from its page: who takes it away, what it opens, and that an outsider verifies it alone."""

import pytest
from django.utils import timezone

from lingxing.engines.cases.tests.office import NUMBER
from lingxing.engines.cases.tests.story import FIRST, apply, do, signed_in, told
from lingxing.engines.ledger.services import make_checkpoint
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.verdicts import Evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office):
    """Return a case that both sides have filled in something of, its chain under a checkpoint."""
    found = apply(office)
    for account, act, typed in (
        (office.clerk, "accept", {}),
        (office.doctor, "give_opinion", {"view": "agree"}),
        (office.fireman, "give_opinion", {"view": "agree"}),
        (office.chief, "refuse", {"reason": "占用消防通道"}),
    ):
        assert do(account, found, act, **typed).status_code == 302
    make_checkpoint(timezone.now())
    return found


def asked(account, case, *fields):
    return signed_in(account).get(f"/cases/{case.pk}/record.jsonl", {"open": fields})


def verified(content):
    return verify_export(content.splitlines(keepends=True), Evidence())


def test_the_applicant_takes_the_record_away_and_it_is_found_sound(office, case):
    mine = signed_in(office.applicant)
    assert f'href="/cases/{case.pk}/record/"' in told(mine.get(f"/cases/{case.pk}/"))
    choices = told(mine.get(f"/cases/{case.pk}/record/"))
    assert "lingxing verify" in choices
    assert f'action="/cases/{case.pk}/record.jsonl"' in choices
    answer = asked(office.applicant, case, "goods", "full_name")
    assert case.number in answer["Content-Disposition"]
    verdict = verified(answer.content)
    assert verdict.faults == []
    assert any("公开 2 项" in fact for fact in verdict.facts)
    assert any("检查点证明其中" in fact for fact in verdict.facts)
    assert FIRST["full_name"] in answer.content.decode()
    assert NUMBER not in answer.content.decode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("豆腐", "鲜鱼", "goods"),
        ('"act":"accept"', '"act":"refuse"', "已被改动"),
        ('"to":"refused"', '"to":"issued"', ""),
    ],
)
def test_whatever_is_altered_in_the_file_is_found(office, case, old, new, said):
    whole = asked(office.applicant, case, "goods").content.decode()
    assert old in whole
    faults = verified(whole.replace(old, new, 1).encode()).faults
    assert any(said in str(fault) for fault in faults)


def test_an_entry_that_is_taken_out_is_found(office, case):
    lines = asked(office.applicant, case).content.splitlines(keepends=True)
    (third,) = [place for place, line in enumerate(lines) if b'"sequence":3,' in line and b'"entry"' in line]
    assert verified(b"".join(lines[:third] + lines[third + 1 :])).faults


def test_nobody_opens_what_is_not_theirs(office, case):
    choices = told(signed_in(office.applicant).get(f"/cases/{case.pk}/record/"))
    assert 'value="identity"' in choices
    for other_side in ("view", "act.reason"):
        assert f'value="{other_side}"' not in choices
        assert asked(office.applicant, case, other_side).status_code == 400
    choices = told(signed_in(office.supervisor).get(f"/cases/{case.pk}/record/"))
    assert 'value="view"' in choices
    for personal in ("identity", "full_name", "act.reason"):
        assert f'value="{personal}"' not in choices
        assert asked(office.supervisor, case, personal).status_code == 400
    assert "赵六一" not in choices
    assert verified(asked(office.supervisor, case, "view", "goods").content).faults == []


def test_those_who_handle_a_case_and_strangers_take_nothing_away(office, case):
    assert "/record/" not in told(signed_in(office.clerk).get(f"/cases/{case.pk}/"))
    for path in ("record/", "record.jsonl"):
        assert signed_in(office.clerk).get(f"/cases/{case.pk}/{path}").status_code == 403
        assert signed_in(office.other).get(f"/cases/{case.pk}/{path}").status_code == 404


def test_the_interface_hands_out_the_same_file(office, case):
    answer = signed_in(office.applicant).get(f"/api/cases/{case.pk}/record", {"fields": ["goods"]})
    assert answer["Content-Type"] == "application/x-ndjson"
    assert any("公开 1 项" in fact for fact in verified(answer.content).facts)
    assert signed_in(office.clerk).get(f"/api/cases/{case.pk}/record").status_code == 403
