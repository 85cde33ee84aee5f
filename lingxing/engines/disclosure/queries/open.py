"""What the public sees. Whatever leaves the installation, page, file, feed or API, comes from here.

All of it is as of today: the state of another day would show what has been taken down since.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.offered import services_offered
from lingxing.engines.disclosure.domain.content import Content, content_from_json
from lingxing.engines.disclosure.domain.states import Life, PublicationState
from lingxing.engines.disclosure.models import Publication, PublicationVersion
from lingxing.engines.disclosure.queries.lasting import life_of
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotFound

PAGE = 20
PUBLIC_NOTICE = "public_notice"
KINDS = {PUBLIC_NOTICE: "公示", "disclosure": "公开"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What the list is narrowed to; empty ones narrow nothing. `state`: current, or all for what has ended too."""

    q: str = ""
    kind: str = ""
    city: str = ""
    organ: int | None = None
    year: int | None = None
    state: str = "current"


@dataclass(frozen=True, slots=True)
class PublicationCard:
    """A publication in a list: nothing of its content but the title, and not that where it was withdrawn."""

    number: str
    title: str
    kind: str
    organ: str
    city: str
    released_at: dt.datetime
    changed_at: dt.datetime
    last_day: dt.date | None
    state: PublicationState
    withdrawn_reason: str
    versions: int

    @property
    def kind_label(self) -> str:
        """Return 公示 or 公开."""
        return KINDS.get(self.kind, self.kind)

    @property
    def released_on(self) -> dt.date:
        """Return the day of release in Shanghai."""
        return self.released_at.astimezone(SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One content. `content` is None where it is not shown any more; `reason` says why it replaced the one before."""

    sequence: int
    at: dt.datetime
    reason: str
    digest: str
    content: Content | None
    concealed: bool


@dataclass(frozen=True, slots=True)
class OpenPublication:
    """One publication as the public sees it. `versions`: the newest first, one at least; `taking_objections`: today."""

    card: PublicationCard
    basis: str
    article: str
    contact: str
    package: str
    service: str
    versions: tuple[ShownVersion, ...]
    taking_objections: bool

    @property
    def current(self) -> ShownVersion:
        """Return the version that counts."""
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """A public register of cases."""

    label: str
    article: str
    service: str
    city: str
    package: str
    service_name: str
    name: str


def publications(selection: Selection, on: dt.date, page: object = 1, size: int = PAGE) -> "Page[PublicationCard]":
    """Return a page of what has been published, the newest first; an impossible page number gives the nearest one."""
    rows = selected(selection, on)
    found: Page[Publication] = Paginator(rows, size).get_page(page)  # type: ignore[arg-type]
    cards: Page[PublicationCard] = found  # type: ignore[assignment]
    cards.object_list = list(cards_of(found.object_list, on))
    return cards


def every_publication(selection: Selection, on: dt.date, most: int) -> list[PublicationCard]:
    """Return all that the selection leaves, at most so many, the newest first."""
    return list(cards_of(selected(selection, on)[:most], on))


def selected(selection: Selection, on: dt.date) -> "QuerySet[Publication]":
    """Return the released publications that the selection leaves, the newest first; titles hold every word asked for.

    What was withdrawn is found by no word: its title may be what had to go.
    """
    rows = Publication.objects.filter(released_at__isnull=False).select_related("organ")
    for word in selection.q.split():
        rows = rows.filter(title__icontains=word, withdrawn_at=None)
    if selection.state == "current":
        rows = rows.filter(Q(last_day=None) | Q(last_day__gte=on), withdrawn_at=None)
    named = {"kind": selection.kind, "city": selection.city, "organ": selection.organ}
    rows = rows.filter(**{key: value for key, value in named.items() if value})
    if selection.year:
        first = dt.datetime(selection.year, 1, 1, tzinfo=SHANGHAI)
        rows = rows.filter(released_at__gte=first, released_at__lt=first.replace(year=selection.year + 1))
    return rows.order_by("-released_at", "-number")


def cards_of(rows: Iterable[Publication], on: dt.date) -> Iterable[PublicationCard]:
    """Yield the publications as lists show them; two queries beside the rows' own."""
    work, kept = calendar(), list(rows)
    newest = PublicationVersion.objects.filter(publication__in=kept).order_by("sequence")
    changed = dict(newest.values_list("publication_id", "at"))
    return (_card(row, work, changed.get(row.pk, row.drafted_at), on) for row in kept)


def open_publication(number: str, on: dt.date) -> OpenPublication:
    """Return one publication with its versions. NotFound where none was ever released under the number."""
    row = Publication.objects.filter(number=number, released_at__isnull=False).select_related("organ").first()
    if row is None:
        raise NotFound("没有这项公开内容", where=number[:20], remedy="请从信息公开列表中查找")
    versions = list(row.versions.order_by("-sequence"))
    card = _card(row, calendar(), versions[0].at, on)
    shown = tuple(_version(version, card.state) for version in versions)
    takes = card.kind == PUBLIC_NOTICE and card.state is PublicationState.RELEASED and bool(row.package)
    return OpenPublication(card, row.basis, row.article, row.contact, row.package, row.service, shown, takes)


def published_case(number: str, place: int) -> str:
    """Return the id of the case that stands in a row of a publication, from 0. NotFound where there is none."""
    row = Publication.objects.filter(number=number).first()
    link = row.orders.filter(place=place).first() if row else None
    if link is None:
        raise NotFound("没有这一行", where="异议针对的内容", remedy="请从公示的内容中选择")
    return str(link.case_id)


def newest_changes(on: dt.date, most: int) -> list[PublicationCard]:
    """Return what was released, corrected or withdrawn last, the newest change first; nothing whose time is over."""
    rows = Publication.objects.filter(released_at__isnull=False).select_related("organ")
    recent = rows.order_by("-released_at")[:most]
    changed = PublicationVersion.objects.filter(sequence__gt=1).order_by("-at").values_list("publication_id", flat=True)
    withdrawn = rows.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at")[:most]
    ids = {row.pk for row in (*recent, *withdrawn)} | set(changed[:most])
    cards = cards_of(rows.filter(pk__in=ids), on)
    shown = (card for card in cards if card.state is not PublicationState.EXPIRED)
    return sorted(shown, key=lambda card: (card.changed_at, card.number), reverse=True)[:most]


def facets(on: dt.date) -> tuple[list[str], list[tuple[int, str]], list[int]]:
    """Return cities, organs (id, name) and years that have published anything, each in order, years newest first."""
    rows = Publication.objects.filter(released_at__isnull=False).order_by()
    cities = sorted(city for city in rows.values_list("city", flat=True).distinct() if city)
    organs = sorted(rows.values_list("organ_id", "organ__name").distinct(), key=lambda pair: pair[1])
    first = rows.order_by("released_at").values_list("released_at", flat=True).first()
    years = list(range(on.year, first.astimezone(SHANGHAI).year - 1, -1)) if first else []
    return cities, organs, years


def open_registers(on: dt.date) -> list[OpenRegister]:
    """Return the public registers of the services in force, hidden services' too, by city and file."""
    return [
        OpenRegister(
            found.label,
            found.article,
            card.service.label,
            card.policy.city,
            card.service.package,
            card.service.name,
            name,
        )
        for card in services_offered(on, hidden=True)
        for name, found in card.service.registers.items()
        if found.public
    ]


def _card(row: Publication, work: WorkCalendar, changed: dt.datetime, on: dt.date) -> PublicationCard:
    life = life_of(row, work)
    state = life.state(on)
    card = PublicationCard(
        row.number or "",
        row.title,
        row.kind,
        row.organ.name,
        row.city,
        _released(life),
        row.withdrawn_at or changed,
        life.last_day,
        state,
        row.withdrawn_reason,
        row.versions_count,
    )
    return replace(card, title=f"（已撤回的{card.kind_label}）") if state is PublicationState.WITHDRAWN else card


def _released(life: Life) -> dt.datetime:
    if life.released_at is None:
        raise NotFound("这项内容还没有公开", where="公开", remedy="请从信息公开列表中查找")
    return life.released_at


def _version(row: PublicationVersion, state: PublicationState) -> ShownVersion:
    shown = state.shows and not row.concealed
    content = content_from_json(row.content) if shown else None
    return ShownVersion(row.sequence, row.at, row.reason, row.digest, content, row.concealed)
