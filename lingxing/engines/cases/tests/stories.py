"""Cases at the invented market, brought as far as a test needs them, through the services alone."""

import datetime as dt
from typing import Any

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command, Completion
from lingxing.engines.cases.models import Case, PublicationOrder
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.attaching import attach
from lingxing.engines.cases.services.binding import bind
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT, NUMBER, Office
from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import Service

FERRY = "yunmeng/ferry_2026"
VALUES = {
    "full_name": "赵六一",
    "identity": NUMBER,
    "phone": "13800001234",
    "goods": "豆腐",
    "kind": "clothing",
    "area": "6.5",
    "begins_on": "2026-04-01",
}


def day_of(at: dt.datetime) -> dt.date:
    return at.astimezone(SHANGHAI).date()


def capacity(account: Account, target: Case | Service, role: str, at: dt.datetime = AT) -> Acting:
    return next(found for found in acting_for(account, target, day_of(at)) if found.role == role)


def photo(account: Account, at: dt.datetime = AT) -> str:
    draft = begin_draft(account, DraftKind(MARKET, "stall", "apply"), at)
    return str(attach(account, draft.pk, "photo", "相片.jpg", JPEG, at).pk)


def applied(office: Office, at: dt.datetime = AT, account: Account | None = None, **values: str) -> Case:
    return applied_with_code(office, at, account, **values)[0]


def applied_with_code(office: Office, at: dt.datetime = AT, account: Account | None = None, **values: str):
    who = account or office.applicant
    command = Command("apply", {**VALUES, **values}, papers={"photo": (photo(who, at),)})
    acting = capacity(who, service(MARKET, "stall"), "applicant", at)
    result = start_case(MARKET, "stall", command, acting, at)
    return Case.objects.get(pk=result.case.pk), result.code


def done(case: Case, account: Account, role: str, act: str, at: dt.datetime, **more: Any) -> Case:
    perform(case.pk, Command(act, **more), capacity(account, case, role, at), at)
    return Case.objects.get(pk=case.pk)


def completion_asked(office: Office, case: Case, at: dt.datetime) -> Case:
    return done(case, office.clerk, "office", "request_completion", at, completion=Completion(papers=("photo",)))


def issued(office: Office, case: Case, at: dt.datetime) -> Case:
    done(case, office.clerk, "office", "accept", at, originals_seen=True)
    done(case, office.doctor, "health", "give_opinion", at, values={"view": "agree"})
    done(case, office.fireman, "fire", "give_opinion", at, values={"view": "agree"})
    return done(case, office.chief, "chief", "approve", at, values={"stall_number": "A1"})


def open_ferry(office: Office) -> None:
    """Let the market's office keep the ferries too."""
    bind(FERRY, "", "harbour", office.office.pk, OPERATOR, AT)


def ferry_applied(office: Office, place: str = "北渡", at: dt.datetime = AT, account: Account | None = None) -> Case:
    who = account or office.applicant
    acting = capacity(who, service(FERRY, "crossing"), "applicant", at)
    result = start_case(FERRY, "crossing", Command("apply", {"full_name": "赵六一", "place": place}), acting, at)
    return Case.objects.get(pk=result.case.pk)


def noticed(office: Office, case: Case, at: dt.datetime) -> Case:
    """Bring the case to its public notice, released at once."""
    case = done(case, office.clerk, "harbour", "notice", at)
    PublicationOrder.objects.filter(case=case).update(released_at=at)
    return case
