"""Small files and programs for the tests of simulations."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.simulation.running import Study, simulate
from lingxing.kernel.units import CNY
from lingxing.language import functions as f
from lingxing.language.definitions import Shape

STEPS = ((0, Fraction(1, 10)), (1_000_00, Fraction(1, 2)))
RICHER = ((0, Fraction(1, 10)), (1_000_00, Fraction(3, 4)))


def schedule(parameter) -> Any:
    """Return what a formula sees of the parameter."""
    return f.parameter_value(parameter)


def rows_program(steps=STEPS):
    """Return rules on a person's income: a tenth up to 1000 yuan, half of what is above; nothing for the middle."""
    income, grade = programs.money("income"), programs.choice("grade")
    first_time = replace(programs.truth("first_time"), default=False)
    facts = (income, programs.rate("share"), programs.count("heads"), grade, first_time, programs.date("born"))
    see = {fact.name: programs.value_of(fact) for fact in facts}
    rates = programs.parameter("steps", steps, Shape.BRACKETS, over=CNY)
    paid = f.half_up(f.brackets(see["income"], schedule(rates)))
    open_end = f.when(see["grade"] == "middle", f.not_covered("中档未定")).otherwise(paid)
    formulas = {
        "payment": f.granted(open_end, see["income"] > 0),
        "bonus": f.half_up(see["income"] * see["share"]),
        "due": f.when(see["first_time"], f.months_later(see["born"], see["heads"])).otherwise(see["born"]),
        "many": see["heads"] > 3,
    }
    return programs.program(formulas, facts, (), (rates,))


def events_program():
    """Return rules on a person's claims: half of the year's total above 100 yuan."""
    amount = programs.money("amount", -5_000_00, 20_000_00, scope="claims")
    rates = programs.parameter("steps", ((100_00, Fraction(1, 2)),), Shape.BRACKETS, over=CNY)
    paid = f.increment(f.half_up(f.brackets(f.running(programs.value_of(amount), "year"), schedule(rates))))
    formulas = {"paid": paid, "all_paid": f.total(paid)}
    return programs.program(formulas, (), (programs.claims(amount),), (rates,))


def findings(folder, data, law=None, reform=None, out="out.parquet", **more):
    """Return the findings of a simulation on the file."""
    study = Study(law or rows_program(), reform, data, folder / out, **more)
    return list(simulate(study))[-1].findings


def csv(folder, text, name="data.csv", encoding="utf-8"):
    """Return a CSV file of the text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
