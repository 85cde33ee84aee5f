"""The page of one case, for applicant, clerk and supervisor alike."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lingxing.engines.cases.domain.state import RefusedCheck
from lingxing.engines.cases.forms.plain import ObjectionForm, RatingForm
from lingxing.engines.cases.queries.access import Sight, handling_organs
from lingxing.engines.cases.queries.case_parts import is_rated, notices_about
from lingxing.engines.cases.queries.drafts import drafts_in
from lingxing.engines.cases.queries.enclosed import enclosures
from lingxing.engines.cases.queries.labels import role_label
from lingxing.engines.cases.queries.objections import ObjectionView, objections
from lingxing.engines.cases.queries.record import may_export
from lingxing.engines.cases.queries.seen import OfferedAct, SeenCase, offered_acts, seen_case
from lingxing.engines.cases.services.revealing import reveal as record_reveal
from lingxing.engines.cases.views.answers import Place, Places, own
from lingxing.engines.cases.views.case_shown import (
    is_mine,
    shown_clocks,
    shown_documents,
    shown_links,
    shown_papers,
    shown_tables,
    shown_turns,
    shown_values,
)
from lingxing.engines.cases.views.sent_back import SentBack, sent_back
from lingxing.engines.cases.views.services import guide_address
from lingxing.engines.cases.views.timeline import shown_steps
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.people.queries import party_card
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import APPLICANT, Act


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A reason against an act."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class ShownAct:
    """An act as a button, or with the reasons why it is none now."""

    label: str
    role: str
    address: str
    optional: bool
    begins: bool
    reasons: tuple[ShownReason, ...] = ()


@never_cache
@require_safe
@requires(Permission.OWN_ACCOUNT)
def case(request: Request, case_id: uuid.UUID) -> HttpResponse:
    """Show a case: where it stands, who must act until when, what was done, what may be done now."""
    return _page(request, seen_case(own(request), case_id, today()), revealed=False)


@never_cache
@require_POST
@requires(Permission.OWN_ACCOUNT)
def reveal(request: Request, case_id: uuid.UUID) -> HttpResponse:
    """Show a case with its personal data, and record that they were shown."""
    seen = seen_case(own(request), case_id, today())
    record_reveal(seen, own(request).actor, timezone.now())
    return _page(request, seen, revealed=True)


def _page(request: Request, seen: SeenCase, *, revealed: bool) -> HttpResponse:
    account, on = own(request), today()
    offered = offered_acts(account, seen, on)
    masked = is_masked(seen, offered) and not revealed
    places = Places(load_package(seen.case.package).policy)
    organs = handling_organs(account, on) if seen.sight is Sight.HANDLER else ()
    able = [one for one in offered if not one.possible.refused]
    context = {
        "case": case_facts(seen, mine=any(_waits(one) for one in able), masked=masked),
        "turns": shown_turns(seen, frozenset(one.acting.role for one in offered), on),
        "completion": completion_lines(seen),
        "possible": _acts(able, seen, places),
        "back": _back(seen, able),
        "begun": drafts_in(account, seen.case.pk),
        "refused_acts": _refused(offered, seen, places),
        "masked": masked,
        "may_export": may_export(seen),
        "may_reveal": masked and seen.sight is Sight.HANDLER,
        "values": shown_values(seen, masked=masked),
        "tables": shown_tables(seen, masked=masked),
        "papers": shown_papers(seen) if seen.sight.clear else [],
        "documents": shown_documents(seen.case, {one.name: one.label for one in seen.service.documents.values()})
        if seen.sight.clear
        else [],
        "enclosed": enclosures(account, [seen.case.pk], on).get(seen.case.pk, []),
        "clocks": shown_clocks(seen, places, on),
        "timeline": shown_steps(seen, places, organs, masked=masked),
        "links": shown_links(account, seen, on),
        "notices": notices_about(seen.case, account.pk),
        "objections": _objections(seen),
        "rating_form": RatingForm() if may_rate(seen) else None,
    }
    return render(request, "cases/case.html", context)


def _back(seen: SeenCase, able: Sequence[OfferedAct]) -> tuple[SentBack, Act] | None:
    """Return what sent the case back to the viewer, with the act that does it again; None where nothing did."""
    for act in (one.possible.act for one in able if not one.possible.act.optional):
        if found := sent_back(seen.case, seen.service, seen.state, act):
            return found, act
    return None


def _objections(seen: SeenCase) -> list[tuple[ObjectionView, ObjectionForm | None]]:
    """Return the objections to the case's public notice, each undecided one with its form: for those who handle it."""
    if seen.sight is not Sight.HANDLER:
        return []
    found = objections(seen.case.pk)
    return [(one, None if one.decided_at else ObjectionForm(prefix=None, auto_id=f"id_{one.id}_%s")) for one in found]


