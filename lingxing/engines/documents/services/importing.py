"""Taking a gazette into the library."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lingxing.engines.documents.domain.diff import compare
from lingxing.engines.documents.domain.encoding import decode, encode, words_digest
from lingxing.engines.documents.domain.identity import addresses, same_title, source_label
from lingxing.engines.documents.domain.issue_order import printed_before
from lingxing.engines.documents.domain.model import Document as Content
from lingxing.engines.documents.domain.model import Gazette as Reading
from lingxing.engines.documents.domain.model import GazetteInfo, Source
from lingxing.engines.documents.domain.outside import Outside
from lingxing.engines.documents.models import Document, DocumentVersion, Gazette
from lingxing.engines.documents.services.problems import keep_gazette_problems
from lingxing.engines.documents.services.results import ImportedDocument, ImportResult, Outcome
from lingxing.engines.documents.services.rows import rebuild
from lingxing.engines.documents.services.writing import insert, one_writer, storable
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI


@dataclass(slots=True)
class _Place:
    """Where a document of the gazette goes.

    `before` is the version that stands there now, `last` the one that came in last: another one where an older issue
    came in after a newer one. `earlier` says that the text is older than the one that stands there.
    """

    content: Content
    key: str
    digest: str
    document: Document | None = None
    before: DocumentVersion | None = None
    last: DocumentVersion | None = None
    earlier: bool = False
    changed_units: int = 0

    @property
    def outcome(self) -> Outcome:
        if self.before is None:
            return Outcome.NEW
        if self.before.digest == self.digest:
            return Outcome.UNCHANGED
        return Outcome.EARLIER if self.earlier else Outcome.CHANGED

    @property
    def sequence(self) -> int:
        if self.before is None:
            return 1
        return self.last.sequence + 1 if self.last else self.before.sequence


def import_gazette(gazette: Reading, actor: Actor, at: dt.datetime) -> ImportResult:
    """Store a gazette in one transaction, all or nothing, and return what became of each document.

    The same content again changes nothing. A document whose words differ from those in the library becomes its next
    version; one whose lines have only moved stays. What editors decided is laid over the new text again. A text older
    than the current one is kept as a version and does not become current.
    """
    with one_writer():
        known = Gazette.objects.filter(digest=gazette.source.digest).first()
        places = _places(gazette, known)
        written = [place for place in places if place.outcome is not Outcome.UNCHANGED]
        if known and not written:
            return _result(known, places, unchanged=True)
        row = known or _store_gazette(gazette, actor, at)
        _store_versions(row, written, at)
        rebuild([(place.document, place.content) for place in written if place.document and not place.earlier])
        keep_gazette_problems(row, gazette.problems)
        _record(row, written, actor, at)
        return _result(row, places, unchanged=False)


def _places(gazette: Reading, known: Gazette | None) -> list[_Place]:
    city = storable(gazette.info.city or "", 100)
    standing = _Standing(gazette, city, known)
    places: list[_Place] = []
    for content in gazette.documents:
        taken = {place.key for place in places}
        place = _place(content, city, standing, taken)
        if place.document and place.outcome in (Outcome.CHANGED, Outcome.EARLIER):
            place.last = place.document.versions.latest("sequence")
            place.changed_units = len(compare(decode(Content, place.last.content), content))
        places.append(place)
    return places


class _Standing:
    """The library's documents by address: likely ones fetched together, others when asked for."""

    def __init__(self, gazette: Reading, city: str, known: Gazette | None) -> None:
        self.info = gazette.info
        likely = [key for content in gazette.documents for key in islice(addresses(content, city), 2)]
        self._rows: dict[str, Document | None] = dict.fromkeys(likely)
        found = Document.objects.select_related("current__gazette")
        for at in range(0, len(likely), 400):
            self._rows.update((row.key, row) for row in found.filter(key__in=likely[at : at + 400]))
        self.known = known
        again = list(found.filter(current__gazette=known)) if known else []
        self._rows.update((row.key, row) for row in again)
        self.reread = {row.current.index: row for row in again if row.current}

    def at(self, key: str) -> Document | None:
        """Return the document at this address, or None."""
        if key not in self._rows:
            self._rows[key] = Document.objects.select_related("current__gazette").filter(key=key).first()
        return self._rows[key]


