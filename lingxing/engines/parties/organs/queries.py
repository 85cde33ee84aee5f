"""Reads of the register of organs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from lingxing.engines.parties.organs.models import Organ, OrganAlias


@dataclass(frozen=True, slots=True)
class OrganCard:
    """An organ with its other names: aliases and the names of organs merged into it."""

    id: int
    name: str
    city: str
    aliases: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()
    merged_into: int | None = None


def organ_card(organ_id: int) -> OrganCard | None:
    """Return one organ, or None."""
    return next(iter(organ_cards(Organ.objects.filter(pk=organ_id).values_list("pk", flat=True))), None)


def organ_cards(ids: Iterable[int]) -> tuple[OrganCard, ...]:
    """Return the organs of these ids by name; three queries for any number."""
    rows = list(Organ.objects.filter(pk__in=list(ids)).order_by("city", "name"))
    aliases: dict[int, list[str]] = {row.pk: [] for row in rows}
    merged: dict[int, list[str]] = {row.pk: [] for row in rows}
    family = Q(organ__in=rows) | Q(organ__merged_into__in=rows)
    for alias in OrganAlias.objects.filter(family).select_related("organ").order_by("name"):
        aliases.get(alias.organ.merged_into_id or alias.organ_id, []).append(alias.name)
    for organ in Organ.objects.filter(merged_into__in=rows).order_by("name"):
        merged[organ.merged_into_id or 0].append(organ.name)
    return tuple(
        OrganCard(row.pk, row.name, row.city, tuple(aliases[row.pk]), tuple(merged[row.pk]), row.merged_into_id)
        for row in rows
    )


def standing_organs(city: str = "", text: str = "") -> tuple[int, ...]:
    """Return the ids of the organs not merged into another, whose name or other name holds `text`, by name."""
    rows = Organ.objects.filter(merged_into=None).order_by("city", "name")
    if city:
        rows = rows.filter(city=city)
    if text.strip():
        holds = Q(name__contains=text.strip()) | Q(aliases__name__contains=text.strip())
        rows = rows.filter(holds | Q(merged_from__name__contains=text.strip())).distinct()
    return tuple(rows.values_list("pk", flat=True))


def organ_cities() -> list[str]:
    """Return the cities that have organs, by code point."""
    return sorted(set(Organ.objects.order_by().values_list("city", flat=True).distinct()))


def family_ids(organ_id: int) -> tuple[int, ...]:
    """Return the organ's id and those of the organs merged into it."""
    return tuple(Organ.objects.filter(Q(pk=organ_id) | Q(merged_into=organ_id)).values_list("pk", flat=True))


def standing_names(ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return for every id the id and name of the organ that stands for it."""
    rows = Organ.objects.filter(pk__in=list(ids)).select_related("merged_into")
    return {row.pk: ((row.merged_into or row).pk, (row.merged_into or row).name) for row in rows}


def organs_by_name(city: str, names: Iterable[str]) -> dict[str, int]:
    """Return the organ id of each full name or alias known in `city`; a full name goes before an alias."""
    wanted = list(set(names))
    found = dict(OrganAlias.objects.filter(city=city, name__in=wanted).values_list("name", "organ_id"))
    found.update(Organ.objects.filter(city=city, name__in=wanted).values_list("name", "pk"))
    return found
