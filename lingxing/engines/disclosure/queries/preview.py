"""What is about to be published, before and after redaction: for the officers who release it."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.cases.queries.publication import OrderedPublication, ordered_publication, releasing_duty_of
from lingxing.engines.disclosure.domain.content import Content, paragraphs_of
from lingxing.engines.disclosure.domain.redaction import Column, Redacted, Rule, Value, redact
from lingxing.engines.disclosure.domain.tables import parse_table
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import publishing_duties
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound

MOST_ORDERS = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave (`content`) and how it came about (`redacted`); `ordered` where it comes from cases."""

    content: Content
    redacted: Redacted
    ordered: OrderedPublication | None = None

    def raw_values(self) -> dict[str, str]:
        """Return the values before redaction by row and column, as the ledger commits to them: 0.full_name."""
        columns = self.redacted.columns
        return {
            f"{place}.{column.key}": cell.before
            for place, row in enumerate(self.redacted.rows)
            for column, cell in zip(columns, row, strict=True)
        }

    def rules(self) -> dict[str, str]:
        """Return column → rule, the omitted ones included."""
        return {column.key: str(column.rule) for column in (*self.redacted.columns, *self.redacted.omitted)}


@dataclass(frozen=True, slots=True)
class DraftText:
    """What an officer writes of a free-standing publication, as it is sealed until its release."""

    text: str = ""
    table: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Heading → rule of redaction; plain where none is named."""


def preview_orders(account: Account, order_ids: Sequence[int], text: str, on: dt.date) -> Preview:
    """Return what these orders would publish, with an introduction. NotFound for orders of others' organs."""
    ordered = ordered_publication(list(order_ids)[:MOST_ORDERS])
    order = ordered.orders[0]
    if (order.organ_id, releasing_duty_of(order)) not in publishing_duties(account, on):
        raise NotFound("没有这项待公开的内容，或不由您公开", where="公开", remedy="请从待公开列表中选择")
    return of_orders(ordered, text)


def of_orders(ordered: OrderedPublication, text: str) -> Preview:
    """Return the preview of what orders publish: columns by the package's rules, nothing beside them."""
    columns = [Column(key, ordered.headings[key], Rule(rule)) for key, rule in ordered.publication.columns.items()]
    rows = [{key: Value(raw.text, raw.of_firm) for key, raw in row.items()} for row in ordered.rows]
    redacted = redact(columns, rows)
    content = Content(_title(ordered), paragraphs_of(text), redacted.headings, redacted.public_rows)
    return Preview(content, redacted, ordered)


def _title(ordered: OrderedPublication) -> str:
    """Return the label, with the case's title for one case where the package lets that field out."""
    label, field_name = ordered.publication.label, ordered.service.title_field
    if len(ordered.orders) > 1:
        return f"{label}（共{len(ordered.orders)}件）"
    open_title = ordered.publication.columns.get(field_name) == Rule.PLAIN
    title = ordered.orders[0].case.title if open_title else ""
    return f"{label}（{title}）"[:200] if title else label


def of_draft(title: str, draft: DraftText) -> Preview:
    """Return the preview of a free-standing publication. LingxingError where its table can't be read."""
    headings, rows = parse_table(draft.table)
    rules = [_rule(draft.rules.get(heading, "")) for heading in headings]
    columns = [Column(heading, heading, rule) for heading, rule in zip(headings, rules, strict=True)]
    values = [{heading: Value(text) for heading, text in zip(headings, row, strict=True)} for row in rows]
    redacted = redact(columns, values)
    content = Content(title, paragraphs_of(draft.text), redacted.headings, redacted.public_rows)
    return Preview(content, redacted)


def _rule(text: str) -> Rule:
    return Rule(text) if text in list(Rule) else Rule.PLAIN


def draft_context(publication: Publication) -> str:
    """Return the context in which a draft is sealed."""
    return f"publication:{publication.pk}:draft"


def version_context(publication: Publication, sequence: int) -> str:
    """Return the context in which the unredacted part of a version is sealed."""
    return f"publication:{publication.pk}:version:{sequence}"


def draft_of(publication: Publication) -> DraftText:
    """Return what has been written, in the clear."""
    if not publication.sealed_draft:
        return DraftText()
    said: dict[str, Any] = json.loads(unseal_text(publication.sealed_draft, draft_context(publication)))
    return DraftText(said.get("text", ""), said.get("table", ""), said.get("rules", {}))
