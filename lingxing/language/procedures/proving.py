"""What is proved of a procedure: that it runs from its beginning to an end, and that nothing in it is idle."""

from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.kernel.placeholders import placeholders_of
from lingxing.language.procedures.conditions import Condition, names
from lingxing.language.procedures.definitions import (
    START,
    SYSTEM,
    Act,
    Clock,
    ClockKind,
    FieldKind,
    Procedure,
    Service,
)
from lingxing.language.procedures.reachability import is_set_off, reach_of, running_states, unnamed_states


@dataclass(frozen=True, slots=True)
class Weakness:
    """Something in a procedure that can't be right (`grave`) or that its author should look at: where, and in Chinese
    what it is."""

    where: str
    text: str
    grave: bool = True


def weaknesses(procedure: Procedure) -> list[Weakness]:
    """Return everything that keeps the procedure from being proved, service by service."""
    found = [weakness for service in procedure.services.values() for weakness in of_service(procedure, service)]
    return [*found, *_idle_roles(procedure), *_idle_lists(procedure), *_idle_marks(procedure)]


def of_service(procedure: Procedure, service: Service) -> Iterator[Weakness]:
    """Yield the weaknesses of one service."""
    for check in (_courses, _openings, _idle, _clocks, _dates, _refusals, _papers, _documents, _joint, _named, _guided):
        for weakness in check(procedure, service):
            yield Weakness(weakness.where, f"{service.label}：{weakness.text}", weakness.grave)


def conditions_of(service: Service) -> Iterator[Condition]:
    """Yield every condition and expression of the service."""
    for act in service.acts.values():
        yield from (check.condition for check in act.checks)
        yield from (target.when for target in act.targets if target.when)
        yield from act.sets.values()
    yield from (held.when for held in service.fields.values() if held.when)
    yield from (paper.when for paper in service.papers.values() if paper.when)


def names_asked(service: Service) -> frozenset[str]:
    """Return every name that the service's conditions may ask for."""
    return frozenset(name for condition in conditions_of(service) for name in names(condition))


def _courses(procedure: Procedure, service: Service) -> Iterator[Weakness]:
    """Every act can be done, every state is reached, left, and leads to an end."""
    reach = reach_of(procedure, service)
    for act in service.acts.values():
        if not is_set_off(procedure, service, act):
            yield Weakness(act.where, f"“{act.label}”只由系统办理，却没有期限、公布或关联事项引发它")
        elif act.name not in reach.acts:
            yield Weakness(act.where, f"“{act.label}”无从办起：到不了它所要求的状态")
        closed = [service.states[name].label for name in act.source if name != START and service.states[name].final]
        if closed:
            yield Weakness(act.where, f"“{act.label}”从已办结的“{closed[0]}”办起")
    for name, state in service.states.items():
        if name not in reach.states:
            yield Weakness(state.where, f"没有办理步骤通向“{state.label}”")
        elif name not in reach.ending:
            yield Weakness(state.where, f"到了“{state.label}”就再也办不结")


def _openings(_: Procedure, service: Service) -> Iterator[Weakness]:
    """What opens a case asks only for what is filled in with it: nothing was filled in before."""
    for act in service.openings:
        known = {*act.fields, *act.sets, *act.computes}
        asked = dict.fromkeys(name.split(".")[0] for check in act.checks for name in names(check.condition))
        for name in asked:
            if name in service.fields and name not in known:
                yield Weakness(act.where, f"“{act.label}”的条件要看“{service.fields[name].label}”，那时还没有填写")


def _idle(_: Procedure, service: Service) -> Iterator[Weakness]:
    """Everything declared is used."""
    acts = service.acts.values()
    used = {name for act in acts for name in (*act.papers, *act.issues, *act.publishes)}
    filled = {name for act in acts for name in (*act.fields, *act.sets, *act.computes)}
    rows = [(held.where, held.label, name in filled, "没有哪一步填写") for name, held in service.fields.items()]
    rows += [(held.where, held.label, name in used, "没有哪一步收取") for name, held in service.papers.items()]
    rows += [(held.where, held.label, name in used, "没有哪一步出具") for name, held in service.documents.items()]
    rows += [(held.where, held.label, name in used, "没有哪一步公布") for name, held in service.publications.items()]
    yield from (Weakness(where, f"“{label}”{told}") for where, label, is_used, told in rows if not is_used)


