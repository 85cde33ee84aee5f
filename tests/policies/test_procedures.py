"""Every procedure of the tree runs from its beginning to an end, can be drawn and explained, and its rules answer."""

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from lingxing.language.packages import Package, find_packages, load_package
from lingxing.language.procedures.chart import cards_of
from lingxing.language.procedures.definitions import FieldKind, Service
from lingxing.language.procedures.diagram import procedure_diagram
from lingxing.language.procedures.guide import service_guide
from lingxing.language.procedures.proving import conditions_of, weaknesses
from lingxing.language.procedures.ruling import rule_weaknesses
from lingxing.language.procedures.wording import describe

SOURCES = find_packages()
NAMES = [name for name in sorted(SOURCES) if (SOURCES[name].folder / "procedure.yaml").exists()]


def services(package: Package) -> Iterator[Service]:
    """Yield the services of the package."""
    assert package.procedure is not None
    yield from package.procedure.services.values()


def days(package: Package) -> set[dt.date]:
    """Return the days on which the package's rules change."""
    dated = {first for parameter in package.parameters.values() for first, _ in parameter.versions}
    return {package.policy.effective, *dated, *(marked.since for marked in package.marked if marked.since)}


def test_there_are_procedures() -> None:
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_procedure_is_proved(name: str) -> None:
    """Every act can be done, every state leads to an end, nothing is idle, and the rules find their facts."""
    package = load_package(name)
    assert package.procedure is not None
    found = weaknesses(package.procedure)
    found += [weak for day in days(package) for weak in rule_weaknesses(package.procedure, package.program(day))]
    assert [f"{weak.where} {weak.text}" for weak in found if weak.grave] == []


@pytest.mark.parametrize("name", NAMES)
def test_duties_remind_before_and_report_after(name: str) -> None:
    procedure = load_package(name).procedure
    assert procedure is not None
    assert [weak.text for weak in weaknesses(procedure) if not weak.grave] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_procedure_is_drawn_and_told(name: str) -> None:
    package = load_package(name)
    assert package.procedure is not None
    for service in services(package):
        image = ET.fromstring(procedure_diagram(service, package.procedure))
        assert len(image.findall("{http://www.w3.org/2000/svg}rect")) == len(cards_of(service, package.procedure))
        guide = service_guide(service, package.procedure)
        assert len(guide.terms) == len(service.clocks)
        assert service.hidden or (guide.who and guide.fee and guide.complain)
        assert all(describe(condition) for condition in conditions_of(service))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_personal_names_a_case_or_is_published_plainly(name: str) -> None:
    for service in services(load_package(name)):
        personal = {field.name for field in service.fields.values() if field.personal}
        assert service.title_field not in personal
        shown = [*service.publications.values(), *(held for held in service.registers.values() if held.public)]
        for columns in (held.columns for held in shown):
            assert not {column for column, redaction in columns.items() if column in personal and redaction == "plain"}


@pytest.mark.parametrize("name", NAMES)
def test_numbers_of_people_are_personal(name: str) -> None:
    """An identity or phone number is sealed wherever it stands, in rows too."""
    for service in services(load_package(name)):
        for field in (*service.fields.values(), *(c for f in service.fields.values() for c in f.columns.values())):
            assert field.personal or field.kind not in (FieldKind.IDENTITY_NUMBER, FieldKind.PHONE)


def test_case_numbers_of_a_city_differ() -> None:
    """Two services of one installation must not number their cases alike."""
    prefixes = [service.number for name in NAMES for service in services(load_package(name))]
    assert sorted(set(prefixes)) == sorted(prefixes)
