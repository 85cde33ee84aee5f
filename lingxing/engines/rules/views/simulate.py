"""Parameters moved on a generated sample: what a change would cost, who wins and who loses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.engines.rules import queries
from lingxing.engines.rules.citations import Citations, citations
from lingxing.engines.rules.domain.columns import NotInColumns, lower
from lingxing.engines.rules.effects import comparison_json, group_labels
from lingxing.engines.rules.live import MOST_ROWS, USUAL_ROWS, compare, group_facts
from lingxing.engines.rules.shown import setting_text, setting_words
from lingxing.engines.rules.views.places import Place, place
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import decimal_string, exact
from lingxing.language.definitions import Parameter, Program, Setting, Shape
from lingxing.language.nodes import Kind
from lingxing.language.packages import WrongParameter, read_setting

_STEPS = 200
SAMPLES = (2_000, 10_000, 50_000)


@dataclass(frozen=True, slots=True)
class Lever:
    """A parameter that can be moved. `text` is as typed, `law` the value in force, both as a package writes them.

    `lower`, `upper` and `step` are of the slider, empty where the declaration sets no bounds.
    """

    parameter: Parameter
    id: str
    name: str
    text: str
    law: str
    law_words: str
    place: Place
    lower: str = ""
    upper: str = ""
    step: str = ""
    errors: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the parameter's label."""
        return self.parameter.label

    @property
    def id_for_label(self) -> str:
        """Return the id that a link to the control leads to."""
        return self.id

    @property
    def unit(self) -> str:
        """Return the unit beside the control; shares are typed as plain numbers."""
        unit = self.parameter.type.unit
        return "" if unit.share or self.parameter.shape is not Shape.SCALAR else unit.label

    @property
    def moved(self) -> bool:
        """Return whether the value differs from the law's."""
        return self.text != self.law

    @property
    def is_borrowed(self) -> bool:
        """Return whether it is of another document, which this one builds on."""
        return "/" in self.parameter.name

    @property
    def is_plain(self) -> bool:
        """Return whether it is one number."""
        return self.parameter.shape is Shape.SCALAR and self.parameter.type.kind is Kind.NUMBER


@dataclass(slots=True)
class Levers:
    """The parameters of a simulation as a form; named as templates read a Django form."""

    program: Program
    levers: list[Lever]
    overrides: dict[str, Setting]

    def __iter__(self) -> Iterator[Lever]:
        return iter(self.levers)

    @property
    def errors(self) -> bool:
        """Return whether any value can't be taken."""
        return any(lever.errors for lever in self.levers)

    @property
    def non_field_errors(self) -> tuple[str, ...]:
        """Return nothing: every mistake belongs to a control."""
        return ()

    @property
    def sliding(self) -> list[Lever]:
        """Return the document's own with bounds."""
        return [lever for lever in self.levers if lever.lower and not lever.is_borrowed]

    @property
    def folded(self) -> list[tuple[str, list[Lever], bool]]:
        """Return the others by what they are, each with whether it stands open: one is moved or wrong."""
        own = [lever for lever in self.levers if not lever.lower and not lever.is_borrowed]
        borrowed = [lever for lever in self.levers if lever.is_borrowed]
        parts = [("表格、分段和其他标准", own), ("所依据的其他文件的标准", borrowed)]
        return [(label, levers, any(one.moved or one.errors for one in levers)) for label, levers in parts if levers]


