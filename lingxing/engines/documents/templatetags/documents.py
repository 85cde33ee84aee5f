"""Template tags of the library's pages."""

from enum import StrEnum

from django import template

from lingxing.engines.documents import labels
from lingxing.engines.documents.domain import places
from lingxing.engines.documents.domain.model import RelationKind, Repair
from lingxing.engines.documents.domain.status import Status
from lingxing.engines.documents.domain.text_runs import Run, text_runs

register = template.Library()


@register.filter
def label(value: StrEnum) -> str:
    """Return the value's Chinese name."""
    return labels.label(value)


@register.filter
def incoming_label(value: RelationKind) -> str:
    """Return a relation's Chinese name from the other side."""
    return labels.incoming_label(value)


@register.filter
def role_label(value: str) -> str:
    """Return the Chinese name of a unit's role in a task."""
    return labels.role_label(value)


@register.filter
def status_sentence(status: Status) -> str:
    """Return a status with its days in words."""
    return labels.status_sentence(status)


@register.filter
def status_days(status: Status) -> str:
    """Return the days of a status in words."""
    return labels.status_days(status)


@register.filter
def placed(place: str, title: str) -> str:
    """Return a place with its document in front, unless the place names an instrument of it already."""
    return place if place.startswith("《") else f"《{title}》{place}"


@register.filter
def segment(name: str) -> str:
    """Return a unit's or task's id as it stands in the path of a value."""
    return places.segment(name)


@register.filter
def changes(repair: Repair) -> tuple[Run, ...]:
    """Return what a repair changed, run by run."""
    return text_runs(repair.before, repair.after)


@register.filter
def within(citation: str, title: str) -> str:
    """Return a citation without 《title》 in front, for places where the title stands beside it."""
    return citation.removeprefix(f"《{title}》")


@register.filter
def shortened(text: str) -> str:
    """Return a long run with its middle left out: 60 characters of either end are kept."""
    return text if len(text) <= 130 else f"{text[:60]}……{text[-60:]}"
