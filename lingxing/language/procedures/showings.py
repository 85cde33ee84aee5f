"""What a service lets out: documents, publications, registers, queues, guides, and the lists of a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class IssuedDocumentKind:
    """A paper that an act issues. Body, title and number hold {placeholders}."""

    name: str
    label: str
    kind: str
    """notice, decision, certificate, receipt or letter."""
    article: str
    by: str
    """The role whose organ signs."""
    number: str
    """鄂住租核〔{year}〕{number}号"""
    body: tuple[str, ...]
    """Paragraphs."""
    red_head: bool = False
    remedy: bool = False
    """Whether the ways of review and suit are told below."""
    valid: str = ""
    """Term of validity from the day of issue."""
    valid_until_field: str = ""
    fields: tuple[str, ...] = ()
    """Certificates: fields printed as a table, and shown (masked) to who verifies."""
    where: str = ""
    title: str = ""
    """What is printed above the body, with {placeholders}; the label where it is empty."""


class PublicationKind(StrEnum):
    """Public notice asks for objections; disclosure informs."""

    PUBLIC_NOTICE = "public_notice"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Publication:
    """What an act orders to be published."""

    name: str
    label: str
    kind: PublicationKind
    article: str
    by: str
    """The role that releases it."""
    within: str
    """Term for the release from the act: 0 days is the same day."""
    rule: str
    columns: Mapping[str, str]
    """Field (or applicant, number, decided_on, a document's name) → redaction: plain, name, identity, phone, address,
    account."""
    lasts: str = ""
    """How long it stays, for public notices: the objections' period."""
    announced_by: str = ""
    """The act done on the case by SYSTEM when it is released."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A public (or internal) list of the cases in certain states: approved carriers, known dwellings."""

    name: str
    label: str
    article: str
    states: tuple[str, ...]
    columns: Mapping[str, str]
    public: bool = True
    where: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Cases that wait in order. queue.NAME.first is true for the case at its head; the order can be inspected."""

    name: str
    label: str
    article: str
    states: tuple[str, ...]
    order: tuple[str, ...] = ("opened_at",)
    """opened_at, or fields; ties by the case's number."""
    each: str = ""
    """A field that keeps lists apart, such as a project: a case waits only among those that hold the same value."""
    reading: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """What the service guide says beyond fields, papers, clocks and acts."""

    who: str
    fee: str
    complain: str
    basis: tuple[str, ...] = ()
    fee_article: str = ""
    place: str = ""
    note: str = ""
    lists: tuple[str, ...] = ()
    """Lists of catalogue.yaml shown with the guide: what a holder may use, which matters can be applied for."""


@dataclass(frozen=True, slots=True)
class CatalogueColumn:
    """A column of a list: its label and whether its values are yes or no."""

    label: str
    kind: str = "text"
    """text, bool, count or list."""


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """A row of a list. `key` is an English name, `label` its Chinese one."""

    key: str
    label: str
    values: Mapping[str, object]
    article: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueList:
    """A list of catalogue.yaml."""

    name: str
    label: str
    article: str
    columns: Mapping[str, CatalogueColumn]
    items: Mapping[str, CatalogueItem]
    where: str = ""
