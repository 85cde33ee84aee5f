"""Agencies of the state and public institutions, named by place: 人行鄂州中心支行, 市公交集团."""

import re

from lingxing.engines.documents.domain.organs.context import OrganContext

_PLACE = r"(?P<place>[\u4e00-\u9fff]{2,8}?)市?"
_BANKS = {
    "农发行": "中国农业发展银行",
    "工行": "中国工商银行",
    "农行": "中国农业银行",
    "中行": "中国银行",
    "建行": "中国建设银行",
    "邮储银行": "中国邮政储蓄银行",
}
_CENTRAL_BANK = re.compile(rf"(?:人行|人民银行|中国人民银行){_PLACE}(?P<branch>中心支行|支行|分行|营业管理部|营管部)")
_BANK = re.compile(rf"(?P<bank>{'|'.join(_BANKS)}){_PLACE}(?P<branch>分行|支行)")
_SUPERVISORS = (
    (re.compile(rf"{_PLACE}银?保监(?P<branch>分局|监管组|局)"), "中国银行保险监督管理委员会"),
    (re.compile(rf"{_PLACE}银监(?P<branch>分局|办事处|局)"), "中国银行业监督管理委员会"),
    (re.compile(rf"{_PLACE}证监(?P<branch>局)"), "中国证券监督管理委员会"),
    (re.compile(rf"{_PLACE}金融监管(?P<branch>分局|支局|局)"), "国家金融监督管理总局"),
)
_STATE_GRID = re.compile(rf"国网{_PLACE}(?P<branch>供电公司)")
_PROVINCIAL_DRUGS = re.compile(r"省药监局(?P<place>[\u4e00-\u9fff]{2,6})分局")
_INSTITUTION = (
    r"(?:大学|学院|学校|中学|小学|医院|公司|集团|银行|支行|分行|协会|学会|商会|联合会|支队|大队|总队|中心|研究院|研究所|报社|日报|电视台|广播电视台"
    r"|海关|海事局|军分区|警备区|车务段|联络处|图书馆|博物馆|领导小组|领导小组办公室|专班|指挥部|指挥部办公室|联席会议办公室|工作组|委员会办公室|监管分局|监管支局|气象台|调查队|税务总局[\u4e00-\u9fff]{2,12}税务局)"
)
_NAMED = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9（）()“”]{{2,28}}{_INSTITUTION}\Z")
_FULL_OFFICE = re.compile(r"[\u4e00-\u9fff]{4,16}(?:办公室|委员会|管理局|事务局|保护局)")
_SHORT_OF = re.compile(r"(?:供电|电信|移动|联通|铁塔|石油|石化|人寿|财险)公司\Z")


def agency_name(name: str, context: OrganContext) -> str:
    """Return the full name of a bank's branch, a financial supervisor, a grid company or a drug office, or ''."""
    found = _CENTRAL_BANK.fullmatch(name)
    if found:
        if found["branch"] in {"营管部", "营业管理部"}:
            return f"中国人民银行{found['place']}营业管理部"
        return f"中国人民银行{_city(found['place'], context)}{found['branch']}"
    found = _BANK.fullmatch(name)
    if found:
        return f"{_BANKS[found['bank']]}{_city(found['place'], context)}{found['branch']}"
    for pattern, office in _SUPERVISORS:
        found = pattern.fullmatch(name)
        if found and not found["place"].startswith("国家"):
            return f"{office}{found['place']}监管{found['branch']}".replace("监管监管", "监管")
    return _provincial_agency(name, context)


def _provincial_agency(name: str, context: OrganContext) -> str:
    found = _STATE_GRID.fullmatch(name)
    if found and context.province and not found["place"].startswith(context.province[:-1]):
        return f"国网{context.province}电力有限公司{found['place']}供电公司"
    found = _PROVINCIAL_DRUGS.fullmatch(name)
    if found and context.province:
        return f"{context.province}药品监督管理局{found['place']}分局"
    return ""


def _city(place: str, context: OrganContext) -> str:
    return context.city if place in (context.stem, context.city) else place


def institution_name(name: str, context: OrganContext) -> str:
    """Return the name of a public institution, an enterprise or a leading group, with its city, or ''.

    Reading: an enterprise keeps the name that the text uses (市公交集团 is 某某市公交集团), since its registered name
    stands in no gazette.
    A long name that ends in 办公室, 委员会 or 管理局 is no abbreviation and stands as printed. A national carrier's
    local company without its own name (市电信公司) stays unresolved.
    """
    if _FULL_OFFICE.fullmatch(name.removeprefix(context.level)) and name.startswith(context.level) and context.city:
        return context.city + name[1:]
    if not _NAMED.match(name) or (_SHORT_OF.search(name) and name.startswith(context.level)):
        return ""
    if name.startswith(context.level):
        return context.city + name[1:] if context.city else ""
    return name
