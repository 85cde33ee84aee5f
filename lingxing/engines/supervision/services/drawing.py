"""Random supervision by draw (art. 8(4)): seed and lists are committed to first, the choice follows from them alone."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from uuid import UUID

from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.draw import SEED_BYTES, commitment_of, drawn
from lingxing.engines.supervision.models import Draw
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.services.planning import acting_office
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

MOST = 1000
_ARTICLE = "第八条第（四）项"
OBJECTS, PEOPLE = "objects", "people"


@write_transaction()
def open_draw(
    account: Account,
    title: str,
    objects: Sequence[str],
    people: Sequence[str],
    wanted: tuple[int, int],
    at: dt.datetime,
) -> Draw:
    """Fix the lists and a seed that nobody sees, and return the draw; the ledger has the lists and the seed's digest.

    `wanted` is how many objects and how many people are drawn. Who may be sent are officers in their duty, so that
    their names stand openly, as the result does. LingxingError for an empty list, or more wanted than listed.
    """
    _, office = acting_office(account, "", at.astimezone(SHANGHAI).date())
    lists = {OBJECTS: _listed(objects, "督查对象"), PEOPLE: _listed(people, "督查人员")}
    if not title.strip() or len(title) > 200:
        raise LingxingError("没有写名称，或超过200字", where="名称", remedy="请写明抽取用于哪次督查")
    for name, count, label in ((OBJECTS, wanted[0], "督查对象"), (PEOPLE, wanted[1], "督查人员")):
        if not 1 <= count <= len(lists[name]):
            raise LingxingError(f"要在1至{len(lists[name])}之间", where=f"抽取{label}的数量", remedy="请核对名单和数量")
    seed = secrets.token_bytes(SEED_BYTES)
    row = Draw(
        id=uuid.uuid4(),
        title=title.strip(),
        organ_id=office,
        commitment=commitment_of(seed),
        objects_list=lists[OBJECTS],
        people_list=lists[PEOPLE],
        wanted_objects=wanted[0],
        wanted_people=wanted[1],
        opened_at=at,
        opened_by=account.actor.id,
    )
    row.seed_sealed = seal_text(seed.hex(), seed_context(row.pk))
    row.save()
    payload = {"title": row.title, "commitment": row.commitment, **lists, "wanted": list(wanted)}
    record(_stream(row.pk), "open_draw", account.actor, payload, at, article=_ARTICLE, begins=True)
    return row


@write_transaction()
def draw(account: Account, draw_id: UUID, at: dt.datetime) -> Draw:
    """Draw, once, and return the draw with its result and its seed, which the ledger shows from now on."""
    row = Draw.objects.select_for_update(of=("self",)).filter(pk=draw_id).first()
    if row is None:
        raise NotFound("没有这次抽取", where="抽取", remedy="请从列表中选择")
    if row.organ_id not in own_offices(account, at.astimezone(SHANGHAI).date()):
        raise NotAllowed("只有督查室能抽取", where=row.title, remedy="请用督查室的账号登录")
    if row.drawn_at is not None:
        raise LingxingError("已经抽过，结果不能更改", where=row.title, remedy="要另抽请新建一次抽取")
    seed = bytes.fromhex(unseal_text(row.seed_sealed, seed_context(row.pk)))
    result = {
        "seed": seed.hex(),
        OBJECTS: list(drawn(seed, OBJECTS, row.objects_list, row.wanted_objects)),
        PEOPLE: list(drawn(seed, PEOPLE, row.people_list, row.wanted_people)),
    }
    row.result, row.drawn_at = result, at
    row.save(update_fields=["result", "drawn_at"])
    record(_stream(row.pk), "draw", account.actor, result, at, article=_ARTICLE)
    return row


def _listed(names: Sequence[str], label: str) -> list[str]:
    found = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not found or len(found) > MOST or any(len(name) > 200 for name in found):
        raise LingxingError(f"名单是空的，多于{MOST}个，或有一行过长", where=label, remedy="请每行写一个")
    return found


def _stream(draw_id: UUID) -> str:
    return f"draw:{draw_id}"


def seed_context(draw_id: UUID) -> str:
    """Return the context in which the seed of a draw is sealed."""
    return f"supervision:draw:{draw_id}:seed"
