"""Every role tries every route with what is another's: no one sees or does what is not theirs."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from lingxing.engines.cases.tests.invented import installed
from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.hotline.tests.town import PACKAGES as HOTLINES
from lingxing.engines.parties.access import GRANTS, PUBLIC
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.tests.board_town import PACKAGES as BOARDS
from lingxing.web.access import Route, routes
from tests.permissions import (
    board_rules,
    hotline_rules,
    oversight_rules,
    rules,
    sale_hall_rules,
    sale_intake_rules,
    sale_rules,
)
from tests.permissions.rules import Rule
from tests.permissions.world import ROLES, THEN, World, build_world

_RULES = (rules, sale_rules, sale_hall_rules, sale_intake_rules, hotline_rules, board_rules, oversight_rules)
PAGES = {pattern: rule for part in _RULES for pattern, rule in part.PAGES.items()}
API = {name: rule for part in _RULES for name, rule in part.API.items()}
ROUTES = tuple({(route.method, route.pattern): route for route in routes()}.values())
_BESIDE = re.compile(
    r"^(api/)?(documents|gazettes?|search|tasks|deadlines|expiring|lapsed|ordered-revisions|organs|problems|rules|"
    r"entitlements|feed|health|style|openapi\.json|docs|version|simulations?|cities|static|$)"
)
"""Addresses without anything of a person: their engines prove them; here only that roles hold."""
_SAMPLES = {"uuid": "00000000-0000-0000-0000-000000000007", "int": "7", "slug": "nothing", "str": "nothing"}
_WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
_NOT_WRITTEN = {"django_session", "parties_signinattempts"}
"""Tables that any request may touch: who is signed in, and how often somebody guessed."""
_DENIALS = (401, 403, 404)


def rule_of(route: Route) -> Rule | None:
    """Return the rule of a route; None where nobody has written one."""
    if route.pattern.startswith("api/"):
        return API.get(f"{route.method} {route.pattern}")
    return PAGES.get(route.pattern)


def is_beside(route: Route) -> bool:
    """Return whether the route has nothing to do with people and cases."""
    return bool(_BESIDE.match(route.pattern)) and rule_of(route) is None


def is_asked(entitled: bool) -> bool:
    """Return whether this run asks: on the second database only what is carried out, not again what is refused."""
    return entitled or connection.vendor != "postgresql"


def test_every_route_has_its_rule_and_every_rule_its_route():
    without = [f"{route.method} {route.pattern}" for route in ROUTES if rule_of(route) is None and not is_beside(route)]
    assert without == [], "write down in tests/permissions/rules.py who may use these"
    known = {route.pattern for route in ROUTES} | {f"{route.method} {route.pattern}" for route in ROUTES}
    assert [name for name in (*PAGES, *API) if name not in known] == []


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Return the town, its packages the installed ones."""
    with installed(HOTLINES, BOARDS):
        yield build_world()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_and_does_what_is_its_own_and_nothing_else(world: World, role: str):
    account = world.account(role)
    client = Visitor(account, world.sale.sessions.get(role, {}))
    granted = GRANTS[account.role] if account is not None else frozenset()
    wrong: list[str] = []
    for route in ROUTES:
        rule = rule_of(route)
        if rule is None:
            allowed = route.access == PUBLIC or route.access in granted
            wrong += _beside(client, route, allowed) if is_asked(allowed) else ()
        elif route.pattern.startswith("api/"):
            wrong += _tried(client, world, role, route, rule, route.method)
        else:
            for method in ("GET", "POST"):
                wrong += _tried(client, world, role, route, rule, method)
    assert not wrong, "\n".join(wrong)


class Visitor:
    """Sends requests as one person, each with the same session, whatever the one before did to it."""

    def __init__(self, account: Account | None, carried: Mapping[str, object] | None = None) -> None:
        self._client = Client(raise_request_exception=False)
        if account is not None:
            self._client.force_login(account)
            session = self._client.session
            session.update(carried or {})
            session.save()
        self._session = {name: cookie.value for name, cookie in self._client.cookies.items()}

    def send(self, method: str, where: str, **sent: Any) -> HttpResponse:
        """Return the answer to one request."""
        self._client.cookies.load(self._session)
        if method == "POST" and "data" in sent and "content_type" not in sent:
            return self._client.post(where, sent["data"])
        return self._client.generic(method, where, **sent)


def _beside(client: Visitor, route: Route, allowed: bool) -> Iterator[str]:
    """Yield what is wrong where nothing personal stands: who holds the permission is answered, others are not."""
    with undone() as written:
        answer = client.send(route.method, address(route.pattern, {}, {}), data=b"{}", content_type="application/json")
    if answer.status_code >= 500 or is_denial(answer, (401, 403)) is allowed:
        yield f"{route.method} {route.pattern}: {answer.status_code}"
    if not allowed and written:
        yield f"{route.method} {route.pattern}: wrote to {sorted(written)}"


