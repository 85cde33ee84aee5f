"""Sealing anew, with the newest key, what older keys have sealed: for every engine that keeps sealed columns.

It may be stopped at any time and begun again: what carries the newest key's name is passed over.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.certificates.queries import subject_context
from lingxing.engines.parties.people.models import KnownFact, Party, PartyAccount
from lingxing.kernel.sealing import Unsealable

BATCH = 500


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of ciphertext, and the context in which that of a row is sealed."""

    model: type[Model]
    column: str
    context: Callable[[Any], str]

    @property
    def label(self) -> str:
        """Return table and column."""
        return f"{self.model._meta.db_table}.{self.column}"


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many values were sealed anew, and the keys of the rows that no key at hand opens."""

    done: int = 0
    failed: tuple[object, ...] = ()


def newest_mark() -> str:
    """Return what begins every text that the newest key has sealed."""
    return f"{settings.DATA_KEYS[0].id}."


def reseal_column(column: SealedColumn, *, batch: int = BATCH) -> Resealed:
    """Seal every older value of a column anew, `batch` rows a transaction, and report.

    A row that somebody else writes meanwhile is left: it carries the newest key already.
    """
    done, failed, last = 0, list[object](), None
    while True:
        rows = column.model._default_manager.exclude(**{f"{column.column}__startswith": newest_mark()})
        rows = rows.exclude(**{column.column: ""}).order_by("pk")
        found = list((rows if last is None else rows.filter(pk__gt=last))[:batch])
        if not found:
            return Resealed(done, tuple(failed))
        with transaction.atomic():
            for row in found:
                if _reseal(column, row):
                    done += 1
                else:
                    failed.append(row.pk)
        last = found[-1].pk


def _reseal(column: SealedColumn, row: Model) -> bool:
    old, context = getattr(row, column.column), column.context(row)
    try:
        fresh = seal_text(unseal_text(old, context), context)
    except Unsealable:
        return False
    column.model._default_manager.filter(pk=row.pk, **{column.column: old}).update(**{column.column: fresh})
    return True


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of people and firms."""
    for field in ("name", "identity", "phone", "address"):
        yield SealedColumn(Party, f"{field}_sealed", _of_party(field))
    yield SealedColumn(PartyAccount, "basis_sealed", lambda row: f"party:{row.party_id}:agent:{row.account_id}")
    yield SealedColumn(KnownFact, "value_sealed", lambda row: f"party:{row.party_id}:fact:{row.name}")
    yield SealedColumn(Certificate, "subject_sealed", lambda row: subject_context(row.fingerprint))
    yield SealedColumn(Certificate, "subject_sealed", lambda row: subject_context(row.fingerprint))


def _of_party(field: str) -> Callable[[Any], str]:
    return lambda row: f"party:{row.pk}:{field}"
