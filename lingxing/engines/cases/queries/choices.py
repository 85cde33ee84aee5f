"""The cases that a field of another case may name."""

from uuid import UUID

from django.db.models import Q

from lingxing.engines.cases.models import Case
from lingxing.language.procedures.definitions import Field, Service

MOST = 500


def linkable_cases(service: Service, field: Field, party_id: UUID | None, own: Q | None = None) -> dict[str, str]:
    """Return the cases that the field may name: key → number and title, by number, at most 500.

    Those of its service in its states; of the same party only, where the field says so. `own` narrows these to what
    an applicant's account may know of: `access.met_by`.
    """
    found = Case.objects.filter(package=service.package, service=field.service)
    if field.states:
        found = found.filter(state__in=field.states)
    if field.own:
        found = found.filter(own or Q(), party=party_id) if party_id else found.none()
    rows = found.order_by("number").values_list("pk", "number", "title")[:MOST]
    return {str(key): f"{number} {title}".strip() for key, number, title in rows}
