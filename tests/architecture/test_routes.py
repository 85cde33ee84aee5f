"""Every address of the site names who may use it; what writes is never open to everybody."""

import pytest
from django.urls import path

from lingxing.engines.parties.access import PUBLIC, Permission, public, requires
from lingxing.web import access

SIGNING_IN = {"register", "sign-in", "sign-out", "certificate-challenge"}
SIGNED = {"bank-lines"}
"""Messages of the bank: each carries a signature of its own, which tests of the auctions prove to be asked for."""


def unnamed(routes):
    """Return the routes that name no permission."""
    return [f"{route.method} {route.pattern}" for route in routes if route.access is None]


def open_writes(routes):
    """Return the routes that change something and are open to everybody.

    Signing up, in and out has to be; what only answers stores nothing, which tests of its engine prove.
    """
    writing = {"POST", "PUT", "PATCH", "DELETE"}
    others = (route for route in routes if route.name not in SIGNING_IN | SIGNED and not route.answers)
    return [f"{route.method} {route.pattern}" for route in others if route.method in writing and route.access == PUBLIC]


@pytest.fixture
def sample(monkeypatch):
    """Put other addresses in place of the site's."""

    def use(*views):
        patterns = [path(f"{place}/", view) for place, view in enumerate(views)]
        monkeypatch.setattr(access, "get_resolver", lambda: type("Resolver", (), {"url_patterns": patterns}))
        return list(access.routes())

    return use


def test_every_route_names_its_permission():
    found = list(access.routes())
    assert len(found) > 30
    assert unnamed(found) == []


def test_no_route_that_writes_is_open_to_everybody():
    assert open_writes(access.routes()) == []


def test_a_route_without_a_permission_is_seen(sample):
    def forgotten(request):
        return None

    @public
    def shown(request):
        return None

    @requires(Permission.MERGE_ORGANS)
    def kept(request):
        return None

    assert unnamed(sample(forgotten, shown, kept)) == ["GET 0/"]


def test_an_open_write_is_seen():
    route = access.Route("x/", "x", "POST", PUBLIC, print)
    assert open_writes([route]) == ["POST x/"]


def test_a_question_asked_by_post_may_be_open():
    assert open_writes([access.Route("x/", "x", "POST", PUBLIC, print, answers=True)]) == []
