"""Filling the demo's town with offices, people and cases, once."""

import datetime as dt

import click
from django.db import transaction

from lingxing.cli.demo.offices import open_offices
from lingxing.cli.demo.people import settle_people
from lingxing.cli.demo.playing import Playing
from lingxing.cli.demo.script import read_steps, read_town
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.in_force import last_day
from lingxing.engines.cases.services.continuing import continue_policy
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.ledger.services import make_checkpoint
from lingxing.engines.parties.access_types import IdentityKind
from lingxing.engines.parties.people.queries import find_party
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.packages import load_packages

_MORNING = dt.time(7)
_CONTINUED = dt.timedelta(days=365)
_BASIS = "演示用的延续决定（虚构）"


def fill_town(now: dt.datetime) -> str:
    """Open the offices and, at the first run, let the town's story happen; return a line that says what was made.

    All of a first run or nothing of it is kept, so that an interrupted one starts anew.
    """
    town = read_town()
    with transaction.atomic():
        organs = open_offices(town, now)
        _continue_policies(now)
        first = next(person for person in town.people.values() if not person.is_firm)
        if find_party(IdentityKind.RESIDENT_ID, first.number) is not None:
            return "办件：已有演示办件"
        return _tell(Playing(town, organs, settle_people(town)), now)


def _tell(playing: Playing, now: dt.datetime) -> str:
    day = None
    for step in read_steps(calendar(), now):
        if step.at.date() != day:
            day = step.at.date()
            sweep(dt.datetime.combine(day, _MORNING, SHANGHAI))
        playing.take(step)
    sweep(now)
    make_checkpoint(now)
    for line in playing.refused:
        click.echo(f"演示办件略过一步：{line}", err=True)
    return f"办件：新办 {sum(map(len, playing.cases.values()))} 件，公开 {playing.released} 项"


def _continue_policies(now: dt.datetime) -> None:
    """Let documents that have run out go on for the demo, so that everything can be tried; the text stays as it is."""
    today = now.astimezone(SHANGHAI).date()
    for found in load_packages().packages.values():
        if found.procedure is None or found.policy.effective > today:
            continue
        last = last_day(found.policy)
        if last is not None and last < today + dt.timedelta(days=31):
            continue_policy(found.policy.id, today + _CONTINUED, _BASIS, OPERATOR, now)