def _clocks(_: Procedure, service: Service) -> Iterator[Weakness]:
    asked = names_asked(service)
    for clock in service.clocks.values():
        waited_for = clock.kind is ClockKind.WAIT and any(name.startswith(f"clock.{clock.name}.") for name in asked)
        if not (clock.stops or clock.expires or clock.kind is ClockKind.VALIDITY or waited_for):
            yield Weakness(clock.where, f"“{clock.label}”既没有停止的步骤，也没有届满的后果")
        if not running_states(service, clock):
            yield Weakness(clock.where, f"“{clock.label}”刚启动就随着办结而停止")
        if clock.kind is ClockKind.DUTY:
            yield from _rungs(clock)


def _dates(_: Procedure, service: Service) -> Iterator[Weakness]:
    """A date up to which a clock runs isn't changed while it runs, unless that begins the clock anew."""
    for clock in service.clocks.values():
        starts, running = {start.act for start in clock.starts}, set(running_states(service, clock))
        for act in service.acts.values() if clock.until_field else ():
            changes = clock.until_field in {*act.fields, *act.sets, *act.computes} and act.name not in starts
            if changes and running & set(act.source):
                label = service.fields[clock.until_field].label
                told = f"“{act.label}”改动“{label}”，“{clock.label}”却不重新起算，请把它列入 starts"
                yield Weakness(clock.where, told)


def _refusals(_: Procedure, service: Service) -> Iterator[Weakness]:
    """Nobody refuses or revokes without saying why: as the reason, in words of a field that has to be filled in, or as
    a ground from the document's catalogue."""
    for act in service.acts.values():
        ends = {service.states[target.state].outcome for target in act.targets if target.state in service.states}
        if ends & {"refused", "revoked"} and not _says_why(service, act) and SYSTEM not in act.by:
            yield Weakness(act.where, f"“{act.label}”可能不予办理或者撤销，却不要求填写理由", grave=False)


def _says_why(service: Service, act: Act) -> bool:
    asked = (service.fields[name] for name in act.fields if name in service.fields)
    sure = [one for one in asked if one.required and one.when is None]
    return act.needs_reason or any(one.kind is FieldKind.LONG_TEXT or one.catalogue for one in sure)


def _rungs(clock: Clock) -> Iterator[Weakness]:
    early = [rung for rung in clock.rungs if not rung.at.endswith("after")]
    if not early:
        yield Weakness(clock.where, f"“{clock.label}”到期以前没有提醒", grave=False)
    if not any(rung.escalates for rung in clock.rungs if rung.at.endswith("after")):
        yield Weakness(clock.where, f"“{clock.label}”逾期以后没有上报", grave=False)


def _papers(_: Procedure, service: Service) -> Iterator[Weakness]:
    acts = service.acts.values()
    if not any(act.verifies_originals for act in acts):
        for paper in service.papers.values():
            if paper.original:
                yield Weakness(paper.where, f"“{paper.label}”要核对原件，却没有哪一步核对")
    later = {name for act in acts if START not in act.source for name in act.papers}
    for name, paper in service.papers.items():
        if paper.promised and name not in later:
            yield Weakness(paper.where, f"“{paper.label}”可以后补，却没有哪一步补交")


def _documents(_: Procedure, service: Service) -> Iterator[Weakness]:
    """What a document tells is known when it is issued."""
    for act in service.acts.values():
        for name in act.issues:
            document = service.documents[name]
            places = {place.name for paragraph in document.body for place in placeholders_of(paragraph)}
            if "reason" in places and not act.needs_reason:
                yield Weakness(document.where, f"“{document.label}”写有理由，“{act.label}”却不要求填写理由")
            if "missing" in places and not act.asks_completion:
                yield Weakness(document.where, f"“{document.label}”列有所缺材料，“{act.label}”却不是一次性告知")


