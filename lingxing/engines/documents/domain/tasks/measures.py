"""The words of targets: which verb sets which comparator, and in which units things are counted."""

import re

from lingxing.engines.documents.domain.model import Comparator

_VERBS_BY_COMPARATOR = {
    Comparator.AT_MOST: (
        "不超过|不高于|不大于|不多于|控制在|降到|降至|降低到|降低至|下降到|下降至"
        "|压减到|压减至|压减为|压缩到|压缩至|压缩为|缩短到|缩短至|缩短为|减少到|减少至|减少为|减至|精简到|精简至|精简为|降为|控制到"
    ),
    Comparator.AT_LEAST: (
        "不低于|不少于|不小于|达到|提高到|提高至|提升到|提升至|增加到|增加至|增长到|增长至|增至|扩大到|扩大至|升至|增速达到|增速达|降幅达到"
        "|降幅达|达|年均增长|年均增速|增速|增长|提高|提升|下降|降低|压减|压缩|缩短|减少|精简|保持在|保持|稳定在|维持在|实现"
    ),
    Comparator.ABOVE: "超过|突破|大于|高于|多于",
    Comparator.BELOW: "小于|低于|少于",
}
COMPARATOR_OF = {verb: kind for kind, verbs in _VERBS_BY_COMPARATOR.items() for verb in verbs.split("|")}
_CHANGES = frozenset(
    ["年均增长", "年均增速", "增速", "增长", "下降", "降低", "提高", "提升", "压减", "压缩", "缩短", "减少", "精简"]
)
_NEEDS_UNIT = _CHANGES | {"实现", "达"}
_MADE = (
    "建成|建立|新建|新增|培育|引进|打造|创建|组建|建设|部署|布局|转化|选派|实施|举办|开展|完成|获批|争取|发展|形成"
    "|认定|设立|改造|登记|突破|组织|新(?:改|扩)扩?建|改扩建|扩建|推出|出台|招引|引育|增设|加装|安装|铺设|敷设|配备|配建|开通|选树|评选|遴选"
    r"|孵化|验收|攻克|制修订|入驻|(?<![\u4e00-\u5e73\u5e75-\u9fff])(?:投放|治理|整治|修复|造林|绿化|培训|签约|落户|储备|招聘|研发|制定|修订|发放|安置|开工|投产)"
)
_COUNT = (
    r"[万千百亿]{0,2}(?:个百分点|个?工作日|个月|个|家|项|名|人次|人|件|张|套|户|所|座|辆|台|只|种|类|场次|场|次|条|处|份|例|篇|部|支|批次|批|艘|平方公里|公里"
    r"|平方米|立方米|兆瓦|千瓦时|千瓦|吨标准煤|克标准煤|吨|亩|公顷|升|斤|元|倍|岁|年|天|小时|分钟|分|位|床|门|间|棵|株|瓶|宗|幅|届|期|册|站|桩|口|眼|盏|公斤|千克|微克|毫克|克标准煤|克|学时|课时|标台)"
    r"(?:/(?:(?!及?以[上下内]|左右)[\u4e00-\u9fff]){1,4}){0,2}"
)
_MADE_AGAIN = re.compile("获批|争取|建成|新建|新增|引进|打造|创建|组建|完成|举办")
_NUMBER = r"(?P<about>约|近)?\s*(?P<value>\d+(?:\.\d+)?)\s*"
_AFTER = r"\s*(?P<after>及?以上|及?以下|以内|之内|左右|上下)?"
_END = r"(?=[，,；;。、！\s]|\Z)"
_ANY_UNIT = rf"(?![以及之左上])[\u4e00-\u9fff]{{1,2}}?(?={_AFTER.replace('?P<after>', '?:')}{_END})|[A-Za-z]{{1,4}}"
_VERBS = "|".join(sorted(COMPARATOR_OF, key=len, reverse=True))
MEASURED = re.compile(rf"(?P<verb>{_VERBS}){_NUMBER}(?P<unit>％|%|‰|{_COUNT}|{_ANY_UNIT})?{_AFTER}")
MEASURED_END = re.compile(rf"(?:{_VERBS}|约|近)\Z")
COUNTED = re.compile(rf"(?P<verb>{_MADE})(?P<what>[^\d，,；;。：:]{{2,40}}?){_NUMBER}(?P<unit>{_COUNT}){_AFTER}{_END}")
COUNTED_TOO = re.compile(rf"、(?P<what>[^\d，,；;。：:、]{{2,30}}?){_NUMBER}(?P<unit>{_COUNT}){_AFTER}{_END}")
COUNTED_ON = re.compile(rf"(?P<what>[^\d，,；;。：:]{{4,40}}?){_NUMBER}(?P<unit>{_COUNT}){_AFTER}")
MADE_BEFORE = re.compile(
    rf"(?P<verb>{_MADE}){_NUMBER}(?P<unit>(?![万千百亿]{{0,2}}(?:[年天岁届期分位元小]|个月|个?工作日)){_COUNT})\s*(?P<after>及?以上|左右)?的?"
    rf"(?P<what>(?![以及之左上的])[^\d，,；;。：:、]{{2,24}}){_END}"
)
RATE = re.compile(
    rf"(?P<name>[^\d，,；;。：:、]{{2,40}}(?:率|占比|比重|比例|满意度|覆盖面)){_NUMBER}(?P<unit>％|%|‰){_AFTER}{_END}"
)
DOUBLED = re.compile(r"(?:实现)?翻(?P<times>[一两二三12])?番")
_BY_SUFFIX = {
    "以上": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
}


def comparator_of(found: "re.Match[str]") -> Comparator:
    """Return the comparator that verb and closing word set together: the closing word wins (降到30%以下)."""
    if found["about"] or found["after"] in {"左右", "上下"}:
        return Comparator.ABOUT
    by_suffix = _BY_SUFFIX.get((found["after"] or "").removeprefix("及"))
    return by_suffix or COMPARATOR_OF.get(found.groupdict().get("verb", ""), Comparator.AT_LEAST)


def last_verb(verb: str, what: str) -> tuple[str, str]:
    """Return the last verb that makes something and its object: 改造…获批项目 is 获批, 引进培育人才 stays whole."""
    found = [match for match in _MADE_AGAIN.finditer(what) if match.start() > 0 and len(what) - match.end() >= 2]
    return (found[-1].group(), what[found[-1].end() :]) if found else (verb, what)


def change_word(verb: str) -> str:
    """Return the part of the verb that belongs to the indicator's name: 增长 in 投入年均增长, 增速 in 年均增速达."""
    return verb if verb in _CHANGES else verb[:2] if verb.startswith(("增速", "降幅")) else ""


def needs_unit(verb: str) -> bool:
    """Return whether a bare number behind the verb is too weak to be a target."""
    return verb in _NEEDS_UNIT


def printed_unit(found: "re.Match[str]") -> str:
    """Return the unit behind a figure, '' where none is printed; ％ is %."""
    return (found["unit"] or "").replace("％", "%")
