"""What follows a sale: who has won what, and where the cases stand that it has opened (arts. 28 to 30)."""

import datetime as dt
import json
from collections.abc import Collection

from lingxing.engines.auctions.domain.events import Outcome
from lingxing.engines.auctions.domain.settling import Party, Sale, Won, parties_of
from lingxing.engines.auctions.domain.state import Admission, LotState, Stage
from lingxing.engines.auctions.models import Application, Lot, Settlement
from lingxing.engines.auctions.queries.announcing import latest
from lingxing.engines.auctions.queries.applications import details_context
from lingxing.engines.cases.queries.course import Course, course_of
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import PartyKind
from lingxing.engines.parties.people.queries_acting import party_named
from lingxing.kernel.errors import LingxingError

CONFIRMATION, CONCLUSION = "confirmation", "conclusion"
"""The services of the package that a sale opens: for who has won it, and for the result and all others' money."""
_REFUND_CLOCK = "refund"


def sale_of(lot: Lot, state: LotState) -> Sale:
    """Return a sale that is over. LingxingError before."""
    if state.stage not in (Stage.ENDED, Stage.TERMINATED) or lot.ended_at is None:
        raise LingxingError("挂牌出让还没有结束", where=lot.number)
    content = latest(lot).content
    lines = {line.name: line.value for line in content.lines} if content else {}
    return Sale(lot.number, lines, lot.grantor.name, lot.ended_at)


def winner_of(lot: Lot, state: LotState) -> Application | None:
    """Return the application that has won, None where none has."""
    if state.outcome is not Outcome.SOLD or state.winner is None:
        return None
    return Application.objects.get(lot=lot, paddle=state.winner.paddle)


def won_by(application: Application, state: LotState) -> Won:
    """Return who has won by an application, and what was paid for it."""
    details = json.loads(unseal_text(application.details_sealed, details_context(application.key)))
    admission = state.admissions.get(application.key.hex, Admission())
    company = details["company"]["name"] if details["company"] else ""
    deposit = state.terms.deposit if state.terms else admission.paid
    parties = parties_of(details, natural=party_named(application.party_id)[0] is PartyKind.PERSON)
    return Won(parties, company, min(admission.paid, deposit), admission.guaranteed)


def parties_that_won(lot: Lot, state: LotState) -> list[Party]:
    """Return all who have won, the applicant first; none where nobody has."""
    application = winner_of(lot, state)
    return list(won_by(application, state).parties) if application else []


def settlement_of(lot: Lot) -> Settlement | None:
    """Return what a sale has opened, None before it has."""
    return Settlement.objects.filter(lot=lot).first()


def courses_of(settlement: Settlement, on: dt.date) -> list[Course]:
    """Return the cases of a sale with their terms as of the day, the winner's first."""
    ids = (settlement.confirmation_id, settlement.conclusion_id)
    return [course_of(case_id, on) for case_id in ids if case_id]


def open_courses(lot_ids: Collection[int], on: dt.date) -> dict[int, list[Course]]:
    """Return the cases of sales that are not closed yet with their terms as of the day, by the lots' ids."""
    rows = Settlement.objects.select_related("confirmation", "conclusion").filter(lot__in=lot_ids)
    cases = {row.lot_id: [case for case in (row.confirmation, row.conclusion) if case] for row in rows}
    return {lot: [course_of(case.pk, on) for case in found if not case.closed] for lot, found in cases.items()}


def refund_due(settlement: Settlement, on: dt.date) -> dt.date | None:
    """Return the last day on which deposits go back without interest (art. 30)."""
    clock = course_of(settlement.conclusion_id, on).clocks.get(_REFUND_CLOCK)
    return clock.due if clock else None


def keeps_deposit(settlement: Settlement, state: LotState, on: dt.date) -> bool:
    """Return whether the winner's deposit stays: as earnest money, or since it is forfeited.

    Reading: 第四十三条没有写保证金怎样处理；竞得结果无效后，出让人决定退还的才退。
    """
    if not state.voided or state.forfeited or settlement.confirmation_id is None:
        return True
    return not course_of(settlement.confirmation_id, on).values.get("returns_deposit")


def won_course(application: Application, state: LotState, on: dt.date) -> Course | None:
    """Return the case that an application has won; None where it has not, or nothing is opened yet."""
    if state.winner is None or state.outcome is not Outcome.SOLD or state.winner.paddle != application.paddle:
        return None
    settlement = Settlement.objects.filter(lot=application.lot_id).first()
    case_id = settlement.confirmation_id if settlement else None
    return course_of(case_id, on) if case_id else None