@require_safe
@requires(Permission.SIMULATE_RULES)
def simulate(request: Request, city: str, name: str) -> HttpResponse:
    """Show the parameters as sliders, and what they would do to a sample. The address holds all of it."""
    package, program = queries.package(city, name), queries.program(city, name, request.on)
    found = citations(program.policy, request.on if request.on_given else None)
    levers = read_levers(program, request.GET, found)
    rows, seed = _whole(request.GET, "rows", USUAL_ROWS, MOST_ROWS), _whole(request.GET, "seed", 1, 999_999)
    context: dict[str, Any] = {
        "rule": queries.summary(package, request.on),
        "policy": program.policy,
        "form": levers,
        "rows": rows,
        "samples": SAMPLES,
        "seed": seed,
        "by": request.GET.get("by", ""),
    }
    try:
        context["group_facts"] = [(given.name, given.label) for given in group_facts(lower(program))]
        if not levers.errors:
            made = compare(package, request.on, levers.overrides, rows=rows, seed=seed, by=context["by"])
            context["result"] = comparison_json(made, program)
            context["shown"] = _chosen(context["result"], request.GET.get("output", ""))
            context["group_labels"] = group_labels(program, context["by"])
    except NotInColumns as reason:
        context["refusal"] = reason
    return render(request, "rules/simulate.html", context)


def read_levers(program: Program, query: QueryDict | Mapping[str, str], found: Citations) -> Levers:
    """Return the parameters with what the address sets them to; one that can't be read carries its error."""
    levers, overrides = [], {}
    for number, parameter in enumerate(program.parameters.values()):
        law = program.settings.get(parameter.name)
        shown_law = "" if law is None else setting_text(parameter, law)
        text = (query.get(f"set.{parameter.name}") or shown_law).strip()[:4000]
        errors: tuple[str, ...] = ()
        if text != shown_law:
            try:
                overrides[parameter.name] = read_setting(parameter, text)
            except WrongParameter as wrong:
                errors = (wrong.remedy or wrong.what,)
        lower_text, upper_text, step = _slide(parameter)
        levers.append(
            Lever(
                parameter=parameter,
                id=f"lever-{number}",
                name=f"set.{parameter.name}",
                text=text,
                law=shown_law,
                law_words=setting_words(parameter, law),
                place=place(parameter.article, found),
                lower=lower_text,
                upper=upper_text,
                step=step,
                errors=errors,
            )
        )
    return Levers(program, levers, overrides)


def _slide(parameter: Parameter) -> tuple[str, str, str]:
    """Return lower and upper bound and step of the slider in the declared unit, empty without bounds."""
    lower_bound, upper_bound = parameter.lower, parameter.upper
    plain = parameter.shape is Shape.SCALAR and parameter.type.kind is Kind.NUMBER
    if lower_bound is None or upper_bound is None or not plain:
        return "", "", ""
    least = setting_text(parameter, lower_bound)
    most = setting_text(parameter, upper_bound)
    return least, most, _step(parameter)


def _step(parameter: Parameter) -> str:
    """Return 1, 2 or 5 times a power of ten, about a two-hundredth of the range; whole where the parameter is."""
    unit = parameter.type.unit
    scale = 100 ** (unit.base or 0)
    span = (parameter.upper or 0) - (parameter.lower or 0)
    millionths = max(int(span * 1_000_000 / scale / _STEPS), 1)
    power = 10 ** (len(str(millionths)) - 1)
    size = next(step * power for step in (1, 2, 5, 10) if step * power >= millionths)
    least = 10_000 if unit.base else 1_000_000 if parameter.type.whole else 100
    return decimal_string(exact(Fraction(max(size, least), 1_000_000)))


def _whole(query: QueryDict, name: str, usual: int, most: int) -> int:
    text = query.get(name, "") or str(usual)
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= most):
        raise LingxingError(f"“{text[:20]}”不是可用的数", where=name, remedy=f"请写 1 至 {most} 的整数")
    return int(text)


def _chosen(result: Mapping[str, Any], output: str) -> Mapping[str, Any] | None:
    """Return the effect that the charts show: the one asked for, else the first that moves, else the first."""
    effects = result["effects"]
    asked = next((effect for effect in effects if effect["name"] == output), None)
    moved = next((effect for effect in effects if effect["winners"] or effect["losers"]), None)
    found: Mapping[str, Any] | None = asked or moved or next(iter(effects), None)
    return found
