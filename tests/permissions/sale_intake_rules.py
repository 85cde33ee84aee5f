"""Who may draft, announce, apply, see money and seal a reserve price: one line a route, as in `rules`."""

from collections.abc import Mapping

from lingxing.engines.auctions.tests.drafts import DRAFT
from tests.permissions.rules import ADMINISTRATOR, EVERYBODY, NOBODY, SUPERVISOR, Rule, asks, does, page

BIDDER, OFFICER = frozenset({"bidder"}), frozenset({"officer"})

_DRAFT, _LISTED, _ENDED = ({"number": f"{{{name}_lot}}"} for name in ("draft", "listed", "ended"))
_OWN = {"key": "{own_application}"}
_APPLICATION = {**_ENDED, "key": "{ended_application}"}
_REASON = {"reason": "规划条件经批准调整"}
_LINE = {"reference": "B9", "amount": "1", "paid_at": "2026-01-05 09:00"}
_DESK, _WATCH, _UPKEEP = (f"listing-{room}/<slug:number>" for room in ("desk", "watch", "upkeep"))

PAGES: Mapping[str, Rule] = {
    "listings/": page(EVERYBODY),
    "listings/feed.atom": page(EVERYBODY),
    "listings/results.atom": page(EVERYBODY),
    "listings/<slug:number>/announcements/": page(EVERYBODY, address=_LISTED),
    "listings/<slug:number>/announcements/<int:place>/": page(EVERYBODY, address={**_LISTED, "place": "1"}),
    "listings/<slug:number>/announcements/<int:place>.pdf": page(EVERYBODY, address={**_LISTED, "place": "1"}),
    "listings/<slug:number>/files/<uuid:key>/": page(EVERYBODY, address={**_LISTED, "key": "{listed_lot_file}"}),
    "listings/<slug:number>/apply/": page(BIDDER, BIDDER, address=_LISTED, done=False),
    "my/listings/": page(BIDDER),
    "my/listings/<uuid:key>/": page(BIDDER, address=_OWN),
    "my/listings/<uuid:key>/files/<uuid:file>/": page(BIDDER, address={**_OWN, "file": "{own_application_file}"}),
    "listing-desk/": page(OFFICER),
    "listing-desk/new/": page(OFFICER, OFFICER, done=False),
    "listing-desk/money/": page(OFFICER),
    "listing-desk/money/statement/": page(OFFICER, OFFICER, done=False),
    "listing-desk/money/<int:line>/return/": page(
        None, OFFICER, address={"line": "{bank_line}"}, body={"note": "原路退还"}
    ),
    "listing-desk/guarantee/": page(OFFICER, OFFICER, done=False),
    f"{_DESK}/draft/": page(OFFICER, OFFICER, address=_DRAFT, body=DRAFT),
    f"{_DESK}/files/": page(None, OFFICER, address=_DRAFT, done=False),
    f"{_DESK}/files/<uuid:key>/": page(OFFICER, address={**_DRAFT, "key": "{draft_lot_file}"}),
    f"{_DESK}/files/<uuid:key>/remove/": page(None, OFFICER, address={**_DRAFT, "key": "{draft_lot_file}"}),
    f"{_DESK}/announce/": page(OFFICER, OFFICER, address=_DRAFT, done=False),
    f"{_DESK}/supplement/": page(OFFICER, OFFICER, address=_LISTED, body=_REASON, done=False),
    f"{_DESK}/applications/": page(OFFICER, address=_ENDED),
    f"{_DESK}/applications/<uuid:key>/": page(OFFICER, OFFICER, address=_APPLICATION, body={"note": "看过执照"}),
    f"{_DESK}/applications/<uuid:key>/files/<uuid:file>/": page(
        OFFICER, address={**_APPLICATION, "file": "{ended_application_file}"}
    ),
    f"{_WATCH}/reserve/": page(SUPERVISOR, address=_LISTED),
    f"{_WATCH}/reserve/key.json": page(SUPERVISOR, address=_LISTED),
    f"{_WATCH}/reserve/code/": page(None, SUPERVISOR, address=_LISTED, done=False),
    "listing-upkeep/": page(ADMINISTRATOR),
    f"{_UPKEEP}/reserve/": page(ADMINISTRATOR, ADMINISTRATOR, address=_LISTED, done=False),
}

_GUARANTEE = {"order_number": "1", "bank": "甲", "number": "1", "amount": "1", "valid_until": "2027-03-01"}
_APPLYING = {"party": "{bidder_party}", "contact": "甲", "phone": "1", "announcement": 1}
_NEW = {"package": "yunmeng/nothing", "agency": "{agency}", "grantor": "{grantor_organ}"}

API: Mapping[str, Rule] = {
    "GET api/listings": asks(EVERYBODY),
    "GET api/listings/<number>/announcements": asks(EVERYBODY, address=_LISTED),
    "GET api/listings/<number>/announcements/<int:place>": asks(EVERYBODY, address={**_LISTED, "place": "1"}),
    "GET api/listing-desk": asks(OFFICER),
    "POST api/listing-desk": does(OFFICER, body=_NEW, done=False),
    "GET api/listing-desk/<number>": asks(OFFICER, address=_DRAFT),
    "PUT api/listing-desk/<number>": does(OFFICER, address=_DRAFT, body=DRAFT),
    "POST api/listing-desk/<number>/files": does(OFFICER, address=_DRAFT, body={"file": "FILE"}, done=False),
    "DELETE api/listing-desk/<number>/files/<uuidstr:key>": does(
        OFFICER, address={**_DRAFT, "key": "{draft_lot_file}"}
    ),
    "GET api/listing-desk/<number>/announcement": asks(OFFICER, address=_DRAFT),
    "POST api/listing-desk/<number>/announcement": does(OFFICER, address=_DRAFT, body={"digest": "0"}, done=False),
    "POST api/listing-desk/<number>/supplement/preview": does(OFFICER, address=_LISTED, body=_REASON, done=False),
    "POST api/listing-desk/<number>/supplement": does(
        OFFICER, address=_LISTED, body={**_REASON, "digest": "0"}, done=False
    ),
    "POST api/listings/<number>/applications": does(BIDDER, address=_LISTED, body=_APPLYING, done=False),
    "GET api/my/listings": asks(BIDDER),
    "GET api/my/listings/<uuidstr:key>": asks(BIDDER, address=_OWN),
    "GET api/listing-desk/<number>/applications": asks(OFFICER, address=_ENDED),
    "POST api/listing-desk/<number>/applications/<uuidstr:key>/identified": does(
        OFFICER, address=_APPLICATION, body={"note": "看过执照"}
    ),
    "GET api/listing-money": asks(OFFICER),
    "POST api/listing-money/statements": does(OFFICER, body={"file": "FILE"}, done=False),
    "POST api/listing-money/<int:line>/return": does(
        OFFICER, address={"line": "{bank_line}"}, body={"note": "原路退还"}
    ),
    "POST api/listing-guarantees": does(OFFICER, body=_GUARANTEE, done=False),
    "GET api/listing-watch/<number>/reserve": asks(SUPERVISOR, address=_LISTED),
    "POST api/listing-watch/<number>/reserve/code": does(
        SUPERVISOR, address=_LISTED, body={"code": "12345678"}, done=False
    ),
    "GET api/listing-upkeep": asks(ADMINISTRATOR),
    "POST api/listing-upkeep/<number>/reserve": does(ADMINISTRATOR, address=_LISTED, body={"file": "[]"}, done=False),
    "POST api/listings/bank-lines": does(NOBODY, body={"lines": [_LINE]}, done=False),
}
