"""Acts on the register of organs that also change what the library shows."""

import datetime as dt

from lingxing.engines.documents.models import TaskUnit
from lingxing.engines.documents.services.writing import one_writer
from lingxing.engines.parties.organs import services as register
from lingxing.engines.parties.organs.queries import organ_card
from lingxing.kernel.actors import Actor


def merge_organs(organ_id: int, into_id: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Let one organ stand for another of the same city: its names and tasks show under `into_id`."""
    with one_writer():
        register.merge_organs(organ_id, into_id, reason, actor, at)


def separate_organ(organ_id: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Undo a merge."""
    with one_writer():
        register.separate_organ(organ_id, reason, actor, at)


def assign_alias(organ_id: int, alias: str, actor: Actor, at: dt.datetime) -> int:
    """Let a printed name mean the organ, also in the texts already here; return how many namings that resolved."""
    with one_writer():
        register.assign_alias(organ_id, alias, actor, at)
        card = organ_card(organ_id)
        city = card.city if card else ""
        unresolved = TaskUnit.objects.filter(organ=None, printed=alias.strip(), task__document__city=city)
        return unresolved.update(organ=organ_id)
