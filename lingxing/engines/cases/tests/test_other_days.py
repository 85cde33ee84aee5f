"""`?on=` chooses the day that a page speaks of. It opens nothing that is closed today."""

import datetime as dt

import pytest

from lingxing.engines.cases.tests.office import AT
from lingxing.engines.cases.tests.story import APPLY, apply, begin, signed_in, told
from lingxing.engines.parties.access import today
from lingxing.engines.parties.duties.models import Membership
from lingxing.engines.parties.people.models import PartyAccount

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


def asked(client, path):
    """Ask for a page as of the last day on which the right was there."""
    return client.get(path, {"on": (today() - YESTERDAY).isoformat()})


def ended(rows):
    """End duties yesterday: on that day they still counted."""
    assert rows.update(since=dt.date(2020, 1, 1), until=today() - YESTERDAY)


def test_a_duty_that_ended_yesterday_opens_no_case_as_of_yesterday(office):
    case = apply(office)
    client = signed_in(office.clerk)
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    ended(Membership.objects.filter(account=office.clerk))
    for path in (f"/cases/{case.pk}/", f"/cases/{case.pk}/act/accept/", f"/api/cases/{case.pk}"):
        assert asked(client, path).status_code == 404, path
    assert case.number not in told(asked(client, "/desk/"))
    assert case.number not in told(asked(client, "/api/desk"))


def test_a_supervision_that_ended_shows_no_overview_as_of_yesterday(office):
    case = apply(office)
    client = signed_in(office.supervisor)
    ended(Membership.objects.filter(account=office.supervisor))
    assert asked(client, f"/cases/{case.pk}/").status_code == 404
    page = asked(client, "/overview/")
    assert "城东市场监督管理所" not in told(page)


def test_who_represented_the_party_until_yesterday_sees_nothing_as_of_yesterday(office):
    case = apply(office)
    client = signed_in(office.applicant)
    ended(PartyAccount.objects.filter(account=office.applicant))
    for path in (f"/cases/{case.pk}/", f"/api/cases/{case.pk}"):
        assert asked(client, path).status_code == 404, path
    for path in ("/my/cases/", "/api/my/cases"):
        assert case.number not in told(asked(client, path))
    assert "赵六一" not in told(asked(client, APPLY))


def test_a_draft_shows_nothing_of_a_party_that_the_account_no_longer_acts_for(office):
    client = signed_in(office.applicant)
    draft = begin(client)
    assert "赵六一" in told(client.get(f"{draft}1/"))
    PartyAccount.objects.filter(account=office.applicant).update(ended_at=AT)
    for page in ("", "1/", "papers/", "check/"):
        answer = client.get(f"{draft}{page}")
        assert answer.status_code == 404
        assert "赵六一" not in told(answer)
