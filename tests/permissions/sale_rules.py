"""Who may use which route of the land sales: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import APPLICANTS, EVERYBODY, Rule, page

BIDDER, OFFICER = frozenset({"bidder"}), frozenset({"officer"})
GRANTOR, AUCTIONEER = frozenset({"grantor"}), frozenset({"auctioneer"})

_CERTIFICATE = {"certificate_id": "{certificate}"}
_FIND = {"act": "find", "username": "hu_guang"}

PAGES: Mapping[str, Rule] = {
    "certificates/": page(APPLICANTS),
    "certificates/challenge": page(None, EVERYBODY),
    "certificates/new": page(APPLICANTS, APPLICANTS, body={"password": "x"}, done=False),
    "certificates/prove": page(BIDDER, BIDDER, body={"password": "x"}, done=False),
    "certificates/<int:certificate_id>/loss": page(BIDDER, BIDDER, address=_CERTIFICATE),
    "certificates/desk/": page(OFFICER, OFFICER, body=_FIND),
}

API: Mapping[str, Rule] = {}
