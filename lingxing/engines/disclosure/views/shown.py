"""A preview as templates show it: before and after side by side, with the reasons, and what still looks personal."""

from collections.abc import Mapping
from dataclasses import dataclass

from lingxing.engines.disclosure.domain.confirming import Unconfirmed
from lingxing.engines.disclosure.domain.redaction import Cell, Rule
from lingxing.engines.disclosure.queries.preview import Preview

MOST_ROWS = 100
RULES = tuple((str(rule), rule.label) for rule in Rule)


@dataclass(frozen=True, slots=True)
class ShownConcern:
    """Something that looks personal, with the reason given so far and whether one is missing."""

    key: str
    where: str
    kind: str
    text: str
    reason: str
    missing: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its number from 1, and heading and cell pairs."""

    number: int
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """What would leave. `more` says how many rows are not shown here; all leave."""

    digest: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    more: int
    columns: tuple[tuple[str, str, str], ...]
    """Heading, rule, and what the rule does, omitted columns included."""
    concerns: tuple[ShownConcern, ...]


def shown_preview(preview: Preview, reasons: Mapping[str, str], refused: Unconfirmed | None = None) -> ShownPreview:
    """Return the preview as templates take it."""
    missing = {concern.key for concern in refused.concerns} if refused else set()
    redacted, content = preview.redacted, preview.content
    rows = tuple(
        ShownRow(number, tuple(zip(redacted.headings, row, strict=True)))
        for number, row in enumerate(redacted.rows[:MOST_ROWS], 1)
    )
    columns = tuple(
        (column.label, str(column.rule), column.rule.label) for column in (*redacted.columns, *redacted.omitted)
    )
    concerns = tuple(
        ShownConcern(
            concern.key,
            concern.where,
            concern.finding.kind.label,
            concern.finding.text,
            reasons.get(concern.key, ""),
            concern.key in missing,
        )
        for concern in content.concerns()
    )
    return ShownPreview(
        content.digest,
        content.title,
        content.paragraphs,
        rows,
        max(len(redacted.rows) - MOST_ROWS, 0),
        columns,
        concerns,
    )
