"""The town's hotline: an operator, and a ticket that lies with the office; what its routes name."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.tests.office import CITY, Office
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.hotlines import hotline_named, operator_of
from lingxing.engines.hotline.services.dispatching import Step, do_step, forward
from lingxing.engines.hotline.services.enclosing import keep_file
from lingxing.engines.hotline.services.intake import CallerFacts, take
from lingxing.engines.hotline.services.knowledge import Writing, write_article
from lingxing.engines.hotline.tests.town import CALL, PACKAGE, SERVICE, staff
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.organs.models import Organ
from lingxing.kernel.dates import SHANGHAI

ROLES = ("telephonist",)
NAME, PHONE, SAID = "孙来电", "13655550000", "夜里听见隔壁施工"


@dataclass(frozen=True)
class Calls:
    """The accounts of the hotline by role, what routes name of it, and what may be read by whom alone."""

    accounts: Mapping[str, Account]
    things: Mapping[str, str]
    secrets: Mapping[str, frozenset[str]]


def open_hotline(office: Office, now: dt.datetime) -> Calls:
    """Return the hotline with a ticket that the office handles, one that waits, and one that is answered."""
    centre = Organ.objects.create(city=CITY, name="云梦泽市12345热线")
    for role in ("operator", "chief"):
        ServiceBinding.objects.create(package=PACKAGE, role=role, organ=centre)
    operator = staff("telephonist_one", Role.OPERATOR, centre, Duty.CLERK)
    hotline, on = hotline_named(PACKAGE, SERVICE), now.astimezone(SHANGHAI).date()
    who = operator_of(operator, hotline, on)
    call = replace(CALL, content=SAID, caller=CallerFacts(NAME, PHONE))
    held, waiting, answered = (take(hotline, call, who, now) for _ in range(3))
    forward(operator, held.case_id, office.office.pk, "", now)
    do_step(operator, answered.case_id, Step("answer_now", {"answer": "略"}), now)
    writing = Writing(centre.pk, "路灯找谁", "找城管。", on, on + dt.timedelta(days=90))
    article = write_article(operator, hotline, writing, now)
    file_key = keep_file(Ticket.objects.get(pk=held.case_id), "照片.txt", "text/plain", SAID.encode(), now)
    callers = keep_file(Ticket.objects.get(pk=answered.case_id), "来信.txt", "text/plain", b"ask", now)
    things = {
        "ticket": str(held.case_id),
        "ticket_file": str(file_key),
        "callers_file": str(callers),
        "ticket_waiting": str(waiting.case_id),
        "ticket_answered": answered.number,
        "ticket_code": answered.code,
        "article": str(article),
        "centre": str(centre.pk),
    }
    handling = frozenset({"telephonist", "clerk"})
    return Calls({"telephonist": operator}, things, {NAME: handling, PHONE: handling, SAID: handling})
