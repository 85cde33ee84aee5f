"""Whether the articles that a package cites stand in the stored text, where an installation holds it."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from lingxing.cli.ground import Ground, prepare
from lingxing.cli.policy.proof import Fault
from lingxing.language.listings import Listing
from lingxing.language.packages import Package
from lingxing.language.plans import PlanCatalogue
from lingxing.language.procedures.definitions import Procedure, Service
from lingxing.web.environment import read_environment


def cited_articles(package: Package) -> Iterator[tuple[str, str]]:
    """Yield (article, where) of everything in the package that cites one."""
    policy = package.policy
    articles = [overlap.article for overlap in policy.overlaps]
    articles += [ceiling.article for ceiling in policy.ceilings]
    articles += [open_.article for open_ in policy.not_computable]
    yield from ((article, policy.where) for article in articles)
    facts = [*package.facts.values(), *(fact for held in package.lists.values() for fact in held.facts.values())]
    yield from ((fact.article, fact.where) for fact in facts if fact.article)
    yield from ((parameter.article, parameter.where) for parameter in package.parameters.values())
    for marked in package.marked:
        code = marked.function.__code__
        yield marked.article, f"{code.co_filename}:{code.co_firstlineno}"
    if package.procedure is not None:
        yield from _of_procedure(package.procedure)
    if package.listing is not None:
        yield from _of_listing(package.listing)
    yield from _of_plan(package.catalogue)


def _of_procedure(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for service in procedure.services.values():
        yield service.article, service.where
        yield from ((article, where) for article, where in _of_service(service) if article)
    for listed in procedure.catalogue.values():
        yield listed.article, listed.where
        yield from ((item.article, item.where) for item in listed.items.values() if item.article)


def _of_listing(listing: Listing) -> Iterator[tuple[str, str]]:
    yield from ((figure.article, figure.where) for figure in listing.figures.values())
    yield from ((article, listing.where) for article in (*listing.acts.values(), *listing.grounds.values()))


def _of_plan(catalogue: PlanCatalogue) -> Iterator[tuple[str, str]]:
    yield from ((indicator.article, indicator.where) for indicator in catalogue.indicators.values())
    for task in catalogue.tasks.values():
        articles = (task.article, *(part.article for part in task.split))
        yield from ((article, task.where) for article in articles if article)


def _of_service(service: Service) -> Iterator[tuple[str, str]]:
    """Yield (article, where) of everything in the service; the article is empty where it cites none."""
    for act in service.acts.values():
        yield act.article, act.where
        yield from ((check.article, act.where) for check in act.checks)
    for field in service.fields.values():
        yield field.article, field.where
        yield from ((column.article, column.where) for column in field.columns.values())
    yield from ((paper.article, paper.where) for paper in service.papers.values())
    yield from ((clock.article, clock.where) for clock in service.clocks.values())
    yield from ((document.article, document.where) for document in service.documents.values())
    yield from ((publication.article, publication.where) for publication in service.publications.values())
    yield from ((register.article, register.where) for register in service.registers.values())
    yield from ((queue.article, queue.where) for queue in service.queues.values())
    if service.guide:
        yield service.guide.fee_article, service.where


def cited_faults(package: Package) -> tuple[list[Fault], str]:
    """Return the citations that the stored text does not hold, and in Chinese what could not be checked, and why."""
    database = read_environment().database
    if database.embedded and not Path(database.name).exists():
        return [], "没有数据库，引用的条款未核对"
    prepare(Ground.DATABASE, writing=False)
    stored = import_module("lingxing.cli.policy.stored")  # models can be imported only now
    unknown, note = stored.unknown_articles(package.policy, dict(cited_articles(package)))
    faults = [Fault("citation", where, f"原文里找不到{article}") for article, where in unknown.items()]
    named = {name: task.where for task in package.catalogue.tasks.values() for name in task.extracted_ids()}
    lost = stored.unknown_tasks(package.policy, named)
    return [*faults, *(Fault("citation", where, f"原文里没有提取到任务 {name}") for name, where in lost.items())], note
