"""procedure.yaml: services, and who does what in them by when."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from lingxing.language.definitions import AUDIENCES
from lingxing.language.packages.articles import article
from lingxing.language.packages.facts_file import Facts
from lingxing.language.packages.items import Item, Section, read_file
from lingxing.language.packages.procedures.acts_file import read_acts
from lingxing.language.packages.procedures.catalogue_file import read_catalogue
from lingxing.language.packages.procedures.clocks_file import read_clocks
from lingxing.language.packages.procedures.entries import named, truth, word, words
from lingxing.language.packages.procedures.fields_file import Known, check_links, with_conditions
from lingxing.language.packages.procedures.lists_file import read_guide, read_publications, read_queues, read_registers
from lingxing.language.packages.procedures.naming import check_named_roles
from lingxing.language.packages.procedures.outlines import Outline, check_cascades, read_outline
from lingxing.language.packages.procedures.papers_file import read_documents, read_papers
from lingxing.language.packages.procedures.roles_file import read_marks, read_roles
from lingxing.language.packages.procedures.scopes import ServiceScope
from lingxing.language.procedures.definitions import FieldKind, Procedure, Role, Service

_NUMBER = re.compile(r"[A-Z]{2,8}")


def read_procedure(folder: Path, package: str, facts: Facts, formulas: Mapping[str, str]) -> Procedure | None:
    """Return what procedure.yaml and catalogue.yaml in the folder declare; None where procedure.yaml is absent.

    `formulas`: name → label of the package's formulas. WrongPackage says what is wrong, where, and what to do.
    """
    root = read_file(folder / "procedure.yaml")
    if root is None:
        return None
    section = root.section(("roles", "marks", "services"))
    services = dict(named(section.item("services")))
    known = Known(
        package=package,
        facts=facts,
        formulas=formulas,
        roles=read_roles(section.get("roles")),
        marks=read_marks(section.get("marks")),
        catalogue=read_catalogue(read_file(folder / "catalogue.yaml")),
        services=tuple(services),
    )
    outlines = {name: read_outline(name, item, known) for name, item in services.items()}
    check_cascades(outlines)
    read = {name: _service(outline, ServiceScope(known, outlines, name)) for name, outline in outlines.items()}
    _check_numbers(read, outlines)
    check_named_roles(read, outlines, section.get("roles"), known.roles)
    return Procedure(package, known.roles, read, known.catalogue, known.marks)


def _service(outline: Outline, scope: ServiceScope) -> Service:
    section, known = outline.section, scope.known
    states = {name: tuple(other.states) for name, other in scope.outlines.items()}
    check_links(outline.fields, section.get("fields"), states)
    return Service(
        package=known.package,
        name=outline.name,
        label=outline.label,
        article=article(section),
        audience=words(section, "audience", tuple(name for name in AUDIENCES if name != "household")),
        number=_prefix(section.item("number")),
        fields=with_conditions(outline.fields, section.get("fields"), scope),
        papers=read_papers(section.get("papers"), scope),
        states=outline.states,
        acts=read_acts(outline, scope),
        clocks=read_clocks(outline, known.roles),
        documents=read_documents(section.get("documents"), scope),
        publications=read_publications(outline, scope),
        registers=read_registers(outline),
        queues=read_queues(outline),
        guide=read_guide(section.get("guide"), scope),
        digest=_digest(section.at, known),
        title_field=_title(section, outline),
        hidden=truth(section, "hidden"),
        where=section.at.where,
    )


def _prefix(item: Item) -> str:
    if not _NUMBER.fullmatch(item.raw):
        raise item.wrong(f"{item.raw!r} is no prefix of case numbers", "write 2 to 8 capital letters")
    return item.raw


def _check_numbers(services: Mapping[str, Service], outlines: Mapping[str, Outline]) -> None:
    """Refuse two services whose cases would be numbered alike."""
    seen: dict[str, str] = {}
    for name, service in services.items():
        if service.number in seen:
            item = outlines[name].section.item("number")
            raise item.wrong(f"{service.number} is the prefix of {seen[service.number]} too", "take another")
        seen[service.number] = name


def _title(section: Section, outline: Outline) -> str:
    fields = outline.fields.items()
    public = tuple(name for name, held in fields if held.personal is None and held.kind is not FieldKind.ORGAN)
    return word(section, "title_field", public, "")


def _digest(item: Item, known: Known) -> str:
    """Return the SHA-256 of the service's words, the roles and the lists that it takes choices from."""
    told = {
        "service": item.given(),
        "roles": [_told(role) for role in known.roles.values()],
        "lists": [
            (listed.name, [(held.key, held.label, held.values) for held in listed.items.values()])
            for listed in known.catalogue.values()
        ],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(role: Role) -> tuple[str, ...]:
    return (role.name, role.label, role.organ, role.duty, *([role.named_by] if role.named_by else []))
