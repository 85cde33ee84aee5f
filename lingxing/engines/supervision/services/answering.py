"""Taking in the workbooks that units send back: every row changed, joined or refused on its own, none by half."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.cases.queries.following import FollowedCase, followed_cases
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Acting, Command
from lingxing.engines.cases.services.results import Refused
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.answers import AnswerRow, Since, Standing, moved_on, read_answers
from lingxing.engines.supervision.queries.units import UnitLine, unit_lines, unit_organs
from lingxing.engines.supervision.services.assigning import acting_in
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row of the sheet (the headings are row 1)."""

    place: int
    number: str
    standing: Standing
    told: str


def take_answers(account: Account, rows: Sequence[Sequence[str]], at: dt.datetime) -> list[RowOutcome]:
    """Take a returned workbook in and return what became of each row, in order.

    A row is done in one transaction with its ledger entry or not at all. LingxingError where the sheet is not the one
    that went out, or has more than 500 rows: then no row is taken.
    """
    read = read_answers(rows)
    if len(read) > MOST_ROWS:
        raise LingxingError(f"一次最多 {MOST_ROWS} 行", where="填报表", remedy="请分几次交回")
    on = at.astimezone(SHANGHAI).date()
    own = {line.case_number: line for line in unit_lines(unit_organs(account, on), on, closed=True)}
    return [_taken(account, row, own.get(row.number), at) for row in read]


def _taken(account: Account, row: AnswerRow, line: UnitLine | None, at: dt.datetime) -> RowOutcome:
    if row.empty:
        return RowOutcome(row.place, row.number, Standing.UNCHANGED, "没有填写")
    if row.wrong:
        return RowOutcome(row.place, row.number, Standing.REFUSED, row.wrong)
    if line is None:
        return RowOutcome(row.place, row.number, Standing.REFUSED, "没有这一件，或者不是本单位承办的")
    try:
        with write_transaction():
            standing, told = _answered(account, row, line, at)
            return RowOutcome(row.place, row.number, standing, told)
    except LingxingError as refused:
        return RowOutcome(row.place, row.number, Standing.REFUSED, str(refused))


def _answered(account: Account, row: AnswerRow, line: UnitLine, at: dt.datetime) -> tuple[Standing, str]:
    (case,) = followed_cases([line.case])
    if row.revision is None or row.revision > case.revision:
        return Standing.REFUSED, "版本被改动了，请重新下载表格"
    since = _since(case, row.revision)
    if refusal := moved_on(since):
        return Standing.REFUSED, refusal
    who, _ = acting_in(account, line.case, "unit", at)
    label = _performed(case, row, who, at)
    if since:
        return Standing.MERGED, f"{label}（其间{since[-1].label}，不影响填报）"
    return Standing.CHANGED, label


def _since(case: FollowedCase, revision: int) -> list[Since]:
    acts = service(case.package, case.service).acts
    return [
        Since(act.act, acts[act.act].label, act.at.astimezone(SHANGHAI).date())
        for act in case.acts
        if act.sequence > revision
    ]


def _performed(case: FollowedCase, row: AnswerRow, who: Acting, at: dt.datetime) -> str:
    """Do the act that the row asks for, the first that is possible of those it may be, and return its label."""
    declared = service(case.package, case.service)
    way = row.way
    names = [name for name in way.acts if name in declared.acts] if way else []
    if way is None or not names:
        raise LingxingError(
            "这一件不能这样填报", where=row.number, remedy="主办的填办结、进展或延期说明，会办的填会办答复"
        )
    values: dict[str, object] = {way.field: row.text}
    if way.dated and row.expected is not None:
        values["expected_on"] = row.expected.isoformat()
    refusals: list[Refused] = []
    for name in names:
        try:
            perform(case.id, Command(name, values), who, at, revision=case.revision)
        except Refused as refused:
            refusals.append(refused)
        else:
            return declared.acts[name].label
    raise refusals[0]
