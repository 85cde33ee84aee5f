"""Who may use which route of the land sales: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import ADMINISTRATOR, APPLICANTS, EVERYBODY, SUPERVISOR, Rule, page

BIDDER, OFFICER = frozenset({"bidder"}), frozenset({"officer"})
GRANTOR, AUCTIONEER = frozenset({"grantor"}), frozenset({"auctioneer"})

_CERTIFICATE = {"certificate_id": "{certificate}"}
_FIND = {"act": "find", "username": "hu_guang"}
_LISTED, _STOPPED = {"number": "{listed_lot}"}, {"number": "{stopped_lot}"}
_ENDED = {"number": "{ended_lot}"}
_ORDERED = {**_ENDED, "place": "1"}
_AFTER = "listing-desk/<slug:number>/after"
_STOP = {"act": "suspend", "suspend-cause": "2"}
_MAINTAINED = {
    "kind": "maintenance",
    "what": "扩容",
    "why": "磁盘将满",
    "begun_at": "2026-01-05T09:00",
    "ended_at": "2026-01-05T09:30",
}

PAGES: Mapping[str, Rule] = {
    "certificates/": page(APPLICANTS),
    "certificates/challenge": page(None, EVERYBODY),
    "certificates/new": page(APPLICANTS, APPLICANTS, body={"password": "x"}, done=False),
    "certificates/prove": page(BIDDER, BIDDER, body={"password": "x"}, done=False),
    "certificates/<int:certificate_id>/loss": page(BIDDER, BIDDER, address=_CERTIFICATE),
    "certificates/desk/": page(OFFICER, OFFICER, body=_FIND),
    "listing-system/co-sign": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "listing-system/maintenance/": page(ADMINISTRATOR, ADMINISTRATOR, body=_MAINTAINED),
    "listing-desk/<slug:number>/stop/": page(OFFICER, OFFICER, address=_LISTED, body=_STOP, done=False),
    f"{_AFTER}/": page(OFFICER, address=_ENDED),
    f"{_AFTER}/refunds/": page(None, OFFICER, address=_ENDED, body={"pay_on": "2027-01-12"}, done=False),
    f"{_AFTER}/answer/": page(None, OFFICER, address=_ENDED, done=False),
    f"{_AFTER}/refunds/<int:place>.csv": page(OFFICER, address=_ORDERED),
    f"{_AFTER}/refunds/<int:place>.xlsx": page(OFFICER, address=_ORDERED),
    "listing-desk/<slug:number>/record/": page(OFFICER, address=_ENDED),
    "listing-desk/<slug:number>/record.zip": page(OFFICER, address=_ENDED),
    "listing-rulings/": page(GRANTOR),
    "listing-rulings/<slug:number>/": page(GRANTOR, GRANTOR, address=_STOPPED, body={"approved": "x"}, done=False),
    "listing-watch/co-signs/": page(SUPERVISOR, SUPERVISOR, body={"key": "{co_sign}", "decision": "grant"}),
    "listing-watch/maintenance/": page(SUPERVISOR),
}

API: Mapping[str, Rule] = {}
