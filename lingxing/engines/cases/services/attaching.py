"""Handing in files. The bytes are on the disk before a row speaks of them; a file without a row is cleaned up later."""

import contextlib
import datetime as dt
import hashlib
import unicodedata
import uuid
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from lingxing.engines.cases.models import Attachment, Draft
from lingxing.engines.cases.queries.attachments import content_context
from lingxing.engines.cases.queries.drafts import name_context
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.on_record import papers_on_record
from lingxing.engines.cases.statements import adapted, columns_of, fetch, run, written
from lingxing.engines.cases.uploads.checking import FileType, check_file
from lingxing.engines.cases.uploads.storing import load_file, remove_file, store_file, stored_files
from lingxing.engines.cases.writing import single_statement
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound

MOST_FILES = 60
"""How many files one draft may hold."""
_DRAFT_SIZES = 10
"""A draft may hold so many times the size of the largest file."""
_LONGEST_NAME = 120
_ABANDONED_SECONDS = 24 * 3600

_ROOM = (
    "SELECT draft.package, draft.service, count(held.id), coalesce(CAST(sum(held.size) AS bigint), 0) "
    "FROM cases_draft draft LEFT JOIN cases_attachment held ON held.draft_id = draft.id AND held.case_id IS NULL "
    "WHERE draft.id = %s AND draft.account_id = %s GROUP BY draft.package, draft.service"
)
_HAND_IN = (
    "UPDATE cases_attachment SET case_id = %s, event_sequence = %s "
    "WHERE id IN ({marks}) AND case_id IS NULL AND account_id = %s RETURNING id, paper, digest"
)
_HELD = "SELECT id, paper, digest FROM cases_attachment WHERE id IN ({marks}) AND case_id = %s"


def attach(account: Account, draft_id: UUID, paper: str, name: str, content: bytes, at: dt.datetime) -> Attachment:
    """Keep a file for one paper of a draft of the account and return it.

    RefusedFile where it is not of a type that is taken; NotFound where there is no such draft or paper; LingxingError
    where the draft holds too many.
    """
    kind = check_file(name, content, settings.PAPER_MAX_BYTES)
    _check_room(account, draft_id, paper, len(content))
    key = uuid.uuid4()
    stored_as = store_file(content, content_context(key))
    try:
        return _add(_row(key, account, draft_id, paper, name, kind, content, stored_as, at))
    except BaseException:
        remove_file(stored_as)
        raise


def reuse(account: Account, draft_id: UUID, paper: str, at: dt.datetime) -> list[Attachment]:
    """Lay the files that the draft's party has on record for a paper into the draft and return them.

    Each is a copy of its own, sealed anew, so that either case may lose its file without the other. Only for accounts
    that are or represent the party: nobody at a counter opens a person's papers by beginning a draft for it.
    LingxingError where nothing is on record, or the party no longer consents.
    """
    draft = _own(account, draft_id)
    day = at.astimezone(SHANGHAI).date()
    declared = service(draft.package, draft.service)
    known = papers_on_record(declared, draft.party_id, account.pk, day).get(paper, ()) if draft.party_id else ()
    if not known:
        raise LingxingError("没有可以沿用的材料", where="材料", remedy="请上传这份材料")
    found = {row.pk: row for row in Attachment.objects.filter(pk__in=[card.id for card in known])}
    return [
        attach(account, draft_id, paper, card.name, load_file(found[card.id].stored_as, content_context(card.id)), at)
        for card in known
    ]


@transaction.atomic
def remove_attachment(account: Account, attachment_id: UUID) -> None:
    """Take a file back that has not been handed in with an act yet; one that is gone is no fault."""
    own = Attachment.objects.filter(pk=attachment_id, draft__account=account.pk, case=None)
    found = own.select_for_update(of=("self",)).first()
    if found is not None:
        found.delete()
        transaction.on_commit(lambda: remove_file(found.stored_as))


def hand_in(
    case_id: UUID, sequence: int, papers: Mapping[str, Sequence[str]], account_id: UUID | None
) -> dict[str, list[str]]:
    """Give files to a case, with the act of that number, and return the digests of each paper's files in their order.

    Call it in the transaction of the act. The files must be the account's own, not yet handed in, each for its paper;
    those that the case holds already for that paper stay. LingxingError for any other, so that nobody hands in what is
    another's.
    """
    wanted = {_native(key): paper for paper, keys in papers.items() for key in keys}
    if not wanted:
        return {}
    case, owner = adapted(Attachment, "case", case_id), adapted(Attachment, "account", account_id)
    found = {key: (paper, digest) for key, paper, digest in _among(_HAND_IN, wanted, [case, sequence], [owner])}
    if rest := wanted.keys() - found.keys():
        found |= {key: (paper, digest) for key, paper, digest in _among(_HELD, rest, [], [case])}
    if any(key not in found or found[key][0] != paper for key, paper in wanted.items()):
        raise _not_own()
    return {paper: [found[_native(key)][1] for key in keys] for paper, keys in papers.items()}


