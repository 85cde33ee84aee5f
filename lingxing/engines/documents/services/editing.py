"""Editors' acts on the values of a document."""

import datetime as dt
import json

from lingxing.engines.documents.domain.corrections import Act, ActKind, apply_acts, source_value, standing_acts
from lingxing.engines.documents.domain.encoding import decode
from lingxing.engines.documents.domain.model import Document as Content
from lingxing.engines.documents.domain.places import place_label, read_value
from lingxing.engines.documents.models import CorrectionAct, Document
from lingxing.engines.documents.queries.acts import acts_of
from lingxing.engines.documents.services.rows import rebuild
from lingxing.engines.documents.services.writing import one_writer
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError


def correct_value(key: str, path: str, value: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Set the value at `path` of a document (see `domain.places`) and keep who, why and when.

    It stands whatever a later import says, until another act on the same path. LingxingError for an unknown document
    or path, a value of the wrong form, or a missing reason.
    """
    _demand_reason(reason)
    with one_writer():
        row, content = _current(key)
        given = read_value(path, value)
        source = source_value(content, path)
        _act(row, content, Act(0, ActKind.CORRECT, path, given, source, reason.strip(), actor.id, at), actor)


def confirm_value(key: str, path: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Record that a person checked the value at `path` as shown; it then stands against a later re-import."""
    with one_writer():
        row, content = _current(key)
        source = source_value(content, path)
        shown = next((act.value for act in standing_acts(acts_of([row.pk])[row.pk]) if act.path == path), source)
        _act(row, content, Act(0, ActKind.CONFIRM, path, shown, source, reason.strip(), actor.id, at), actor)


def withdraw_correction(key: str, path: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Withdraw the standing correction or confirmation at `path` by a new act; the source's value shows again."""
    _demand_reason(reason)
    with one_writer():
        row, content = _current(key)
        last = next((act for act in standing_acts(acts_of([row.pk])[row.pk]) if act.path == path), None)
        if last is None:
            raise LingxingError("这一项没有更正或确认", where=place_label(path), remedy="请刷新页面后再试")
        withdrawn = Act(0, ActKind.WITHDRAW, path, None, last.source_value, reason.strip(), actor.id, at)
        _act(row, content, withdrawn, actor)


def _current(key: str) -> tuple[Document, Content]:
    row = Document.objects.select_related("current__gazette").filter(key=key).first()
    if row is None or row.current is None:
        raise LingxingError("公文库中没有这份文件", where=key, remedy="请从列表或搜索中打开文件")
    return row, decode(Content, row.current.content)


def _act(row: Document, content: Content, act: Act, actor: Actor) -> None:
    """Keep the act, see that the text still holds together with it, write the rows again and record it."""
    apply_acts(content, (*acts_of([row.pk])[row.pk], act))
    value, source = (json.dumps(said, ensure_ascii=False) for said in (act.value, act.source_value))
    CorrectionAct.objects.create(
        document=row,
        kind=act.kind,
        path=act.path,
        value=value,
        source_value=source,
        reason=act.reason,
        actor=act.actor,
        at=act.at,
    )
    rebuild([(row, content)])
    said = {"path": act.path, "value": value, "source": source}
    record(f"document:{row.key}", f"{act.kind}_value", actor, said, act.at)


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise LingxingError("没有写理由", where="理由", remedy="请写明依据，例如与纸质原件核对")
