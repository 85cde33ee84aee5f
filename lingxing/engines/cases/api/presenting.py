"""Cases as the API answers them: the same values that the page shows, masked by the same rule."""

import datetime as dt
from collections.abc import Iterator

from lingxing.engines.cases.api.case_schemas import (
    CaseDetail,
    ClockRunInfo,
    DeskLine,
    DocumentInfo,
    HeldOrgan,
    OfferedActInfo,
    StepInfo,
    TurnInfo,
)
from lingxing.engines.cases.api.schemas import RefusedReason
from lingxing.engines.cases.domain.lights import Light
from lingxing.engines.cases.queries.desk import DeskRow
from lingxing.engines.cases.queries.seen import OfferedAct, SeenCase, offered_acts
from lingxing.engines.cases.views.answers import Places
from lingxing.engines.cases.views.case import is_masked
from lingxing.engines.cases.views.case_shown import (
    ShownClock,
    ShownDocument,
    ShownTurn,
    shown_clocks,
    shown_documents,
    shown_turns,
    shown_values,
)
from lingxing.engines.cases.views.timeline import ShownStep, shown_steps
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.people.queries import party_card
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import FieldKind


def case_detail(account: Account, seen: SeenCase, on: dt.date, *, revealed: bool = False) -> CaseDetail:
    """Return a case as the account may see it; `revealed` once it is on record that personal data are shown."""
    offered = offered_acts(account, seen, on)
    masked, found = is_masked(seen, offered) and not revealed, seen.case
    places, state = Places(load_package(found.package).policy), seen.service.states[found.state]
    labels = {one.name: one.label for one in seen.service.documents.values()}
    return CaseDetail(
        id=found.pk,
        number=found.number,
        package=found.package,
        service=found.service,
        service_label=seen.service.label,
        title=found.title,
        party=party_card(found.party_id, mask=masked).name if found.party_id else "",
        organ=found.organ.name if found.organ else "",
        state=found.state,
        state_label=state.label,
        help=state.help,
        outcome=found.outcome,
        closed=found.closed,
        revision=found.revision,
        opened_at=found.opened_at,
        masked=masked,
        values=dict(shown_values(seen, masked=masked)),
        organs=list(_organs(seen)),
        turns=[_turn(one) for one in shown_turns(seen, frozenset(), on)],
        acts=[_act(one) for one in offered],
        clocks=[_clock(one) for one in shown_clocks(seen, places, on)],
        documents=[_document(one) for one in shown_documents(found, labels)] if seen.sight.clear else [],
        steps=[_step(one) for one in shown_steps(seen, places, (), masked=masked)],
    )


def _organs(seen: SeenCase) -> Iterator[HeldOrgan]:
    for one in seen.service.fields.values():
        held = seen.state.values.get(one.name)
        if one.kind is FieldKind.ORGAN and isinstance(held, int):
            yield HeldOrgan(field=one.name, label=one.label, id=held, name=one.choices.get(str(held), ""))


def desk_line(row: DeskRow) -> DeskLine:
    """Return a line of a work list."""
    return DeskLine(
        turn=row.turn_id,
        case=row.case_id,
        revision=row.revision,
        number=row.number,
        service_label=row.service,
        title=row.title,
        applicant=row.applicant,
        state_label=row.state,
        role_label=row.role,
        organ=row.organ,
        assignee=row.assignee,
        due=row.due_on,
        light=_color(row.light),
        light_text=row.light.text if row.light else "",
        awaited_due=row.awaited.due_on if row.awaited else None,
        awaited_text=f"等{row.awaited.holder}：{row.awaited.light.text}" if row.awaited else "",
    )


def _color(light: Light | None) -> str:
    return light.color.value if light else ""


def _turn(one: ShownTurn) -> TurnInfo:
    text = one.light.text if one.light else ""
    return TurnInfo(role=one.label, organ=one.organ, due=one.due, light=_color(one.light), light_text=text)


def _act(one: OfferedAct) -> OfferedActInfo:
    act, refused = one.possible.act, one.possible.refused
    return OfferedActInfo(
        act=act.name,
        label=act.label,
        role=one.acting.role,
        organ=one.acting.organ_id,
        possible=not refused,
        refused=[RefusedReason(field=item.field, label=item.label, article=item.article) for item in refused],
    )


def _clock(one: ShownClock) -> ClockRunInfo:
    return ClockRunInfo(
        label=one.label,
        term=one.term,
        due=one.due,
        light=_color(one.light),
        light_text=one.light.text,
        article=one.place.article,
        steps=list(one.steps),
    )


def _document(one: ShownDocument) -> DocumentInfo:
    return DocumentInfo(
        label=one.label,
        number=one.number,
        issued_at=one.issued_at,
        valid_until=one.valid_until,
        revoked=one.revoked,
        pdf=one.pdf,
        docx=one.docx,
    )


def _step(one: ShownStep) -> StepInfo:
    return StepInfo(
        sequence=one.sequence,
        label=one.label,
        at=one.at,
        who=one.who,
        article=one.place.article,
        reason=one.reason,
        annulled=one.annulled,
    )
