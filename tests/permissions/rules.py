"""Who may use which route, with whose things: one line a route, derived from permission and ownership."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lingxing.kernel.tests.identity_samples import resident_number
from tests.permissions.world import ROLES

EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"stranger"}
NOBODY: frozenset[str] = frozenset()
APPLICANTS = frozenset({"applicant", "other", "bidder"})
CLERKS = frozenset({"clerk", "elsewhere", "officer", "grantor", "telephonist", "overseer"})
OWNER, CLERK = frozenset({"applicant"}), frozenset({"clerk"})
SUPERVISOR, ADMINISTRATOR = frozenset({"supervisor"}), frozenset({"administrator"})
CASE = OWNER | CLERK | SUPERVISOR

_MARKET = {"city": "yunmeng", "name": "market_2026", "service_name": "stall"}


@dataclass(frozen=True)
class Rule:
    """Who is answered, with what in the address and in the body; `{draft}` stands for a thing of the world.

    `reads` is who may GET, `writes` who may POST (PUT, PATCH, DELETE for the API's own methods); None where the route
    takes no such request. `kept` are asked without being told that it is not theirs: nothing happens for others.
    """

    reads: frozenset[str] | None
    writes: frozenset[str] | None = None
    address: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    done: bool = True
    """Whether the entitled's write is carried out: False where the body is refused whoever sends it."""
    kept: bool = False


def page(reads: frozenset[str] | None, writes: frozenset[str] | None = None, **more: Any) -> Rule:
    """Return the rule of a page."""
    return Rule(reads, writes, **more)


def asks(who: frozenset[str], **more: Any) -> Rule:
    """Return the rule of an API operation that reads."""
    return Rule(who, None, **more)


def does(who: frozenset[str], **more: Any) -> Rule:
    """Return the rule of an API operation that writes."""
    return Rule(None, who, **more)


_PERSON = {"kind": "person", "name": "吴十", "number": resident_number(order=56), "phone": "13900001111"}
_CASE = {"case_id": "{case}"}
_DRAFT = {"draft_id": "{draft}"}
_PUBLIC = {"number": "{published}"}
_OUT = {"key": "{published_key}"}
_UNRELEASED = {"key": "{publication_draft}"}
_NEW_DRAFT = {"organ": "{organ}", "kind": "disclosure", "title": "新的公开", "text": "略"}

PAGES: Mapping[str, Rule] = {
    "ledger": page(ADMINISTRATOR),
    "ledger/checkpoints": page(EVERYBODY),
    "ledger/checkpoints/<int:number>": page(EVERYBODY, address={"number": "{checkpoint}"}),
    "ledger/keys/<slug:key_id>": page(EVERYBODY, address={"key_id": "{key}"}),
    "sign-in": page(EVERYBODY, EVERYBODY, body={"username": "x", "password": "y"}, done=False),
    "sign-out": page(None, SIGNED_IN),
    "register": page(EVERYBODY, EVERYBODY, done=False),
    "account": page(SIGNED_IN, SIGNED_IN, done=False),
    "me": page(SIGNED_IN),
    "me/declare": page(APPLICANTS, APPLICANTS, done=False),
    "me/contact": page(APPLICANTS, APPLICANTS, body={"phone": "13800009999", "address": ""}),
    "me/consent": page(None, APPLICANTS, done=False),
    "me/agents/new": page(APPLICANTS, APPLICANTS, done=False),
    "me/agents/<int:link>/revoke": page(None, OWNER, address={"link": "{link}"}),
    "me/represented/new": page(APPLICANTS, APPLICANTS, done=False),
    "me/stand-in": page(SIGNED_IN, SIGNED_IN, done=False),
    "me/stand-in/<int:stand_in_id>/end": page(None, CLERK, address={"stand_in_id": "{stand_in}"}),
    "members": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "members/<int:membership_id>/end": page(None, ADMINISTRATOR, address={"membership_id": "{membership}"}),
    "members/stand-ins": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "members/stand-ins/<int:stand_in_id>/end": page(None, ADMINISTRATOR, address={"stand_in_id": "{stand_in}"}),
    "counter": page(CLERKS, CLERKS, done=False),
    "counter/new": page(CLERKS, CLERKS, done=False),
    "counter/<uuid:party_id>": page(CLERKS, CLERKS, address={"party_id": "{party}"}, done=False),
    "organ-tree": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "organ-tree/<int:organ_id>": page(ADMINISTRATOR, ADMINISTRATOR, address={"organ_id": "{organ}"}, done=False),
    "accounts": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "accounts/<uuid:account_id>": page(ADMINISTRATOR, address={"account_id": "{account}"}),
    "accounts/<uuid:account_id>/<slug:act>": page(
        None, ADMINISTRATOR, address={"account_id": "{account}", "act": "disable"}
    ),
    "services/": page(EVERYBODY),
    "services/<slug:city>/<slug:name>/<slug:service_name>/": page(EVERYBODY, address=_MARKET),
    "services/<slug:city>/<slug:name>/<slug:service_name>/apply/": page(APPLICANTS, APPLICANTS, address=_MARKET),
    "services/<slug:city>/<slug:name>/<slug:service_name>/report/": page(NOBODY, NOBODY, address=_MARKET),
    "services/<slug:city>/<slug:name>/<slug:service_name>/counter/": page(CLERK, CLERK, address=_MARKET, body=_PERSON),
    "drafts/<uuid:draft_id>/": page(OWNER, address=_DRAFT),
    "drafts/<uuid:draft_id>/<int:number>/": page(
        OWNER, OWNER, address={**_DRAFT, "number": "1"}, body={"goods": "豆浆", "later": "yes"}
    ),
    "drafts/<uuid:draft_id>/papers/": page(OWNER, OWNER, address=_DRAFT, body={"remove": "{draft_file}"}),
    "drafts/<uuid:draft_id>/check/": page(OWNER, OWNER, address=_DRAFT, body={"true": "yes"}),
    "drafts/<uuid:draft_id>/drop/": page(None, OWNER, address=_DRAFT, kept=True),
    "my/cases/": page(APPLICANTS),
    "notices/": page(SIGNED_IN, SIGNED_IN, body={"read": "{notice}"}, kept=True),
    "track/": page(EVERYBODY, EVERYBODY, body={"number": "{number}", "code": "{code}"}),
    "registers/<slug:city>/<slug:name>/<slug:service_name>/<slug:key>/": page(
        EVERYBODY, address={**_MARKET, "key": "holders"}
    ),
    "queues/<slug:city>/<slug:name>/<slug:service_name>/<slug:key>/": page(
        EVERYBODY, address={**_MARKET, "key": "line"}
    ),
    "cases/<uuid:case_id>/": page(CASE, address=_CASE),
    "cases/<uuid:case_id>/sent/": page(CASE, address=_CASE),
    "cases/<uuid:case_id>/reveal/": page(None, OWNER | CLERK, address=_CASE),
    "cases/<uuid:case_id>/record/": page(OWNER | SUPERVISOR, address=_CASE),
    "cases/<uuid:case_id>/record.jsonl": page(OWNER | SUPERVISOR, address=_CASE),
    "cases/<uuid:case_id>/rate/": page(None, OWNER, address={"case_id": "{case}"}, body={"grade": "5"}, done=False),
    "cases/<uuid:case_id>/objections/<int:objection_id>/": page(
        None,
        CLERK,
        address={"case_id": "{noticed}", "objection_id": "{objection}"},
        body={"upheld": "no", "reason": "查无实据"},
    ),
    "cases/<uuid:case_id>/act/<slug:act_name>/": page(
        CASE,
        CLERK,
        address={**_CASE, "act_name": "request_completion"},
        body={"missing": "paper.photo", "note": "相片太暗", "revision": "1", "key": "k1", "go": "do"},
    ),
    "cases/<uuid:case_id>/correct/<int:sequence>/": page(
        CLERK,
        CLERK,
        address={"case_id": "{waiting}", "sequence": "{accepted}"},
        body={"reason": "点错了", "revision": "2"},
    ),
    "cases/<uuid:case_id>/files/<uuid:attachment_id>/": page(
        OWNER | CLERK, address={"case_id": "{waiting}", "attachment_id": "{attachment}"}
    ),
    "desk/": page(CLERKS),
    "desk/many/": page(None, CLERK, body={"turn": "{turn}", "do": "assign", "assignee": "{clerk}"}),
    "overview/": page(SUPERVISOR),
    "overview/workbook.xlsx": page(SUPERVISOR),
    "desk/new/": page(CLERKS),
    "calendar/": page(SUPERVISOR | ADMINISTRATOR, SUPERVISOR | ADMINISTRATOR, body={"revoke": "{change}"}),
    "bindings/": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "bindings/<slug:city>/<slug:name>/<slug:role>/": page(
        ADMINISTRATOR,
        ADMINISTRATOR,
        address={"city": "yunmeng", "name": "market_2026", "role": "fire"},
        body={"organ": "{organ}", "service": ""},
    ),
    "upkeep/": page(ADMINISTRATOR, ADMINISTRATOR, done=False),
    "papers/<uuid:paper_id>.pdf": page(OWNER | CLERK, address={"paper_id": "{paper}"}),
    "papers/<uuid:paper_id>.docx": page(OWNER | CLERK, address={"paper_id": "{paper}"}),
    "verify/": page(EVERYBODY),
    "verify/<str:code>": page(EVERYBODY, address={"code": "{paper_code}"}),
    "disclosure/": page(EVERYBODY),
    "disclosure/registers/": page(EVERYBODY),
    "disclosure/feed.atom": page(EVERYBODY),
    "disclosure/list.csv": page(EVERYBODY),
    "disclosure/list.xlsx": page(EVERYBODY),
    "disclosure/<slug:number>/": page(EVERYBODY, address=_PUBLIC),
    "disclosure/<slug:number>/object/": page(
        EVERYBODY,
        EVERYBODY,
        address=_PUBLIC,
        body={"name": "孙八三", "contact": "13700001111", "text": "渡口过密", "place": "1"},
        done=False,
    ),
    "disclosure/<slug:number>/code.svg": page(EVERYBODY, address=_PUBLIC),
    "disclosure/<slug:number>/table.csv": page(EVERYBODY, address=_PUBLIC),
    "disclosure/<slug:number>/table.xlsx": page(EVERYBODY, address=_PUBLIC),
    "publishing/": page(CLERKS),
    "publishing/release/": page(
        CLERK, CLERK, query="order={order}", body={"order": "{order}", "go": "look"}, done=False
    ),
    "publishing/decline/<int:order_id>/": page(
        CLERK, CLERK, address={"order_id": "{order}"}, body={"reason": "文件另有规定"}
    ),
    "publishing/new/": page(CLERKS, CLERK, body=_NEW_DRAFT),
    "publishing/overview/": page(SUPERVISOR),
    "publishing/overview/workbook.xlsx": page(SUPERVISOR),
    "publishing/<uuid:key>/": page(CLERK, CLERK, address=_UNRELEASED, body=_NEW_DRAFT),
    "publishing/<uuid:key>/drop/": page(None, CLERK, address=_UNRELEASED),
    "publishing/<uuid:key>/correct/": page(
        CLERK, CLERK, address=_OUT, body={"go": "preview", "reason": "更正"}, done=False
    ),
    "publishing/<uuid:key>/withdraw/": page(CLERK, CLERK, address=_OUT, body={"reason": "公示对象有误"}),
}

API: Mapping[str, Rule] = {
    "GET api/ledger/checkpoints": asks(EVERYBODY),
    "GET api/ledger/checkpoints/<int:number>": asks(EVERYBODY, address={"number": "{checkpoint}"}),
    "GET api/ledger/entries": asks(ADMINISTRATOR),
    "GET api/organ-tree": asks(ADMINISTRATOR, query="city=云梦泽市"),
    "POST api/organ-tree": does(ADMINISTRATOR, body={"city": "云梦泽市", "name": "城东水文站"}),
    "GET api/memberships": asks(ADMINISTRATOR),
    "POST api/memberships": does(
        ADMINISTRATOR, body={"username": "clerk_two", "organ": "{organ}", "duty": "head", "since": "2026-01-05"}
    ),
    "DELETE api/memberships/<int:membership_id>": does(ADMINISTRATOR, address={"membership_id": "{membership}"}),
    "GET api/stand-ins": asks(ADMINISTRATOR),
    "POST api/stand-ins": does(
        ADMINISTRATOR,
        body={
            "absent": "clerk_two",
            "substitute": "clerk_two",
            "organ": "{organ}",
            "since": "2026-01-05",
            "until": "2026-01-06",
            "reason": "出差",
        },
        done=False,
    ),
    "DELETE api/stand-ins/<int:stand_in_id>": does(ADMINISTRATOR, address={"stand_in_id": "{stand_in}"}),
    "GET api/services": asks(EVERYBODY),
    "GET api/services/<city>/<name>/<service_name>": asks(EVERYBODY, address=_MARKET),
    "POST api/services/<city>/<name>/<service_name>/cases": does(
        OWNER | CLERK, address=_MARKET, body={"act": "apply", "party": "{party}"}, done=False
    ),
    "GET api/cases/<uuidstr:case_id>": asks(CASE, address=_CASE),
    "POST api/cases/<uuidstr:case_id>/acts": does(
        OWNER, address=_CASE, body={"act": "withdraw", "role": "applicant", "key": "k2"}
    ),
    "POST api/cases/<uuidstr:case_id>/corrections": does(
        CLERK, address={"case_id": "{waiting}"}, body={"sequence": 2, "reason": "点错了"}
    ),
    "POST api/cases/<uuidstr:case_id>/rating": does(OWNER, address=_CASE, body={"grade": 5}, done=False),
    "GET api/cases/<uuidstr:case_id>/record": asks(OWNER | SUPERVISOR, address=_CASE),
    "POST api/cases/<uuidstr:case_id>/reveal": does(CLERK, address=_CASE),
    "GET api/cases/<uuidstr:case_id>/objections": asks(CLERK, address={"case_id": "{noticed}"}),
    "POST api/cases/<uuidstr:case_id>/objections/<int:objection_id>": does(
        CLERK,
        address={"case_id": "{noticed}", "objection_id": "{objection}"},
        body={"upheld": False, "reason": "查无实据"},
    ),
    "GET api/drafts": asks(SIGNED_IN),
    "POST api/drafts": does(
        OWNER | CLERKS, body={"package": "yunmeng/market_2026", "service": "stall", "act": "apply", "party": "{party}"}
    ),
    "PATCH api/drafts/<uuidstr:draft_id>": does(OWNER, address=_DRAFT, body={"values": {"goods": "豆浆"}}),
    "DELETE api/drafts/<uuidstr:draft_id>": does(OWNER, address=_DRAFT, kept=True),
    "POST api/drafts/<uuidstr:draft_id>/papers/<paper>": does(
        OWNER, address={**_DRAFT, "paper": "photo"}, body={"file": "FILE"}
    ),
    "DELETE api/files/<uuidstr:file_id>": does(OWNER, address={"file_id": "{draft_file}"}, kept=True),
    "GET api/desk": asks(CLERKS),
    "POST api/desk/assignments": does(CLERK, body={"turns": ["{turn}"], "account": "{clerk}"}),
    "POST api/desk/batches": does(CLERK, body={"cases": ["{case}"], "act": "accept", "role": "office"}, kept=True),
    "GET api/overview": asks(SUPERVISOR),
    "GET api/my/cases": asks(APPLICANTS),
    "GET api/notices": asks(SIGNED_IN),
    "POST api/notices/read": does(OWNER, body={"ids": ["{notice}"]}, kept=True),
    "POST api/track": does(EVERYBODY, body={"number": "{number}", "code": "{code}"}),
    "GET api/registers/<city>/<name>/<service_name>/<key>": asks(EVERYBODY, address={**_MARKET, "key": "holders"}),
    "GET api/queues/<city>/<name>/<service_name>/<key>": asks(EVERYBODY, address={**_MARKET, "key": "line"}),
    "GET api/workdays": asks(EVERYBODY, query="start=2026-03-02&term=5 working days"),
    "GET api/calendar": asks(EVERYBODY, query="since=2026-03-02&until=2026-03-09"),
    "GET api/calendar/changes": asks(EVERYBODY),
    "POST api/calendar/changes": does(
        SUPERVISOR | ADMINISTRATOR,
        body={"day": "2027-03-10", "working": False, "reason": "防汛", "source": "云政办〔2027〕2号"},
    ),
    "GET api/calendar/touched": asks(SUPERVISOR | ADMINISTRATOR, query="day=2027-03-10"),
    "DELETE api/calendar/changes/<int:change_id>": does(SUPERVISOR | ADMINISTRATOR, address={"change_id": "{change}"}),
    "GET api/bindings/<city>/<name>": asks(ADMINISTRATOR, address={"city": "yunmeng", "name": "market_2026"}),
    "POST api/bindings": does(
        ADMINISTRATOR, body={"package": "yunmeng/market_2026", "role": "fire", "organ": "{organ}"}
    ),
    "DELETE api/bindings/<int:binding_id>": does(ADMINISTRATOR, address={"binding_id": "{binding}"}),
    "POST api/continuations": does(
        ADMINISTRATOR,
        body={"package": "yunmeng/market_2026", "until": "2040-01-05", "basis": "云政发〔2040〕1号"},
        done=False,
    ),
    "GET api/disclosure": asks(EVERYBODY),
    "GET api/disclosure/<number>": asks(EVERYBODY, address=_PUBLIC),
    "GET api/publishing/waiting": asks(CLERKS),
    "POST api/publishing/preview": does(CLERK, body={"orders": ["{order}"], "text": ""}),
    "POST api/publishing/release": does(CLERK, body={"orders": ["{order}"], "digest": "0" * 64}, done=False),
    "POST api/publishing/decline/<int:order>": does(
        CLERK, address={"order": "{order}"}, body={"reason": "文件另有规定"}
    ),
    "POST api/publishing/drafts": does(CLERK, body=_NEW_DRAFT),
    "GET api/publishing/drafts/<uuidstr:key>": asks(CLERK, address=_UNRELEASED),
    "PUT api/publishing/drafts/<uuidstr:key>": does(CLERK, address=_UNRELEASED, body=_NEW_DRAFT),
    "DELETE api/publishing/drafts/<uuidstr:key>": does(CLERK, address=_UNRELEASED),
    "POST api/publishing/drafts/<uuidstr:key>/release": does(
        CLERK, address=_UNRELEASED, body={"digest": "0" * 64}, done=False
    ),
    "POST api/publishing/<uuidstr:key>/correction": does(
        CLERK, address=_OUT, body={"text": "依据办法第五条。"}, done=False
    ),
    "POST api/publishing/<uuidstr:key>/correct": does(
        CLERK, address=_OUT, body={"reason": "补充依据", "digest": "0" * 64}, done=False
    ),
    "POST api/publishing/<uuidstr:key>/withdraw": does(CLERK, address=_OUT, body={"reason": "公示对象有误"}),
    "GET api/publishing/overview": asks(SUPERVISOR),
}
