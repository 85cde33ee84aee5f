"""Every name that a service's conditions may use, asked of a lookup under the author's own words."""

import datetime as dt

import pytest

from lingxing.language.packages.items import read_file
from lingxing.language.packages.procedures.fields_file import Known
from lingxing.language.packages.procedures.outlines import read_outline
from lingxing.language.packages.procedures.scopes import ServiceScope
from lingxing.language.packages.procedures.tests.packaged import package
from lingxing.language.procedures.conditions import evaluate, names
from lingxing.language.procedures.parsing import parse_condition
from lingxing.language.procedures.tests.scopes import holding


@pytest.fixture(scope="module")
def scope(tmp_path_factory):
    """Return the names of the permit's conditions."""
    held = package(tmp_path_factory.mktemp("canoes"))
    procedure = held.procedure
    formulas = {marked.name: marked.label for marked in held.marked}
    services = read_file(held.folder / "procedure.yaml").section().item("services").section().items
    known = Known(
        held.id, held.declared, formulas, procedure.roles, procedure.marks, procedure.catalogue, tuple(services)
    )
    return ServiceScope(known, {name: read_outline(name, item, known) for name, item in services.items()}, "permit")


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("berth.size > 49.5", {"berth.size": 50}, True),
        ("berth.state == 'taken'", {"berth.state": "free"}, False),
        ("clock.lease.due < today", {"clock.lease.due": dt.date(2026, 1, 1), "today": dt.date(2026, 1, 2)}, True),
        ("clock.review.remaining <= 2", {"clock.review.remaining": 3}, False),
        (
            "clock.lease.open and not clock.lease.overdue",
            {"clock.lease.open": True, "clock.lease.overdue": False},
            True,
        ),
        ("count.extend == 0", {"count.extend": 0}, True),
        ("objections.upheld", {"objections.upheld": 2}, True),
        ("not objections.open", {"objections.open": 0}, True),
        ("queue.line.first", {"queue.line.first": True}, True),
        ("mark.broken_word", {"mark.broken_word": False}, False),
        ("cases.permit.sailing < 2", {"cases.permit.sailing": 2}, False),
        ("berth.linked.permit.sailing == 0", {"berth.linked.permit.sailing": 0}, True),
        ("opinion.give_view.fire.view == 'object'", {"opinion.give_view.fire.view": "object"}, True),
        ("rule.subsidy", {"rule.subsidy": True}, True),
        ("len(crew) <= 6", {"crew": ()}, True),
        ("len(crew) <= 6", {"crew": tuple({} for _ in range(7))}, False),
        ("full_name in crew.member", {"full_name": "甲", "crew": ({"member": "乙"}, {"member": "甲"})}, True),
        ("full_name not in crew.member", {"full_name": "甲", "crew": ({"member": "乙"}, {})}, True),
        ("18 in crew.age", {"crew": ({"age": 17},)}, False),
        # columns of the catalogue's item: 2 seats for the dugout, 4 for the frame
        ("shape.seats >= 4", {"shape": "frame"}, True),
        ("shape.checked", {"shape": "dugout"}, True),
        ("shape.office == '港务所'", {"shape": "dugout"}, False),
    ],
)
def test_a_name_is_asked_for_as_it_is_written(scope, text, values, expected):
    assert evaluate(parse_condition(text, scope), holding(**values)) is expected


def test_opinions_are_asked_of_each_role(scope):
    every = parse_condition("opinion.give_view.all.view == 'agree'", scope)
    some = parse_condition("'object' == opinion.give_view.any.view", scope)
    assert names(every) == names(some) == ("opinion.give_view.water.view", "opinion.give_view.fire.view")
    given = {"opinion.give_view.water.view": "agree", "opinion.give_view.fire.view": "object"}
    assert evaluate(every, holding(**given)) is False
    assert evaluate(some, holding(**given)) is True
    assert evaluate(every, holding(**given | {"opinion.give_view.fire.view": "agree"})) is True
