"""From placeholders to text."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from lingxing.engines.cases.domain.values import scale
from lingxing.engines.cases.papers.facts import PaperFacts
from lingxing.kernel.capitals import money_in_capitals
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact, decimal_string
from lingxing.kernel.placeholders import Placeholder, fill
from lingxing.language.procedures.definitions import Field, FieldKind, IssuedDocumentKind, Service

NOT_GIVEN = "（未填写）"
TO_BE_TOLD = "（另行告知）"
_ALONE = re.compile(r"\{(?P<name>[a-z_0-9]+)\}")
_MISSING = "{missing}"


def filled(service: Service, kind: IssuedDocumentKind, facts: PaperFacts) -> Iterator[str]:
    """Return the paragraphs of the paper's body.

    A paragraph that is {missing} alone becomes one numbered paragraph an item. Where something is missing and the body
    has no place for it the list follows the body, so that nothing is ever left untold.
    """

    def value(place: Placeholder) -> str:
        return _value(place, service, facts, kind)

    for paragraph in kind.body:
        if paragraph.strip() == _MISSING:
            yield from _numbered(facts.missing)
        elif told := _long_text(service, paragraph.strip(), facts):
            yield from told
        else:
            yield _one_line(fill(paragraph, value))
    if facts.missing and not any(_MISSING in paragraph for paragraph in kind.body):
        yield from _numbered(facts.missing)


def title_of(service: Service, kind: IssuedDocumentKind, facts: PaperFacts) -> str:
    """Return what is printed above the body."""
    return _one_line(fill(kind.title, lambda place: _value(place, service, facts, kind))) if kind.title else kind.label


def _long_text(service: Service, paragraph: str, facts: PaperFacts) -> list[str]:
    """Return the paragraphs of the long text that stands alone in a paragraph of the body; none for any other."""
    alone = _ALONE.fullmatch(paragraph)
    field = service.fields.get(alone["name"]) if alone else None
    if field is None or field.kind is not FieldKind.LONG_TEXT:
        return []
    text = facts.values.get(field.name)
    return [_one_line(line) for line in text.split("\n") if line.strip()] if isinstance(text, str) else []


def shown_field(service: Service, name: str, facts: PaperFacts) -> str:
    """Return the value of a field as papers print it."""
    field = service.fields[name]
    if field.kind is FieldKind.CASE:
        return facts.linked[name].number if name in facts.linked else NOT_GIVEN
    return shown_value(field, facts.values.get(name))


def shown_value(field: Field, value: object) -> str:
    """Return a typed value as papers print it: 1,234.50元, 2026年1月5日, 是, a choice by its label."""
    if value is None or value == "":
        return NOT_GIVEN
    return _one_line(_SHOWN.get(field.kind, _plain)(field, value))


def _plain(field: Field, value: object) -> str:  # noqa: ARG001 - one of several shapes of the same signature
    return str(value)


def _money(field: Field, value: object) -> str:
    return f"{_parted(Fraction(_exact(value), 100), 2)}{field.unit_label or '元'}"


def _rate(field: Field, value: object) -> str:
    return decimal_string(_exact(value) * (100 if field.unit_label.startswith("%") else 1)) + field.unit_label


def _number(field: Field, value: object) -> str:
    return decimal_string(Fraction(_exact(value)) / scale(field)) + field.unit_label


def _choice(field: Field, value: object) -> str:
    return field.choices.get(str(value), str(value))


def _date(field: Field, value: object) -> str:  # noqa: ARG001
    return format_date(value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)))


def _bool(field: Field, value: object) -> str:  # noqa: ARG001
    return "是" if value else "否"


def _rows(field: Field, value: object) -> str:
    rows = value if isinstance(value, list | tuple) else []
    lines = [_row(field, row) for row in rows if isinstance(row, Mapping)]
    return ("、" if len(field.columns) == 1 else "；").join(lines) or "无"


def _row(field: Field, row: Mapping[str, object]) -> str:
    return "，".join(shown_value(column, row.get(name)) for name, column in field.columns.items())


_SHOWN: Mapping[FieldKind, Callable[[Field, object], str]] = {
    FieldKind.MONEY: _money,
    FieldKind.RATE: _rate,
    FieldKind.QUANTITY: _number,
    FieldKind.COUNT: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.ORGAN: _choice,
    FieldKind.DATE: _date,
    FieldKind.BOOL: _bool,
    FieldKind.ROWS: _rows,
}


def _exact(value: object) -> Exact:
    if isinstance(value, int | Fraction):
        return value
    return Fraction(str(value))


def _parted(value: Fraction, places: int) -> str:
    """Return the number with a comma each three digits: 12,000.00."""
    whole, _, rest = decimal_string(value, places).partition(".")
    return f"{int(whole):,}.{rest}" if not whole.startswith("-0") else f"{whole}.{rest}"


def _value(place: Placeholder, service: Service, facts: PaperFacts, kind: IssuedDocumentKind) -> str:
    fixed = _FIXED.get(place.name)
    if place.style:
        return _styled(place, service, facts, kind)
    if fixed:
        return fixed(facts)
    if place.name in service.fields:
        return shown_field(service, place.name, facts)
    return _dotted(place, service, facts, kind)


_FIXED: Mapping[str, Callable[[PaperFacts], str]] = {
    "applicant": lambda facts: facts.applicant or NOT_GIVEN,
    "case_number": lambda facts: facts.case_number,
    "document_number": lambda facts: facts.document_number,
    "date": lambda facts: format_date(facts.issued_on),
    "organ": lambda facts: facts.organ,
    "reason": lambda facts: facts.reason or NOT_GIVEN,
    "act_label": lambda facts: facts.act_label,
    "missing": lambda facts: "；".join(_list(facts.missing)) or "无",
    "valid_from": lambda facts: format_date(facts.valid_from) if facts.valid_from else NOT_GIVEN,
    "valid_until": lambda facts: format_date(facts.valid_until) if facts.valid_until else "长期",
}
FIXED_NAMES = frozenset(_FIXED)
"""The names that every service has."""


def _dotted(place: Placeholder, service: Service, facts: PaperFacts, kind: IssuedDocumentKind) -> str:
    first, _, rest = place.name.partition(".")
    if first == "clock" and rest.endswith(".due") and rest.removesuffix(".due") in service.clocks:
        day = facts.due.get(rest.removesuffix(".due"))
        return format_date(day) if day else TO_BE_TOLD
    if first == "document" and rest.endswith(".number") and rest.removesuffix(".number") in service.documents:
        return facts.documents.get(rest.removesuffix(".number"), NOT_GIVEN)
    field = service.fields.get(first)
    if field and field.kind is FieldKind.CASE and rest:
        return _linked(place, rest, kind, facts)
    if field and field.catalogue and rest:
        return _column(field, rest, facts)
    if place.name == "number":
        return facts.case_number
    raise _unknown(place, kind)


def _linked(place: Placeholder, name: str, kind: IssuedDocumentKind, facts: PaperFacts) -> str:
    linked = facts.linked.get(place.name.partition(".")[0])
    if linked is None:
        return NOT_GIVEN
    if name == "number":
        return linked.number
    if name not in linked.service.fields:
        raise _unknown(place, kind)
    return shown_value(linked.service.fields[name], linked.values.get(name))


def _column(field: Field, column: str, facts: PaperFacts) -> str:
    listed = facts.catalogue.get(field.catalogue)
    item = listed.items.get(str(facts.values.get(field.name))) if listed else None
    value = item.values.get(column) if item else None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return NOT_GIVEN if value is None else str(value)


def _styled(place: Placeholder, service: Service, facts: PaperFacts, kind: IssuedDocumentKind) -> str:
    field = service.fields.get(place.name)
    if place.style != "capitals" or field is None or field.kind is not FieldKind.MONEY:
        raise _unknown(place, kind)
    value = facts.values.get(place.name)
    return f"人民币{money_in_capitals(int(_exact(value)))}" if value is not None else NOT_GIVEN


def _numbered(items: tuple[str, ...]) -> Iterator[str]:
    lines = _list(items)
    for place, line in enumerate(lines, 1):
        yield line + ("。" if place == len(lines) else "；")


def _list(items: tuple[str, ...]) -> list[str]:
    return [f"{place}．{_one_line(item).rstrip('。；')}" for place, item in enumerate(items, 1)]


def _one_line(text: str) -> str:
    """Return the text with every run of white space as one space: a typed line break makes no paragraph of its own."""
    return " ".join(text.split()) if any(c.isspace() and c != "　" for c in text) else text


def _unknown(place: Placeholder, kind: IssuedDocumentKind) -> LingxingError:
    remedy = (
        "可写字段名、applicant、number、date、organ、reason、missing、act_label、clock.名称.due、document.名称.number"
    )
    return LingxingError(f"{place} 不代表任何内容", where=kind.where or kind.label, remedy=remedy)
