"""What a draft is about, and the pages that lead from its first field to sending it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from lingxing.engines.cases.domain.requirements import Given, asked_fields, asked_papers, filled_state
from lingxing.engines.cases.domain.state import CaseState, Completion
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.engines.cases.forms.steps import field_pages, problems_in, sound_values
from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.access import Viewer
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.drafts import DraftView, check_still_open, draft_of
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.organs import choosing
from lingxing.engines.cases.queries.world import surroundings_of
from lingxing.engines.cases.views.sent_back import SentBack, sent_back
from lingxing.engines.parties.access import today
from lingxing.engines.parties.access_types import PartyCard
from lingxing.engines.parties.people.queries import party_card
from lingxing.language.procedures.definitions import APPLICANT, Act, Field, RequiredPaper, Service

ORGAN = "_organ"
"""The organ that was chosen, among the values of a draft: no field may begin with a line."""
COUNTER = "_counter"
"""Set where an organ acts: at the counter for somebody, or for itself."""
HELD = "_held"
"""Fields that were filled with what the case holds, and have not been gone through since."""
KNOWN = "_known"
"""Fields that were filled from what is on record, and what stood in them."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Flow:
    """A draft with everything that its pages show. `number` of a page is counted from 1."""

    account: Viewer
    view: DraftView
    service: Service
    act: Act
    party: PartyCard | None
    on: dt.date
    state: CaseState
    """Of the case, or of one that is about to be opened."""
    world: Surroundings

    @property
    def id(self) -> UUID:
        """Return the draft's key."""
        key: UUID = self.view.draft.pk
        return key

    @property
    def case(self) -> Case | None:
        """Return the case that the act is to be done in, None where it opens one."""
        return self.view.draft.case

    @property
    def values(self) -> Mapping[str, object]:
        """Return what was typed so far."""
        return self.view.values

    @property
    def heading(self) -> str:
        """Return what is being done, in Chinese."""
        return f"{self.case.number} {self.act.label}" if self.case else self.service.label

    @property
    def by_organ(self) -> bool:
        """Return whether an organ acts, at the counter for an applicant or for itself."""
        return bool(self.values.get(COUNTER))

    @property
    def at_counter(self) -> bool:
        """Return whether a clerk types in for an applicant what the applicant might do."""
        return self.by_organ and self.party is not None and APPLICANT in self.act.by

    @property
    def held(self) -> tuple[str, ...]:
        """Return the fields that hold what was written before and were not gone through since."""
        names = self.values.get(HELD)
        return tuple(str(name) for name in names) if isinstance(names, list) else ()

    @cached_property
    def back(self) -> SentBack | None:
        """Return what sent the case back to where the act is done, if anything did."""
        return sent_back(self.case, self.service, self.state, self.act) if self.case else None

    @property
    def completion(self) -> Completion | None:
        """Return what the organ asked to be completed, where the act answers it."""
        return None if self.act.asks_completion else self.state.completion

    @property
    def wanted_papers(self) -> tuple[str, ...]:
        """Return the papers that a completion in force asks for."""
        return self.completion.papers if self.completion else ()

    @cached_property
    def given(self) -> Given:
        """Return what was typed so far and fits."""
        fields = [self.service.fields[name] for name in self.act.fields]
        return sound_values(fields, self.values, self.on)

    @cached_property
    def pages(self) -> tuple[tuple[Field, ...], ...]:
        """Return the pages with the fields that are asked on each; a page on which nothing is asked is left out."""
        asked = {one.name for one in asked_fields(self.service, self.act, self.state, self.given, self.world)}
        pages = (tuple(one for one in page if one.name in asked) for page in field_pages(self.service, self.act))
        return tuple(page for page in pages if page)

    @cached_property
    def papers(self) -> tuple[RequiredPaper, ...]:
        """Return the papers that are asked."""
        asked = asked_papers(self.service, self.act, filled_state(self.state, self.given), self.world)
        return tuple(asked)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Return the title of each page of fields."""
        applied = APPLICANT in self.act.by
        plain = [_title(page, applied=applied) for page in self.pages]
        seen: dict[str, int] = {}
        titles = []
        for title in plain:
            seen[title] = seen.get(title, 0) + 1
            numeral = _NUMERALS[min(seen[title], len(_NUMERALS)) - 1]
            titles.append(f"{title}（{numeral}）" if plain.count(title) > 1 else title)
        return tuple(titles)

    def steps(self, current: str) -> list[tuple[str, str]]:
        """Return the labels of all steps with done, current or ahead, for the page named 1, 2 …, papers or check."""
        named = [(str(number), title) for number, title in enumerate(self.titles, 1)]
        named += [("papers", "交材料")] if self.papers else []
        named.append(("check", "核对提交"))
        place = [name for name, _ in named].index(current)
        state = ("done", "current", "ahead")
        return [(title, state[(at >= place) + (at > place)]) for at, (_, title) in enumerate(named)]

    def address(self, name: str) -> str:
        """Return the address of a step."""
        if name in ("papers", "check"):
            return reverse(f"cases:draft-{name}", args=[self.id])
        return reverse("cases:draft-step", args=[self.id, int(name)])

    def after(self, current: str) -> str:
        """Return the address of the step that follows."""
        if current == "papers" or (current.isdigit() and int(current) >= len(self.pages) and not self.papers):
            return self.address("check")
        return self.address("papers" if int(current) >= len(self.pages) else str(int(current) + 1))

    def before(self, current: str) -> str:
        """Return the address of the step before, empty on the first."""
        if current == "check" and self.papers:
            return self.address("papers")
        number = len(self.pages) if current in ("papers", "check") else int(current) - 1
        return self.address(str(number)) if number >= 1 else ""

    def first_open(self) -> str:
        """Return the address of the first page with something wrong or empty, or written before and not gone through;
        the last page where all is well."""
        for number, page in enumerate(self.pages, 1):
            if problems_in(page, self.values, self.on) or any(one.name in self.held for one in page):
                return self.address(str(number))
        return self.address("papers" if self.papers else "check")


def flow_of(account: Viewer, draft_id: UUID) -> Flow:
    """Return the draft's flow. NotFound where the account has no such draft, or may no longer know of its case or
    act for its party: what it began while it might is of no use to it any more."""
    view = draft_of(account, draft_id)
    draft = view.draft
    check_still_open(account, draft, today())
    found = choosing(service(draft.package, draft.service), {}, today())
    # The holder of a draft typed the values in, or represents the party: nothing is masked here.
    party = party_card(draft.party_id, mask=False) if draft.party_id else None
    case = draft.case or Case(package=draft.package, service=draft.service, party_id=draft.party_id)
    state = state_of(case, found) if draft.case else CaseState()
    world = surroundings_of(case, found, today(), calendar())
    return Flow(account, view, found, found.acts[draft.act], party, today(), state, world)


def _title(page: tuple[Field, ...], *, applied: bool) -> str:
    if len(page) == 1:
        return page[0].label
    personal = sum(field.personal is not None for field in page)
    if not applied:
        return "办理内容"
    return "申请人信息" if personal * 2 >= len(page) else "申请内容"
