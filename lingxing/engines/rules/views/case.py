"""A form that was posted: rows added and removed, the case read and worked out, mistakes brought to their controls."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict

from lingxing.engines.rules.domain.answers import Answer
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import WrongCase, read_case
from lingxing.engines.rules.forms import CaseForm, with_row_added, with_row_removed
from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Parameter, Program, Setting
from lingxing.language.packages import WrongParameter, read_setting

_FIELD = re.compile(r"(?:(?P<list>\w+)\[(?P<index>\d+)\]\.)?(?P<name>\w+)", re.ASCII)
_ACT = re.compile(r"(?P<act>add|remove) (?P<list>\w+)(?: (?P<row>\d{1,3}))?", re.ASCII)


def posted(program: Program, post: QueryDict) -> tuple[CaseForm, Answer | None]:
    """Return the form as it was filled in and changed, and the answer where one was asked for and can be given."""
    data = {name: str(value) for name, value in post.items()}
    act = data.get("act", "calculate")
    if act != "calculate":
        return _changed(program, data, act), None
    form = CaseForm(program, data, undecided=undecided(program))
    settings, problems = _settings(form)
    try:
        case = read_case(program, form.given())
    except WrongCase as wrong:
        found, general = problems_of(wrong, form)
        return replace(form, problems=found | problems, general=general), None
    if problems:
        return replace(form, problems=problems), None
    return form, calculate(replace(program, settings={**program.settings, **settings}) if settings else program, case)


def undecided(program: Program) -> list[Parameter]:
    """Return the parameters that wait for the installation to supply them."""
    return [
        parameter
        for name, parameter in program.parameters.items()
        if parameter.supplied and program.settings.get(name) is None
    ]


def _settings(form: CaseForm) -> tuple[dict[str, Setting], dict[str, list[str]]]:
    """Return the parameters that were filled in, and what is wrong by control."""
    settings: dict[str, Setting] = {}
    problems: dict[str, list[str]] = {}
    for control in form.supplied:
        text = unicodedata.normalize("NFKC", control.text).strip()
        if not text:
            continue
        try:
            settings[control.parameter.name] = read_setting(control.parameter, text)
        except WrongParameter as wrong:
            problems[control.name] = [wrong.remedy or wrong.what]
    return settings, problems


def _changed(program: Program, data: Mapping[str, str], act: str) -> CaseForm:
    asked = _ACT.fullmatch(act)
    events = program.lists.get(asked["list"]) if asked else None
    if asked is None or events is None:
        raise LingxingError("没有这种操作", where=act[:40], remedy="请用页面上的按钮")
    if asked["act"] == "add":
        changed, focus = with_row_added(data, events)
    else:
        changed, focus = with_row_removed(data, events, int(asked["row"] or 0))
    return CaseForm(program, changed, focus=focus, undecided=undecided(program))


def problems_of(wrong: WrongCase, form: CaseForm) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Return what is wrong by control, and what belongs to none."""
    known = {control.name for control in form.every_control}
    problems: dict[str, list[str]] = {}
    general: list[str] = []
    for item in wrong.items:
        name = control_name(item.field, form)
        if name in known:
            problems.setdefault(name, []).append(item.expected)
        else:
            general.append(item.text)
    return problems, tuple(general)


def control_name(field: str, form: CaseForm) -> str:
    """Return the control of a field of the case: claims[2].date is claims-4-date where two rows are empty."""
    found = _FIELD.match(field)
    if found is None:
        return ""
    if not found["list"]:
        return found["name"]
    events = form.program.lists.get(found["list"])
    rows = [number for number, _ in form.filled_rows(events)] if events else []
    index = int(found["index"])
    return f"{found['list']}-{rows[index]}-{found['name']}" if index < len(rows) else ""
