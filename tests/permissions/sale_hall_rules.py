"""Who may follow a listed lot, bid for it and watch over it: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import EVERYBODY, Rule, asks, does, page

BIDDER = frozenset({"bidder"})
WATCHERS = frozenset({"supervisor", "officer", "grantor", "auctioneer"})
_LOT = {"number": "{listed}"}
_RECEIPT = {**_LOT, "key": "{listed_key}"}

PAGES: Mapping[str, Rule] = {
    "listings/<str:number>/": page(EVERYBODY, address=_LOT),
    "listings/<str:number>/bid/": page(
        BIDDER, BIDDER, address=_LOT, body={"price": "12万元", "key": "k", "confirmed": "12000000"}
    ),
    "listings/<str:number>/bid/answer/": page(
        None, BIDDER, address=_LOT, body={"wants": "yes", "key": "k"}, done=False
    ),
    "listings/<str:number>/bid/proxy/": page(
        None, BIDDER, address=_LOT, body={"ceiling": "20万元", "key": "k"}, done=False
    ),
    "listings/<str:number>/bid/proxy/revoke/": page(None, BIDDER, address=_LOT, body={"key": "k"}, done=False),
    "listings/<str:number>/bid/receipts/<str:key>/": page(BIDDER, address=_RECEIPT),
    "listing-watch/": page(WATCHERS),
    "listing-watch/<str:number>/": page(WATCHERS, address=_LOT),
}

API: Mapping[str, Rule] = {
    "GET api/listings/<number>/hall": asks(EVERYBODY, address=_LOT),
    "POST api/listings/<number>/bids": does(BIDDER, address=_LOT, body={"price": "12万元", "key": "k"}),
    "GET api/listings/<number>/bids/<key>": asks(BIDDER, address=_RECEIPT),
    "GET api/listings/<number>/own": asks(BIDDER, address=_LOT),
    "POST api/listings/<number>/answer": does(BIDDER, address=_LOT, body={"wants": True, "key": "k"}, done=False),
    "POST api/listings/<number>/proxy": does(BIDDER, address=_LOT, body={"ceiling": "20万元", "key": "k"}, done=False),
    "DELETE api/listings/<number>/proxy": does(BIDDER, address=_LOT, done=False),
}
