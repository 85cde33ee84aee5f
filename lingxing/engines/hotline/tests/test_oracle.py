"""The figures against a count of their own: random tickets through the real procedure, counted again from the acts of
their cases by the definitions that the board prints, with none of the engine's own rules."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

import pytest

from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.hotline.models import Caller, Ticket
from lingxing.engines.hotline.queries.boards import board, period_of
from lingxing.engines.hotline.services.dispatching import join
from lingxing.engines.hotline.services.following import recount
from lingxing.engines.hotline.services.intake import CallerFacts, Taken
from lingxing.engines.hotline.services.joined import pass_on
from lingxing.engines.hotline.services.tracking import evaluate, withdraw
from lingxing.engines.hotline.tests.town import PHONE, Town, at
from lingxing.kernel.dates import SHANGHAI
from tests.sizes import sized

pytestmark = [pytest.mark.django_db]
_DAYS = [f"2026-{month:02}-{day:02}" for month in (2, 3, 4) for day in range(1, 29)]
_TODAY = dt.date(2026, 6, 30)
_SAID = ("content", "fair", "dissatisfied")


class Teller:
    """Lets things happen at random, each a day or so after the other."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town, self.chance = town, random.Random(seed)
        self.open: list[Taken] = []

    def run(self) -> None:
        for place in range(40):
            day = self.chance.choice(_DAYS)
            reach = CallerFacts("某人", PHONE if self.chance.random() < 0.7 else "")
            kind = self.chance.choice(["consult", "complaint", "report"])
            taken = self.town.take(day, kind=kind, matter=f"事项{place}", caller=reach)
            self.open.append(taken)
        for _ in range(6):
            for taken in self.open:
                self.step(taken, f"2026-05-{self.chance.randint(1, 28):02}")
            pass_on(at("2026-05-29"))

    def step(self, taken: Taken, day: str) -> None:
        ticket = Ticket.objects.get(pk=taken.case_id)
        does = {
            "waiting": self.waiting,
            "returned": self.forward,
            "forwarded": self.handled,
            "redoing": self.handled,
            "replied": self.replied,
            "doubted": self.doubted,
            "concluded": lambda taken, day: self.town.step(taken, "archive", day),
        }
        # The people of the water unit never answer: theirs are late.
        if ticket.state in does and ticket.organ_id != self.town.water_unit.pk:
            does[ticket.state](taken, day)

    def waiting(self, taken: Taken, day: str) -> None:
        ways = [self.declined, self.withdrawn, self.at_once, self.at_once, self.join, self.join]
        self.chance.choice([*ways, *[self.forward] * 6])(taken, day)

    def declined(self, taken: Taken, day: str) -> None:
        self.town.step(taken, "decline", day, ground="court")

    def withdrawn(self, taken: Taken, day: str) -> None:
        withdraw(taken.number, taken.code, "192.0.2.1", at(day))

    def at_once(self, taken: Taken, day: str) -> None:
        self.town.step(taken, "answer_now", day, answer="好的")

    def forward(self, taken: Taken, day: str) -> None:
        unit = self.chance.choice([self.town.lamps_unit] * 4 + [self.town.water_unit])
        self.town.step(taken, "forward", day, unit=unit.pk, reply_by=self.later(day))

    def handled(self, taken: Taken, day: str) -> None:
        if self.chance.random() < 0.2 and Ticket.objects.get(pk=taken.case_id).state == "forwarded":
            self.town.unit(taken, "send_back", day, reason="不归我们")
        else:
            self.town.unit(taken, "reply", day, {"answer": "办好了"})

    def replied(self, taken: Taken, day: str) -> None:
        said, pick = self.chance.choice(_SAID), self.chance.random()
        if pick < 0.5:
            self.town.step(taken, "call_back", day, satisfied=said)
        elif pick < 0.8:
            evaluate(taken.number, taken.code, "192.0.2.1", said, "", at(day))
        elif pick < 0.9:
            self.town.step(taken, "close_unreached", day, reason="没有接通")

    def doubted(self, taken: Taken, day: str) -> None:
        self.town.step(taken, "redo", day, reason="不满意", reply_by=self.later(day))

    def later(self, day: str) -> str:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=self.chance.randint(0, 12))).isoformat()

    def join(self, taken: Taken, day: str) -> None:
        if Ticket.objects.filter(main=taken.case_id).exists():
            return
        mains = Ticket.objects.filter(open=True, main=None, state__in=("waiting", "forwarded", "replied"))
        main = mains.exclude(pk=taken.case_id).order_by("number").first()
        if main is not None:
            join(self.town.operator, taken.case_id, main.number, at(day))


