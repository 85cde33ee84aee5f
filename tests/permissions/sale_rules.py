"""Who may use which route of the land sales: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import Rule

BIDDER, OFFICER = frozenset({"bidder"}), frozenset({"officer"})
GRANTOR, AUCTIONEER = frozenset({"grantor"}), frozenset({"auctioneer"})

PAGES: Mapping[str, Rule] = {}

API: Mapping[str, Rule] = {}
