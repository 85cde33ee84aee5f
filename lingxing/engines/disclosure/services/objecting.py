"""Objections to public notices, by anybody, without an account."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.services.objecting import object_to
from lingxing.engines.disclosure.queries.open import open_publication, published_case
from lingxing.engines.parties.services_attempts import count_guess
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST_FROM_ONE_ADDRESS = 20
"""How many objections one address sends before it has to wait: an office shares one."""


def object_publicly(number: str, place: int, said: tuple[str, str, str], address: str, at: dt.datetime) -> None:
    """Keep an objection (name, contact, words) to a row of a public notice, sealed with its case.

    LingxingError outside the period and where something is missing; NotFound where there is no such row; NotAllowed
    after too many from one address. Every attempt counts.
    """
    _count(address, at)
    found = open_publication(number, at.astimezone(SHANGHAI).date())
    if not found.taking_objections:
        what = "公示期已过，或已撤回，不能再在这里提出异议"
        raise LingxingError(what, where=number, remedy="可以直接向公示的单位反映")
    name, contact, text = said
    object_to(UUID(published_case(number, place)), name, contact, text, at)


def _count(address: str, at: dt.datetime) -> None:
    try:
        count_guess(f"objecting-from:{address}", MOST_FROM_ONE_ADDRESS, at)
    except NotAllowed:
        remedy = "请过一段时间再提交，或直接与公示的单位联系"
        raise NotAllowed("短时间内从这里提交的异议过多", remedy=remedy) from None