def is_masked(seen: SeenCase, offered: Sequence[OfferedAct]) -> bool:
    """Return whether personal values are masked at first: for all but the applicant and who has something to do."""
    if seen.sight is Sight.APPLICANT:
        return False
    return not (seen.sight is Sight.HANDLER and any(_waits(one) for one in offered))


def may_rate(seen: SeenCase) -> bool:
    """Return whether the viewer may rate the service now: its applicant, once it was decided, once."""
    over = seen.case.closed or seen.case.settled_at is not None
    return over and seen.sight is Sight.APPLICANT and not is_rated(seen.case)


def _waits(one: OfferedAct) -> bool:
    return not one.possible.act.optional and one.acting.role != "everyone"


def case_facts(seen: SeenCase, *, mine: bool = False, masked: bool = False) -> dict[str, object]:
    """Return the head of a case: what it is, whose, where it stands in plain words."""
    found = seen.case
    state = seen.service.states.get(found.state)
    return {
        "id": found.pk,
        "number": found.number,
        "revision": found.revision,
        "title": found.title,
        "service_label": seen.service.label,
        "guide": guide_address(found.package, found.service),
        "party": party_card(found.party_id, mask=masked).name if found.party_id else "",
        "organ": found.organ.name if found.organ else "",
        "opened_at": found.opened_at,
        "state_label": state.label if state else found.state,
        "help": state.help if state else "",
        "outcome": found.outcome,
        "closed": found.closed,
        "needs_me": mine,
        "mine": is_mine(seen),
    }


def completion_lines(seen: SeenCase) -> dict[str, object] | None:
    """Return what has to be completed, None where nothing was asked."""
    asked = seen.state.completion
    if asked is None:
        return None
    papers = [seen.service.papers[name].label for name in asked.papers if name in seen.service.papers]
    fields = [f"填写：{seen.service.fields[name].label}" for name in asked.fields if name in seen.service.fields]
    return {"items": [*papers, *fields], "note": asked.note}


def _acts(able: Sequence[OfferedAct], seen: SeenCase, places: Places) -> list[ShownAct]:
    by_act: dict[str, OfferedAct] = {}
    for one in able:
        by_act.setdefault(one.possible.act.name, one)
    return sorted((_shown(one, seen, places) for one in by_act.values()), key=lambda one: one.optional)


def _refused(offered: Sequence[OfferedAct], seen: SeenCase, places: Places) -> list[ShownAct]:
    able = {one.possible.act.name for one in offered if not one.possible.refused}
    rest = {one.possible.act.name: one for one in offered if one.possible.act.name not in able}
    return [_shown(one, seen, places) for one in rest.values()]


def _shown(one: OfferedAct, seen: SeenCase, places: Places) -> ShownAct:
    act, role = one.possible.act, one.acting.role
    return ShownAct(
        act.label,
        "" if role == APPLICANT else role_label(seen.case.package, role),
        reverse("cases:act", args=[seen.case.pk, act.name]),
        act.optional,
        takes_draft(act),
        tuple(shown_reason(item, places) for item in one.possible.refused),
    )


def shown_reason(item: RefusedCheck, places: Places) -> ShownReason:
    """Return a reason with its article as a link."""
    return ShownReason(item.label, places.place(item.article))


def takes_draft(act: Act) -> bool:
    """Return whether an act is filled in over several pages that are kept: those that take papers."""
    return bool(act.papers)
