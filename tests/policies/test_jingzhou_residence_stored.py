"""Jingzhou's residence permits in stored cases: from the application to the permit, suspended by time and revived."""

import datetime as dt

import pytest

from lingxing.engines.cases.models import IssuedDocument
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.kernel.tests.identity_samples import resident_number
from tests.policies.stored import applicant, at, city, state

BIRTH = dt.date(1990, 3, 7)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_from_the_application_to_the_permit_its_lapse_and_its_revival():
    town = city("jingzhou/residence_permit_2017", "荆州市", "2018-01-02")
    holder = applicant("li", "李云梦", resident_number(BIRTH), "2018-02-01")
    asked = {
        "full_name": "李云梦",
        "identity": resident_number(BIRTH),
        "phone": "13800001234",
        "birth_date": BIRTH.isoformat(),
        "county": "shashi",
        "address": "云梦街1号",
        "hukou_address": "外市白鹭村2组",
        "hukou_elsewhere": "true",
        "registered_on": "2017-09-01",
        "stable_employment": "true",
        "stable_dwelling": "false",
        "continuous_study": "false",
        "represented": "false",
        "truthful": "true",
    }
    papers = "identity_card photo employment_proof"
    permit = town.start(holder, "permit", "apply", "2018-03-01", asked, papers).case
    accepted = town.act(permit, "station", "accept", "2018-03-01", originals_seen=True)
    assert [document.number for document in accepted.documents] == ["荆居受〔2018〕1号"]
    delivered = town.act(permit, "station", "deliver", "2018-03-14")
    (certificate,) = delivered.documents
    assert (certificate.number, certificate.organ_id) == ("荆居证〔2018〕1号", town.staff["station"][1].pk)

    # A year after 14 March 2018 the permit may still be endorsed on the day itself.
    sweep(at("2019-03-14", 23))
    assert state(permit) == "usable"
    sweep(at("2019-03-15", 1))
    assert state(permit) == "suspended"
    late = {"permit": str(permit.pk), "situation_changed": "false"}
    endorsing = town.start(holder, "endorsement", "apply", "2019-04-01", late).case
    town.act(endorsing, "community", "endorse_late", "2019-04-01")
    assert [state(permit), state(endorsing)] == ["usable", "endorsed"]
    numbers = IssuedDocument.objects.filter(case__in=[permit.pk, endorsing.pk]).values_list("name", flat=True)
    assert sorted(numbers) == ["certificate", "endorsement_slip", "receipt"]
