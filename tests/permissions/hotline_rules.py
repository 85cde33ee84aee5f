"""Who may use the hotline's routes: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import EVERYBODY, SIGNED_IN, Rule, asks, does, page

OPERATOR = frozenset({"telephonist"})
HANDLING = OPERATOR | {"clerk"}
_ONE = {"city": "yunmeng", "name": "calls_2026", "service": "call"}
_ARTICLE = {**_ONE, "key": "{article}"}
_TICKET = {"ticket_id": "{ticket}"}
_PAIR = {"number": "{ticket_answered}", "code": "{ticket_code}"}
_ASKED = {"kind": "consult", "matter": "路灯找谁", "content": "想问路灯归谁管"}
_CALLED = {**_ASKED, "channel": "telephone", "then": "later", "go": "take"}
_WRITTEN = {"organ": "{centre}", "title": "问", "text": "答", "valid_from": "2026-01-01", "review_on": "2030-01-01"}
_ROUTE = "hotline/<slug:city>/<slug:name>/<slug:service>/"
_API = "api/hotline/{city}/{name}/{service}/".replace("{", "<").replace("}", ">")
_FILES = "api/hotline/tickets/<uuidstr:ticket_id>/files"
_LETTER = "From: a@example.org\nSubject: ask\nMessage-ID: <1@example.org>\n\nwho mends lamps?"

PAGES: Mapping[str, Rule] = {
    "hotline/": page(EVERYBODY),
    "hotline/track/": page(EVERYBODY, EVERYBODY, body=_PAIR),
    "hotline-desk/": page(OPERATOR),
    "hotline/knowledge/<int:key>/": page(EVERYBODY, address={"key": "{article}"}),
    "hotline/tickets/<uuid:ticket_id>/": page(
        HANDLING,
        OPERATOR,
        address={"ticket_id": "{ticket}"},
        body={"then": "decline", "ground": "court"},
        done=False,
    ),
    "hotline/tickets/<uuid:ticket_id>/caller/": page(None, HANDLING, address=_TICKET),
    "hotline/tickets/<uuid:ticket_id>/files/<uuid:key>/": page(HANDLING, address={**_TICKET, "key": "{ticket_file}"}),
    "hotline/tickets/<uuid:ticket_id>/files/": page(None, HANDLING, address=_TICKET, body={"file": "FILE"}),
    _ROUTE: page(EVERYBODY, address=_ONE),
    f"{_ROUTE}ask/": page(EVERYBODY, EVERYBODY, address=_ONE, body=_ASKED),
    f"{_ROUTE}numbers/": page(EVERYBODY, address=_ONE),
    f"{_ROUTE}figures/": page(EVERYBODY, address=_ONE),
    f"{_ROUTE}call/": page(OPERATOR, OPERATOR, address=_ONE, body=_CALLED),
    f"{_ROUTE}hints/": page(None, OPERATOR, address=_ONE, body=_ASKED),
    f"{_ROUTE}tickets/": page(OPERATOR, address=_ONE),
    f"{_ROUTE}board/": page(OPERATOR, address=_ONE),
    f"{_ROUTE}board/workbook.xlsx": page(OPERATOR, address=_ONE),
    f"{_ROUTE}publish/": page(None, OPERATOR, address=_ONE, body={"period": "2026-01"}),
    f"{_ROUTE}calls/": page(OPERATOR, OPERATOR, address=_ONE, done=False),
    f"{_ROUTE}knowledge/": page(HANDLING | {"elsewhere", "overseer"}, address=_ONE),
    f"{_ROUTE}knowledge/new/": page(HANDLING | {"elsewhere", "overseer"}, OPERATOR, address=_ONE, body=_WRITTEN),
    f"{_ROUTE}knowledge/<int:key>/edit/": page(
        HANDLING | {"elsewhere", "overseer"}, OPERATOR, address=_ARTICLE, body=_WRITTEN
    ),
    f"{_ROUTE}knowledge/<int:key>/versions/": page(HANDLING | {"elsewhere", "overseer"}, OPERATOR, address=_ARTICLE),
}

API: Mapping[str, Rule] = {
    "GET api/hotline": asks(EVERYBODY),
    f"GET {_API}numbers": asks(EVERYBODY, address=_ONE),
    f"GET {_API}knowledge": asks(EVERYBODY, address=_ONE),
    f"POST {_API}ask": does(SIGNED_IN, address=_ONE, body=_ASKED),
    "POST api/hotline/track": does(EVERYBODY, body=_PAIR),
    "POST api/hotline/evaluate": does(SIGNED_IN, body={**_PAIR, "satisfied": "content"}),
    "POST api/hotline/withdraw": does(SIGNED_IN, body=_PAIR, done=False),
    f"GET {_FILES}": asks(HANDLING, address=_TICKET),
    f"POST {_FILES}": does(HANDLING, address=_TICKET, body={"file": "FILE"}),
    f"GET {_FILES}/<uuidstr:key>": asks(HANDLING, address={**_TICKET, "key": "{ticket_file}"}),
    "POST api/hotline/files": does(SIGNED_IN, body={**_PAIR, "file": "FILE"}),
    "POST api/hotline/track/file": does(EVERYBODY, body={**_PAIR, "file": "{callers_file}"}),
    f"POST {_API}take": does(OPERATOR, address=_ONE, body={**_ASKED, "channel": "telephone"}),
    "POST api/hotline/tickets/<ticket_id>/dispatch": does(
        OPERATOR, address={"ticket_id": "{ticket_waiting}"}, body={"then": "decline", "ground": "court"}
    ),
    f"POST {_API}letters": does(OPERATOR, address=_ONE, body={"letter": _LETTER}),
    f"GET {_API}tickets": asks(OPERATOR, address=_ONE),
    f"GET {_API}board": asks(OPERATOR, address=_ONE),
}
