"""Reading and verifying entries."""

from collections.abc import Collection, Iterator

from django.db.models import Max

from lingxing.engines.ledger import statements
from lingxing.engines.ledger.domain.entries import START, Entry, Fault, check_chain
from lingxing.engines.ledger.models import LedgerEntry, LedgerStream

_CHUNK = 2000


def entries(stream: str, after: int = 0) -> Iterator[Entry]:
    """Yield a stream's entries in order, those behind the sequence `after`; none where there is no such stream."""
    for row in LedgerEntry.objects.filter(stream=stream, sequence__gt=after).order_by("sequence").iterator(_CHUNK):
        yield _entry(row)


def heads(streams: Collection[str]) -> dict[str, tuple[int, str]]:
    """Return length and last hash of those of the streams that exist, by name."""
    with statements.cursor() as cursor:
        return statements.heads(cursor, streams)


def all_entries() -> Iterator[Entry]:
    """Yield every entry, stream by stream in the order of their names, each in the order of its sequence."""
    for stream in stream_names():
        yield from entries(stream)


def recent_entries(
    limit: int, *, stream: str = "", before: int | None = None, without: Collection[str] = ()
) -> list[tuple[int, Entry]]:
    """Return at most `limit` entries with their keys, newest first, older than the key `before` where one is given.

    Those of the streams in `without` are left out. The keys count all entries: whoever must not learn how many were
    left out must not see them.
    """
    rows = LedgerEntry.objects.order_by("-pk").exclude(stream__in=without)
    if stream:
        rows = rows.filter(stream=stream)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [(row.pk, _entry(row)) for row in rows[:limit]]


def stream_names() -> list[str]:
    """Return the names of all streams, sorted by code point."""
    known = set(LedgerStream.objects.values_list("name", flat=True))
    return sorted(known | set(LedgerEntry.objects.order_by().values_list("stream", flat=True).distinct()))


def verify_stream(stream: str) -> list[Fault]:
    """Return what is wrong with a stream, in the order of its entries; empty when it is whole or was never written.

    Others may add entries meanwhile: the chain is checked up to the length that the stream had at first, and what lies
    beyond must be within the length that it has at last.
    """
    row = _stream(stream)
    length, head = (row.length, row.head) if row else (0, START)
    rows = LedgerEntry.objects.filter(stream=stream)
    known = rows.filter(sequence__lte=length).order_by("sequence").iterator(_CHUNK)
    faults = list(check_chain(stream, map(_entry, known), head=(length, head)))
    newest = rows.aggregate(newest=Max("sequence"))["newest"] or 0
    if newest > (LedgerStream.objects.filter(name=stream).aggregate(length=Max("length"))["length"] or 0):
        faults.append(Fault(stream, newest, "超出登记的条数，不是本系统写入的"))
    return faults


def _stream(name: str) -> LedgerStream | None:
    return LedgerStream.objects.filter(name=name).first()


def verify_all() -> list[Fault]:
    """Return what is wrong with any stream; empty when all are whole."""
    return [fault for stream in stream_names() for fault in verify_stream(stream)]


def _entry(row: LedgerEntry) -> Entry:
    return Entry(**{name: getattr(row, name) for name in Entry.__slots__})
