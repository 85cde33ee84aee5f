"""A document's metadata as a list of facts, each marked where it was inferred or set by an editor."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.engines.documents.domain.corrections import Mark
from lingxing.engines.documents.domain.model import Document, Validity
from lingxing.engines.documents.queries.pages import DocumentPage
from lingxing.kernel.dates import format_date


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: `path` leads the correction form to the value (empty where it can't be set); `note` says how sure."""

    label: str
    value: str
    path: str = ""
    note: str = ""
    mark: Mark | None = None
    organ_id: int | None = None

    @property
    def shown(self) -> bool:
        """Return whether readers need the line: the title stands above it, unless somebody changed it."""
        return self.path != "title" or bool(self.note or self.mark)


def facts(page: DocumentPage) -> tuple[Fact, ...]:
    """Return the facts in the order of the page; those without value only where an editor should supply them."""
    marks = {mark.act.path: mark for mark in page.marks}
    return tuple(
        Fact(fact.label, fact.value, fact.path, fact.note, marks.get(fact.path), fact.organ_id)
        for fact in (*_identity(page), *_validity(page.document))
    )


def _identity(page: DocumentPage) -> Iterator[Fact]:
    document = page.document
    number, issuer = document.number or "", document.issuer or ""
    yield Fact("标题", document.title, "title", _printed(document.title, document.title_printed))
    yield Fact("发文字号", number or "公报未印明", "number", _printed(number, document.number_printed or number))
    yield Fact("发文机关", issuer or "未能识别", "issuer", organ_id=page.organs.get(issuer))
    yield Fact("成文日期", _day(document.date) or "未印明", "date", _printed_date(document))
    yield Fact("文种", _kind(document), "kind")
    if document.recipients:
        yield Fact("主送机关", document.recipients.rstrip("：:"), "recipients")
    if document.public_note:
        yield Fact("公开标注", document.public_note.strip("（）()"), "public_note")


def _kind(document: Document) -> str:
    wrapper = document.wrapper
    return f"{document.kind}（以{wrapper}印发）" if wrapper and wrapper != document.kind else document.kind


def _validity(document: Document) -> Iterator[Fact]:
    if _says_something(document.validity):
        yield from _validity_facts(document.validity, "validity", "")
    several = len([i for i in document.instruments if _says_something(i.validity)]) > 1
    for instrument in document.instruments:
        if _says_something(instrument.validity) and instrument.validity != document.validity:
            prefix = f"《{instrument.title}》" if several and instrument.title else ""
            yield from _validity_facts(instrument.validity, f"instruments/{instrument.id}/validity", prefix)


def _says_something(validity: Validity) -> bool:
    return bool(
        validity.effective_on
        or validity.effective_from
        or validity.expires_on
        or validity.valid_until_or_period
        or validity.interpreter
    )


def _validity_facts(validity: Validity, path: str, prefix: str) -> Iterator[Fact]:
    if validity.effective_on or validity.effective_from:
        printed = _quoted(validity.effective_text or validity.effective_from or "")
        value = _day(validity.effective_on) or validity.effective_from or ""
        yield Fact(f"{prefix}施行日期", value, f"{path}/effective_on", printed)
    if validity.expires_on or validity.valid_until_or_period:
        printed = _quoted(validity.valid_text or validity.valid_until_or_period or "")
        value = f"至{_day(validity.expires_on)}" if validity.expires_on else validity.valid_until_or_period or ""
        yield Fact(f"{prefix}有效期", value, f"{path}/expires_on", printed)
    if validity.interpreter:
        yield Fact(f"{prefix}解释机关", validity.interpreter, f"{path}/interpreter")


def _day(day: dt.date | None) -> str:
    return format_date(day) if day else ""


def _quoted(text: str) -> str:
    return f"原文：{text}" if text else ""


def _printed(value: str, printed: str) -> str:
    return f"公报印作“{printed}”，已整理" if printed and printed != value else ""


def _printed_date(document: Document) -> str:
    if document.date and not document.date_printed:
        return "公报未印明，据上下文推定"
    shown = _day(document.date)
    return _printed(shown, (document.date_printed or "").replace(" ", ""))
