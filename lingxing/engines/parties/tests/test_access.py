"""Permissions and the roles that hold them."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from lingxing.engines.parties.access import GRANTS, PUBLIC, Permission, access_of, demand, may, public, requires
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.kernel.errors import NotAllowed


def test_each_role_holds_what_the_one_before_holds_and_more():
    sets = [GRANTS[role] for role in Role]
    assert all(smaller < larger for smaller, larger in itertools.pairwise(sets))
    assert sets[-1] == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_nobody_without_an_account_holds_anything(permission):
    assert not may(AnonymousUser(), permission)
    with pytest.raises(NotAllowed, match="没有这项权限"):
        demand(AnonymousUser(), permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_an_account_holds_what_its_role_grants_unless_it_is_disabled(role, permission):
    account = Account(username="a", role=role)
    assert may(account, permission) == (permission in GRANTS[role])
    account.is_active = False
    assert not may(account, permission)


def test_a_view_without_a_mark_has_no_access():
    assert access_of(lambda request: None) is None
    assert access_of(public(lambda request: None)) == PUBLIC
    assert access_of(requires(Permission.READ_LEDGER)(lambda request: None)) is Permission.READ_LEDGER
