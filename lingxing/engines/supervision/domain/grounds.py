"""When the system proposes to list a matter on the board (art. 8(6)) or to refer it for accountability (art. 11).

It proposes and no more: whether it is done, a person decides.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LIST, REFER = "list_publicly", "refer"
_AT_UNIT = frozenset({"handling", "behind", "listed"})


@dataclass(frozen=True, slots=True)
class Ground:
    """A condition of the document: the act that it allows, its words, its article, and how a procedure names it."""

    act: str
    label: str
    article: str
    cause: str = ""


GROUNDS: Mapping[str, Ground] = {
    "behind_after_urging": Ground(LIST, "重大事项经督查后进展仍然滞后", "第八条第（六）项"),
    "late": Ground(REFER, "未在规定时限办结", "第十一条", "late"),
    "notice_unmet": Ground(REFER, "下发《督查通知》后限期已过仍未整改完成", "第十一条", "notice"),
    "listed_unmet": Ground(REFER, "挂牌约谈后仍未落实", "第十一条", "listed"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of a matter. `correct_by` is the last day that the office set besides the deadline."""

    state: str
    major: bool
    due_on: dt.date | None
    correct_by: dt.date | None
    urged_on: dt.date | None
    inspected: bool
    listed_on: dt.date | None
    summoned_on: dt.date | None
    referred_on: dt.date | None


def grounds_of(facts: Facts, on: dt.date) -> Iterator[str]:
    """Yield the grounds that hold on the day; none while the report is being looked at.

    Reading: 挂牌督办以重大事项为限，须先经督查（督查通知、现场督办）而仍逾期；已经移送问责的，不再就同一次逾期提出，
    移送以后另定的限期又过了的，仍可就督查通知或挂牌约谈提出。
    """
    if facts.state not in _AT_UNIT:
        return
    late = facts.due_on is not None and facts.due_on < on
    missed = facts.correct_by is not None and facts.correct_by < on
    supervised = facts.urged_on is not None or facts.inspected
    if facts.major and supervised and (late or missed) and facts.listed_on is None:
        yield "behind_after_urging"
    if facts.referred_on is not None:
        late, missed = False, missed and facts.correct_by is not None and facts.correct_by > facts.referred_on
    if late:
        yield "late"
    if facts.urged_on is not None and missed:
        yield "notice_unmet"
    if facts.listed_on is not None and facts.summoned_on is not None and (late or missed):
        yield "listed_unmet"
