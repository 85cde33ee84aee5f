"""Who may use the routes of boards, indicators, bulletins and scores: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.rules import CLERKS, SUPERVISOR, Rule, asks, does, page

OVERSEER = frozenset({"overseer"})
READERS = (CLERKS - {"telephonist"}) | SUPERVISOR
SEEING = frozenset({"clerk"}) | SUPERVISOR | OVERSEER
_PLAN = {"city": "yunmeng", "name": "oversight_2026"}
_BEDS = {**_PLAN, "key": "beds"}
_UNIT, _BULLETIN = {"unit": "{overseen}"}, {"key": "{bulletin}"}
_VALUE = {"on": "2023", "value": "5.3", "source": "年鉴"}
_EDITED = {"act": "edit", "title": "通报", "text": "一、情况", "revision": "0"}
_ASSESSED = {"weight-done": "100", "ranks": "好 60\n差 0", "reason": "议定", "first_year": "{this_year}"}
_DEFINED = "yearly: {label: 考评, full: 1, measures: {done: {label: 办结率, share: done, weight: 1}}, "
_SCORED = "procedure=yunmeng/oversight_2026&year=2026"
_INDICATOR = "supervision/indicators/<slug:city>/<slug:name>/"

PAGES: Mapping[str, Rule] = {
    "supervision/boards/": page(READERS),
    "supervision/boards/units/<int:unit>/": page(SEEING, address=_UNIT),
    "supervision/boards/plans/<uuid:plan>/": page(SEEING, address={"plan": "{plan}"}),
    "supervision/boards/items/": page(READERS),
    "supervision/boards/items.xlsx": page(READERS),
    "supervision/indicators/": page(READERS),
    "supervision/indicators/values/<uuid:value_id>/file": page(OVERSEER, address={"value_id": "{measured}"}),
    _INDICATOR: page(READERS, OVERSEER, address=_PLAN, done=False),
    f"{_INDICATOR}values.xlsx": page(READERS, address=_PLAN),
    f"{_INDICATOR}<slug:key>/": page(READERS, OVERSEER, address=_BEDS, body=_VALUE),
    "supervision/bulletins/": page(READERS, OVERSEER, body={"procedure": "yunmeng/oversight_2026", "period": "2026"}),
    "supervision/bulletins/<uuid:key>/": page(OVERSEER, OVERSEER, address=_BULLETIN, body=_EDITED),
    "supervision/bulletins/<uuid:key>/file.<slug:kind>": page(OVERSEER, address={**_BULLETIN, "kind": "pdf"}),
    "supervision/scores/": page(READERS),
    "supervision/scores/<int:unit>/": page(SEEING, address=_UNIT),
    "supervision/assessments/<slug:city>/<slug:name>/": page(READERS, OVERSEER, address=_PLAN, body=_ASSESSED),
}

_API_BEDS = "api/supervision/indicators/<city>/<name>/<key>"
_ONE = "api/supervision/bulletins/<key>"

API: Mapping[str, Rule] = {
    "GET api/supervision/boards": asks(READERS),
    "GET api/supervision/boards/items": asks(READERS),
    "GET api/supervision/indicators": asks(READERS),
    f"GET {_API_BEDS}": asks(READERS, address=_BEDS),
    "GET api/supervision/stated-indicators/<city>/<name>": asks(READERS, address=_PLAN),
    "POST api/supervision/stated-indicators/<city>/<name>/<key>": does(
        OVERSEER, address=_BEDS, body={"label": "床位", "unit": "bed", "targets": "2025 9", "area": "市"}, done=False
    ),
    f"PUT {_API_BEDS}/definition": does(
        OVERSEER,
        address=_BEDS,
        body={"label": "床位", "unit": "bed", "targets": "2025 9", "area": "市", "reason": "写错"},
        done=False,
    ),
    f"POST {_API_BEDS}/values": does(OVERSEER, address=_BEDS, body=_VALUE),
    "GET api/supervision/scores": asks(READERS, query=_SCORED),
    "GET api/supervision/scores/<unit>": asks(SEEING, address=_UNIT, query=_SCORED),
    "POST api/supervision/assessments/<city>/<name>": does(
        OVERSEER,
        address=_PLAN,
        body={
            "definition": f"{_DEFINED}ranks: [{{label: 好, at_least: 0}}]}}",
            "first_year": "{this_year}",
            "reason": "议定",
        },
    ),
    "GET api/supervision/bulletins": asks(READERS),
    "POST api/supervision/bulletins": does(
        OVERSEER, body={"procedure": "yunmeng/oversight_2026", "year": "{this_year}"}
    ),
    f"GET {_ONE}": asks(OVERSEER, address=_BULLETIN),
    f"PUT {_ONE}": does(OVERSEER, address=_BULLETIN, body={"title": "通报", "text": "略", "revision": 0}),
    f"DELETE {_ONE}": does(OVERSEER, address=_BULLETIN),
    f"POST {_ONE}/release": does(OVERSEER, address=_BULLETIN, body={"revision": 0}),
    f"POST {_ONE}/disclosure": does(OVERSEER, address=_BULLETIN, done=False),
}
