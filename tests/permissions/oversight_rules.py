"""Who may use the routes by which supervision is run: one line a route, as in `rules`."""

from collections.abc import Mapping

from tests.permissions.board_rules import OVERSEER, SEEING
from tests.permissions.rules import CLERKS, Rule, asks, does, page

_PLAN, _MATTER = {"plan_id": "{plan}"}, {"item_id": "{matter}"}
_NOWHERE = "00000000-0000-0000-0000-000000000007"
_LISTS = {"title": "随机督查", "objects": "甲局\n乙局", "people": "丁某", "wanted_objects": "1", "wanted_people": "1"}
_DRAW = {"title": "随机督查", "objects": ["甲局"], "people": ["丁某"], "wanted_objects": 1, "wanted_people": 1}
_LOOK = {"kind": "excerpt", "at": "2026-03-02T09:00", "found": "已搬走一家"}
_TYPED = {"heading": "批示", "source": "leader", "text": "查清。", "lead": "{overseen}"}
_CLERKS = CLERKS

PAGES: Mapping[str, Rule] = {
    "supervision/plans/": page(OVERSEER),
    "supervision/plans/open/": page(None, OVERSEER, body={"document": "none"}, done=False),
    "supervision/plans/<uuid:plan_id>/": page(OVERSEER, address=_PLAN),
    "supervision/plans/<uuid:plan_id>/change/": page(
        None, OVERSEER, address=_PLAN, body={"do": "confirm", "revision": "0"}, done=False
    ),
    "supervision/plans/<uuid:plan_id>/tasks/new/": page(OVERSEER, OVERSEER, address=_PLAN, body={}, done=False),
    "supervision/plans/<uuid:plan_id>/tasks/<int:task_id>/": page(
        OVERSEER, OVERSEER, address={**_PLAN, "task_id": "{plan_task}"}, body={"do": "change"}, done=False
    ),
    "supervision/waiting/": page(OVERSEER, OVERSEER, body={"do": "approve", "case": _NOWHERE}, done=False),
    "supervision/entry/": page(OVERSEER, OVERSEER, body={"do": "enter"}, done=False),
    "supervision/entry/form.xlsx": page(OVERSEER),
    "supervision/items/<uuid:item_id>/": page(SEEING, address=_MATTER),
    "supervision/items/<uuid:item_id>/records/": page(None, OVERSEER, address=_MATTER, body=_LOOK),
    "supervision/items/<uuid:item_id>/file.pdf": page(None, address=_MATTER),
    "supervision/records/<uuid:record_id>/share/": page(None, OVERSEER, address={"record_id": "{look}"}),
    "supervision/records/files/<uuid:file_id>": page(OVERSEER, address={"file_id": "{look_file}"}),
    "supervision/mine/": page(_CLERKS, _CLERKS, done=False),
    "supervision/mine/answers.xlsx": page(_CLERKS),
    "supervision/proposals/": page(OVERSEER),
    "supervision/proposals/decide/": page(
        None, OVERSEER, body={"finding": "{proposal}", "do": "decline", "reason": "不必"}, done=False
    ),
    "supervision/draws/": page(OVERSEER, OVERSEER, body=_LISTS),
    "supervision/draws/<uuid:draw_id>/draw/": page(None, OVERSEER, address={"draw_id": "{draw}"}),
    "supervision/circulars/": page(OVERSEER, OVERSEER, body={"number": "none"}, done=False),
}

_API = "api/supervision"
API: Mapping[str, Rule] = {
    f"GET {_API}/plans": asks(OVERSEER),
    f"GET {_API}/documents": asks(OVERSEER),
    f"POST {_API}/plans": does(OVERSEER, body={"document": "none"}, done=False),
    f"GET {_API}/plans/<uuidstr:plan_id>": asks(OVERSEER, address=_PLAN),
    f"PATCH {_API}/plans/<uuidstr:plan_id>": does(OVERSEER, address=_PLAN, body={"confirm": True}, done=False),
    f"POST {_API}/plans/<uuidstr:plan_id>/steps": does(OVERSEER, address=_PLAN, body={"step": "assign"}),
    f"POST {_API}/matters": does(OVERSEER, body={**_TYPED}, done=False),
    f"POST {_API}/matters/import": does(OVERSEER, done=False),
    f"POST {_API}/matters/approve": does(_CLERKS, body={"cases": []}),
    f"POST {_API}/matters/assign": does(OVERSEER, body={"cases": []}),
    f"GET {_API}/mine": asks(_CLERKS),
    f"GET {_API}/mine/answers.xlsx": asks(_CLERKS),
    f"POST {_API}/mine/answers": does(_CLERKS, done=False),
    f"GET {_API}/items/<uuidstr:item_id>": asks(SEEING, address=_MATTER),
    f"GET {_API}/items/<uuidstr:item_id>/file.pdf": Rule(None, None, address=_MATTER),
    f"POST {_API}/items/<uuidstr:item_id>/records": does(
        OVERSEER, address=_MATTER, body={**_LOOK, "at": "2026-03-02T09:00:00+08:00"}
    ),
    f"POST {_API}/records/<uuidstr:record_id>/files": does(OVERSEER, address={"record_id": "{look}"}, done=False),
    f"GET {_API}/records/files/<uuidstr:file_id>": asks(OVERSEER, address={"file_id": "{look_file}"}),
    f"POST {_API}/records/<uuidstr:record_id>/share": does(OVERSEER, address={"record_id": "{look}"}),
    f"GET {_API}/proposals": asks(OVERSEER),
    f"POST {_API}/proposals/<int:finding>": does(
        OVERSEER, address={"finding": "{proposal}"}, body={"take": False, "reason": "不必"}, done=False
    ),
    f"GET {_API}/draws": asks(OVERSEER),
    f"POST {_API}/draws": does(OVERSEER, body=_DRAW),
    f"POST {_API}/draws/<uuidstr:draw_id>": does(OVERSEER, address={"draw_id": "{draw}"}),
    f"POST {_API}/circulars/<number>": does(OVERSEER, address={"number": "none"}, done=False),
}
