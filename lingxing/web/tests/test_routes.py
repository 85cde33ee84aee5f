"""Every route names its permission, and every role meets every route."""

import re
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from lingxing.engines.parties.access import GRANTS, PUBLIC, Permission
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import account
from lingxing.web import urls
from lingxing.web.access import routes
from tests.sizes import THOROUGH

_SIGNED = {"bank-lines"}
"""Messages of the bank: whatever session they come with, they carry a signature of their own."""
ROUTES = [route for route in routes() if route.name not in _SIGNED]
_SAMPLES = {
    "uuid": str(uuid.UUID(int=7)),
    "uuidstr": str(uuid.UUID(int=7)),
    "int": "7",
    "slug": "unlock",
    "str": "无此文件",
}


def address(pattern):
    """Return an address that the pattern answers, its parameters naming nothing that exists."""
    return "/" + re.sub(r"[<{](?:(\w+):)?\w+[>}]", lambda found: _SAMPLES[found[1] or "str"], pattern)


def named(route):
    return f"{route.method} {route.pattern or '/'}"


def test_every_route_names_its_permission():
    assert [named(route) for route in ROUTES if route.access != PUBLIC and route.access not in list(Permission)] == []


def test_reading_is_for_everybody_and_nothing_else_is():
    public = {
        named(route) for route in ROUTES if route.access == PUBLIC and route.method != "GET" and not route.answers
    }
    assert public == set(), "a public route that writes"


@pytest.fixture(params=[None, *Role], ids=["nobody", *Role])
def visitor(request, db):
    client = Client(raise_request_exception=False)
    if request.param:
        client.force_login(account(request.param.value, request.param))
    return client, request.param


def is_denial(answer):
    return answer.status_code in (401, 403) or answer.get("Location", "").startswith("/sign-in?")


def is_met(route, place, role):
    """Return whether the role is one that this run lets meet the route: nobody, one who may and one who may not.

    All meet all when everything is taken; every role meets the routes of people and cases in tests/permissions.
    """
    may = [one for one in Role if route.access == PUBLIC or route.access in GRANTS[one]]
    sides = [side for side in (may, [one for one in Role if one not in may]) if side]
    return THOROUGH or role is None or role in {side[place % len(side)] for side in sides}


def test_every_role_meets_every_route(visitor):
    client, role = visitor
    granted = GRANTS[role] if role else frozenset()
    wrong = []
    for place, route in enumerate(ROUTES):
        if route.name == "sign-out" or not is_met(route, place, role):
            continue
        answer = client.generic(route.method, address(route.pattern), b"{}", "application/json")
        allowed = route.access == PUBLIC or route.access in granted
        if is_denial(answer) is allowed or answer.status_code >= 500:
            wrong.append((named(route), answer.status_code, "allowed" if allowed else "denied"))
    assert wrong == []


def test_no_writing_operation_of_the_api_is_done_without_the_proof_of_origin(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account("one", Role.ADMINISTRATOR))
    writing = [r for r in ROUTES if r.pattern.startswith("api/") and r.method not in ("GET", "HEAD") and not r.answers]
    assert writing
    for route in writing:
        answer = client.generic(route.method, address(route.pattern), b"{}", "application/json")
        assert answer.status_code == 403, named(route)


def test_where_one_may_not_go_says_so_and_what_to_do(client, db):
    client.force_login(account())
    page = client.get("/accounts")
    assert page.status_code == 403
    assert "没有这项权限" in page.content.decode()
    assert client.get("/accounts").wsgi_request.user != AnonymousUser()


def unmarked(request):
    return HttpResponse("secret")


urlpatterns = [path("unmarked", unmarked), *urls.urlpatterns]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("role", [None, *Role])
def test_a_view_that_names_no_permission_is_served_to_nobody(db, role):
    client = Client()
    if role:
        client.force_login(account("one", role))
    answer = client.get("/unmarked")
    assert answer.status_code == 403
    assert b"secret" not in answer.content
