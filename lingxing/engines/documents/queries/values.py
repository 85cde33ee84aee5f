"""What the queries take and return. Lists are tuples in the order in which a page shows them."""

import datetime as dt
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import DeadlineKind, GazetteInfo, ProblemKind, RelationKind, Repair
from lingxing.engines.documents.domain.status import Status, StatusState


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list or a search; an empty field narrows nothing. `organ` is an organ's id."""

    city: str = ""
    issuer: str = ""
    kind: str = ""
    year: int | None = None
    status: StatusState | None = None
    organ: int | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many documents have it among those that the other filters leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by facet, the most frequent first (years: newest first; status: in the order of `StatusState`)."""

    cities: tuple[FacetValue, ...] = ()
    issuers: tuple[FacetValue, ...] = ()
    kinds: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()
    statuses: tuple[FacetValue, ...] = ()
    organs: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of a list of documents. `number` and `issuer` are empty where none is printed."""

    key: str
    title: str
    number: str
    issuer: str
    kind: str
    city: str
    signed_on: dt.date | None
    status: Status
    tasks: int = 0
    open_problems: int = 0
    imported_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """One page of the library, newest first. `total` counts all pages; `page` and `pages` count from 1."""

    documents: tuple[DocumentSummary, ...]
    total: int
    page: int
    pages: int
    facets: Facets
    on: dt.date


@dataclass(frozen=True, slots=True)
class GazetteView:
    """A gazette in the library. `id` stands in addresses; counts are of its latest reading."""

    id: int
    info: GazetteInfo
    label: str
    source_name: str
    digest: str
    imported_at: dt.datetime
    imported_by: str
    documents: int = 0
    open_problems: int = 0


@dataclass(frozen=True, slots=True)
class GazettePage:
    """A gazette with its documents in printed order, its contents page, and the repairs outside any document."""

    gazette: GazetteView
    documents: tuple[DocumentSummary, ...]
    contents: tuple[str, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class RelationLink:
    """A relation of a document page, either way.

    Outgoing: `key`, `title`, `number` are of the document spoken of; `key` is empty while it is not in the library.
    Incoming: they are of the document that speaks; `unit_id` is then a unit of that document.
    """

    kind: RelationKind
    key: str
    title: str
    number: str
    where: str
    unit_id: str
    printed: str
    effective_on: dt.date | None = None
    deadline: dt.date | None = None
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem on the list for people. `document_key` is empty where it lies outside any document."""

    id: int
    kind: ProblemKind
    message: str
    excerpt: str
    line: int | None
    unit_id: str
    resolved: bool
    note: str
    decided_by: str
    decided_at: dt.datetime | None
    gazette_id: int
    gazette_label: str
    document_key: str = ""
    document_title: str = ""
    state: str = "open"


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """One page of the problems, in the order of import."""

    problems: tuple[ProblemView, ...]
    total: int
    open: int
    page: int
    pages: int
    kinds: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version of a document; `changed` counts the units that differ from the version before."""

    sequence: int
    imported_at: dt.datetime
    gazette_id: int
    gazette_label: str
    digest: str
    signed_on: dt.date | None = None
    current: bool = False
    changed: int = 0


@dataclass(frozen=True, slots=True)
class OrganView:
    """An organ with its other names."""

    id: int
    name: str
    city: str
    aliases: tuple[str, ...] = ()
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """A printed name of a unit that no organ is known for, and in how many tasks it stands."""

    city: str
    printed: str
    tasks: int


@dataclass(frozen=True, slots=True)
class OutsideRevision:
    """A text outside the library that a document of the library orders revised by `deadline`, with where it says so.

    `lapses` says that the order threatens the unrevised text with lapsing.
    """

    title: str
    number: str
    deadline: dt.date
    lapses: bool
    source_key: str
    source_title: str
    where: str
    unit_id: str


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit that a task names: as printed, and the organ where it is known."""

    role: str
    printed: str
    organ_id: int | None
    organ_name: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task anywhere in the library, with its document and its units (lead first, then responsible, supporting)."""

    document_key: str
    document_title: str
    document_number: str
    task_id: str
    unit_id: str
    place: str
    text: str
    deadline_kind: DeadlineKind | None
    deadline_text: str
    due_on: dt.date | None
    units: tuple[NamedUnit, ...] = ()
    status: StatusState = StatusState.IN_FORCE
    role: str = ""


@dataclass(frozen=True, slots=True)
class TasksPage:
    """One page of tasks. `total` counts all pages; `page` and `pages` count from 1."""

    tasks: tuple[TaskView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class OrganPage:
    """What an organ must do as of a day, tasks of binding documents first by deadline.

    `overdue` were due before the day, `dated` are due on or after it, `standing` run on or recur, `undated` have none
    or a period; `ended` belong to documents that do not bind on the day.
    """

    organ: OrganView
    on: dt.date
    overdue: tuple[TaskView, ...]
    dated: tuple[TaskView, ...]
    standing: tuple[TaskView, ...]
    undated: tuple[TaskView, ...]
    ended: tuple[TaskView, ...]
    merged_from: tuple[str, ...] = ()
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class LastDay:
    """A dated duty for calendars: a task's last day, or the last day of a document (`task_id` empty)."""

    document_key: str
    document_title: str
    day: dt.date
    label: str
    task_id: str = ""
    unit_id: str = ""
    units: tuple[str, ...] = field(default=())