def _place(content: Content, city: str, standing: _Standing, taken: set[str]) -> _Place:
    digest = words_digest(content)
    again = standing.reread.get(content.index)
    if again and again.key not in taken and same_title(again.title, content.title):
        return _Place(content, again.key, digest, again, again.current)
    free = (key for key in addresses(content, city) if key not in taken)
    key = next(key for key in free if _fits(standing.at(key), content, city))
    row = standing.at(key)
    if row and (replaced := _replaced(row, standing.known)):
        return _Place(content, key, replaced.digest, row, replaced)
    if row and row.current and _is_earlier(content, standing.info, row.current):
        same = row.versions.filter(digest=digest).last()
        return _Place(content, key, digest, row, same or row.current, earlier=True)
    return _Place(content, key, digest, row, row.current if row else None)


def _is_earlier(content: Content, info: GazetteInfo, current: DocumentVersion) -> bool:
    """Return whether the text is older than the current one.

    Reading: editions without a number are told by the day they were signed; texts under one number, and editions of
    one day, by the issue that prints them. Another file of the same issue corrects it and is never older.
    """
    gazette = current.gazette
    if not content.number and content.date and current.signed_on and content.date != current.signed_on:
        return content.date < current.signed_on
    return printed_before(
        info, GazetteInfo(gazette.name, gazette.city, gazette.year, gazette.issue, gazette.serial, gazette.published)
    )


def _replaced(row: Document, known: Gazette | None) -> DocumentVersion | None:
    """Return the text that this very gazette brought before, where one of another issue has taken its place since.

    Such a text stays replaced when its gazette comes in again. Another file of the same issue corrects that issue, so
    going back to the first file is a change.
    """
    if not known or not row.current or row.current.gazette.issue_key == known.issue_key:
        return None
    return row.versions.filter(gazette=known).last()


def _fits(row: Document | None, content: Content, city: str) -> bool:
    """Return whether the address is free or holds an earlier text of the document, not another one of its number."""
    return row is None or ((not row.city or not city or row.city == city) and same_title(row.title, content.title))


def _store_gazette(gazette: Reading, actor: Actor, at: dt.datetime) -> Gazette:
    info = gazette.info
    source = replace(gazette.source, name=storable(source_label(gazette.source.name), 1000))
    return Gazette.objects.create(
        city=storable(info.city or "", 100),
        name=storable(info.name or "", 200),
        year=info.year,
        issue=storable(info.issue or "", 100),
        serial=storable(info.serial or "", 100),
        published=storable(info.published or "", 20),
        source_name=source.name,
        digest=source.digest,
        source=encode(Source, source),
        outside=encode(Outside, Outside(gazette.contents, gazette.repairs)),
        imported_at=at,
        imported_by=actor.id,
    )


def _store_versions(gazette: Gazette, places: Sequence[_Place], at: dt.datetime) -> None:
    fresh = [place for place in places if place.document is None]
    for place, row in zip(fresh, insert(Document, (_blank(gazette, place, at) for place in fresh)), strict=True):
        place.document = row
    versions = insert(DocumentVersion, (_version(gazette, place, at) for place in places))
    standing = [version for version, place in zip(versions, places, strict=True) if not place.earlier]
    for version in standing:
        version.document.current = version
    Document.objects.bulk_update([version.document for version in standing], ["current"], batch_size=100)


def _blank(gazette: Gazette, place: _Place, at: dt.datetime) -> Document:
    return Document(key=place.key, city=gazette.city, newest_by=at.astimezone(SHANGHAI).date())


def _version(gazette: Gazette, place: _Place, at: dt.datetime) -> DocumentVersion:
    return DocumentVersion(
        document=place.document,
        sequence=place.sequence,
        gazette=gazette,
        index=place.content.index,
        signed_on=place.content.date,
        content=encode(Content, place.content),
        digest=place.digest,
        changed_units=place.changed_units,
        imported_at=at,
    )


def _record(gazette: Gazette, written: Sequence[_Place], actor: Actor, at: dt.datetime) -> None:
    for place in sorted(written, key=lambda place: place.key):
        said = {"gazette": gazette.digest, "version": place.sequence, "digest": place.digest}
        record(f"document:{place.key}", "import", actor, said, at)
    digests = {place.key: place.digest for place in written}
    record(f"gazette:{gazette.digest}", "import", actor, {"documents": digests, "name": gazette.source_name}, at)


def _result(gazette: Gazette, places: Iterable[_Place], *, unchanged: bool) -> ImportResult:
    documents = tuple(
        ImportedDocument(place.key, place.content.title, place.outcome, place.sequence, place.changed_units)
        for place in places
    )
    return ImportResult(gazette.pk, str(gazette), gazette.digest, documents, unchanged)
