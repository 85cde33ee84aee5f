"""What the system proposes when the conditions of arts. 8(6) and 11 are met, and what people decide of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from lingxing.engines.cases.queries.following import FollowedCase, followed_cases
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.ledger.services import commit, record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.grounds import GROUNDS, LIST, Facts, grounds_of
from lingxing.engines.supervision.models import Finding, Item
from lingxing.engines.supervision.queries.findings import finding_context
from lingxing.engines.supervision.queries.sight import office_of
from lingxing.engines.supervision.services.assigning import OFFICE, acting_in
from lingxing.engines.supervision.services.recording import stream_of
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound

_PAGE = 500


def find(on: dt.date, at: dt.datetime) -> int:
    """Propose what the conditions allow on the day, each ground of a matter once, and return how many were proposed.

    Safe to run twice and by several at once.
    """
    missed = Q(due_on__lt=on) | Q(urged_on__isnull=False) | Q(listed_on__isnull=False)
    rows = Item.objects.filter(missed, closed=False, reported_on=None, concluded_on=None).order_by("pk")
    found = 0
    for items in _pages(rows.values_list("pk", flat=True)):
        found += _find_in(list(Item.objects.filter(pk__in=items)), on, at)
    return found


def _pages(keys: Iterable[UUID]) -> Iterable[list[UUID]]:
    every = list(keys)
    return (every[place : place + _PAGE] for place in range(0, len(every), _PAGE))


def _find_in(items: list[Item], on: dt.date, at: dt.datetime) -> int:
    cases = {case.id: case for case in followed_cases(item.case_id for item in items)}
    held = set(Finding.objects.filter(item__in=items).values_list("item", "ground"))
    made = 0
    for item in items:
        for ground in grounds_of(_facts(item, cases[item.case_id]), on):
            if (item.pk, ground) not in held:
                made += _propose(item, ground, on, at)
    return made


@write_transaction()
def _propose(item: Item, ground: str, on: dt.date, at: dt.datetime) -> int:
    said = GROUNDS[ground]
    _, made = Finding.objects.get_or_create(item=item, act=said.act, ground=ground, defaults={"found_on": on})
    if made:
        payload = {"ground": ground, "act": said.act, "on": on.isoformat()}
        record(stream_of(item.pk), "propose_measure", SYSTEM, payload, at, article=said.article)
    return int(made)


def _facts(item: Item, case: FollowedCase) -> Facts:
    done = {act.act for act in case.acts}
    values = case.values
    return Facts(
        item.state,
        item.major,
        item.due_on,
        _day(values.get("correct_by")),
        item.urged_on,
        bool(done & {"inspect_jointly", "report_commission"}),
        item.listed_on,
        _day(values.get("summoned_on")),
        item.referred_on,
    )


def _day(stored: object) -> dt.date | None:
    return dt.date.fromisoformat(stored) if isinstance(stored, str) else None


@write_transaction()
def take(account: Account, finding_id: int, values: Mapping[str, str], at: dt.datetime) -> Finding:
    """Do what was proposed, as the office: list the matter, or open its referral. `values` are the act's own fields.

    Refused with every reason where the procedure does not allow it (any more); the proposal then stays open.
    """
    finding = _open(finding_id)
    item = finding.item
    who, package = acting_in(account, item.case_id, OFFICE, at)
    given = {name: text for name, text in values.items() if text}
    if finding.act == LIST:
        perform(item.case_id, Command(LIST, {"major": True, **given}), who, at)
    else:
        cause = GROUNDS[finding.ground].cause
        command = Command("refer", {"item": str(item.case_id), "cause": cause, **given})
        start_case(package, "referral", command, who, at, key=f"finding:{finding.pk}")
    return _decided(finding, account, at, "", taken=True)


@write_transaction()
def decline(account: Account, finding_id: int, reason: str, at: dt.datetime) -> Finding:
    """Decide against what was proposed, with a reason. It is not proposed again on the same ground."""
    finding = _open(finding_id)
    office_of(account, finding.item.case.package, at.astimezone(SHANGHAI).date())
    if not 1 <= len(reason.strip()) <= 2000:
        raise LingxingError("没有写理由，或超过2000字", where="理由", remedy="请写明为什么不采纳")
    return _decided(finding, account, at, reason.strip(), taken=False)


def _open(finding_id: int) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("item", "item__case")
    finding = rows.filter(pk=finding_id).first()
    if finding is None:
        raise NotFound("没有这项提示", where="处置提示", remedy="请刷新页面")
    if finding.taken is not None:
        raise LingxingError("已经有人决定了", where=finding.item.number, remedy="请刷新页面")
    return finding


def _decided(finding: Finding, account: Account, at: dt.datetime, reason: str, *, taken: bool) -> Finding:
    commitments, salts = commit({"reason": reason})
    finding.taken, finding.decided_at, finding.decided_by = taken, at, account.actor.id
    if reason:
        finding.reason_sealed = seal_text(f"{salts['reason']}\n{reason}", finding_context(finding.pk))
    finding.save()
    payload = {"ground": finding.ground, "act": finding.act, "taken": taken, "fields": commitments}
    article = GROUNDS[finding.ground].article
    record(stream_of(finding.item_id), "decide_measure", account.actor, payload, at, article=article)
    return finding
