"""From when to when a text is in force, and who interprets it."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Validity
from lingxing.kernel.dates import Period, last_day_in_force, parse_date
from lingxing.kernel.numerals import parse_numeral

_NUMERAL = r"[\d〇○◯零一二三四五六七八九十两]"
_DATE = rf"{_NUMERAL}{{4}}\s*年\s*[\d元一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十]{{1,3}}\s*日"
_VERB = r"(?:正式|开始|起|即)?(?:施行|实施|执行|生效|实行|试行|行(?=[。，；]|$))"
_FROM_ISSUE = re.compile(
    rf"[自从](?:本[\u4e00-\u9fff]{{2,8}})?(?P<event>印发|公布|发布|下发|颁布|发文|签发|批准|通过)之日起"
    rf"(?:(?:满|经过)?(?P<wait>{_NUMERAL}{{1,3}})\s*(?P<unit>(?:个工作)?日|天|个月)(?:后|期?满|(?<=日)|(?<=月)))?(?=\s*{_VERB}(?!的))"
)
_FROM_DATE = re.compile(rf"(?:自|从|于)\s*(?P<date>{_DATE})\s*(?:零时|0时|0:00)?\s*(?:起|开始)?\s*(?={_VERB}(?!的))")
_OWN = re.compile(
    r"本[\u4e00-\u9fff]{1,10}?(?:自|从|于|有效期|试行期|由)|新[\u4e00-\u9fff]{0,6}标准|本[\u4e00-\u9fff]{2,6}"
)
_TERM = r"(?:有效期限?|试行期限?|暂行期限?|施行期限?|执行期限?|实施期限?)"
_PERIOD = re.compile(
    rf"(?:{_TERM}\s*(?:为|是|定为|暂定|暂定为)?\s*(?:自[^，。；]{{2,10}}之日起)?|(?<=[，,])\s*(?:试行|暂行|执行|实施)(?:期)?)"
    rf"\s*(?P<count>{_NUMERAL}{{1,3}}?)\s*(?P<unit>年|个月|周年)"
)
_SPAN = re.compile(
    rf"(?:{_TERM}\s*(?:为|是)?\s*[自从由]?|[自从])\s*(?P<date>{_DATE})\s*(?:起|开始)?\s*(?:至|到|—|－|-)\s*(?P<until>{_DATE})\s*(?:止)?"
    rf"(?=\s*(?:[，。；]|$|施行|实施|执行|生效|有效))"
)
_YEAR_END = re.compile(rf"{_TERM}\s*(?:自[^。；]{{0,40}})?(?:至|到|截至)\s*(?P<year>\d{{4}})年(?:年)?[底末]")
_UNTIL = re.compile(rf"{_TERM}\s*(?:[自从由][^。；]{{0,40}})?(?:至|到|截至|截止到?|截止至|为至)\s*(?P<date>{_DATE})")
_ENDS = re.compile(
    rf"(?:施行|实施|执行|生效|实行|试行)[，,]?\s*(?:至|到|截至)\s*(?P<date>{_DATE})\s*(?:止|终止|结束|失效|废止|(?=[。，；]|$))"
)
_CLIPPED = re.compile(rf"{_TERM}\s*为?\s*(?P<count>\d)(?=(?:19|20)\d{{2}}年|[。，；]|$)")
_FOREIGN = re.compile(r"[证照书件号]有效期|重新计算|延长有效期|合同|许可证|协议|(?:已修改|修改)的(?:行政)?规范性文件")
_RUNS_OUT = re.compile(r"(?:有效期|期限)(?:(?:届)?满|内)[^，。；]*")
_INTERPRETER = re.compile(
    r"由(?P<organ>[^，。；：由]{2,40}?)(?:会同[^，。；]{2,40})?(?:(?:负责|承担)(?:具体)?的?)?(?:(?:修订|修改|组织实施|实施)[和及并、])?"
    r"解释(?:[和及并、]?(?:负责)?(?:组织|监督)?(?:实施|落实|修订|执行))?(?=[，。；]|$)"
)
_INTERPRETED_BY = re.compile(
    r"解释(?:权|工作)?(?:归|由|属于|属)(?P<organ>[^，。；：]{2,40}?)(?:负责|承担|所有)?(?=[，。；]|$)"
)
_BY_DUTY = re.compile(r"(?:按照|依照|依据|根据|按)?(?:各自|部门|各自的)?(?:工作)?(?:职责|职能)(?:分工|范围)?$")
_QUOTED = re.compile(r"“[^”]*(?:”|$)")
_SENTENCE_END = "。；\n"
_WORTH = ("起", "日施行", "日实施", "日执行", "有效期", "解释", "试行期", "期限")


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    printed: str
    on: dt.date | None
    own: bool


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    printed: str
    iso: str | None
    until: dt.date | None
    period: Period | None


def find_validity(texts: Iterable[str], signed: dt.date | None) -> Validity:
    """Return the validity that a text's own clauses set; later clauses weigh more, those on the text itself most.

    `signed` is the day of 自印发之日. Dates of allowances, contracts and certificates are left aside.
    """
    worth = (text for text in texts if any(word in text for word in _WORTH))
    sentences = [sentence for text in worth for sentence in _sentences(_without_quotes(text))]
    effective = _best_effective(sentences, signed)
    term = _best_term(sentences)
    start = effective.on if effective else None
    return Validity(
        effective_text=effective.text if effective else "",
        effective_from=effective.printed if effective else None,
        effective_on=start,
        valid_text=term.text if term else "",
        valid_until_or_period=term.printed if term else None,
        valid_for=term.iso if term else None,
        expires_on=_expiry(term, start or signed),
        interpreter=_interpreter(sentences),
    )


def has_clipped_term(texts: Sequence[str]) -> bool:
    """Tell whether a period of validity stands without its unit (有效期5), as lost characters leave it."""
    return any("期" in text and _CLIPPED.search(text) for text in texts)


def _without_quotes(text: str) -> str:
    """Leave out what the text only quotes, as amendments do: 将“…有效期5年”修改为“…”."""
    if "修改为" in text or "调整为" in text:
        return _QUOTED.sub("", text)
    return text


def _sentences(text: str) -> list[str]:
    parts, start = [], 0
    for at, sign in enumerate(text):
        if sign in _SENTENCE_END:
            parts.append(text[start : at + 1])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if any(word in part for word in _WORTH)]


def _best_effective(sentences: Sequence[str], signed: dt.date | None) -> _Found | None:
    best: _Found | None = None
    for sentence in sentences:
        found = _effective(sentence, signed)
        if found and (best is None or found.own or not best.own):
            best = found
    return best


def _effective(sentence: str, signed: dt.date | None) -> _Found | None:
    issued = _FROM_ISSUE.search(sentence)
    if issued:
        own = (
            issued.start() == 0 or bool(_OWN.search(sentence, 0, issued.end())) or sentence[issued.start() - 1] == "，"
        )
        return _Found(sentence, *_from_issue(issued, signed), own)
    dated = _FROM_DATE.search(sentence) or _SPAN.search(sentence)
    day = parse_date(dated["date"]) if dated else None
    if not dated or day is None:
        return None
    own = dated.start() == 0 or bool(_OWN.search(sentence, 0, dated.start() + 1))
    return _Found(sentence, day.isoformat(), day, own)


def _from_issue(issued: re.Match[str], signed: dt.date | None) -> tuple[str, dt.date | None]:
    """Return 自公布之日起30日后 as it is written, and the day that it comes to."""
    wait = parse_numeral(issued["wait"]) if issued["wait"] else None
    if not wait:
        return f"自{issued['event']}之日", signed
    months = issued["unit"] == "个月"
    printed = f"自{issued['event']}之日起{wait}{'个月' if months else '日'}后"
    try:
        last = last_day_in_force(signed, Period(months=wait) if months else Period(days=wait)) if signed else None
        return printed, last + dt.timedelta(days=1) if last else None
    except (ValueError, OverflowError):
        return printed, None


def _best_term(sentences: Sequence[str]) -> _Term | None:
    found = None
    for whole in sentences:
        sentence = _RUNS_OUT.sub("", whole) if "满" in whole or "期内" in whole else whole
        if not (
            "期" in sentence or "试行" in sentence or _ENDS.search(sentence) or _SPAN.search(sentence)
        ) or _FOREIGN.search(sentence):
            continue
        if (
            _OWN.search(sentence)
            or _FROM_ISSUE.search(sentence)
            or _FROM_DATE.search(sentence)
            or _SPAN.search(sentence)
            or sentence.startswith("有效期")
        ):
            found = _term(sentence) or found
    return found


def _term(sentence: str) -> _Term | None:
    span = _SPAN.search(sentence)
    until = span or _UNTIL.search(sentence) or _ENDS.search(sentence)
    day = parse_date(until["until" if span else "date"]) if until else None
    year_end = _YEAR_END.search(sentence)
    if year_end and not day:
        day = dt.date(int(year_end["year"]), 12, 31) if int(year_end["year"]) else None
    if day:
        return _Term(sentence, day.isoformat(), None, day, None)
    counted = _PERIOD.search(sentence)
    if counted:
        return _counted(sentence, counted["count"], counted["unit"].removeprefix("周"))
    clipped = _CLIPPED.search(sentence)
    return _counted(sentence, clipped["count"], "年") if clipped else None


def _counted(sentence: str, count: str, unit: str) -> _Term | None:
    value = parse_numeral(count)
    if not value:
        return None
    period = Period(years=value) if unit == "年" else Period(months=value)
    return _Term(sentence, f"{count}{unit}", str(period), None, period)


def _expiry(term: _Term | None, start: dt.date | None) -> dt.date | None:
    if term is None:
        return None
    if term.until:
        return term.until
    if term.period is None or start is None:
        return None
    try:
        return last_day_in_force(start, term.period)
    except (ValueError, OverflowError):
        return None


def _interpreter(sentences: Sequence[str]) -> str | None:
    for sentence in reversed(sentences):
        if "解释" not in sentence:
            continue
        found = _INTERPRETER.search(sentence) or _INTERPRETED_BY.search(sentence)
        if found:
            return _BY_DUTY.sub("", found["organ"].strip())
    return None
