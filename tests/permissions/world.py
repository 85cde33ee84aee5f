"""One town with a little of everything, whose people all try everything: what each route's parameters name.

`other` once acted for the applicant and `elsewhere` once worked in the office: a page asked for as of those days must
not open what was theirs then.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import (
    Attachment,
    Case,
    CaseEvent,
    IssuedDocument,
    Notice,
    PublicationOrder,
    ServiceBinding,
    Turn,
)
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.attaching import attach
from lingxing.engines.cases.services.calendar import change_calendar
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft, drop_draft, save_draft
from lingxing.engines.cases.services.objecting import object_to
from lingxing.engines.cases.services.rating import rate
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests import stories
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT, NUMBER, Office, open_office
from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.preview import preview_orders
from lingxing.engines.disclosure.services.drafting import Draft, DraftText
from lingxing.engines.disclosure.services.drafting import save_draft as save_publication
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, release_orders
from lingxing.engines.ledger.queries import public_keys
from lingxing.engines.ledger.services import make_checkpoint
from lingxing.engines.parties.access_types import Account, Agency, Duty, Role
from lingxing.engines.parties.duties.models import Membership
from lingxing.engines.parties.duties.services import NewStandIn, Span, add_membership, appoint_stand_in
from lingxing.engines.parties.people.models import PartyAccount
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services_agents import NewAgent, add_agent
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from tests.permissions import board, hotline, sale
from tests.permissions.board import open_boards
from tests.permissions.hotline import open_hotline
from tests.permissions.sale import Sale, open_sale

ROLES = (
    "stranger",
    "applicant",
    "other",
    "elsewhere",
    "clerk",
    "supervisor",
    "administrator",
    *sale.ROLES,
    *hotline.ROLES,
    *board.ROLES,
)
THEN = dt.date(2026, 3, 9)
"""A day on which `other` and `elsewhere` were entitled."""
_ENDED = dt.datetime(2026, 4, 1, 9, tzinfo=SHANGHAI)
FILE = JPEG + b"what-only-the-applicant-handed-in"
PHONE, ADDRESS, NOTE = "13912340000", "云梦泽市城东街道77号", "祖传手艺三代人"
TYPED, SAID, COMMENT = "写了一半的豆花", "邻居夜里看见的事", "等了很久才办好"


@dataclass(frozen=True)
class World:
    """Who there is, what routes name, and what may be read by whom alone."""

    office: Office
    sale: Sale
    things: Mapping[str, str]
    secrets: Mapping[str, frozenset[str]]

    def account(self, role: str) -> Account | None:
        """Return the account of a role, None for the stranger."""
        if role == "stranger":
            return None
        return self.sale.accounts.get(role) or getattr(self.office, role)


def build_world() -> World:
    """Return the town in an empty database, under the invented packages."""
    office, now = open_office(), timezone.now()
    stories.open_ferry(office)
    sold, calls = open_sale(office.administrator, office.supervisor), open_hotline(office, now)
    boards = open_boards(office, now)
    sold = replace(sold, accounts={**sold.accounts, **calls.accounts, **boards.accounts})
    values = {"phone": PHONE, "address": ADDRESS, "note": NOTE}
    sent, code = _applied(office, **values)
    waiting = stories.completion_asked(office, _applied(office, goods="豆干", **values)[0], AT)
    issued = stories.issued(office, _applied(office, goods="豆皮", **values)[0], AT)
    noticed = stories.done(stories.ferry_applied(office, "北渡", now), office.clerk, "harbour", "notice", now)
    pending = stories.done(stories.ferry_applied(office, "南渡", now), office.clerk, "harbour", "notice", now)
    published = _released(office, noticed, now)
    rate(issued.pk, 4, COMMENT, stories.capacity(office.applicant, issued, "applicant", now), now)
    objection = object_to(noticed.pk, "邻居某", "13700000000", SAID, now)
    things = {
        **_formers(office),
        **_drafted(office, now),
        **_kept(office, issued, waiting, now),
        "case": str(sent.pk),
        "code": code,
        "number": sent.number,
        "waiting": str(waiting.pk),
        "waiting_number": waiting.number,
        "issued": str(issued.pk),
        "noticed": str(noticed.pk),
        "objection": str(objection.pk),
        "order": str(PublicationOrder.objects.get(case=pending).pk),
        "published": published.number or "",
        "published_key": str(published.pk),
        "turn": str(Turn.objects.get(case=sent, role="office").pk),
        "party": str(party_of(office.applicant.pk).pk),
        "account": str(office.applicant.pk),
        "clerk": str(office.clerk.pk),
        "organ": str(office.office.pk),
        **sold.things,
        **calls.things,
        **boards.things,
    }
    return World(office, sold, things, {**_secrets(things), **sold.secrets, **calls.secrets, **boards.secrets})


def _applied(office: Office, **values: str) -> tuple[Case, str]:
    """Return a new case of a stall with its code; the photo holds bytes that are known wherever they turn up."""
    draft = begin_draft(office.applicant, DraftKind(MARKET, "stall", "apply"), AT)
    photo = attach(office.applicant, draft.pk, "photo", "相片.jpg", FILE, AT)
    command = Command("apply", {**stories.VALUES, **values}, papers={"photo": (str(photo.pk),)})
    acting = stories.capacity(office.applicant, service(MARKET, "stall"), "applicant")
    opened = start_case(MARKET, "stall", command, acting, AT)
    drop_draft(office.applicant, draft.pk)
    return Case.objects.get(pk=opened.case.pk), opened.code


def _secrets(things: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return what must stand in no answer, and to whom it may be shown all the same."""
    own, handling = frozenset({"applicant"}), frozenset({"applicant", "clerk"})
    seeing = handling | {"supervisor"}
    return {
        "赵六一": handling,
        NUMBER: handling,
        PHONE: handling,
        ADDRESS: handling,
        FILE.decode("latin-1")[-20:]: handling,
        things["code"]: own,
        TYPED: own,
        NOTE: seeing,
        things["waiting_number"]: seeing | {"administrator"},
        SAID: frozenset({"clerk"}),
        COMMENT: own,
        "没有公开的草稿": frozenset({"clerk"}),
    }


