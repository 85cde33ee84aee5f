"""Which package is about a document, and which documents have tasks that only their package tells."""

from lingxing.engines.documents.queries.places import document_key
from lingxing.engines.documents.queries.plans import PlanDocument
from lingxing.language.packages import Package, WrongPackage, load_packages
from lingxing.language.plans import PlanCatalogue


def package_of(document: PlanDocument) -> str:
    """Return the id of the policy package that is about the document; empty where none is installed.

    Where one notice brought several plans and each has a package, the one that knows tasks or indicators goes first.
    """
    about = [(name, one) for name, one in load_packages().packages.items() if _is_about(one, document)]
    about.sort(key=lambda pair: not _plans(pair[1]))
    return about[0][0] if about else ""


def _is_about(package: Package, document: PlanDocument) -> bool:
    return package.policy.city == document.city and document_of(package) == document.key


def document_of(package: Package) -> str:
    """Return the key of the document that a package is about; empty where the library has it not."""
    policy = package.policy
    return document_key(policy.document_number, policy.title, policy.city)


def _plans(package: Package) -> bool:
    catalogue = _catalogue(package)
    return bool(catalogue.tasks or catalogue.indicators)


def _catalogue(package: Package) -> PlanCatalogue:
    """Return what the package says of its plan; nothing where it says it wrongly: the other plans go on."""
    try:
        return package.catalogue
    except WrongPackage:
        return PlanCatalogue()


def added_tasks(city: str = "") -> dict[str, int]:
    """Return by the key of a document how many tasks its package adds; two queries at most for each such package."""
    found: dict[str, int] = {}
    for package in load_packages().packages.values():
        count = _added(_catalogue(package)) if city in ("", package.policy.city) else 0
        key = document_of(package) if count else ""
        if key:
            found[key] = found.get(key, 0) + count
    return found


def _added(catalogue: PlanCatalogue) -> int:
    return sum(max(1, len(said.split)) for said in catalogue.tasks.values() if said.adds)
