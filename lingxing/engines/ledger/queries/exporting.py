"""What leaves: chosen streams or all, with checkpoints and proofs, signed."""

import datetime as dt
from collections.abc import Iterator, Sequence

from lingxing.engines.ledger.domain.checkpoints import Checkpoint
from lingxing.engines.ledger.exports import Openings, Section, export_lines
from lingxing.engines.ledger.keys import signing_key
from lingxing.engines.ledger.models import LedgerEntry, LedgerStream
from lingxing.engines.ledger.queries.checkpoints import Proofs, checkpoints, last_checkpoint, proofs
from lingxing.engines.ledger.queries.entries import entries, stream_names
from lingxing.engines.ledger.queries.kept import FEW, FewProofs, few_proofs
from lingxing.kernel.errors import LingxingError


def export(
    at: dt.datetime,
    streams: Sequence[str] | None = None,
    *,
    numbers: Sequence[int] = (),
    openings: Openings | None = None,
) -> Iterator[bytes]:
    """Yield the lines of an export of `streams`, of all where it is None, as `lingxing verify` reads them.

    It holds all checkpoints, and proofs of every stream against the newest one and those of `numbers`: name those that
    the recipient has kept. `openings` gives the values that the recipient may see: by stream and sequence, a field's
    salt and value; all other fields stay commitments. Whoever calls this answers for what it opens and to whom.
    NotFound for a checkpoint that does not exist, LingxingError for a stream that does not and without a key.
    """
    chosen = stream_names() if streams is None else sorted(set(streams))
    if streams is not None and (foreign := sorted(set(chosen) - _known(chosen))):
        raise LingxingError("没有这条链", where=foreign[0], remedy="链名见台账页面")
    newest = last_checkpoint()
    needed = sorted({*numbers, *([newest.number] if newest else [])})
    proven = [_proven(chosen, number, newest) for number in needed]
    sections = (_section(stream, proven) for stream in chosen)
    scope = "all" if streams is None else "chosen"
    return export_lines(scope, at, checkpoints(), sections, signing_key(), openings=openings or {})


def _known(streams: Sequence[str]) -> set[str]:
    """Return those of the streams that exist, registered or only written."""
    registered = LedgerStream.objects.filter(name__in=streams).values_list("name", flat=True)
    written = LedgerEntry.objects.filter(stream__in=streams).order_by().values_list("stream", flat=True).distinct()
    return {*registered, *written}


def _proven(chosen: Sequence[str], number: int, newest: Checkpoint | None) -> Proofs | FewProofs:
    if newest and number == newest.number and len(chosen) <= FEW:
        return few_proofs(newest)
    return proofs(chosen, number)


def _section(stream: str, proven: Sequence[Proofs | FewProofs]) -> Section:
    return Section(stream, tuple(found.of(stream) for found in proven), entries(stream))