def _formers(office: Office) -> dict[str, str]:
    """Let `other` and `elsewhere` have been entitled until the first of April, and return the keys of that."""
    add_membership(office.elsewhere.pk, office.office.pk, Duty.CLERK, Span(dt.date(2026, 1, 1)), OPERATOR, AT)
    Membership.objects.filter(account=office.elsewhere, organ=office.office).update(ended_at=_ENDED)
    party = party_of(office.applicant.pk)
    agency = NewAgent(office.other.pk, Agency.PROXY, "委托书")
    former = add_agent(party.pk, agency, office.applicant.actor, AT)
    PartyAccount.objects.filter(pk=former).update(ended_at=_ENDED)
    helper = account("helper_one", Role.APPLICANT)
    link = add_agent(party.pk, NewAgent(helper.pk, Agency.PROXY, "委托书"), office.applicant.actor, AT)
    colleague = account("clerk_two", Role.CLERK)
    membership = add_membership(colleague.pk, office.office.pk, Duty.CLERK, Span(dt.date(2026, 1, 1)), OPERATOR, AT)
    today = timezone.now().astimezone(SHANGHAI).date()
    days = (today, today + dt.timedelta(days=3))
    stand_in = appoint_stand_in(
        NewStandIn(office.clerk.pk, colleague.pk, office.office.pk, *days, "出差"), office.clerk.actor, AT
    )
    return {"link": str(link), "membership": str(membership), "stand_in": str(stand_in)}


def _released(office: Office, case: Case, now: dt.datetime) -> Publication:
    orders = (PublicationOrder.objects.get(case=case).pk,)
    digest = preview_orders(office.clerk, orders, "", now.astimezone(SHANGHAI).date()).content.digest
    return release_orders(office.clerk, ReleaseRequest(orders, digest, "", {}), now)


def _drafted(office: Office, now: dt.datetime) -> dict[str, str]:
    """Leave a draft with a file, typed into, and a publication that is not released."""
    party = party_of(office.applicant.pk)
    draft = begin_draft(office.applicant, DraftKind(MARKET, "stall", "apply", party.pk), now)
    typed = {**stories.VALUES, "goods": TYPED, "phone": PHONE}
    save_draft(office.applicant, draft.pk, typed, now)
    file = attach(office.applicant, draft.pk, "photo", "相片.jpg", FILE, now)
    written = Draft(office.office.pk, "disclosure", "没有公开的草稿", DraftText("略"))
    publication = save_publication(office.clerk, written, now)
    return {"draft": str(draft.pk), "draft_file": str(file.pk), "publication_draft": str(publication.pk)}


def _kept(office: Office, issued: Case, waiting: Case, now: dt.datetime) -> dict[str, str]:
    """Return the keys of what is kept beside the cases."""
    day = dt.date(2027, 3, 9)
    change = change_calendar(day, working=False, reason="防汛", source="云政办〔2027〕1号", actor=OPERATOR, at=now)
    checkpoint = make_checkpoint(now)
    paper = IssuedDocument.objects.get(case=issued, name="permit")
    return {
        "attachment": str(Attachment.objects.filter(case=waiting).get().pk),
        "change": str(change.pk),
        "checkpoint": str(checkpoint.number),
        "key": public_keys()[0].key_id,
        "paper": str(paper.pk),
        "paper_code": paper.code,
        "binding": str(ServiceBinding.objects.filter(role="fire").get().pk),
        "notice": str(Notice.objects.filter(account=office.applicant).first().pk),
        "accepted": str(CaseEvent.objects.get(case=waiting, act="request_completion").sequence),
    }