def _tried(client: Visitor, world: World, role: str, route: Route, rule: Rule, method: str) -> Iterator[str]:
    """Yield what is wrong with the answer to one request, which is undone afterwards."""
    who = rule.reads if method == "GET" else rule.writes
    if who is None or not is_asked(role in who):
        return
    with undone() as written:
        answer = ask(client, world, route, rule, method)
        shown = text_of(answer)
    sent = str(filled(rule.body, world.things))
    name = f"{role}: {method} {route.pattern}"
    if answer.status_code >= 500:
        yield f"{name}: {answer.status_code}"
    for secret, may_read in world.secrets.items():
        if secret in shown and role not in may_read and secret not in sent:
            yield f"{name}: shows {secret!r}"
    if role in who:
        yield from _entitled_faults(name, answer, rule, method, written)
    elif written or not (rule.kept or is_refused(answer, proven=rule.done)):
        yield f"{name}: {answer.status_code}, wrote to {sorted(written)}, though it may not"


def _entitled_faults(name: str, answer: HttpResponse, rule: Rule, method: str, written: set[str]) -> Iterator[str]:
    """Yield what is wrong where the role is entitled: it is answered, and what it asks for is done."""
    if is_denial(answer, _DENIALS) or (answer.status_code >= 400 and (method == "GET" or rule.done)):
        yield f"{name}: {answer.status_code} {_what(answer)}, though it may"
    if method == "GET" and written - {"cases_issueddocument"}:
        yield f"{name}: wrote to {sorted(written)} though it only reads"


def _what(answer: HttpResponse) -> str:
    """Return what a page says, shortened."""
    text = "" if answer.streaming else answer.content.decode("utf-8", "replace")
    return " ".join(re.sub(r"<head>.*?</head>|<[^>]+>", " ", text, flags=re.DOTALL).split())[:160]


def ask(client: Visitor, world: World, route: Route, rule: Rule, method: str) -> HttpResponse:
    """Send the request of a rule, as of a day on which some were entitled who no longer are."""
    where = address(route.pattern, rule.address, world.things)
    if method == "GET":
        query = rule.query.format(**world.things)
        given = "&".join(part for part in (query, f"on={THEN}" if "on=" not in query else "") if part)
        return client.send("GET", f"{where}?{given}")
    body = filled(rule.body, world.things)
    if not route.pattern.startswith("api/") or body.get("file") == "FILE":
        if body.get("file") == "FILE":
            body = {**body, "file": _file()}
        return client.send("POST", where, data=body)
    return client.send(method, where, data=json.dumps(body).encode(), content_type="application/json")


def _file() -> BytesIO:
    file = BytesIO(JPEG)
    file.name = "photo.jpg"
    return file


def address(pattern: str, given: Mapping[str, str], things: Mapping[str, str]) -> str:
    """Return an address of the pattern with its parameters filled in: as given, else naming nothing."""

    def value(found: "re.Match[str]") -> str:
        kind, name = (found[1] or "str:").rstrip(":").removesuffix("str") or "str", found[2]
        return given[name].format(**things) if name in given else _SAMPLES[kind]

    return "/" + re.sub(r"<(\w+:)?(\w+)>", value, pattern)


def filled(body: Any, things: Mapping[str, str]) -> Any:
    """Return a body with the things of the world in it; keys of rows are numbers."""
    if isinstance(body, Mapping):
        return {name: filled(value, things) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, things) for value in body]
    if isinstance(body, str) and body.startswith("{"):
        found = body.format(**things)
        return int(found) if found.isdigit() else found
    return body


def text_of(answer: HttpResponse) -> str:
    """Return the whole answer as text, streamed or not, with where it leads to."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode("utf-8", "replace") + content.decode("latin-1") + answer.get("Location", "")


def is_refused(answer: HttpResponse, *, proven: bool) -> bool:
    """Return whether somebody was refused who may not: by any refusal, where the same request of those who may is
    carried out; else by being told so, since a body that nobody gets through proves nothing."""
    return is_denial(answer, _DENIALS) or (proven and 400 <= answer.status_code < 500)


def is_denial(answer: HttpResponse, statuses: tuple[int, ...]) -> bool:
    """Return whether the request was turned away."""
    return answer.status_code in statuses or answer.get("Location", "").startswith("/sign-in?")


@contextmanager
def undone() -> Iterator[set[str]]:
    """Give the set of tables that are written to in the block, and undo it all at its end."""
    written: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        answer = execute(sql, *arguments)
        found = _WRITES.match(sql)
        if found and found[2] not in _NOT_WRITTEN and arguments[-1]["cursor"].rowcount != 0:
            written.add(found[2])
        return answer

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield written
        transaction.set_rollback(True)
