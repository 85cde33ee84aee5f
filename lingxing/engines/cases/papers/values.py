"""What a paper says, settled when it is issued: nothing that happens afterwards changes it."""

import hashlib
from collections.abc import Iterator, Mapping
from uuid import UUID

from lingxing.engines.cases.papers.facts import PaperFacts
from lingxing.engines.cases.papers.filling import filled, shown_field, title_of
from lingxing.engines.cases.papers.remedies import remedy_lines
from lingxing.kernel.canonical import canonical_json
from lingxing.language.procedures.definitions import Field, IssuedDocumentKind, Personal, Service

FORMAT = "1"


def values_at_issue(service: Service, kind: IssuedDocumentKind, facts: PaperFacts) -> Mapping[str, str]:
    """Return everything that the paper says, as text by name: the content that is sealed and whose digest the ledger
    holds.

    `body` holds the paragraphs, parted by line breaks; `row.01.label`, `row.01.value`, `row.01.personal` the fields of
    its table. LingxingError names a placeholder that stands for nothing in this service.
    """
    made = {
        "format": FORMAT,
        "kind": kind.kind,
        "name": kind.name,
        "title": title_of(service, kind, facts),
        "number": facts.document_number,
        "case_number": facts.case_number,
        "service": service.label,
        "applicant": facts.applicant,
        "applicant_is_person": "yes" if facts.applicant_is_person else "no",
        "organ": facts.organ,
        "issued_on": facts.issued_on.isoformat(),
        "valid_from": facts.valid_from.isoformat() if facts.valid_from else "",
        "valid_until": facts.valid_until.isoformat() if facts.valid_until else "",
        "red_head": "yes" if kind.red_head else "no",
        "body": "\n".join(filled(service, kind, facts)),
        "remedy": "\n".join(remedy_lines(facts)) if kind.remedy else "",
        "code": facts.code,
        "salt": facts.salt,
    }
    return made | dict(_rows(service, kind, facts))


def canonical(values: Mapping[str, str]) -> str:
    """Return the values as the one JSON text that is sealed and digested."""
    return canonical_json(values)


def digest_of(values: Mapping[str, str]) -> str:
    """Return the SHA-256 of the canonical text, 64 hexadecimal digits: IssuedDocument.digest."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def context_of(document: UUID) -> str:
    """Return the context under which IssuedDocument.sealed is sealed."""
    return f"issued_document:{document}"


def _rows(service: Service, kind: IssuedDocumentKind, facts: PaperFacts) -> Iterator[tuple[str, str]]:
    shown = (name for name in kind.fields if not _left_empty(service.fields[name], facts))
    for place, name in enumerate(shown, 1):
        field = service.fields[name]
        yield f"row.{place:02}.label", field.label
        yield f"row.{place:02}.value", shown_field(service, name, facts)
        yield f"row.{place:02}.personal", _personal(field)


def _left_empty(field: Field, facts: PaperFacts) -> bool:
    """Return whether the field holds nothing and didn't have to: optional, or asked only in some cases."""
    optional = not field.required or field.when is not None
    return optional and facts.values.get(field.name) is None


def _personal(field: Field) -> str:
    """Return the kind of personal data in the field; rows with a personal column are personal as a whole."""
    if field.personal:
        return field.personal.value
    return Personal.OTHER.value if any(column.personal for column in field.columns.values()) else ""
