"""Who may use which route of the land sales: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import ADMINISTRATOR, APPLICANTS, EVERYBODY, SUPERVISOR, Rule, asks, does, page

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

_WORDS = {"reason": "文号云纪〔2026〕3号"}
_PROOF = {"password": "x"}
_CONFIRMED = {"service": "云梦泽数字认证中心", "reference": "核〔2026〕7号", "day": "2026-06-02"}
_KEPT, _LOST = ({"certificate_id": key} for key in ("{certificate}", "{lost_certificate}"))
_LOCK = {"lock_id": "{bidding_lock}"}
_DESK = "api/listing-desk/<number>"

API: Mapping[str, Rule] = {
    "GET api/my/certificates": asks(APPLICANTS),
    "POST api/my/certificates/challenge": does(APPLICANTS),
    "POST api/my/certificates": does(APPLICANTS, body=_PROOF, done=False),
    "POST api/my/certificates/prove": does(BIDDER, body=_PROOF, done=False),
    "POST api/my/certificates/<int:certificate_id>/loss": does(BIDDER, address=_KEPT),
    "GET api/certificate-desk": asks(OFFICER),
    "GET api/certificate-desk/accounts/<username>": asks(OFFICER, address={"username": "hu_guang"}),
    "POST api/certificate-desk/certificates/<int:certificate_id>/loss": does(OFFICER, address=_KEPT),
    "POST api/certificate-desk/certificates/<int:certificate_id>/confirmation": does(
        OFFICER, address=_LOST, body=_CONFIRMED
    ),
    "POST api/certificate-desk/locks/<int:lock_id>/confirmation": does(OFFICER, address=_LOCK, body=_CONFIRMED),
    "POST api/certificate-desk/locks/<int:lock_id>/unlock": does(OFFICER, address=_LOCK, done=False),
    f"GET {_DESK}/stop": asks(OFFICER, address=_STOPPED),
    f"POST {_DESK}/stop/suspend": does(OFFICER, address=_LISTED, body={**_WORDS, "cause": "1"}),
    f"POST {_DESK}/stop/propose": does(
        OFFICER, address=_LISTED, body={**_WORDS, "cause": "2", "terminate": False}, done=False
    ),
    f"POST {_DESK}/stop/carry-out": does(OFFICER, address=_LISTED, body=_WORDS, done=False),
    f"POST {_DESK}/stop/resume": does(
        OFFICER, address=_LISTED, body={**_WORDS, "resumes_at": "2026-12-25 09:00"}, done=False
    ),
    "GET api/listing-rulings": asks(GRANTOR),
    "GET api/listing-rulings/<number>": asks(GRANTOR, address=_STOPPED),
    "POST api/listing-rulings/<number>": does(GRANTOR, address=_STOPPED, body={**_WORDS, "approved": False}),
    f"GET {_DESK}/after": asks(OFFICER, address=_ENDED),
    f"POST {_DESK}/after/refunds": does(
        OFFICER, address=_ENDED, body={"lines": [], "pay_on": "2027-01-12"}, done=False
    ),
    f"GET {_DESK}/after/refunds/<int:place>": asks(OFFICER, address=_ORDERED),
    f"POST {_DESK}/after/answer": does(OFFICER, address=_ENDED, body={"file": "FILE"}, done=False),
    f"GET {_DESK}/record": asks(OFFICER, address=_ENDED),
    "GET api/my/listings/<uuidstr:key>/after": asks(BIDDER, address={"key": "{own_application}"}),
    "POST api/listing-system/co-sign": does(ADMINISTRATOR, body=_WORDS),
    "GET api/listing-watch/co-signs": asks(SUPERVISOR),
    "POST api/listing-watch/co-signs/<int:co_sign_id>": does(
        SUPERVISOR, address={"co_sign_id": "{co_sign}"}, body={"granted": True}
    ),
    "GET api/listing-system/maintenance": asks(ADMINISTRATOR),
    "GET api/listing-watch/maintenance": asks(SUPERVISOR),
    "POST api/listing-system/maintenance": does(ADMINISTRATOR, body=_MAINTAINED),
}
