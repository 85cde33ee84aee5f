"""What acts have ordered to be published: what waits, what it would say, what has been released in time."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.cases.models import PublicationOrder as PublicationOrder
from lingxing.engines.cases.queries.labels import service_label
from lingxing.engines.cases.queries.lists import headings_of, redacted
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.parties.access_types import PartyKind
from lingxing.engines.parties.people.queries import party_cards
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import Personal, Publication, Service


@dataclass(frozen=True, slots=True)
class RawValue:
    """A value before redaction. `of_firm`: it names the case's party, which is a firm or an organ."""

    text: str
    of_firm: bool = False


@dataclass(frozen=True, slots=True)
class OrderedPublication:
    """What orders of one kind would publish, before redaction: a row an order, column → value. For officers only."""

    service: Service
    publication: Publication
    orders: tuple[PublicationOrder, ...]
    headings: Mapping[str, str]
    rows: tuple[Mapping[str, RawValue], ...]
    city: str
    basis: str
    """Title of the document."""


@dataclass(frozen=True, slots=True)
class ReleaseCounts:
    """Orders of one organ and one publication: waiting in time, waiting too long, released in time, released late."""

    organ_id: int
    organ: str
    package: str
    service: str
    label: str
    waiting: int
    late: int
    in_time: int
    released_late: int


def open_publication_orders(organ_ids: Iterable[int]) -> list[PublicationOrder]:
    """Return the orders that wait for these organs, with their cases, by the last day for their release."""
    orders = PublicationOrder.objects.filter(organ__in=list(organ_ids), released_at=None, dropped_at=None)
    return list(orders.select_related("case", "organ").order_by("due_on", "pk"))


def publication_order(order_id: int) -> PublicationOrder | None:
    """Return one order with its case, or None."""
    return PublicationOrder.objects.select_related("case", "organ").filter(pk=order_id).first()


def publication_of(order: PublicationOrder) -> Publication | None:
    """Return the definition that an order follows, None where the package has given it up."""
    return declared_publication(order.case.package, order.case.service, order.name)


def declared_publication(package: str, service_name: str, name: str) -> Publication | None:
    """Return the definition of a publication, None where the package has given it up."""
    try:
        return service(package, service_name).publications.get(name)
    except LingxingError:
        return None


def releasing_duty(package: str, service_name: str, name: str) -> str:
    """Return the duty of the role that releases a publication; empty where the package has given it up."""
    publication = declared_publication(package, service_name, name)
    return str(procedure(package).roles[publication.by].duty) if publication else ""


def releasing_duty_of(order: PublicationOrder) -> str:
    """Return the duty of the role that releases what was ordered; empty where the package has given it up."""
    return releasing_duty(order.case.package, order.case.service, order.name)


def ordered_publication(order_ids: Sequence[int]) -> OrderedPublication:
    """Return what these orders would publish, in the order of the cases' numbers, released ones too.

    LingxingError where there is none, or they are not all of one service, publication and organ.
    """
    orders = PublicationOrder.objects.select_related("case", "case__organ", "organ").filter(pk__in=order_ids)
    found = sorted(orders, key=lambda order: order.case.number)
    kinds = {(order.case.package, order.case.service, order.name, order.organ_id) for order in found}
    publication = publication_of(found[0]) if found else None
    if len(found) != len(set(order_ids)) or len(kinds) != 1 or publication is None:
        remedy = "请从待公开列表中选择；一起公开的须是同一单位的同一种公开内容"
        raise LingxingError("这些内容不能一起公开", where="公开", remedy=remedy)
    case = found[0].case
    declared, policy = service(case.package, case.service), load_package(case.package).policy
    rows = tuple(_raw_rows(declared, publication, [order.case for order in found]))
    names = dict(zip(publication.columns, headings_of(declared, publication.columns), strict=True))
    title = policy.instrument or policy.title
    return OrderedPublication(declared, publication, tuple(found), names, rows, policy.city, title)


def _raw_rows(declared: Service, publication: Publication, cases: list[Case]) -> Iterable[Mapping[str, RawValue]]:
    cards = party_cards({case.party_id for case in cases if case.party_id}, mask=False)
    own = {"applicant", *_naming_the_party(declared)}
    texts = redacted(declared, dict.fromkeys(publication.columns, "plain"), cases)
    for case, row in zip(cases, texts, strict=True):
        card = cards.get(case.party_id) if case.party_id else None
        firm = card is not None and card.kind is not PartyKind.PERSON
        yield {
            column: RawValue(text, firm and column in own and card is not None and text == card.name)
            for column, text in row.items()
        }


def _naming_the_party(declared: Service) -> Iterable[str]:
    return (name for name, held in declared.fields.items() if held.personal is Personal.NAME)


def taken_back(orders: Iterable[PublicationOrder]) -> set[int]:
    """Return the ids of the orders whose act has been taken back: what was released for them must not stay."""
    wanted = {(order.case_id, order.event_sequence): order.pk for order in orders}
    annulled = CaseEvent.objects.filter(case__in={case for case, _ in wanted}, annuls__isnull=False)
    return {wanted[key] for key in annulled.values_list("case_id", "annuls") if key in wanted}


def release_counts(organ_ids: Iterable[int], on: dt.date) -> list[ReleaseCounts]:
    """Return how the orders of these organs stand on the day, by organ and service; counted by the database."""
    rows = (
        PublicationOrder.objects.filter(organ__in=list(organ_ids), dropped_at=None)
        .annotate(released_on=TruncDate("released_at", tzinfo=SHANGHAI))
        .values("organ", "organ__name", "case__package", "case__service", "name")
        .annotate(
            waiting=Count("pk", filter=Q(released_at=None, due_on__gte=on)),
            late=Count("pk", filter=Q(released_at=None, due_on__lt=on)),
            in_time=Count("pk", filter=Q(released_on__lte=F("due_on"))),
            released_late=Count("pk", filter=Q(released_on__gt=F("due_on"))),
        )
        .order_by("organ__name", "case__package", "case__service", "name")
    )
    return [
        ReleaseCounts(
            row["organ"],
            row["organ__name"],
            row["case__package"],
            row["case__service"],
            _label(row["case__package"], row["case__service"], row["name"]),
            *(row[key] for key in ("waiting", "late", "in_time", "released_late")),
        )
        for row in rows
    ]


def _label(package: str, name: str, publication: str) -> str:
    declared = declared_publication(package, name, publication)
    return declared.label if declared else f"{service_label(package, name)} {publication}"
