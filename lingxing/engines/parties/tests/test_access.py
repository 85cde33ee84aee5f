"""Permissions and the roles that hold them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lingxing.engines.parties.access import GRANTS, PUBLIC, Permission, access_of, demand, may, public, requires
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.kernel.errors import NotAllowed

CASEWORK = {
    Permission.APPLY,
    Permission.HANDLE_CASES,
    Permission.SUPERVISE_CASES,
    Permission.READ_BOARDS,
    Permission.RUN_SUPERVISION,
    Permission.PUBLISH,
}
SALES = {
    Permission.BID,
    Permission.RUN_LISTINGS,
    Permission.DECIDE_LISTINGS,
    Permission.WATCH_LISTINGS,
    Permission.SUPERVISE_LISTINGS,
}
HOTLINE = {Permission.TAKE_CALLS, Permission.WATCH_HOTLINE, Permission.WRITE_KNOWLEDGE}


@pytest.mark.parametrize("role", list(Role)[1:])
def test_each_role_holds_what_a_reader_holds_and_more(role):
    assert GRANTS[Role.READER] < GRANTS[role]


def test_who_keeps_the_machine_may_do_everything_but_casework_sales_and_calls():
    assert GRANTS[Role.EDITOR] < GRANTS[Role.ADMINISTRATOR]
    assert set(Permission) - GRANTS[Role.ADMINISTRATOR] == CASEWORK | SALES | HOTLINE


def test_casework_is_parted_among_the_roles():
    assert GRANTS[Role.APPLICANT] & CASEWORK == {Permission.APPLY}
    assert GRANTS[Role.CLERK] & CASEWORK == {Permission.HANDLE_CASES, Permission.READ_BOARDS, Permission.PUBLISH}
    assert GRANTS[Role.SUPERVISOR] & CASEWORK == {Permission.SUPERVISE_CASES, Permission.READ_BOARDS}
    assert not GRANTS[Role.EDITOR] & CASEWORK


def test_a_sale_is_parted_among_the_roles():
    assert GRANTS[Role.BIDDER] & SALES == {Permission.BID}
    assert GRANTS[Role.LAND_OFFICER] & SALES == {Permission.RUN_LISTINGS, Permission.WATCH_LISTINGS}
    assert GRANTS[Role.GRANTOR] & SALES == {Permission.DECIDE_LISTINGS, Permission.WATCH_LISTINGS}
    assert GRANTS[Role.SUPERVISOR] & SALES == {Permission.SUPERVISE_LISTINGS, Permission.WATCH_LISTINGS}
    assert GRANTS[Role.AUCTIONEER] & SALES == {Permission.WATCH_LISTINGS}


def test_a_hotline_is_parted_among_the_roles():
    assert GRANTS[Role.OPERATOR] & HOTLINE == HOTLINE
    assert GRANTS[Role.CLERK] & HOTLINE == {Permission.WATCH_HOTLINE, Permission.WRITE_KNOWLEDGE}
    assert not (GRANTS[Role.APPLICANT] | GRANTS[Role.EDITOR] | GRANTS[Role.SUPERVISOR]) & HOTLINE


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
