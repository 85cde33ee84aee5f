"""An invented city whose office supervises by Jingzhou's procedure, with one imported plan of its own gazette."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import lingxing
from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.documents.intake import read_gazette
from lingxing.engines.documents.models import Document
from lingxing.engines.documents.services import import_gazette
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.supervision.models import Item, PlanTask
from lingxing.engines.supervision.services.assigning import acting_in, approve, propose, register_and_assign
from lingxing.engines.supervision.services.editing import drop_tasks
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

CITY = "云梦泽市"
PACKAGE = "jingzhou/supervision_2017"
GAZETTE = Path(lingxing.__file__).parent / "examples" / "yunmengze-2026-01.txt"
TITLE = "内河水环境"
SINCE = dt.date(2026, 1, 1)


def at(day: str, hour: int = 10) -> dt.datetime:
    """Return a moment of that day in Shanghai."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


@dataclass(frozen=True)
class PlanTown:
    """Who acts: the office's clerk, the deputy, the leader, the water bureau's and the housing bureau's clerks."""

    document: str
    office: Organ
    officer: Account
    deputy: Account
    leader: Account
    water: Organ
    water_clerk: Account
    housing: Organ
    housing_clerk: Account
    organs: Mapping[str, Organ]


def open_plan_town() -> PlanTown:
    """Return the city, its gazette imported and the roles bound."""
    import_gazette(read_gazette(GAZETTE.name, GAZETTE.read_bytes()), OPERATOR, at("2026-02-02"))
    names = ("市人民政府办公室", "市政府秘书长办公室", "市政府督查室", "市政府领导", "市监察局")
    section, deputies, office, leaders, inspection = (organ_named(name) for name in names)
    for role, organ in (
        ("section", section),
        ("deputy", deputies),
        ("office", office),
        ("office_head", office),
        ("commissioner", office),
        ("leader", leaders),
        ("inspection", inspection),
    ):
        ServiceBinding.objects.create(package=PACKAGE, role=role, organ=organ)
    water, housing = organ_named("市水利和湖泊局"), organ_named("市住建局")
    return PlanTown(
        document=Document.objects.get(title__contains=TITLE).key,
        office=office,
        officer=staff("office_one", office, role=Role.SUPERVISION_OFFICER),
        deputy=staff("deputy_one", deputies, Duty.HEAD),
        leader=staff("leader_one", leaders, Duty.HEAD),
        water=water,
        water_clerk=staff("water_one", water),
        housing=housing,
        housing_clerk=staff("housing_one", housing),
        organs={organ.name: organ for organ in Organ.objects.all()},
    )


def organ_named(name: str) -> Organ:
    """Return the organ that the imported gazette named, or a new one."""
    found = organs_by_name(CITY, [name])
    return Organ.objects.get(pk=found[name]) if found else Organ.objects.create(city=CITY, name=name)


def staff(username: str, organ: Organ, duty: Duty = Duty.CLERK, role: Role = Role.CLERK) -> Account:
    """Return a new account with a duty in the organ."""
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(SINCE), OPERATOR, at("2026-02-02"))
    return made


def assigned(town: PlanTown, *positions: int, day: str = "2026-04-01", undated: bool = False) -> list[Item]:
    """Return the matters that these tasks of the plan became, assigned on that day, in their order.

    `undated` ones have no deadline of their own: 30 working days, until 18 May 2026.
    """
    moment = at(day)
    plan = take_up(town.officer, town.document, moment)
    rows = list(PlanTask.objects.filter(plan=plan))
    others = [row.pk for row in rows if row.position not in positions]
    drop_tasks(town.officer, plan.pk, others, None, moment, dropped=True)
    if undated:
        PlanTask.objects.filter(plan=plan).update(due_on=None)
    confirm(town.officer, plan.pk, None, moment)
    chosen = [row.pk for row in rows if row.position in positions]
    outcomes = propose(town.officer, chosen, moment)
    cases = [row.case_id for row in PlanTask.objects.filter(plan=plan).order_by("position") if row.case_id]
    outcomes += approve(town.deputy, cases, moment)
    outcomes += register_and_assign(town.officer, cases, moment)
    told = [one.refusal for one in outcomes if one.refusal]
    if told:
        raise AssertionError(told)
    return list(Item.objects.filter(case__in=cases).order_by("number"))


def done(who: Account, case: UUID, role: str, act: str, day: str, **values: object) -> None:
    """Do an act in a case, as on its page."""
    acting, _ = acting_in(who, case, role, at(day))
    perform(case, Command(act, values), acting, at(day))
