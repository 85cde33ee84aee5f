"""Keeping a version of a publication: its content, what stood behind it, and its ledger entry."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.disclosure.domain.content import Content
from lingxing.engines.disclosure.domain.detection import find_personal
from lingxing.engines.disclosure.models import Publication, PublicationVersion
from lingxing.engines.disclosure.queries.preview import DraftText, Preview, draft_context, version_context
from lingxing.engines.ledger.services import commit, record
from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError

LONGEST_REASON = 500
SHORTEST_REASON = 4


@dataclass(frozen=True, slots=True)
class Keeping:
    """A version that is about to be kept. `reason` is public; `confirmed` are the reasons for what looks personal."""

    act: str
    preview: Preview
    actor: Actor
    at: dt.datetime
    reason: str = ""
    confirmed: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)
    """What else the ledger holds of the act."""


def keep_version(publication: Publication, keeping: Keeping) -> PublicationVersion:
    """Keep the next version and record it; return it. The publication is locked or new, and saved here.

    The ledger holds the digest of the content, the rule of each column and a commitment to each value before
    redaction, so that a value can be proved later without having been shown.
    """
    publication.versions_count += 1
    content = keeping.preview.content
    values = {**keeping.preview.raw_values(), **({"reason": keeping.reason} if keeping.reason else {})}
    commitments, salts = commit(values)
    payload: dict[str, object] = {
        "number": publication.number,
        "version": publication.versions_count,
        "kind": publication.kind,
        "organ": publication.organ_id,
        "digest": content.digest,
        "rules": keeping.preview.rules(),
        "fields": commitments,
        "confirmed": len(keeping.confirmed),
        **keeping.more,
    }
    stream = stream_of(publication)
    entry = record(stream, keeping.act, keeping.actor, payload, keeping.at, article=publication.article)
    behind = {"values": values, "salts": salts, "confirmed": dict(keeping.confirmed)}
    publication.save()
    return PublicationVersion.objects.create(
        publication=publication,
        sequence=publication.versions_count,
        at=keeping.at,
        by=keeping.actor.id,
        content=content.to_json(),
        digest=content.digest,
        sealed=_sealed(behind, publication, publication.versions_count),
        reason=keeping.reason,
        ledger_sequence=entry.sequence,
    )


def stream_of(publication: Publication) -> str:
    """Return the name of the publication's chain in the ledger."""
    return f"publication:{publication.number}"


def conceal(version: PublicationVersion) -> None:
    """Take a version's content from view; it stays sealed, so that it can be proved what had been shown."""
    publication = version.publication
    behind: dict[str, Any] = json.loads(unseal_text(version.sealed, version_context(publication, version.sequence)))
    if version.content:
        behind["content"] = version.content
    version.sealed = _sealed(behind, publication, version.sequence)
    version.content, version.concealed = {}, True
    version.save(update_fields=["content", "concealed", "sealed"])


def checked_reason(text: str) -> str:
    """Return a reason that the public reads, 4 to 500 characters. LingxingError for another, and for personal data."""
    said = " ".join(text.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON or not said.isprintable():
        raise LingxingError(f"须为{SHORTEST_REASON}至{LONGEST_REASON}字", where="理由", remedy="理由会公开，请写清楚")
    if found := find_personal(said):
        what = f"理由中有像{found[0].kind.label}的内容"
        raise LingxingError(what, where="理由", remedy="理由会公开，请删去个人信息")
    return said


def check_unchanged(content: Content, digest: str) -> None:
    """Raise LingxingError unless the content is the one that was looked at."""
    if content.digest != digest:
        raise LingxingError("内容在您预览之后有了变化，没有公开", where="预览", remedy="请核对新的预览后再公开")


def seal_draft(publication: Publication, written: DraftText) -> str:
    """Return what an officer has written, sealed for its place in the publication."""
    said = {"text": written.text, "table": written.table, "rules": dict(written.rules)}
    return seal_text(json.dumps(said, ensure_ascii=False), draft_context(publication))


def _sealed(behind: Mapping[str, Any], publication: Publication, sequence: int) -> str:
    said = json.dumps(behind, ensure_ascii=False, separators=(",", ":"))
    return seal_text(said, version_context(publication, sequence))