def _among(text: str, keys: Collection[Any], before: list[Any], after: list[Any]) -> list[tuple[Any, ...]]:
    return run(text.format(marks=", ".join(["%s"] * len(keys))), [*before, *keys, *after])


def _native(text: str) -> Any:
    return adapted(Attachment, "pk", file_key(text))


def file_key(text: str) -> UUID:
    """Return the key of a file as a command names it. LingxingError for what is none."""
    try:
        return UUID(str(text))
    except ValueError:
        raise _not_own() from None


def _not_own() -> LingxingError:
    return LingxingError("有一份文件不是您上传的，或已用于别的办件", where="材料", remedy="请删除后重新上传")


def clean_uploads(*, older_than_seconds: int = _ABANDONED_SECONDS) -> int:
    """Take away files that no row speaks of, such as those of a crash, once they are a day old; return how many."""
    removed, batch = 0, []
    for name in stored_files(older_than_seconds):
        batch.append(name)
        if len(batch) == 500:
            removed, batch = removed + _remove_unknown(batch), []
    return removed + _remove_unknown(batch)


def _remove_unknown(names: list[str]) -> int:
    known = set(Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))
    unknown = [name for name in names if name not in known]
    for name in unknown:
        with contextlib.suppress(OSError):
            remove_file(name)
    return len(unknown)


def _check_room(account: Account, draft_id: UUID, paper: str, size: int) -> None:
    found = run(_ROOM, [adapted(Draft, "pk", draft_id), adapted(Draft, "account", account.pk)])
    if not found:
        raise _no_draft()
    ((package, name, held, total),) = found
    if paper not in service(package, name).papers:
        raise NotFound("没有这项材料", where="材料", remedy="请从材料清单中选择")
    if held >= MOST_FILES or total + size > _DRAFT_SIZES * settings.PAPER_MAX_BYTES:
        raise LingxingError("这份草稿里的文件过多或过大", where="材料", remedy="请删除不用的文件，或压缩、合并后上传")


def _own(account: Account, draft_id: UUID) -> Draft:
    draft = next(iter(fetch(Draft, "id", draft_id)), None)
    if draft is None or draft.account_id != account.pk:
        raise _no_draft()
    return draft


def _no_draft() -> NotFound:
    return NotFound("没有这份草稿，或已经提交、清理", where="草稿", remedy="请从“我的办件”重新开始")


def _add(row: Attachment) -> Attachment:
    """Store the row, unless its draft is gone by now: NotFound."""
    own = [adapted(Draft, "pk", row.draft_id), adapted(Draft, "account", row.account_id)]
    with single_statement():
        added = run(_add_text(connection.vendor), [*written(row), *own])
    if not added:
        raise _no_draft()
    row._state.adding = False
    return row


@cache
def _add_text(vendor: str) -> str:
    columns = columns_of(Attachment)
    marks = ", ".join(["%s"] * (columns.count(",") + 1))
    locked = " FOR KEY SHARE" if vendor == "postgresql" else ""
    return (
        f"INSERT INTO cases_attachment ({columns}) SELECT {marks} FROM cases_draft "  # noqa: S608 - names of our models
        f"WHERE id = %s AND account_id = %s{locked} RETURNING id"
    )


def _row(
    key: UUID,
    account: Account,
    draft_id: UUID,
    paper: str,
    name: str,
    kind: FileType,
    content: bytes,
    stored_as: str,
    at: dt.datetime,
) -> Attachment:
    return Attachment(
        id=key,
        draft_id=draft_id,
        account_id=account.pk,
        paper=paper,
        name_sealed=seal_text(safe_name(name, kind), name_context(key)),
        media_type=kind.media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        stored_as=stored_as,
        at=at,
    )


def safe_name(name: str, kind: FileType) -> str:
    """Return the name without folders, control or formatting characters, at most 120 long, with the type's ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, _, ending = last.rpartition(".")
    kept = "".join(c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] != "C").strip(" .")
    suffix = f".{ending.lower()}" if f".{ending.lower()}" in kind.endings else kind.endings[0]
    return (kept or "文件")[:_LONGEST_NAME] + suffix
