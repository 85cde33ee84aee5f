"""What the document of a package states as numbers, and what of it no indicator covers yet."""

from lingxing.engines.documents.queries.plans import StatedIndicator, document_indicators
from lingxing.engines.supervision.domain.taking import Stated, uncovered
from lingxing.engines.supervision.models import Plan
from lingxing.engines.supervision.queries.indicators import known_indicators
from lingxing.engines.supervision.queries.packaged import document_of
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_package


def stated_of(package: str) -> tuple[Stated, ...]:
    """Return every number that was extracted from the package's document, in printed order; none without document."""
    taken_up = Plan.objects.filter(package=package).values_list("document_key", flat=True).first()
    key = taken_up or document_of(load_package(package))
    return tuple(_stated(one) for one in (document_indicators(key) if key else ()))


def _stated(one: StatedIndicator) -> Stated:
    better = one.comparator
    return Stated(one.task_id, one.position, one.place, one.name, better, one.value, one.unit, one.text, one.due_on)


def uncovered_of(package: str) -> tuple[Stated, ...]:
    """Return those that no indicator of the package covers, declared or taken over."""
    return uncovered(stated_of(package), known_indicators(package).values())


def uncovered_one(package: str, key: str) -> Stated:
    """Return one of them. LingxingError where the document states none such, or it is covered by now."""
    found = next((one for one in uncovered_of(package) if one.key == key), None)
    if found is None:
        raise LingxingError("文件没有写这个数，或者已经列为指标", where="指标", remedy="请刷新页面")
    return found