def _joint(_: Procedure, service: Service) -> Iterator[Weakness]:
    """Opinions are waited for or read; what is asked to be completed can be completed."""
    asked = names_asked(service)
    awaited = {name for act in service.acts.values() for name in act.after}
    for name, act in service.acts.items():
        if act.each_role and name not in awaited and not any(one.startswith(f"opinion.{name}.") for one in asked):
            yield Weakness(act.where, f"没有哪一步等待或采用“{act.label}”的意见")
        if act.asks_completion:
            targets = {target.state for target in act.targets}
            if not any(
                targets & set(other.source) and (other.papers or other.fields) for other in service.acts.values()
            ):
                yield Weakness(act.where, f"“{act.label}”之后没有补交材料的步骤")


def _named(procedure: Procedure, service: Service) -> Iterator[Weakness]:
    """An organ that a field names is named before it is waited for."""
    for act in service.acts.values():
        fields = [procedure.roles[role].named_by for role in act.by]
        if not fields or not all(fields):
            continue
        # A joint act waits for each of its roles, any other for one of them.
        unnamed = [unnamed_states(procedure, service, field) for field in fields]
        early = frozenset.union(*unnamed) if act.each_role else frozenset.intersection(*unnamed)
        for state in act.source:
            if state in early:
                labels = "、".join(dict.fromkeys(service.fields[field].label for field in fields))
                told = f"“{act.label}”要由“{labels}”指明的单位办理，到了“{service.states[state].label}”却可能还没有填写"
                yield Weakness(act.where, told)


def _guided(_: Procedure, service: Service) -> Iterator[Weakness]:
    if service.guide is None and not service.hidden:
        yield Weakness(service.where, "对外公开，却没有办事指南（guide）")
    if any(act.article == "" for act in service.acts.values()):
        yield Weakness(service.where, "有的步骤没有注明条款")


def _idle_roles(procedure: Procedure) -> Iterator[Weakness]:
    used = {role for service in procedure.services.values() for role in _roles_of(service)}
    for name, role in procedure.roles.items():
        if role.is_organ and name not in used:
            yield Weakness(role.where, f"角色“{role.label}”没有参与任何事项")


def _roles_of(service: Service) -> Iterator[str]:
    for act in service.acts.values():
        yield from act.by
    for clock in service.clocks.values():
        yield clock.holder or SYSTEM
        yield from (rung.tells for rung in clock.rungs)
    yield from (document.by for document in service.documents.values())
    yield from (publication.by for publication in service.publications.values())


def _idle_lists(procedure: Procedure) -> Iterator[Weakness]:
    services = procedure.services.values()
    used = {name for service in services if service.guide for name in service.guide.lists}
    fields = [held for service in services for held in service.fields.values()]
    used |= {held.catalogue for field in fields for held in (field, *field.columns.values())}
    for name, listed in procedure.catalogue.items():
        if name not in used:
            yield Weakness(listed.where, f"目录“{listed.label}”没有事项使用")


def _idle_marks(procedure: Procedure) -> Iterator[Weakness]:
    """A mark that is set has a Chinese name; one that nobody here sets may come from another document of the city."""
    acts = [act for service in procedure.services.values() for act in service.acts.values()]
    placed = {name for act in acts for name in (*act.marks, *act.clears)}
    for name in sorted(placed - procedure.marks.keys()):
        yield Weakness("", f"标记 {name} 没有在 marks 中写明中文名称")
    read = {name for service in procedure.services.values() for name in names_asked(service)}
    for name, label in procedure.marks.items():
        if name not in placed and f"mark.{name}" not in read:
            yield Weakness("", f"标记“{label}”没有事项使用")