def counted_by_hand(case: Case) -> Mapping[str, int]:
    """Return the numbers of one ticket, told off its acts one after the other."""
    found: dict[str, int] = defaultdict(int)
    found["received"] = 1
    due: dt.date | None = None
    joined = unit_answered = False
    said, by_unit = "", False
    for event in CaseEvent.objects.filter(case=case).order_by("sequence"):
        act, values = event.act, event.plain.get("values", {})
        day = event.at.astimezone(SHANGHAI).date()
        due = dt.date.fromisoformat(values["reply_by"]) if values.get("reply_by") else due
        if act == "join":
            joined = True
        if act in ("unjoin", "withdraw", "redo"):
            joined = False
        if act == "answer_joined":
            by_unit = by_unit or bool(values.get("answered_by"))
            unit_answered = unit_answered or bool(values.get("answered_by"))
        if act == "reply":
            unit_answered = True
            found["handled"] = 1
            found["late"] |= int(due is not None and day > due)
        if act == "redo" and unit_answered:
            found["redone"] = found["handled"] = 1
        if act in ("reply", "answer_now", "answer_joined"):
            found["answered"] = 1
        if act in ("call_back", "evaluate"):
            found["called_once"] = 1
            said = values["satisfied"]
        for name, acts in (
            ("declined", ("decline",)),
            ("withdrawn", ("withdraw",)),
            ("forwarded", ("forward",)),
            ("returned", ("send_back",)),
        ):
            found[name] |= int(act in acts)
    reach = Caller.objects.filter(pk=case.pk).exists() and Ticket.objects.get(pk=case.pk).caller != ""
    found["joined"] = int(joined)
    found["to_call"] = int(bool(found["answered"] and (reach or found["called_once"])))
    found["called"] = int(bool(found["to_call"] and found["called_once"]))
    found["rated"], found["satisfied"] = int(bool(said)), int(said in ("content", "fair"))
    found["on_time"] = int(bool(found["handled"] and not found["late"]))
    ended = found["declined"] or found["withdrawn"] or joined
    found["concluded"] = int(case.state in ("concluded", "archived") and not ended)
    waits = case.state in ("forwarded", "redoing") and not found["handled"]
    found["overdue"] = int(bool(waits and due is not None and due < _TODAY))
    return found


def rates_by_hand(total: Mapping[str, int]) -> dict[str, Fraction | None]:
    def share(part: int, whole: int) -> Fraction | None:
        return Fraction(part, whole) if whole else None

    accepted = total["received"] - total["declined"] - total["withdrawn"] - total["joined"]
    return {
        "concluded": share(total["concluded"], accepted),
        "called": share(total["called"], total["to_call"]),
        "on_time": share(total["on_time"], total["handled"] + total["overdue"]),
        "redone": share(total["redone"], total["handled"]),
        "satisfied": share(total["satisfied"], total["rated"]),
    }


_COMPARED = ("received", "declined", "withdrawn", "joined", "forwarded", "returned", "handled", "on_time", "redone")
_ALSO = ("to_call", "called", "rated", "satisfied", "concluded")


@pytest.mark.parametrize("seed", range(sized(2, 20)))
def test_the_board_says_what_a_count_of_the_acts_says(town: Town, seed: int) -> None:
    Teller(town, seed).run()
    by_place: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case in Case.objects.all():
        month, unit = case.opened_at.astimezone(SHANGHAI).strftime("%Y-%m"), ""
        for event in CaseEvent.objects.filter(case=case).order_by("sequence"):
            values = event.plain.get("values", {})
            unit = str(values.get("unit") or unit or values.get("answered_by") or "")
        for name, number in counted_by_hand(case).items():
            for period in (month, "2026"):
                for key in (unit or "0", "all"):
                    by_place[period, key][name] += number
    assert {period for period, _ in by_place} == {"2026-02", "2026-03", "2026-04", "2026"}
    for period in ("2026-02", "2026-03", "2026-04", "2026"):
        found = board(town.hotline, period_of(period), _TODAY)
        lines = [*((line.key, line) for line in found.units), ("all", found.total)]
        assert {key for key, _ in lines} == {key for one, key in by_place if one == period}
        for key, line in lines:
            hand = by_place[period, key]
            told = {name: getattr(line.counts, name) for name in (*_COMPARED, *_ALSO)} | {"overdue": line.overdue}
            assert told == {name: hand[name] for name in told}, (period, key)
            assert {rate.key: rate.share for rate in line.rates} == rates_by_hand(hand), (period, key)
            assert all(rate.share is None or 0 <= rate.share <= 1 for rate in line.rates)
    assert recount(town.hotline) == []
