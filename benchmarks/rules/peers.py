"""The two steps written for openfisca-core and policyengine-core, which share their words; nothing where one is absent.

Both keep amounts as 32-bit fractions by default; they are run as their manuals show, amounts in CNY.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

PEERS = {"openfisca-core": "openfisca_core", "policyengine-core": "policyengine_core"}
PERIOD = "2024"
SINCE = "2024-01-01"
LEVELS = ("primary", "secondary", "tertiary")
PARAMETERS: Mapping[str, Any] = {
    "deductible": {"primary": 200, "secondary": 600, "tertiary": 1000},
    "rate": {"primary": 0.85, "secondary": 0.70, "tertiary": 0.60},
    "basic_cap": 200_000,
    "shares": [(12_000, 0.60), (30_000, 0.65), (100_000, 0.75)],
    "catastrophic_cap": 300_000,
}


def is_installed(package: str) -> bool:
    """Return whether the peer is there."""
    return importlib.util.find_spec(package) is not None


class Peer:
    """One of the two, with the rule set loaded."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._system = self._build()

    def simulation(self, count: int, *, trace: bool = False) -> Any:
        """Return a fresh simulation of so many persons."""
        builder = self._module("simulations").SimulationBuilder()
        simulation = builder.build_default_simulation(self._system, count)
        simulation.trace = trace
        return simulation

    def run(self, expenses: NDArray[np.float64], level: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return both payments of every person, in CNY."""
        return self.calculate(self.simulation(len(expenses)), expenses, level)

    def calculate(
        self, simulation: Any, expenses: NDArray[np.float64], level: NDArray[np.int64]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return both payments of a simulation that has not been given its inputs."""
        levels = self._levels
        simulation.set_input("expenses", PERIOD, expenses)
        simulation.set_input("level", PERIOD, self._module("enums").EnumArray(level, levels))
        last = simulation.calculate("catastrophic_payment", PERIOD)
        return simulation.calculate("basic_payment", PERIOD), last

    def _module(self, name: str) -> ModuleType:
        names = {"enums": "indexed_enums" if self._package == "openfisca_core" else "enums"}
        return importlib.import_module(f"{self._package}.{names.get(name, name)}")

    def _build(self) -> Any:
        entity = self._module("entities").Entity("person", "persons", "person", "")
        system = self._module("taxbenefitsystems").TaxBenefitSystem([entity])
        system.parameters = self._parameters()
        self._levels = self._module("enums").Enum("Levels", {name: name for name in LEVELS})
        for variable in self._variables(entity):
            system.add_variable(variable)
        return system

    def _parameters(self) -> Any:
        dated = {name: _dated(value) for name, value in PARAMETERS.items()}
        return self._module("parameters").ParameterNode("", data=dated)

    def _variables(self, entity: Any) -> list[type]:
        base = self._module("variables").Variable
        year = getattr(self._module("periods"), "YEAR", "year")
        shape = {"label": "of the benchmark", "entity": entity, "definition_period": year}
        levels = {"value_type": self._module("enums").Enum, "possible_values": self._levels}
        money = {**shape, "value_type": float}
        return [
            type("expenses", (base,), dict(money)),
            type("level", (base,), {**shape, **levels, "default_value": self._levels["primary"]}),
            type("basic_payment", (base,), {**money, "formula": _basic}),
            type("catastrophic_payment", (base,), {**money, "formula": _catastrophic}),
        ]


def _dated(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {name: _dated(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return {"brackets": [{"threshold": _dated(first), "rate": _dated(rate)} for first, rate in value]}
    return {"values": {SINCE: {"value": value}}}


def _to_the_fen(amount: NDArray[Any]) -> NDArray[Any]:
    rounded: NDArray[Any] = np.floor(amount * 100 + 0.5) / 100
    return rounded


def _basic(person: Any, period: Any, parameters: Any) -> Any:
    held = parameters(period)
    level = person("level", period)
    above = np.maximum(person("expenses", period) - held.deductible[level], 0)
    return np.minimum(_to_the_fen(above * held.rate[level]), held.basic_cap)


def _catastrophic(person: Any, period: Any, parameters: Any) -> Any:
    held = parameters(period)
    rest = person("expenses", period) - person("basic_payment", period)
    return np.minimum(_to_the_fen(held.shares.calc(rest)), held.catastrophic_cap)
