"""Consent to reuse, and facts on record."""

import datetime as dt
import re
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.people.models import Consent, KnownFact
from lingxing.engines.parties.people.sealed import sealed_value
from lingxing.engines.parties.people.writing import standing_party
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.errors import LingxingError

_SCOPE = re.compile(r"[a-z][a-z0-9_/]*(:[a-z0-9_/]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@transaction.atomic
def give_consent(party_id: UUID, scope: str, actor: Actor, at: dt.datetime) -> None:
    """Let what the party gives be used again within `scope`, such as reuse or reuse:<city>; twice is once."""
    party = standing_party(party_id)
    if not _SCOPE.fullmatch(scope) or len(scope) > 100:
        raise LingxingError("同意的范围无法识别", where="范围", remedy="请从列表中选择")
    if not Consent.objects.filter(party=party, scope=scope, withdrawn_at=None).exists():
        Consent.objects.create(party=party, scope=scope, given_at=at)
        record(f"party:{party.pk}", "give_consent", actor, {"scope": scope}, at)


@transaction.atomic
def withdraw_consent(party_id: UUID, scope: str, actor: Actor, at: dt.datetime) -> None:
    """End the consent at once; what is on record stays and is used no more. Where there is none nothing happens."""
    party = standing_party(party_id)
    if Consent.objects.filter(party=party, scope=scope, withdrawn_at=None).update(withdrawn_at=at):
        record(f"party:{party.pk}", "withdraw_consent", actor, {"scope": scope}, at)


@transaction.atomic
def remember_fact(
    party_id: UUID,
    name: str,
    value: object,
    source: str,
    at: dt.datetime,
    expires_on: dt.date | None = None,
    *,
    actor: Actor = SYSTEM,
) -> None:
    """Put on record what the party gave or an office established; the newest value of a name counts.

    `name` is dotted (person.household_register), `value` any JSON, `source` opaque (case:<uuid>), `expires_on` the last
    day on which it counts. Remembering needs no consent; using again does. ValueError for a name or source that could
    hold more than that.
    """
    if not _NAME.fullmatch(name) or len(name) > 200 or not source.isascii() or len(source) > 200:
        raise ValueError("a fact's name is dotted ASCII, its source opaque ASCII")
    party = standing_party(party_id)
    sealed = sealed_value(party.pk, name, value)
    KnownFact.objects.create(
        party=party, name=name, value_sealed=sealed, source=source, known_at=at, expires_on=expires_on
    )
    record(f"party:{party.pk}", "remember_fact", actor, {"name": name, "source": source}, at)


@transaction.atomic
def forget_facts(party_id: UUID, names: Iterable[str], source: str, known_at: dt.datetime, at: dt.datetime) -> None:
    """Take off record what an act gave that was taken back: what was known before counts again."""
    wanted = sorted(set(names))
    found = KnownFact.objects.filter(party=party_id, name__in=wanted, source=source, known_at=known_at)
    if found.delete()[0]:
        record(f"party:{party_id}", "forget_facts", SYSTEM, {"names": wanted, "source": source}, at)
