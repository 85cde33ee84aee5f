"""Letting what the town's story tells happen, through the services that the pages use."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from lingxing.cli.demo.accounts import ACCOUNTS
from lingxing.cli.demo.people import Settled
from lingxing.cli.demo.script import PAPER, Step, Town, links_of, resolved
from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
from lingxing.engines.cases.domain.state import Command, Completion
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.cases.queries.publication import open_publication_orders, releasing_duty_of
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.attaching import attach
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft, drop_draft
from lingxing.engines.cases.services.objecting import object_to
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.disclosure.queries.preview import preview_orders
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, release_orders
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_packages
from lingxing.language.procedures.definitions import SYSTEM

_WHY_PUBLIC = "演示内容，均为虚构"
_PAPER_NAME = "演示材料.png"
_PASSER_BY = Actor("visitor", "everyone")


@dataclass(slots=True)
class Playing:
    """The town while its story is told: everybody in it, the cases so far, and why a step could not be taken."""

    town: Town
    organs: Mapping[str, int]
    people: Mapping[str, Settled]
    cases: dict[str, dict[str, str]] = field(default_factory=dict)
    """Package → name of a case → its id."""
    left_out: set[tuple[str, str]] = field(default_factory=set)
    released: int = 0
    refused: list[str] = field(default_factory=list)
    drafts: list[tuple[Account, UUID]] = field(default_factory=list)
    """What the files of the step under way were uploaded into."""

    def take(self, step: Step) -> None:
        """Take a step. What a service refuses is noted, and the case is left as it stands.

        A case that can't have happened, because its document was not in force yet, is left out without a word, and so
        is what hangs on it.
        """
        place = (step.package, step.case)
        if place in self.left_out or (step.case not in self._known(step) and self._hangs_on_nothing(step)):
            self.left_out.add(place)
            return
        try:
            {"act": self._act, "release": self._release, "object": self._object}[step.kind](step)
        except LingxingError as error:
            self.refused.append(f"{step.package} {step.case} {step.at:%Y-%m-%d} {step.act or step.kind}：{error}")
        while self.drafts:
            drop_draft(*self.drafts.pop())

    def _hangs_on_nothing(self, step: Step) -> bool:
        """Return whether the case can't be opened then: no such procedure, not in force, or linked to one left out."""
        package = load_packages().packages.get(step.package)
        if package is None or package.procedure is None or step.at.date() < package.policy.effective:
            return True
        return any(name not in self._known(step) for name in links_of(step.asked.get("values", {})))

    def _act(self, step: Step) -> None:
        new = step.case not in self._known(step)
        who = self._acting(step, new=new)
        asked, day = step.asked, step.at.astimezone(SHANGHAI).date()
        values = resolved(asked.get("values", {}), day, self.town, self._known(step))
        completion = Completion(tuple(asked["lacking"].split())) if "lacking" in asked else None
        command = Command(
            step.act,
            values,
            asked.get("reason", ""),
            self._papers(step, who),
            completion,
            originals_seen=bool(asked.get("originals_seen")),
        )
        if new:
            made = start_case(step.package, step.service, command, who, step.at)
            self._known(step)[step.case] = str(made.case.pk)
        else:
            perform(self._case(step), command, who, step.at)

    def _release(self, step: Step) -> None:
        """Release what waits of the case, as the one whose duty it is."""
        case, day = self._case(step), step.at.astimezone(SHANGHAI).date()
        for order in open_publication_orders(self.organs.values()):
            if order.case_id != case:
                continue
            account = _holder(releasing_duty_of(order))
            content = preview_orders(account, [order.pk], "", day).content
            reasons = {concern.key: _WHY_PUBLIC for concern in content.concerns()}
            release_orders(account, ReleaseRequest((order.pk,), content.digest, "", reasons), step.at)
            self.released += 1

    def _object(self, step: Step) -> None:
        asked = step.asked
        object_to(self._case(step), asked["name"], asked["contact"], asked["text"], step.at)

    def _case(self, step: Step) -> UUID:
        return UUID(self._known(step)[step.case])

    def _known(self, step: Step) -> dict[str, str]:
        return self.cases.setdefault(step.package, {})

    def _acting(self, step: Step, *, new: bool) -> Acting:
        if step.by == SYSTEM:
            return BY_SYSTEM
        if step.by == "everyone":
            return Acting(_PASSER_BY, None, "everyone")
        if step.by in self.people:
            person = self.people[step.by]
            return Acting(person.account.actor, person.account.pk, "applicant", None, person.party)
        role = procedure(step.package).roles[step.by]
        account = _holder(str(role.duty))
        acting = Acting(account.actor, account.pk, role.name, self.organs[self.town.organ_for(role.organ)])
        return replace(acting, party_id=self.people[step.party].party) if new and step.party else acting

    def _papers(self, step: Step, who: Acting) -> dict[str, tuple[str, ...]]:
        """Upload the sample for each paper of the step and return the files by paper."""
        names = step.asked.get("papers", "").split()
        if not names:
            return {}
        account = self._account(step, who)
        case = self._known(step).get(step.case)
        kind = DraftKind(step.package, step.service, step.act, who.party_id, UUID(case) if case else None)
        draft = begin_draft(account, kind, step.at)
        content = PAPER.read_bytes()
        papers: dict[str, tuple[str, ...]] = {}
        for name in names:
            papers[name] = (str(attach(account, draft.pk, name, _PAPER_NAME, content, step.at).pk),)
        self.drafts.append((account, draft.pk))
        return papers

    def _account(self, step: Step, who: Acting) -> Account:
        if step.by in self.people:
            return self.people[step.by].account
        return _holder(str(procedure(step.package).roles[who.role].duty))


def _holder(duty: str) -> Account:
    """Return the account of the demo that has the duty."""
    found = next(account_named(demo.username) for demo in ACCOUNTS if demo.duty == duty)
    if found is None:
        raise LingxingError("没有这个演示账号", where=duty, remedy="请重新运行 lingxing demo")
    return found
